//! Exact decimal values of JSON numbers, so that `1.50` and `15e-1` are the same and no digit is lost.

/// A number as sign, digits and exponent, in the one form that equal numbers share.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    /// Without leading and trailing zeros; empty for zero.
    digits: String,
    /// The power of ten of the last digit; wide enough for any text that fits in a file, saturated beyond.
    exponent: i128,
}

impl Decimal {
    /// The value of a JSON number's text.
    pub(super) fn of(text: &str) -> Decimal {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits = format!("{whole}{fraction}");
        let significant = digits.trim_end_matches('0').len();
        let trailing = digits.len() - significant;
        digits.truncate(significant);
        let leading = digits.len() - digits.trim_start_matches('0').len();
        digits.drain(..leading);
        if digits.is_empty() {
            return Decimal {
                negative: false,
                digits,
                exponent: 0,
            };
        }
        let shift = trailing as i128 - fraction.len() as i128;
        Decimal {
            negative,
            digits,
            exponent: exponent_of(exponent).saturating_add(shift),
        }
    }
}

fn exponent_of(text: &str) -> i128 {
    let saturated = if text.starts_with('-') {
        i128::MIN
    } else {
        i128::MAX
    };
    text.parse().unwrap_or(saturated)
}

/// The decimal text of digits in a base up to 16; nothing when there are more than `limit` digits.
pub(super) fn to_decimal(digits: &str, base: u32, limit: usize) -> Option<String> {
    const LIMB: u64 = 1_000_000_000;
    if digits.len() > limit {
        return None;
    }
    let mut limbs: Vec<u32> = vec![0];
    for digit in digits.chars() {
        let mut carry = u64::from(digit.to_digit(base)?);
        for limb in &mut limbs {
            let value = u64::from(*limb) * u64::from(base) + carry;
            *limb = (value % LIMB) as u32;
            carry = value / LIMB;
        }
        if carry > 0 {
            limbs.push(carry as u32);
        }
    }
    let mut text = String::new();
    for (at, limb) in limbs.iter().rev().enumerate() {
        text.push_str(&if at == 0 {
            limb.to_string()
        } else {
            format!("{limb:09}")
        });
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_number_are_equal() {
        for (a, b) in [
            ("1", "1.0"),
            ("100", "1e2"),
            ("0.001", "1E-3"),
            ("-0", "0"),
            ("0e99999999999999999999999999999999999999999", "0"),
            ("12.5", "1250e-2"),
        ] {
            assert_eq!(Decimal::of(a), Decimal::of(b), "{a} {b}");
        }
        for (a, b) in [
            ("1", "-1"),
            ("1", "10"),
            ("0.1", "0.01"),
            ("1e400", "1e401"),
        ] {
            assert_ne!(Decimal::of(a), Decimal::of(b), "{a} {b}");
        }
    }

    #[test]
    fn other_bases_are_rewritten_exactly() {
        assert_eq!(to_decimal("1F", 16, 99).as_deref(), Some("31"));
        assert_eq!(to_decimal("000", 8, 99).as_deref(), Some("0"));
        assert_eq!(
            to_decimal("ffffffffffffffffffffffffffffffff", 16, 99).as_deref(),
            Some("340282366920938463463374607431768211455")
        );
        assert_eq!(to_decimal("1F", 16, 1), None);
        assert_eq!(to_decimal("8", 8, 9), None);
    }
}
