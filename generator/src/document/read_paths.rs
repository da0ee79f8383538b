//! Reads path items and operations.

use super::objects::{Operation, SecurityRequirement, Server};
use super::read_deprecation::SUNSET;
use super::reader::Reader;
use super::value::join;
use crate::model::{Deprecation, Docs};
use crate::settings::Candidate;
use crate::source::{Kind, NodeRef};

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];
const PATH_ITEM: &[&str] = &[
    "summary",
    "description",
    "servers",
    "parameters",
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
    "additionalOperations",
];
const OPERATION: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

/// What an operation takes from around it.
#[derive(Clone, Default)]
pub(super) struct Surroundings<'a> {
    pub(super) path: String,
    pub(super) key: String,
    pub(super) parameters: Option<NodeRef<'a>>,
    pub(super) servers: Vec<Server>,
    pub(super) docs: Docs,
    /// The root's `security` of the same document.
    pub(super) security: Option<NodeRef<'a>>,
}

impl<'a> Reader<'a> {
    /// Reads a path item into operations.
    pub(super) fn path_item(
        &mut self,
        node: NodeRef<'a>,
        path: &str,
        security: Option<NodeRef<'a>>,
    ) -> Vec<Operation> {
        self.path_item_at(node, path, join("#/paths", path), security)
    }

    /// Reads a path item that is known under a key.
    pub(super) fn path_item_at(
        &mut self,
        node: NodeRef<'a>,
        path: &str,
        key: String,
        security: Option<NodeRef<'a>>,
    ) -> Vec<Operation> {
        let Some(followed) = self.follow(node, key.clone(), "a path item") else {
            return Vec::new();
        };
        let mut around = Surroundings {
            path: path.to_owned(),
            key,
            security,
            ..Surroundings::default()
        };
        let mut found: Vec<(String, String, NodeRef<'a>)> = Vec::new();
        for (field, value) in followed.node.entries() {
            match field {
                "summary" => around.docs.summary = self.string(value, field),
                "description" => around.docs.description = self.string(value, field),
                "servers" => around.servers = self.servers(value),
                "parameters" => around.parameters = Some(value),
                "additionalOperations" => {
                    let at = join(&around.key, field);
                    self.object(value, field);
                    for (method, operation) in value.entries() {
                        found.push((method.to_owned(), join(&at, method), operation));
                    }
                }
                _ if METHODS.contains(&field) => {
                    let at = join(&around.key, field);
                    found.push((field.to_uppercase(), at, value));
                }
                _ => self.unknown(value, "a path item", field, PATH_ITEM),
            }
        }
        let all = found.len();
        found.retain(|(method, _, node)| self.selects(method, path, *node));
        match around.parameters.filter(|_| found.is_empty()) {
            // What the settings leave out is told of as a whole.
            Some(parameters) if all > 0 => self.marks.reported(parameters.origin()),
            Some(parameters) => {
                self.ignored(parameters, "`parameters` of path items without operations");
            }
            None => {}
        }
        found
            .into_iter()
            .filter_map(|(method, key, node)| self.operation(node, method, key, &around))
            .collect()
    }

    /// Whether the configuration wants an operation; one that it does not want is not read.
    fn selects(&mut self, method: &str, path: &str, node: NodeRef<'a>) -> bool {
        let Some(selector) = &mut self.selector else {
            return true;
        };
        let tags = node.get("tags").into_iter().flat_map(NodeRef::items);
        let wanted = selector.takes(&Candidate {
            id: node.get("operationId").and_then(NodeRef::as_str),
            method,
            path,
            tags: tags.filter_map(NodeRef::as_str).collect(),
        });
        if !wanted {
            self.ignored(node, "operations that the configuration does not select");
        }
        wanted
    }

    fn operation(
        &mut self,
        node: NodeRef<'a>,
        method: String,
        key: String,
        around: &Surroundings<'a>,
    ) -> Option<Operation> {
        if !self.object(node, "operation") {
            return None;
        }
        let id = node.get("operationId");
        let words = match id.and_then(NodeRef::as_str) {
            Some(id) if !id.is_empty() => vec![id.to_owned()],
            // What the API sends has a name for a path.
            _ if !around.path.starts_with('/') => vec![around.path.clone()],
            _ => vec![format!("{} {}", method.to_lowercase(), around.path)],
        };
        let mut operation = Operation {
            origin: node.origin(),
            key: key.clone(),
            path: around.path.clone(),
            method,
            id: None,
            tags: Vec::new(),
            docs: around.docs.clone(),
            deprecated: Deprecation::No,
            path_parameters: Vec::new(),
            parameters: Vec::new(),
            body: None,
            responses: Vec::new(),
            security: None,
            servers: around.servers.clone(),
            callbacks: Vec::new(),
            broken: false,
        };
        let lost = self.lost;
        if let Some(list) = around.parameters {
            let key = join(&around.key, "parameters");
            let words = vec![around.path.clone()];
            operation.path_parameters = self.parameters(list, &key, &words);
        }
        let mut security = around.security;
        for (field, value) in node.entries() {
            let at = join(&key, field);
            match field {
                "tags" => {
                    let tags = self.strings(value, field);
                    operation.tags = tags.into_iter().map(|(tag, _)| tag).collect();
                }
                "summary" => operation.docs.summary = self.string(value, field),
                "description" => operation.docs.description = self.string(value, field),
                "externalDocs" => operation.docs.url = self.external_docs(value),
                "operationId" => {
                    operation.id = self
                        .string(value, field)
                        .filter(|id| !id.is_empty())
                        .map(|id| (id, value.origin()));
                }
                "parameters" => operation.parameters = self.parameters(value, &at, &words),
                "requestBody" => operation.body = self.request_body(value, at, &words),
                "responses" => operation.responses = self.responses(value, &at, &words),
                // Resolve tells of them.
                "callbacks" => operation.callbacks = self.callbacks(value, &at, &words),
                "deprecated" | SUNSET => operation.deprecated = self.deprecation(node),
                "security" => security = Some(value),
                "servers" => operation.servers = self.servers(value),
                _ => self.unknown(value, "an operation", field, OPERATION),
            }
        }
        operation.broken = self.lost > lost;
        operation.security = security.map(|list| self.security(list));
        Some(operation)
    }

    /// Reads `security`.
    fn security(&mut self, node: NodeRef<'a>) -> Vec<SecurityRequirement> {
        if !matches!(node.kind(), Kind::Array(_)) {
            self.broken(node, "security", "an array");
        }
        self.used(node);
        let mut list = Vec::new();
        for item in node.items() {
            if !self.object(item, "security requirement") {
                continue;
            }
            let mut schemes = Vec::new();
            for (name, scopes) in item.entries() {
                let scopes = self.strings(scopes, "scopes");
                let scopes = scopes.into_iter().map(|(scope, _)| scope).collect();
                schemes.push((name.to_owned(), scopes, item.origin()));
            }
            list.push(SecurityRequirement { schemes });
        }
        list
    }
}
