//! Scalars, numbers and dates.

use std::collections::BTreeMap;

use crate::runtime::{Base64, Date, DateTime, Decode, Encode, Maybe, from_slice, to_vec};

fn read<T: Decode>(json: &str) -> Result<T, String> {
    from_slice(json.as_bytes()).map_err(|error| error.reason().to_owned())
}

fn write(value: &dyn Encode) -> String {
    to_vec(value).map_or_else(
        |error| format!("error: {error}"),
        |json| String::from_utf8(json).unwrap(),
    )
}

#[test]
fn integers_are_exact_and_in_range() {
    assert_eq!(read::<i64>("65.0"), Ok(65));
    assert_eq!(read::<i64>("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(read::<u64>("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(
        read::<i64>("9223372036854775808"),
        Err("the number is out of range".to_owned())
    );
    assert_eq!(
        read::<i64>("1e300"),
        Err("expected an integer, found a number with a fraction".to_owned())
    );
    assert_eq!(
        read::<u8>("256"),
        Err("the number is out of range".to_owned())
    );
    assert_eq!(
        read::<u32>("-1"),
        Err("the number is out of range".to_owned())
    );
    assert_eq!(
        read::<i32>("1.5"),
        Err("expected an integer, found a number with a fraction".to_owned())
    );
    assert_eq!(read::<Option<i16>>("null"), Ok(None));
    assert_eq!(read::<Option<i16>>("-3"), Ok(Some(-3)));
}

#[test]
fn whole_floats_are_written_as_integers_where_that_is_exact() {
    assert_eq!(write(&65.0), "65");
    assert_eq!(write(&-9_007_199_254_740_992.0), "-9007199254740992");
    assert_eq!(write(&1e17), "1e+17");
    assert_eq!(write(&0.1), "0.1");
    assert_eq!(write(&0.1f32), "0.1");
    assert_eq!(write(&-0.0), "-0.0");
    assert!(write(&f64::NAN).starts_with("error"));
    assert_eq!(read::<f64>("3"), Ok(3.0));
    assert_eq!(
        read::<f32>("1e300"),
        Err("the number is out of range".to_owned())
    );
}

#[test]
fn containers_and_base64() {
    let map = BTreeMap::from([("a".to_owned(), vec![Some(1i64), None])]);
    assert_eq!(write(&map), r#"{"a":[1,null]}"#);
    assert_eq!(
        read::<BTreeMap<String, Vec<Option<i64>>>>(r#"{"a":[1,null]}"#),
        Ok(map)
    );
    for text in ["\"+/8=\"", "\"+/8\"", "\"-_8\""] {
        assert_eq!(read::<Base64>(text).unwrap().as_bytes(), [0xfb, 0xff]);
    }
    assert_eq!(write(&Base64::new([0xfb, 0xff])), "\"+/8=\"");
    assert_eq!(
        read::<Base64>("\"s3cret!\""),
        Err("expected base64, found another string".to_owned())
    );
    assert_eq!(read::<Maybe<bool>>("null"), Ok(Maybe::Null));
    assert_eq!(read::<Maybe<bool>>("true"), Ok(Maybe::Value(true)));
    assert_eq!(
        write(&bytes::Bytes::from_static(b"\xff")),
        "error: the bytes are not text"
    );
}

#[test]
fn date_times_keep_their_text() {
    let naive = "\"2026-11-21T01:02:03.123456\"";
    let value: DateTime = read(naive).unwrap();
    assert!(value.is_valid() && !value.has_offset());
    assert_eq!(write(&value), naive);
    assert!("yesterday".parse::<DateTime>().is_err());
    assert!(!DateTime::new("yesterday").is_valid());
    assert!("2026-11-21".parse::<Date>().is_ok());
}

#[cfg(feature = "jiff")]
#[test]
fn date_times_convert_to_jiff() {
    let naive = DateTime::new("2026-11-21T01:02:03.5");
    assert_eq!(
        naive.to_jiff(),
        Err(crate::runtime::DateTimeError::NoOffset)
    );
    assert_eq!(
        naive.to_jiff_civil().unwrap().to_string(),
        "2026-11-21T01:02:03.5"
    );
    let there = DateTime::new("2026-11-21T01:02:03+01:00")
        .to_jiff()
        .unwrap();
    assert_eq!(DateTime::from(there), "2026-11-21T00:02:03Z");
    assert_eq!(
        DateTime::new("x").to_jiff(),
        Err(crate::runtime::DateTimeError::NotADateTime)
    );
    assert_eq!(
        Date::from(Date::new("2026-11-21").to_jiff().unwrap()),
        "2026-11-21"
    );
}

#[cfg(feature = "chrono")]
#[test]
fn date_times_convert_to_chrono() {
    assert_eq!(
        DateTime::new("2026-11-21T01:02:03.5").to_chrono(),
        Err(crate::runtime::DateTimeError::NoOffset)
    );
    let there = DateTime::new("2026-11-21T01:02:03.5+01:00")
        .to_chrono()
        .unwrap();
    assert_eq!(DateTime::from(there), "2026-11-21T01:02:03.500+01:00");
    assert_eq!(
        Date::from(Date::new("2026-11-21").to_chrono().unwrap()),
        "2026-11-21"
    );
}

#[cfg(feature = "time")]
#[test]
fn date_times_convert_to_time() {
    assert_eq!(
        DateTime::new("2026-11-21T01:02:03.5").to_time(),
        Err(crate::runtime::DateTimeError::NoOffset)
    );
    let there = DateTime::new("2026-11-21T01:02:03.5+01:00")
        .to_time()
        .unwrap();
    assert_eq!(
        DateTime::try_from(there).unwrap(),
        "2026-11-21T01:02:03.5+01:00"
    );
    assert_eq!(
        Date::from(Date::new("2026-11-21").to_time().unwrap()),
        "2026-11-21"
    );
}

proptest::proptest! {
    #[test]
    fn any_number_round_trips(value in proptest::num::f64::NORMAL, whole: i64) {
        assert_eq!(read::<f64>(&write(&value)), Ok(value));
        assert_eq!(read::<i64>(&write(&whole)), Ok(whole));
    }

    #[test]
    fn any_text_round_trips(text: String) {
        assert_eq!(read::<String>(&write(&text)), Ok(text));
    }

    #[test]
    fn no_text_is_a_panic(text in ".*") {
        let _ = (DateTime::new(&text).is_valid(), Date::new(&text).is_valid(), read::<super::galileo::types::Node>(&text));
    }
}
