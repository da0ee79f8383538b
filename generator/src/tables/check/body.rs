//! The request body: the page's fields against the document's properties, object by object.

use super::shape::{self, shape, wire};
use super::{Checker, said};
use crate::diag::codes::tables as codes;
use crate::model::{MediaKind, Presence, Property, TypeUse};
use crate::source::{Origin, Span};
use crate::tables::page::FieldType;
use crate::tables::tree::{Field, Fields};

impl Checker<'_> {
    pub(super) fn body(&mut self, fields: &Fields<'_>) {
        let operation = self.operation;
        let media = operation.body.as_ref().and_then(|body| {
            let kind = |kind| body.media.iter().find(|m| m.kind == kind && m.ty.is_some());
            kind(MediaKind::Json)
                .or_else(|| kind(MediaKind::Form))
                .or_else(|| body.media.iter().find(|m| m.ty.is_some()))
        });
        let span = self.page.span.clone();
        match (
            media.and_then(|media| media.ty),
            &operation.body,
            &self.page.fields,
        ) {
            (Some(ty), Some(body), Some(_)) => {
                let origin = body.place.origin;
                let found = shape(self.api, ty);
                if found.admits(FieldType::Object) {
                    self.fields(fields, ty, "", span, origin);
                } else {
                    let message = format!("the request body is {} in the document", found.words());
                    let said = said("the page lists the fields of an object", found.words());
                    self.differ(codes::BODY_DIFFERS, message, &span, origin, said);
                }
            }
            (_, Some(body), None) => {
                let message =
                    "the document has a request body, and the page lists no fields".to_owned();
                let said = said("no table of request body fields", "the document's body");
                self.differ(codes::BODY_DIFFERS, message, &span, body.place.origin, said);
            }
            (None, _, Some(_)) if !fields.is_empty() => {
                let message = "the page lists request body fields, and the document has no body with a schema".to_owned();
                let said = said("the page's operation", "no such request body here");
                self.differ(
                    codes::BODY_DIFFERS,
                    message,
                    &span,
                    operation.place.origin,
                    said,
                );
            }
            _ => {}
        }
    }

    /// Compares the fields of an object.
    fn fields(
        &mut self,
        fields: &Fields<'_>,
        ty: TypeUse,
        prefix: &str,
        span: Span,
        origin: Origin,
    ) {
        let inner = shape(self.api, ty);
        if inner.unknown {
            return;
        }
        for (name, field) in fields {
            let path = format!("{prefix}{name}{}", "[]".repeat(field.depth()));
            let property = inner.properties.get(*name);
            let Some(row) = field.any_row() else {
                continue;
            };
            match property {
                Some(property) => {
                    let here = property.place.origin;
                    if self.field(field, property, &path) {
                        self.inside(field, property.ty, &path, row.span.clone(), here);
                    }
                }
                None if inner.open => {}
                None => {
                    let message = format!("the document lacks the field `{path}`");
                    let said = said("on the page", "not in this object");
                    let at = inner.origin.unwrap_or(origin);
                    self.differ(codes::FIELD_MISSING, message, &row.span, at, said);
                }
            }
        }
        for (name, property) in &inner.properties {
            if !fields.contains_key(name.as_str()) && !property.read_only {
                let message = format!("the page lacks the field `{prefix}{name}`");
                let said = said("not listed here", "in the document");
                let here = property.place.origin;
                self.differ(codes::FIELD_EXTRA, message, &span, here, said);
            }
        }
    }

    /// Compares what is in a field.
    fn inside(&mut self, field: &Field<'_>, ty: TypeUse, path: &str, span: Span, origin: Origin) {
        match shape::items(self.api, ty, field.depth()) {
            Some(inner) => {
                self.fields(&field.fields, inner, &format!("{path}."), span, origin);
                if let Some(row) = field.items {
                    self.ty(row, inner, origin);
                    self.values(row, &shape(self.api, inner), origin);
                }
            }
            None if shape(self.api, ty).unknown => {}
            None => {
                let message = format!("`{path}` has fewer arrays in the document than on the page");
                let said = said(format!("{} array(s)", field.depth()), "fewer arrays");
                self.differ(codes::TYPE_DIFFERS, message, &span, origin, said);
            }
        }
    }

    /// Compares a field with a property; whether they are of the same kind, so that what is in them can be compared.
    fn field(&mut self, field: &Field<'_>, property: &Property, path: &str) -> bool {
        let origin = property.place.origin;
        let Some(row) = field.row else {
            // The page has no row for the field itself, but its paths say what it must be.
            return match (field.ty(), field.any_row()) {
                (Some(ty), Some(row)) => self.kind(ty, property.ty, path, &row.span, origin),
                _ => true,
            };
        };
        self.required(row, property.presence == Presence::Required, origin);
        self.default(row, property.default.as_ref(), origin);
        let same = self.ty(row, property.ty, origin);
        if same {
            let inner = shape::items(self.api, property.ty, field.depth()).unwrap_or(property.ty);
            let mut found = shape(self.api, inner);
            if let (true, Some(constant)) = (found.values.is_empty(), &property.constant) {
                found.values.push(wire(constant));
            }
            self.values(row, &found, origin);
        }
        same
    }
}
