//! Reads what the API sends: webhooks, and callbacks of operations.

use super::objects::{Operation, Webhook};
use super::reader::Reader;
use super::value::join;
use crate::source::NodeRef;

/// How deep callbacks may have callbacks of their own.
const DEPTH: usize = 4;

impl<'a> Reader<'a> {
    /// Reads a webhook: one for each method of its path item.
    pub(super) fn webhook(&mut self, node: NodeRef<'a>, name: &str) -> Vec<Webhook> {
        let key = join("#/webhooks", name);
        let path = format!("{name} webhook");
        let operations = self.path_item_at(node, &path, key, None);
        let made = operations
            .into_iter()
            .map(|operation| made(name, None, operation));
        made.collect()
    }

    /// Reads `callbacks`; `key` is that of the map, `words` are those of the operation that has them.
    pub(super) fn callbacks(
        &mut self,
        node: NodeRef<'a>,
        key: &str,
        words: &[String],
    ) -> Vec<Webhook> {
        if !self.map(node, "callbacks") {
            return Vec::new();
        }
        if key.matches("/callbacks/").count() >= DEPTH {
            self.ignored(node, "`callbacks` of callbacks of callbacks");
            return Vec::new();
        }
        let mut callbacks = Vec::new();
        for (name, value) in node.entries() {
            let Some(followed) = self.follow(value, join(key, name), "a callback") else {
                continue;
            };
            let path = format!("{} {name} callback", words.join(" "));
            for (expression, item) in followed.node.entries() {
                if expression.starts_with("x-") {
                    continue;
                }
                let at = join(&followed.key, expression);
                for operation in self.path_item_at(item, &path, at, None) {
                    callbacks.push(made(name, Some(expression), operation));
                }
            }
        }
        callbacks
    }
}

fn made(name: &str, expression: Option<&str>, operation: Operation) -> Webhook {
    Webhook {
        name: name.to_owned(),
        expression: expression.map(str::to_owned),
        operation,
    }
}
