//! Reads an overlay: its version, what it extends, and its actions.

use super::query::Query;
use crate::diag::codes::source as codes;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::source::tree::{Kind, NodeRef, Origin};

/// An overlay that was read.
pub(super) struct Overlay {
    /// Whether it is of 1.1, where primitive values can be targets and values be copied.
    pub(super) one_one: bool,
    /// The document that it is for.
    pub(super) extends: Option<(String, Origin)>,
    /// Its actions, in order.
    pub(super) actions: Vec<Action>,
}

/// One action.
pub(super) struct Action {
    pub(super) target: Query,
    pub(super) place: Origin,
    pub(super) change: Change,
    /// Where the change stands.
    pub(super) place_of_change: Origin,
}

/// What an action does.
pub(super) enum Change {
    /// Merges this node of the overlay.
    Update(Origin),
    /// Merges what is found there.
    Copy(Query),
    /// Removes it.
    Remove,
}

/// How alike two keys are when one is taken for a misspelling of the other, from 0 to 1.
const NEAR: f32 = 0.6;

/// Reads an overlay. When it gives `None`, an error says why.
pub(super) fn read(root: NodeRef<'_>, diags: &mut Diagnostics) -> Option<Overlay> {
    let first = diags.len();
    let mut reader = Reader { diags };
    let one_one = reader.version(root)?;
    reader.keys(
        root,
        "an overlay",
        &["overlay", "info", "extends", "actions"],
    );
    if let Some(info) = reader.required(root, "an overlay", "info")
        && reader.kind(info, "`info`", info.is_object(), "an object")
    {
        reader.keys(info, "`info`", &["title", "version", "description"]);
        for key in ["title", "version"] {
            reader.required(info, "`info`", key);
        }
    }
    let extends = root
        .get("extends")
        .and_then(|node| Some((reader.text(node, "`extends`")?, node.origin())));
    let mut actions = Vec::new();
    if let Some(list) = reader.required(root, "an overlay", "actions")
        && reader.kind(list, "`actions`", list.is_array(), "an array")
    {
        if list.items().next().is_none() {
            reader.bad(
                list.origin().into(),
                "`actions` is empty",
                "at least one is needed",
            );
        }
        actions.extend(list.items().filter_map(|node| reader.action(node, one_one)));
    }
    let wrong = diags
        .iter()
        .skip(first)
        .any(|found| found.severity == crate::diag::Severity::Error);
    (!wrong).then_some(Overlay {
        one_one,
        extends,
        actions,
    })
}

fn is_unknown(key: &str, known: &[&str]) -> bool {
    !known.contains(&key) && !key.starts_with("x-")
}

struct Reader<'d> {
    diags: &'d mut Diagnostics,
}

impl Reader<'_> {
    /// Whether it is of 1.1; nothing when it is of no version that is known.
    fn version(&mut self, root: NodeRef<'_>) -> Option<bool> {
        let Some(node) = root.get("overlay") else {
            let what = match root.get("openapi").or(root.get("swagger")) {
                Some(_) => "this is an API document, not an overlay",
                None => "this is not an overlay",
            };
            self.bad(root.origin().into(), what, "the key `overlay` is missing");
            return None;
        };
        let text = match node.kind() {
            Kind::String(text) | Kind::Number(text) => text,
            _ => {
                self.kind(node, "`overlay`", false, "a version such as `1.1.0`");
                return None;
            }
        };
        let mut parts = text.split('.');
        match (parts.next(), parts.next()) {
            (Some("1"), Some("0")) => Some(false),
            (Some("1"), Some("1")) => Some(true),
            _ => {
                let message = format!("overlays of version `{text}` are not supported");
                let diagnostic = Diagnostic::error(codes::OVERLAY_VERSION, message)
                    .at(node.origin(), "1.0 and 1.1 are");
                self.diags.push(diagnostic);
                None
            }
        }
    }

    fn action(&mut self, node: NodeRef<'_>, one_one: bool) -> Option<Action> {
        if !self.kind(node, "an action", node.is_object(), "an object") {
            return None;
        }
        let known: &[&str] = match one_one {
            true => &["target", "description", "update", "copy", "remove"],
            false => &["target", "description", "update", "remove"],
        };
        if let Some(copy) = node.get("copy").filter(|_| !one_one) {
            let place = Place::Key(copy.origin());
            self.bad(place, "`copy` is of overlays 1.1", "say `overlay: 1.1.0`");
            return None;
        }
        self.keys(node, "an action", known);
        let target = self.required(node, "an action", "target");
        let query = target.and_then(|target| self.query(target, "`target`"));
        let remove = node.get("remove").is_some_and(|remove| {
            let truth = remove.as_bool();
            self.kind(remove, "`remove`", truth.is_some(), "true or false");
            truth == Some(true)
        });
        let (update, copy) = (node.get("update"), node.get("copy"));
        let copied = copy.and_then(|copy| self.query(copy, "`copy`"));
        let (change, place) = match (remove, update, copy) {
            (true, None, None) => (Change::Remove, node.get("remove")?),
            (false, Some(update), None) => (Change::Update(update.origin()), update),
            (false, None, Some(copy)) => (Change::Copy(copied?), copy),
            // A misspelt key was reported already, and that one mistake is the whole story.
            (false, None, None) if node.entries().any(|(key, _)| is_unknown(key, known)) => {
                return None;
            }
            (false, None, None) => {
                let keys = known[2..].join("`, `");
                let label = format!("none of `{keys}`");
                self.bad(node.origin().into(), "an action that does nothing", &label);
                return None;
            }
            _ => {
                let second = copy.or(update)?.origin();
                let message = "an action does one thing: of several, none or one has any effect";
                self.bad(Place::Key(second), message, "make it an action of its own");
                return None;
            }
        };
        Some(Action {
            target: query?,
            place: target?.origin(),
            change,
            place_of_change: place.origin(),
        })
    }

    fn query(&mut self, node: NodeRef<'_>, what: &str) -> Option<Query> {
        let text = self.text(node, what)?;
        match Query::parse(&text) {
            Ok(query) => Some(query),
            Err(why) => {
                let mut diagnostic =
                    Diagnostic::error(codes::BAD_JSONPATH, format!("`{text}` is not a JSONPath"))
                        .at(node.origin(), why);
                if text.contains("./") {
                    diagnostic = diagnostic
                        .help("keys that are no plain names are quoted: `$.paths['/pets']`");
                }
                self.diags.push(diagnostic);
                None
            }
        }
    }

    fn keys(&mut self, node: NodeRef<'_>, what: &str, known: &[&str]) {
        for (key, value) in node.entries() {
            if !is_unknown(key, known) {
                continue;
            }
            let message = format!("{what} has no key `{key}`");
            let diagnostic = Diagnostic::error(codes::BAD_OVERLAY, message)
                .at(Place::Key(value.origin()), "unknown key");
            let near = similar::get_close_matches(key, known, 1, NEAR);
            self.diags.push(match near.first() {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!("known keys: `{}`", known.join("`, `"))),
            });
        }
    }

    fn required<'n>(&mut self, node: NodeRef<'n>, what: &str, key: &str) -> Option<NodeRef<'n>> {
        let value = node.get(key);
        if value.is_none() {
            let message = format!("{what} needs the key `{key}`");
            let label = format!("`{key}` is missing");
            self.bad(node.origin().into(), &message, &label);
        }
        value
    }

    fn text(&mut self, node: NodeRef<'_>, what: &str) -> Option<String> {
        let text = node.as_str();
        self.kind(node, what, text.is_some(), "a string");
        text.map(str::to_owned)
    }

    /// Reports a node of the wrong kind.
    fn kind(&mut self, node: NodeRef<'_>, what: &str, fits: bool, wanted: &str) -> bool {
        if !fits {
            let message = format!("{what} must be {wanted}");
            self.bad(node.origin().into(), &message, "something else");
        }
        fits
    }

    fn bad(&mut self, place: Place, message: &str, label: &str) {
        self.diags
            .push(Diagnostic::error(codes::BAD_OVERLAY, message).at(place, label));
    }
}
