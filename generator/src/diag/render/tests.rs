use super::*;
use crate::diag::{Code, Place};
use crate::source::Span;

fn set(files: &[(&str, &str)]) -> SourceSet {
    let mut set = SourceSet::default();
    for (path, text) in files {
        set.add_file(*path, *text);
    }
    set
}

fn at(set: &SourceSet, file: u32, text: &str) -> Place {
    let whole = &set.files[file as usize].text;
    let start = whole.find(text).unwrap() as u32;
    Place::Span(FileId(file), start..start + text.len() as u32)
}

fn rendered(set: &SourceSet, diagnostic: Diagnostic) -> String {
    let mut diags = Diagnostics::new();
    diags.push(diagnostic);
    render(&diags, set, false)
}

#[test]
fn a_finding_shows_code_place_line_caret_help_and_note() {
    let set = set(&[("specs/a.yaml", "openapi: 3.1.0\ninfo:\n  titel: A\n")]);
    let place = at(&set, 0, "titel");
    let text = rendered(
        &set,
        Diagnostic::error(Code(12), "unknown key `titel`")
            .at(place, "not a key of `info`")
            .help("did you mean `title`?")
            .with_note("keys of your own start with `x-`"),
    );
    assert_eq!(
        text,
        "\
error[O0012]: unknown key `titel`
 --> specs/a.yaml:3:3
  |
3 |   titel: A
  |   ^^^^^ not a key of `info`
  |
  = help: did you mean `title`?
  = note: keys of your own start with `x-`

"
    );
}

#[test]
fn other_places_are_shown_near_far_and_in_other_files() {
    let far = format!("a: 1\nb: 2\n{}a: 3\n", "x:\n".repeat(40));
    let set = set(&[("a.yaml", &far), ("b.yaml", "q: ä\r\nz: 1\r\n")]);
    let end = far.len() as u32;
    let again: Span = end - 5..end - 4;
    let text = rendered(
        &set,
        Diagnostic::warning(Code(6), "duplicate key `a`")
            .at(Place::Span(FileId(0), again), "given again here")
            .also(at(&set, 0, "a"), "first given here")
            .also(at(&set, 0, "b"), "beside this")
            .also(at(&set, 1, "z"), "also here")
            .also(Place::File(FileId(1)), ""),
    );
    assert_eq!(
        text,
        "\
warning[O0006]: duplicate key `a`
  --> a.yaml:43:1
   |
43 | a: 3
   | ^ given again here
   |
  ::: a.yaml:1:1
   |
 1 | a: 1
   | - first given here
 2 | b: 2
   | - beside this
   |
  ::: b.yaml:2:1
   |
 2 | z: 1
   | - also here
  ::: b.yaml

"
    );
}

#[test]
fn a_long_line_is_cut_and_keeps_its_column() {
    let line = format!(
        "{{\"é\": [{}1, oops, {}]}}",
        "0, ".repeat(5000),
        "0, ".repeat(5000)
    );
    let set = set(&[("min.json", &line)]);
    let text = rendered(
        &set,
        Diagnostic::error(Code(4), "bad").at(at(&set, 0, "oops"), "here"),
    );
    let column = line[..line.find("oops").unwrap()].chars().count() + 1;
    assert!(text.contains(&format!("--> min.json:1:{column}")), "{text}");
    assert!(text.contains("1, oops, 0"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() < 200),
        "{text}"
    );
    let mut lines = text.lines().skip_while(|line| !line.contains("oops"));
    let (source, caret) = (lines.next().unwrap(), lines.next().unwrap());
    let before = |line: &str, what: &str| line[..line.find(what).unwrap()].chars().count();
    assert_eq!(before(source, "oops"), before(caret, "^^^^ here"));
}

#[test]
fn whatever_a_place_says_nothing_breaks() {
    let set = set(&[("a.yaml", "äöü\n\tx\u{0}\u{200b}"), ("empty", "")]);
    for file in 0..2 {
        for start in 0..14 {
            for end in [0, start, start + 1, start + 3, u32::MAX] {
                let place = Place::Span(FileId(file), start..end);
                let text = rendered(&set, Diagnostic::note(Code(1), "m\nn").at(place, ""));
                assert!(text.starts_with("note[O0001]: m"), "{text}");
            }
        }
    }
    let text = rendered(
        &set,
        Diagnostic::error(Code(1), "\u{1b}[31m\u{202e}").at(Place::File(FileId(0)), "\u{1b}"),
    );
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    assert_eq!(
        rendered(&set, Diagnostic::error(Code(1), "m")),
        "error[O0001]: m\n\n"
    );
}

#[test]
fn many_lines_are_marked_on_the_first() {
    let set = set(&[("a.yaml", "info:\n  a: 1\n  b: 2\n")]);
    let place = Place::Span(FileId(0), 0..20);
    let text = rendered(&set, Diagnostic::error(Code(1), "m").at(place, "all of it"));
    assert!(text.contains("1 | info:\n  | ^^^^^ all of it"), "{text}");
}

#[test]
fn colour_is_a_choice() {
    let set = set(&[]);
    let mut diags = Diagnostics::new();
    diags.push(Diagnostic::error(Code(1), "m"));
    assert!(render(&diags, &set, true).contains('\u{1b}'));
    assert!(!render(&diags, &set, false).contains('\u{1b}'));
}

#[test]
fn a_mark_that_goes_beyond_the_part_of_a_long_line_ends_with_it() {
    let text = format!("{{{}}}", "\"key\": \"value\", ".repeat(40));
    for length in 1..400 {
        let mut set = SourceSet::default();
        let file = set.add_file("a.json", text.clone());
        let mut diags = Diagnostics::new();
        let place = crate::diag::Place::Span(file, 101..101 + length);
        diags.push(Diagnostic::error(crate::diag::Code(1), "m").at(place, "here"));
        assert!(super::render(&diags, &set, false).contains("a.json:1:102"));
    }
}
