//! Documents with parts dropped, replaced, doubled and swapped: the pipeline takes them all, or says why not.
//!
//! Every run is the same. `OASMITH_MUTATIONS=20000` makes many more, `OASMITH_MUTATION_SEED=7` makes others, and
//! `OASMITH_CORPUS=…` takes the small documents of a folder of real ones as well.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use oasmith::diag::Diagnostics;
use oasmith::pipeline::{Job, run};
use oasmith::settings::NameLock;
use oasmith::source::{MemoryLoader, SourceSet};

/// A small generator of numbers, the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }
}

/// Values that do not belong where they are put.
fn strange(dice: &mut Dice) -> Value {
    let all = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5e300),
        json!(""),
        json!("string"),
        json!("#/components/schemas"),
        json!("#"),
        json!([]),
        json!({}),
        json!([[null]]),
        json!({"$ref": "#/components/schemas/A"}),
        json!({"$ref": "#/paths"}),
        json!({"type": "object"}),
        json!({"type": ["string", "null", "array"]}),
        json!({"allOf": [{}, {"$ref": "#"}]}),
        json!({"anyOf": [false, {"type": "null"}]}),
        json!({"": {"": {}}}),
        json!({"enum": [null, 1, "1", [1], {"a": 1}]}),
        json!({"enum": []}),
        json!({"const": {"a": null}}),
        json!({"oneOf": []}),
        json!({"properties": {"self": true, "Self": false}}),
        json!({"discriminator": {"propertyName": ""}}),
        json!({"additionalProperties": false, "required": ["a", "a"]}),
        json!({"prefixItems": [{}], "items": false}),
        json!({"not": {}, "if": {}, "$dynamicRef": "#a", "$defs": {"a": {"$dynamicAnchor": "a"}}}),
    ];
    all[dice.below(all.len())].clone()
}

/// The pointers of all values but the root.
fn pointers(value: &Value, at: &str, out: &mut Vec<String>) {
    let mut step = |key: &str, value: &Value| {
        let pointer = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        out.push(pointer.clone());
        pointers(value, &pointer, out);
    };
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                step(&index.to_string(), item);
            }
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                step(key, value);
            }
        }
        _ => {}
    }
}

fn mutate(document: &mut Value, dice: &mut Dice) {
    let mut all = Vec::new();
    pointers(document, "", &mut all);
    if all.is_empty() {
        return;
    }
    let at = all[dice.below(all.len())].clone();
    let from = all[dice.below(all.len())].clone();
    let (parent, key) = at.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    let action = dice.below(5);
    let other = match dice.below(2) {
        0 => strange(dice),
        _ => document.pointer(&from).cloned().unwrap_or_default(),
    };
    match (document.pointer_mut(parent), action) {
        (Some(Value::Object(entries)), 0) => {
            entries.remove(&key);
        }
        (Some(Value::Object(entries)), 1) => {
            let name = ["self", "A", "a", "x-a", "", "type", "é", "$ref"][dice.below(8)];
            entries.insert(name.to_owned(), other);
        }
        (Some(Value::Object(entries)), 2) => {
            // The same under another name, in another order.
            let old = std::mem::replace(entries, Map::new());
            for (name, value) in old.into_iter().rev() {
                let renamed = if name == key {
                    format!("{name} ")
                } else {
                    name
                };
                entries.insert(renamed, value);
            }
        }
        (Some(Value::Array(items)), 0) => {
            items.pop();
        }
        (Some(Value::Array(items)), 1 | 2) => items.push(other),
        _ => {
            if let Some(place) = document.pointer_mut(&at) {
                *place = other;
            }
        }
    }
}

/// Small documents to begin with.
fn seeds() -> Vec<(String, Value)> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    let mut folders = vec![cases];
    folders.extend(std::env::var_os("OASMITH_CORPUS").map(PathBuf::from));
    let mut seeds = Vec::new();
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let small = std::fs::metadata(&path).unwrap().len() < 40_000;
            let read = || -> Option<Value> {
                let text = std::fs::read_to_string(&path).ok()?;
                serde_yaml::from_str(&text).ok()
            };
            let value = read().filter(|value| small && value.get("openapi").is_some());
            seeds.extend(value.map(|value| (path.display().to_string(), value)));
        }
    }
    assert!(seeds.len() >= 4, "{} documents", seeds.len());
    seeds
}

fn number(name: &str, or: u64) -> u64 {
    let set = std::env::var(name).ok();
    set.and_then(|text| text.parse().ok()).unwrap_or(or)
}

#[test]
fn mutated_documents_are_taken_or_refused() {
    let seeds = seeds();
    let seed = number("OASMITH_MUTATION_SEED", 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut dice = Dice(seed | 1);
    let mut taken = 0;
    let count = number("OASMITH_MUTATIONS", 120);
    for round in 0..count {
        let (name, seed) = &seeds[dice.below(seeds.len())];
        let mut document = seed.clone();
        for _ in 0..=dice.below(4) {
            mutate(&mut document, &mut dice);
        }
        let text = document.to_string();
        let lenient = dice.below(2) == 0;
        let outcome = std::panic::catch_unwind(|| ran(&text, lenient));
        match outcome {
            Ok(Ok(generated)) => taken += u64::from(generated),
            Ok(Err(why)) => panic!("round {round} from {name}: {why}\n{text}"),
            Err(_) => panic!("round {round} from {name} panicked:\n{text}"),
        }
    }
    assert!(taken > count / 10, "only {taken} of {count} generate");
}

/// Whether a document generates; an `Err` is a fault of the pipeline.
fn ran(text: &str, lenient: bool) -> Result<bool, String> {
    let loader = MemoryLoader::default().with("a.json", text);
    let documents = vec!["a.json".to_owned()];
    let job = Job::of_documents("api", "api", documents, NameLock::default()).lenient(lenient);
    let mut set = SourceSet::default();
    let mut diags = Diagnostics::new();
    let output = run(&mut set, &loader, &job, &mut diags);
    if output.tree.is_empty() {
        let told = diags.has_errors();
        return told
            .then_some(false)
            .ok_or("refused without an error".into());
    }
    for (_, ledger) in &output.ledgers {
        if let Some(lost) = ledger.lost.first() {
            return Err(format!("lost {}", set.pointer(*lost)));
        }
    }
    for (path, text) in &output.tree {
        let generated = path.ends_with(".rs") && !path.starts_with("src/runtime/");
        if generated && let Err(error) = syn::parse_file(text) {
            return Err(format!("{path}: {error}"));
        }
    }
    Ok(true)
}
