//! Types that the configuration decides: schemas become a scalar or any JSON value, and others are marked for later.
//!
//! Takes a document that was read and what is said of its types; finds the schemas that are meant. What names no schema
//! is told with what could have been meant.

use std::collections::HashMap;

use super::Document;
use super::schema::{Schema, SchemaId};
use super::suggest::nearest;
use super::value::{join, pointer_segments};
use crate::diag::codes::config as codes;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::model::{Constraints, Json, JsonKind};
use crate::settings::{Entry, Openness, TypeOverride};
use crate::source::Origin;

/// How deep members of members are looked into.
const DEPTH: usize = 16;

/// What is said of a schema's type once it is known what that is.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The schema.
    pub schema: SchemaId,
    /// How the configuration names it.
    pub name: Entry,
    /// Whether values that the document does not list are accepted.
    pub openness: Option<Openness>,
    /// Whether absent, null and default stay apart.
    pub lossless: Option<bool>,
}

/// Why a name means no schema.
struct Lost {
    label: String,
    help: Option<String>,
}

impl Document {
    /// Does what the configuration says of types.
    pub(super) fn override_types(&mut self, types: &[TypeOverride], diags: &mut Diagnostics) {
        let mut said: HashMap<SchemaId, Origin> = HashMap::new();
        for wanted in types {
            let name = &wanted.name;
            let found = match self.named(&name.text) {
                Ok(found) => found,
                Err(lost) => {
                    let message = format!("`{}` is no schema of the API", name.text);
                    let mut diagnostic = Diagnostic::error(codes::MATCHES_NOTHING, message)
                        .at(Place::Key(name.origin), lost.label);
                    diagnostic.help.extend(lost.help);
                    diags.push(diagnostic);
                    continue;
                }
            };
            for id in found {
                if let Some(first) = said.insert(id, name.origin) {
                    let message = format!("`{}` is named twice", self.schema(id).key);
                    let diagnostic = Diagnostic::error(codes::UNFIT_OVERRIDE, message)
                        .at(Place::Key(name.origin), "again here")
                        .also(Place::Key(first), "first here");
                    diags.push(diagnostic);
                }
                if wanted.opaque || wanted.scalar.is_some() {
                    *self.schemas[id.0 as usize] = self.replaced(id, wanted.scalar);
                } else {
                    self.choices.push(Choice {
                        schema: id,
                        name: name.clone(),
                        openness: wanted.openness,
                        lossless: wanted.lossless,
                    });
                }
            }
        }
    }

    /// The schemas that a name means: a pointer one, a way into a component as many as its members have.
    fn named(&self, name: &str) -> Result<Vec<SchemaId>, Lost> {
        if let Some((file, fragment)) = name.split_once('#') {
            return self.pointed(file, fragment);
        }
        let components = self.components.iter();
        let component = components
            .filter(|(known, _)| after(name, known).is_some())
            .max_by_key(|(known, _)| known.len());
        let Some((known, id)) = component else {
            let word = name.split(['.', '[']).next().unwrap_or_default();
            let near = nearest(word, self.components.keys().map(String::as_str));
            return Err(Lost {
                label: "no component has this name".to_owned(),
                help: near.map(|near| format!("did you mean `{near}`?")),
            });
        };
        let mut at = vec![*id];
        let mut rest = after(name, known).unwrap_or_default();
        while !rest.is_empty() {
            let done = &name[..name.len() - rest.len()];
            let within = self.with_members(&at);
            (at, rest) = self.step(&within, done, rest)?;
        }
        Ok(at)
    }

    fn pointed(&self, file: &str, fragment: &str) -> Result<Vec<SchemaId>, Lost> {
        let segments = pointer_segments(&format!("#{fragment}")).unwrap_or_default();
        let start = format!("{file}#");
        let key = segments
            .iter()
            .fold(start, |key, segment| join(&key, segment));
        let found = self.schemas.iter().position(|schema| schema.key == key);
        if let Some(found) = found {
            return Ok(vec![SchemaId(found as u32)]);
        }
        let near = nearest(&key, self.schemas.iter().map(|schema| schema.key.as_str()));
        Err(Lost {
            label: "no schema is there".to_owned(),
            help: Some(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "the keys under `types` in the lock file are such pointers".to_owned(),
            }),
        })
    }

    /// One step from some schemas into them, and what is left of the name.
    fn step<'n>(
        &self,
        within: &[SchemaId],
        done: &str,
        rest: &'n str,
    ) -> Result<(Vec<SchemaId>, &'n str), Lost> {
        if let Some(rest) = rest.strip_prefix("[]") {
            let items = within.iter().filter_map(|id| self.schema(*id).items);
            let items: Vec<SchemaId> = items.collect();
            return match items.is_empty() {
                false => Ok((items, rest)),
                true => Err(self.lost(within, done, "is no array", None)),
            };
        }
        let Some(path) = rest.strip_prefix('.') else {
            let label = "expected `.property` or `[]`".to_owned();
            return Err(Lost { label, help: None });
        };
        let names = within
            .iter()
            .flat_map(|id| self.schema(*id).properties.keys());
        let property = names
            .clone()
            .filter(|known| after(path, known).is_some())
            .max_by_key(|known| known.len());
        let Some(property) = property else {
            let word = path.split(['.', '[']).next().unwrap_or_default();
            let near = nearest(word, names.map(String::as_str));
            let near = near.map(|near| format!("did you mean `{done}.{near}`?"));
            return Err(self.lost(within, done, &format!("has no property `{word}`"), near));
        };
        let schemas = within.iter().filter_map(|id| {
            let found = self.schema(*id).properties.get(property);
            found.copied()
        });
        Ok((schemas.collect(), after(path, property).unwrap_or_default()))
    }

    fn lost(&self, within: &[SchemaId], done: &str, what: &str, near: Option<String>) -> Lost {
        let reference = within
            .iter()
            .find_map(|id| self.schema(*id).reference.as_ref());
        let points = reference.map(|reference| {
            format!(
                "`{done}` points at `{}`: say it of that one",
                reference.text
            )
        });
        Lost {
            label: format!("`{done}` {what}"),
            help: near.or(points),
        }
    }

    /// These schemas and the members and branches that stand in them, without those that they point at.
    fn with_members(&self, ids: &[SchemaId]) -> Vec<SchemaId> {
        let mut found: Vec<SchemaId> = Vec::new();
        let mut open: Vec<(SchemaId, usize)> = ids.iter().map(|id| (*id, 0)).collect();
        while let Some((id, depth)) = open.pop() {
            if found.contains(&id) || depth > DEPTH {
                continue;
            }
            found.push(id);
            let schema = self.schema(id);
            for list in [&schema.all_of, &schema.any_of, &schema.one_of] {
                open.extend(list.iter().map(|member| (*member, depth + 1)));
            }
        }
        found
    }

    /// A schema that says only that it is a scalar, or nothing at all, where another one said more.
    fn replaced(&self, id: SchemaId, scalar: Option<&'static str>) -> Schema {
        let old = self.schema(id);
        let mut new = Schema::empty(old.origin, old.key.clone(), old.context.clone());
        new.name = old.name.clone();
        new.docs = old.docs.clone();
        new.deprecated = old.deprecated.clone();
        new.read_only = old.read_only;
        new.write_only = old.write_only;
        new.examples = old.examples.clone();
        let Some(scalar) = scalar else {
            new.opaque = true;
            return new;
        };
        let kind = match scalar {
            "boolean" => JsonKind::Boolean,
            "number" => JsonKind::Number,
            "integer" | "int32" | "int64" | "uint32" | "uint64" => JsonKind::Integer,
            _ => JsonKind::String,
        };
        new.types = vec![kind];
        if !["boolean", "number", "integer", "string"].contains(&scalar) {
            new.format = Some(scalar.to_owned());
        }
        if self.admits_null(id, 0) {
            new.nullable = true;
            new.types.push(JsonKind::Null);
        }
        let numeric = |kind: &JsonKind| matches!(kind, JsonKind::Integer | JsonKind::Number);
        let same = |old: &JsonKind| *old == kind || (numeric(old) && numeric(&kind));
        new.constraints = match old.types.iter().any(same) {
            true => old.constraints.clone(),
            false => Constraints::default(),
        };
        let fits = |default: &Json| match default {
            Json::Bool(_) => kind == JsonKind::Boolean,
            Json::Number(_) => numeric(&kind),
            Json::String(_) => kind == JsonKind::String,
            _ => false,
        };
        new.default = old.default.clone().filter(fits);
        new
    }

    /// Whether `null` is among the values of a schema, whichever way it says so.
    fn admits_null(&self, id: SchemaId, depth: usize) -> bool {
        let schema = self.schema(id);
        let constant = schema.constant.as_deref();
        let mut listed = schema.values.iter().flatten().chain(constant);
        let mut others = schema.any_of.iter().chain(&schema.one_of).copied();
        let target = schema.reference.as_ref().and_then(|r| r.target);
        schema.nullable
            || schema.types.contains(&JsonKind::Null)
            || listed.any(|value| value.json == Json::Null)
            || depth < DEPTH
                && (others.any(|id| self.admits_null(id, depth + 1))
                    || target.is_some_and(|id| self.admits_null(id, depth + 1)))
    }
}

/// What stands behind a name at the start of a text, when it is followed by nothing else of the name.
fn after<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(name)?;
    (rest.is_empty() || rest.starts_with(['.', '['])).then_some(rest)
}
