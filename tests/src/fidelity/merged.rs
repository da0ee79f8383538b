//! A schema with its references and `allOf` members merged into it.
//!
//! Takes a document and a schema in it; gives the keywords that hold together, the unions that stand beside them, and
//! what contradicts itself among them. A guess where keywords cannot be merged: the judge sorts out what comes of it.
//! Must never use oasmith's own reading of a schema.

use serde_json::{Map, Value, json};

/// How many references and members are followed from one schema.
const FOLLOW: usize = 400;

/// How many combinations of branches are looked at before a schema is called empty.
const COMBINATIONS: usize = 600;

/// Keywords that hold together.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// All of them but those that are followed.
    pub keys: Map<String, Value>,
    /// Of each of these lists at least one schema holds too.
    pub unions: Vec<Vec<Value>>,
    /// Why no value can be valid.
    pub empty: Option<String>,
    /// The only properties that there may be, for each schema that allows no others.
    closed: Vec<Vec<String>>,
    /// What was followed already and need not be again, by address.
    seen: Vec<usize>,
}

impl Merged {
    /// A schema of a document.
    pub fn of(document: &Value, schema: &Value) -> Merged {
        let mut merged = Merged::default();
        merged.add(document, schema);
        merged
    }

    /// Another schema that holds too.
    pub fn add(&mut self, document: &Value, schema: &Value) {
        self.follow(document, schema);
        self.limits();
    }

    fn follow(&mut self, document: &Value, schema: &Value) {
        let object = match schema {
            Value::Object(object) => object,
            Value::Bool(false) => return self.contradicted("it is `false`".to_owned()),
            _ => return,
        };
        if let Some(target) = target(document, schema) {
            let address = std::ptr::from_ref(target).addr();
            if !self.seen.contains(&address) && self.seen.len() < FOLLOW {
                self.seen.push(address);
                self.follow(document, target);
            }
        }
        let members = object.get("allOf").and_then(Value::as_array);
        for member in members.into_iter().flatten() {
            self.follow(document, member);
        }
        let others = object.get("additionalProperties");
        if others == Some(&Value::Bool(false)) && !object.contains_key("patternProperties") {
            let properties = object.get("properties").and_then(Value::as_object);
            let names = properties.into_iter().flat_map(Map::keys);
            self.closed.push(names.cloned().collect());
        }
        for (key, value) in object {
            match key.as_str() {
                "$ref" | "$dynamicRef" | "allOf" | "then" | "else" => {}
                "anyOf" | "oneOf" => {
                    let branches: Vec<Value> = value.as_array().cloned().unwrap_or_default();
                    // First with the tag that leads to each, then as they stand, since tags may be wrong.
                    let tagged = branches.iter().filter_map(|branch| tagged(object, branch));
                    let mut union: Vec<Value> = tagged.collect();
                    union.extend(branches.iter().cloned());
                    self.unions.push(union);
                }
                "if" => {
                    let empty = Value::Object(Map::new());
                    let then = object.get("then").unwrap_or(&empty);
                    let otherwise = object.get("else").unwrap_or(&empty);
                    self.unions.push(vec![
                        json!({ "allOf": [value, then] }),
                        json!({ "allOf": [otherwise] }),
                    ]);
                }
                _ => self.key(key, value),
            }
        }
    }

    fn contradicted(&mut self, why: String) {
        self.empty.get_or_insert(why);
    }

    fn key(&mut self, key: &str, value: &Value) {
        let Some(before) = self.keys.get_mut(key) else {
            self.keys.insert(key.to_owned(), value.clone());
            return;
        };
        let mut why = None;
        match (key, &mut *before, value) {
            ("properties" | "patternProperties", Value::Object(before), Value::Object(more)) => {
                for (name, schema) in more {
                    let both = match before.get(name) {
                        Some(other) if other != schema => json!({ "allOf": [other, schema] }),
                        _ => schema.clone(),
                    };
                    before.insert(name.clone(), both);
                }
            }
            ("items" | "additionalProperties" | "propertyNames", before, schema) => {
                if before != schema {
                    *before = json!({ "allOf": [before.clone(), schema] });
                }
            }
            ("required", Value::Array(before), Value::Array(more)) => {
                before.extend(more.iter().cloned());
            }
            ("enum", Value::Array(before), Value::Array(more)) => {
                let was = before.clone();
                before.retain(|value| more.contains(value));
                if before.is_empty() {
                    why = Some(format!("`enum` is {was:?} and {more:?}"));
                }
            }
            ("const", before, more) if before != more => {
                why = Some(format!("`const` is {before} and {more}"));
            }
            ("type", before, more) => match both_kinds(before, more) {
                Some(both) => *before = both,
                None => why = Some(format!("`type` is {before} and {more}")),
            },
            (key, before, value) => {
                let least = ["minimum", "minLength", "minItems", "minProperties"].contains(&key);
                let most = ["maximum", "maxLength", "maxItems", "maxProperties"].contains(&key);
                let stays = match (before.as_f64(), value.as_f64()) {
                    (Some(a), Some(b)) => least && a >= b || most && a <= b,
                    _ => false,
                };
                if !stays {
                    *before = value.clone();
                }
            }
        }
        if let Some(why) = why {
            self.contradicted(why);
        }
    }

    /// Notes limits that leave nothing between them, where the kind has no other way out.
    fn limits(&mut self) {
        let kind = self.keys.get("type").and_then(Value::as_str).unwrap_or("");
        let pair = match kind {
            "string" => ("minLength", "maxLength"),
            "array" => ("minItems", "maxItems"),
            "object" => ("minProperties", "maxProperties"),
            "integer" | "number" => ("minimum", "maximum"),
            _ => return,
        };
        let number = |key: &str| self.keys.get(key).and_then(Value::as_f64);
        if let (Some(least), Some(most)) = (number(pair.0), number(pair.1))
            && least > most
        {
            let (low, high) = pair;
            self.contradicted(format!("`{low}` is {least} and `{high}` is {most}"));
        }
    }

    /// Why no value is valid, when each combination of branches contradicts itself.
    pub fn nothing(&self, document: &Value) -> Option<String> {
        self.contradiction(document, &mut 0)
    }

    fn contradiction(&self, document: &Value, tried: &mut usize) -> Option<String> {
        if self.empty.is_some() {
            return self.empty.clone();
        }
        *tried += 1;
        let mut rest = self.clone();
        let Some(union) = rest.unions.pop() else {
            return self.closed_out().or_else(|| self.no_item(document));
        };
        if *tried > COMBINATIONS {
            return None;
        }
        let mut first = Some("a union is without branches".to_owned());
        for (index, branch) in union.iter().enumerate() {
            let mut one = rest.clone();
            one.add(document, branch);
            let why = one.contradiction(document, tried)?;
            if index == 0 {
                first = Some(why);
            }
        }
        first
    }
}

impl Merged {
    /// Why an object that must have properties has no room for them.
    fn closed_out(&self) -> Option<String> {
        if self.keys.get("type").is_none_or(|kind| kind != "object") {
            return None;
        }
        let required = self.keys.get("required").and_then(Value::as_array);
        let mut names = required.into_iter().flatten().filter_map(Value::as_str);
        let shut = |name: &str| {
            let mut closed = self.closed.iter();
            closed.any(|names| names.iter().all(|known| known != name))
        };
        if let Some(name) = names.find(|name| shut(name)) {
            return Some(format!("`{name}` is required and not allowed"));
        }
        let least = self.keys.get("minProperties").and_then(Value::as_u64)?;
        let room = self.closed.iter().map(Vec::len).min()?;
        let why = || format!("`minProperties` is {least} and {room} are allowed");
        (least > room as u64).then(why)
    }

    /// Why an array that must have items has none.
    fn no_item(&self, document: &Value) -> Option<String> {
        let is_array = self.keys.get("type").is_some_and(|kind| kind == "array");
        let least = self.keys.get("minItems").and_then(Value::as_u64);
        if !is_array || least.unwrap_or(0) == 0 || self.keys.contains_key("prefixItems") {
            return None;
        }
        let items = self.keys.get("items")?;
        // One level: an array of arrays of nothing is not looked into.
        let why = Merged::of(document, items).empty?;
        Some(format!("of its items, {why}"))
    }
}

/// A branch of a union with what its discriminator says of it.
fn tagged(union: &Map<String, Value>, branch: &Value) -> Option<Value> {
    let (property, tags) = super::discriminator::tags(union, branch)?;
    let tag = json!({ "required": [property], "properties": { property: { "enum": tags } } });
    Some(json!({ "allOf": [branch, tag] }))
}

fn both_kinds(before: &Value, more: &Value) -> Option<Value> {
    let list = |value: &Value| match value {
        Value::Array(list) => list.clone(),
        one => vec![one.clone()],
    };
    let (before, more) = (list(before), list(more));
    let has = |list: &[Value], kind: &str| list.iter().any(|other| other == kind);
    let mut both: Vec<Value> = Vec::new();
    for kind in before.iter().chain(&more) {
        let of_both = |kind: &str| {
            let within = |list: &[Value]| {
                // A whole number is a number.
                has(list, kind) || kind == "integer" && has(list, "number")
            };
            within(&before) && within(&more)
        };
        if kind.as_str().is_some_and(of_both) && !both.contains(kind) {
            both.push(kind.clone());
        }
    }
    match both.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        _ => Some(Value::Array(both)),
    }
}

/// What a schema refers to, when that stands in the document.
fn target<'a>(document: &'a Value, schema: &Value) -> Option<&'a Value> {
    let mut references = ["$ref", "$dynamicRef"].iter();
    let pointer = references.find_map(|key| schema.get(key)?.as_str()?.strip_prefix('#'))?;
    document.pointer(&decoded(pointer))
}

/// A pointer of a URI fragment, its percent encoding undone.
pub(super) fn decoded(pointer: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = pointer.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nothing(schema: Value) -> Option<String> {
        let document = json!({ "S": schema, "T": { "type": "string" } });
        Merged::of(&document, &document["S"]).nothing(&document)
    }

    #[test]
    fn what_nothing_satisfies_says_why() {
        let why = nothing(json!({ "allOf": [{ "type": "integer" }, { "$ref": "#/T" }] }));
        assert_eq!(why.as_deref(), Some("`type` is \"integer\" and \"string\""));
        let union =
            json!({ "type": "object", "oneOf": [{ "$ref": "#/T" }, { "type": "integer" }] });
        assert!(nothing(union).is_some());
        let limits = json!({ "type": "string", "allOf": [{ "minLength": 3 }, { "maxLength": 2 }] });
        assert_eq!(
            nothing(limits).as_deref(),
            Some("`minLength` is 3 and `maxLength` is 2")
        );
    }

    #[test]
    fn what_has_no_room_for_what_it_must_have_is_empty() {
        let one = json!({ "properties": { "a": {} }, "additionalProperties": false });
        let union = json!({ "type": "object", "required": ["b"], "properties": { "b": {} }, "oneOf": [one] });
        assert_eq!(
            nothing(union).as_deref(),
            Some("`b` is required and not allowed")
        );
        let few = json!({ "type": "object", "minProperties": 2, "allOf": [one] });
        assert_eq!(
            nothing(few).as_deref(),
            Some("`minProperties` is 2 and 1 are allowed")
        );
        let both = json!({ "allOf": [{ "type": "string" }, { "type": "number" }] });
        let list = json!({ "type": "array", "minItems": 1, "items": both });
        assert!(nothing(list).is_some_and(|why| why.starts_with("of its items, ")));
        assert_eq!(nothing(json!({ "type": "array", "items": both })), None);
    }

    #[test]
    fn what_one_branch_satisfies_is_not_empty() {
        let union =
            json!({ "type": "string", "oneOf": [{ "$ref": "#/T" }, { "type": "integer" }] });
        assert_eq!(nothing(union), None);
        assert_eq!(
            nothing(json!({ "allOf": [{ "type": "number" }, { "type": "integer" }] })),
            None
        );
    }

    #[test]
    fn the_narrower_limit_wins() {
        let document = Value::Null;
        let schema = json!({ "minimum": 3, "allOf": [{ "minimum": 5, "type": "number" }] });
        let merged = Merged::of(&document, &schema);
        assert_eq!(merged.keys["minimum"], 5);
    }
}
