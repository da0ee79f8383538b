//! How a caller makes a value of a struct: `new` and the setters.
//!
//! Takes fields; gives what is taken for each and how. Must never look at the model.

use crate::rust::{Constructor, Field, Form, Mode, RustType, Setter, SetterForm};

/// `new` for what must be there, and a setter for each other field.
pub(super) fn making(fields: &[Field]) -> (Option<Constructor>, Vec<Setter>) {
    let mut arguments = Vec::new();
    let mut setters = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        let Some(field_name) = &field.name else {
            continue;
        };
        if field.mode == Mode::ReadOnly {
            continue;
        }
        if matches!(field.mode, Mode::Required | Mode::Nullable) {
            arguments.push((index, form(&field.ty)));
            continue;
        }
        let (form, ty) = match &field.ty {
            RustType::Option(inner) => match &**inner {
                RustType::Vec(item) if plain_item(item) => {
                    (SetterForm::OptionVec, (**item).clone())
                }
                _ => (SetterForm::Option, (**inner).clone()),
            },
            RustType::Maybe(inner) => (SetterForm::Maybe, (**inner).clone()),
            RustType::Vec(item) if plain_item(item) => (SetterForm::Vec, (**item).clone()),
            other => (SetterForm::Plain, other.clone()),
        };
        setters.push(Setter {
            name: if field_name == "new" {
                "new_".to_owned()
            } else {
                field_name.clone()
            },
            field: index,
            form,
            ty,
            docs: Vec::new(),
        });
    }
    (Some(Constructor { arguments }), setters)
}

/// How `new` takes a value of a type.
pub(super) fn form(ty: &RustType) -> Form {
    match ty {
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::U32
        | RustType::U64
        | RustType::F64
        | RustType::Uuid
        | RustType::Tuple(_)
        | RustType::Unit => Form::Plain,
        RustType::Vec(item) => match form(item) {
            Form::Plain => Form::Iterator,
            _ if plain_item(item) => Form::IteratorInto,
            _ => Form::Into,
        },
        _ => Form::Into,
    }
}

/// Whether items can be taken one by one through `Into`.
fn plain_item(item: &RustType) -> bool {
    !matches!(
        item,
        RustType::Vec(_)
            | RustType::Tuple(_)
            | RustType::Map(_)
            | RustType::KeyedMap(..)
            | RustType::Option(_)
            | RustType::Boxed(_)
    )
}
