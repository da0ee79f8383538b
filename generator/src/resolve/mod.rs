//! Resolve stage: a typed document becomes the model.
//!
//! Takes a [`Document`]; gives an [`Api`]. Named schemas get their ids first; bodies are then made from a work list,
//! so that forward and circular references need no care and no recursion. Must never know of Rust or of tokens.

mod chains;
mod choices;
mod components;
mod cycles;
mod depth;
mod edges;
mod enums;
mod flatten;
mod kinds;
mod large;
mod limits;
mod multipart;
mod null;
mod operations;
mod paths;
mod responses;
mod rules;
mod security;
mod shape;
#[cfg(test)]
mod tests;
mod trials;
mod unions;
mod usage;
mod webhooks;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::diag::codes::resolve as codes;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Schema, SchemaId};
use crate::model::{Api, Choices, Docs, Place, Type, TypeId, TypeKind, TypeUse, Usage};
use crate::settings::ApiSettings;
use crate::source::{Origin, SourceSet};
use flatten::Flat;

/// How many references or members are followed from one schema before it is given up.
const FOLLOW_LIMIT: usize = 100;

/// How many schemas are looked at to understand one.
const STEP_LIMIT: usize = 5_000;

/// Resolves a document.
pub fn resolve(
    _set: &SourceSet,
    document: &Document,
    settings: &ApiSettings,
    diags: &mut Diagnostics,
) -> Api {
    let mut resolver = Resolver {
        document,
        settings,
        diags,
        made: Vec::new(),
        made_as: HashMap::new(),
        // Nearly each schema has one, and a list that grows stands there twice.
        types: Vec::with_capacity(document.schemas.len()),
        by_schema: FxHashMap::default(),
        queue: Vec::new(),
        children: HashMap::new(),
        reported: HashSet::new(),
        trials: trials::Trials::default(),
        nulls: RefCell::default(),
        flats: FxHashMap::default(),
        chains: RefCell::default(),
        steps: 0,
    };
    resolver.find_children();
    let components = document
        .components
        .iter()
        .map(|(name, schema)| (name.clone(), resolver.own_type(*schema)))
        .collect();
    let operations = resolver.operations();
    let webhooks = resolver.webhooks();
    resolver.work();
    resolver.choose();
    std::mem::take(&mut resolver.trials).report(resolver.diags);
    // What the types did not come to is told of as well.
    for schema in &document.schemas {
        resolver.report_inexpressible(schema);
    }
    let security_schemes = resolver.security_schemes();
    let servers = resolver.servers(&document.servers);
    let mut docs = document.info.docs.clone();
    docs.url = document.url.clone();
    let mut api = Api {
        title: document.info.title.clone(),
        version: document.info.version.clone(),
        docs,
        servers,
        types: resolver.types,
        components,
        left_out: Default::default(),
        operations,
        webhooks,
        security_schemes,
    };
    multipart::files(&mut api);
    for id in depth::cut(&mut api) {
        let ty = api.ty(id);
        if let TypeKind::Opaque { reason } = &ty.kind {
            diags.push(untyped(ty.place.origin, reason));
        }
    }
    cycles::box_cycles(&mut api);
    large::box_large(&mut api);
    usage::mark(&mut api);
    api
}

struct Resolver<'a> {
    document: &'a Document,
    settings: &'a ApiSettings,
    diags: &'a mut Diagnostics,
    /// Schemas that no document has: merged branches, and one per kind of a type array.
    made: Vec<Schema>,
    /// Which of them was made of what, so that one thing is made once.
    made_as: HashMap<(String, u64), SchemaId>,
    types: Vec<Type>,
    by_schema: FxHashMap<SchemaId, TypeId>,
    /// Types whose body is not made yet.
    queue: Vec<(TypeId, SchemaId)>,
    /// Components that name a component in their `allOf`, for discriminators that the base states.
    children: HashMap<SchemaId, Vec<SchemaId>>,
    reported: HashSet<(Code, Origin)>,
    trials: trials::Trials,
    /// What is known of null: a document may reach one schema over exponentially many ways.
    nulls: RefCell<FxHashMap<SchemaId, null::Null>>,
    /// Merged schemas, for the same reason.
    flats: FxHashMap<SchemaId, Rc<Flat>>,
    chains: RefCell<chains::Chains>,
    /// How much the current look at a schema has cost, against documents made to cost much.
    steps: usize,
}

impl Resolver<'_> {
    fn schema(&self, id: SchemaId) -> &Schema {
        let index = id.0 as usize;
        match index.checked_sub(self.document.schemas.len()) {
            None => &self.document.schemas[index],
            Some(made) => &self.made[made],
        }
    }

    /// A schema that no document has; the same one for the same content under the same key.
    fn make(&mut self, schema: Schema) -> SchemaId {
        let mut hasher = DefaultHasher::new();
        format!("{schema:?}").hash(&mut hasher);
        let content = (schema.key.clone(), hasher.finish());
        let next = SchemaId((self.document.schemas.len() + self.made.len()) as u32);
        let id = *self.made_as.entry(content).or_insert(next);
        if id == next {
            self.made.push(schema);
        }
        id
    }

    fn report(&mut self, origin: Origin, diagnostic: Diagnostic) {
        if self.reported.insert((diagnostic.code, origin)) {
            self.diags.push(diagnostic);
        }
    }

    /// The type of a schema at a place that uses it.
    fn type_use(&mut self, id: SchemaId) -> TypeUse {
        TypeUse {
            nullable: self.admits_null(id),
            id: self.type_of(id),
            boxed: false,
        }
    }

    /// The type that a schema stands for: a schema that only points at another stands for that one.
    fn type_of(&mut self, id: SchemaId) -> TypeId {
        let mut at = id;
        for _ in 0..FOLLOW_LIMIT {
            if self.schema(at).name.is_some() {
                break;
            }
            match self.stands_for(at) {
                Some(next) => at = next,
                None => return self.own_type(at),
            }
        }
        self.own_type(at)
    }

    /// The type that a schema has of its own.
    fn own_type(&mut self, id: SchemaId) -> TypeId {
        if let Some(known) = self.by_schema.get(&id) {
            return *known;
        }
        let ty = TypeId(self.types.len() as u32);
        self.by_schema.insert(id, ty);
        let schema = self.schema(id);
        let made = Type {
            place: Place {
                origin: schema.origin,
                key: schema.key.clone(),
            },
            name: schema.name.clone(),
            context: schema.context.clone(),
            docs: own_docs(schema),
            deprecated: schema.deprecated.clone(),
            examples: schema.examples.clone(),
            usage: Usage::default(),
            choices: Choices::default(),
            kind: TypeKind::Any,
        };
        self.types.push(made);
        self.queue.push((ty, id));
        ty
    }

    /// Makes bodies until there is none left to make.
    fn work(&mut self) {
        while let Some((ty, schema)) = self.queue.pop() {
            let kind = self.body(schema);
            if let TypeKind::Opaque { reason } = &kind {
                let origin = self.schema(schema).origin;
                let note = untyped(origin, reason);
                self.report(origin, note);
            }
            self.types[ty.0 as usize].kind = kind;
        }
    }

    fn body(&mut self, id: SchemaId) -> TypeKind {
        if self.schema(id).opaque {
            let reason = "the configuration says so".to_owned();
            return TypeKind::Opaque { reason };
        }
        match self.stands_for(id) {
            Some(target) if self.only_points(id) => {
                self.report_reference_cycle(id);
                TypeKind::Opaque {
                    reason: format!(
                        "`{}` and `{}` only point at one another",
                        self.schema(id).key,
                        self.schema(target).key
                    ),
                }
            }
            Some(target) => TypeKind::Alias(TypeUse {
                nullable: false,
                id: self.type_of(target),
                boxed: false,
            }),
            None => self.kind(id),
        }
    }

    fn report_reference_cycle(&mut self, id: SchemaId) {
        let origin = self.schema(id).origin;
        self.report(
            origin,
            Diagnostic::error(
                codes::REFERENCE_CYCLE,
                "schemas only point at one another, and never at one that says something",
            )
            .at(origin, "never arrives"),
        );
    }
}

/// What is said of a type that is any JSON value although the document says more.
fn untyped(origin: Origin, reason: &str) -> Diagnostic {
    Diagnostic::note(codes::OPAQUE, format!("any JSON value: {reason}"))
        .at(origin, "this becomes `serde_json::Value`")
}

/// Titles and descriptions; a title that only repeats the name says nothing.
fn own_docs(schema: &Schema) -> Docs {
    let mut docs = schema.docs.clone();
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let name = schema.name.as_ref().or(schema.context.last());
    if let (Some(title), Some(name)) = (&docs.title, name)
        && (plain(title) == plain(name) || title.trim().is_empty())
    {
        docs.title = None;
    }
    docs
}
