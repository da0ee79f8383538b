use std::collections::BTreeMap;

use super::*;
use crate::diag::render;
use crate::source::MemoryLoader;

fn full_lock() -> Lock {
    let hash = |text: &str| sha256(text.as_bytes());
    let mut names = NameLock::default();
    let scopes = names.apis.entry("galileo".to_owned()).or_default();
    let types = scopes.entry("types".to_owned()).or_default();
    types.insert(
        "#/components/schemas/a: \"b\" #\n{}".to_owned(),
        "Ab".to_owned(),
    );
    types.insert(format!("#/{}", "x".repeat(2000)), "Long".to_owned());
    let fields = scopes.entry("fields Ab".to_owned()).or_default();
    for key in [
        "", "no", "type", "null", "1e5", "~", "- a", "é", "a: b", "*x", "+1", "y",
    ] {
        fields.insert(key.to_owned(), "r#type".to_owned());
    }
    names.apis.insert("retool".to_owned(), BTreeMap::new());
    Lock {
        oasmith: "0.1.0".to_owned(),
        configuration: Some(hash("c")),
        directory: "../generated".to_owned(),
        documents: BTreeMap::from([("galileo/invite users.md".to_owned(), hash("d"))]),
        overlays: BTreeMap::from([("galileo/names.overlay.yaml".to_owned(), hash("o"))]),
        pages: BTreeMap::new(),
        generated: BTreeMap::from([("src/lib.rs".to_owned(), hash("g"))]),
        names,
    }
}

fn read_lock(text: &str) -> (Option<Lock>, String) {
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let loader = MemoryLoader::default().with("specs/oasmith.lock", text);
    let lock = Lock::read(&mut set, &loader, "specs/oasmith.lock", &mut diags);
    (lock, render(&diags, &set, false))
}

#[test]
fn a_lock_file_says_all_that_it_was_told() {
    let lock = full_lock();
    let text = lock.render();
    let (read, shown) = read_lock(&text);
    assert_eq!((read.as_ref(), shown.as_str()), (Some(&lock), ""), "{text}");
    assert_eq!(read.unwrap().render(), text);
}

#[test]
fn only_what_no_hand_has_touched_is_read_line_by_line() {
    let mut lock = full_lock();
    for names in lock.names.apis.values_mut().flat_map(|s| s.values_mut()) {
        names.retain(|_, name| name == "Ab");
    }
    let text = lock.render();
    assert_eq!(quick::read(&text).as_ref(), Some(&lock), "{text}");
    let empty = Lock {
        oasmith: "1".to_owned(),
        ..Lock::default()
    };
    assert_eq!(quick::read(&empty.render()), Some(empty));
    let changes = [
        (": Ab\n", ": \"Ab\"\n"),
        (": Ab\n", ": \"a b\"\n"),
        (": Ab\n", ": Ab # said by hand\n"),
        ("  galileo:", "   galileo:"),
        ("pages: {}", "pages:"),
        ("pages:", "more: {}\npages:"),
        ("# Written", "\n# Written"),
        ("names:", "<<<<<<< HEAD\nnames:"),
        ("oasmith: \"0.1.0\"\n", ""),
    ];
    for (from, to) in changes {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        assert_eq!(quick::read(&changed), None, "{changed}");
    }
}

#[test]
fn a_lock_file_is_readable() {
    let mut lock = full_lock();
    lock.names.apis.remove("galileo");
    let expected = "\
# Written by oasmith; check it in. It keeps the names that callers use, and what the last run read and wrote.
oasmith: \"0.1.0\"
configuration: sha256:2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6
crate: \"../generated\"
documents:
  \"galileo/invite users.md\": sha256:18ac3e7343f016890c510e93f935261169d9e3f565436429830faf0934f4f8e4
overlays:
  galileo/names.overlay.yaml: sha256:65c74c15a686187bb6bbf9958f494fc6b80068034a659a9ad44991b08c58f2d2
pages: {}
generated:
  src/lib.rs: sha256:cd0aa9856147b6c5b4ff2b7dfee5da20aa38253099ef1b4a64aced233c9afe29
names:
  retool: {}
";
    assert_eq!(lock.render(), expected);
}

#[test]
fn no_lock_file_is_the_first_run() {
    let mut diags = Diagnostics::new();
    let loader = MemoryLoader::default();
    let lock = Lock::read(
        &mut SourceSet::default(),
        &loader,
        "oasmith.lock",
        &mut diags,
    );
    assert!(lock.is_none() && diags.is_empty());
}

#[test]
fn a_damaged_lock_file_is_an_error_with_a_way_out() {
    let good = full_lock().render();
    let conflict = format!("{good}<<<<<<< HEAD\n=======\n>>>>>>> other\n");
    let not_a_name = good.replace("Long", "\"pub fn\"");
    let commented = good.replace("Long", "\"a/**/\"");
    for text in [
        conflict.as_str(),
        &not_a_name,
        &commented,
        "",
        "[]",
        "oasmith: 1\n",
        "oasmith: \"1\"\nnames: []\n",
        "oasmith: \"1\"\nother: {}\n",
        "documents: {}\n",
        "oasmith: \"1\"\noasmith: \"1\"\n",
        "a: [",
    ] {
        let (lock, shown) = read_lock(text);
        assert!(lock.is_none(), "{text}");
        assert!(
            shown.contains("error[O0410]: the lock file specs/oasmith.lock is damaged"),
            "{text}\n{shown}"
        );
        assert!(shown.contains("restore it from version control"), "{shown}");
    }
    assert!(read_lock(&conflict).1.contains("merge conflict marker"));
}
