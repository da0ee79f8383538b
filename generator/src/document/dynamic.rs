//! Binds dynamic references: a schema that is reached with other dynamic anchors around it becomes a schema of its own.
//!
//! Takes schemas whose references are looked up. `$dynamicRef: '#item'` means the outermost `$dynamicAnchor: item` of
//! the resources (schemas with an `$id`, or else whole components) that were entered on the way to it, so a template
//! is another schema for everyone who fills it in. Gives schemas in which each reference leads to the one that it means
//! there. Must never touch a schema that reaches no dynamic reference.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::reader::Reader;
use super::schema::{Schema, SchemaId, Schemas};
use super::value::join;
use crate::diag::Diagnostic;
use crate::diag::codes::document as codes;
use crate::source::NodeRef;

/// How many schemas dynamic references may add to a document.
const LIMIT: usize = 10_000;

/// What dynamic anchors mean: the schema of each name.
type Scope = BTreeMap<String, SchemaId>;

/// Binds the dynamic references of all schemas.
pub(super) fn bind(reader: &mut Reader<'_>) {
    let names: BTreeSet<String> = reader
        .schemas
        .iter()
        .filter_map(|schema| dynamic(&reader.schemas, schema))
        .map(str::to_owned)
        .collect();
    if names.is_empty() {
        return;
    }
    let read = reader.schemas.len();
    let resources: Vec<SchemaId> = (0..read).map(|id| resource(reader, id)).collect();
    let mut anchors: HashMap<SchemaId, Scope> = HashMap::new();
    for (index, schema) in reader.schemas.iter().enumerate() {
        if let Some(name) = &schema.dynamic_anchor {
            let scope = anchors.entry(resources[index]).or_default();
            let id = SchemaId(index as u32);
            scope.entry(name.clone()).or_insert(id);
        }
    }
    let mut binder = Binder {
        reaches: reaches(&reader.schemas, &names),
        originals: reader.schemas.clone(),
        resources,
        anchors,
        schemas: std::mem::take(&mut reader.schemas),
        known: HashMap::new(),
        queue: Vec::new(),
        full: false,
    };
    for index in 0..read {
        let id = SchemaId(index as u32);
        if !binder.reaches[index].is_empty() {
            let scope = binder.entered(id, &Scope::new());
            binder.known.insert((id, scope.clone()), id);
            binder.queue.push((id, id, scope));
        }
    }
    // What was read first is bound first, so that components and not what uses them give new schemas their names.
    binder.queue.reverse();
    while let Some((id, original, scope)) = binder.queue.pop() {
        binder.bind(id, original, &scope);
    }
    let full = binder.full;
    reader.schemas = binder.schemas;
    if let (true, Some(first)) = (full, reader.schemas.first()) {
        let at = first.origin;
        reader.report(
            at,
            Diagnostic::error(
                codes::TOO_DEEP,
                format!("dynamic references lead to more than {LIMIT} schemas"),
            )
            .at(at, "the schemas of this document are not read whole"),
        );
    }
}

/// The name of the dynamic anchor that a schema refers to, when its reference leads to such an anchor: otherwise it is
/// a reference like any other.
fn dynamic<'a>(schemas: &Schemas, schema: &'a Schema) -> Option<&'a str> {
    let reference = schema.reference.as_ref()?;
    let name = reference.dynamic.as_deref()?;
    let target = &schemas[reference.target?.0 as usize];
    (target.dynamic_anchor.as_deref() == Some(name)).then_some(name)
}

/// The schema whose anchors are entered with a schema: the nearest around it with an `$id`, or else the outermost.
fn resource(reader: &Reader<'_>, index: usize) -> SchemaId {
    let mut found = SchemaId(index as u32);
    let node = reader.set.node(reader.schemas[index].origin);
    for at in std::iter::successors(Some(node), |node| node.parent()) {
        if let Some(id) = reader.by_origin.get(&at.origin()) {
            found = *id;
            let id = at.get("$id").and_then(NodeRef::as_str);
            if id.is_some_and(|id| !id.starts_with('#')) {
                break;
            }
        }
    }
    found
}

/// The names of the dynamic references that each schema leads to.
fn reaches(schemas: &Schemas, names: &BTreeSet<String>) -> Vec<BTreeSet<String>> {
    let mut back: Vec<Vec<usize>> = vec![Vec::new(); schemas.len()];
    for (index, schema) in schemas.iter().enumerate() {
        let mut schema = schema.clone();
        for part in schema.parts() {
            back[part.0 as usize].push(index);
        }
        if let Some(name) = dynamic(schemas, &schema) {
            let anchored = |s: &Schema| s.dynamic_anchor.as_deref() == Some(name);
            let targets = schemas.iter().enumerate().filter(|(_, s)| anchored(s));
            targets.for_each(|(target, _)| back[target].push(index));
        }
    }
    let mut reaches = vec![BTreeSet::new(); schemas.len()];
    for name in names {
        let refers = |index: &usize| dynamic(schemas, &schemas[*index]) == Some(name);
        let mut todo: Vec<usize> = (0..schemas.len()).filter(refers).collect();
        while let Some(index) = todo.pop() {
            if reaches[index].insert(name.clone()) {
                todo.extend(&back[index]);
            }
        }
    }
    reaches
}

struct Binder {
    /// The schemas as they were read.
    originals: Schemas,
    /// For each of them: the schema whose anchors are entered with it.
    resources: Vec<SchemaId>,
    /// The anchors of those.
    anchors: HashMap<SchemaId, Scope>,
    /// For each schema that was read: the names that it depends on.
    reaches: Vec<BTreeSet<String>>,
    /// The schemas as they become.
    schemas: Schemas,
    /// What a schema is when it is reached in a scope.
    known: HashMap<(SchemaId, Scope), SchemaId>,
    /// Schemas to bind: itself, what it was made of, and the scope that it is in.
    queue: Vec<(SchemaId, SchemaId, Scope)>,
    full: bool,
}

impl Binder {
    /// The scope after a schema was entered, as far as the schema depends on it: outer anchors hide inner ones.
    fn entered(&self, id: SchemaId, outer: &Scope) -> Scope {
        let index = id.0 as usize;
        let inner = self.anchors.get(&self.resources[index]);
        let of = |name: &String| outer.get(name).or_else(|| inner?.get(name)).copied();
        let names = self.reaches[index].iter();
        names
            .filter_map(|name| Some((name.clone(), of(name)?)))
            .collect()
    }

    /// Has the parts and references of a schema lead to what they mean in a scope.
    fn bind(&mut self, id: SchemaId, original: SchemaId, scope: &Scope) {
        let mut schema = self.schemas[id.0 as usize].clone();
        let was = self.originals[original.0 as usize].clone();
        let dynamic = dynamic(&self.originals, &was).map(str::to_owned);
        if let (Some(name), Some(reference)) = (dynamic, &mut schema.reference) {
            reference.target = scope.get(&name).copied().or(reference.target);
        }
        let target = schema.reference.as_ref().and_then(|r| r.target);
        if let Some(target) = target
            && self.merges(&schema, target, scope)
        {
            self.become_target(id, *schema, target, scope);
            return;
        }
        for part in schema.parts() {
            let there = &self.originals[part.0 as usize];
            let (key, context) = match there.key.strip_prefix(&was.key) {
                Some(below) if below.starts_with('/') => {
                    let words = there.context.get(was.context.len()..).unwrap_or_default();
                    let context = [&self.schemas[id.0 as usize].context[..], words].concat();
                    (
                        format!("{}{below}", self.schemas[id.0 as usize].key),
                        context,
                    )
                }
                _ => {
                    let mut context = self.schemas[id.0 as usize].context.clone();
                    context.extend(there.name.clone().or(there.context.last().cloned()));
                    let word = there.name.clone().unwrap_or_else(|| "target".to_owned());
                    (join(&self.schemas[id.0 as usize].key, &word), context)
                }
            };
            *part = self.reached(*part, scope, key, context);
        }
        self.schemas[id.0 as usize] = schema;
    }

    /// Whether a schema does nothing but fill in a template that nobody else filled in like this.
    fn merges(&self, schema: &Schema, target: SchemaId, outer: &Scope) -> bool {
        if self.reaches[target.0 as usize].is_empty() {
            return false;
        }
        let scope = self.entered(target, outer);
        let alone = !schema.says_more_than_its_reference()
            && !schema.nullable
            && schema.types.is_empty()
            && schema.discriminator.is_none()
            && schema.inexpressible.is_empty();
        alone && !self.known.contains_key(&(target, scope))
    }

    /// Makes a schema what it refers to, under its own name.
    fn become_target(&mut self, id: SchemaId, schema: Schema, target: SchemaId, outer: &Scope) {
        let scope = self.entered(target, outer);
        let mut filled = self.originals[target.0 as usize].clone();
        filled.origin = schema.origin;
        filled.key = schema.key;
        filled.context = schema.context;
        filled.name = schema.name;
        filled.docs.title = schema.docs.title;
        filled.docs.description = schema.docs.description.or(filled.docs.description);
        filled.docs.url = schema.docs.url.or(filled.docs.url);
        filled.default = schema.default.or(filled.default);
        if schema.deprecated.is_deprecated() {
            filled.deprecated = schema.deprecated;
        }
        filled.read_only |= schema.read_only;
        filled.write_only |= schema.write_only;
        self.schemas[id.0 as usize] = filled;
        self.known.insert((target, scope.clone()), id);
        self.queue.push((id, target, scope));
    }

    /// What a schema is when it is reached in a scope; made when it is not known yet.
    fn reached(
        &mut self,
        target: SchemaId,
        outer: &Scope,
        key: String,
        context: Vec<String>,
    ) -> SchemaId {
        if self.reaches[target.0 as usize].is_empty() {
            return target;
        }
        let scope = self.entered(target, outer);
        if let Some(known) = self.known.get(&(target, scope.clone())) {
            return *known;
        }
        if self.schemas.len() > self.originals.len() + LIMIT {
            self.full = true;
            return target;
        }
        let id = SchemaId(self.schemas.len() as u32);
        let mut made = self.originals[target.0 as usize].clone();
        (made.key, made.context, made.name) = (key, context, None);
        self.schemas.push(made);
        self.known.insert((target, scope.clone()), id);
        self.queue.push((id, target, scope));
        id
    }
}
