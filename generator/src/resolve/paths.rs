//! Path templates against declared path parameters.

use std::collections::BTreeMap;

use super::Resolver;
use crate::diag::codes::resolve as codes;
use crate::diag::{Diagnostic, Place};
use crate::document::{Operation, Parameter};
use crate::model::ParameterPlace;

/// The placeholders of a path template, in order.
pub(super) fn placeholders(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        names.push(name);
        rest = tail;
    }
    names
}

/// Text from a document, short enough for a message.
fn shown(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Path-level parameters that an operation does not override, and its own.
fn all(operation: &Operation) -> Vec<&Parameter> {
    let own = &operation.parameters;
    let overridden = |p: &&Parameter| {
        own.iter()
            .any(|o| o.name == p.name && o.location == p.location)
    };
    let inherited = operation.path_parameters.iter().filter(|p| !overridden(p));
    inherited.chain(own).collect()
}

/// The name in an expression of RFC 6570 (`{.id*}`, `{+path}`, `{id:3}`), when it has more than a name.
fn expression_name(text: &str) -> Option<&str> {
    let name = text.strip_prefix(['.', ';', '/', '?', '&', '#', '+']);
    let name = name.unwrap_or(text);
    let bare = name.strip_suffix('*').unwrap_or(name);
    let bare = match bare.rsplit_once(':') {
        Some((bare, count)) if count.parse::<u16>().is_ok() => bare,
        _ => bare,
    };
    (bare != text && !bare.is_empty()).then_some(bare)
}

/// The name in `:name`, a whole segment of a path.
fn express_name(segment: &str) -> Option<&str> {
    let name = segment.strip_prefix(':')?;
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    (!name.is_empty() && name.chars().all(is_word)).then_some(name)
}

/// A template with its placeholders left blank: what tells one path from another.
fn blank(path: &str) -> String {
    let mut blank = String::new();
    let mut rest = path;
    while let Some((before, (_, after))) = rest
        .split_once('{')
        .and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        blank.push_str(before);
        blank.push_str("{}");
        rest = after;
    }
    blank + rest
}

impl Resolver<'_> {
    /// The path of an operation, with expressions of RFC 6570 as the plain placeholders that they mean.
    pub(super) fn path(&mut self, operation: &Operation) -> String {
        let mut path = operation.path.clone();
        let all = all(operation);
        let declared = |name: &str| {
            all.iter()
                .any(|p| p.location == ParameterPlace::Path && p.name == name)
        };
        for text in placeholders(&operation.path) {
            let Some(name) = expression_name(text).filter(|name| !declared(text) && declared(name))
            else {
                continue;
            };
            path = path.replace(&format!("{{{text}}}"), &format!("{{{name}}}"));
            self.report(
                operation.origin,
                Diagnostic::warning(
                    codes::URI_TEMPLATE,
                    format!("`{{{text}}}` in `{}` is read as `{{{name}}}`", operation.path),
                )
                .at(Place::Key(operation.origin), "a URI template of RFC 6570, which OpenAPI does not have")
                .help(format!("write `{{{name}}}`; how its value is written is said by `style` and `explode` of the parameter")),
            );
        }
        if self.settings.lenient {
            path = self.read_express_style(operation, &path);
        }
        path
    }

    /// `/users/:id` as `/users/{id}`.
    fn read_express_style(&mut self, operation: &Operation, path: &str) -> String {
        let segments = path.split('/').map(|segment| match express_name(segment) {
            Some(name) => format!("{{{name}}}"),
            None => segment.to_owned(),
        });
        let read = segments.collect::<Vec<_>>().join("/");
        if read != path {
            self.report(
                operation.origin,
                Diagnostic::warning(
                    codes::EXPRESS_PATH,
                    format!("`{}` is read as `{}`", shown(path), shown(&read)),
                )
                .at(
                    Place::Key(operation.origin),
                    "Express-style placeholders, which OpenAPI does not have",
                ),
            );
        }
        read
    }

    /// Reports paths that differ in the names of their placeholders alone: no server can tell them apart.
    pub(super) fn check_equal_templates(&mut self) {
        let document = self.document;
        let mut known: BTreeMap<String, &Operation> = BTreeMap::new();
        for operation in &document.operations {
            let first = *known.entry(blank(&operation.path)).or_insert(operation);
            if first.path == operation.path {
                continue;
            }
            self.report(
                operation.origin,
                Diagnostic::warning(
                    codes::EQUAL_TEMPLATES,
                    format!(
                        "`{}` and `{}` are one path to a server",
                        shown(&operation.path),
                        shown(&first.path)
                    ),
                )
                .at(Place::Key(operation.origin), "an operation of one")
                .also(Place::Key(first.origin), "an operation of the other")
                .help("call their placeholders the same, and make them one path"),
            );
        }
    }

    /// Path-level and own parameters of an operation: path parameters first in the order of the template, those
    /// without a placeholder left out.
    pub(super) fn effective<'d>(
        &mut self,
        operation: &'d Operation,
        path: &str,
    ) -> Vec<&'d Parameter> {
        let all = all(operation);
        let names = placeholders(path);
        let mut list: Vec<&Parameter> = Vec::new();
        for name in &names {
            let declared = all
                .iter()
                .find(|p| p.location == ParameterPlace::Path && p.name == *name);
            match declared {
                Some(parameter) if list.iter().all(|p| p.name != *name) => list.push(parameter),
                Some(_) => {}
                None => self.undeclared(operation, name, &all),
            }
        }
        self.check_express_style(operation, path);
        for parameter in all {
            if parameter.location != ParameterPlace::Path {
                list.push(parameter);
            } else if !names.contains(&parameter.name.as_str()) {
                self.report(
                    parameter.origin,
                    Diagnostic::warning(
                        codes::STRAY_PATH_PARAMETER,
                        format!(
                            "path parameter `{}` has no place in `{}`, and is left out",
                            parameter.name, operation.path
                        ),
                    )
                    .at(parameter.origin, "declared here")
                    .also(Place::Key(operation.origin), "for this operation"),
                );
            } else if !parameter.required {
                self.report(
                    parameter.origin,
                    Diagnostic::warning(
                        codes::OPTIONAL_PATH_PARAMETER,
                        format!(
                            "path parameter `{}` is required whatever it says",
                            parameter.name
                        ),
                    )
                    .at(parameter.origin, "a part of a path is always there")
                    .help("say `required: true`"),
                );
            }
        }
        list
    }

    fn undeclared(&mut self, operation: &Operation, name: &str, all: &[&Parameter]) {
        let mut diagnostic = Diagnostic::error(
            codes::UNDECLARED_PATH_PARAMETER,
            format!(
                "path parameter `{}` of `{}` is not declared",
                shown(name),
                shown(&operation.path)
            ),
        )
        .at(Place::Key(operation.origin), "nothing declares it");
        let twin = all.iter().find(|p| p.name == name);
        diagnostic = match twin {
            Some(parameter) => diagnostic
                .also(parameter.origin, "this has its name, but another place")
                .help("say `in: path`"),
            None => diagnostic.help(format!(
                "add `{{ name: {}, in: path, required: true, schema: {{ type: string }} }}` to its parameters",
                shown(name)
            )),
        };
        self.diags.push(diagnostic);
    }

    /// `/users/:id` is sent as it stands, which is hardly meant.
    fn check_express_style(&mut self, operation: &Operation, path: &str) {
        for name in path.split('/').filter_map(express_name) {
            self.report(
                operation.origin,
                Diagnostic::warning(
                    codes::EXPRESS_PATH,
                    format!("`:{name}` in `{}` is sent as it stands", operation.path),
                )
                .at(Place::Key(operation.origin), "not a placeholder of OpenAPI")
                .help(format!(
                    "write `{{{name}}}` and declare the parameter; `lenient` reads it so"
                )),
            );
        }
    }
}
