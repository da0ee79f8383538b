//! The page is well-formed, whole, and nothing in it comes from elsewhere.

use super::*;
use crate::drift::testing::{HOSTILE, NEW, OLD, report};

fn page(report: &Report) -> String {
    let old = |file: &str| (file == "old.yaml").then_some(OLD);
    let new = |file: &str| (file == "new.yaml").then_some(NEW);
    html(report, &old, &new)
}

#[test]
fn text_of_a_document_stays_text() {
    let page = page(&report());
    assert_eq!(page.matches("<script>").count(), 1);
    assert_eq!(page.matches("</script>").count(), 1);
    assert!(!page.contains("<img"), "{page}");
    assert!(!page.contains('\u{202e}') && !page.contains('\u{1}'));
    // The place of a template that stands in a document is no place.
    assert!(
        page.contains("@ENTRIES@ &amp;") && page.contains("&lt;/script&gt;@BAR@"),
        "{page}"
    );
    assert_eq!(page.matches("<details class=\"entry").count(), 3);
    assert!(!escape(HOSTILE).contains(['<', '>', '"', '\'']));
}

#[test]
fn nothing_is_loaded() {
    let page = page(&report());
    for word in [
        "http://", "https://", "src=\"", "url(", "@import", "<link", "onclick",
    ] {
        assert!(!page.replace(&escape(HOSTILE), "").contains(word), "{word}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn every_place_of_the_template_is_filled() {
    let page = html(&Report::default(), &|_| None, &|_| None);
    for name in [
        "STYLE", "SCRIPT", "TITLE", "HEADING", "SUMMARY", "BAR", "ENTRIES", "ACCEPTED", "FOOTER",
    ] {
        assert_eq!(TEMPLATE.matches(&format!("@{name}@")).count(), 1, "{name}");
        assert!(!page.contains(&format!("@{name}@")), "{name}");
    }
    assert!(page.contains("Nothing changed."), "{page}");
}

#[test]
fn both_documents_stand_side_by_side() {
    let page = page(&report());
    assert!(page.contains("old.yaml:2:3") && page.contains("new.yaml:2:3"));
    assert!(
        page.contains("<td class=\"gone\"><code>    enum: [owner, admin] }</code></td>"),
        "{page}"
    );
    assert!(
        page.contains("<td class=\"new\"><code>    enum: [admin] }</code></td>"),
        "{page}"
    );
    assert!(
        page.contains("<td class=\"n\">2</td><td><code>  Role: { type: string,</code></td>"),
        "{page}"
    );
    assert!(page.contains("not there"));
}

#[test]
fn base64_is_the_published_one() {
    for (plain, encoded) in [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
    ] {
        assert_eq!(base64(plain.as_bytes()), encoded);
    }
}
