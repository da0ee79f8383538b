use super::*;
use crate::format::FileTree;
use crate::plan::{Disk, plan};

/// A checked-in state that is in sync, to be disturbed.
struct Scene {
    tree: FileTree,
    disk: Disk,
    before: Option<Lock>,
    before_text: Option<String>,
    now: Lock,
}

fn tree() -> FileTree {
    [
        ("Cargo.toml", "[package]\n"),
        ("src/lib.rs", "pub mod a;\n"),
        ("src/a.rs", "one\ntwo\n"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into()
}

impl Scene {
    fn new() -> Self {
        let tree = tree();
        let hash = |text: &str| sha256(text.as_bytes());
        let now = Lock {
            oasmith: "0.1.0".to_owned(),
            configuration: Some(hash("configuration")),
            directory: "../generated".to_owned(),
            documents: [("a/openapi.yaml".to_owned(), hash("document"))].into(),
            pages: [("a/page.md".to_owned(), hash("page"))].into(),
            generated: Lock::hashes(&tree),
            ..Lock::default()
        };
        Scene {
            disk: Disk::from(&tree),
            before_text: Some(now.render()),
            before: Some(now.clone()),
            now,
            tree,
        }
    }

    /// What is generated now is something else.
    fn generates(&mut self, path: &str, text: &str) {
        self.tree.insert(path.to_owned(), text.to_owned());
        self.now.generated = Lock::hashes(&self.tree);
    }

    fn edit(&mut self, path: &str, text: &str) {
        let entry = Entry::File(text.as_bytes().to_vec());
        self.disk.files.insert(path.to_owned(), entry);
    }

    fn report(&self) -> Report {
        let plan = plan(self.tree.clone(), self.disk.clone(), self.before.as_ref());
        let evidence = Evidence {
            plan: &plan,
            before: self.before.as_ref(),
            before_text: self.before_text.as_deref(),
            now: &self.now,
            root: "generated",
            lock_path: "specs/oasmith.lock",
            base: "specs",
            config_path: "specs/oasmith.yaml",
        };
        check(evidence, Vec::new(), "oasmith generate")
    }

    fn causes(&self) -> Vec<Who> {
        let report = self.report();
        assert_eq!(
            report.in_sync(),
            report.causes.is_empty(),
            "every drift has a cause"
        );
        assert_eq!(
            report.in_sync(),
            report.mend.is_empty(),
            "every drift can be mended"
        );
        report.causes.iter().map(|cause| cause.who).collect()
    }
}

#[test]
fn in_sync() {
    let report = Scene::new().report();
    assert!(report.in_sync());
    assert_eq!(text(&report), "in sync: 3 files, 1 document\n");
    assert_eq!(github(&report), "in sync: 3 files, 1 document\n");
    assert_eq!(json(&report)["in_sync"], true);
}

#[test]
fn an_edited_file_is_a_hand_edit_and_nothing_else() {
    let mut scene = Scene::new();
    scene.edit("src/a.rs", "one\n2\n");
    let expected = "\
generated/src/a.rs differs from what is generated (hand edit)
    --- generated/src/a.rs (on disk)
    +++ generated/src/a.rs (as generated)
    @@ -1,2 +1,2 @@
     one
    -2
    +two
hand edit: generated/src/a.rs was edited; the edit would be lost, make it in the spec or the configuration
drift: 1 file; to mend it, run `oasmith generate`
";
    assert_eq!(text(&scene.report()), expected);
    assert_eq!(
        github(&scene.report()),
        "::error file=generated/src/a.rs,title=oasmith%3A hand edit::generated/src/a.rs was edited; the edit would be lost, \
make it in the spec or the configuration; to mend it, run `oasmith generate`\n"
    );
}

#[test]
fn a_file_that_was_removed_or_added() {
    let mut scene = Scene::new();
    scene.disk.files.remove("src/a.rs");
    scene.edit("src/mine.rs", "x");
    let expected = "\
generated/src/a.rs is missing (hand edit)
generated/src/mine.rs was not generated (foreign file)
hand edit: generated/src/a.rs was deleted
foreign file: generated/src/mine.rs was not generated; move it or delete it
drift: 2 files; to mend it, move away or delete the file that is not generated (`rm generated/src/mine.rs`), then run `oasmith generate`
";
    assert_eq!(text(&scene.report()), expected);
}

#[test]
fn a_changed_document_explains_changed_files() {
    let mut scene = Scene::new();
    scene
        .now
        .documents
        .insert("a/openapi.yaml".to_owned(), sha256(b"new"));
    scene.generates("src/a.rs", "three\n");
    scene.generates("src/b.rs", "new\n");
    assert_eq!(scene.causes(), [Who::Document]);
    let report = scene.report();
    assert_eq!(
        report.causes[0].what,
        "specs/a/openapi.yaml changed since the last `generate`"
    );
    assert!(report.files.iter().all(|file| file.who == [Who::Document]));
    assert_eq!(report.files[1].state, State::Missing);
}

#[test]
fn a_comment_in_a_document_is_drift_too() {
    let mut scene = Scene::new();
    scene
        .now
        .documents
        .insert("a/openapi.yaml".to_owned(), sha256(b"# comment"));
    let expected = "\
spec: specs/a/openapi.yaml changed since the last `generate`
drift: no generated file differs; to mend it, run `oasmith generate`
";
    assert_eq!(text(&scene.report()), expected);
}

#[test]
fn several_causes_are_all_named() {
    let mut scene = Scene::new();
    scene.now.oasmith = "0.2.0".to_owned();
    scene.now.configuration = Some(sha256(b"other"));
    scene.now.documents = [("b.yaml".to_owned(), sha256(b"b"))].into();
    scene
        .now
        .pages
        .insert("a/page.md".to_owned(), sha256(b"other"));
    scene.now.overlays = [("o.yaml".to_owned(), sha256(b"o"))].into();
    scene.generates("src/a.rs", "three\n");
    scene.edit("src/a.rs", "mine\n");
    scene.edit("src/lib.rs", "mine\n");
    assert_eq!(
        scene.causes(),
        [
            Who::Hand,
            Who::Hand,
            Who::Document,
            Who::Document,
            Who::Overlay,
            Who::Page,
            Who::Configuration,
            Who::Version
        ]
    );
    let files = scene.report().files;
    assert_eq!(
        files[0].who,
        [
            Who::Hand,
            Who::Document,
            Who::Overlay,
            Who::Page,
            Who::Configuration,
            Who::Version
        ]
    );
    assert_eq!(
        files[1].who,
        [Who::Hand],
        "what is generated there did not change"
    );
}

#[test]
fn a_file_that_is_not_generated_any_more_is_obsolete() {
    let mut scene = Scene::new();
    scene.tree.remove("src/a.rs");
    scene.now.generated = Lock::hashes(&scene.tree);
    scene.now.configuration = Some(sha256(b"other"));
    assert_eq!(scene.causes(), [Who::Configuration]);
    assert_eq!(scene.report().files[0].state, State::Obsolete);
}

#[test]
fn without_a_lock_file_nobody_is_blamed() {
    let mut scene = Scene::new();
    scene.before = None;
    scene.before_text = None;
    assert_eq!(scene.causes(), [Who::NoLock]);
    scene.edit("src/a.rs", "x");
    assert_eq!(scene.causes(), [Who::NoLock]);
    assert_eq!(scene.report().files[0].who, [Who::NoLock]);
}

#[test]
fn another_build_of_the_same_version_is_not_a_hand_edit() {
    let mut scene = Scene::new();
    scene.generates("src/a.rs", "three\n");
    assert_eq!(scene.causes(), [Who::Generator]);
}

#[test]
fn an_edited_lock_file_is_drift() {
    let mut scene = Scene::new();
    let text = scene.before_text.take().unwrap();
    scene.before_text = Some(format!("{text}# mine\n"));
    assert_eq!(scene.causes(), [Who::Lock]);

    let mut scene = Scene::new();
    if let Some(lock) = &mut scene.before {
        lock.generated.insert("src/a.rs".to_owned(), sha256(b"x"));
    }
    assert_eq!(scene.causes(), [Who::Lock]);
    scene.edit("src/lib.rs", "x");
    assert_eq!(scene.causes(), [Who::Hand, Who::Lock]);
}

#[test]
fn json_has_everything() {
    let mut scene = Scene::new();
    scene.edit("src/a.rs", "one\n2\n");
    let json = json(&scene.report());
    assert_eq!(json["in_sync"], false);
    assert_eq!(json["causes"][0]["who"], "hand edit");
    assert_eq!(json["causes"][0]["file"], "generated/src/a.rs");
    assert_eq!(json["files"][0]["state"], "differs");
    assert_eq!(json["files"][0]["diff"][5], "+two");
    assert_eq!(json["mend"][0], "run `oasmith generate`");
}

#[test]
fn a_copy_of_a_generated_file_is_drift() {
    let mut scene = Scene::new();
    scene.edit("src/copy.rs", "// Generated by oasmith.\n");
    assert_eq!(scene.causes(), [Who::Hand]);
    let report = scene.report();
    assert_eq!(report.files[0].state, State::Obsolete);
    assert!(
        report.causes[0]
            .what
            .contains("src/copy.rs looks generated")
    );
}
