//! Instances of arrays and objects.

use serde_json::{Map, Value};

use super::scalars;
use super::synth::Synth;

/// How many levels of optional properties are filled in; below that there are only required ones.
const FULL_LEVELS: usize = 3;

/// How large an object with everything may be that single properties are still tried beside everything else.
const LARGE: usize = 1_500;

/// Lists of a schema: none, one of each item, all of them.
pub fn arrays(synth: &Synth<'_>, keys: &Map<String, Value>, level: usize) -> Vec<Value> {
    let bound = |key: &str| keys.get(key).and_then(Value::as_u64);
    let least = usize::try_from(bound("minItems").unwrap_or(0)).unwrap_or(usize::MAX);
    let most = bound("maxItems").map(|most| usize::try_from(most).unwrap_or(usize::MAX));
    let distinct = keys.get("uniqueItems") == Some(&Value::Bool(true));
    let prefix = keys.get("prefixItems").and_then(Value::as_array);
    let mut first: Vec<Value> = prefix
        .into_iter()
        .flatten()
        .filter_map(|schema| synth.of(schema, level + 1).into_iter().next())
        .collect();
    if let Some(contained) = keys.get("contains") {
        first.extend(synth.of(contained, level + 1).into_iter().next());
    }
    let anything = Value::Bool(true);
    let items = synth.of(keys.get("items").unwrap_or(&anything), level + 1);
    let mut values = Vec::new();
    let mut push = |more: Vec<Value>| {
        let mut list = first.clone();
        list.extend(more);
        let mut next = items.iter().cycle();
        let mut tries = 0;
        while list.len() < least.min(200) && tries < 400 {
            tries += 1;
            let Some(item) = next.next() else { break };
            if !distinct || !list.contains(item) {
                list.push(item.clone());
            }
        }
        list.truncate(most.unwrap_or(usize::MAX));
        values.push(Value::Array(list));
    };
    push(Vec::new());
    for item in &items {
        push(vec![item.clone()]);
    }
    if items.len() > 1 {
        push(items.clone());
    }
    values
}

/// Objects of a schema: with what is required, with everything, and each property at each of its values.
pub fn objects(synth: &Synth<'_>, keys: &Map<String, Value>, level: usize) -> Vec<Value> {
    let empty = Map::new();
    let properties = keys.get("properties").and_then(Value::as_object);
    let properties = properties.unwrap_or(&empty);
    let required = required(keys);
    let Some(parts) = Parts::of(synth, properties, &required, keys, level) else {
        return Vec::new();
    };
    let mut values = vec![
        Value::Object(parts.minimal.clone()),
        Value::Object(parts.maximal.clone()),
    ];
    rest(synth, keys, &parts.minimal, level, &mut values);
    // Each property alone at each of its values: beside all others, and beside the required ones only, since the
    // others may be what rules it out. In between the object with null for it.
    let bases = match weight(&parts.maximal) {
        ..=LARGE => vec![&parts.maximal, &parts.minimal],
        _ => vec![&parts.minimal],
    };
    let room = Synth::room(level);
    let most = parts.choices.iter().map(|(_, values)| values.len()).max();
    for index in 0..most.unwrap_or(0) {
        for (name, choice) in &parts.choices {
            let Some(value) = choice.get(index) else {
                continue;
            };
            for base in &bases {
                if values.len() < room {
                    values.push(with(base, name, value.clone()));
                }
            }
        }
        if index == 0 {
            let names = parts.choices.iter().map(|(name, _)| *name);
            for name in names.filter(|name| !required.contains(name)) {
                if values.len() < room {
                    values.push(with(bases[0], name, Value::Null));
                }
            }
        }
        if values.len() >= room {
            break;
        }
    }
    values
}

fn with(base: &Map<String, Value>, name: &str, value: Value) -> Value {
    let mut object = base.clone();
    object.insert(name.to_owned(), value);
    Value::Object(object)
}

fn required(keys: &Map<String, Value>) -> Vec<&str> {
    let required = keys.get("required").and_then(Value::as_array);
    let names = required.into_iter().flatten();
    names.filter_map(Value::as_str).collect()
}

/// The object with the least, the one with the most, and what each property may be.
struct Parts<'a> {
    minimal: Map<String, Value>,
    maximal: Map<String, Value>,
    choices: Vec<(&'a str, Vec<Value>)>,
}

impl<'a> Parts<'a> {
    /// None when there is no value for a property that must be there.
    fn of(
        synth: &Synth<'_>,
        properties: &'a Map<String, Value>,
        required: &[&str],
        keys: &Map<String, Value>,
        level: usize,
    ) -> Option<Parts<'a>> {
        let mut parts = Parts {
            minimal: Map::new(),
            maximal: Map::new(),
            choices: Vec::new(),
        };
        for (name, schema) in properties {
            let is_required = required.contains(&name.as_str());
            if !is_required && level >= FULL_LEVELS {
                continue;
            }
            let values = synth.of(schema, level + 1);
            if is_required && values.is_empty() {
                return None;
            }
            if let Some(first) = values.first() {
                if is_required {
                    parts.minimal.insert(name.clone(), first.clone());
                }
                parts.maximal.insert(name.clone(), first.clone());
            }
            parts.choices.push((name, values));
        }
        let anything = Value::Bool(true);
        let others = keys.get("additionalProperties").unwrap_or(&anything);
        let other = synth.of(others, level + 1).into_iter().next();
        let other = other.unwrap_or(Value::String("text".to_owned()));
        for name in required
            .iter()
            .filter(|name| !properties.contains_key(**name))
        {
            parts.minimal.insert((*name).to_owned(), other.clone());
            parts.maximal.insert((*name).to_owned(), other.clone());
        }
        let least = keys
            .get("minProperties")
            .and_then(Value::as_u64)
            .unwrap_or(0);
        let names = parts.choices.iter();
        let mut more = names.filter_map(|(name, values)| Some((*name, values.first()?.clone())));
        while (parts.minimal.len() as u64) < least.min(100) {
            match more.next() {
                Some((name, value)) => {
                    parts.minimal.entry(name).or_insert(value);
                }
                None => {
                    let name = format!("key{}", parts.minimal.len());
                    parts.minimal.insert(name, other.clone());
                }
            }
        }
        Some(parts)
    }
}

/// Objects with keys that are not listed.
fn rest(
    synth: &Synth<'_>,
    keys: &Map<String, Value>,
    minimal: &Map<String, Value>,
    level: usize,
    values: &mut Vec<Value>,
) {
    let others = keys.get("additionalProperties");
    let others = others.or_else(|| keys.get("unevaluatedProperties"));
    if let Some(schema) = others.filter(|schema| schema.is_object()) {
        let named = keys.get("propertyNames").map(|names| {
            let mut found = synth.of(names, level + 1);
            found.retain(Value::is_string);
            found
        });
        for (at, more) in synth.of(schema, level + 1).into_iter().enumerate() {
            let name = match &named {
                Some(names) if !names.is_empty() => names[at % names.len()].as_str(),
                _ => Some("klíč / key"),
            };
            let mut object = minimal.clone();
            object.insert(name.unwrap_or_default().to_owned(), more);
            values.push(Value::Object(object));
        }
    }
    let Some(Value::Object(patterns)) = keys.get("patternProperties") else {
        return;
    };
    for (pattern, schema) in patterns {
        let about = Map::from_iter([("pattern".to_owned(), Value::String(pattern.clone()))]);
        let names = scalars::strings(&about);
        let names = names.iter().filter_map(Value::as_str);
        for (name, more) in names.zip(synth.of(schema, level + 1)) {
            let mut object = minimal.clone();
            object.insert(name.to_owned(), more);
            values.push(Value::Object(object));
        }
    }
}

/// How many values an object holds in all.
fn weight(object: &Map<String, Value>) -> usize {
    object.values().map(value_weight).sum()
}

fn value_weight(value: &Value) -> usize {
    match value {
        Value::Object(object) => 1 + weight(object),
        Value::Array(items) => 1 + items.iter().map(value_weight).sum::<usize>(),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn instances(schema: Value) -> Vec<Value> {
        let document = json!({ "S": schema });
        Synth::new(&document, crate::fidelity::synth::Examples::Second).instances("/S")
    }

    #[test]
    fn lists_of_different_items_have_enough_of_them() {
        let schema = json!({ "type": "array", "uniqueItems": true, "minItems": 2, "items": { "enum": ["a", "b"] } });
        assert_eq!(instances(schema)[0], json!(["a", "b"]));
    }

    #[test]
    fn an_object_that_cannot_be_whole_is_left_out() {
        let kind = |tag: &str| json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "enum": [tag] } } });
        let document = json!({ "components": { "schemas": {
            "A": kind("a"), "B": kind("b"),
            "S": { "type": "object", "required": ["s"], "properties": { "s": {
                "oneOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }],
                "discriminator": { "propertyName": "kind" } } } }
        } } });
        // The names of the components are no tags here, although nothing says so.
        let synth = Synth::new(&document, crate::fidelity::synth::Examples::Second);
        let first = &synth.instances("/components/schemas/S")[0];
        assert_eq!(first, &json!({ "s": { "kind": "a" } }));
    }

    #[test]
    fn objects_have_as_many_keys_as_they_must() {
        let schema = json!({ "type": "object", "minProperties": 2, "properties": { "a": { "const": 1 } },
            "additionalProperties": { "type": "integer" } });
        let first = &instances(schema)[0];
        assert_eq!(first["a"], 1);
        assert_eq!(first.as_object().map(Map::len), Some(2), "{first}");
    }
}
