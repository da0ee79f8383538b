//! Whether requests of the older document are still requests of the newer one, but for their bodies.
//!
//! Takes both documents as JSON; gives the first reason why not. Looks at documents alone.

use serde_json::Value;

use crate::fidelity::bodies::{followed, segment};
use crate::fidelity::judge::Judge;
use crate::fidelity::synth::{Examples, Synth};

/// How many values of a parameter are tried.
const VALUES: usize = 40;

/// A parameter, and where its schema stands.
struct Parameter {
    place: String,
    name: String,
    required: bool,
    /// How it is written.
    style: String,
    schema: Option<String>,
}

/// Two documents as they are written, and as a judge takes them.
pub struct Documents<'d> {
    /// As they are written: the older, the newer.
    pub written: [&'d Value; 2],
    /// In the words of JSON Schema.
    pub upgraded: [&'d Value; 2],
}

/// Why requests of an operation are refused, when they are. Its method, and its path in both documents, are given.
pub fn broken(documents: &Documents<'_>, method: &str, paths: [&str; 2]) -> Option<String> {
    let [old, new] = documents.written;
    let [path, now_path] = paths;
    let before = parameters(old, path, method)?;
    let Some(after) = parameters(new, now_path, method) else {
        return Some(format!("{method} {path} is gone"));
    };
    for now in &after {
        let known = before
            .iter()
            .find(|known| known.place == now.place && known.name == now.name);
        // A path parameter is called as anybody likes; what counts is the path.
        if now.place == "path" && known.is_none() {
            continue;
        }
        let sent = known.is_some_and(|known| known.required);
        if now.required && !sent {
            return Some(format!("{} {} must be sent", now.place, now.name));
        }
        let Some(known) = known else { continue };
        if known.style != now.style {
            return Some(format!(
                "{} {} is written in another way",
                now.place, now.name
            ));
        }
        if let Some(value) = refused(documents, known, now) {
            return Some(format!(
                "{} {} may not be {value} any more",
                now.place, now.name
            ));
        }
    }
    let required = |document: &Value, path: &str| {
        let at = format!("/paths/{}/{method}/requestBody", segment(path));
        let body = followed(document, &at).and_then(|at| document.pointer(&at));
        body.map(|body| body["required"] == true)
    };
    if required(new, now_path) == Some(true) && required(old, path) != Some(true) {
        return Some("a body must be sent".to_owned());
    }
    None
}

/// A value that the older schema allows and the newer one does not.
fn refused(documents: &Documents<'_>, known: &Parameter, now: &Parameter) -> Option<Value> {
    let [old, new] = documents.upgraded;
    let (from, to) = (known.schema.as_ref()?, now.schema.as_ref()?);
    let (old_judge, new_judge) = (Judge::new(old).ok()?, Judge::new(new).ok()?);
    let (before, after) = (
        old_judge.validator(from).ok()?,
        new_judge.validator(to).ok()?,
    );
    let values = Synth::new(old, Examples::Second).instances(from);
    let mut valid = values
        .into_iter()
        .filter(|value| !value.is_null() && before.is_valid(value))
        .take(VALUES);
    valid.find(|value| !after.is_valid(value))
}

/// The path of a document that is the same to a server: placeholders may be called otherwise.
pub fn same_path<'d>(document: &'d Value, path: &str) -> Option<&'d str> {
    let plain = |path: &str| -> String {
        let segments = path.split('/').map(|segment| match segment.find('{') {
            Some(start) => format!("{}{{}}", &segment[..start]),
            None => segment.to_owned(),
        });
        segments.collect::<Vec<_>>().join("/")
    };
    let mut paths = document["paths"].as_object()?.keys();
    paths
        .find(|known| plain(known) == plain(path))
        .map(String::as_str)
}

/// The parameters of an operation; nothing, when there is no such operation.
fn parameters(document: &Value, path: &str, method: &str) -> Option<Vec<Parameter>> {
    let item = format!("/paths/{}", segment(path));
    let operation = format!("{item}/{method}");
    document.pointer(&operation)?;
    let mut found: Vec<Parameter> = Vec::new();
    for list in [
        format!("{operation}/parameters"),
        format!("{item}/parameters"),
    ] {
        let count = document
            .pointer(&list)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        for index in 0..count {
            let Some(at) = followed(document, &format!("{list}/{index}")) else {
                continue;
            };
            let parameter = document.pointer(&at)?;
            let text = |key: &str| parameter[key].as_str().unwrap_or_default().to_owned();
            let (place, name) = (text("in"), text("name"));
            if found
                .iter()
                .any(|known| known.place == place && known.name == name)
            {
                continue;
            }
            let form = place == "query" || place == "cookie";
            let style = match parameter["style"].as_str() {
                Some(style) => style.to_owned(),
                None if form => "form".to_owned(),
                None => "simple".to_owned(),
            };
            let explode = parameter["explode"].as_bool().unwrap_or(style == "form");
            let content = parameter["content"]
                .as_object()
                .and_then(|content| content.keys().next());
            let schema = format!("{at}/schema");
            // Of a plain value it makes no difference how lists would be written.
            let plain = !matches!(kind(document, &schema).as_str(), "array" | "object" | "");
            found.push(Parameter {
                style: match (content, plain) {
                    (Some(content), _) => content.clone(),
                    (None, true) => String::new(),
                    (None, false) => format!("{style} {explode}"),
                },
                required: parameter["required"] == true,
                schema: document.pointer(&schema).map(|_| schema),
                place,
                name,
            });
        }
    }
    Some(found)
}

/// The type of the schema at a pointer.
fn kind(document: &Value, pointer: &str) -> String {
    let at = followed(document, pointer);
    let schema = at.and_then(|at| document.pointer(&at));
    let kind = schema.and_then(|schema| schema["type"].as_str());
    kind.unwrap_or_default().to_owned()
}
