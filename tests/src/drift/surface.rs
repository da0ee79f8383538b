//! What a crate offers, by rustdoc's own account.
//!
//! Takes the JSON that rustdoc writes; gives for each module the public items by path, each with a signature. Must never
//! use oasmith's own view of the code.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// How deeply re-exports are followed.
const DEPTH: usize = 12;

/// An item that others can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What kind it is.
    pub kind: Kind,
    /// Its signature, without the names of its module and of arguments.
    pub signature: String,
    /// Whether others may write it in full, or match all of it.
    pub closed: bool,
    /// Whether the compiler warns of its use.
    pub deprecated: bool,
    /// The type beside it that it is another name of.
    pub alias_of: Option<String>,
}

/// The kind of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A part of what it stands in: a field or a variant.
    Part,
    /// Anything else.
    Whole,
}

/// Items by path.
pub type Surface = BTreeMap<String, Item>;

/// The surface of each module of a crate.
pub fn surfaces(rustdoc: &Value) -> BTreeMap<String, Surface> {
    let reader = Reader {
        index: &rustdoc["index"],
    };
    let root = reader.item(&rustdoc["root"]);
    let mut found = BTreeMap::new();
    for id in root["inner"]["module"]["items"]
        .as_array()
        .into_iter()
        .flatten()
    {
        let module = reader.item(id);
        if let (Some(name), true) = (
            module["name"].as_str(),
            module["inner"]["module"].is_object(),
        ) {
            let mut surface = Surface::new();
            reader.walk(id, "", name, DEPTH, &mut surface);
            found.insert(name.to_owned(), surface);
        }
    }
    found
}

struct Reader<'r> {
    index: &'r Value,
}

impl<'r> Reader<'r> {
    fn item(&self, id: &Value) -> &'r Value {
        &self.index[id.to_string().trim_matches('"')]
    }

    /// Adds what stands in a module.
    fn walk(&self, id: &Value, path: &str, module: &str, depth: usize, surface: &mut Surface) {
        if depth == 0 {
            return;
        }
        for id in self.item(id)["inner"]["module"]["items"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let item = self.item(id);
            if item["visibility"] != "public" {
                continue;
            }
            let inner = &item["inner"];
            if let Some(used) = inner.get("use") {
                let target = self.item(&used["id"]);
                match used["is_glob"] == true {
                    true => self.walk(&used["id"], path, module, depth - 1, surface),
                    false if !target.is_null() => {
                        let name = used["name"].as_str().unwrap_or_default();
                        self.add(target, &join(path, name), module, depth - 1, surface);
                    }
                    false => {
                        let path = join(path, used["name"].as_str().unwrap_or_default());
                        put(
                            surface,
                            path,
                            Kind::Whole,
                            used["source"].to_string(),
                            false,
                        );
                    }
                }
                continue;
            }
            let path = join(path, item["name"].as_str().unwrap_or_default());
            self.add(item, &path, module, depth, surface);
        }
    }

    fn add(&self, item: &Value, path: &str, module: &str, depth: usize, surface: &mut Surface) {
        let inner = &item["inner"];
        if inner.get("module").is_some() {
            put(
                surface,
                path.to_owned(),
                Kind::Whole,
                "module".to_owned(),
                false,
            );
            self.walk(&item["id"], path, module, depth - 1, surface);
        } else if let Some(found) = inner.get("struct") {
            let plain = &found["kind"]["plain"];
            let hidden = plain["has_stripped_fields"] == true;
            let tuple = found["kind"]["tuple"].as_array();
            let hidden = hidden || tuple.is_some_and(|fields| fields.iter().any(Value::is_null));
            let closed = !hidden && !non_exhaustive(item);
            let signature = format!("struct {}", plainly(&found["generics"], module));
            put(surface, path.to_owned(), Kind::Whole, signature, closed);
            let fields = plain["fields"].as_array().or(tuple);
            self.fields(fields, path, module, surface);
            self.impls(&found["impls"], path, module, surface);
        } else if let Some(found) = inner.get("enum") {
            let signature = format!("enum {}", plainly(&found["generics"], module));
            put(
                surface,
                path.to_owned(),
                Kind::Whole,
                signature,
                !non_exhaustive(item),
            );
            for id in found["variants"].as_array().into_iter().flatten() {
                let variant = self.item(id);
                let kind = &variant["inner"]["variant"]["kind"];
                let at = format!("{path}::{}", variant["name"].as_str().unwrap_or_default());
                let hidden = non_exhaustive(variant)
                    || kind["tuple"]
                        .as_array()
                        .is_some_and(|f| f.iter().any(Value::is_null));
                let shape = match kind {
                    Value::Object(kind) => kind.keys().cloned().collect(),
                    other => other.to_string(),
                };
                put(surface, at.clone(), Kind::Part, shape, !hidden);
                mark(surface, &at, variant);
                let fields = kind["tuple"]
                    .as_array()
                    .or(kind["struct"]["fields"].as_array());
                self.fields(fields, &at, module, surface);
            }
            self.impls(&found["impls"], path, module, surface);
        } else {
            let signature = match inner.get("function") {
                Some(function) => of_function(function, module),
                // What a constant is does not matter to who names it, but for its type.
                None => match inner.get("constant") {
                    Some(constant) => format!("const {}", plainly(&constant["type"], module)),
                    None => plainly(inner, module),
                },
            };
            put(surface, path.to_owned(), Kind::Whole, signature, false);
            if let Some(found) = surface.get_mut(path) {
                found.alias_of = target(&inner["type_alias"]);
            }
        }
        mark(surface, path, item);
    }

    fn fields(&self, ids: Option<&Vec<Value>>, path: &str, module: &str, surface: &mut Surface) {
        for id in ids.into_iter().flatten().filter(|id| !id.is_null()) {
            let field = self.item(id);
            let at = format!("{path}.{}", field["name"].as_str().unwrap_or_default());
            let signature = plainly(&field["inner"]["struct_field"], module);
            put(surface, at.clone(), Kind::Part, signature, false);
            mark(surface, &at, field);
        }
    }

    fn impls(&self, ids: &Value, path: &str, module: &str, surface: &mut Surface) {
        for id in ids.as_array().into_iter().flatten() {
            let found = &self.item(id)["inner"]["impl"];
            let blanket = !found["blanket_impl"].is_null();
            if blanket || found["is_negative"] == true && found["is_synthetic"] != true {
                continue;
            }
            let items = found["items"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|id| self.item(id));
            if found["trait"].is_null() {
                for item in items.filter(|item| item["visibility"] == "public") {
                    let at = format!("{path}::{}", item["name"].as_str().unwrap_or_default());
                    let inner = &item["inner"];
                    let signature = match (inner.get("function"), inner.get("assoc_const")) {
                        (Some(function), _) => of_function(function, module),
                        (None, Some(constant)) => {
                            format!("const {}", plainly(&constant["type"], module))
                        }
                        (None, None) => plainly(inner, module),
                    };
                    put(surface, at.clone(), Kind::Whole, signature, false);
                    mark(surface, &at, item);
                }
                continue;
            }
            let types = items.filter(|item| item["inner"].get("assoc_type").is_some());
            let types: Vec<String> = types
                .map(|item| plainly(&item["inner"]["assoc_type"]["type"], module))
                .collect();
            let what = plainly(&found["trait"], module);
            let no = if found["is_negative"] == true {
                "no "
            } else {
                ""
            };
            let at = format!("{path}: {no}{what} for {}", plainly(&found["for"], module));
            put(surface, at, Kind::Whole, types.join(", "), false);
        }
    }
}

/// What an alias without parameters leads to, when that is a plain name.
fn target(alias: &Value) -> Option<String> {
    let path = &alias["type"]["resolved_path"];
    let arguments = path["args"]["angle_bracketed"]["args"].as_array();
    let plain = arguments.is_none_or(|list| list.is_empty());
    let name = path["path"].as_str()?.rsplit("::").next()?;
    plain.then(|| name.to_owned())
}

fn put(surface: &mut Surface, path: String, kind: Kind, signature: String, closed: bool) {
    let deprecated = false;
    let item = Item {
        kind,
        signature,
        closed,
        deprecated,
        alias_of: None,
    };
    surface.insert(path, item);
}

fn mark(surface: &mut Surface, path: &str, item: &Value) {
    if let Some(found) = surface.get_mut(path) {
        found.deprecated = !item["deprecation"].is_null();
    }
}

fn join(path: &str, name: &str) -> String {
    match path.is_empty() {
        true => name.to_owned(),
        false => format!("{path}::{name}"),
    }
}

fn non_exhaustive(item: &Value) -> bool {
    item["attrs"].to_string().contains("non_exhaustive")
}

/// A function without the names of its arguments.
fn of_function(function: &Value, module: &str) -> String {
    let inputs = function["sig"]["inputs"].as_array().into_iter().flatten();
    let inputs: Vec<String> = inputs.map(|input| plainly(&input[1], module)).collect();
    format!(
        "fn({}) -> {} {} {}",
        inputs.join(", "),
        plainly(&function["sig"]["output"], module),
        plainly(&function["generics"], module),
        plainly(&function["header"], module)
    )
}

/// A type or whatever else as one text in which neither ids nor the module's own name are.
fn plainly(value: &Value, module: &str) -> String {
    fn strip(value: &Value) -> Value {
        match value {
            Value::Object(object) => {
                let kept = object
                    .iter()
                    .filter(|(key, value)| *key != "id" && !value.is_null());
                let kept: Map<String, Value> = kept
                    .map(|(key, value)| (key.clone(), strip(value)))
                    .collect();
                // A plain path says enough by its name.
                match (kept.len(), kept.get("path")) {
                    (1, Some(path)) => path.clone(),
                    _ => Value::Object(kept),
                }
            }
            Value::Array(items) => items.iter().map(strip).collect(),
            other => other.clone(),
        }
    }
    strip(value)
        .to_string()
        .replace(&format!("{module}::"), "api::")
}
