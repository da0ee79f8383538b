//! What the configuration says of single types, once it is known what they are.

use super::{FOLLOW_LIMIT, Resolver};
use crate::diag::codes::config as codes;
use crate::diag::{Diagnostic, Place};
use crate::document::{Choice, SchemaId};
use crate::model::{Choices, TypeId, TypeKind};

impl Resolver<'_> {
    /// Puts what was said of types on them; what has no effect is told.
    pub(super) fn choose(&mut self) {
        let document = self.document;
        for choice in &document.choices {
            match self.chosen_type(choice) {
                Ok(id) => {
                    let key = self.types[id.0 as usize].place.key.clone();
                    // A schema that two places reach may have two types of one key.
                    for ty in self.types.iter_mut().filter(|ty| ty.place.key == key) {
                        ty.choices = Choices {
                            openness: choice.openness,
                            lossless: choice.lossless,
                        };
                    }
                }
                Err((label, help)) => {
                    let message = format!("what is said of `{}` has no effect", choice.name.text);
                    let place = Place::Key(choice.name.origin);
                    let mut diagnostic =
                        Diagnostic::error(codes::UNFIT_OVERRIDE, message).at(place, label);
                    diagnostic.help.extend(help);
                    let stands = self.schema(choice.schema).origin;
                    self.diags.push(diagnostic.also(stands, "this schema"));
                }
            }
        }
    }

    /// The type that is meant, or why what is said of it has no effect.
    fn chosen_type(&self, choice: &Choice) -> Result<TypeId, (String, Option<String>)> {
        let mut at: SchemaId = choice.schema;
        let mut found = None;
        for _ in 0..FOLLOW_LIMIT {
            let ty = self.by_schema.get(&at).copied();
            found = ty.filter(|ty| !matches!(self.types[ty.0 as usize].kind, TypeKind::Alias(_)));
            if found.is_some() {
                break;
            }
            match self.stands_for(at) {
                Some(next) => at = next,
                None => break,
            }
        }
        let Some(found) = found else {
            return Err(("nothing is generated from it".to_owned(), None));
        };
        let ty = &self.types[found.0 as usize];
        if let Some(name) = ty.name.as_ref().filter(|_| at != choice.schema) {
            let help = format!("say it of `{name}`");
            return Err((
                format!("it is the type `{name}`, wherever that is used"),
                Some(help),
            ));
        }
        let is_array = matches!(ty.kind, TypeKind::Array(_) | TypeKind::Tuple { .. });
        let help = is_array.then(|| format!("of its items: `{}[]`", choice.name.text));
        let listing = matches!(
            ty.kind,
            TypeKind::Enum(_) | TypeKind::EnumUnion(_) | TypeKind::Union(_)
        );
        if choice.openness.is_some() && !listing {
            return Err(("it is no enum and no union".to_owned(), help));
        }
        if choice.lossless.is_some() && !matches!(ty.kind, TypeKind::Object(_)) {
            return Err(("it is no object".to_owned(), help));
        }
        Ok(found)
    }
}
