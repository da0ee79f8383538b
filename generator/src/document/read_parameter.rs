//! Reads parameters.

use super::objects::Parameter;
use super::read_deprecation::SUNSET;
use super::reader::Reader;
use super::value::join;
use crate::diag::Diagnostic;
use crate::diag::codes::document as codes;
use crate::model::{Deprecation, Docs, Key, ParameterPlace, Style};
use crate::source::NodeRef;

/// Keywords of a text that may be empty.
const PLAIN_TEXT: &[&str] = &[
    "type",
    "description",
    "title",
    "default",
    "example",
    "examples",
];

/// What is not done for `allowEmptyValue: true`.
const EMPTY_VALUE: &str = "`allowEmptyValue` of parameters that are no plain text (`.query(name, \"\")` of a call sends it)";

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
        self.sequence(list, "parameters");
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
            deprecated: Deprecation::No,
            examples: Vec::new(),
        };
        let mut explode = None;
        for (field, value) in node.entries() {
            match field {
                "name" | "in" => self.used(value),
                "description" => parameter.docs.description = self.string(value, field),
                "required" => parameter.required = self.boolean(value, field),
                "deprecated" | SUNSET => parameter.deprecated = self.deprecation(node),
                "allowEmptyValue" => {
                    // A text without limits may be empty anyway.
                    let plain = node.get("schema").is_some_and(|schema| {
                        let mut entries = schema.entries();
                        schema.get("type").and_then(|ty| ty.as_str()) == Some("string")
                            && entries.all(|(key, _)| PLAIN_TEXT.contains(&key))
                    });
                    if self.boolean(value, field) && !plain {
                        self.ignored(value, EMPTY_VALUE);
                    }
                }
                "allowReserved" => parameter.allow_reserved = self.boolean(value, field),
                "explode" => explode = Some(self.boolean(value, field)),
                "style" => parameter.style = self.style(value).unwrap_or(parameter.style),
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
                "example" => parameter.examples.push(self.json(value)),
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

    /// Reads `style`.
    pub(super) fn style(&mut self, node: NodeRef<'a>) -> Option<Style> {
        self.used(node);
        let text = node.as_str().unwrap_or_default();
        let known = STYLES.iter().find(|(known, _)| *known == text);
        if known.is_none() {
            let all: Vec<&str> = STYLES.iter().map(|(known, _)| *known).collect();
            self.unknown_value(node, "style", text, &all);
        }
        known.map(|(_, style)| *style)
    }

    /// Reads a parameter of `components`.
    pub(super) fn component_parameter(&mut self, node: NodeRef<'a>, key: &str, words: &[String]) {
        self.parameter_at(node, Some(key.to_owned()), "", words);
    }
}

fn default_style(place: ParameterPlace) -> Style {
    match place {
        ParameterPlace::Path | ParameterPlace::Header => Style::Simple,
        ParameterPlace::Query | ParameterPlace::Cookie | ParameterPlace::QueryString => Style::Form,
    }
}
