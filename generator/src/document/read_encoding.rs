//! Reads `encoding` of media types.

use super::objects::Encoding;
use super::reader::Reader;
use super::value::join;
use crate::source::NodeRef;

const ENCODING: &[&str] = &[
    "contentType",
    "headers",
    "style",
    "explode",
    "allowReserved",
    "encoding",
];

impl<'a> Reader<'a> {
    /// Reads `encoding`, by property.
    pub(super) fn encodings(&mut self, node: NodeRef<'a>, key: &str) -> Vec<Encoding> {
        if !self.map(node, "encoding") {
            return Vec::new();
        }
        let entries = node.entries().filter(|(name, _)| !name.starts_with("x-"));
        let entries: Vec<_> = entries.collect();
        entries
            .into_iter()
            .filter_map(|(name, value)| self.encoding(value, name, &join(key, name)))
            .collect()
    }

    fn encoding(&mut self, node: NodeRef<'a>, name: &str, key: &str) -> Option<Encoding> {
        if !self.object(node, "encoding") {
            return None;
        }
        let mut encoding = Encoding {
            origin: node.origin(),
            key: key.to_owned(),
            property: name.to_owned(),
            content_type: None,
            style: None,
            explode: None,
            allow_reserved: false,
        };
        for (field, value) in node.entries() {
            match field {
                "contentType" => encoding.content_type = self.string(value, field),
                "style" => encoding.style = self.style(value),
                "explode" => encoding.explode = Some(self.boolean(value, field)),
                "allowReserved" => encoding.allow_reserved = self.boolean(value, field),
                "headers" => self.ignored(
                    value,
                    "`headers` of encodings (a `Part` has those that the caller gives it)",
                ),
                "encoding" | "prefixEncoding" | "itemEncoding" => {
                    self.ignored(value, "encodings within encodings");
                }
                _ => self.unknown(value, "an encoding", field, ENCODING),
            }
        }
        Some(encoding)
    }
}
