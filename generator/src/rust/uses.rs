//! Which types of the API an item or an operation names.
//!
//! Structures are taken apart whole, so that a field that is added must say here whether it names a type: what is
//! left out here may stand behind a feature that its user does not turn on.

use super::{
    Argument, BodyArgument, EnumUnion, Field, HeaderStruct, Item, ItemKind, Operation,
    OperationType, Outcome, RustType, StatusEnum, Struct, Union,
};

impl RustType {
    /// The names of the API's types in this expression.
    pub fn names(&self) -> Vec<&str> {
        let mut found = Vec::new();
        let mut todo = vec![self];
        while let Some(ty) = todo.pop() {
            match ty {
                RustType::Named(name) => found.push(name.as_str()),
                RustType::Vec(inner)
                | RustType::Map(inner)
                | RustType::Option(inner)
                | RustType::Maybe(inner)
                | RustType::Boxed(inner) => todo.push(inner),
                RustType::KeyedMap(key, inner) => todo.extend([&**key, &**inner]),
                RustType::Tuple(items) => todo.extend(items),
                RustType::WithRest(items, rest) => {
                    todo.push(rest);
                    todo.extend(items);
                }
                _ => {}
            }
        }
        found
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
            ItemKind::TextEnum(_) | ItemKind::IntegerEnum(_) => Vec::new(),
            ItemKind::EnumUnion(EnumUnion { all: _, members }) => {
                return members.iter().map(String::as_str).collect();
            }
            ItemKind::Union(Union { variants, .. }) => {
                variants.iter().map(|variant| &variant.ty).collect()
            }
            ItemKind::Alias(ty) => vec![ty],
            ItemKind::ByStatus(StatusEnum { variants }) => variants
                .iter()
                .filter_map(|variant| variant.ty.as_ref())
                .collect(),
            ItemKind::Options(options) => options.types(),
            ItemKind::Headers(HeaderStruct { fields }) => fields.iter().map(|f| &f.ty).collect(),
            ItemKind::Body(choices) => choices.iter().map(|choice| &choice.body.ty).collect(),
        };
        types.into_iter().flat_map(RustType::names).collect()
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
            older: _,
            tag: _,
            source: _,
            docs: _,
            deprecated: _,
            method: _,
            path: _,
            server: _,
            retry: _,
            wrapped: _,
            security: _,
            arguments,
            options,
            body,
            answers: _,
            ok,
            err,
            stream,
            paging,
            example: _,
            headers,
        } = self;
        let mut types: Vec<&RustType> = arguments.iter().map(|Argument { ty, .. }| ty).collect();
        types.extend(body.iter().map(|BodyArgument { ty, .. }| ty));
        types.extend(stream.iter().map(|stream| &stream.item));
        types.extend(paging.iter().map(|paging| &paging.item));
        let mut names: Vec<&str> = types.into_iter().flat_map(RustType::names).collect();
        names.extend(options.iter().map(|options| options.name.as_str()));
        names.extend(headers.iter().map(String::as_str));
        for outcome in [ok, err] {
            match outcome {
                Outcome::One(ty, _) => names.extend(ty.names()),
                // Its arms hold what the enum holds.
                Outcome::ByStatus(name, _) => names.push(name),
                Outcome::Nothing => {}
            }
        }
        names
    }
}
