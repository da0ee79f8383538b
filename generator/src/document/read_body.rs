//! Reads request bodies, responses and media types.

use super::objects::{MediaType, RequestBody, Response};
use super::reader::{Followed, Reader};
use super::schema::SchemaId;
use super::value::join;
use crate::diag::Diagnostic;
use crate::diag::codes::document as codes;
use crate::model::{Docs, Json, Key, StatusKey};
use crate::source::NodeRef;

const EXAMPLE: &[&str] = &[
    "value",
    "dataValue",
    "summary",
    "description",
    "externalValue",
    "serializedValue",
];

impl<'a> Reader<'a> {
    /// Reads a request body of `components`.
    pub(super) fn component_body(&mut self, node: NodeRef<'a>, key: Key, words: &[String]) {
        if let [name] = words {
            self.body_at(node, key, words, Some(name.clone()));
        }
    }

    /// Reads `content`.
    pub(super) fn content(
        &mut self,
        node: NodeRef<'a>,
        key: &str,
        context: &[String],
    ) -> Vec<MediaType> {
        if !self.map(node, "content") {
            return Vec::new();
        }
        let mut list = Vec::new();
        for (name, value) in node.entries() {
            let at = join(key, name);
            let Some(Followed {
                node: value, key, ..
            }) = self.follow(value, at, "a media type")
            else {
                continue;
            };
            let mut media = MediaType {
                origin: value.origin(),
                key: key.clone(),
                name: name.to_owned(),
                schema: None,
                item_schema: None,
                encoding: Vec::new(),
                examples: Vec::new(),
            };
            let schema_at = |reader: &mut Self, value, field| -> Option<SchemaId> {
                Some(reader.schema(value, join(&key, field), context.to_vec()))
            };
            for (field, value) in value.entries() {
                match field {
                    "schema" => media.schema = schema_at(self, value, field),
                    "itemSchema" => media.item_schema = schema_at(self, value, field),
                    "example" => media.examples.push(self.json(value)),
                    "examples" => media.examples.extend(self.examples(value)),
                    "encoding" => media.encoding = self.encodings(value, &join(&key, field)),
                    "prefixEncoding" | "itemEncoding" => {
                        self.ignored(value, &format!("`{field}` of media types"));
                    }
                    _ => {
                        let known = ["schema", "itemSchema", "example", "examples", "encoding"];
                        self.unknown(value, "a media type", field, &known);
                    }
                }
            }
            list.push(media);
        }
        list
    }

    /// The values of an `examples` object.
    pub(super) fn examples(&mut self, node: NodeRef<'a>) -> Vec<Json> {
        let mut values = Vec::new();
        self.object(node, "examples");
        for (name, example) in node.entries() {
            let Some(followed) = self.follow(example, name.to_owned(), "an example") else {
                continue;
            };
            for (key, value) in followed.node.entries() {
                match key {
                    "value" | "dataValue" => values.push(self.json(value)),
                    "summary" | "description" | "externalValue" | "serializedValue" => {
                        self.ignored(value, &format!("`{key}` of examples"));
                    }
                    _ => self.unknown(value, "an example", key, EXAMPLE),
                }
            }
        }
        values
    }

    /// Reads a request body.
    pub(super) fn request_body(
        &mut self,
        node: NodeRef<'a>,
        key: Key,
        words: &[String],
    ) -> Option<RequestBody> {
        self.body_at(node, key, words, None)
    }

    fn body_at(
        &mut self,
        node: NodeRef<'a>,
        key: Key,
        words: &[String],
        component: Option<String>,
    ) -> Option<RequestBody> {
        let followed = self.follow(node, key, "a request body")?;
        let context = match component.as_ref().or(followed.component.as_ref()) {
            Some(component) => vec![component.clone()],
            None => [words, &["request".to_owned()]].concat(),
        };
        let mut body = RequestBody {
            origin: followed.node.origin(),
            key: followed.key,
            required: false,
            docs: Docs::default(),
            content: Vec::new(),
        };
        for (field, value) in followed.node.entries() {
            match field {
                "description" => body.docs.description = self.string(value, field),
                "required" => body.required = self.boolean(value, field),
                "content" => {
                    body.content = self.content(value, &join(&body.key, field), &context);
                }
                _ => {
                    let known = ["description", "required", "content"];
                    self.unknown(value, "a request body", field, &known);
                }
            }
        }
        if followed.description.is_some() {
            body.docs.description = followed.description;
        }
        Some(body)
    }

    /// Reads `responses`.
    pub(super) fn responses(
        &mut self,
        node: NodeRef<'a>,
        key: &str,
        words: &[String],
    ) -> Vec<Response> {
        if !self.map(node, "responses") {
            return Vec::new();
        }
        let statuses = node.entries().filter_map(|(text, _)| status(text));
        let main = statuses
            .filter(|s| matches!(s, StatusKey::Code(200..=299) | StatusKey::Range(2)))
            .min();
        let mut responses = Vec::new();
        for (text, value) in node.entries() {
            if text.starts_with("x-") {
                self.marks.extension(value.origin());
                continue;
            }
            let Some(status) = status(text) else {
                self.report(
                    value.origin(),
                    Diagnostic::error(
                        codes::INVALID_STATUS,
                        format!("`{text}` is not a status of a response"),
                    )
                    .at(crate::diag::Place::Key(value.origin()), "no such status")
                    .help("statuses are `200`, `4XX` and `default`"),
                );
                continue;
            };
            let mut context = [words, &["response".to_owned()]].concat();
            if Some(status) != main {
                context.push(text.to_owned());
            }
            responses.extend(self.response(value, join(key, text), status, context));
        }
        responses
    }

    /// Reads a response.
    pub(super) fn response(
        &mut self,
        node: NodeRef<'a>,
        key: Key,
        status: StatusKey,
        mut context: Vec<String>,
    ) -> Option<Response> {
        let followed = self.follow(node, key, "a response")?;
        if let Some(component) = followed.component {
            context = vec![component];
        }
        let mut response = Response {
            origin: followed.node.origin(),
            key: followed.key,
            status,
            docs: Docs::default(),
            content: Vec::new(),
        };
        for (field, value) in followed.node.entries() {
            match field {
                "summary" => response.docs.summary = self.string(value, field),
                "description" => response.docs.description = self.string(value, field),
                "content" => {
                    let key = join(&response.key, field);
                    response.content = self.content(value, &key, &context);
                }
                "headers" => {
                    self.ignored(
                        value,
                        "`headers` of responses (all headers reach the caller as text)",
                    );
                }
                "links" => self.ignored(value, "`links` of responses"),
                _ => {
                    let known = ["summary", "description", "content", "headers", "links"];
                    self.unknown(value, "a response", field, &known);
                }
            }
        }
        if followed.description.is_some() {
            response.docs.description = followed.description;
        }
        Some(response)
    }
}

fn status(text: &str) -> Option<StatusKey> {
    if text == "default" {
        return Some(StatusKey::Default);
    }
    let bytes = text.as_bytes();
    let [first @ b'1'..=b'5', rest @ ..] = bytes else {
        return None;
    };
    match rest {
        [b'X' | b'x', b'X' | b'x'] => Some(StatusKey::Range(first - b'0')),
        [b'0'..=b'9', b'0'..=b'9'] => Some(StatusKey::Code(text.parse().ok()?)),
        _ => None,
    }
}
