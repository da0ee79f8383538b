//! Instances of schemas without parts: strings, numbers, truth values.

use serde_json::{Map, Number, Value, json};

use super::patterns::{literal, matching};

/// Strings that a schema's format, length and pattern may allow, the plainest first.
pub fn strings(schema: &Map<String, Value>) -> Vec<Value> {
    let word = |key: &str| schema.get(key).and_then(Value::as_str);
    let bound = |key: &str| schema.get(key).and_then(Value::as_u64);
    let (least, most) = (bound("minLength").unwrap_or(0), bound("maxLength"));
    // The judge does not look into encodings.
    let format = word("format").or(word("contentEncoding")).unwrap_or("");
    let mut texts: Vec<String> = formatted(format).iter().map(|t| (*t).to_owned()).collect();
    if texts.is_empty() {
        texts.extend(["text", "", "žluťoučký 🦀 \"\\/\n\t\u{0}", "null"].map(str::to_owned));
    }
    if schema.contains_key("pattern") {
        let common = [
            "a",
            "A",
            "0",
            "1",
            "abc",
            "ABC",
            "a1",
            "abc-123",
            "a_b",
            "10",
            "1.0",
            "1.0.0",
            "0x1f",
            "#aabbcc",
            "en",
            "en-US",
            "12:30",
            "USD",
            "/a",
            "a/b",
            "00",
            "0000",
            "123456",
            "aaaaaaaaaaaaaaaaaaaaaaaa",
            "2026-11-21",
            "https://example.com/a",
            "a@example.com",
        ];
        texts.extend(common.map(str::to_owned));
        if let Some(pattern) = schema["pattern"].as_str() {
            texts.extend(literal(pattern));
            // First, because objects that are not about this text take the first one.
            let within = |text: &String| {
                let length = text.chars().count() as u64;
                length >= least && most.is_none_or(|most| length <= most)
            };
            let mut made = matching(pattern);
            made.sort_by_key(|text| !within(text));
            made.truncate(12);
            texts.splice(0..0, made);
        }
    }
    let fitted = texts.into_iter().map(|text| {
        let mut text: Vec<char> = text.chars().collect();
        let filler = text
            .last()
            .copied()
            .filter(|c| c.is_alphanumeric())
            .unwrap_or('x');
        while (text.len() as u64) < least.min(10_000) {
            text.push(filler);
        }
        text.truncate(most.map_or(usize::MAX, |most| {
            usize::try_from(most).unwrap_or(usize::MAX)
        }));
        Value::String(text.into_iter().collect())
    });
    let mut values: Vec<Value> = Vec::new();
    for value in fitted {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

fn formatted(format: &str) -> &'static [&'static str] {
    match format {
        "uuid" | "uuid4" => &[
            "3fa85f64-5717-4562-b3fc-2c963f66afa6",
            "00000000-0000-4000-8000-000000000000",
        ],
        "date-time" => &[
            "2026-11-21T01:02:03Z",
            "2026-11-21T01:02:03.123456+02:00",
            "1969-12-31T23:59:60Z",
            "2024-02-29t00:00:00z",
        ],
        "date" => &["2026-11-21", "2024-02-29"],
        "time" => &["01:02:03Z", "23:59:59.5+01:00"],
        "duration" => &["P1D", "PT1.5S"],
        "email" | "idn-email" => &["a@example.com"],
        "uri" | "url" | "iri" => &["https://example.com/a?b=c#d"],
        "uri-reference" | "iri-reference" => &["/a?b=c", "https://example.com/"],
        "ipv4" | "ip" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1"],
        "hostname" | "idn-hostname" => &["example.com"],
        "byte" | "base64" | "base64url" => &["aGVsbG8=", "", "AA=="],
        "regex" => &["^a+$"],
        "json-pointer" => &["/a/0"],
        _ => &[],
    }
}

/// Whole numbers, or any numbers, at and between the limits of a schema.
pub fn numbers(schema: &Map<String, Value>, whole: bool) -> Vec<Value> {
    let format = schema.get("format").and_then(Value::as_str).unwrap_or("");
    let number = |key: &str| schema.get(key).and_then(Value::as_number);
    let step = number("multipleOf")
        .and_then(Number::as_f64)
        .filter(|step| *step > 0.0);
    let mut values: Vec<Value> = Vec::new();
    for (key, by) in [
        ("minimum", 0),
        ("exclusiveMinimum", 1),
        ("maximum", 0),
        ("exclusiveMaximum", -1),
    ] {
        let Some(bound) = number(key) else { continue };
        match bound.as_i64() {
            Some(bound) => values.extend([json!(bound.saturating_add(by)), json!(bound)]),
            None => values.push(Value::Number(bound.clone())),
        }
        if let (Some(step), Some(bound)) = (step, bound.as_f64()) {
            values.push(json!((bound / step).ceil() * step));
            values.push(json!((bound / step).floor() * step));
        }
    }
    values.extend([json!(1), json!(0), json!(-1), json!(42)]);
    if let Some(step) = number("multipleOf") {
        values.push(Value::Number(step.clone()));
    }
    match (whole, format) {
        (true, "int32") => values.extend([json!(i32::MAX), json!(i32::MIN)]),
        (true, "int8" | "int16" | "uint8" | "uint16") => values.push(json!(127)),
        (true, "uint32") => values.push(json!(u32::MAX)),
        (true, _) => values.extend([
            json!(i64::MAX),
            json!(i64::MIN),
            json!(9_007_199_254_740_991_i64),
            json!(65.0),
        ]),
        (false, "float") => values.extend([json!(0.5), json!(-1.25), json!(1024.0)]),
        (false, _) => values.extend([
            json!(0.1),
            json!(-1.5e10),
            json!(1e-300),
            json!(1.797_693_134_862_315_7e308),
            json!(9_007_199_254_740_991_i64),
        ]),
    }
    // The judge knows no ranges of formats.
    let least = match format {
        format if format.starts_with("uint") => 0.0,
        _ => f64::MIN,
    };
    values.retain(|value| value.as_f64().is_some_and(|value| value >= least));
    values
}
