//! Where a crate may be written, and what is left alone.

use super::*;

#[test]
fn a_directory_of_somebody_else_is_refused() {
    let dir = documents();
    fs::create_dir(dir.path().join("out")).expect("writable");
    fs::write(dir.path().join("out/notes.txt"), "mine").expect("writable");
    let generate = ["generate", "pets.yaml", "--out", "out", "--name", "pets"];
    refused(
        dir.path(),
        &generate,
        "\
error[O0411]: out is not empty and was not written by oasmith: it has notes.txt
 |
 = help: name an empty or a new directory, or delete what is in this one
 = help: `--force` writes into it; files that are not generated stay as they are

error: 1 error; nothing was written
",
    );
    let forced = [&generate[..], &["--force"]].concat();
    let ran = oasmith(dir.path(), &forced);
    succeeds(&ran);
    let line = "left alone out/notes.txt, which is not generated\n";
    assert!(ran.stdout.contains(line), "{}", ran.stdout);
    let notes = fs::read_to_string(dir.path().join("out/notes.txt"));
    assert_eq!(notes.expect("still there"), "mine");
    // From then on it is oasmith's, and what is not stays.
    let ran = oasmith(dir.path(), &generate);
    succeeds(&ran);
    assert!(ran.stdout.starts_with(line), "{}", ran.stdout);
}

#[test]
fn a_hand_made_crate_is_not_overwritten() {
    let dir = documents();
    fs::create_dir_all(dir.path().join("out/src")).expect("writable");
    fs::write(
        dir.path().join("out/Cargo.toml"),
        "[package]\nname = \"mine\"\n",
    )
    .expect("writable");
    fs::write(dir.path().join("out/src/lib.rs"), "//! Mine.\n").expect("writable");
    let before = snapshot(dir.path());
    let ran = oasmith(
        dir.path(),
        &["generate", "pets.yaml", "--out", "out", "--name", "pets"],
    );
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.starts_with("error[O0411]: out is not empty"),
        "{}",
        ran.stderr
    );
    assert_eq!(snapshot(dir.path()), before);
}

#[test]
fn what_is_in_the_way_is_named_before_anything_is_written() {
    let in_the_way = |what: &str| {
        format!(
            "\
error[O0412]: out/src/{what} is in the way of generated files, and oasmith did not write it
 |
 = help: move it away or delete it

error: 1 error; nothing was written
"
        )
    };
    let generate = ["generate", "pets.yaml", "--out", "out", "--name", "pets"];
    let disturbed = |disturb: &dyn Fn(&Path)| {
        let dir = documents();
        succeeds(&oasmith(dir.path(), &generate));
        disturb(&dir.path().join("out/src"));
        dir
    };
    let dir = disturbed(&|src| {
        fs::remove_dir_all(src.join("runtime")).expect("a directory");
        fs::write(src.join("runtime"), "mine").expect("writable");
    });
    refused(dir.path(), &generate, &in_the_way("runtime"));
    let forced = [&generate[..], &["--force"]].concat();
    refused(dir.path(), &forced, &in_the_way("runtime"));
    let dir = disturbed(&|src| {
        fs::remove_file(src.join("lib.rs")).expect("a file");
        fs::create_dir(src.join("lib.rs")).expect("writable");
        fs::write(src.join("lib.rs/mine"), "mine").expect("writable");
    });
    refused(dir.path(), &generate, &in_the_way("lib.rs/mine"));
    let dir = disturbed(&|src| {
        fs::remove_file(src.join("lib.rs")).expect("a file");
        fs::create_dir(src.join("lib.rs")).expect("writable");
    });
    let message =
        "error[O0413]: out/src/lib.rs is a directory\n\nerror: 1 error; nothing was written\n";
    refused(dir.path(), &generate, message);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::symlink;
    let generate = ["generate", "pets.yaml", "--out", "out", "--name", "pets"];
    let dir = documents();
    succeeds(&oasmith(dir.path(), &generate));
    let target = dir.path().join("precious.txt");
    fs::write(&target, "mine").expect("writable");
    let lib = dir.path().join("out/src/lib.rs");
    let generated = fs::read(&lib).expect("a file");
    fs::remove_file(&lib).expect("a file");
    symlink(&target, &lib).expect("a link");
    succeeds(&oasmith(dir.path(), &generate));
    assert_eq!(fs::read_to_string(&target).expect("still there"), "mine");
    assert!(lib.symlink_metadata().expect("a file").is_file());
    assert_eq!(fs::read(&lib).expect("a file"), generated);

    fs::rename(
        dir.path().join("out/src/runtime"),
        dir.path().join("elsewhere"),
    )
    .expect("movable");
    symlink(
        dir.path().join("elsewhere"),
        dir.path().join("out/src/runtime"),
    )
    .expect("a link");
    let ran = oasmith(dir.path(), &generate);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("out/src/runtime is in the way"),
        "{}",
        ran.stderr
    );
}

#[test]
fn paths_with_spaces_and_letters_of_all_kinds() {
    let dir = empty();
    fs::create_dir_all(dir.path().join("my spëcs/für 日本")).expect("writable");
    fs::write(dir.path().join("my spëcs/für 日本/ünion api.yaml"), PETS).expect("writable");
    let arguments = [
        "generate",
        "my spëcs/für 日本/ünion api.yaml",
        "--out",
        "my crätes/ö ne",
        "--name",
        "pets",
    ];
    succeeds(&oasmith(dir.path(), &arguments));
    let ran = oasmith(dir.path(), &arguments);
    assert!(
        ran.stdout.starts_with("nothing changed: "),
        "{}",
        ran.stdout
    );

    let configuration = "crate: { path: ../my crätes/two, name: pets }\napis: { pets: { documents: [für 日本/ünion api.yaml] } }\n";
    fs::write(dir.path().join("my spëcs/oasmith.yaml"), configuration).expect("writable");
    let with = |command| [command, "--config", "my spëcs/oasmith.yaml"];
    succeeds(&oasmith(dir.path(), &with("generate")));
    succeeds(&oasmith(dir.path(), &with("check")));
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let dir = documents();
    fs::write(dir.path().join("file"), "mine").expect("writable");
    for out in ["file", "file/out"] {
        let before = snapshot(dir.path());
        let ran = oasmith(
            dir.path(),
            &["generate", "pets.yaml", "--out", out, "--name", "pets"],
        );
        assert_eq!(ran.code, 2, "{out}: {}", ran.stdout);
        let start = format!("error[O0413]: cannot read {out}: Not a directory");
        assert!(ran.stderr.starts_with(&start), "{}", ran.stderr);
        assert!(
            ran.stderr.ends_with("; nothing was written\n"),
            "{}",
            ran.stderr
        );
        assert_eq!(snapshot(dir.path()), before, "{out}");
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_directory_is_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let dir = documents();
    let generate = ["generate", "pets.yaml", "--out", "out", "--name", "pets"];
    succeeds(&oasmith(dir.path(), &generate));
    let src = dir.path().join("out/src");
    // One file in a place that can be written, and one in a place that cannot.
    append(&dir.path().join("out/Cargo.toml"), "# mine\n");
    append(&src.join("types.rs"), "// mine\n");
    let allow = |mode| fs::set_permissions(&src, fs::Permissions::from_mode(mode)).expect("ours");
    allow(0o555);
    if fs::write(src.join("probe"), "").is_ok() {
        allow(0o755);
        let _ = writeln!(
            std::io::stderr(),
            "skipped: permissions do not bind this user"
        );
        return;
    }
    let before = snapshot(dir.path());
    let ran = oasmith(dir.path(), &generate);
    let after = snapshot(dir.path());
    allow(0o755);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("out/src/"), "{}", ran.stderr);
    assert!(
        ran.stderr.ends_with("; nothing was written\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(after, before);
}
