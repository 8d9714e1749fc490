//! Dates, times of day, durations, sets, and the date that they are counted from.

use super::{check, check_with};
use crate::Settings;

#[test]
fn calendar() {
    check(
        "In [2003]{time date 2003}, [the 1990s]{time date 199} or on [5 March 2024]{time date 2024-03-05}, not [March 5]{time date 2020-03-05}.",
    );
    check(
        "On [Sunday, March 8, 1998]{time date 1998-03-08}, in [June 2020]{time date 2020-06} or on [2024-03-05]{time date 2024-03-05}.",
    );
    check(
        "By [mid-2019]{time date 2019}, in [the 19th century]{time date 18} and [Q3 2023]{time date 2023-Q3}, then [summer 2021]{time date 2021-SU}.",
    );
}

#[test]
fn relative() {
    check(
        "The talks are due [next June]{time date 2020-06}, not [last week]{time date 2020-W13} or [this year]{time date 2020}.",
    );
    check(
        "They met [yesterday]{time date 2020-03-30}, on [Monday]{time date 2020-03-30} and [three days ago]{time date 2020-03-28}.",
    );
    check("They will meet on [Friday]{time date 2020-04-03} or [early next year]{time date 2021}.");
    check("[Last month]{time date 2020-02} was wet, and [now]{time date PRESENT_REF} it is dry.");
}

#[test]
fn without_a_date() {
    let check = |source| check_with(source, Settings::default(), None);
    check(
        "They meet [next June]{time date XXXX-06}, [today]{time date} or on [Monday]{time date XXXX-WXX-1}.",
    );
    let settings = Settings {
        date: Some("2021".into()),
        ..Settings::default()
    };
    check_with(
        "They met [last year]{time date 2020} and [last month]{time date}.",
        settings,
        None,
    );
}

#[test]
fn durations_are_no_quantities() {
    check(
        "It took [17 years]{time duration P17Y}, then [a few days]{time duration PXD} over [the past year]{time duration P1Y}.",
    );
    check(
        "A [five-year]{time duration P5Y} plan for [two and a half hours]{time duration PT2H30M}, [several months]{time duration PXM} or [40 to 50 hours]{time duration}.",
    );
    check("The [8-month-old]{q 8 mo} slept for [half an hour]{time duration PT30M}.");
}

#[test]
fn sets() {
    check(
        "[Every Monday]{time set XXXX-WXX-1} and twice [a year]{time set P1Y} they meet, or [daily]{time set P1D}.",
    );
}

#[test]
fn clock() {
    check(
        "The market opens at [9 a.m. on Monday]{time time 2020-04-06T09:00}, not at [10:35]{time time 2020-04-06T10:35} or [noon]{time time 2020-04-06T12:00}.",
    );
    check("They left [Saturday night]{time time 2020-03-28TNI}.");
}

#[test]
fn days_and_months_in_digits() {
    check("On [03/04/2024]{time date 2024-03-04} and [25/12/2024]{time date 2024-12-25}.");
    let settings = Settings {
        day_first: true,
        ..Settings::default()
    };
    check_with(
        "On [03/04/2024]{time date 2024-04-03} and [12/25/2024]{time date 2024-12-25}.",
        settings,
        None,
    );
}

#[test]
fn words_that_only_look_like_times() {
    check("You may march, said April Stone, and the second man read the Daily Post and the Sun.");
    check("They killed [2000]{q 2000 goat of=goats at=2000} goats in [2000]{time date 2000}.");
}

#[test]
fn the_nearest_time_goes_with_a_quantity() {
    check(
        "In [2003]{time date 2003} it sold [40]{q 40 boat of=boats at=2003} boats and in [2004]{time date 2004} it sold [60]{q 60 ship of=ships at=2004} ships.",
    );
}

#[test]
fn times_that_lean_on_others() {
    check(
        "Sales rose in [the third quarter]{time date 2019-Q3} from [a year earlier]{time date 2018-Q3}. [The quarter]{time date 2019-Q3} was good, [the year-ago quarter]{time date 2018-Q3} was not.",
    );
    check(
        "He came in [June 2015]{time date 2015-06}. [Two years later]{time date 2017} he left, and [the following year]{time date 2018} he died.",
    );
}

#[test]
fn holidays() {
    check(
        "They met on [Christmas Eve 2018]{time date 2018-12-24}, [last Thanksgiving]{time date 2019-11-28} and [Good Friday]{time date 2020-04-10}.",
    );
}

#[test]
fn days_in_other_ways() {
    check(
        "On [05-Aug-2016]{time date 2016-08-05}, on [Tuesday of next week]{time date 2020-04-07}, on [Friday 20]{time date 2020-03-20}, and on [3/20]{time date 2020-03-20}.",
    );
    check("They left on [the 18th]{time date 2020-03-18}.");
    check(
        "It will open in [two weeks]{time date 2020-04-14}, [three days from now]{time date 2020-04-03}.",
    );
    check(
        "On [the fourth of July of 1995]{time date 1995-07-04} and [14 nov]{time date 2019-11-14}, in [january nineteen ninety-six]{time date 1996-01}.",
    );
}

#[test]
fn spans_of_several_periods() {
    check(
        "It took [nearly two years]{time duration P2Y}, [1 hour and 30 minutes]{time duration PT1H30M} and [all day]{time duration P1D}.",
    );
}

#[test]
fn days_counted_from_a_day() {
    check(
        "It closes [two days after Easter]{time date 2020-04-14}, opened [three weeks before May 13, 1999]{time date 1999-04-22} and ends [a month from tomorrow]{time date 2020-05-01}.",
    );
    check(
        "They fled [two days]{time duration P2D} after the coup, in [the week of March 2]{time date 2020-W10}, and stayed [another year]{time duration P1Y}.",
    );
}

#[test]
fn the_way_in_which_a_sentence_looks() {
    // A verb behind the time tells where none stands before it.
    check("On [Thursday]{time date 2020-04-02}, the league plans to file a suit.");
    check("On [Thursday]{time date 2020-03-26}, the league filed a suit.");
    check(
        "In [November]{time date 2019-11} they sold the yard; she had resigned in [August]{time date 2019-08}.",
    );
    // "To be opened" has not happened, and "next to" is a place.
    check("A bridge to be opened in [November]{time date 2020-11} is closed.");
    check("The shop next to the bank burnt on [Friday]{time date 2020-03-27}.");
    check("The year that ended [Jan. 31]{time date 2020-01-31}: a loss. On Monday, [April 6]{x}: a gain.".replace("Monday, [April 6]{x}", "[Monday, April 6]{time date 2020-04-06}").as_str());
}

#[test]
fn hours_take_the_day_of_their_sentence() {
    check(
        "The bomb went off at [10:35 a.m.]{time time 2020-03-27T10:35} on a street that is full on a [Friday]{time date 2020-03-27}. At [noon]{time time 2020-03-27T12:00} all was quiet.",
    );
    check("It begins at [10 p.m.]{time time XXXX-XX-XXT22:00} sharp.");
}

#[test]
fn more_holidays_and_short_hours() {
    check(
        "Shops filled on [Black Friday 2018]{time date 2018-11-23}, not on [Juneteenth 2018]{time date 2018-06-19}; the wait was [3h]{time duration PT3H} for a [15 minute]{time duration PT15M} ride.",
    );
}

#[test]
fn parts_of_periods_and_short_dates() {
    check(
        "It took [an hour and a quarter]{time duration PT1H15M}, or [two hours and half]{time duration PT2H30M}; we stay for [1 night]{time duration P1D}.",
    );
    check(
        "The file of [20200301]{time date 2020-03-01} is about [15 April '87]{time date 1987-04-15}, it says:[30 March]{time date 2020-03-30}.",
    );
    check("He gave up a year and [a quarter million dollars]{q 250000 USD}.");
}

#[test]
fn days_told_by_their_place() {
    check(
        "They meet [the day after tomorrow]{time date 2020-04-02}, on [the first Friday of July]{time date 2020-07-03} and [the last day of the month]{time date 2020-03-31}.",
    );
    check(
        "It closes on [3]{time date 2019-05-03} and [4 May 2019]{time date 2019-05-04} or [next 6th of April]{time date 2020-04-06}; it was open [last 5/12]{time date 2019-05-12}.",
    );
    check(
        "See you [Monday two weeks from now]{time date 2020-04-13}, [two months from today on Tuesday]{time date 2020-06-02} or [Thursday, two years from now]{time date 2022-03-31}.",
    );
    check(
        "He was born on [03/18/41]{time date 1941-03-18}, she on [03/18/09]{time date 2009-03-18}.",
    );
}

#[test]
fn short_ways_of_writing_times() {
    check(
        "The cold lasted [2W]{time duration P2W}, and the plants grew for [10D]{time duration P10D}; he printed it for 3D printers.",
    );
    check(
        "It went from sales-[2002-10-09]{time date 2002-10-09}.xlsx on [Mar3]{time date 2020-03-03} to [15 April of 87]{time date 1987-04-15}.",
    );
    check(
        "He left on [Whit Monday 2019]{time date 2019-06-10}, and came on [29th]{time date 2020-03-29}.",
    );
}

#[test]
fn days_that_share_a_month() {
    check(
        "The talks of [May 3]{time date 2019-05-03}, [4]{time date 2019-05-04} and [5, 2019]{time date 2019-05-05} led to a fair from [June 3]{time date 2020-06-03} to [9]{time date 2020-06-09}.",
    );
    check("The meeting of [March 5]{time date 2021-03-05}-[7, 2021]{time date 2021-03-07} failed.");
    check(
        "On [May 3]{time date 2020-05-03}, [12]{q 12 person of=people \"at=May 3\"} people died; it rose from [March 5]{time date 2020-03-05} to [7 percent]{q 7 % up-to \"at=March 5\"}.",
    );
}

#[test]
fn parts_of_a_year_as_reports_write_them() {
    check(
        "In [the last quarter of 2018]{time date 2018-Q4} and in [H1 2020]{time date 2020-H1}, unlike [3Q19]{time date 2019-Q3}, [FY 2019]{time date 2019} and [2019Q4]{time date 2019-Q4}, it lost.",
    );
    check("The fair will open in [the first week of October on Friday]{time date 2020-10-02}.");
}

#[test]
fn hours_in_words() {
    check(
        "They met at [seven o'clock in the evening on Monday]{time time 2020-03-30T19:00}, not at [7 o'clock]{time time}, [half past six]{time time} or [a quarter to nine in the evening]{time time XXXX-XX-XXT20:45}.",
    );
    check("It opens at [9:30am ET Monday]{time time 2020-03-30T09:30}.");
}

#[test]
fn times_that_are_counted() {
    check(
        "He came [2 weeks and 2 days ago]{time date 2020-03-15}, [two Sundays ago]{time date 2020-03-22}, and pays [three business days from now]{time date 2020-04-03}.",
    );
    check(
        "It took [two-and-a-half years]{time duration P2Y6M} of work [every other day]{time set P2D}, [every third Sunday]{time set}.",
    );
    check(
        "It is open [next week Mon]{time date 2020-04-06} or [Tue]{time date 2020-04-07}, then not.",
    );
}

#[test]
fn years_and_decades_in_words() {
    check(
        "By [mid-March]{time date 2020-03} and in [the mid-nineties]{time date 199}, on [January first two thousand and thirty-two]{time date 2032-01-01}.",
    );
    check("[Labour Day]{time date} is no [Mother's Day]{time date 2020-05-10} of its own.");
}
