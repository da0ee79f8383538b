use crate::diag::{Diagnostics, render};
use crate::source::{MemoryLoader, SourceSet, YamlOptions, read};

fn yaml(text: &str, merge_keys: bool) -> (Vec<String>, String) {
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let loader = MemoryLoader::default().with("a.yaml", text);
    let options = YamlOptions { merge_keys };
    let trees = read(&mut set, &loader, "a.yaml", options, &mut diags);
    let shown = render(&diags, &set, false);
    // `code line:col` of each finding.
    let mut found = Vec::new();
    let mut code = String::new();
    for line in shown.lines() {
        if let Some((_, rest)) = line.split_once("[O") {
            code = format!("O{}", &rest[..4]);
        } else if let Some((_, place)) = line.split_once("--> a.yaml:") {
            found.push(format!("{code} {place}"));
        }
    }
    let json = trees.first().map(|tree| set.root(*tree).json_text());
    (found, json.unwrap_or_default())
}

fn json(text: &str) -> String {
    let (found, json) = yaml(text, false);
    assert_eq!(found, Vec::<String>::new(), "{text}");
    json
}

fn finding(text: &str) -> String {
    let (found, _) = yaml(text, false);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found[0].clone()
}

#[test]
fn bare_words_follow_the_core_schema() {
    assert_eq!(
        json("[no, on, yes, y, ~, null, 0x1F, +1, .5, 1_0, 2001-01-01, 12:30]"),
        r#"["no","on","yes","y",null,null,31,1,0.5,"1_0","2001-01-01","12:30"]"#
    );
    assert_eq!(
        json("{a: '1', b: \"true\", c: !!str 2, d: ! 3, e: !!float 4}"),
        r#"{"a":"1","b":"true","c":"2","d":"3","e":4}"#
    );
    assert_eq!(
        json("min: -9223372036854776000\nbig: 18446744073709551616"),
        r#"{"min":-9223372036854776000,"big":18446744073709551616}"#
    );
    assert_eq!(json("a: \"\\uD83D\\uDE00\""), r#"{"a":"😀"}"#);
}

#[test]
fn keys_are_strings_as_they_are_written() {
    assert_eq!(
        json("{200: a, true: b, 1.0: c, 0x1: d, on: e, '': f}"),
        r#"{"200":"a","true":"b","1.0":"c","0x1":"d","on":"e","":"f"}"#
    );
    assert_eq!(finding("200: a\n'200': b\n"), "O0006 2:1");
    assert_eq!(finding("null: a"), "O0009 1:1");
    assert_eq!(finding("? [a]\n: b"), "O0009 1:3");
    assert_eq!(finding("a: {{b: c}: d}"), "O0009 1:5");
    assert_eq!(json("'null': a"), r#"{"null":"a"}"#);
}

#[test]
fn text_may_have_any_line_break_and_a_byte_order_mark() {
    let text = "\u{feff}a:\r\n  - b\t# c\r\n  - >-\r\n    d\r\n    e\r\nf: |\r\n  g\r\n";
    assert_eq!(json(text), "{\"a\":[\"b\",\"d e\"],\"f\":\"g\\n\"}");
    assert_eq!(finding("a:\n\t- b\n").split(' ').next(), Some("O0005"));
}

#[test]
fn aliases_are_copied() {
    let text = "a: &x {b: [1]}\nc: *x\nd: [*x, *x]\ne: &k key\n*k : 1\n";
    assert_eq!(
        json(text),
        r#"{"a":{"b":[1]},"c":{"b":[1]},"d":[{"b":[1]},{"b":[1]}],"e":"key","key":1}"#
    );
    assert_eq!(finding("a: *x\nb: &x 1"), "O0010 1:4");
    assert_eq!(finding("a: &x\n  b: *x\n"), "O0010 2:6");
    assert_eq!(json("a: &x 1\nb: &x 2\nc: *x\n"), r#"{"a":1,"b":2,"c":2}"#);
}

#[test]
fn a_bomb_does_not_go_off() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let last = format!("*a{}", level - 1);
        text += &format!("a{level}: &a{level} [{}]\n", vec![last; 10].join(", "));
    }
    assert!(finding(&text).starts_with("O0011"));
    let long = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(1_000_000),
        vec!["*a"; 100_000].join(",")
    );
    assert!(finding(&long).starts_with("O0011"));
    let mut deep = "a0: &a0 []\n".to_owned();
    for level in 1..310 {
        deep += &format!("a{level}: &a{level} [*a{}]\n", level - 1);
    }
    assert!(finding(&deep).starts_with("O0007"));
    let uses = format!(
        "a: &a {{type: string}}\nb: [{}]\n",
        vec!["*a"; 50_000].join(",")
    );
    assert_eq!(yaml(&uses, false).0, Vec::<String>::new());
}

#[test]
fn merge_keys_merge_only_when_asked_for() {
    let text = "x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz:\n  d: 5\n  <<: [*x, *y]\n  c: 6\n";
    let (found, json) = yaml(text, true);
    assert_eq!(found, Vec::<String>::new());
    assert!(
        json.ends_with(r#""z":{"d":5,"a":1,"b":2,"c":6}}"#),
        "{json}"
    );
    let (found, json) = yaml(text, false);
    assert_eq!(found, ["O0012 5:3"]);
    assert!(json.ends_with(r#""z":{"d":5,"c":6}}"#), "{json}");
    assert_eq!(yaml("<<: 1", true).0, ["O0013 1:5"]);
    assert_eq!(yaml("'<<': 1", false), (vec![], r#"{"<<":1}"#.to_owned()));
    assert_eq!(
        yaml("a: &a {x: 1}\nb:\n  <<: *a\n  <<: *a\n", true).0,
        ["O0006 4:3"]
    );
}

#[test]
fn what_json_cannot_hold_is_an_error() {
    assert_eq!(finding("a: .inf"), "O0014 1:4");
    assert_eq!(finding("a: 1\n---\nb: 2\n"), "O0015 2:1");
    assert_eq!(finding("a: !thing 1"), "O0016 1:11");
    assert_eq!(finding("a: !!int x"), "O0017 1:10");
    assert_eq!(finding("# nothing\n"), "O0008 1:1");
    assert_eq!(finding("a: b: c\n").split(' ').next(), Some("O0005"));
    assert_eq!(json("---\na: 1\n...\n"), r#"{"a":1}"#);
}

#[test]
fn an_independent_reader_reads_the_same() {
    for text in [
        "a: 1\nb: [x, 'y', \"z\\n\"]\nc: {d: ~, e: true}\n",
        "text: |\n  one\n   two\n\n  three\nfolded: >-\n  a\n  b\n\n  c\nkeep: |+\n  x\n\n",
        "- - 1\n  - 2\n- a: 1.5\n  b: -2\n-\n- \"q: # no comment\"\n",
        "'it''s': \"tab\\tquote\\\" \\u00e9 \\x41\"\nplain with spaces: a  b # c\n",
        "a: &x [1, 2]\nb: *x\nurl: http://a.example/?x=1#y\n? long\n: value\n",
        "multi\n  line: x\n".trim_start_matches("multi\n"),
        "{\"a\":1,b: [c, {d: e}], f: }",
    ] {
        let oracle: serde_json::Value = serde_yaml::from_str(text).unwrap();
        let ours: serde_json::Value = serde_json::from_str(&json(text)).unwrap();
        assert_eq!(ours, oracle, "{text}");
    }
}
