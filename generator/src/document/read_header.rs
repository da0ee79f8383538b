//! Reads headers of responses.

use super::objects::Parameter;
use super::read_deprecation::SUNSET;
use super::reader::Reader;
use super::value::join;
use crate::model::{Deprecation, Docs, Key, ParameterPlace, Style};
use crate::source::NodeRef;

const HEADER: &[&str] = &[
    "description",
    "required",
    "deprecated",
    "style",
    "explode",
    "schema",
    "content",
    "example",
    "examples",
];

impl<'a> Reader<'a> {
    /// Reads `headers`; `key` is that of the map.
    pub(super) fn headers(
        &mut self,
        node: NodeRef<'a>,
        key: &str,
        words: &[String],
    ) -> Vec<Parameter> {
        if !self.map(node, "headers") {
            return Vec::new();
        }
        let mut headers = Vec::new();
        for (name, value) in node.entries() {
            if name.starts_with("x-") && !value.is_object() {
                continue;
            }
            // OpenAPI says so: the media type has a place of its own.
            if name.eq_ignore_ascii_case("content-type") {
                self.ignored(value, "`Content-Type` among the headers of responses");
                continue;
            }
            headers.extend(self.header(value, join(key, name), name, words));
        }
        headers
    }

    /// Reads a header. One of `components` has no name but its own.
    pub(super) fn header(
        &mut self,
        node: NodeRef<'a>,
        key: Key,
        name: &str,
        words: &[String],
    ) -> Option<Parameter> {
        let followed = self.follow(node, key, "a header")?;
        let mut context = match followed.component {
            Some(component) => vec![component],
            None => words.to_vec(),
        };
        if context.last().map(String::as_str) != Some(name) {
            context.push(name.to_owned());
        }
        let key = followed.key;
        let mut header = Parameter {
            origin: followed.node.origin(),
            key: key.clone(),
            name: name.to_owned(),
            location: ParameterPlace::Header,
            required: false,
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
            schema: None,
            content: None,
            docs: Docs::default(),
            deprecated: Deprecation::No,
            examples: Vec::new(),
        };
        for (field, value) in followed.node.entries() {
            match field {
                "description" => header.docs.description = self.string(value, field),
                "required" => header.required = self.boolean(value, field),
                "deprecated" | SUNSET => header.deprecated = self.deprecation(followed.node),
                "explode" => header.explode = self.boolean(value, field),
                "style" if value.as_str() == Some("simple") => self.used(value),
                "style" => {
                    let style = value.as_str().unwrap_or_default().to_owned();
                    self.unknown_value(value, field, &style, &["simple"]);
                }
                "schema" => {
                    let key = join(&key, field);
                    header.schema = Some(self.schema(value, key, context.clone()));
                }
                "content" => {
                    let media = self.content(value, &join(&key, field), &context);
                    if media.len() != 1 {
                        self.wrong(value, "content", "exactly one media type");
                    }
                    if let Some(media) = media.into_iter().next() {
                        header.style = Style::Content;
                        header.schema = media.schema;
                        header.content = Some(media.name);
                        header.examples.extend(media.examples);
                    }
                }
                "example" => header.examples.push(self.json(value)),
                "examples" => header.examples.extend(self.examples(value)),
                "allowEmptyValue" | "allowReserved" => {
                    self.ignored(value, &format!("`{field}` of headers"));
                }
                _ => self.unknown(value, "a header", field, HEADER),
            }
        }
        if followed.description.is_some() {
            header.docs.description = followed.description;
        }
        Some(header)
    }
}
