//! Docs and type expressions as text, laid out as prettyplease lays them out.
//!
//! Most of what is generated is types, whose shapes are few and fixed; as text they take neither a parser nor a
//! formatter. Tests hold random types and every file of the golden crate against what prettyplease makes of them.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::rust::RustType;

use super::ty::Types;

/// How wide prettyplease lets a line become.
const MARGIN: usize = 89;
/// How much room it gives what is deeply nested, whatever its indentation.
const MIN_SPACE: usize = 60;
/// What a level is indented by.
const INDENT: usize = 4;

/// A line at an indentation.
pub(super) fn line(out: &mut String, indent: usize, text: &str) {
    space(out, indent);
    out.push_str(text);
    out.push('\n');
}

/// Outer doc lines.
pub(super) fn docs(out: &mut String, indent: usize, lines: &[String]) {
    comment(out, indent, "///", lines);
}

/// Inner doc lines, for modules.
pub(super) fn inner_docs(out: &mut String, lines: &[String]) {
    comment(out, 0, "//!", lines);
}

/// Outer doc lines before what stands on one line.
pub(super) fn documented(out: &mut String, indent: usize, lines: &[String], item: &str) {
    docs(out, indent, lines);
    line(out, indent, item);
}

fn comment(out: &mut String, indent: usize, mark: &str, lines: &[String]) {
    for line in lines {
        space(out, indent);
        out.push_str(mark);
        let line = line.trim_end_matches(' ');
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// The line that imports names, which are in order, from a module: on one line when they fit, otherwise filled into lines.
pub(super) fn imported(out: &mut String, path: &str, names: &[&str]) {
    let head = format!("use {path}::");
    match names {
        [] => return,
        [only] => return line(out, 0, &format!("{head}{only};")),
        _ => {}
    }
    let one = format!("{head}{{{}}};", names.join(", "));
    if one.len() <= MARGIN {
        return line(out, 0, &one);
    }
    line(out, 0, &format!("{head}{{"));
    let mut row = String::new();
    for (index, name) in names.iter().enumerate() {
        // The last comma is there because the list is broken, and does not count.
        let comma = usize::from(index + 1 < names.len());
        if !row.is_empty() && INDENT + row.len() + 1 + name.len() + comma > MARGIN {
            line(out, INDENT, &row);
            row.clear();
        }
        if !row.is_empty() {
            row.push(' ');
        }
        row.push_str(name);
        row.push(',');
    }
    line(out, INDENT, &row);
    line(out, 0, "};");
}

/// A line that ends in a type: what stands before it, the type, and what stands after it.
pub(super) fn typed(
    out: &mut String,
    types: Types<'_>,
    indent: usize,
    [before, after]: [&str; 2],
    ty: &RustType,
) {
    space(out, indent);
    out.push_str(before);
    let room = room(indent).saturating_sub(before.len());
    lay(out, types, Node::Type(ty), indent, room, after.len());
    out.push_str(after);
    out.push('\n');
}

/// A variant that holds a type, which is broken as a whole before the type is.
pub(super) fn variant(
    out: &mut String,
    types: Types<'_>,
    indent: usize,
    name: &str,
    ty: &RustType,
) {
    let start = out.len();
    space(out, indent);
    out.push_str(name);
    out.push('(');
    flat(out, types, Node::Type(ty));
    out.push_str("),");
    if out.len() - start - indent <= room(indent) {
        out.push('\n');
        return;
    }
    out.truncate(start);
    space(out, indent);
    out.push_str(name);
    out.push_str("(\n");
    part(out, types, indent + INDENT, Node::Type(ty), 0);
    line(out, indent, "),");
}

/// A type expression on one line.
pub(super) fn text(types: Types<'_>, ty: &RustType) -> String {
    let mut out = String::new();
    flat(&mut out, types, Node::Type(ty));
    out
}

fn space(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// How much fits on a line of this indentation.
fn room(indent: usize) -> usize {
    MARGIN.saturating_sub(indent).max(MIN_SPACE)
}

/// A type expression, or the tuple that is a part of one.
#[derive(Clone, Copy)]
enum Node<'a> {
    Type(&'a RustType),
    Tuple(&'a [RustType]),
}

/// What prettyplease sees of a type expression.
enum Shape<'a> {
    Word(Cow<'a, str>),
    Angle(&'static str, Vec<Node<'a>>),
    Tuple(&'a [RustType]),
}

const STRING: &RustType = &RustType::String;

fn shape<'a>(types: Types<'_>, node: Node<'a>) -> Shape<'a> {
    let ty = match node {
        Node::Type(ty) => ty,
        Node::Tuple(items) => return Shape::Tuple(items),
    };
    let word = |text: &'static str| Shape::Word(Cow::Borrowed(text));
    let angle =
        |name: &'static str, inner: &'a RustType| Shape::Angle(name, vec![Node::Type(inner)]);
    let map = || types.name("BTreeMap");
    match ty {
        RustType::Unit => word("()"),
        RustType::Bool => word("bool"),
        RustType::I32 => word("i32"),
        RustType::I64 => word("i64"),
        RustType::U32 => word("u32"),
        RustType::U64 => word("u64"),
        RustType::F64 => word("f64"),
        RustType::String => word(types.name("String")),
        RustType::Uuid => word(types.name("Uuid")),
        RustType::DateTime => word(types.name("DateTime")),
        RustType::Date => word(types.name("Date")),
        RustType::Base64 => word(types.name("Base64")),
        RustType::Bytes => word(types.name("Bytes")),
        RustType::Part => word(types.name("Part")),
        RustType::Json => word(types.name("Value")),
        RustType::Undeclared => word("crate::runtime::Undeclared"),
        RustType::Vec(inner) => angle(types.name("Vec"), inner),
        RustType::Option(inner) => angle(types.name("Option"), inner),
        RustType::Boxed(inner) => angle(types.name("Box"), inner),
        RustType::Maybe(inner) => angle(types.name("Maybe"), inner),
        RustType::Map(inner) => Shape::Angle(map(), vec![Node::Type(STRING), Node::Type(inner)]),
        RustType::KeyedMap(key, inner) => {
            Shape::Angle(map(), vec![Node::Type(key), Node::Type(inner)])
        }
        RustType::Tuple(items) => Shape::Tuple(items),
        RustType::WithRest(items, rest) => Shape::Angle(
            types.name("WithRest"),
            vec![Node::Tuple(items), Node::Type(rest)],
        ),
        RustType::Named(name) => Shape::Word(match types.prefixed {
            true => Cow::Owned(format!("types::{name}")),
            false => {
                if let Some(imports) = types.imports {
                    imports.names(name);
                }
                Cow::Borrowed(name)
            }
        }),
    }
}

fn flat(out: &mut String, types: Types<'_>, node: Node<'_>) {
    let list = |out: &mut String, nodes: &mut dyn Iterator<Item = Node<'_>>| {
        for (index, node) in nodes.enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            flat(out, types, node);
        }
    };
    match shape(types, node) {
        Shape::Word(word) => out.push_str(&word),
        Shape::Angle(name, inner) => {
            out.push_str(name);
            out.push('<');
            list(out, &mut inner.into_iter());
            out.push('>');
        }
        Shape::Tuple(items) => {
            out.push('(');
            list(out, &mut items.iter().map(Node::Type));
            out.push_str(if items.len() == 1 { ",)" } else { ")" });
        }
    }
}

/// A type in the room that is left on a line, before `after` further bytes that cannot be broken off: on that line when
/// it fits, otherwise each of its parts on a line of its own.
fn lay(
    out: &mut String,
    types: Types<'_>,
    node: Node<'_>,
    indent: usize,
    room: usize,
    after: usize,
) {
    let start = out.len();
    flat(out, types, node);
    if out.len() - start + after <= room {
        return;
    }
    let (open, parts, close) = match shape(types, node) {
        Shape::Word(_) => return,
        Shape::Tuple([]) => return,
        Shape::Angle(name, parts) => (format!("{name}<"), parts, '>'),
        Shape::Tuple(items) => ("(".to_owned(), items.iter().map(Node::Type).collect(), ')'),
    };
    out.truncate(start);
    out.push_str(&open);
    out.push('\n');
    // The comma of a tuple of one is its own; the last one elsewhere is there because the line is broken.
    let lone = close == ')' && parts.len() == 1;
    let count = parts.len();
    for (index, one) in parts.into_iter().enumerate() {
        let counted = lone || index + 1 < count;
        part(out, types, indent + INDENT, one, usize::from(counted));
    }
    space(out, indent);
    out.push(close);
}

/// A part on a line of its own; `after` is what its comma counts for.
fn part(out: &mut String, types: Types<'_>, indent: usize, node: Node<'_>, after: usize) {
    space(out, indent);
    lay(out, types, node, indent, room(indent), after);
    out.push_str(",\n");
}
