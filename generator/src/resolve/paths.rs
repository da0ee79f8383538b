//! Path templates against declared path parameters.

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

impl Resolver<'_> {
    /// Path-level and own parameters of an operation: path parameters first in the order of the template, those
    /// without a placeholder left out. Also the placeholders that no parameter is declared for.
    pub(super) fn effective<'d>(
        &mut self,
        operation: &'d Operation,
    ) -> (Vec<&'d Parameter>, Vec<&'d str>) {
        let own = &operation.parameters;
        let overridden = |p: &&Parameter| {
            own.iter()
                .any(|o| o.name == p.name && o.location == p.location)
        };
        let inherited = operation.path_parameters.iter().filter(|p| !overridden(p));
        let all: Vec<&Parameter> = inherited.chain(own).collect();
        let names = placeholders(&operation.path);
        let mut list: Vec<&Parameter> = Vec::new();
        let mut undeclared: Vec<&str> = Vec::new();
        for name in &names {
            let declared = all
                .iter()
                .find(|p| p.location == ParameterPlace::Path && p.name == *name);
            match declared {
                Some(parameter) if list.iter().all(|p| p.name != *name) => list.push(parameter),
                Some(_) => {}
                None if undeclared.contains(name) => {}
                None => {
                    self.undeclared(operation, name, &all);
                    undeclared.push(name);
                }
            }
        }
        self.check_express_style(operation);
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
        (list, undeclared)
    }

    fn undeclared(&mut self, operation: &Operation, name: &str, all: &[&Parameter]) {
        let mut diagnostic = Diagnostic::warning(
            codes::UNDECLARED_PATH_PARAMETER,
            format!(
                "path parameter `{}` of `{}` is not declared, and taken as a string",
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
    fn check_express_style(&mut self, operation: &Operation) {
        let express = operation
            .path
            .split('/')
            .filter_map(|s| s.strip_prefix(':'));
        for name in express.filter(|name| !name.is_empty()) {
            self.report(
                operation.origin,
                Diagnostic::warning(
                    codes::EXPRESS_PATH,
                    format!("`:{name}` in `{}` is sent as it stands", operation.path),
                )
                .at(Place::Key(operation.origin), "not a placeholder of OpenAPI")
                .help(format!("write `{{{name}}}` and declare the parameter")),
            );
        }
    }
}
