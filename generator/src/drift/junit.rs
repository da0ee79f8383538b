//! A report as JUnit XML: each change is a test case, and those that break something are failures.

use super::{Class, Entry, Report, Wire};

/// Renders a report as one test suite. Accepted changes are skipped cases.
pub fn junit(report: &Report) -> String {
    let failures = report.entries.iter().filter(|entry| fails(entry)).count();
    let skipped = report.accepted.len();
    // A comparison without changes is a suite with one case that passes: readers take an empty one for a run that broke.
    let tests = (report.entries.len() + skipped).max(1);
    let name = attribute(&format!("{} → {}", report.old.name, report.new.name));
    let counts =
        format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"");
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"oasmith diff\" {counts}>\n  <testsuite name=\"{name}\" {counts}>\n"
    );
    for entry in &report.entries {
        out.push_str(&case(entry));
    }
    for accepted in &report.accepted {
        let why = attribute(&format!("{} (until {})", accepted.reason, accepted.until));
        let start = start(&accepted.entry);
        out.push_str(&format!(
            "{start}>\n      <skipped message=\"{why}\"/>\n    </testcase>\n"
        ));
    }
    if report.entries.is_empty() && skipped == 0 {
        out.push_str("    <testcase classname=\"oasmith\" name=\"nothing changed\"/>\n");
    }
    if !report.stale.is_empty() {
        let lines: Vec<String> = report.stale.iter().map(|stale| stale.sentence()).collect();
        out.push_str(&format!(
            "    <system-err>{}</system-err>\n",
            text(&lines.join("\n"))
        ));
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

/// Old clients or programs may stop working.
fn fails(entry: &Entry) -> bool {
    entry.wire.level == Wire::Breaking || entry.source.level == Class::Major
}

fn start(entry: &Entry) -> String {
    let site = entry.new.as_ref().or(entry.old.as_ref());
    let place =
        site.map(|site| format!(" file=\"{}\" line=\"{}\"", attribute(&site.file), site.line));
    format!(
        "    <testcase classname=\"{}\" name=\"{}\"{}",
        attribute(&format!("oasmith.{}", entry.kind.code())),
        attribute(&format!("{} [{}]", entry.title, entry.id)),
        place.unwrap_or_default()
    )
}

fn case(entry: &Entry) -> String {
    let start = start(entry);
    let mut lines = Vec::new();
    for (name, reason) in [
        ("wire", &entry.wire.reason),
        ("source", &entry.source.reason),
        ("behaviour", &entry.behaviour.reason),
    ] {
        if !reason.is_empty() {
            lines.push(format!("{name}: {reason}"));
        }
    }
    lines.extend(entry.operations.iter().map(|reach| reach.operation.clone()));
    let body = text(&lines.join("\n"));
    if fails(entry) {
        let message = attribute(&entry.title);
        let kind = attribute(entry.kind.code());
        return format!(
            "{start}>\n      <failure message=\"{message}\" type=\"{kind}\">{body}</failure>\n    </testcase>\n"
        );
    }
    match lines.is_empty() {
        true => format!("{start}/>\n"),
        false => format!("{start}>\n      <system-out>{body}</system-out>\n    </testcase>\n"),
    }
}

/// A text between tags. What XML 1.0 has no form for is shown as the replacement character.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A text in a quoted attribute, which would lose its line breaks.
fn attribute(value: &str) -> String {
    text(value).replace('\n', "&#10;").replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drift::testing::report;

    #[test]
    fn what_breaks_is_a_failure_and_the_rest_passes() {
        let xml = junit(&report());
        assert!(
            xml.contains("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"0\""),
            "{xml}"
        );
        assert_eq!(xml.matches("<testcase ").count(), 3);
        assert_eq!(xml.matches("<failure ").count(), 1);
        assert!(xml.contains("file=\"new.yaml\" line=\"2\""), "{xml}");
        assert!(!xml.contains("<img") && !xml.contains('\u{1}'), "{xml}");
        let none = junit(&Report::default());
        assert!(none.contains("tests=\"1\" failures=\"0\"") && none.contains("nothing changed"));
    }
}
