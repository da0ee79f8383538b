//! Where a request says which page it asks for: puts it there, and reads what the caller put there.

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use serde_json::Value;

use super::draft::Draft;
use super::path::{encode, pair};
use super::switch::with_field;

/// Where in a request the parameter is that asks for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// In the query, by its name.
    Query,
    /// It is a header of this name.
    Header,
    /// In a JSON body, at this JSON pointer.
    Json,
    /// In a form, under this key.
    Form,
}

impl Asked {
    /// Sets the parameter, whatever it was.
    pub(super) fn set(self, draft: &mut Draft, name: &'static str, at: &Value) {
        let text = at.as_str().map_or_else(|| at.to_string(), str::to_owned);
        match self {
            Asked::Query => {
                draft.query.retain(|(parameter, _)| *parameter != name);
                draft.query.push((name, pair(name, &text)));
            }
            Asked::Header => match (HeaderName::try_from(name), HeaderValue::try_from(text)) {
                (Ok(name), Ok(value)) => {
                    draft.parameters.insert(name, value);
                }
                _ => draft.refuse(format!("no header `{name}` can say where the page is")),
            },
            Asked::Json => {
                let json = || (HeaderValue::from_static("application/json"), "{}".into());
                let (media, body) = draft.body.take().unwrap_or_else(json);
                draft.body = Some((media, with_place(&body, name, at)));
            }
            Asked::Form => {
                let media = HeaderValue::from_static("application/x-www-form-urlencoded");
                let (media, body) = draft.body.take().unwrap_or((media, Bytes::new()));
                let body = String::from_utf8_lossy(&body);
                let others = pairs(&body).filter(|(key, _)| *key != encode(name));
                let mut written: Vec<String> = others
                    .map(|(key, value)| format!("{key}={value}"))
                    .collect();
                written.push(pair(name, &text));
                draft.body = Some((media, written.join("&").into()));
            }
        }
    }

    /// What the caller gave for a parameter that is a number.
    pub(super) fn number(self, draft: &Draft, name: &str) -> Option<u64> {
        let body = || Some(&draft.body.as_ref()?.1);
        match self {
            Asked::Query => {
                let mut query = draft.query.iter();
                let (_, pair) = query.find(|(parameter, _)| *parameter == name)?;
                pair.split_once('=')?.1.parse().ok()
            }
            Asked::Header => draft.parameters.get(name)?.to_str().ok()?.parse().ok(),
            Asked::Json => {
                let body: Value = serde_json::from_slice(body()?).ok()?;
                body.pointer(name)?.as_u64()
            }
            Asked::Form => {
                let body = std::str::from_utf8(body()?).ok()?;
                let (_, value) = pairs(body).find(|(key, _)| *key == encode(name))?;
                value.parse().ok()
            }
        }
    }
}

/// The keys and values of a form, encoded.
fn pairs(form: &str) -> impl Iterator<Item = (&str, &str)> {
    form.split('&').filter_map(|pair| pair.split_once('='))
}

/// A JSON body with a value at a JSON pointer; objects on the way that are not there are made. What is no object is left as
/// it is.
fn with_place(body: &Bytes, pointer: &str, value: &Value) -> Bytes {
    let name = |part: &str| part.replace("~1", "/").replace("~0", "~");
    let names: Vec<String> = pointer.split('/').skip(1).map(name).collect();
    if let [name] = &names[..] {
        return with_field(body, name, value, true);
    }
    let Ok(mut whole) = serde_json::from_slice::<Value>(body) else {
        return body.clone();
    };
    let mut at = &mut whole;
    for name in names {
        if at.is_null() {
            *at = Value::Object(serde_json::Map::new());
        }
        let Value::Object(object) = at else {
            return body.clone();
        };
        at = object.entry(name).or_insert(Value::Null);
    }
    *at = value.clone();
    whole.to_string().into()
}

#[cfg(test)]
mod unit {
    use bytes::Bytes;
    use serde_json::{Value, json};

    use super::{Asked, Draft, with_place};

    #[test]
    fn a_place_in_a_body_is_set_and_made_where_it_is_not_there() {
        let set = |body: &'static str, pointer| {
            let body = with_place(&Bytes::from(body), pointer, &json!("n"));
            serde_json::from_slice::<Value>(&body).unwrap()
        };
        assert_eq!(set("{}", "/page/after"), json!({"page": {"after": "n"}}));
        assert_eq!(
            set(
                "{\"q\":1,\"page\":{\"size\":2,\"after\":\"m\"}}",
                "/page/after"
            ),
            json!({"q": 1, "page": {"size": 2, "after": "n"}})
        );
        assert_eq!(
            set("{\"page\":null}", "/page/a~1b"),
            json!({"page": {"a/b": "n"}})
        );
        assert_eq!(set("{\"page\":[1]}", "/page/after"), json!({"page": [1]}));
        assert_eq!(set("{}", "/after"), json!({"after": "n"}));
    }

    #[test]
    fn each_place_gives_back_what_it_was_set_to() {
        for (asked, name) in [
            (Asked::Query, "page"),
            (Asked::Header, "X-Page"),
            (Asked::Json, "/page/number"),
            (Asked::Form, "page[number]"),
        ] {
            let mut draft = Draft::default();
            assert_eq!(asked.number(&draft, name), None);
            asked.set(&mut draft, name, &json!(2));
            asked.set(&mut draft, name, &json!(3));
            assert_eq!(asked.number(&draft, name), Some(3), "{asked:?}");
            if asked == Asked::Form {
                assert_eq!(draft.body.unwrap().1, "page%5Bnumber%5D=3");
            }
        }
    }
}
