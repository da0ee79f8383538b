//! The client: how it is made, its credentials, and a method for each operation.

use super::text::{argument, body, of};
use super::{Area, Lister, Row, RowKind};
use crate::rust::{
    AnswerMedia, Argument, CredentialKind, Operation, Outcome, RustType, Scheme, SchemeKind,
    WritingPlace,
};

impl Lister<'_> {
    /// The client with all that belongs to it.
    pub(super) fn client(&mut self) {
        let client = &self.api.client;
        let path = |name: &str| format!("{}Client::{name}", self.prefix);
        let (new, builder, base) = match &client.base_url {
            Some(url) => ("fn(credentials)", "with a default base URL", Some(url)),
            None => ("fn(base_url, credentials)", "without a base URL", None),
        };
        let mut rows = Vec::new();
        let mut row = self.row(RowKind::Member, path("new"), "client.rs");
        (row.exact, row.shown) = (new.to_owned(), new.to_owned());
        row.key = "#/servers".to_owned();
        row.inner = builder.to_owned();
        rows.push(row.clone());
        if let Some(url) = base {
            row.path = path("DEFAULT_BASE_URL");
            (row.exact, row.shown) = ("&str".to_owned(), format!("{url:?}"));
            row.inner = url.clone();
            rows.push(row.clone());
        }
        if !client.servers.is_empty() {
            row.path = path("SERVERS");
            (row.exact, row.shown) = ("&[&str]".to_owned(), "&[&str]".to_owned());
            row.inner = client.servers.join(" ");
            row.docs = client.server_docs.join("\n");
            rows.push(row);
        }
        for row in rows {
            self.add(row);
        }
        self.credentials();
        for (at, operation) in client.operations.iter().enumerate() {
            let file = client
                .files
                .iter()
                .find(|file| file.operations.contains(&at));
            let name = match file {
                Some(file) => format!("client/{}.rs", file.module),
                None => "client.rs".to_owned(),
            };
            let gate = file.and_then(|file| file.feature.clone());
            self.method(operation, &operation.name, (&name, gate.clone()));
            for older in &operation.older {
                self.method(operation, older, (&name, gate.clone()));
            }
        }
    }

    fn credentials(&mut self) {
        let client = &self.api.client;
        let fetches = |scheme: &Scheme| matches!(&scheme.kind, SchemeKind::OAuth2(tokens) if !tokens.is_empty());
        let path = |name: &str| format!("{}Credentials::{name}", self.prefix);
        let mut rows = Vec::new();
        for form in &client.credentials {
            let mut row = self.row(RowKind::Member, path(&form.name), "client.rs");
            let taken = match form.kind {
                CredentialKind::ApiKey => "key",
                CredentialKind::Basic | CredentialKind::OAuth2Password => "user, password",
                CredentialKind::Bearer | CredentialKind::OAuth2Token => "token",
                CredentialKind::Http => "credentials",
                CredentialKind::OAuth2Client => "id, secret",
                CredentialKind::OAuth2Refresh => "refresh_token",
                CredentialKind::Provider => "provider: impl CredentialProvider",
                CredentialKind::MutualTls => "",
            };
            (row.exact, row.shown) = (format!("fn({taken})"), format!("fn {}({taken})", form.name));
            row.docs = form.docs.join("\n");
            if let Some(scheme) = client.schemes.get(form.scheme) {
                let name = crate::source::place::escape(&scheme.name);
                row.key = format!("#/components/securitySchemes/{name}");
                row.inner = format!("{scheme:?}");
            }
            rows.push(row);
        }
        if client.schemes.iter().any(fetches) {
            for name in ["scope", "client"] {
                let mut row = self.row(RowKind::Member, path(name), "client.rs");
                row.key = "#/components/securitySchemes".to_owned();
                row.shown = format!("fn {name}");
                rows.push(row);
            }
        }
        for row in rows {
            self.add(row);
        }
    }

    /// A method, under one of its names.
    fn method(&mut self, operation: &Operation, name: &str, (file, gate): (&str, Option<String>)) {
        let is_older = operation.name != name;
        let Operation {
            name: _,
            older: _,
            tag: _,
            source,
            docs,
            deprecated,
            method,
            path,
            server,
            security,
            arguments,
            options,
            body: payload,
            answers,
            ok,
            err,
            stream,
            headers,
            retry,
            wrapped,
            paging,
            example: _,
        } = operation;
        let mut taken = vec!["&self".to_owned()];
        taken.extend(
            arguments
                .iter()
                .map(|one| format!("{}: {}", one.name, argument(&one.ty, one.kind, &of))),
        );
        taken.extend(
            options
                .iter()
                .map(|options| format!("options: &{}", options.name)),
        );
        taken.extend(
            payload
                .iter()
                .map(|payload| format!("body: {}", body(payload, &of))),
        );
        let call = self.call(operation, &of);
        let shown = format!("fn {name}({}) -> {call}", taken.join(", "));
        // Schemes by name, so that one more of them changes no other operation.
        let schemes = &self.api.client.schemes;
        let security: Vec<Vec<&str>> = security
            .iter()
            .map(|all| {
                all.iter()
                    .filter_map(|at| Some(schemes.get(*at)?.name.as_str()))
                    .collect()
            })
            .collect();
        // Their order is that of the document, and has no meaning.
        let mut answers: Vec<String> = answers.iter().map(|one| format!("{one:?}")).collect();
        answers.sort_unstable();
        let base = Row {
            shown,
            key: source.key.clone(),
            operation: Some(source.key.clone()),
            origin: Some(source.origin),
            gate,
            ..self.row(
                RowKind::Method,
                format!("{}Client::{name}", self.prefix),
                file,
            )
        };
        self.add(Row {
            exact: "fn".to_owned(),
            deprecated: deprecated.is_deprecated() || is_older,
            docs: docs.join("\n"),
            inner: format!(
                "{method} {path} {server:?} {security:?} {answers:?} {headers:?} {retry} {wrapped}"
            ),
            ..base.clone()
        });
        let piece = |wire: &str, exact: String, area: Area| Row {
            kind: RowKind::Piece,
            exact,
            wire: wire.to_owned(),
            area,
            ..base.clone()
        };
        let mut rows = Vec::new();
        let mut in_path = 0;
        for one in arguments {
            let Argument {
                name,
                wire,
                source,
                docs: _,
                ty,
                kind,
                writing,
            } = one;
            let exact = argument(ty, *kind, &|ty| self.exact(ty));
            // What a path parameter is called makes no difference to callers.
            let which = match writing.place {
                WritingPlace::Path => {
                    in_path += 1;
                    format!("path argument {in_path}")
                }
                _ => format!("argument {name}"),
            };
            let mut row = piece(&which, exact, Area::Parameters);
            row.key = source.key.clone();
            row.inner = format!("{wire} {writing:?}");
            rows.push(row);
        }
        let names: Vec<&str> = arguments.iter().map(|one| one.name.as_str()).collect();
        let mut order = piece("order", names.join(", "), Area::Parameters);
        order.kind = RowKind::Order;
        rows.push(order);
        if options.is_some() {
            rows.push(piece("options", "options".to_owned(), Area::Parameters));
        }
        if let Some(payload) = payload {
            let mut row = piece("body", body(payload, &|ty| self.exact(ty)), Area::Body);
            row.inner = format!("{:?} {:?} {:?}", payload.kind, payload.checks, payload.rows);
            rows.push(row);
        }
        let exact = |ty: &RustType| self.exact(ty);
        let mut row = piece("ok", outcome(ok, &RustType::Unit, &exact), Area::Answers);
        row.inner = inner(ok);
        rows.push(row);
        let mut row = piece(
            "err",
            outcome(err, &RustType::Undeclared, &exact),
            Area::Answers,
        );
        row.inner = inner(err);
        rows.push(row);
        if let Some(paging) = paging {
            let mut row = piece("pages", self.exact(&paging.item), Area::Answers);
            row.inner = format!("{:?} {:?}", paging.step, paging.fields);
            rows.push(row);
        }
        if let Some(stream) = stream {
            let text = format!(
                "{} of {}, only: {}",
                streamed(stream.framing),
                self.exact(&stream.item),
                stream.only
            );
            let mut row = piece("stream", text, Area::Answers);
            row.inner = format!("{:?} {:?}", stream.framing, stream.switch);
            rows.push(row);
        }
        for row in rows {
            self.add(row);
        }
    }

    /// The type of an operation's call.
    fn call(&self, operation: &Operation, text: &dyn Fn(&RustType) -> String) -> String {
        let ok = outcome(&operation.ok, &RustType::Unit, text);
        let err = outcome(&operation.err, &RustType::Undeclared, text);
        let Some(stream) = &operation.stream else {
            return match &operation.paging {
                Some(paging) => format!("Call<{ok}, {err}, Paged<{}>>", text(&paging.item)),
                None => format!("Call<{ok}, {err}>"),
            };
        };
        let kind = streamed(stream.framing);
        let item = text(&stream.item);
        match stream.only {
            true => format!("StreamCall<{kind}<{item}>, {err}>"),
            false => format!("Call<{ok}, {err}, {kind}<{item}>>"),
        }
    }
}

/// The type that a stream of items is read as.
fn streamed(framing: AnswerMedia) -> &'static str {
    match framing {
        AnswerMedia::Lines => "JsonLines",
        _ => "EventStream",
    }
}

fn outcome(outcome: &Outcome, nothing: &RustType, text: &dyn Fn(&RustType) -> String) -> String {
    match outcome {
        Outcome::One(ty, _) => text(ty),
        Outcome::ByStatus(name, _) => name.clone(),
        Outcome::Nothing => text(nothing),
    }
}

fn inner(outcome: &Outcome) -> String {
    match outcome {
        Outcome::One(_, media) => format!("{media:?}"),
        Outcome::ByStatus(..) | Outcome::Nothing => String::new(),
    }
}
