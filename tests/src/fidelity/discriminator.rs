//! What a discriminator says of the branches of a union.
//!
//! Takes the object that has the union; gives the tags that lead to a branch. JSON Schema knows nothing of it: the judge
//! is told in its own words. Must never use oasmith's own reading of a schema.

use serde_json::{Map, Value, json};

/// The property that tells branches apart, and its values for a branch: those that the mapping has, otherwise the name
/// of the component.
pub fn tags<'a>(union: &'a Map<String, Value>, branch: &Value) -> Option<(&'a str, Vec<String>)> {
    let discriminator = union.get("discriminator")?;
    let property = discriminator["propertyName"].as_str()?;
    let reference = branch["$ref"].as_str()?;
    let name = reference.rsplit('/').next().unwrap_or(reference);
    let mapping = discriminator["mapping"].as_object();
    let leads = |target: &Value| target == reference || target == name;
    let mapped = mapping.into_iter().flatten();
    let mut tags: Vec<String> = mapped
        .filter(|(_, target)| leads(target))
        .map(|(tag, _)| tag.clone())
        .collect();
    if tags.is_empty() {
        tags.push(name.to_owned());
    }
    Some((property, tags))
}

/// Puts the tags of each branch beside it, wherever a discriminator stands, and takes `oneOf` for `anyOf` elsewhere.
pub fn relax(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for key in ["oneOf", "anyOf"] {
                let branches = object.get(key).and_then(Value::as_array);
                let told: Option<Vec<Value>> = branches.and_then(|branches| {
                    let all = branches.iter().map(|branch| {
                        let (property, tags) = tags(object, branch)?;
                        let tag = json!({ "required": [property], "properties": { property: { "enum": tags } } });
                        Some(json!({ "allOf": [branch, tag] }))
                    });
                    all.collect()
                });
                if let Some(told) = told {
                    object.insert(key.to_owned(), Value::Array(told));
                    object.remove("discriminator");
                } else if key == "oneOf"
                    && !object.contains_key("anyOf")
                    && !object.contains_key("discriminator")
                    && let Some(branches) = object.remove("oneOf")
                {
                    object.insert("anyOf".to_owned(), branches);
                }
            }
            object.values_mut().for_each(relax);
        }
        Value::Array(items) => items.iter_mut().for_each(relax),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_get_their_tags() {
        let mut union = json!({ "oneOf": [{ "$ref": "#/s/A" }, { "$ref": "#/s/B" }, { "$ref": "#/s/C" }],
            "discriminator": { "propertyName": "kind", "mapping": { "a": "#/s/A", "one": "#/s/A", "b": "B" } } });
        relax(&mut union);
        let kinds: Vec<&Value> = (0..3)
            .map(|at| &union["oneOf"][at]["allOf"][1]["properties"]["kind"]["enum"])
            .collect();
        assert_eq!(kinds, [&json!(["a", "one"]), &json!(["b"]), &json!(["C"])]);
    }

    #[test]
    fn a_union_without_one_may_hold_twice() {
        let mut union = json!({ "oneOf": [{ "type": "string" }, { "minLength": 1 }] });
        relax(&mut union);
        assert_eq!(
            union,
            json!({ "anyOf": [{ "type": "string" }, { "minLength": 1 }] })
        );
    }
}
