//! Amounts in two parts: "thirteen dollars and forty-five cents", "75 USD million", "5 feet 2 inches".

use super::{Amount, Amounts, Counted};
use crate::atoms::Kind;
use crate::lexicon::Flags;
use crate::literal::Literal;
use crate::number::{self, Shape};
use rust_decimal::Decimal;

impl Amounts<'_> {
    /// "75 USD million": the scale stands behind the currency.
    pub(super) fn scaled_behind(&self, mut amount: Amount) -> Amount {
        let atoms = self.atoms;
        let money = matches!(&amount.counted, Counted::Money(currency) if !currency.minor);
        let scale = atoms.at(amount.end).entry.scale.filter(|scale| *scale > 2);
        let plural = atoms.flag(amount.end, Flags::PLURAL_SCALE);
        if let Some(scale) = scale
            && money
            && !plural
            && amount.number.scale == Decimal::ONE
            && amount.end > amount.number.end
        {
            number::multiply(&mut amount.number, number::power(scale), amount.end + 1);
            amount.end += 1;
        }
        amount
    }

    /// "thirteen dollars and forty-five cents", "15 dollars 50": a sum in two parts.
    pub(super) fn with_cents(&self, mut amount: Amount) -> Amount {
        let atoms = self.atoms;
        let Counted::Money(currency) = &amount.counted else {
            return amount;
        };
        let whole = amount.number.value.is_integer() && amount.number.scale == Decimal::ONE;
        if currency.minor || !whole || amount.end == amount.first {
            return amount;
        }
        let and = usize::from(atoms.is(amount.end, Literal::And));
        let between = atoms.is(amount.first.wrapping_sub(1), Literal::Between);
        let at = amount.end + and;
        let Some(Ok(cents)) = number::read(atoms, at).filter(|_| !between) else {
            return amount;
        };
        let small = cents.value < Decimal::ONE_HUNDRED
            && cents.value.is_integer()
            && matches!(cents.shape, Shape::Bare(_) | Shape::Words);
        let behind = self.purse.behind(atoms, cents.end);
        let minor = behind.filter(|(behind, _)| {
            let same =
                |code: &'static str| code == currency.code || currency.others.contains(&code);
            behind.minor && (same(behind.code) || behind.others.iter().any(|code| same(code)))
        });
        let closed = matches!(
            atoms.at(cents.end).kind,
            Kind::Sign('.' | ',' | ';' | ')' | '!' | '?' | '\n')
        ) && !atoms.at(cents.end + 1).glued
            || !atoms.at(cents.end).glued
                && matches!(
                    atoms.at(cents.end).entry.literal,
                    Literal::More | Literal::A | Literal::Per
                );
        let named = atoms.word(amount.end - 1) && !amount.prefixed;
        let spoken = and == 1 && cents.shape == Shape::Words;
        let bare = (named || spoken) && closed && cents.value >= Decimal::TEN;
        let end = match minor {
            Some((_, end)) => end,
            None if bare => cents.end,
            None => return amount,
        };
        if small {
            amount.number.value += cents.value * Decimal::new(1, 2);
            amount.number.end = end;
            amount.end = end;
        }
        amount
    }

    /// "5 feet 2 inches", "7 pounds and 3 ounces", "1 m 85 cm": a measure in two units, as so many of the larger.
    pub(super) fn in_two(&self, mut amount: Amount) -> Amount {
        let atoms = self.atoms;
        let Counted::Measure(large) = &amount.counted else {
            return amount;
        };
        let (small, parts) = match large.code.as_ref() {
            "[ft_i]" => ("[in_i]", 12),
            "[lb_av]" => ("[oz_av]", 16),
            "[stone_av]" => ("[lb_av]", 14),
            "m" => ("cm", 100),
            _ => return amount,
        };
        let at = amount.end + usize::from(atoms.is(amount.end, Literal::And));
        let whole = amount.number.value.is_integer() && atoms.at(at).kind != Kind::Sign('.');
        let Some(Ok(rest)) = number::read(atoms, at).filter(|_| whole) else {
            return amount;
        };
        let fits = rest.value < Decimal::from(parts) && rest.value > Decimal::ZERO;
        if let Some(end) = self.units.small(atoms, rest.end, small).filter(|_| fits) {
            let part = rest.value / Decimal::from(parts);
            amount.number.value += part.round_dp(6);
            amount.number.end = end;
            amount.end = end;
        }
        amount
    }
}
