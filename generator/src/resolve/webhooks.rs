//! What the API sends: webhooks, and callbacks of operations.

use super::Resolver;
use crate::diag::codes::resolve as codes;
use crate::diag::{Diagnostic, Place};
use crate::document;
use crate::model::Webhook;

impl Resolver<'_> {
    /// All of them, sorted by key.
    pub(super) fn webhooks(&mut self) -> Vec<Webhook> {
        let document = self.document;
        let mut webhooks = Vec::new();
        for webhook in &document.webhooks {
            self.webhook(None, webhook, &mut webhooks);
        }
        for operation in &document.operations {
            if operation.broken && self.settings.lenient {
                continue;
            }
            let of = format!("{} {}", operation.method, operation.path);
            for callback in &operation.callbacks {
                self.webhook(Some(&of), callback, &mut webhooks);
            }
        }
        let mut with_parameters = webhooks
            .iter()
            .filter(|webhook| !webhook.operation.parameters.is_empty());
        if let Some(first) = with_parameters.next() {
            let (origin, count) = (first.operation.place.origin, with_parameters.count() + 1);
            let places = if count == 1 { "place" } else { "places" };
            self.report(
                origin,
                Diagnostic::note(
                    codes::NOT_GENERATED,
                    format!("ignored: the parameters of what the API sends ({count} {places})"),
                )
                .at(Place::Key(origin), "only its body is generated"),
            );
        }
        webhooks.sort_by(|a, b| a.operation.place.key.cmp(&b.operation.place.key));
        // One component may be the callback of several operations.
        webhooks.dedup_by(|a, b| {
            a.operation.place.key == b.operation.place.key && a.callback.is_some()
        });
        webhooks
    }

    fn webhook(
        &mut self,
        of: Option<&String>,
        webhook: &document::Webhook,
        found: &mut Vec<Webhook>,
    ) {
        if webhook.operation.broken && self.settings.lenient {
            return;
        }
        let operation = self.operation(&webhook.operation);
        let expression = webhook.expression.clone().unwrap_or_default();
        found.push(Webhook {
            name: webhook.name.clone(),
            callback: of.map(|of| (of.clone(), expression)),
            operation,
        });
        for callback in &webhook.operation.callbacks {
            self.webhook(of, callback, found);
        }
    }
}
