//! What the configuration says of calls: which may be sent twice, and which answers are unwrapped.
//!
//! An answer is unwrapped where its type has the envelope's fields. What answers in pages keeps its type, since what leads
//! to the next page is beside the data.

use crate::diag::codes::config::{MATCHES_NOTHING, UNFIT_OVERRIDE};
use crate::diag::{Diagnostic, Diagnostics};
use crate::rust::{AnswerMedia, Envelope, Item, Operation, Outcome, RustType};
use crate::settings::{self, ApiSettings, Candidate};

use super::paging::Walk;
use super::scope::Scope;

/// Methods that may be sent twice anyway.
const IDEMPOTENT: &[&str] = &["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"];

/// What an API wraps its answers in.
pub(super) fn envelope(settings: &ApiSettings) -> Option<Envelope> {
    settings.envelope.as_ref().map(|envelope| Envelope {
        data: envelope.data.clone(),
        success: envelope.success.clone(),
        error: envelope.error.clone(),
    })
}

/// Marks the operations.
pub(super) fn lower(
    scope: &Scope<'_>,
    operations: &mut [Operation],
    items: &[Item],
    diags: &mut Diagnostics,
) {
    retries(scope, operations, diags);
    let Some(envelope) = &scope.settings.envelope else {
        return;
    };
    let walk = Walk::of(items);
    let mut found = false;
    for operation in operations {
        let Outcome::One(answer, AnswerMedia::Json) = &operation.ok else {
            continue;
        };
        let Some(data) = data(&walk, answer, envelope) else {
            continue;
        };
        found = true;
        if operation.paging.is_none() {
            operation.ok = Outcome::One(data.clone(), AnswerMedia::Json);
            operation.wrapped = true;
        }
    }
    if !found {
        let message = "no answer has the fields of the envelope";
        diags
            .push(Diagnostic::error(MATCHES_NOTHING, message).at(envelope.origin, "wraps nothing"));
    }
}

/// What is in an answer, if it is an envelope.
fn data<'t>(
    walk: &Walk<'t>,
    answer: &'t RustType,
    envelope: &settings::Envelope,
) -> Option<&'t RustType> {
    let fields = walk.fields(walk.plain(answer).0)?;
    let has = |name: &String| fields.iter().any(|field| field.wire == *name);
    let field = fields.iter().find(|field| field.wire == envelope.data)?;
    (field.name.is_some() && envelope.success.iter().all(has)).then_some(&field.ty)
}

fn retries(scope: &Scope<'_>, operations: &mut [Operation], diags: &mut Diagnostics) {
    for entry in &scope.settings.retry {
        let models = scope.api.operations.iter();
        let mut named = models.filter(|model| {
            let candidate = Candidate {
                id: model.id.as_deref(),
                method: &model.method.0,
                path: &model.path,
                tags: Vec::new(),
            };
            candidate.is_called(&entry.text)
        });
        let Some(model) = named.next() else {
            let message = format!("no operation is called `{}`", entry.text);
            let diagnostic = Diagnostic::error(MATCHES_NOTHING, message)
                .at(entry.origin, "names nothing")
                .help("operations are named by `operationId`, or by method and path: `GET /pets`");
            diags.push(diagnostic);
            continue;
        };
        if IDEMPOTENT.contains(&model.method.0.as_str()) {
            let message = format!("`{}` is sent again anyway", entry.text);
            let label = format!("{} is idempotent", model.method.0);
            diags.push(Diagnostic::error(UNFIT_OVERRIDE, message).at(entry.origin, label));
        }
        let same = |one: &&mut Operation| one.method == model.method.0 && one.path == model.path;
        if let Some(operation) = operations.iter_mut().find(same) {
            operation.retry = true;
        }
    }
}
