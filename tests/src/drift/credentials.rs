//! Whether the credentials that were enough for an operation are enough for it in the newer document.
//!
//! Takes both documents as JSON; gives the first reason why not. Looks at documents alone: at what each scheme puts into
//! a request, not at what it is called.

use serde_json::Value;

/// What a scheme puts into a request.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sent {
    /// The scheme's name.
    name: String,
    /// Where it goes and as what: `header X-Key`, `bearer`.
    form: String,
    /// The scopes that a token has, or must have.
    scopes: Vec<String>,
}

/// Why credentials that were enough are refused, when some are. The method, and the path in both documents, are given.
pub fn broken(documents: [&Value; 2], method: &str, paths: [&str; 2]) -> Option<String> {
    let [old, new] = documents;
    let [path, now] = paths;
    let before = requirements(old, path, method)?;
    let after = requirements(new, now, method)?;
    before.iter().find_map(|sent| {
        let is_enough = |asked: &Vec<Sent>| asked.iter().all(|one| has(sent, one));
        if after.iter().any(is_enough) {
            return None;
        }
        let names: Vec<String> = sent
            .iter()
            .map(|one| format!("{} [{}]", one.name, one.scopes.join(" ")))
            .collect();
        Some(format!(
            "{method} {path}: {} is not enough",
            names.join(" and ")
        ))
    })
}

/// Whether what is sent has what is asked for.
fn has(sent: &[Sent], asked: &Sent) -> bool {
    sent.iter().any(|one| {
        let scopes = asked.scopes.iter().all(|scope| one.scopes.contains(scope));
        one.form == asked.form && scopes
    })
}

/// What an operation asks for: one of these, each of which is several at once.
fn requirements(document: &Value, path: &str, method: &str) -> Option<Vec<Vec<Sent>>> {
    let operation = document["paths"].get(path)?.get(method)?;
    let listed = operation.get("security").or(document.get("security"));
    let alternatives = listed.and_then(Value::as_array).into_iter().flatten();
    let mut found: Vec<Vec<Sent>> = alternatives
        .map(|one| {
            let schemes = one.as_object().into_iter().flatten();
            schemes
                .map(|(name, scopes)| Sent {
                    name: name.clone(),
                    form: form(&document["components"]["securitySchemes"][name]),
                    scopes: texts(scopes),
                })
                .collect()
        })
        .collect();
    if found.is_empty() {
        found.push(Vec::new());
    }
    Some(found)
}

fn texts(list: &Value) -> Vec<String> {
    let all = list.as_array().into_iter().flatten();
    all.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What a scheme puts where. Tokens of one server are none of another.
fn form(scheme: &Value) -> String {
    let text = |key: &str| scheme[key].as_str().unwrap_or_default().to_owned();
    match scheme["type"].as_str().unwrap_or_default() {
        "apiKey" if text("in") == "header" => format!("header {}", text("name").to_lowercase()),
        "apiKey" => format!("{} {}", text("in"), text("name")),
        "http" => text("scheme").to_lowercase(),
        "oauth2" => {
            let flows = scheme["flows"].as_object().into_iter().flatten();
            let urls: Vec<&str> = flows
                .filter_map(|(_, flow)| {
                    flow["tokenUrl"]
                        .as_str()
                        .or(flow["authorizationUrl"].as_str())
                })
                .collect();
            format!("bearer of {}", urls.join(" "))
        }
        "openIdConnect" => format!("bearer of {}", text("openIdConnectUrl")),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document(security: Value) -> Value {
        json!({
            "paths": { "/a": { "get": { "security": security } } },
            "components": { "securitySchemes": {
                "key": { "type": "apiKey", "in": "header", "name": "X-Key" },
                "same": { "type": "apiKey", "in": "header", "name": "x-key" },
                "token": { "type": "http", "scheme": "bearer" },
                "oauth": { "type": "oauth2", "flows": { "clientCredentials": { "tokenUrl": "https://x.test/t" } } },
            } },
        })
    }

    #[test]
    fn what_was_enough_is_compared_by_what_is_sent() {
        for (old, new, works) in [
            (json!([{ "key": [] }]), json!([{ "same": [] }]), true),
            (json!([{ "key": [] }]), json!([{ "token": [] }]), false),
            (json!([{ "key": [] }]), json!([]), true),
            (json!([]), json!([{ "key": [] }]), false),
            (json!([]), json!([{ "key": [] }, {}]), true),
            (
                json!([{ "key": [], "token": [] }]),
                json!([{ "token": [] }]),
                true,
            ),
            (
                json!([{ "key": [] }, { "token": [] }]),
                json!([{ "token": [] }]),
                false,
            ),
            (
                json!([{ "oauth": ["a", "b"] }]),
                json!([{ "oauth": ["b"] }]),
                true,
            ),
            (
                json!([{ "oauth": ["a"] }]),
                json!([{ "oauth": ["a", "b"] }]),
                false,
            ),
            (json!([{ "token": [] }]), json!([{ "oauth": [] }]), false),
        ] {
            let (before, after) = (document(old.clone()), document(new.clone()));
            let broken = broken([&before, &after], "get", ["/a", "/a"]);
            assert_eq!(broken.is_none(), works, "{old} {new}: {broken:?}");
        }
    }
}
