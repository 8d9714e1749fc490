//! Money, percentages, measures, counts and what is no quantity.

use super::{check, check_with};
use crate::Settings;

#[test]
fn money_with_what_it_is_for() {
    check(
        r#"The ministry asks [this year]{time date 2020} for [$ 600 million]{q 600000000 USD "of=to rebuild and equip the harbour police" "at=this year"} to rebuild and equip the harbour police in its fight against smugglers."#,
    );
    check(
        r#"The fund promised [billions of dollars]{q x1000000000 USD "of=economic support from the Coastal Bank and the Hill Bank"} in economic support from the Coastal Bank and the Hill Bank."#,
    );
    check(
        "They spent [hundreds of millions of dollars]{q x100000000 USD}, then [$1.2bn]{q 1200000000 USD} more.",
    );
    check(
        r#"He won a [$48.2 million]{q 48200000 USD "of=harbour contract"} harbour contract and repaid [£2.3bn]{q 2300000000 GBP}."#,
    );
}

#[test]
fn money_in_many_forms() {
    check(
        "It cost [US$1.2bn]{q 1200000000 USD}, [USD 34.6 million]{q 34600000 USD}, [€1.2bn]{q 1200000000 EUR}, [Rs 2 crore]{q 20000000 INR}, [R$5]{q 5 BRL} and [15€]{q 15 EUR}.",
    );
    check(
        "A [600m-dollar]{q 600000000 USD of=loan} loan, [5 million euros]{q 5000000 EUR} and [12,000 Iraqi dinars]{q 12000 IQD} changed hands.",
    );
    check(
        "The bill came to [half a million dollars]{q 500000 USD} or [50 cents]{q 0.5 USD/{head}} a head.",
    );
    check(
        "It gave [£2.3bn]{q 2300000000 GBP} and [5 million euros]{q 5000000 EUR}, and spent [Rs 2 crore and 50 lakh]{q 25000000 INR}.",
    );
    check("They want [billions of federal dollars]{q x1000000000 USD}.");
}

#[test]
fn ambiguous_money_keeps_its_readings() {
    check("Officials in Canada promised [$5 million]{q 5000000 USD or=CAD}.");
    check(
        "A toll of [40 dinars]{q 40 IQD of=toll or=KWD or=JOD or=BHD or=DZD or=LYD} is due, he said.",
    );
    check("In Tunisia a toll of [40 dinars]{q 40 TND of=toll} is due, he said.");
    check(
        "They found [300 pounds]{q 300 [lb_av] of=flour or=GBP} of flour and [5 million pounds]{q 5000000 GBP or=[lb_av]}.",
    );
    let canada = Settings {
        dollar: "CAD".into(),
        ..Settings::default()
    };
    check_with("It cost [$20]{q 20 CAD}.", canada, None);
}

#[test]
fn percentages() {
    check(
        r#"Oil brings [90%]{q 90 % "of=income of the northern province"} of the income of the northern province."#,
    );
    check(
        "Some [12 per cent]{q 12 % about of=voters} of voters stayed home, [3 percentage points]{q 3 pp} more than before.",
    );
    check("The rate is [.5 pct]{q 0.5 % of=rate} and may reach [6,4%]{q 6.4 %}.");
}

#[test]
fn changes() {
    check(
        "Exports fell by [12 %]{q 12 % down-by of=Exports} to [4.1m tonnes]{q 4100000 t down-to of=Exports}.",
    );
    check(
        "Prices rose from [7.4]{q 7.4 % up-from of=Prices} to [8.1 percent]{q 8.1 % up-to of=Prices}.",
    );
    check("Nurses won a [5 percent]{q 5 % up-by} increase.");
    check(
        "Shares gained [12 cents]{q 0.12 USD up-by of=Shares} to [$3.40]{q 3.4 USD up-to of=Shares}.",
    );
}

#[test]
fn ranges() {
    check("It may cost [$10-15 billion]{q 10000000000..15000000000 USD}.");
    check(
        "Between [20,000 and 25,000]{q 20000..25000 troop of=troops} troops left, from [7.4 to 8.1 percent]{q 7.4..8.1 % of=force} of the force.",
    );
    check(
        "A mast of [8- to 16-metre]{q 8..16 m of=mast} height and [two or three]{q 2..3 ship of=ships} ships.",
    );
}

#[test]
fn bounds_and_approximations() {
    check(
        "At least [35]{q >=35 person of=people} people, up to [30 percent]{q <=30 % of=crew} of the crew, some [500]{q 500 goat about of=goats} goats, no more than [$5]{q <=5 USD}.",
    );
    check(
        "Nearly [half]{q 0.5 about of=voters} of voters and more than [a dozen]{q >=12 mayor of=mayors} mayors came.",
    );
    check("Bring [$10]{q >=10 USD} or more, or [20]{q 20 about} or so.");
}

#[test]
fn counts() {
    check(
        r#"The guards killed [hundreds]{q x100 civilian "of=innocent civilians"} of innocent civilians."#,
    );
    check(
        r#"[Tens of thousands]{q x10000 protester of=protesters} of protesters met [3.5 million]{q 3500000 refugee "of=Syrian refugees"} Syrian refugees."#,
    );
    check(
        "[Twenty-five thousand]{q 25000 child of=children} children and [two-thirds]{q 0.666667 of=teachers} of the teachers stayed.",
    );
    check("The [12-member]{q 12 member} council met [250]{q 250 time of=times} times.");
    check("It was said that [25]{q 25} were killed.");
    check("[One in five]{q 0.2 of=farmers} farmers left.");
}

#[test]
fn groups_of_digits() {
    check(
        "There were [1,500,000]{q 1500000 bee of=bees} bees, [1.500.000]{q 1500000 ant of=ants} ants, [12,34,567]{q 1234567 wasp of=wasps} wasps and [278 000]{q 278000 fly of=flies} flies.",
    );
    check("A wall [2 1/2 miles]{q 2.5 [mi_i]} long and [½ km]{q 0.5 km} thick.");
}

#[test]
fn measures() {
    check(
        "The field pumps [4 million barrels [a day]{time set P1D}]{q 4000000 [bbl_us]/d of=crude} of crude.",
    );
    check(
        "It burned [301,338 km2]{q 301338 km2 of=forest} of forest, [40 square miles]{q 40 [mi_i]2} in all, at [45 degrees Celsius]{q 45 Cel} and [98 degrees]{q 98 deg or=[degF] or=Cel}.",
    );
    check(
        r#"The [4.1m]{q 4.1 m "of=high wall" or=4100000none} high wall and a crowd of [4.1m]{q 4100000 of=crowd or=4.1m}."#,
    );
    check("Amina Diallo, [44]{q 44 a}, drove [30 mph]{q 30 [mi_i]/h}.");
}

#[test]
fn what_is_no_quantity() {
    check("Resolution 1325, Article 5 and a Boeing 737 have nothing to do with Covid-19 or G20.");
    check("Omarra beat Selva 3-2; call 555-1234 or write to 358 Rose Way.");
    check(r"See note \[6\] and version 1.2.3, he said at COP 21.");
    check("He was the second to arrive, the 21st, and one of us, at No. 10.");
}

#[test]
fn claims() {
    check(
        "She said [that [the guard of [40]{q 40 man of=men claim=1} men left]{content}]{content}, all [12]{q 12 boat of=boats} boats.",
    );
}

#[test]
fn numbers_as_people_say_them() {
    check(
        "Of [four million and a half]{q 4500000 vote of=votes} votes [two thirds of a million]{q 666667 vote of=votes} votes were lost.",
    );
    check(
        "He owns [three lakh crore rupees]{q 3000000000000 INR or=PKR or=LKR or=NPR or=MUR or=SCR}.",
    );
    check(
        "Sales fell by [a fifth]{q 0.2 down-by of=Sales}. Costs were cut by [half]{q 0.5 down-by of=Costs}. Rates rose by [two and three quarters percent]{q 2.75 % up-by of=Rates}.",
    );
    check(
        "A dose of [1.3x10^6]{q 1300000 cell of=cells} cells or [6.23e-4 g]{q 0.000623 g} was given.",
    );
    check("The twenty-first and the fifty-fourth man waited.");
}

#[test]
fn money_in_two_parts_and_in_small_letters() {
    check(
        "It costs [thirteen dollars and forty-five cents]{q 13.45 USD}, [15 dollars 50]{q 15.5 USD}, [75 USD million]{q 75000000 USD} or [30 MEUR]{q 30000000 EUR}.",
    );
    check(
        "They paid [usd 20]{q 20 USD}, [aud$ 15]{q 15 AUD} and [Rupees 500]{q 500 INR or=PKR or=LKR or=NPR or=MUR or=SCR}.",
    );
    check("She told us [$ 5 million]{q 5000000 USD} would do.");
}

#[test]
fn measures_in_two_units_and_rates() {
    check("He is [5 feet 2 inches]{q 5.166667 [ft_i]} tall.");
    check(
        "The air held [427 parts per million]{q 427 [ppm]}, then [610 micrograms per cubic metre]{q 610 ug/m3}.",
    );
    check(
        "It pumps [52,000 barrels-a-day]{q 52000 [bbl_us]/d}, or [395,000 b/d]{q 395000 [bbl_us]/d}.",
    );
}

#[test]
fn ages() {
    check(
        "The striker, [19]{q 19 a}, met a [six-year-old]{q 6 a} boy and men aged between [15 and 24]{q 15..24 a}.",
    );
    check("Children under [14]{q <=14 a} and a girl of [three months of age]{q 3 mo} stayed.");
}

#[test]
fn what_is_measured() {
    check(
        "[Rents]{x} in Selva rose by [5 percent]{q 5 % up-by of=Rents}."
            .replace("[Rents]{x}", "Rents")
            .as_str(),
    );
    check("It raised its key rate by [25 basis points]{q 0.25 pp up-by \"of=key rate\"}.");
    check(
        "They lost [46]{q 46 shop down-by of=shops} of their [1,130]{q 1130 shop of=shops} shops at a cost of [$140 million]{q 140000000 USD of=cost}.",
    );
}

#[test]
fn bounds_told_by_verbs_and_shares() {
    check(
        "Cases have passed [five million]{q >=5000000}, and fewer than [one in three]{q <=0.333333} survived.",
    );
}

#[test]
fn numbers_that_are_names() {
    check(
        "The Big Four auditors met the Group of 77 in hall 7 on [26]{time date 2020-02-26} and [27 February]{time date 2020-02-27}.",
    );
    check("Call 03 20 55 01 17 or write to 16 rue de Selva.");
}

#[test]
fn bounds_and_ranges_that_only_look_so() {
    check(
        "He lent [several hundred million dollars]{q x100000000 USD} and spent not even [1%]{q <=1 %}.",
    );
    check("A row over [$2.3bn]{q 2300000000 USD} broke out.");
    check(
        "Herring has fallen by [18 cents]{q 0.18 USD down-by of=Herring} to [61 cents]{q 0.61 USD down-to of=Herring}.",
    );
    check("A quake of magnitude [5.8]{q 5.8} shakes the hills.");
}

#[test]
fn units_told_once() {
    check(
        "The gap widened to [1.8 trillion roubles]{q 1800000000000 RUB up-to of=gap} from [1.1 trillion]{q 1100000000000 RUB up-from of=gap}.",
    );
    check(
        "She won by [1,911]{q 1911 vote of=votes} votes to [604]{q 604 vote of=votes}, and holds [152]{q 152 seat of=seats} seats, up from [148]{q 148 seat up-from of=seats}.",
    );
    check(
        "The dearest is [84.75 cents]{q 0.8475 USD of=dearest}, while the cheapest is [74.07]{q 0.7407 USD of=cheapest}.",
    );
    // Too far apart, or with a noun of its own, or an increase: not the same unit.
    check("It sold [5]{q 5 boat of=boats} boats, up from [900]{q 900 up-from}.");
    check("It rose [3 percent]{q 3 % up-by} to [431]{q 431 up-to}.");
}

#[test]
fn percent_told_ahead_of_its_number() {
    check("He shot at a [percentage of 45]{q 45 % or=none}.");
    check("The percentage of [18]{q 18 voter of=voters} voters is small.");
}

#[test]
fn dozens_and_fractions() {
    check(
        "A baker's [dozen]{q 13 bun of=buns} buns, or [three hundred and two dozen]{q 324 egg of=eggs} eggs.",
    );
    check("[2000 over 3]{q 666.666667}.");
    check("A rod of [1m]{q 1 m of=rod or=1000000none} and one of [10 dm]{q 10 dm}.");
}

#[test]
fn one_of_something() {
    check(r#"They tried [one]{q 1 time "of=last time"} last time."#);
    check(
        r#"It was dear at [one]{q 1 point of=point "at=last year"} point [last year]{time date 2019}."#,
    );
}

#[test]
fn the_level_of_an_index() {
    check(
        r#"The main index closed at [1,463.87]{q 1463.87 point of=points} points, while the small one rose [0.1 percent]{q 0.1 % up-by "of=small one"} to [1,333.18]{q 1333.18 point up-to "of=small one"}."#,
    );
}

#[test]
fn a_change_to_a_range() {
    check(
        "Its worth is to grow from [24.2]{q 24200000000 EUR up-from} to [33-35 billion euros]{q 33000000000..35000000000 EUR up-to}.",
    );
}

#[test]
fn letters_that_are_units_by_their_sentence() {
    check(
        r#"The charge of the capacitor was [2.5 F]{q 2.5 F "of=charge of the capacitor"}, the current [1.3 A/cm2]{q 1.3 A/cm2}."#,
    );
    check("The temperature was [104F]{q 104 [degF] of=temperature}, not [20 C]{q 20 Cel}.");
    check("The clinic kept each exposure below [0.5 R [per day]{time set P1D}]{q <=0.5 R/d}.");
    check("They met on 5 F Street in town.");
}

#[test]
fn a_city_tells_the_currency_of_its_country() {
    check("In Buenos Aires a kilo costs [9,800 pesos]{q 9800 ARS of=kilo}.");
    check("Peru fined the mine [18.5 million soles]{q 18500000 PEN}.");
    check("The cook fried [18]{q 18 sole of=soles} soles.");
}

#[test]
fn sums_that_are_rates() {
    check(
        "They earn [$15]{q 15 USD/h} [an hour]{time set PT1H}, [£2.50]{q 2.5 GBP/h}-an-hour more than cooks, or [$60,000]{q 60000 USD/a} [annually]{time set P1Y}.",
    );
    check(
        "Crude fell to [$76]{q 76 USD/[bbl_us] down-to of=Crude} a barrel, tea to [90 cents]{q 0.9 USD/kg} per kg and gas to [€285]{q 285 EUR/(10*3.m3)} per 1,000 cubic metres.",
    );
    check(
        "Holders get [$1.40]{q 1.4 USD/{share}} a share and pilots [€40]{q 40 EUR/{passenger}} per passenger.",
    );
    check(
        "Cleaners ask for [76 kroner]{q 76 NOK/h} (about [$10]{q 10 USD/h about}) [an hour]{time set PT1H}.",
    );
    check(
        "The fee is [$10-12]{q 10..12 USD/mo of=fee} a month, up from [$8 or $9]{q 8..9 USD/mo up-from} [each month]{time set P1M}.",
    );
    check(
        r#"It gives [$2 million]{q 2000000 USD/a "of=new clinics"} [a year]{time set P1Y} for new clinics."#,
    );
    check(
        "Traders gave [156.20 yen]{q 156.2 JPY/USD} per dollar, [$1.10]{q 1.1 USD/EUR} to the euro and [$2.91]{q 2.91 USD/(10*6.[Btu])} per million British thermal units.",
    );
    check(
        "Mills pay [€65 to €80]{q 65..80 EUR/t} for each tonne of soot and clinics [$40]{q 40 USD/{vial}} a vial.",
    );
    // The article begins something else.
    check(
        r#"It made [$5 million]{q 5000000 USD "at=a year earlier"} [a year earlier]{time date 2019}, and won [$3 million]{q 3000000 USD "at=a year earlier"} a second time."#,
    );
}
