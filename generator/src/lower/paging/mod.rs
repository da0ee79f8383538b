//! Which operations answer in pages, and how.
//!
//! Takes the rules of the configuration, the operations and all types; each place that a rule names is looked for in the
//! types. What does not fit is an error where the rule names the operation, and passed over where the rule is for all.
//! Without rules, what looks like pages is told, and never taken for them.

mod ask;
mod fit;
mod likely;
mod walk;

use std::collections::BTreeMap;

use crate::diag::codes::config::MATCHES_NOTHING;
use crate::diag::codes::lower::{PAGES_DO_NOT_FIT, PAGES_LIKELY};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model;
use crate::rust::{Item, Operation};
use crate::settings::{Candidate, Entry, PagingRule};
use crate::source::Origin;

use super::operations::key;
use super::scope::Scope;
pub(super) use walk::Walk;

/// Why a rule is not that of an operation.
struct Unfit {
    /// What the configuration says that is not so; the rule as a whole, when it is none.
    origin: Option<Origin>,
    /// What is wrong.
    label: String,
    /// What could have been meant.
    help: Option<String>,
}

impl Unfit {
    fn of(entry: &Entry, label: String) -> Self {
        let origin = Some(entry.origin);
        Unfit {
            origin,
            label,
            help: None,
        }
    }
}

/// Says of each operation how it answers in pages.
pub(super) fn lower(
    scope: &Scope<'_>,
    operations: &mut [Operation],
    items: &[Item],
    diags: &mut Diagnostics,
) {
    let walk = Walk::of(items);
    let models: BTreeMap<String, &model::Operation> = scope
        .api
        .operations
        .iter()
        .map(|one| (key(one), one))
        .collect();
    let model = |operation: &Operation| {
        let key = format!("{} {}", operation.method, operation.path);
        models.get(&key).copied()
    };
    match &scope.settings.pagination {
        Some(rules) => rules
            .iter()
            .for_each(|rule| apply(rule, &walk, operations, &model, diags)),
        None => {
            let found = operations.iter().filter_map(|operation| {
                let rule = likely::rule(&walk, operation, model(operation)?)?;
                Some((rule, operation))
            });
            tell(found, diags);
        }
    }
}

fn apply<'m>(
    rule: &PagingRule,
    walk: &Walk<'_>,
    operations: &mut [Operation],
    model: &dyn Fn(&Operation) -> Option<&'m model::Operation>,
    diags: &mut Diagnostics,
) {
    let mut used = vec![false; rule.picks.operations.len()];
    let mut fits = false;
    let mut named = false;
    for operation in operations {
        let Some(model) = model(operation) else {
            continue;
        };
        let candidate = Candidate {
            id: model.id.as_deref(),
            method: &operation.method,
            path: &operation.path,
            tags: model.tags.iter().map(String::as_str).collect(),
        };
        let place = rule
            .picks
            .operations
            .iter()
            .position(|entry| candidate.is_called(&entry.text));
        if let Some(place) = place {
            used[place] = true;
        }
        if place.is_none() && !rule.picks.is_empty() && !rule.picks.is_near(&candidate) {
            continue;
        }
        named = true;
        match fit::fit(rule, walk, operation, model) {
            Ok(paging) => {
                fits = true;
                operation.paging.get_or_insert(paging);
            }
            Err(unfit) if place.is_some() => diags.push(unfit.told(rule, operation)),
            Err(_) => {}
        }
    }
    for (entry, _) in rule
        .picks
        .operations
        .iter()
        .zip(&used)
        .filter(|(_, used)| !**used)
    {
        let message = format!("no operation is called `{}`", entry.text);
        let diagnostic = Diagnostic::error(MATCHES_NOTHING, message)
            .at(entry.origin, "names nothing")
            .help("operations are named by `operationId`, or by method and path: `GET /pets`");
        diags.push(diagnostic);
    }
    if !fits && rule.picks.operations.is_empty() {
        let label = match named {
            true => "no operation has this parameter and these places in its answer",
            false => "its paths and tags name no operation",
        };
        let message = "a rule of `pagination` fits no operation";
        let help = "name one with `operations`, to be told what does not fit";
        diags.push(
            Diagnostic::error(PAGES_DO_NOT_FIT, message)
                .at(rule.origin, label)
                .help(help),
        );
    }
}

impl Unfit {
    fn told(self, rule: &PagingRule, operation: &Operation) -> Diagnostic {
        let message = format!(
            "`pagination` does not fit {} {}",
            operation.method, operation.path
        );
        let diagnostic = Diagnostic::error(PAGES_DO_NOT_FIT, message)
            .at(self.origin.unwrap_or(rule.origin), self.label)
            .also(operation.source.origin, "this operation");
        match self.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }
}

/// Tells what looks like pages: operations with the same rule together.
fn tell<'o>(found: impl Iterator<Item = (String, &'o Operation)>, diags: &mut Diagnostics) {
    let mut rules: Vec<(String, Vec<&Operation>)> = Vec::new();
    for (rule, operation) in found {
        match rules.iter_mut().find(|(known, _)| *known == rule) {
            Some((_, operations)) => operations.push(operation),
            None => rules.push((rule, vec![operation])),
        }
    }
    let Some((_, [first, ..])) = rules
        .first()
        .map(|(rule, operations)| (rule, &operations[..]))
    else {
        return;
    };
    let count: usize = rules.iter().map(|(_, operations)| operations.len()).sum();
    let message = match count {
        1 => "an operation looks as if it answered in pages".to_owned(),
        _ => format!("{count} operations look as if they answered in pages"),
    };
    let lines = rules.iter().map(|(rule, operations)| {
        let names: Vec<String> = operations
            .iter()
            .map(|one| format!("{} {}", one.method, one.path))
            .collect();
        format!("\n  - {{ {rule}, operations: [{}] }}", names.join(", "))
    });
    let lines: String = lines.collect();
    diags.push(
        Diagnostic::note(PAGES_LIKELY, message)
            .at(first.source.origin, "this one, for instance")
            .help(format!(
                "if they do, the API's configuration can say so:\npagination:{lines}"
            ))
            .help("`pagination: []` says that they do not"),
    );
}
