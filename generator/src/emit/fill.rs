//! Text that is laid out by filling lines: lists, rows of the runtime's macros, whose grammar no formatter knows, and
//! what belongs to the methods of clients.

use super::layout;

/// The widest line.
pub(super) const WIDTH: usize = 100;

/// Words filled into lines: the first with one indentation, the others with another.
pub(super) fn filled(first: usize, rest: usize, words: &[String]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) => lines.push(format!("{:rest$}{word}", "")),
            None => lines.push(format!("{:first$}{word}", "")),
        }
    }
    lines.join("\n")
}

/// A list between brackets, behind what takes up `before` columns: all on one line when that fits, else its items
/// filled into lines of their own, four columns in from `indent`.
pub(super) fn list(indent: usize, before: usize, brackets: [&str; 2], items: &[String]) -> String {
    let [open, close] = brackets;
    let one = format!("{open}{}{close}", items.join(", "));
    if items.is_empty() || before + one.chars().count() <= WIDTH {
        return one;
    }
    let rows: Vec<String> = items.iter().map(|item| format!("{item},")).collect();
    let rows = filled(indent + 4, indent + 4, &rows);
    format!("{open}\n{rows}\n{:indent$}{close}", "")
}

/// Doc comments, each line with its end.
pub(super) fn docs(indent: usize, lines: &[String]) -> String {
    let mut out = String::new();
    layout::docs(&mut out, indent, lines);
    out
}

/// Inner doc comments of a module, and a blank line.
pub(super) fn inner_docs(lines: &[String]) -> String {
    let mut out = String::new();
    layout::inner_docs(&mut out, lines);
    out + "\n"
}

/// A string literal.
pub(super) fn string(text: &str) -> String {
    proc_macro2::Literal::string(text).to_string()
}
