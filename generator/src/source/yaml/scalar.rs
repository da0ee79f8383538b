//! The core schema of YAML 1.2: what a bare scalar is.
//!
//! Pure functions from text to [`Kind`]; numbers become JSON text without losing a digit.

use crate::source::build::shorten;
use crate::source::decimal::to_decimal;
use crate::source::tree::Kind;

/// More digits than this of a hexadecimal or octal integer are not rewritten.
const MAX_DIGITS: usize = 4096;

/// Why a bare scalar has no JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// An infinity, or not a number.
    NotFinite,
    /// A hexadecimal or octal integer too long to rewrite.
    TooLong,
}

impl Unfit {
    pub(super) fn message(self, text: &str) -> String {
        let text = shorten(text);
        match self {
            Unfit::NotFinite => format!("`{text}` is a number that JSON does not have"),
            Unfit::TooLong => format!("`{text}` has more than {MAX_DIGITS} digits"),
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Unfit::NotFinite => "not a finite number",
            Unfit::TooLong => "too long to rewrite as a decimal number",
        }
    }
}

/// What a bare scalar is.
pub(super) fn resolve(text: &str) -> Result<Kind, Unfit> {
    Ok(match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::Bool(true),
        "false" | "False" | "FALSE" => Kind::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return Err(Unfit::NotFinite),
        _ => match number(text)? {
            Some(number) => Kind::Number(number.into()),
            None => Kind::String(text.into()),
        },
    })
}

/// Whether a value is of the type that a core tag names.
pub(super) fn fits(kind: &Kind, tag: &str) -> bool {
    match (kind, tag) {
        (Kind::Null, "null") | (Kind::Bool(_), "bool") | (Kind::Number(_), "float") => true,
        (Kind::Number(text), "int") => !text.contains(['.', 'e', 'E']),
        _ => false,
    }
}

fn number(text: &str) -> Result<Option<String>, Unfit> {
    let (digits, base) = match text.as_bytes() {
        [b'0', b'x', ..] => (&text[2..], 16),
        [b'0', b'o', ..] => (&text[2..], 8),
        [b'0'..=b'9' | b'-' | b'+' | b'.', ..] => return decimal(text),
        _ => return Ok(None),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(base)) {
        return Ok(None);
    }
    to_decimal(digits, base, MAX_DIGITS)
        .map(Some)
        .ok_or(Unfit::TooLong)
}

fn decimal(text: &str) -> Result<Option<String>, Unfit> {
    let (sign, rest) = match text.as_bytes()[0] {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        _ => ("", text),
    };
    if let ".inf" | ".Inf" | ".INF" = rest {
        return Err(Unfit::NotFinite);
    }
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (rest, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = |text: &str| !text.is_empty() && digits(text);
    let has_digits = !whole.is_empty() || fraction.is_some_and(|f| !f.is_empty());
    let exponent_fits = exponent.is_none_or(|e| unsigned(e.strip_prefix(['-', '+']).unwrap_or(e)));
    if !has_digits || !digits(whole) || !fraction.is_none_or(digits) || !exponent_fits {
        return Ok(None);
    }
    let mut json = String::with_capacity(text.len() + 2);
    json.push_str(sign);
    let whole = whole.trim_start_matches('0');
    json.push_str(if whole.is_empty() { "0" } else { whole });
    if let Some(fraction) = fraction {
        json.push('.');
        json.push_str(if fraction.is_empty() { "0" } else { fraction });
    }
    if let Some(exponent) = exponent {
        json.push('e');
        json.push_str(exponent);
    }
    Ok(Some(json))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json_number(text: &str) -> String {
        match resolve(text) {
            Ok(Kind::Number(number)) => number.to_string(),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn numbers_become_json_text() {
        for (yaml, json) in [
            ("12", "12"),
            ("+12", "12"),
            ("-12", "-12"),
            ("007", "7"),
            ("0", "0"),
            ("-0", "-0"),
            ("0x1F", "31"),
            ("0o17", "15"),
            (".5", "0.5"),
            ("-.5", "-0.5"),
            ("1.", "1.0"),
            ("+1.e3", "1.0e3"),
            ("00.50E-07", "0.50e-07"),
            ("-9223372036854776000", "-9223372036854776000"),
            ("0xFFFFFFFFFFFFFFFFFF", "4722366482869645213695"),
            (
                "123456789012345678901234567890",
                "123456789012345678901234567890",
            ),
        ] {
            assert_eq!(json_number(yaml), json);
        }
    }

    #[test]
    fn what_looks_odd_is_a_string() {
        for text in [
            "no",
            "No",
            "off",
            "on",
            "yes",
            "y",
            "nULL",
            "tRUE",
            "0x",
            "0xG",
            "0o8",
            "-0x1",
            "+",
            "-",
            ".",
            "1_000",
            "1e",
            "1e+",
            "e1",
            "1.2.3",
            "12:30:45",
            "2001-01-01",
            "=",
            "<<",
            "0b11",
            "1,5",
            "-.e1",
            ".inF",
            "1e5x",
        ] {
            assert_eq!(resolve(text), Ok(Kind::String(text.into())), "{text}");
        }
    }

    #[test]
    fn what_json_lacks_is_refused() {
        for text in [".inf", "-.INF", "+.Inf", ".nan", ".NaN"] {
            assert_eq!(resolve(text), Err(Unfit::NotFinite), "{text}");
        }
        let long = format!("0x{}", "f".repeat(MAX_DIGITS + 1));
        assert_eq!(resolve(&long), Err(Unfit::TooLong));
        assert_eq!(json_number(&"9".repeat(40_000)).len(), 40_000);
    }
}
