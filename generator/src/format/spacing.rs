//! Blank lines between items, which prettyplease leaves to its caller.

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
