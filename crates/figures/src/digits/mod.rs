//! Numbers in digits: `1,325.5`, `1.500.000`, `12,34,567`, `278 000`, `2 1/2`, `½`.

mod dialled;
mod exponent;

use crate::atoms::{Atoms, Kind};
use crate::literal::Literal;
use rust_decimal::Decimal;

/// A number written in digits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written {
    pub(crate) value: Decimal,
    /// The atom after its last.
    pub(crate) end: usize,
    /// How many digits stand in it when it has no separator, else 0.
    pub(crate) bare_digits: u32,
    /// Whether it is a fraction alone, without a whole number before it: `1/2`.
    pub(crate) fraction: bool,
}

/// Reads the digits at `i`. `Err` holds the end of what looks like a number but is none: a version, an address, a score.
pub(crate) fn read(atoms: Atoms<'_>, i: usize) -> Option<Result<Written, usize>> {
    match atoms.at(i).kind {
        Kind::Digits => {}
        Kind::Sign('.') => return pointed(atoms, i).map(Ok),
        Kind::Sign(sign) => {
            let value = vulgar(sign)?;
            let fraction = true;
            return Some(Ok(Written {
                fraction,
                ..written(value, i + 1)
            }));
        }
        _ => return None,
    }
    if let Some(den) = slash(atoms, i) {
        return Some(fraction(atoms, i, den).ok_or(i + 3));
    }
    if let Some(end) = dialled::end(atoms, i) {
        return Some(Err(end));
    }
    let (end, point) = match grouped(atoms, i) {
        Ok(extent) => extent,
        Err(end) => return Some(Err(end)),
    };
    let places = point.map_or(0, |point| atoms.width(point));
    let Some(value) = integer(atoms, i, end, places) else {
        return Some(Err(end));
    };
    if let Some(mixed) = mixed(atoms, end, value).filter(|_| point.is_none()) {
        return Some(Ok(mixed));
    }
    if let Some((value, end)) = exponent::raised(atoms, value, end) {
        return Some(Ok(written(value, end)));
    }
    let bare_digits = if end == i + 1 { atoms.width(i) } else { 0 };
    Some(Ok(Written {
        bare_digits,
        ..written(value, end)
    }))
}

/// `.5`: the stop must not end what stands before.
fn pointed(atoms: Atoms<'_>, i: usize) -> Option<Written> {
    let before = atoms.before(i).kind;
    let open = !atoms.at(i).glued || matches!(before, Kind::Sign(sign) if sign != '.');
    let digits = atoms.digits(i + 1) && atoms.at(i + 1).glued && !atoms.at(i + 2).glued;
    let value = integer(atoms, i + 1, i + 2, atoms.width(i + 1));
    value
        .filter(|_| open && digits)
        .map(|value| written(value, i + 2))
}

/// A fraction behind a whole number that ends before `end`: `2 1/2`, `2-1/2`, `2½`.
fn mixed(atoms: Atoms<'_>, end: usize, whole: Decimal) -> Option<Written> {
    if let Kind::Sign(sign) = atoms.at(end).kind
        && let Some(part) = vulgar(sign)
    {
        return Some(written(whole.checked_add(part)?, end + 1));
    }
    let next = atoms.past_hyphen(end);
    let part = slash(atoms, next).and_then(|den| fraction(atoms, next, den))?;
    Some(written(whole.checked_add(part.value)?, part.end))
}

/// How far the groups of digits from `i` belong together, and which of them stands behind the decimal point.
fn grouped(atoms: Atoms<'_>, i: usize) -> Result<(usize, Option<usize>), usize> {
    let alone = Ok((i + 1, None));
    let Kind::Sign(sign @ (',' | '.' | '\'' | '’')) = atoms.at(i + 1).kind else {
        let end = spaced_groups(atoms, i);
        let point = end > i + 1
            && (joined(atoms, end, '.') && !joined(atoms, end + 2, '.') || cents(atoms, end));
        return Ok(if point {
            (end + 2, Some(end + 1))
        } else {
            (end, None)
        });
    };
    let mut groups = 0;
    let mut end = i + 1;
    while groups < 9 && joined(atoms, end, sign) {
        groups += 1;
        end += 2;
    }
    if groups == 0 {
        return alone;
    }
    let (first, last) = (atoms.width(i), atoms.width(end - 1));
    let inner = |of: usize| (0..of).map(|group| atoms.width(i + 2 + 2 * group));
    let thousands = first <= 3 && inner(groups).all(|width| width == 3);
    let indian = first <= 2 && last == 3 && inner(groups - 1).all(|width| width == 2);
    match sign {
        // "1.111,11"
        '.' if thousands && joined(atoms, end, ',') && atoms.width(end + 1) <= 2 => {
            Ok((end + 2, Some(end + 1)))
        }
        '.' if groups == 1 => Ok((end, Some(end - 1))),
        '.' | '\'' | '’' if thousands => Ok((end, None)),
        '.' => Err(end),
        ',' if thousands || indian => {
            let point = joined(atoms, end, '.') && !joined(atoms, end + 2, '.');
            Ok(if point {
                (end + 2, Some(end + 1))
            } else {
                (end, None)
            })
        }
        // "6,4 million" and "5,00" are European decimals; a list has blanks behind its commas.
        ',' if groups == 1 && last <= 2 && first <= 3 && !listed(atoms, i) => {
            Ok((end, Some(end - 1)))
        }
        _ => alone,
    }
}

/// Whether the digits at `i` go on a list without blanks: "22,24,26".
fn listed(atoms: Atoms<'_>, i: usize) -> bool {
    i > 0 && atoms.at(i).glued && atoms.sign(i - 1, ',')
}

fn written(value: Decimal, end: usize) -> Written {
    Written {
        value,
        end,
        bare_digits: 0,
        fraction: false,
    }
}

/// Whether `sign` at `i` stands between digits without blanks.
fn joined(atoms: Atoms<'_>, i: usize, sign: char) -> bool {
    atoms.sign(i, sign) && atoms.at(i).glued && atoms.digits(i + 1) && atoms.at(i + 1).glued
}

/// Whether a comma and two digits stand at `i`: "1 234,50".
fn cents(atoms: Atoms<'_>, i: usize) -> bool {
    joined(atoms, i, ',') && atoms.width(i + 1) == 2 && !joined(atoms, i + 2, ',')
}

/// The end of groups of three with blanks between them, `278 000`; `i + 1` where there are none.
fn spaced_groups(atoms: Atoms<'_>, i: usize) -> usize {
    let len = |i: usize| atoms.at(i).end - atoms.at(i).start;
    let narrow = |i: usize| atoms.at(i).start.saturating_sub(atoms.before(i).end);
    let mut end = i + 1;
    while end < i + 9
        && atoms.digits(end)
        && len(end) == 3
        && len(i) <= 3
        && narrow(end) <= 3
        && !atoms.at(end).glued
    {
        end += 1;
    }
    // "EUR 5 042 million", "5 042 euros"
    let scaled = end == i + 2 && atoms.at(end).entry.scale.is_some_and(|scale| scale > 2);
    let unmistakable =
        end > i + 2 || atoms.str(end - 1) == "000" || scaled || end > i + 1 && cents(atoms, end);
    let cut_short = atoms.at(end).glued
        && matches!(
            atoms.at(end).kind,
            Kind::Digits | Kind::Word | Kind::Sign('-' | '/' | ':')
        );
    if unmistakable && !cut_short {
        end
    } else {
        i + 1
    }
}

/// The digits from the atom at `first` up to `end`, the last `places` of them after the point.
fn integer(atoms: Atoms<'_>, first: usize, end: usize, places: u32) -> Option<Decimal> {
    let mut sum: i128 = 0;
    for i in first..end {
        if atoms.digits(i) {
            for digit in atoms.str(i).bytes() {
                sum = sum.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
            }
        }
    }
    Decimal::try_from_i128_with_scale(sum, places).ok()
}

/// The denominator of digits, slash, digits at `i`.
fn slash(atoms: Atoms<'_>, i: usize) -> Option<u16> {
    let slashed = atoms.digits(i)
        && matches!(atoms.at(i + 1).kind, Kind::Sign('/' | '⁄'))
        && atoms.at(i + 1).glued
        && atoms.at(i + 2).glued;
    slashed.then(|| atoms.short_number(i + 2)).flatten()
}

fn fraction(atoms: Atoms<'_>, i: usize, den: u16) -> Option<Written> {
    let num = atoms.short_number(i)?;
    let usual = matches!(den, 2 | 3 | 4 | 5 | 6 | 8 | 10 | 16 | 32 | 64 | 100)
        || atoms.sign(i + 1, '⁄')
        || atoms.is(i + 3, Literal::Of) && atoms.is(i + 4, Literal::The);
    let more =
        atoms.at(i + 3).glued && matches!(atoms.at(i + 3).kind, Kind::Sign('/') | Kind::Digits);
    let value = ratio(num.into(), den.into());
    (usual && num > 0 && num < den && !more).then_some(Written {
        value,
        end: i + 3,
        bare_digits: 0,
        fraction: true,
    })
}

/// `num` by `den`, to six places where it does not come out even.
pub(crate) fn ratio(num: u32, den: u32) -> Decimal {
    (Decimal::from(num) / Decimal::from(den.max(1)))
        .round_dp(6)
        .normalize()
}

fn vulgar(sign: char) -> Option<Decimal> {
    let (num, den) = match sign {
        '½' => (1, 2),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    };
    Some(ratio(num, den))
}
