use proptest::prelude::*;

use super::*;
use crate::diag::{Diagnostics, render};
use std::io::Write as _;

/// What a reader says of a document: `code line:col` of each finding, and the JSON of the trees.
fn outcome(name: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let loader = MemoryLoader::default().with(name, bytes);
    let trees = read(&mut set, &loader, name, YamlOptions::default(), &mut diags);
    let places = diags.iter().map(|found| {
        let place = crate::diag::to_json(
            &{
                let mut one = Diagnostics::new();
                one.push(found.clone());
                one
            },
            &set,
        );
        let place: serde_json::Value = serde_json::from_str(&place).unwrap();
        let primary = &place["primary"];
        format!("{} {}:{}", found.code, primary["line"], primary["column"])
    });
    let places = places.collect();
    assert!(!render(&diags, &set, false).contains('\u{1b}'));
    let texts = trees
        .iter()
        .map(|tree| set.root(*tree).json_text())
        .collect();
    (places, texts)
}

fn refused(name: &str, text: &str) -> String {
    let (found, texts) = outcome(name, text.as_bytes());
    assert_eq!(texts, Vec::<String>::new(), "{text}");
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found[0].clone()
}

#[test]
fn what_is_not_json_is_refused_at_its_place() {
    for (text, place) in [
        ("{\"a\": 1,}", "O0004 1:9"),
        ("{\"a\" 1}", "O0004 1:6"),
        ("[1 2]", "O0004 1:4"),
        ("[1,]", "O0004 1:4"),
        ("[1}", "O0004 1:3"),
        ("{\"a\": 1]", "O0004 1:8"),
        ("{a: 1}", "O0004 1:2"),
        ("{} x", "O0004 1:4"),
        ("{}{}", "O0004 1:3"),
        ("// c\n{}", "O0004 1:1"),
        ("\u{feff}[\n\t01]", "O0004 2:2"),
        ("[1.]", "O0004 1:2"),
        ("[-]", "O0004 1:2"),
        ("[1e]", "O0004 1:2"),
        ("[+1]", "O0004 1:2"),
        ("[nul]", "O0004 1:2"),
        ("[truex]", "O0004 1:2"),
        ("[\"a\nb\"]", "O0004 1:4"),
        ("[\"\\x\"]", "O0004 1:3"),
        ("[\"\\u12G4\"]", "O0004 1:3"),
        ("[\"abc", "O0004 1:2"),
        ("[\"\\", "O0004 1:3"),
        ("{\"a\":\r\n", "O0004 1:6"),
        ("", "O0008 1:1"),
        (" \n", "O0008 1:1"),
    ] {
        assert_eq!(refused("a.json", text), place, "{text}");
    }
}

#[test]
fn json_is_read_with_all_that_it_may_have() {
    let text = "\u{feff}\r\n\t{ \"a\" :\t[ true , false,null ],\r\n\"\\ud83d\\ude00\\/\\u00e9\": -0.5E+10 }\r\n";
    let (found, texts) = outcome("a.json", text.as_bytes());
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(texts, ["{\"a\":[true,false,null],\"😀/é\":-0.5E+10}"]);
}

#[test]
fn half_a_surrogate_pair_is_a_warning() {
    let (found, texts) = outcome("a.json", br#"["\ud83d", "\ud83d\u0041", "\udc00"]"#);
    assert_eq!(found, ["O0018 1:3", "O0018 1:13", "O0018 1:29"]);
    assert_eq!(texts, ["[\"\u{fffd}\",\"\u{fffd}A\",\"\u{fffd}\"]"]);
}

#[test]
fn a_duplicate_key_is_an_error_that_keeps_the_first() {
    let (found, texts) = outcome("a.json", b"{\"a\": 1, \"b\": 2,\n \"a\": 3}");
    assert_eq!(
        (found, texts),
        (vec!["O0006 2:2".into()], vec!["{\"a\":1,\"b\":2}".into()])
    );
    let many: String = (0..40)
        .map(|at| format!("\"k{}\": 0,\n", at % 30))
        .collect();
    let (found, _) = outcome("a.json", format!("{{{many}\"z\": 0}}").as_bytes());
    assert_eq!(found.len(), 10);
    assert_eq!(found[0], "O0006 31:1");
}

#[test]
fn depth_is_limited_without_a_stack_overflow() {
    for (open, close, name) in [
        ("[", "]", "a.json"),
        ("{\"a\":", "}", "a.json"),
        ("[", "]", "a.yaml"),
        ("- ", "", "b.yaml"),
    ] {
        let nested = |levels: usize| {
            let value = if open.ends_with(':') || open == "- " {
                "1"
            } else {
                ""
            };
            format!("{}{value}{}", open.repeat(levels), close.repeat(levels))
        };
        let (found, texts) = outcome(name, nested(300).as_bytes());
        assert_eq!((found.len(), texts.len()), (0, 1), "{open} {found:?}");
        assert!(refused(name, &nested(301)).starts_with("O0007"), "{open}");
        assert!(
            refused(name, &nested(100_000)).starts_with("O0007"),
            "{open}"
        );
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    assert_eq!(outcome("a.json", b"{\n\"\xff\"}").0, ["O0002 2:2"]);
    assert_eq!(outcome("a.json", b"\xff\xfe{\0}\0").0, ["O0002 1:1"]);
}

#[test]
fn a_missing_document_is_an_error_without_a_place() {
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let options = YamlOptions::default();
    let trees = read(
        &mut set,
        &MemoryLoader::default(),
        "x.yaml",
        options,
        &mut diags,
    );
    assert!(trees.is_empty());
    assert_eq!(
        render(&diags, &set, false),
        "error[O0001]: cannot load `x.yaml`: there is no such document\n\n"
    );
}

#[test]
fn content_decides_where_the_name_does_not() {
    for (name, text) in [
        ("-", "{\"a\": [1]}"),
        ("-", "a: [1]\n"),
        ("-", "{a: [1]}"),
        ("a.yaml", "{\t\"a\": [1]}"),
        ("a", "# c\na:\n- 1\n"),
        (
            "-",
            "# Page\n\n```json https://x/openapi.json get /a\n{\"a\":\n[1]}\n```\n",
        ),
        (
            "a.md",
            "- item\n\n  ```yaml x.json get /a\n  a:\n  - 1\n  ```\n",
        ),
    ] {
        let (found, texts) = outcome(name, text.as_bytes());
        assert_eq!(
            (found, texts),
            (vec![], vec!["{\"a\":[1]}".to_owned()]),
            "{name} {text}"
        );
    }
    assert!(refused("-", "{\"a\": [1,, }").starts_with("O0004"));
    assert!(refused("a.yaml", "{\"a\": [1,, }").starts_with("O0005"));
}

#[test]
fn places_in_a_page_are_those_of_the_page() {
    let page = "# T\n\n> ```yaml\n> openapi: 3.1.0\n> info:\n>   a: 1\n>   a: 2\n> ```\n";
    assert_eq!(outcome("a.md", page.as_bytes()).0, ["O0006 7:5"]);
    assert_eq!(
        outcome("a.md", b"# T\n\n```yaml\nx: 1\n```\n").0,
        ["O0019 null:null"]
    );
    let page = page.replace('\n', "\r\n");
    assert_eq!(outcome("a.md", page.as_bytes()).0, ["O0006 7:5"]);
}

#[test]
fn every_node_stands_where_its_span_says() {
    let text = "a: 'x y'\nb:\n  - 12\n  - {c: true}\n  -\nd: |\n  text\n\ne:\nf: z\n";
    let (set, tree) = read_text("a.yaml", text);
    for (pointer, value, place) in [
        (
            "",
            "a: 'x y'\nb:\n  - 12\n  - {c: true}\n  -\nd: |\n  text\n\ne:\nf: z",
            (1, 1),
        ),
        ("/a", "'x y'", (1, 4)),
        ("/b/0", "12", (3, 5)),
        ("/b/1", "{c: true}", (4, 5)),
        ("/b/1/c", "true", (4, 9)),
        ("/e", "", (9, 2)),
        ("/f", "z", (10, 4)),
    ] {
        let node = set.node(set.at_pointer(tree, pointer).unwrap());
        let span = node.span();
        assert_eq!(
            &text[span.start as usize..span.end as usize],
            value,
            "{pointer}"
        );
        assert_eq!(set.line_col(node.file(), span.start), place, "{pointer}");
    }
    let key = set
        .node(set.at_pointer(tree, "/b").unwrap())
        .key_span()
        .unwrap();
    assert_eq!(&text[key.start as usize..key.end as usize], "b");
}

#[test]
fn big_objects_are_looked_up_by_index() {
    let entries: Vec<String> = (0..5000)
        .map(|at| format!("\"k{}\":{at}", at * 7919 % 5000))
        .collect();
    let (set, tree) = read_text("a.json", &format!("{{{}}}", entries.join(",")));
    for at in 0..5000 {
        let found = set
            .root(tree)
            .get(&format!("k{}", at * 7919 % 5000))
            .unwrap();
        assert_eq!(found.as_number(), Some(&*at.to_string()));
    }
    assert!(set.root(tree).get("k5000").is_none());
}

#[test]
fn the_published_pages_are_read() {
    let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds");
    let Ok(folder) = std::fs::read_dir(&seeds) else {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: the published pages are not at {}",
            seeds.display()
        );
        return;
    };
    let mut read_pages = 0;
    for entry in folder {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let expected = if name.starts_with("000") {
            "post /v2/integrations/{integration_id}/groups"
        } else if name.starts_with("001") {
            "post /v2/invite_users"
        } else {
            continue;
        };
        let (set, tree) = read_text("page.md", &std::fs::read_to_string(&path).unwrap());
        assert_eq!(
            set.root(tree).get("openapi").and_then(NodeRef::as_str),
            Some("3.1.0")
        );
        let (info, span) = set.trees[tree.0 as usize].fence.clone().unwrap();
        assert!(info.ends_with(expected), "{info}");
        assert_eq!(
            &set.files[0].text[span.start as usize..span.end as usize],
            info
        );
        read_pages += 1;
    }
    assert_eq!(read_pages, 2);
}

#[test]
fn real_documents_read_as_independent_readers_read_them() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let mut folders = vec![corpus.clone()];
    let mut compared = 0;
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            let _ = writeln!(
                std::io::stderr(),
                "skipped: there are no real documents at {}",
                corpus.display()
            );
            return;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let known = [".json", ".yaml", ".yml"]
                .iter()
                .any(|end| name.ends_with(end));
            // Larger ones take too long without optimisation.
            if !known || path.metadata().unwrap().len() > 200_000 {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let oracle: Option<serde_json::Value> = if name.ends_with(".json") {
                serde_json::from_str(&text).ok()
            } else {
                serde_yaml::from_str(&text).ok()
            };
            if let Some(oracle) = oracle {
                let (found, texts) = outcome(&name, text.as_bytes());
                assert_eq!(found, Vec::<String>::new(), "{}", path.display());
                let ours: serde_json::Value = serde_json::from_str(&texts[0]).unwrap();
                assert!(ours == oracle, "{}", path.display());
                compared += 1;
            }
        }
    }
    assert!(compared > 50, "{compared}");
}

fn json_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        (-1e300f64..1e300).prop_map(Into::into),
        any::<String>().prop_map(Into::into),
        "[ -~]{0,12}".prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 64, 24, |inner| {
        // As a bare key it merges mappings in YAML, and is an error.
        let key = any::<String>().prop_filter("a merge key", |key| key != "<<");
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::vec((key, inner), 0..20)
                .prop_map(|entries| serde_json::Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn json_text_comes_back_as_it_was(value in json_value()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let (set, tree) = read_text("a.json", &text);
            prop_assert_eq!(set.root(tree).json_text(), value.to_string());
        }
    }

    #[test]
    fn yaml_and_json_of_a_value_agree(value in json_value()) {
        let json = value.to_string();
        // The writer counts these as line breaks, as YAML 1.1 did.
        prop_assume!(!json.contains(['\u{85}', '\u{2028}', '\u{2029}']));
        let (json_set, json_tree) = read_text("a.json", &json);
        let yaml = serde_yaml::to_string(&value).unwrap();
        let (set, tree) = read_text("a.yaml", &yaml);
        let same = set.root(tree).same_value(json_set.root(json_tree));
        prop_assert!(same, "{}\n{}", yaml, set.root(tree).json_text());
    }

    #[test]
    fn json_is_yaml(value in json_value()) {
        let json = value.to_string();
        // What YAML counts as no text, or as a mark at the start of a line, stands in JSON as it is.
        let special = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
        prop_assume!(!json.contains(special));
        let text = text::Text { file: FileId(0), text: &json, pieces: &[] };
        let mut diags = Diagnostics::new();
        let mut set = SourceSet::default();
        set.add_file("a", json.as_str());
        let tree = yaml::read(&text, YamlOptions::default(), &mut diags);
        prop_assert!(diags.is_empty(), "{}", render(&diags, &set, false));
        let tree = set.add_tree(tree.unwrap());
        let (json_set, json_tree) = read_text("a.json", &json);
        prop_assert!(set.root(tree).same_value(json_set.root(json_tree)));
    }

    #[test]
    fn no_bytes_make_a_reader_panic(text in "(\\PC|[\\[\\]{}:,\"'&*!|>%\\n\\t -]){0,80}", raw in prop::collection::vec(any::<u8>(), 0..40)) {
        for name in ["a.json", "a.yaml", "a.md", "-"] {
            outcome(name, text.as_bytes());
            outcome(name, &raw);
        }
    }
}
