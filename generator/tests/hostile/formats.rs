//! Texts that readers of JSON and YAML trip over, and characters that must not reach Rust as they are.

use super::{made, with_schema};

const HEAD: &str =
    "openapi: 3.1.0\ninfo: {title: t, version: '1'}\nservers: [{url: 'https://a.example'}]\n";

fn yaml(rest: &str) -> Result<String, Vec<u16>> {
    made("a.yaml", format!("{HEAD}{rest}"))
}

#[test]
fn json_is_read_to_the_letter() {
    let text = "\u{feff}{\t\"openapi\":\t\"3.1.0\",\r\n\"info\":\r{\"title\":\"t\",\"version\":\"1\"},\n\n\"paths\":{}}";
    made("a.json", text).unwrap();
    let info = r#""info":{"title":"t","version":"1"},"paths":{}"#;
    let codes = |text: &str| made("a.json", text).unwrap_err();
    assert_eq!(codes(&format!(r#"{{"openapi":"3.1.0",{info}}} x"#)), [4]);
    assert_eq!(
        codes(&format!(
            r#"{{"openapi":"3.1.0","openapi":"3.0.0",{info}}}"#
        )),
        [6]
    );
    assert_eq!(codes("[]"), [100]);
    assert_eq!(codes("null"), [100]);
    assert_eq!(codes("\"text\""), [100]);
    let bytes = [
        &b"{\"openapi\":\"3.1.0\",\"x-a\":\""[..],
        &[0xff, 0xfe],
        b"\"}",
    ]
    .concat();
    assert_eq!(made("a.json", bytes), Err(vec![2]));
    let wide: Vec<u8> = "{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(made("a.json", [&[0xff, 0xfe][..], &wide].concat()).is_err());
}

#[test]
fn surrogates_are_pairs_or_an_error_or_a_mark() {
    let pair = with_schema(r#"{"type":"string","enum":["\ud83d\ude00"]}"#);
    assert!(made("a.json", pair).unwrap().contains('\u{1f600}'));
    let alone = with_schema(r#"{"type":"string","enum":["\ud83d","\ude00x"]}"#);
    // Rust has no such strings: either is fine, as long as it is said.
    if let Err(codes) = made("a.json", alone) {
        assert!(codes.iter().all(|code| *code < 100), "{codes:?}");
    }
}

#[test]
fn characters_of_control_and_direction_stay_literals() {
    let schema = r#"{"type":"object","description":"*/ #![allow(x)] ``` ]] }} {{ \u0000 \u202e \r \u2028 </script> [x](y) <b> `unclosed",
        "properties":{"\u0000":{"type":"string","enum":["\u0000","\u202e","\u0007","*/","\n","\r\n","\u2028"]},
        "*/":{"type":"string","description":"```rust\npanic!()"},"\ufeff":{"type":"integer"},
        "\u202eabc":{"type":"string","default":"\"; panic!(); //"},"":{"type":"string"},"A\u0301":{"type":"string"}}}"#;
    let text = made("a.json", with_schema(schema)).unwrap();
    assert!(
        !text.contains(['\u{0}', '\u{202e}', '\u{7}', '\u{2028}', '\r']),
        "raw characters"
    );
    assert!(
        !text.contains("#![allow(x)]\n"),
        "an attribute of the document"
    );
}

#[test]
fn yaml_keeps_what_json_would_mean() {
    let schemas = "paths: {}\ncomponents:\n  schemas:\n    no: {type: object, properties: {on: {type: string}, y: {type: boolean}}}\n    A: {type: string, enum: [no, on, y, 0x1F]}\n";
    let text = yaml(schemas).unwrap();
    assert!(text.contains("\"no\"") && text.contains("\"on\""), "{text}");
    assert_eq!(yaml("paths: {}\nx-a: .inf\nx-b: .nan\n"), Err(vec![14, 14]));
    assert_eq!(yaml("paths: {}\n? [a, b]\n: c\n"), Err(vec![9]));
    assert_eq!(yaml("paths: {}\n---\nopenapi: 3.1.0\n"), Err(vec![15]));
    assert_eq!(yaml("paths: {}\npaths: {}\n"), Err(vec![6]));
    assert_eq!(
        made("a.yaml", "openapi: 3.1.0\ninfo:\n\ttitle: t\n"),
        Err(vec![5])
    );
    assert_eq!(made("a.yaml", ""), Err(vec![8]));
    yaml("paths: {}\n? x-a\n: !!str b\n").unwrap();
}

#[test]
fn aliases_may_repeat_and_not_explode() {
    let mut bomb = String::from("paths: {}\nx-a0: &a0 [1,1,1,1,1,1,1,1,1]\n");
    for i in 1..12 {
        let inner = vec![format!("*a{}", i - 1); 9].join(",");
        bomb.push_str(&format!("x-a{i}: &a{i} [{inner}]\n"));
    }
    assert_eq!(yaml(&bomb), Err(vec![11]));
    let mut many = String::from(
        "paths: {}\ncomponents:\n  schemas:\n    Base: &b {type: object, properties: {a: {type: string}}}\n",
    );
    for i in 0..500 {
        many.push_str(&format!("    S{i}: *b\n"));
    }
    assert!(yaml(&many).unwrap().contains("pub struct S499"));
    assert_eq!(yaml("paths: &p {a: *p}\n"), Err(vec![10]));
}
