//! Reads what the configuration says of calls: envelopes, what may be sent twice, the header of idempotency keys.

use super::read::Reader;
use super::vet;
use crate::diag::codes::config as codes;
use crate::settings::{ApiSettings, Entry, Envelope};
use crate::source::NodeRef;

impl Reader<'_> {
    pub(super) fn calls(&mut self, node: NodeRef<'_>, settings: &mut ApiSettings) {
        if let Some(envelope) = node.get("envelope") {
            settings.envelope = self.envelope(envelope);
        }
        if let Some(examples) = node.get("examples") {
            settings.examples = self.flag(examples, "`examples`");
        }
        if let Some(retry) = node.get("retry") {
            self.array(retry, "`retry`");
            for item in retry.items() {
                if let Some(text) = self.text(item, "an entry of `retry`") {
                    let (text, origin) = (text.to_owned(), item.origin());
                    settings.retry.push(Entry { text, origin });
                }
            }
            if retry.is_array() && retry.items().next().is_none() {
                self.at(
                    codes::MISSING_KEY,
                    retry,
                    "`retry` is empty",
                    "at least one is needed",
                );
            }
        }
        if let Some(header) = node.get("idempotency_header")
            && let Some(text) = self.text(header, "`idempotency_header`")
        {
            if !vet::header_name(text) {
                let message = format!("`{text}` is no name of a header");
                self.at(codes::BAD_NAME, header, message, "letters, digits and `-`");
            }
            settings.idempotency_header = Some(text.to_ascii_lowercase());
        }
    }

    fn envelope(&mut self, node: NodeRef<'_>) -> Option<Envelope> {
        self.keys(node, "`envelope`", &["data", "success", "error"]);
        let data = self.required(node, "`envelope`", "data")?;
        let data = self.text(data, "`data`")?.to_owned();
        let mut key = |key: &str| {
            let value = node.get(key)?;
            Some(self.text(value, &format!("`{key}`"))?.to_owned())
        };
        Some(Envelope {
            origin: node.origin(),
            data,
            success: key("success"),
            error: key("error"),
        })
    }
}
