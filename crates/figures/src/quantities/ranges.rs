//! Two amounts that belong together: ranges, and the two ends of a change.

use super::{Draft, Finder};
use crate::amounts::{Amount, Counted, is_name, is_numbered};
use crate::atoms::{Atoms, Kind};
use crate::bounds;
use crate::change;
use crate::literal::Literal;
use crate::number::Shape;
use presswork_annotations::{Amount as Value, Change, Direction, Quantity, Role};
use rust_decimal::Decimal;

impl Finder<'_> {
    /// A second amount joined to `low`: "10-15 billion", "from 7.4 to 8.1 percent", "between 20,000 and 25,000 troops",
    /// "two or three ships".
    pub(super) fn pair(&self, low: &Amount) -> Option<(Amount, Amount)> {
        let atoms = self.clause.atoms;
        let mut at = low.number.end;
        if !matches!(low.counted, Counted::Bare | Counted::Noun(..)) && low.end > low.number.end {
            at = low.end;
        }
        // "8- to 16-meter"
        let link = matches!(
            atoms.at(at + 1).entry.literal,
            Literal::To | Literal::Or | Literal::And
        );
        let hanging =
            usize::from(atoms.hyphen(at) && atoms.at(at).glued && !atoms.at(at + 1).glued && link);
        let at = at + hanging;
        let literal = atoms.at(at).entry.literal;
        let led = low
            .first
            .checked_sub(1)
            .map_or(Literal::None, |before| atoms.at(before).entry.literal);
        let hyphen = atoms.hyphen(at) && (atoms.at(at + 1).glued || !atoms.at(at).glued);
        // "from 450 sq ft up to 900 sq ft"
        let up = usize::from(
            atoms.is(at, Literal::Up)
                && atoms.is(at + 1, Literal::To)
                && led == Literal::From
                && !matches!(low.counted, Counted::Bare),
        );
        let at = at + up;
        let joins = match literal {
            Literal::Up => up == 1,
            Literal::To => true,
            Literal::And => led == Literal::Between,
            Literal::Or => low.number.value < Decimal::from(100),
            _ => hyphen || matches!(atoms.at(at).kind, Kind::Sign('—')) && atoms.at(at + 1).glued,
        };
        if !joins || self.clause.time_at(at + 1).is_some() {
            return None;
        }
        // "from 1.2 million to about 450,000 barrels"
        let hedged = literal == Literal::To
            && led == Literal::From
            && matches!(
                atoms.at(at + 1).entry.literal,
                Literal::About | Literal::Some
            );
        let high = self.amounts.read(at + 1 + usize::from(hedged))?.ok()?;
        // "Stoxx 50 -1.3%"
        let numbered = is_numbered(atoms, low.first) && matches!(low.counted, Counted::Bare);
        if hyphen && (is_name(atoms, low.first, low.first) || numbered)
            || high.number.shape == Shape::Magnitude
            || low.number.shape == Shape::Magnitude
        {
            return None;
        }
        self.agree(low, &high, hyphen)
    }

    /// "from 24.2 to 33-35 billion euros": an amount, and the range that it changes to.
    pub(super) fn range_behind(&self, low: &Amount) -> Option<(Amount, (Amount, Amount))> {
        let atoms = self.clause.atoms;
        let at = low.number.end;
        if !after_from(atoms, low) || !atoms.is(at, Literal::To) {
            return None;
        }
        let high = self.amounts.read(at + 1)?.ok()?;
        let bare = matches!(high.counted, Counted::Bare) && atoms.hyphen(high.number.end);
        let range = bare.then(|| self.pair(&high)).flatten()?;
        let (low, _) = self.agree(low, &range.1, false)?;
        Some((low, range))
    }

    /// Gives two amounts one unit and one scale, if they go together.
    pub(super) fn agree(
        &self,
        low: &Amount,
        high: &Amount,
        hyphen: bool,
    ) -> Option<(Amount, Amount)> {
        let (mut low, mut high) = (low.clone(), high.clone());
        let bare = |amount: &Amount| matches!(amount.counted, Counted::Bare);
        let counts = matches!(low.counted, Counted::Noun(..));
        match (&low.counted, &high.counted) {
            (Counted::Money(one), Counted::Money(other))
                if one.code == other.code || one.minor != other.minor =>
            {
                if one.minor != other.minor {
                    return None;
                }
            }
            (Counted::Percent(one), Counted::Percent(other)) if one == other => {}
            (Counted::Measure(one), Counted::Measure(other)) if one.code == other.code => {}
            (Counted::Noun(..), Counted::Noun(..)) if low.end == low.number.end => {}
            // "from 208 pounds to 193"
            (Counted::Money(_) | Counted::Percent(_) | Counted::Measure(_), Counted::Bare)
                if !hyphen && after_from(self.clause.atoms, &low) =>
            {
                high.counted = low.counted.clone();
            }
            // "$10-15 billion", "$89 to 93 billion"
            (Counted::Money(_), Counted::Bare) if low.prefixed => {
                high.counted = low.counted.clone();
            }
            (Counted::Bare | Counted::Noun(..), Counted::Money(_)) if !high.prefixed => {
                low.counted = high.counted.clone();
            }
            (Counted::Bare | Counted::Noun(..), Counted::Percent(_) | Counted::Measure(_)) => {
                low.counted = high.counted.clone();
            }
            (Counted::Bare, Counted::Noun(..)) => low.counted = high.counted.clone(),
            (Counted::Bare, Counted::Bare) => {}
            _ => return None,
        }
        // In "one-one $" the second is no noun that the first counts.
        if counts && !matches!(low.counted, Counted::Noun(..)) {
            low.end = low.number.end;
        }
        // What has no unit at all is a score or a name unless words join it.
        if bare(&low)
            && bare(&high)
            && (hyphen && high.number.scale == Decimal::ONE
                || low.number.value >= high.number.value)
        {
            return None;
        }
        let joined = high.number.scale > Decimal::ONE && low.number.scale == Decimal::ONE;
        if joined
            && low.number.value.abs() < Decimal::ONE_THOUSAND
            && low.number.value < high.number.unscaled()
        {
            low.number.value = low.number.value.checked_mul(high.number.scale)?;
        }
        Some((low, high))
    }

    /// Two amounts: a range, or the two ends of a change.
    pub(super) fn two(&self, low: Amount, high: Amount, found: &mut Vec<Quantity>) -> usize {
        let atoms = self.clause.atoms;
        let end = high.end.max(high.number.end);
        if let Some(age) = self.age(&low, &high) {
            found.push(age);
            return end;
        }
        let hedge = bounds::read(atoms, low.first, high.end);
        let before = match hedge.first.checked_sub(1) {
            Some(before) => atoms.at(before).entry.literal,
            None => Literal::None,
        };
        let told = change::read(atoms, hedge.first, low.end);
        let ends = told.is_some_and(|told| told.change.role != Role::To)
            && (atoms.is(high.first.wrapping_sub(1), Literal::To)
                || atoms.is(high.first.wrapping_sub(2), Literal::To))
            && !open_range(atoms, hedge.first)
            && (before != Literal::By || by_far(&low, &high) || both_told(&low, &high));
        let (one, other) = (low.value(), high.value());
        let led = matches!(before, Literal::From | Literal::Between);
        if before == Literal::From && moved(atoms, hedge.first) && one != other {
            let direction = Some(if one < other {
                Direction::Up
            } else {
                Direction::Down
            });
            for (amount, role) in [(low, Role::From), (high, Role::To)] {
                let change = Some(Change { direction, role });
                self.push(
                    &Draft {
                        change,
                        ..self.single(amount)
                    },
                    found,
                );
            }
            return end;
        }
        if ends || one >= other && !led {
            // "3 to 2" is a score where nothing is counted.
            if ends || !matches!(low.counted, Counted::Bare | Counted::Noun(..)) {
                self.push(&self.single(low), found);
                self.push(&self.single(high), found);
            }
            return end;
        }
        let amount = Amount {
            first: low.first,
            ..high
        };
        let mut change = change::read(atoms, hedge.first, amount.end);
        if let Some(change) = &mut change
            && open_range(atoms, hedge.first)
        {
            change.change.role = Role::By;
        }
        let draft = Draft {
            value: Value::Range(one.min(other), one.max(other)),
            approximate: hedge.approximate,
            led_from: hedge.first - usize::from(led),
            verb: change.and_then(|change| change.verb),
            change: change.map(|change| change.change),
            amount,
        };
        self.push(&draft, found);
        end
    }
}

/// Whether the words ahead of "from" tell of one value between two: "anything from 4 to 7 percent", "ranged from 3 to 5".
fn open_range(atoms: Atoms<'_>, first: usize) -> bool {
    let word = atoms.str_before(first, 2);
    let open = [
        "anything",
        "anywhere",
        "somewhere",
        "ranging",
        "ranges",
        "ranged",
        "range",
        "by",
    ];
    open.contains(&word) && atoms.is(first - 1, Literal::From)
}

/// Whether the verb ahead of "from" moves something without telling which way: "went from 30 to 40 cents".
fn moved(atoms: Atoms<'_>, first: usize) -> bool {
    let word = atoms.str_before(first, 2);
    let verbs = [
        "went", "gone", "goes", "going", "moved", "moves", "swung", "shifted", "changed",
    ];
    verbs.contains(&word)
}

/// Whether two amounts are too far apart for a range: "fell by 57,000 to 7.42 million".
fn by_far(low: &Amount, high: &Amount) -> bool {
    let times = high.value().checked_div(low.value());
    times.is_some_and(|times| times > Decimal::from(20))
}

/// Whether each amount has a unit of its own: "by 18 cents to 61 cents" is no range, "by 5 to 10 percent" is.
fn both_told(low: &Amount, high: &Amount) -> bool {
    let told = |amount: &Amount| amount.prefixed || amount.end > amount.number.end;
    let counted = |amount: &Amount| matches!(amount.counted, Counted::Bare | Counted::Noun(..));
    told(low) && told(high) && !counted(low)
}

/// Whether "from" stands right before an amount.
fn after_from(atoms: Atoms<'_>, amount: &Amount) -> bool {
    amount
        .first
        .checked_sub(1)
        .is_some_and(|before| atoms.is(before, Literal::From))
}
