//! Who drifted: a document, a page, the configuration, the lock, or several at once.

use super::*;

#[test]
fn a_spec_changed() {
    drifts("enum-value", |dir| {
        let document = dir.join(DOCUMENT);
        replace(&document, "external", "outside");
    });
    drifts("comment-in-a-spec", |dir| {
        append(&dir.join(DOCUMENT), "# Seen.\n");
    });
    drifts("page-with-fence", |dir| {
        replace(&dir.join(GALILEO), "annotator", "annotater");
    });
    drifts("text-of-a-page", |dir| {
        append(&dir.join(GALILEO), "\nMore to read.\n");
    });
}

#[test]
fn a_tabular_page_changed() {
    let row = "theme_access |\nBoolean | No |\nWhether the group has access to edit themes. |\n";
    for (name, from, to) in [
        ("table-field-removed", row.to_owned(), String::new()),
        (
            "table-field-added",
            row.to_owned(),
            row.to_owned() + &row.replace("theme", "game"),
        ),
        (
            "table-type-changed",
            row.to_owned(),
            row.replace("Boolean", "String"),
        ),
        (
            "table-requiredness-changed",
            row.to_owned(),
            row.replace("No", "Yes"),
        ),
    ] {
        let project = project();
        let dir = project.path();
        replace(&dir.join(PAGE), &from, &to);
        let ran = check(dir);
        assert_eq!(ran.code, 1, "{name}");
        let path = repository().join("tests/drift").join(format!("{name}.txt"));
        let report = format!("exit 1\n{}", ran.stdout);
        if std::env::var_os("OASMITH_BLESS").is_some() {
            fs::write(&path, &report).expect("writable");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(report, expected, "{name}");
        // Regenerating does not make a document agree with its page.
        assert_eq!(oasmith(dir, &["generate"]).code, 0);
        let ran = check(dir);
        assert_eq!(ran.code, 1, "{name}");
        assert!(!ran.stdout.contains("changed since"), "{}", ran.stdout);
        let json = oasmith(dir, &["check", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
        assert_eq!(json["tables"].as_array().map(Vec::len), Some(1), "{json:#}");
        // Either side mends it.
        match name {
            "table-type-changed" => {
                let property = "theme_access:\n          type: ";
                replace(
                    &dir.join(DOCUMENT),
                    &format!("{property}boolean"),
                    &format!("{property}string"),
                );
            }
            _ => fs::copy(repository().join(PAGE), dir.join(PAGE))
                .map(drop)
                .expect("a copy"),
        }
        mends(dir, &ran);
    }
}

#[test]
fn text_around_the_table_is_no_difference() {
    drifts("page-without-difference", |dir| {
        append(&dir.join(PAGE), "\nMore to read.\n");
    });
}

#[test]
fn the_configuration_changed() {
    drifts("crate-name", |dir| {
        replace(&dir.join(CONFIGURATION), "api-clients", "my-clients");
    });
    drifts("comment-in-the-configuration", |dir| {
        append(&dir.join(CONFIGURATION), "# Seen.\n");
    });
    drifts("document-dropped", |dir| {
        replace(
            &dir.join(CONFIGURATION),
            "galileo/create-group-integration-collaborators.md, ",
            "",
        );
    });
}

#[test]
fn the_order_of_documents_means_nothing() {
    let project = project();
    let (a, b) = (
        "galileo/create-group-integration-collaborators.md",
        "galileo/invite-users.md",
    );
    let path = project.path().join(CONFIGURATION);
    replace(&path, &format!("{a}, {b}"), &format!("{b}, {a}"));
    let ran = check(project.path());
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    let ran = oasmith(project.path(), &["generate"]);
    assert!(
        ran.stdout.starts_with("nothing changed: "),
        "{}",
        ran.stdout
    );
}

#[test]
fn the_lock_file() {
    drifts("lock-of-another-version", |dir| {
        replace(&dir.join(LOCK), "oasmith: \"0.1.0\"", "oasmith: \"0.0.9\"");
    });
    drifts("lock-deleted", |dir| {
        fs::remove_file(dir.join(LOCK)).expect("a file");
    });
    drifts("lock-with-another-hash", |dir| {
        let lock = dir.join(LOCK);
        let text = fs::read_to_string(&lock).expect("a text");
        let at = text.find("src/lib.rs: sha256:").expect("a hash") + "src/lib.rs: sha256:".len();
        fs::write(
            &lock,
            format!("{}{}{}", &text[..at], "0".repeat(64), &text[at + 64..]),
        )
        .expect("writable");
    });
    drifts("lock-with-another-name", |dir| {
        replace(&dir.join(LOCK), ": create_group\n", ": make_group\n");
    });
    drifts("lock-with-a-comment", |dir| {
        append(&dir.join(LOCK), "# Seen.\n");
    });
}

#[test]
fn a_lock_file_with_conflicts_is_not_read() {
    let project = project();
    let dir = project.path();
    let original = fs::read_to_string(dir.join(LOCK)).expect("a text");
    let ours = "oasmith: \"0.1.0\"\n";
    let both = format!("<<<<<<< HEAD\n{ours}=======\noasmith: \"0.2.0\"\n>>>>>>> theirs\n");
    replace(&dir.join(LOCK), ours, &both);
    let before = snapshot(dir);
    let ran = check(dir);
    matches("lock-with-conflicts", &ran);
    assert_eq!(ran.code, 2);
    assert_eq!(oasmith(dir, &["generate"]).code, 2);
    assert_eq!(snapshot(dir), before);
    // The other side of the conflict will do as well: the names are what counts.
    let theirs = original.replace(ours, "oasmith: \"0.2.0\"\n");
    fs::write(dir.join(LOCK), theirs).expect("writable");
    assert_eq!(oasmith(dir, &["generate"]).code, 0);
    assert_eq!(check(dir).code, 0);
}

#[test]
fn several_causes_at_once() {
    drifts("several-causes", |dir| {
        replace(&dir.join(DOCUMENT), "external", "outside");
        append(&dir.join(CONFIGURATION), "# Seen.\n");
        append(&dir.join("generated/src/retool/types.rs"), "// mine\n");
        append(&dir.join(TYPES), "// mine\n");
        fs::write(dir.join("generated/notes.txt"), "mine").expect("writable");
        replace(&dir.join(LOCK), "oasmith: \"0.1.0\"", "oasmith: \"0.0.9\"");
    });
}

#[test]
fn a_spec_that_cannot_be_read_is_never_in_sync() {
    for (name, disturb) in [
        (
            "spec-not-yaml",
            (|dir| replace(&dir.join(DOCUMENT), "openapi:", "openapi: [")) as fn(&Path),
        ),
        ("spec-missing", |dir| {
            fs::remove_file(dir.join(DOCUMENT)).expect("a file")
        }),
        ("page-missing", |dir| {
            fs::remove_file(dir.join(PAGE)).expect("a file")
        }),
        ("page-without-table", |dir| {
            fs::write(dir.join(PAGE), "Moved.\n").expect("writable")
        }),
        ("fence-broken", |dir| {
            replace(&dir.join(GALILEO), "openapi:", "\topenapi: {")
        }),
    ] {
        let project = project();
        let dir = project.path();
        disturb(dir);
        let before = snapshot(dir);
        let ran = check(dir);
        matches(name, &ran);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{name}");
        if name != "page-without-table" {
            assert_eq!(oasmith(dir, &["generate"]).code, 2, "{name}");
        }
        assert_eq!(snapshot(dir), before, "{name}: nothing is written");
    }
}
