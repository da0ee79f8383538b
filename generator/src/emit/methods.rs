//! The methods of a client, laid out as text.

use crate::rust::{Argument, ArgumentKind, Operation, RustType};

use super::fill::{WIDTH, docs, filled, list};
use super::ty::Types;
use super::{bodies, paging, parameters, streams};

/// The methods of these operations, with a blank line before each.
pub(super) fn text(types: Types<'_>, operations: &[&Operation]) -> String {
    operations.iter().map(|one| method(types, one)).collect()
}

fn method(types: Types<'_>, operation: &Operation) -> String {
    let mut arguments = vec!["&self".to_owned()];
    let required = operation.arguments.iter();
    arguments.extend(required.map(|one| format!("{}: {}", one.name, argument_type(types, one))));
    if let Some(options) = &operation.options {
        arguments.push(format!("options: &types::{}", options.name));
    }
    let mut steps = Vec::new();
    if let Some(body) = &operation.body {
        let (ty, step) = bodies::argument(types, body);
        arguments.push(format!("body: {ty}"));
        steps.push(step);
    }
    steps.extend(streams::step(operation).map(|step| vec![step]));
    steps.extend(paging::step(operation));
    let call = streams::call_type(types, operation);
    let docs = docs(4, &operation.docs) + &super::deprecated::attribute(4, &operation.deprecated);
    let allowed = allowed(&arguments, &call);
    let head = head(&operation.name, &arguments, &call);
    let body = body(operation, &steps);
    let older: String = operation
        .older
        .iter()
        .map(|name| older(operation, name, &arguments, (&allowed, &call)))
        .collect();
    format!("\n{docs}{allowed}{head}\n{body}\n    }}\n{older}")
}

/// The same method under an older name.
fn older(
    operation: &Operation,
    name: &str,
    arguments: &[String],
    (allowed, call): (&str, &str),
) -> String {
    let now = &operation.name;
    let docs = docs(4, &[format!("The older name of [`Self::{now}`].")]);
    let renamed = super::items::renamed(4, now);
    let head = head(name, arguments, call);
    let names = arguments.iter().skip(1);
    let names = names.filter_map(|one| one.split_once(": ").map(|(name, _)| name.to_owned()));
    let names: Vec<String> = names.collect();
    let body = list(8, 8, [&format!("self.{now}("), ")"], &names);
    format!("\n{docs}{renamed}{allowed}{head}\n        {body}\n    }}\n")
}

/// What the document asks for and clippy does not like.
fn allowed(arguments: &[String], call: &str) -> String {
    let mut lints = String::new();
    if arguments.len() > 7 {
        lints.push_str(
            "    #[allow(clippy::too_many_arguments, reason = \"the document requires them all\")]\n",
        );
    }
    if call.matches('<').count() > 3 {
        lints.push_str("    #[allow(clippy::type_complexity, reason = \"the answer is as nested as the document says\")]\n");
    }
    lints
}

/// Makes rustc compile a method where it is called, and with it what its types are read by: generic ones are anyway, and
/// nobody calls all operations of an API.
fn inline(arguments: &[String]) -> &'static str {
    match arguments.iter().any(|one| one.contains(": impl ")) {
        true => "",
        false => "    #[inline]\n",
    }
}

fn head(name: &str, arguments: &[String], call: &str) -> String {
    let inline = inline(arguments);
    let one = format!("    pub fn {name}({}) -> {call} {{", arguments.join(", "));
    if one.chars().count() <= WIDTH {
        return inline.to_owned() + &one;
    }
    let rows: Vec<String> = arguments.iter().map(|one| format!("{one},")).collect();
    let rows = filled(8, 8, &rows);
    format!("{inline}    pub fn {name}(\n{rows}\n    ) -> {call} {{")
}

/// The call: operation and values, then the steps behind them, all on one line when that fits.
fn body(operation: &Operation, steps: &[Vec<String>]) -> String {
    let kind = match streams::is_only(operation) {
        true => "::<(), _, _>",
        false => "",
    };
    let open = format!("self.core.call{kind}(&op::{}, &[", operation.name);
    let values = parameters::values(operation);
    let simple: String = steps.iter().map(|lines| lines.join(" ")).collect();
    let one = format!("        {open}{}]){simple}", values.join(", "));
    if one.chars().count() <= WIDTH && steps.iter().all(|lines| lines.len() == 1) {
        return one;
    }
    let mut text = format!("        {}", list(8, 8, [&open, "])"], &values));
    for line in steps.iter().flatten() {
        text.push_str(&format!("\n            {line}"));
    }
    text
}

fn argument_type(types: Types<'_>, argument: &Argument) -> String {
    match (&argument.ty, argument.kind) {
        (RustType::Vec(item), ArgumentKind::List | ArgumentKind::Value) => {
            format!("&[{}]", types.text(item))
        }
        (ty, ArgumentKind::Value | ArgumentKind::List) => format!("&{}", types.text(ty)),
        (ty, ArgumentKind::Text) => format!("impl Arg<{}>", types.text(ty)),
    }
}
