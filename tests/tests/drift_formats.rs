//! The formats that other programs read, by those programs' own rules.
//!
//! `tests/sarif/sarif-schema-2.1.0.json` is the schema of the OASIS standard, as the crate serde-sarif 0.8.0 carries it.

#[path = "browser/report.rs"]
#[allow(dead_code, reason = "the browser's test uses the rest")]
mod report;

use oasmith::drift::{self, Report};
use oasmith::settings::Acceptance;
use serde_json::Value;

/// A report with something of everything: entries, accepted ones, and acceptances that cover nothing.
fn full() -> Report {
    let mut report = report::compared().report;
    let id = |at: usize| report.entries[at].id.clone();
    let acceptance = |id: String, until: &str| Acceptance {
        id,
        reason: "It is \"known\" & <fine>.".to_owned(),
        until: until.to_owned(),
    };
    let accepted = [
        acceptance(id(0), "2099-01-01"),
        acceptance(id(1), "2001-01-01"),
        acceptance("0000000000000000".to_owned(), "2099-01-01"),
    ];
    drift::accept(&mut report, &accepted, "2026-11-21");
    assert_eq!((report.accepted.len(), report.stale.len()), (1, 2));
    report
}

#[track_caller]
fn valid(schema: &str, text: &str) {
    let read = |path: &str| {
        std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).expect("a file")
    };
    // The standard's pattern for languages has a bracket too many, which strict readers of patterns refuse.
    let schema = read(schema).replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let value: Value = serde_json::from_str(text).expect("JSON");
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("a schema");
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    // The schema says something.
    assert!(!validator.is_valid(&serde_json::json!({ "version": 1 })));
}

#[test]
fn sarif_is_valid_by_the_schema_of_the_standard() {
    for report in [full(), report::compared().report, Report::default()] {
        valid("sarif/sarif-schema-2.1.0.json", &drift::sarif(&report));
    }
    let log: Value = serde_json::from_str(&drift::sarif(&full())).expect("JSON");
    let run = &log["runs"][0];
    assert_eq!(
        run["results"].as_array().map(Vec::len),
        Some(full().entries.len() + 1)
    );
    assert_eq!(
        run["invocations"][0]["toolExecutionNotifications"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
}

#[test]
fn json_is_valid_by_the_schema_that_is_published() {
    for report in [full(), report::compared().report, Report::default()] {
        valid("../generator/schemas/drift-1.json", &drift::json(&report));
    }
    let json: Value = serde_json::from_str(&drift::json(&full())).expect("JSON");
    assert_eq!(json["accepted"][0]["until"], "2099-01-01");
    let whys: Vec<&str> = json["stale"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|s| s["why"].as_str())
        .collect();
    assert_eq!(whys, ["expired", "gone"]);
}

/// Checks that tags are nested, attributes are quoted, and nothing is left unescaped; gives the names of all elements.
fn elements(xml: &str) -> Vec<String> {
    let (mut open, mut all) = (Vec::new(), Vec::new());
    let mut rest = xml
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        .expect("a declaration");
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        assert!(!text.contains('>'), "{text}");
        let end = tag.find('>').expect("the end of a tag");
        let inside = &tag[1..end];
        assert!(
            !inside.contains('<') && inside.matches('"').count() % 2 == 0,
            "{inside}"
        );
        match inside.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name)),
            None => {
                let name = inside.split([' ', '/']).next().expect("a name").to_owned();
                if !inside.ends_with('/') {
                    open.push(name.clone());
                }
                all.push(name);
            }
        }
        rest = &tag[end + 1..];
    }
    assert!(open.is_empty() && rest.trim().is_empty());
    let plain = |c: char| !c.is_control() || c == '\n' || c == '\t';
    assert!(xml.chars().all(plain));
    for reference in xml.split('&').skip(1) {
        let name = reference.split(';').next().expect("a name");
        assert!(
            ["amp", "lt", "gt", "quot", "#10", "#9"].contains(&name),
            "&{name}"
        );
    }
    all
}

#[test]
fn junit_is_xml_with_a_case_for_each_change() {
    let report = full();
    let xml = drift::junit(&report);
    let elements = elements(&xml);
    let count = |name: &str| elements.iter().filter(|element| *element == name).count();
    assert_eq!(count("testcase"), report.entries.len() + 1);
    assert_eq!(count("skipped"), 1);
    assert!(count("failure") > 0 && count("failure") < report.entries.len());
    assert!(xml.contains(&format!("tests=\"{}\"", count("testcase"))));
    assert!(xml.contains(&format!("failures=\"{}\"", count("failure"))));
}

#[test]
fn what_is_accepted_is_folded_in_every_format() {
    let report = full();
    let title = &report.accepted[0].entry.title;
    let text = drift::text(&report, false);
    assert!(
        text.contains("accepted: 1 change\n") && text.contains("the change counts again"),
        "{text}"
    );
    let markdown = drift::markdown(&report);
    assert!(
        markdown.contains("<details><summary>1 change accepted</summary>"),
        "{markdown}"
    );
    let html = drift::html(&report, &|_| None, &|_| None);
    assert!(html.contains("1 accepted change"), "{html}");
    // The only accepted one: nothing is left to show.
    let mut only = Report::default();
    only.accepted = report.accepted.clone();
    let text = drift::text(&only, false);
    assert!(
        text.contains("no difference that is not accepted") && text.contains(title),
        "{text}"
    );
    assert!(drift::markdown(&only).contains("No difference that is not accepted."));
}
