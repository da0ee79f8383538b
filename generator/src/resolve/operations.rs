//! Operations: parameters, bodies, responses.

use std::collections::{HashMap, HashSet};

use super::Resolver;
use super::paths::placeholders;
use crate::diag::codes::resolve as codes;
use crate::diag::{Diagnostic, Place};
use crate::document::{self, MediaType, SchemaId};
use crate::model::{
    Body, Constraints, Deprecation, Docs, Encoding, JsonKind, Media, MediaKind, Method, Operation,
    Parameter, ParameterPlace, Place as At, Style,
};
use crate::source::Origin;

impl Resolver<'_> {
    /// All operations, in the order of the document stage: by path, then method.
    pub(super) fn operations(&mut self) -> Vec<Operation> {
        let document = self.document;
        let mut ids: HashMap<&str, Origin> = HashMap::new();
        let mut operations = Vec::new();
        let mut twins: HashSet<String> = HashSet::new();
        self.check_equal_templates();
        for operation in &document.operations {
            if let Some((id, origin)) = &operation.id
                && let Some(first) = ids.insert(id, *origin)
            {
                twins.insert(id.clone());
                self.diags.push(
                    Diagnostic::error(
                        codes::DUPLICATE_OPERATION,
                        format!("two operations have the operationId `{id}`"),
                    )
                    .at(*origin, "again here")
                    .also(Place::Node(first), "first here")
                    .help("give one of them another `operationId`"),
                );
            }
            if operation.broken && self.settings.lenient {
                self.left_out(operation);
            } else {
                operations.push(self.operation(operation));
            }
        }
        // Which of them would keep the name must not depend on the others.
        for operation in &mut operations {
            if let Some(id) = &operation.id
                && twins.contains(id)
            {
                operation.id = None;
            }
        }
        operations
    }

    /// An operation of which a part is not known cannot be called rightly.
    fn left_out(&mut self, operation: &document::Operation) {
        let origin = operation.origin;
        let what = format!("{} {}", operation.method, operation.path);
        self.diags.push(
            Diagnostic::warning(
                codes::NOT_GENERATED,
                format!("{what} is left out: a reference of it leads nowhere"),
            )
            .at(Place::Key(origin), "not generated"),
        );
    }

    pub(super) fn operation(&mut self, operation: &document::Operation) -> Operation {
        let path = self.path(operation);
        let mut parameters: Vec<Parameter> = self
            .effective(operation, &path)
            .into_iter()
            .map(|parameter| self.parameter(parameter))
            .collect();
        if self.settings.lenient {
            self.stand_in(operation, &path, &mut parameters);
        }
        let body = operation.body.as_ref().map(|body| Body {
            place: at(body.origin, &body.key),
            required: body.required,
            media: self.media(&body.content),
            docs: body.docs.clone(),
        });
        let responses = operation.responses.iter();
        let responses = responses.map(|response| self.response(response)).collect();
        Operation {
            place: at(operation.origin, &operation.key),
            method: Method(operation.method.clone()),
            path,
            id: operation.id.as_ref().map(|(id, _)| id.clone()),
            tags: operation.tags.clone(),
            docs: operation.docs.clone(),
            deprecated: operation.deprecated.clone(),
            parameters,
            body,
            responses,
            security: self.security(operation.security.as_deref()),
            servers: self.servers(&operation.servers),
        }
    }

    /// A text for each placeholder that nothing declares: without it there would be no path.
    fn stand_in(
        &mut self,
        operation: &document::Operation,
        path: &str,
        parameters: &mut Vec<Parameter>,
    ) {
        for (index, name) in placeholders(path).into_iter().enumerate() {
            let known = |p: &Parameter| p.location == ParameterPlace::Path && p.name == name;
            if parameters.iter().any(known) {
                continue;
            }
            let list = format!("{}/parameters/path", operation.key);
            let key = document::value::join(&list, name);
            let mut schema =
                document::Schema::empty(operation.origin, format!("{key}/schema"), Vec::new());
            schema.types = vec![JsonKind::String];
            let schema = self.make(schema);
            let stand_in = Parameter {
                place: at(operation.origin, &key),
                name: name.to_owned(),
                location: ParameterPlace::Path,
                ty: self.type_use(schema),
                required: true,
                content: None,
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
                default: None,
                docs: Docs::default(),
                deprecated: Deprecation::No,
            };
            parameters.insert(index.min(parameters.len()), stand_in);
        }
    }

    fn parameter(&mut self, parameter: &document::Parameter) -> Parameter {
        let schema = match parameter.schema {
            Some(schema) => schema,
            None => self.untyped(parameter.origin, &parameter.key),
        };
        let ty = self.type_use(schema);
        Parameter {
            place: at(parameter.origin, &parameter.key),
            name: parameter.name.clone(),
            location: parameter.location,
            ty,
            required: parameter.required || parameter.location == ParameterPlace::Path,
            content: parameter
                .content
                .as_ref()
                .map(|name| (name.clone(), media_kind(name))),
            style: parameter.style,
            explode: parameter.explode,
            allow_reserved: parameter.allow_reserved,
            default: self.facts(schema, |merged| merged.default.clone()),
            docs: parameter.docs.clone(),
            deprecated: parameter.deprecated.clone(),
        }
    }

    pub(super) fn untyped(&mut self, origin: Origin, key: &str) -> SchemaId {
        let key = document::value::join(key, "schema");
        self.make(document::Schema::empty(origin, key, Vec::new()))
    }

    pub(super) fn media(&mut self, content: &[MediaType]) -> Vec<Media> {
        content.iter().map(|media| self.one_media(media)).collect()
    }

    fn one_media(&mut self, media: &MediaType) -> Media {
        let kind = media_kind(&media.name);
        let schema = match kind {
            MediaKind::EventStream | MediaKind::JsonLines => self.item_schema(media),
            _ => media.schema.or(media.item_schema),
        };
        Media {
            name: media.name.clone(),
            kind,
            ty: schema.map(|schema| self.type_use(schema)),
            encoding: media.encoding.iter().map(encoding).collect(),
            examples: media.examples.clone(),
            constraints: match schema {
                Some(schema) if self.schema(schema).name.is_none() => {
                    self.flatten(schema).schema.constraints.clone()
                }
                _ => Constraints::default(),
            },
            place: at(media.origin, &media.key),
        }
    }

    /// What the items of a stream are. A `schema` that is an array is all of them together.
    fn item_schema(&self, media: &MediaType) -> Option<SchemaId> {
        let of_whole = || self.schema(media.schema?).items;
        media.item_schema.or_else(of_whole).or(media.schema)
    }
}

pub(super) fn at(origin: Origin, key: &str) -> At {
    At {
        origin,
        key: key.to_owned(),
    }
}

fn encoding(encoding: &document::Encoding) -> Encoding {
    Encoding {
        property: encoding.property.clone(),
        content_type: encoding.content_type.clone(),
        style: encoding.style,
        explode: encoding.explode,
        allow_reserved: encoding.allow_reserved,
    }
}

/// The kind of a media type by its name; parameters (`; charset=utf-8`) do not matter.
pub(super) fn media_kind(name: &str) -> MediaKind {
    let essence = name.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" | "*/*" => MediaKind::Json,
        "application/x-www-form-urlencoded" => MediaKind::Form,
        "text/event-stream" => MediaKind::EventStream,
        "application/jsonl"
        | "application/x-ndjson"
        | "application/ndjson"
        | "application/x-jsonlines"
        | "application/json-seq"
        | "application/stream+json" => MediaKind::JsonLines,
        "application/xml" | "text/xml" => MediaKind::Xml,
        _ if essence.ends_with("+json") => MediaKind::Json,
        _ if essence.ends_with("+xml") => MediaKind::Xml,
        _ if essence.starts_with("multipart/") => MediaKind::Multipart,
        _ if essence.starts_with("text/") => MediaKind::Text,
        _ => MediaKind::Binary,
    }
}
