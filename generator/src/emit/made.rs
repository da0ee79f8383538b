//! How a caller makes values: what `new` takes and the setters, in the words of the runtime's `made!`.

use crate::rust::{Form, OperationType, Preset, RustType, Setter, SetterForm, Struct};

use super::codec::blocks;
use super::fill::string;
use super::ty::Types;

/// The declaration of an operation's options.
pub(super) fn options(types: Types<'_>, options: &OperationType) -> String {
    let rows = options.parameters.iter().map(|parameter| {
        let name = &parameter.argument.name;
        format!("{name}{}", setter(types, &parameter.setter, name))
    });
    blocks(&[
        (format!("options! {{ {} {{", options.name), rows.collect()),
        ("} }".to_owned(), Vec::new()),
    ])
}

/// How a field of a struct is given; nothing where callers do not give it.
pub(super) fn given(types: Types<'_>, object: &Struct, index: usize) -> String {
    let (Some(new), Some(field)) = (&object.constructor, object.fields.get(index)) else {
        return String::new();
    };
    let mut text = match new.arguments.iter().find(|(i, _)| *i == index) {
        Some((_, form)) => taken(types, &field.ty, *form),
        None => String::new(),
    };
    if let Some(preset) = &field.preset {
        let (RustType::Option(inner) | RustType::Maybe(inner)) = &field.ty else {
            return text;
        };
        let value = match preset {
            Preset::Text(text) => string(text),
            Preset::Literal(literal) => literal.clone(),
        };
        text.push_str(&format!("{{{value} as {}}}", types.text(inner)));
    }
    let own = object.setters.iter().find(|setter| setter.field == index);
    if let (Some(one), Some(name)) = (own, &field.name) {
        text.push_str(&setter(types, one, name));
    }
    text
}

fn taken(types: Types<'_>, ty: &RustType, form: Form) -> String {
    let whole = types.text(ty);
    let item = match ty {
        RustType::Vec(item) => types.text(item),
        _ => whole.clone(),
    };
    match form {
        Form::Plain => format!("{{={whole}}}"),
        Form::Into => format!("{{{whole}}}"),
        Form::Iterator => format!("{{..={item}}}"),
        Form::IteratorInto => format!("{{..{item}}}"),
    }
}

fn setter(types: Types<'_>, setter: &Setter, field: &str) -> String {
    let ty = types.text(&setter.ty);
    if setter.name != field {
        let boxed = Box::new(setter.ty.clone());
        let whole = match setter.form {
            SetterForm::Option | SetterForm::Plain => setter.ty.clone(),
            SetterForm::OptionVec | SetterForm::Vec => RustType::Vec(boxed),
            SetterForm::Maybe => RustType::Maybe(boxed),
        };
        return format!("(as {} {})", setter.name, types.text(&whole));
    }
    match setter.form {
        SetterForm::Option | SetterForm::Plain => format!("({ty})"),
        SetterForm::OptionVec | SetterForm::Vec => format!("(..{ty})"),
        SetterForm::Maybe => format!("(~{ty})"),
    }
}
