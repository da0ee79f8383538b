//! Places: JSON pointers, lines and columns, worked out when something is printed.
//!
//! Takes origins and byte offsets of a [`SourceSet`]; gives what a person can look up. Must never change a tree.

use super::tree::{FileId, Kind, NodeRef, Origin, SourceSet, TreeId};

impl SourceSet {
    /// The line and column of a byte offset, both from 1; columns count characters.
    ///
    /// An offset behind the end of the file is the end of the file.
    pub fn line_col(&self, file: FileId, offset: u32) -> (usize, usize) {
        let file = self.file(file);
        let starts = file.line_starts();
        let line = starts.partition_point(|start| *start <= offset).max(1);
        let start = starts[line - 1] as usize;
        let before = file.text.as_bytes().get(start..offset as usize);
        let before = before.unwrap_or(&file.text.as_bytes()[start..]);
        let column = before.iter().filter(|byte| (**byte as i8) >= -0x40).count();
        (line, column + 1)
    }

    /// The JSON pointer (RFC 6901) of a node in its document.
    pub fn pointer(&self, origin: Origin) -> String {
        self.node(origin).pointer()
    }

    /// The node that a JSON pointer (RFC 6901, without `#`) names in a document.
    pub fn at_pointer(&self, tree: TreeId, pointer: &str) -> Option<Origin> {
        let mut node = self.root(tree);
        if pointer.is_empty() {
            return Some(node.origin());
        }
        for token in pointer.strip_prefix('/')?.split('/') {
            node = match node.kind() {
                Kind::Array(_) => node.item(array_index(token)?)?,
                _ if token.contains('~') => node.get(&unescape(token)?)?,
                _ => node.get(token)?,
            };
        }
        Some(node.origin())
    }
}

impl<'a> NodeRef<'a> {
    /// Its JSON pointer (RFC 6901) in its document: empty for the root.
    pub fn pointer(self) -> String {
        let mut tokens = Vec::new();
        let mut node = self;
        while let Some(parent) = node.parent() {
            tokens.push(node.token_in(parent));
            node = parent;
        }
        let mut pointer = String::new();
        for token in tokens.iter().rev() {
            pointer.push('/');
            pointer.push_str(token);
        }
        pointer
    }

    fn token_in(self, parent: NodeRef<'a>) -> String {
        let id = self.origin().node;
        match parent.kind() {
            Kind::Array(items) => {
                let at = items.iter().position(|item| *item == id);
                at.map(|at| at.to_string()).unwrap_or_default()
            }
            Kind::Object(entries) => {
                let entry = entries.iter().find(|(_, value)| *value == id);
                entry.map(|(key, _)| escape(key)).unwrap_or_default()
            }
            _ => String::new(),
        }
    }
}

/// Escapes a key for use in a JSON pointer.
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Undoes [`escape`]; nothing when a `~` is followed by anything but 0 or 1.
pub fn unescape(token: &str) -> Option<String> {
    let mut parts = token.split('~');
    let mut key = parts.next()?.to_owned();
    for part in parts {
        let (escaped, rest) = match part.as_bytes().first()? {
            b'0' => ('~', &part[1..]),
            b'1' => ('/', &part[1..]),
            _ => return None,
        };
        key.push(escaped);
        key.push_str(rest);
    }
    Some(key)
}

fn array_index(token: &str) -> Option<usize> {
    let canonical = token == "0" || !token.starts_with(['0', '+']);
    canonical.then(|| token.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read_text;

    #[test]
    fn a_pointer_leads_back_to_its_node() {
        let (set, tree) = read_text("a.json", r#"{"a/b": [{"~": 1}, 2], "": {"1": true}}"#);
        for pointer in ["", "/a~1b", "/a~1b/0", "/a~1b/0/~0", "/a~1b/1", "/", "//1"] {
            let origin = set.at_pointer(tree, pointer).unwrap();
            assert_eq!(set.pointer(origin), pointer);
        }
        for pointer in [
            "a",
            "/a~1b/2",
            "/a~1b/01",
            "/a~1b/+1",
            "/~2",
            "/~",
            "/a~1b/0/x/y",
        ] {
            assert_eq!(set.at_pointer(tree, pointer), None, "{pointer}");
        }
    }

    #[test]
    fn columns_count_characters_and_survive_any_offset() {
        let (set, _) = read_text("a.json", "{\n  \"ä\": 1\r\n}");
        let file = FileId(0);
        assert_eq!(set.line_col(file, 0), (1, 1));
        assert_eq!(set.line_col(file, 2), (2, 1));
        // `1` stands behind a character of two bytes.
        assert_eq!(set.line_col(file, 10), (2, 8));
        assert_eq!(set.line_col(file, 14), (3, 2));
        assert_eq!(set.line_col(file, 4_000_000_000), (3, 2));
    }
}
