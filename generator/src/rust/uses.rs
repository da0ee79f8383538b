//! Which types of the API an item or an operation names.
//!
//! Structures are taken apart whole, so that a field that is added must say here whether it names a type: what is
//! left out here may stand behind a feature that its user does not turn on.

use super::{
    Argument, BodyArgument, EnumUnion, Field, Item, ItemKind, Operation, OperationType, Outcome,
    RustType, StatusEnum, Struct, Union,
};

impl RustType {
    /// The name of the API's type in this expression, when there is one.
    pub fn named(&self) -> Option<&str> {
        let mut ty = self;
        loop {
            match ty {
                RustType::Named(name) => return Some(name),
                RustType::Vec(inner)
                | RustType::Map(inner)
                | RustType::Option(inner)
                | RustType::Maybe(inner)
                | RustType::Boxed(inner) => ty = inner,
                _ => return None,
            }
        }
    }
}

impl Item {
    /// The names of the types that it is made of.
    pub fn uses(&self) -> Vec<&str> {
        let types: Vec<&RustType> = match &self.kind {
            // A constant has no field.
            ItemKind::Struct(Struct { fields, .. }) => {
                let there = fields.iter().filter(|field| field.name.is_some());
                there.map(|Field { ty, .. }| ty).collect()
            }
            ItemKind::TextEnum(_) => Vec::new(),
            ItemKind::EnumUnion(EnumUnion { all: _, members }) => {
                return members.iter().map(String::as_str).collect();
            }
            ItemKind::Union(Union { variants, .. }) => {
                variants.iter().map(|variant| &variant.ty).collect()
            }
            ItemKind::Alias(ty) => vec![ty],
            ItemKind::ByStatus(StatusEnum { variants }) => variants
                .iter()
                .filter_map(|(_, ty, _)| ty.as_ref())
                .collect(),
            ItemKind::Options(options) => options.types(),
            ItemKind::Body(choices) => choices.iter().map(|choice| &choice.body.ty).collect(),
        };
        types.into_iter().filter_map(RustType::named).collect()
    }
}

impl OperationType {
    fn types(&self) -> Vec<&RustType> {
        let OperationType {
            name: _,
            docs: _,
            parameters,
        } = self;
        parameters
            .iter()
            .map(|parameter| &parameter.argument.ty)
            .collect()
    }
}

impl Operation {
    /// The names of the types in its signature and in its table.
    pub fn uses(&self) -> Vec<&str> {
        let Operation {
            name: _,
            table: _,
            tag: _,
            source: _,
            docs: _,
            deprecated: _,
            method: _,
            path: _,
            server: _,
            security: _,
            arguments,
            options,
            body,
            answers: _,
            ok,
            err,
        } = self;
        let mut types: Vec<&RustType> = arguments.iter().map(|Argument { ty, .. }| ty).collect();
        types.extend(body.iter().map(|BodyArgument { ty, .. }| ty));
        let mut names: Vec<&str> = types.into_iter().filter_map(RustType::named).collect();
        names.extend(options.iter().map(|options| options.name.as_str()));
        for outcome in [ok, err] {
            match outcome {
                Outcome::One(ty, _) => names.extend(ty.named()),
                // Its arms hold what the enum holds.
                Outcome::ByStatus(name, _) => names.push(name),
                Outcome::Nothing => {}
            }
        }
        names
    }
}
