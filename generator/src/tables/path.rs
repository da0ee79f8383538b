//! Paths: of operations (`/groups/{id}`) and of fields (`members[].id`).

/// A step of a field's path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The property.
    pub name: String,
    /// How many `[]` stand behind it.
    pub arrays: usize,
}

/// More segments and `[]` than any request has; deeper paths are refused, so that no walk over them can be too deep.
const MAX_DEPTH: usize = 64;

/// Longer names are prose that got into the wrong column.
pub(super) const MAX_NAME: usize = 256;

/// A path with Express-style parameters (`/users/:id`) written as templates (`/users/{id}`).
pub(super) fn template(path: &str) -> String {
    let segments: Vec<String> = path
        .split('/')
        .map(|segment| match segment.strip_prefix(':') {
            Some(name) if !name.is_empty() => format!("{{{name}}}"),
            _ => segment.to_owned(),
        })
        .collect();
    segments.join("/")
}

/// A name without what Markdown and line breaks add to it.
pub(super) fn spelled(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    let mut chars = text.chars().filter(|c| *c != '\n' && *c != '`').peekable();
    while let Some(c) = chars.next() {
        if c != '\\' || !chars.peek().is_some_and(char::is_ascii_punctuation) {
            name.push(c);
        }
    }
    name
}

/// The segments of a path.
pub(super) fn segments(name: &str) -> Result<Vec<Segment>, &'static str> {
    let mut path = Vec::new();
    let mut depth = 0;
    for piece in name.split('.') {
        let bare = piece.trim_end_matches("[]");
        let arrays = (piece.len() - bare.len()) / 2;
        depth += 1 + arrays;
        if bare.is_empty() {
            return Err("a name is missing");
        }
        if bare.contains(|c: char| c.is_whitespace() || c == '[' || c == ']') {
            return Err("a name has a space or a bracket in it");
        }
        if bare.len() > MAX_NAME {
            return Err("a name of more than 256 bytes");
        }
        if depth > MAX_DEPTH {
            return Err("more than 64 levels");
        }
        path.push(Segment {
            name: bare.to_owned(),
            arrays,
        });
    }
    Ok(path)
}
