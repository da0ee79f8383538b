//! A report for tests of its formats, with everything in it that a report can have, and text that wants to break out.

use super::{
    Behaviour, Change, ChangeKind, Class, Direction, Entry, KeptName, Reach, Rename, Report,
    RustItem, Side, Site, Verdict, Wire,
};

/// Text that is harmless only where it is data.
pub(crate) const HOSTILE: &str =
    "</script><img src=x onerror=alert(1)> @ENTRIES@ & \"'\u{202e}\u{1}";

/// Three changes: one that breaks, one that adds, one of words.
pub(crate) fn report() -> Report {
    let site = |file: &str, line| Site {
        file: file.to_owned(),
        line,
        column: 3,
        end_line: line + 1,
        pointer: "/components/schemas/Role".to_owned(),
    };
    let entry = |id: &str, kind, title: &str| Entry {
        id: id.to_owned(),
        kind,
        api: "pets".to_owned(),
        key: "#/components/schemas/Role".to_owned(),
        subject: "Role".to_owned(),
        title: title.to_owned(),
        before: None,
        after: None,
        direction: Direction::Both,
        wire: Verdict::default(),
        source: Verdict::default(),
        behaviour: Verdict::default(),
        old: None,
        new: None,
        operations: Vec::new(),
        items: Vec::new(),
        rename: None,
        sunset: None,
        also: Vec::new(),
    };
    let reach = |operation: &str| Reach {
        operation: operation.to_owned(),
        method: Some("get_role".to_owned()),
        direction: Direction::Response,
    };
    let removed = Entry {
        wire: Verdict::new(Wire::Breaking, "the server may refuse it"),
        source: Verdict::new(Class::Major, "a variant is gone"),
        before: Some("owner".to_owned()),
        old: Some(site("old.yaml", 2)),
        new: Some(site("new.yaml", 2)),
        operations: vec![reach("GET /roles"), reach("POST /roles")],
        items: vec![RustItem {
            change: Change::Removed,
            path: "pets::types::Role::Owner".to_owned(),
            before: Some("Owner".to_owned()),
            after: None,
            class: Class::Major,
            reason: "programs that name it no longer compile".to_owned(),
            file: Some("src/types.rs".to_owned()),
            line: Some(12),
        }],
        rename: Some(Rename {
            from: "owner".to_owned(),
            to: "admin".to_owned(),
            confidence: 80,
            evidence: "the same place".to_owned(),
            scope: "variants Role".to_owned(),
            key: "admin".to_owned(),
            old_name: "Owner".to_owned(),
            new_name: "Admin".to_owned(),
            keep: vec![KeptName {
                scope: "variants Role".to_owned(),
                key: "admin".to_owned(),
                name: "Owner".to_owned(),
            }],
            aliases: Vec::new(),
        }),
        ..entry(
            "00000000000000aa",
            ChangeKind::EnumValueRemoved,
            "`Role` lost the value `owner`",
        )
    };
    let added = Entry {
        wire: Verdict::new(Wire::Warning, HOSTILE),
        source: Verdict::new(Class::Minor, "a field is new"),
        after: Some(HOSTILE.to_owned()),
        new: Some(site("new.yaml", 4)),
        operations: vec![reach(HOSTILE)],
        subject: HOSTILE.to_owned(),
        ..entry("00000000000000bb", ChangeKind::PropertyAdded, HOSTILE)
    };
    let docs = Entry {
        source: Verdict::new(Class::Patch, "docs only"),
        behaviour: Verdict::new(Behaviour::Changed, "another default"),
        ..entry(
            "00000000000000cc",
            ChangeKind::DocsChanged,
            "The words of `Role` changed",
        )
    };
    let side = |name: &str, version: &str| Side {
        name: name.to_owned(),
        title: "Pets".to_owned(),
        version: version.to_owned(),
        operations: 2,
        schemas: 1,
    };
    Report {
        old: side("old.yaml", "1"),
        new: side("new.yaml", "2"),
        crate_name: "pets".to_owned(),
        crate_version: "0.4.2".to_owned(),
        next_version: "0.5.0".to_owned(),
        class: Class::Major,
        wire: Wire::Breaking,
        behaviour: Behaviour::Changed,
        entries: vec![removed, added, docs],
        ..Report::default()
    }
}

/// The documents of both sides.
pub(crate) const OLD: &str = "schemas:\n  Role: { type: string,\n    enum: [owner, admin] }\n";
/// The newer one.
pub(crate) const NEW: &str = "schemas:\n  Role: { type: string,\n    enum: [admin] }\n  More: </pre></script>@BAR@\n    x: 1\n";
