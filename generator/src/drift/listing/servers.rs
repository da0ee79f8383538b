//! Servers whose URLs have variables: a struct each, with a setter for each variable.

use super::{Lister, Row, RowKind};
use crate::rust::{ServerUrl, UrlVariable};

impl Lister<'_> {
    /// All of them, with the enums of their variables.
    pub(super) fn server_urls(&mut self) {
        let api = self.api;
        for server in &api.client.server_urls {
            self.server(server);
        }
    }

    fn server(&mut self, server: &ServerUrl) {
        let path = format!("{}servers::{}", self.prefix, server.name);
        let base = Row {
            key: "#/servers".to_owned(),
            ..self.row(RowKind::Type, path.clone(), "servers.rs")
        };
        self.add(Row {
            exact: "struct".to_owned(),
            shown: format!("struct {}", server.name),
            docs: server.docs.join("\n"),
            inner: format!("{:?}", server.pieces),
            ..base.clone()
        });
        let asked = server.variables.iter().filter(|one| one.default.is_none());
        let asked: Vec<String> = asked.map(taken).collect();
        let taking = asked.join(", ");
        self.add(Row {
            path: format!("{path}::new"),
            kind: RowKind::Member,
            exact: taking.clone(),
            shown: format!("fn new({taking}) -> {}", server.name),
            ..base.clone()
        });
        if asked.is_empty() {
            self.add(Row {
                path: format!("{path}: Default"),
                kind: RowKind::Member,
                shown: format!("impl Default for {}", server.name),
                ..base.clone()
            });
        }
        for variable in &server.variables {
            self.add(Row {
                path: format!("{path}::{}", variable.field),
                kind: RowKind::Member,
                exact: taken(variable),
                shown: format!("fn {}(self, {}) -> Self", variable.field, taken(variable)),
                docs: variable.docs.join("\n"),
                inner: variable.default.clone().unwrap_or_default(),
                ..base.clone()
            });
            let Some(values) = &variable.values else {
                continue;
            };
            let path = format!("{}servers::{}", self.prefix, values.name);
            self.add(Row {
                path: path.clone(),
                exact: "enum".to_owned(),
                shown: format!("enum {}", values.name),
                docs: values.docs.join("\n"),
                ..base.clone()
            });
            for value in &values.variants {
                self.add(Row {
                    path: format!("{path}::{}", value.name),
                    kind: RowKind::Variant,
                    shown: value.name.clone(),
                    docs: value.docs.join("\n"),
                    inner: value.text.clone(),
                    ..base.clone()
                });
            }
        }
    }
}

/// What is given for a variable.
fn taken(variable: &UrlVariable) -> String {
    match &variable.values {
        Some(values) => format!("{}: {}", variable.field, values.name),
        None => format!("{}: impl Into<String>", variable.field),
    }
}
