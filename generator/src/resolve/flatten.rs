//! A schema with its `$ref` and `allOf` members merged into it: one set of keywords, and the unions that remain.
//!
//! Contradictions between members are reported, and the later member is taken. Properties that two members declare
//! become a made schema that is the `allOf` of both.

use std::cmp::Ordering;
use std::rc::Rc;

use super::{FOLLOW_LIMIT, Resolver, STEP_LIMIT};
use crate::diag::Diagnostic;
use crate::diag::codes::resolve as codes;
use crate::document::{self, Discriminator, Schema, SchemaId, Value};
use crate::model::{Constraints, Json, JsonKind, Limits};

/// A merged schema.
#[derive(Clone, Debug)]
pub(super) struct Flat {
    /// Its keywords; no reference, no `allOf`, no unions.
    pub(super) schema: Schema,
    /// The unions that it must satisfy all of.
    pub(super) unions: Vec<Group>,
    /// The discriminators that its bases state.
    pub(super) inherited: Vec<Discriminator>,
}

/// An `anyOf` or `oneOf`.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) branches: Vec<SchemaId>,
    pub(super) discriminator: Option<Discriminator>,
}

impl Resolver<'_> {
    /// Merges a schema with all that it says through `$ref` and `allOf`.
    pub(super) fn flatten(&mut self, id: SchemaId) -> Rc<Flat> {
        self.steps = 0;
        self.flatten_at(id, &mut Vec::new()).0
    }

    /// The merged schema, and whether it is whole: not on a circular way.
    fn flatten_at(&mut self, id: SchemaId, stack: &mut Vec<SchemaId>) -> (Rc<Flat>, bool) {
        if let Some(known) = self.flats.get(&id) {
            return (known.clone(), true);
        }
        let mut whole = true;
        self.steps += 1;
        let mut own = self.schema(id).clone();
        let mut members = std::mem::take(&mut own.all_of);
        if let Some(reference) = own.reference.take() {
            members.extend(reference.target);
        }
        let composed = !members.is_empty();
        let mut unions = Vec::new();
        for branches in [
            std::mem::take(&mut own.any_of),
            std::mem::take(&mut own.one_of),
        ] {
            if !branches.is_empty() {
                unions.push(Group {
                    branches,
                    discriminator: own.discriminator.as_deref().cloned(),
                });
            }
        }
        let mut flat = Flat {
            inherited: own.discriminator.as_deref().cloned().into_iter().collect(),
            schema: Schema::empty(own.origin, own.key.clone(), own.context.clone()),
            unions: Vec::new(),
        };
        stack.push(id);
        for member in members {
            let member = self.end_of_references(member);
            // A member that leads back to itself adds nothing.
            let costly = stack.len() > FOLLOW_LIMIT / 2 || self.steps > STEP_LIMIT;
            if costly {
                self.too_costly(id);
            }
            if stack.contains(&member) || costly {
                whole = false;
                continue;
            }
            let (merged, is_whole) = self.flatten_at(member, stack);
            whole &= is_whole;
            let merged = Rc::unwrap_or_clone(merged);
            self.merge(&mut flat.schema, merged.schema);
            flat.unions.extend(merged.unions);
            flat.inherited.extend(merged.inherited);
        }
        stack.pop();
        let (name, docs) = (own.name.clone(), own.docs.clone());
        // What a member says of the rest has evaluated it: nothing is left for the schema around it.
        if flat.schema.unevaluated_properties.is_some() {
            own.unevaluated_properties = None;
        }
        if flat.schema.unevaluated_items.is_some() {
            own.unevaluated_items = None;
        }
        self.merge(&mut flat.schema, own);
        flat.schema.name = name;
        flat.schema.docs = docs;
        flat.unions.extend(unions);
        let flat = Rc::new(flat);
        if composed && (whole || stack.is_empty()) {
            self.flats.insert(id, Rc::clone(&flat));
        }
        (flat, whole)
    }

    /// Has a look at what a schema says of its value once it is merged, without merging what needs no merging:
    /// properties are asked for this, and most of them are plain or only point at a component.
    pub(super) fn facts<T>(&mut self, id: SchemaId, look: impl FnOnce(&Schema) -> T) -> T {
        let mut at = id;
        for _ in 0..FOLLOW_LIMIT / 2 {
            let schema = self.schema(at);
            if !schema.all_of.is_empty() {
                break;
            }
            let Some(reference) = &schema.reference else {
                return look(schema);
            };
            let silent = schema.values.is_none()
                && schema.constant.is_none()
                && schema.default.is_none()
                && schema.types.is_empty()
                && !schema.read_only
                && !schema.write_only;
            match reference.target {
                Some(target) if silent => at = self.end_of_references(target),
                _ => break,
            }
        }
        look(&self.flatten(at).schema)
    }

    fn too_costly(&mut self, id: SchemaId) {
        let origin = self.schema(id).origin;
        self.report(
            origin,
            Diagnostic::error(
                crate::diag::codes::document::TOO_DEEP,
                "this schema is made of too many others, and is not read whole",
            )
            .at(origin, "its `allOf` goes too deep"),
        );
    }

    fn merge(&mut self, a: &mut Schema, b: Schema) {
        if b.boolean == Some(false) {
            a.boolean = Some(false);
        }
        self.merge_types(a, &b);
        self.merge_values(a, &b);
        for (name, id) in b.properties {
            let both = match a.properties.get(&name) {
                Some(earlier) if *earlier != id => {
                    let place = Place::below(a, &["properties", &name], &name);
                    self.both(place, *earlier, id)
                }
                _ => id,
            };
            a.properties.insert(name, both);
        }
        for (name, origin) in b.required {
            if a.required.iter().all(|(known, _)| *known != name) {
                a.required.push((name, origin));
            }
        }
        let mut both_of = |keyword: &str, word: &str, a_has, b_has| match (a_has, b_has) {
            (Some(x), Some(y)) if x != y => {
                Some(self.both(Place::below(a, &[keyword], word), x, y))
            }
            (x, y) => y.or(x),
        };
        let (additional, unevaluated, names, items, more_items) = (
            both_of("additionalProperties", "value", a.additional, b.additional),
            both_of(
                "unevaluatedProperties",
                "value",
                a.unevaluated_properties,
                b.unevaluated_properties,
            ),
            both_of("propertyNames", "key", a.property_names, b.property_names),
            both_of("items", "item", a.items, b.items),
            both_of(
                "unevaluatedItems",
                "item",
                a.unevaluated_items,
                b.unevaluated_items,
            ),
        );
        a.additional = additional;
        a.unevaluated_properties = unevaluated;
        a.property_names = names;
        a.items = items;
        a.unevaluated_items = more_items;
        if a.prefix_items.is_empty() {
            a.prefix_items = b.prefix_items;
        }
        a.pattern_properties.extend(b.pattern_properties);
        a.inexpressible.extend(b.inexpressible);
        a.constraints = tightest(std::mem::take(&mut a.constraints), b.constraints);
        a.format = b.format.or(a.format.take());
        a.content_encoding = b.content_encoding.or(a.content_encoding.take());
        a.content_media_type = b.content_media_type.or(a.content_media_type.take());
        a.default = b.default.or(a.default.take());
        a.discriminator = b.discriminator.or(a.discriminator.take());
        a.nullable |= b.nullable;
        a.read_only |= b.read_only;
        a.write_only |= b.write_only;
        if a.docs.description.is_none() {
            a.docs.description = b.docs.description;
        }
    }

    fn merge_types(&mut self, a: &mut Schema, b: &Schema) {
        if a.types.is_empty() {
            a.types = b.types.clone();
            return;
        }
        if b.types.is_empty() {
            return;
        }
        let mut both: Vec<JsonKind> = Vec::new();
        for x in &a.types {
            for y in &b.types {
                match (x, y) {
                    _ if x == y => both.push(*x),
                    (JsonKind::Integer, JsonKind::Number)
                    | (JsonKind::Number, JsonKind::Integer) => {
                        both.push(JsonKind::Integer);
                    }
                    _ => {}
                }
            }
        }
        both.dedup();
        if both.iter().all(|kind| *kind == JsonKind::Null) && !(a.nullable && b.nullable) {
            self.report(
                b.origin,
                Diagnostic::warning(
                    codes::CONTRADICTION,
                    "members of an `allOf` have no type in common; the later one is taken",
                )
                .at(b.origin, "this is of another type")
                .also(a.origin, "than what it is merged with"),
            );
            both = b.types.clone();
        }
        a.types = both;
    }

    fn merge_values(&mut self, a: &mut Schema, b: &Schema) {
        a.constant = b.constant.clone().or(a.constant.take());
        if b.values.is_some() && !b.value_names.is_empty() {
            a.value_names = b.value_names.clone();
        }
        if b.values.is_some() && !b.value_docs.is_empty() {
            a.value_docs = b.value_docs.clone();
        }
        let (Some(mine), Some(theirs)) = (&a.values, &b.values) else {
            if b.values.is_some() {
                a.values = b.values.clone();
            }
            return;
        };
        let both: Vec<Value> = theirs
            .iter()
            .filter(|value| mine.iter().any(|known| known.json == value.json))
            .cloned()
            .collect();
        if both.is_empty() && !theirs.is_empty() {
            self.report(
                b.origin,
                Diagnostic::warning(
                    codes::CONTRADICTION,
                    "enums of an `allOf` have no value in common; the later one is taken",
                )
                .at(b.origin, "none of these values")
                .also(a.origin, "is allowed here"),
            );
            a.values = b.values.clone();
        } else {
            // Names and descriptions go by position.
            if both.len() != theirs.len() || mine.len() != theirs.len() {
                a.value_names.clear();
                a.value_docs.clear();
            }
            a.values = Some(both);
        }
    }

    /// A schema that is both of two, at the place that asks for both; the later one gives the words. The same two give
    /// one wherever they are asked for from one place.
    pub(super) fn both(&mut self, place: Place, a: SchemaId, b: SchemaId) -> SchemaId {
        let never = |id: SchemaId| self.schema(id).boolean == Some(false);
        if self.schema(b).says_nothing() || never(a) {
            return a;
        }
        if self.schema(a).says_nothing() || never(b) {
            return b;
        }
        let later = self.schema(b);
        let mut made = Schema::empty(later.origin, place.key, place.context);
        made.docs = later.docs.clone();
        made.default = later.default.clone();
        made.read_only = later.read_only;
        made.write_only = later.write_only;
        made.deprecated = later.deprecated.clone();
        made.all_of = vec![a, b];
        self.make(made)
    }
}

/// Where a made schema stands: its key, and the words that it is named by.
pub(super) struct Place {
    key: String,
    context: Vec<String>,
}

impl Place {
    /// Below a schema, under the segments of a pointer.
    pub(super) fn below(schema: &Schema, segments: &[&str], word: &str) -> Place {
        let key = |key: String, segment: &&str| document::value::join(&key, segment);
        let mut context = schema.context.clone();
        context.push(word.to_owned());
        Place {
            key: segments.iter().fold(schema.key.clone(), key),
            context,
        }
    }
}

fn tightest(a: Constraints, b: Constraints) -> Constraints {
    if b.is_empty() {
        return a;
    }
    if a.is_empty() {
        return b;
    }
    let b = Limits::clone(&b);
    Constraints::from(Limits {
        minimum: bound(&a.minimum, b.minimum, Ordering::Greater),
        maximum: bound(&a.maximum, b.maximum, Ordering::Less),
        exclusive_minimum: bound(&a.exclusive_minimum, b.exclusive_minimum, Ordering::Greater),
        exclusive_maximum: bound(&a.exclusive_maximum, b.exclusive_maximum, Ordering::Less),
        multiple_of: b.multiple_of.or(a.multiple_of.clone()),
        min_length: a.min_length.max(b.min_length),
        max_length: least(a.max_length, b.max_length),
        pattern: b.pattern.or(a.pattern.clone()),
        min_items: a.min_items.max(b.min_items),
        max_items: least(a.max_items, b.max_items),
        unique_items: a.unique_items || b.unique_items,
        min_properties: a.min_properties.max(b.min_properties),
        max_properties: least(a.max_properties, b.max_properties),
    })
}

fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn bound(a: &Option<String>, b: Option<String>, tighter: Ordering) -> Option<String> {
    let (Some(x), Some(y)) = (a, &b) else {
        return b.or(a.clone());
    };
    let number = |text: &str| text.parse::<f64>().unwrap_or(0.0);
    match number(x).partial_cmp(&number(y)) {
        Some(order) if order == tighter => a.clone(),
        _ => b,
    }
}

/// Whether a value is a string.
pub(super) fn text(value: &Json) -> Option<&str> {
    match value {
        Json::String(text) => Some(text),
        _ => None,
    }
}
