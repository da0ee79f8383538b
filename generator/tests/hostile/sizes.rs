//! Much of something: depth, length, breadth.

use super::{joined, made, with_schema, with_schemas};

fn nested(count: usize, open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(count), close.repeat(count))
}

#[test]
fn depth_of_text_has_a_limit() {
    let json = |count| with_schema(&nested(count, "[", "1", "]"));
    assert_eq!(made("a.json", json(100_000)), Err(vec![7]));
    let example = nested(1_000, "[", "1", "]");
    let example = format!(r#"{{"type": "string", "example": {example}}}"#);
    assert_eq!(made("a.json", with_schema(&example)), Err(vec![7]));
    let head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n";
    let flow = format!("{head}x-a: {}", nested(5_000, "[", "1", "]"));
    assert_eq!(made("a.yaml", flow), Err(vec![5]));
    let block: String = (1..400)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    assert_eq!(made("a.yaml", format!("{head}x-a:\n{block}")), Err(vec![7]));
    let items = format!("{head}x-a:\n  {}a\n", "- ".repeat(2_000));
    assert_eq!(made("a.yaml", items), Err(vec![7]));
}

#[test]
fn nested_schemas_are_types_up_to_the_limit() {
    let objects = |count| {
        let (open, close) = (r#"{"type":"object","properties":{"a":"#, "}}");
        with_schema(&nested(count, open, r#"{"type":"string"}"#, close))
    };
    let deep = made("a.json", objects(140)).unwrap();
    assert!(deep.contains("recursion_limit"));
    assert!(
        !made("a.json", objects(20))
            .unwrap()
            .contains("recursion_limit")
    );
    let arrays = |count| {
        let (open, close) = (r#"{"type":"array","items":"#, "}");
        with_schema(&nested(count, open, r#"{"type":"string"}"#, close))
    };
    let flat = made("a.json", arrays(30)).unwrap();
    assert!(flat.matches("Vec<").count() >= 30);
    let cut = made("a.json", arrays(250)).unwrap();
    assert!(cut.contains("Vec<Value>"));
}

#[test]
fn all_of_in_all_of_has_a_limit() {
    let inline = |count| {
        with_schema(&nested(
            count,
            r#"{"allOf":["#,
            r#"{"type":"string"}"#,
            "]}",
        ))
    };
    made("a.json", inline(40)).unwrap();
    assert_eq!(made("a.json", inline(1_000)), Err(vec![7]));
    let named = joined(200, |i| {
        format!(
            r##""{}":{{"allOf":[{{"$ref":"#/components/schemas/S{}"}},{{"properties":{{"p{i}":{{}}}}}}]}}"##,
            if i == 0 {
                "A".to_owned()
            } else {
                format!("S{i}")
            },
            i + 1
        )
    });
    let named = format!(r#"{named},"S200":{{"type":"object"}}"#);
    let codes = made("a.json", with_schemas(&named)).unwrap_err();
    assert!(codes.iter().all(|code| *code == 115), "{codes:?}");
}

#[test]
fn a_chain_of_references_is_followed_to_its_end() {
    let chain = joined(2_000, |i| {
        let name = if i == 0 {
            "A".to_owned()
        } else {
            format!("S{i}")
        };
        format!(r##""{name}":{{"$ref":"#/components/schemas/S{}"}}"##, i + 1)
    });
    let to = |end: &str| with_schemas(&format!(r#"{chain},"S2000":{end}"#));
    let text = made("a.json", to(r#"{"type":["string","null"]}"#)).unwrap();
    assert!(text.contains("Option<"));
    let back = made("a.json", to(r##"{"$ref":"#/components/schemas/S1990"}"##));
    assert!(back.unwrap_err().contains(&209));
}

#[test]
fn broad_documents_become_broad_code() {
    let branches = joined(300, |i| {
        format!(
            r#"{{"type":"object","properties":{{"p{i}":{{"type":"string"}}}},"required":["p{i}"]}}"#
        )
    });
    made(
        "a.json",
        with_schema(&format!(r#"{{"anyOf":[{branches}]}}"#)),
    )
    .unwrap();
    let tagged = joined(300, |i| {
        format!(r#"{{"properties":{{"k":{{"const":"k{i}"}}}},"required":["k"]}}"#)
    });
    made("a.json", with_schema(&format!(r#"{{"oneOf":[{tagged}]}}"#))).unwrap();
    let properties = joined(3_000, |i| format!(r#""p{i}":{{"type":"string"}}"#));
    let text = made(
        "a.json",
        with_schema(&format!(r#"{{"properties":{{{properties}}}}}"#)),
    );
    assert!(text.unwrap().contains("p2999"));
    let values = joined(1_500, |i| format!(r#""value {i}""#));
    let text = made("a.json", with_schema(&format!(r#"{{"enum":[{values}]}}"#)));
    assert!(text.unwrap().contains("Value1499"));
    let groups = joined(30, |i| {
        let branches = joined(4, |j| format!(r#"{{"required":["a{i}_{j}"]}}"#));
        format!(r#"{{"oneOf":[{branches}]}}"#)
    });
    made(
        "a.json",
        with_schema(&format!(r#"{{"type":"object","allOf":[{groups}]}}"#)),
    )
    .unwrap();
}

#[test]
fn what_leads_to_one_schema_over_many_ways_is_read_once() {
    let diamond = |keyword: &str| {
        let to = |i: usize| format!(r##"{{"$ref":"#/components/schemas/S{}"}}"##, i + 1);
        let all = joined(100, |i| {
            let name = if i == 0 {
                "A".to_owned()
            } else {
                format!("S{i}")
            };
            format!(r#""{name}":{{"{keyword}":[{0},{0}]}}"#, to(i))
        });
        let end = r#""S100":{"type":"object","properties":{"z":{"type":"string"}}}"#;
        made("a.json", with_schemas(&format!("{all},{end}")))
    };
    assert!(diamond("anyOf").is_ok());
    assert!(diamond("oneOf").is_ok());
    let codes = diamond("allOf").err().unwrap_or_default();
    assert!(codes.iter().all(|code| *code == 115), "{codes:?}");
}

#[test]
fn numbers_of_any_length_are_limits_and_values() {
    let long = "9".repeat(40_000);
    let schema = format!(
        r#"{{"type":"object","properties":{{
        "a":{{"type":"integer","minimum":-{long},"maximum":{long},"multipleOf":1e-999999999}},
        "b":{{"type":"number","default":{long},"enum":[{long},1e999999999999999999999]}},
        "c":{{"type":"string","minLength":1e400,"maxLength":{long}}},
        "d":{{"type":"array","items":{{}},"minItems":18446744073709551615,"maxItems":1e19}}}}}}"#
    );
    made("a.json", with_schema(&schema)).unwrap();
}

#[test]
fn long_texts_and_patterns_do_no_harm() {
    let description = "word <b>[x](y) `".repeat(4_096);
    let name = "n".repeat(5_000);
    let pattern = format!("{}{}", "(".repeat(3_000), ")".repeat(3_000));
    let schema = format!(
        r#"{{"type":"object","description":"{description}","properties":{{"{name}":{{"type":"string",
        "description":"{description}","pattern":"{pattern}"}},
        "b":{{"type":"string","pattern":"((a{{1000}}){{1000}}){{1000}}"}},
        "c":{{"type":"string","pattern":"(?<!x)y"}},"d":{{"type":"string","pattern":"["}}}}}}"#
    );
    made("a.json", with_schema(&schema)).unwrap();
}
