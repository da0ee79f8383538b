//! Blank lines between items, and the rows of the runtime's macros one per line: what prettyplease leaves to its
//! caller.

/// Appends text with a blank line before each item that is longer than a line, or has docs or attributes.
pub(super) fn spaced(text: &str, out: &mut String) {
    out.reserve(text.len() + text.len() / 32);
    let mut before = "";
    let mut attributes = false;
    for line in text.lines() {
        let body = line.trim_start();
        let indent = line.len() - body.len();
        let begins = !attributes && !before.is_empty() && begins_item(body);
        // Only whole items of a module or an impl are set apart; fields and variants stay together.
        if begins
            && (indent == 0 || (indent == 4 && closes(before)))
            && !before.trim_end().ends_with(['{', '(', '['])
            && !joins(before, body)
        {
            out.push('\n');
        }
        attributes =
            body.starts_with("///") || (body.starts_with("#[") && indent <= 4) || body == ")]";
        out.push_str(line);
        out.push('\n');
        before = line;
    }
}

fn begins_item(body: &str) -> bool {
    [
        "///",
        "#[",
        "pub ",
        "pub(",
        "impl",
        "fn ",
        "const ",
        "static ",
        "mod ",
        "use ",
        "crate::runtime::",
    ]
    .iter()
    .any(|start| body.starts_with(start))
}

/// Whether a line ends an item of an `impl`.
fn closes(line: &str) -> bool {
    matches!(line, "    }" | "    ];") || (line.starts_with("    pub const") && line.ends_with(';'))
}

/// Lines that belong together: imports, module declarations and inner docs.
fn joins(before: &str, body: &str) -> bool {
    let kind = |line: &str| {
        let line = line.trim_start_matches("pub ");
        ["use ", "mod "]
            .iter()
            .find(|word| line.starts_with(**word))
            .copied()
    };
    kind(body).is_some() && kind(before) == kind(body)
}

/// The start of a call of `setters!` whose rows are still one literal.
const SETTERS: &str = "crate::runtime::setters! {";
/// The widest line.
const WIDTH: usize = 100;

/// Text in which the rows of `setters!` stand as they are read: filled into lines.
pub(super) fn rows(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        let literal = match line.trim_start().strip_prefix(SETTERS) {
            Some(rest) if rest.trim().is_empty() => lines.next(),
            Some(rest) => rest.trim().strip_suffix('}'),
            None => None,
        };
        let rows = literal.and_then(|text| syn::parse_str::<syn::LitStr>(text.trim()).ok());
        let Some(rows) = rows else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let rows = rows.value();
        let one = format!("{SETTERS} {} }}", rows.replace('\n', ", "));
        let space = " ".repeat(indent);
        if indent + one.chars().count() <= WIDTH {
            out.push_str(&format!("{space}{one}\n"));
        } else {
            out.push_str(&format!("{space}{SETTERS}\n"));
            fill(&rows, indent + 4, &mut out);
            out.push_str(&format!("{space}}}\n"));
        }
        if !line.trim_end().ends_with('}') {
            lines.next();
        }
    }
    out
}

fn fill(rows: &str, indent: usize, out: &mut String) {
    let mut line = String::new();
    for row in rows.split('\n') {
        if !line.is_empty() && indent + line.chars().count() + row.chars().count() + 2 > WIDTH {
            out.push_str(&format!("{}{line}\n", " ".repeat(indent)));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(row);
        line.push(',');
    }
    out.push_str(&format!("{}{line}\n", " ".repeat(indent)));
}
