//! Numbers between JSON and Rust.

use super::slot::Fill;

/// A number as it was received.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    /// A whole number.
    Whole(i128),
    /// Any other, or one that was written with a fraction or an exponent.
    Float(f64),
}

/// Beyond this, a whole `f64` is not written as an integer: its digits would pretend to be exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Number {
    /// Reads the text of a JSON number.
    pub(super) fn parse(text: &str) -> Option<Number> {
        text.parse()
            .map(Number::Whole)
            .or_else(|_| text.parse().map(Number::Float))
            .ok()
    }

    /// Reads the text of a JSON number as serde_json does: integers of 64 bits are whole, all others are not.
    pub(super) fn of_json(text: &str, is_float: bool) -> Option<Number> {
        if !is_float && text != "-0" {
            if let Ok(whole) = text.parse::<i64>() {
                return Some(Number::Whole(whole.into()));
            }
            if let Ok(whole) = text.parse::<u64>() {
                return Some(Number::Whole(whole.into()));
            }
        }
        let float = text.parse().ok().filter(|float: &f64| float.is_finite());
        float.map(Number::Float)
    }

    /// The number as an integer, when it has no fraction.
    pub(super) fn whole(self) -> Option<i128> {
        match self {
            Number::Whole(value) => Some(value),
            // The bound keeps the cast exact.
            Number::Float(value) if value.fract() == 0.0 && value.abs() < 1e38 => {
                Some(value as i128)
            }
            Number::Float(_) => None,
        }
    }

    /// Puts the number into a place for numbers.
    pub(super) fn put(self, fill: Fill<'_>) -> Result<(), Misfit> {
        match fill {
            Fill::I64(slot) => match self.whole() {
                Some(value) => i64::try_from(value)
                    .map(|value| *slot = value)
                    .map_err(|_| Misfit::Range),
                None => Err(Misfit::Fraction),
            },
            Fill::Integer(slot) => match self.whole() {
                Some(value) if slot.set_integer(value) => Ok(()),
                Some(_) => Err(Misfit::Range),
                None => Err(Misfit::Fraction),
            },
            Fill::F64(slot) => {
                *slot = self.float();
                if slot.is_finite() {
                    Ok(())
                } else {
                    Err(Misfit::Range)
                }
            }
            Fill::F32(slot) => {
                *slot = self.float() as f32;
                if slot.is_finite() {
                    Ok(())
                } else {
                    Err(Misfit::Range)
                }
            }
            other => Err(Misfit::Kind(other.expected())),
        }
    }

    fn float(self) -> f64 {
        match self {
            Number::Whole(value) => value as f64,
            Number::Float(value) => value,
        }
    }
}

/// Why a number does not go where it should.
#[derive(Clone, Copy, Debug)]
pub(super) enum Misfit {
    /// Out of range.
    Range,
    /// An integer was expected.
    Fraction,
    /// No number was expected, but this.
    Kind(&'static str),
}

impl Misfit {
    /// The reason in words.
    pub(super) fn reason(self) -> String {
        match self {
            Misfit::Range => "the number is out of range".to_owned(),
            Misfit::Fraction => "expected an integer, found a number with a fraction".to_owned(),
            Misfit::Kind(expected) => format!("expected {expected}, found a number"),
        }
    }
}

/// The integer that a whole `f64` is written as, when that is exact.
pub(super) fn exact_integer(value: f64) -> Option<i64> {
    // -0.0 would lose its sign.
    let whole =
        value.fract() == 0.0 && value.abs() <= EXACT && !(value == 0.0 && value.is_sign_negative());
    whole.then_some(value as i64)
}
