//! Structs of headers, and the rows by which the runtime reads them.

use proc_macro2::Literal;

use crate::rust::{HeaderForm, HeaderStruct, RustType};

use super::items::{DERIVED, braced, field};
use super::ty::Types;

/// The struct.
pub(super) fn item(out: &mut String, types: Types<'_>, name: &str, headers: &HeaderStruct) {
    braced(out, DERIVED, &format!("struct {name}"), |out| {
        for one in &headers.fields {
            let ty = RustType::Option(Box::new(one.ty.clone()));
            field(out, types, (&one.docs, &one.deprecated), &one.name, &ty);
        }
    });
}

/// Its rows in the codec.
pub(super) fn codec(headers: &HeaderStruct) -> Vec<String> {
    let rows = headers.fields.iter().map(|field| {
        let form = match field.form {
            HeaderForm::Simple => "Simple",
            HeaderForm::Exploded => "Exploded",
            HeaderForm::Json => "Json",
        };
        format!("{} {} {form}", field.name, Literal::string(&field.wire))
    });
    rows.collect()
}
