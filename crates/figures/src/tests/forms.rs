//! Ways of writing in which a number could be taken for another: ratios and votes, telephone numbers, parts of lists, sums
//! behind abbreviations.

use super::check;

#[test]
fn ratios_and_votes() {
    check("The ratio was [3:1]{q 3}, and they were outnumbered [five to two]{q 2.5}.");
    check("The house voted 52 to 48; it lost 48 to 52.");
    check(
        "Of all, [2 in 5]{q 0.4 of=adults} adults and [7 in 10]{q 0.7} are ill; a tenth fell in [2]{q 2} in [5]{q 5 attack of=attacks} attacks.",
    );
}

#[test]
fn telephone_numbers_and_parts_of_names() {
    check("Call 0800 555 1234, (212) 555-1234 or +44 20 7946 0958 for news.");
    check("He cited Article 49.3 and Article 3(2); the No. 1 seed won.");
}

#[test]
fn grouping_by_blanks() {
    check(
        "It costs [EUR 5 042 million]{q 5042000000 EUR} or [1 234,50 euros]{q 1234.5 EUR/{head}} a head.",
    );
}

#[test]
fn sums_behind_an_abbreviation() {
    check("The firm owes [Rs. 4,500 crore]{q 45000000000 INR} to banks.");
    check("They spent [3.2 trillion won]{q 3200000000000 KRW}, and won.");
}

#[test]
fn suffixes_and_bounds() {
    check(
        "Some [20-odd]{q 20 ship about of=ships} ships, [100-plus]{q >=100 truck of=trucks} trucks and [$1bn-plus]{q >=1000000000 USD of=cash} in cash.",
    );
    check(
        "It took in excess of [$2bn]{q >=2000000000 USD}, upwards of [40]{q >=40 person of=people} people and just shy of [50]{q <=50 seat of=seats} seats.",
    );
}

#[test]
fn points_of_a_percentage() {
    check("A [quarter-point]{q 0.25 pp down-by} cut or [half a percentage point]{q 0.5 pp} more.");
    check("The bank cut its rate by a [quarter point]{q 0.25 pp down-by of=rate}.");
    check(
        "Turnout fell by [10 points]{q 10 pp down-by of=Turnout} to [48.6 %]{q 48.6 % down-to of=Turnout}.",
    );
}

#[test]
fn ends_of_a_change() {
    check("The fare went from [30]{q 0.3 USD up-from} to [40 cents]{q 0.4 USD up-to}.");
    check(
        r#"The bank cut its growth forecast to [3.5 %]{q 3.5 % down-to "of=growth forecast"} from [5.2 %]{q 5.2 % down-from "of=growth forecast"}."#,
    );
    check("They shot down [two]{q 2 jet of=jets} jets and raised [$40m]{q 40000000 USD}.");
}

#[test]
fn parts_of_a_list_share_a_unit() {
    check(
        "It has [12]{q 12 clinic of=clinics} clinics in Peru and [9]{q 9 clinic of=clinics} in Chile, [4]{q 4 clinic of=clinics} of them new.",
    );
    check(
        "At least [35]{q >=35 person of=people} people were killed and [120]{q 120 person of=people} wounded.",
    );
}

#[test]
fn ages_in_a_list() {
    check(
        "She has sons aged [4]{q 4 a}, [7]{q 7 a} and [12]{q 12 a}; the median age is [19]{q 19 a}.",
    );
}

#[test]
fn what_a_number_is_per() {
    check("It is [54]{q 54} per 1,000 births.");
}
