//! Reads parameters, request bodies, responses and media types.

use super::objects::{MediaType, Parameter, RequestBody, Response};
use super::reader::{Followed, Reader};
use super::schema::SchemaId;
use super::value::{join, json};
use crate::diag::Diagnostic;
use crate::diag::codes::document as codes;
use crate::model::{Docs, Json, Key, ParameterPlace, StatusKey, Style};
use crate::source::NodeRef;

const PARAMETER: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "content",
    "example",
    "examples",
];
const PLACES: &[(&str, ParameterPlace)] = &[
    ("path", ParameterPlace::Path),
    ("query", ParameterPlace::Query),
    ("header", ParameterPlace::Header),
    ("cookie", ParameterPlace::Cookie),
    ("querystring", ParameterPlace::QueryString),
];
const STYLES: &[(&str, Style)] = &[
    ("simple", Style::Simple),
    ("label", Style::Label),
    ("matrix", Style::Matrix),
    ("form", Style::Form),
    ("spaceDelimited", Style::SpaceDelimited),
    ("pipeDelimited", Style::PipeDelimited),
    ("deepObject", Style::DeepObject),
    ("cookie", Style::Cookie),
];

impl<'a> Reader<'a> {
    /// Reads a list of parameters; `key` is that of the list.
    pub(super) fn parameters(
        &mut self,
        list: NodeRef<'a>,
        key: &str,
        words: &[String],
    ) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for node in list.items() {
            let Some(parameter) = self.parameter(node, key, words) else {
                continue;
            };
            let twin = parameters
                .iter()
                .find(|p| p.name == parameter.name && p.location == parameter.location);
            if let Some(twin) = twin {
                let twin = twin.origin;
                self.report(
                    node.origin(),
                    Diagnostic::error(
                        codes::DUPLICATE_PARAMETER,
                        format!("parameter `{}` is declared twice", parameter.name),
                    )
                    .at(node.origin(), "again here")
                    .also(twin, "first here"),
                );
                continue;
            }
            parameters.push(parameter);
        }
        parameters
    }

    /// Reads a parameter. Its stable key goes by place and name, so that a parameter before it changes nothing.
    pub(super) fn parameter(
        &mut self,
        node: NodeRef<'a>,
        list: &str,
        words: &[String],
    ) -> Option<Parameter> {
        self.parameter_at(node, None, list, words)
    }

    fn parameter_at(
        &mut self,
        node: NodeRef<'a>,
        component: Option<Key>,
        list: &str,
        words: &[String],
    ) -> Option<Parameter> {
        let followed = self.follow(node, component.unwrap_or_default(), "a parameter")?;
        let node = followed.node;
        let Some(name) = node.get("name").and_then(NodeRef::as_str) else {
            self.missing(node, "a parameter", "name");
            return None;
        };
        let Some(place) = node.get("in") else {
            self.missing(node, "a parameter", "in");
            return None;
        };
        let place_name = place.as_str().unwrap_or_default();
        let Some((_, location)) = PLACES.iter().find(|(known, _)| *known == place_name) else {
            let known: Vec<&str> = PLACES.iter().map(|(known, _)| *known).collect();
            self.unknown_value(place, "in", place_name, &known);
            return None;
        };
        let key = match followed.key.is_empty() {
            true => join(&join(list, place_name), name),
            false => followed.key,
        };
        let mut context = match followed.component {
            Some(component) => vec![component],
            None => words.to_vec(),
        };
        if context.last().map(String::as_str) != Some(name) {
            context.push(name.to_owned());
        }
        let mut parameter = Parameter {
            origin: node.origin(),
            key: key.clone(),
            name: name.to_owned(),
            location: *location,
            required: false,
            style: default_style(*location),
            explode: false,
            allow_reserved: false,
            schema: None,
            content: None,
            docs: Docs::default(),
            deprecated: false,
            examples: Vec::new(),
        };
        let mut explode = None;
        for (field, value) in node.entries() {
            match field {
                "name" | "in" => {}
                "description" => parameter.docs.description = self.string(value, field),
                "required" => parameter.required = self.boolean(value, field),
                "deprecated" => parameter.deprecated = self.boolean(value, field),
                "allowEmptyValue" => self.ignored(value, "`allowEmptyValue` of parameters"),
                "allowReserved" => parameter.allow_reserved = self.boolean(value, field),
                "explode" => explode = Some(self.boolean(value, field)),
                "style" => {
                    let text = value.as_str().unwrap_or_default();
                    match STYLES.iter().find(|(known, _)| *known == text) {
                        Some((_, style)) => parameter.style = *style,
                        None => {
                            let known: Vec<&str> = STYLES.iter().map(|(known, _)| *known).collect();
                            self.unknown_value(value, field, text, &known);
                        }
                    }
                }
                "schema" => {
                    let key = join(&key, field);
                    parameter.schema = Some(self.schema(value, key, context.clone()));
                }
                "content" => {
                    let media = self.content(value, &join(&key, field), &context);
                    if media.len() != 1 {
                        self.wrong(value, "content", "exactly one media type");
                    }
                    if let Some(media) = media.into_iter().next() {
                        parameter.style = Style::Content;
                        parameter.schema = media.schema;
                        parameter.content = Some(media.name);
                        parameter.examples.extend(media.examples);
                    }
                }
                "example" => parameter.examples.push(json(value)),
                "examples" => parameter.examples.extend(self.examples(value)),
                _ => self.unknown(value, "a parameter", field, PARAMETER),
            }
        }
        parameter.explode =
            explode.unwrap_or(matches!(parameter.style, Style::Form | Style::Cookie));
        if followed.description.is_some() {
            parameter.docs.description = followed.description;
        }
        Some(parameter)
    }

    /// Reads a parameter of `components`.
    pub(super) fn component_parameter(&mut self, node: NodeRef<'a>, key: &str, words: &[String]) {
        self.parameter_at(node, Some(key.to_owned()), "", words);
    }

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
        if !self.object(node, "content") {
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
                examples: Vec::new(),
            };
            let schema_at = |reader: &mut Self, value, field| -> Option<SchemaId> {
                Some(reader.schema(value, join(&key, field), context.to_vec()))
            };
            for (field, value) in value.entries() {
                match field {
                    "schema" => media.schema = schema_at(self, value, field),
                    "itemSchema" => media.item_schema = schema_at(self, value, field),
                    "example" => media.examples.push(json(value)),
                    "examples" => media.examples.extend(self.examples(value)),
                    "encoding" | "prefixEncoding" | "itemEncoding" => {
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
    fn examples(&mut self, node: NodeRef<'a>) -> Vec<Json> {
        let mut values = Vec::new();
        for (name, example) in node.entries() {
            let Some(followed) = self.follow(example, name.to_owned(), "an example") else {
                continue;
            };
            let value = followed
                .node
                .get("value")
                .or(followed.node.get("dataValue"));
            values.extend(value.map(json));
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
        if !self.object(node, "responses") {
            return Vec::new();
        }
        let statuses = node.entries().filter_map(|(text, _)| status(text));
        let main = statuses
            .filter(|s| matches!(s, StatusKey::Code(200..=299) | StatusKey::Range(2)))
            .min();
        let mut responses = Vec::new();
        for (text, value) in node.entries() {
            if text.starts_with("x-") {
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

fn default_style(place: ParameterPlace) -> Style {
    match place {
        ParameterPlace::Path | ParameterPlace::Header => Style::Simple,
        ParameterPlace::Query | ParameterPlace::Cookie | ParameterPlace::QueryString => Style::Form,
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
