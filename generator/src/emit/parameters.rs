//! Parameters: the values of a call, and the rows of an operation's table.

use crate::rust::{
    Argument, ArgumentKind, BodyKind, Operation, RustType, Writing, WritingPlace, WritingStyle,
};

use super::fill::string;

/// What is passed for each parameter, in the order of the rows.
pub(super) fn values(operation: &Operation) -> Vec<String> {
    let options = operation.options.iter().flat_map(|o| &o.parameters);
    let options = options.map(|parameter| format!("&options.{}", parameter.argument.name));
    operation
        .arguments
        .iter()
        .map(value)
        .chain(options)
        .collect()
}

fn value(argument: &Argument) -> String {
    let name = &argument.name;
    match (argument.kind, &argument.ty) {
        (ArgumentKind::Text, _) => format!("&{name}.text()"),
        // A slice has no size of its own.
        (_, RustType::Vec(_)) => format!("&{name}"),
        _ => name.clone(),
    }
}

/// The rows of an operation's table: its parameters, then the properties of its body that have something to say.
pub(super) fn rows(operation: &Operation) -> Vec<String> {
    let options = operation.options.iter().flat_map(|o| &o.parameters);
    // Options are passed as what they are.
    let options = options.map(|parameter| (&parameter.argument, false));
    let arguments = operation.arguments.iter();
    let arguments = arguments.map(|argument| (argument, argument.kind == ArgumentKind::Text));
    let parameters = arguments.chain(options);
    let parameters =
        parameters.map(|(argument, is_text)| row(&argument.wire, &argument.writing, is_text));
    let bodies = operation.body.iter().flat_map(|body| match &body.kind {
        BodyKind::Either(choices) => choices.iter().map(|choice| &choice.body).collect(),
        _ => vec![body],
    });
    let mut properties: Vec<(&String, &Writing)> = Vec::new();
    for (name, writing) in bodies.flat_map(|body| &body.rows) {
        if !properties.contains(&(name, writing)) {
            properties.push((name, writing));
        }
    }
    let properties = properties.into_iter();
    let properties = properties.map(|(name, writing)| row(name, writing, false));
    parameters.chain(properties).collect()
}

/// A row. What is always passed as text needs less code than what may be a list or an object.
fn row(name: &str, writing: &Writing, is_text: bool) -> String {
    let place = match writing.place {
        WritingPlace::Path if is_text => "segment",
        WritingPlace::Query if is_text => "pair",
        WritingPlace::Path => "path",
        WritingPlace::Query => "query",
        WritingPlace::QueryString => "query_string",
        WritingPlace::Header => "header",
        WritingPlace::Cookie => "cookie",
        WritingPlace::Property => "property",
        WritingPlace::Part => "part",
    };
    let mut row = format!("{place} {}", string(name));
    if let Some(style) = writing.style {
        row.push_str(&format!(".style({})", style_name(style)));
    }
    if let Some(media) = &writing.media {
        row.push_str(&format!(".media({})", string(media)));
    }
    if writing.reserved {
        row.push_str(".reserved()");
    }
    if !writing.checks.is_empty() {
        row.push_str(&format!(" [{}]", super::codec::checks(&writing.checks)));
    }
    row
}

fn style_name(style: WritingStyle) -> &'static str {
    match style {
        WritingStyle::Simple => "Simple",
        WritingStyle::SimpleExploded => "SimpleExploded",
        WritingStyle::Label => "Label",
        WritingStyle::LabelExploded => "LabelExploded",
        WritingStyle::Matrix => "Matrix",
        WritingStyle::MatrixExploded => "MatrixExploded",
        WritingStyle::Form => "Form",
        WritingStyle::FormExploded => "FormExploded",
        WritingStyle::SpaceDelimited => "SpaceDelimited",
        WritingStyle::PipeDelimited => "PipeDelimited",
        WritingStyle::DeepObject => "DeepObject",
        WritingStyle::Cookie => "Cookie",
        WritingStyle::CookieExploded => "CookieExploded",
        WritingStyle::Json => "Json",
    }
}
