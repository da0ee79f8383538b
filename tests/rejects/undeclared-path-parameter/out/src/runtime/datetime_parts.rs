//! The numbers in a date-time text.

/// A date-time in numbers; not yet known to exist (February 30).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code)] // each field is read by the conversions, which are features
pub(super) struct Parts {
    pub(super) date: (i16, u8, u8),
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) nanosecond: u32,
    /// Seconds east of UTC; none when the text does not say.
    pub(super) offset: Option<i32>,
}

/// Reads `2026-11-21T01:02:03.5+01:00`; a space for the `T`, and a missing offset, are accepted.
pub(super) fn parse(text: &str) -> Option<Parts> {
    let date = parse_date(text.get(..10)?)?;
    let rest = text.get(10..)?.strip_prefix(['T', 't', ' '])?;
    let (hour, rest) = number(rest, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => number(rest, 2)?,
        None => (0, rest),
    };
    let (nanosecond, rest) = match rest.strip_prefix(['.', ',']) {
        Some(rest) => fraction(rest)?,
        None => (0, rest),
    };
    let offset = parse_offset(rest)?;
    // A leap second counts as the last second of its minute.
    let second = if second == 60 { 59 } else { second };
    (hour < 24 && minute < 60 && second < 60).then_some(Parts {
        date,
        hour: hour as u8,
        minute: minute as u8,
        second: second as u8,
        nanosecond,
        offset,
    })
}

/// Reads `2026-11-21`.
pub(super) fn parse_date(text: &str) -> Option<(i16, u8, u8)> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = number(rest.strip_prefix('-')?, 2)?;
    let valid =
        rest.is_empty() && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
    valid.then_some((year as i16, month as u8, day as u8))
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

fn parse_offset(text: &str) -> Option<Option<i32>> {
    if text.is_empty() {
        return Some(None);
    }
    if text.eq_ignore_ascii_case("z") {
        return Some(Some(0));
    }
    let east = text.strip_prefix('+');
    let (hours, rest) = number(east.or_else(|| text.strip_prefix('-'))?, 2)?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let (minutes, rest) = if rest.is_empty() {
        (0, rest)
    } else {
        number(rest, 2)?
    };
    let seconds = (hours * 3600 + minutes * 60) as i32;
    (rest.is_empty() && hours < 24 && minutes < 60).then_some(Some(if east.is_some() {
        seconds
    } else {
        -seconds
    }))
}

/// So many digits.
fn number(text: &str, digits: usize) -> Option<(u32, &str)> {
    let (head, rest) = text.split_at_checked(digits)?;
    head.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| head.parse().ok().map(|n| (n, rest)))?
}

/// Any digits, as nanoseconds.
fn fraction(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let padded: String = digits.chars().chain("000000000".chars()).take(9).collect();
    if digits.is_empty() {
        None
    } else {
        Some((padded.parse().ok()?, rest))
    }
}

#[cfg(test)]
mod unit {
    use super::{parse, parse_date};

    #[test]
    fn texts_with_and_without_offset_are_read() {
        let naive = parse("2026-11-21T01:02:03.123456").unwrap();
        assert_eq!(
            (naive.hour, naive.nanosecond, naive.offset),
            (1, 123_456_000, None)
        );
        assert_eq!(parse("2026-11-21T01:02:03Z").unwrap().offset, Some(0));
        assert_eq!(
            parse("2026-11-21 01:02:03-05:30").unwrap().offset,
            Some(-19_800)
        );
        assert_eq!(parse("2026-11-21T01:02+0100").unwrap().offset, Some(3600));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "2026-11-21",
            "2026-02-30T00:00:00Z",
            "2026-11-21T25:00:00Z",
            "2026-11-21T01:02:03.Z",
            "2026-11-21T01:02:03+1",
            "2026-11-2äT01:02:03Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse_date("2024-02-29"), Some((2024, 2, 29)));
        assert_eq!(parse_date("2023-02-29"), None);
    }
}
