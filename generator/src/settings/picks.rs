//! Lists of operations: by what they are called, where they are, and how they are tagged.

use super::Entry;

/// Operations by what they are called, where they are, and how they are tagged.
#[derive(Clone, Debug, Default)]
pub struct Picks {
    /// By `operationId`, or by method and path (`GET /pets`).
    pub operations: Vec<Entry>,
    /// By path, in which `*` is any part of a segment and `**` any number of segments.
    pub paths: Vec<Entry>,
    /// By tag.
    pub tags: Vec<Entry>,
}

/// An operation that a list may name.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Candidate<'a> {
    pub id: Option<&'a str>,
    pub method: &'a str,
    pub path: &'a str,
    pub tags: Vec<&'a str>,
}

impl Candidate<'_> {
    /// Whether it has this `operationId`, or this method and path.
    pub fn is_called(&self, name: &str) -> bool {
        let place = || name.strip_prefix(self.method)?.strip_prefix(' ');
        self.id == Some(name) || place() == Some(self.path)
    }
}

impl Picks {
    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty() && self.paths.is_empty() && self.tags.is_empty()
    }

    /// All that it names.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.operations.iter().chain(&self.paths).chain(&self.tags)
    }

    /// Whether an operation is among them by a path or a tag.
    pub fn is_near(&self, candidate: &Candidate<'_>) -> bool {
        let mut paths = self.paths.iter();
        let mut tags = self.tags.iter();
        paths.any(|entry| glob(&entry.text, candidate.path))
            || tags.any(|entry| candidate.tags.contains(&entry.text.as_str()))
    }
}

/// Whether a path is like a pattern: `*` is any part of a segment, `**` anything.
pub fn glob(pattern: &str, path: &str) -> bool {
    // What can follow each character of the pattern is kept as a set of places, so no pattern takes long.
    let pattern: Vec<char> = pattern.chars().collect();
    let open = |places: &mut Vec<bool>| {
        for at in 0..pattern.len() {
            if places[at] && pattern[at] == '*' {
                places[at + 1] = true;
            }
        }
    };
    let mut places = vec![false; pattern.len() + 1];
    places[0] = true;
    open(&mut places);
    for c in path.chars() {
        let mut next = vec![false; pattern.len() + 1];
        for (at, wanted) in pattern.iter().enumerate().filter(|(at, _)| places[*at]) {
            let double = |at: usize| pattern.get(at) == Some(&'*');
            let any = double(at + 1) || (at > 0 && double(at - 1));
            match wanted {
                '*' if c != '/' || any => next[at] = true,
                wanted if *wanted == c => next[at + 1] = true,
                _ => {}
            }
        }
        places = next;
        open(&mut places);
    }
    places[pattern.len()]
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn stars_stay_in_a_segment_and_double_stars_do_not() {
        for (pattern, path) in [
            ("/pets", "/pets"),
            ("/pets/*", "/pets/{id}"),
            ("/pets/**", "/pets/{id}/owner"),
            ("/*/owner", "/pets/owner"),
            ("**/owner", "/a/b/owner"),
            ("/v*/**", "/v1/x"),
            ("**", "/"),
        ] {
            assert!(glob(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("/pets", "/pets/"),
            ("/pets/*", "/pets/{id}/owner"),
            ("/pets/*", "/pets"),
            ("*", "/pets"),
            ("/v*/x", "/v1/y/x"),
            ("", "/"),
        ] {
            assert!(!glob(pattern, path), "{pattern} {path}");
        }
        let long = format!("{}x", "**a".repeat(200));
        assert!(!glob(&long, &"a".repeat(2_000)));
    }
}
