//! Tests of the resolve stage: one rule each, on documents written for it.

mod composition;
mod corpus;
mod operations;
mod unions;

use crate::document::testing::{complaints, resolved, with_schemas};
use crate::model::{Api, ObjectType, Property, Type, TypeId, TypeKind};

/// The model of a document with these schemas; findings are fine only when named.
fn schemas(text: &str) -> Api {
    let (api, diags) = resolved(&[&with_schemas(text)]);
    assert!(!diags.has_errors(), "{:?}", complaints(&diags));
    api
}

fn warnings(text: &str) -> Vec<String> {
    complaints(&resolved(&[&with_schemas(text)]).1)
}

fn component<'a>(api: &'a Api, name: &str) -> &'a Type {
    api.ty(api.components[name])
}

fn past_aliases(api: &Api, mut id: TypeId) -> &Type {
    while let TypeKind::Alias(target) = &api.ty(id).kind {
        id = target.id;
    }
    api.ty(id)
}

fn object<'a>(api: &'a Api, name: &str) -> &'a ObjectType {
    match &component(api, name).kind {
        TypeKind::Object(object) => object,
        other => panic!("{name} is {other:?}"),
    }
}

fn property<'a>(api: &'a Api, name: &str, key: &str) -> (&'a Property, &'a Type) {
    let property = &object(api, name).properties[key];
    (property, past_aliases(api, property.ty.id))
}
