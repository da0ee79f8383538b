//! How types are made, decoded and encoded: one declaration of the runtime's macros per type, laid out as text, since no
//! formatter knows the macros' grammar.

use crate::rust::{
    ApiModule, Check, EnumUnion, Item, ItemKind, JsonKind, Mode, Openness, Row, Struct, TextEnum,
    TextVariant, TypeGroup, Union,
};

use super::fill::{WIDTH, string};
use super::layout;
use super::made;
use super::modules::is_coded;
use super::ty::{Imports, Types};

/// What `codec.rs` says of itself.
const HEAD: &str =
    "//! How each type is made, decoded and encoded, as tables over the runtime's codec.\n\n";

/// `codec.rs`, when all types are in one file.
pub(super) fn single(api: &ApiModule, group: &TypeGroup) -> String {
    format!("{HEAD}{}{}", quiet(api), tables(api, group, None))
}

/// `codec/mod.rs`, when types are split over files.
pub(super) fn index(api: &ApiModule) -> String {
    let mut out = format!("{HEAD}{}", quiet(api));
    for group in api.types.iter().filter(|group| is_coded(group)) {
        if let Some(feature) = &group.feature {
            out.push_str(&format!("#[cfg(feature = {})]\n", string(feature)));
        }
        let module = group.module.as_deref().unwrap_or_default();
        out.push_str(&format!("mod {module};\n"));
    }
    out
}

/// The tables of one file of types.
pub(super) fn group(api: &ApiModule, group: &TypeGroup) -> String {
    tables(api, group, group.module.as_deref())
}

pub(super) fn quiet(api: &ApiModule) -> String {
    match super::items::is_deprecated(api) {
        true => format!("{}\n", super::items::DEPRECATES),
        false => String::new(),
    }
}

/// Imports and tables, of all types or of those of a module. A table of one line stands close to others, a longer one
/// apart.
fn tables(api: &ApiModule, group: &TypeGroup, module: Option<&str>) -> String {
    let imports = Imports::default();
    let types = Types {
        shadowed: &api.shadowed,
        prefixed: false,
        imports: Some(&imports),
    };
    let texts = group.items.iter();
    let texts: Vec<String> = texts.filter_map(|item| declaration(types, item)).collect();
    let mut macros = vec![
        "answers",
        "enum_union",
        "forms",
        "headers",
        "integer_enum",
        "object",
        "options",
        "string_enum",
        "union",
    ];
    let starts =
        |line: &str, name: &str| line.strip_prefix(name).is_some_and(|l| l.starts_with('!'));
    macros.retain(|name| {
        texts
            .iter()
            .any(|text| text.lines().any(|line| starts(line, name)))
    });
    let mut out = imports.lines(&macros);
    match module {
        None => out.push_str("use super::types::*;\n"),
        Some(module) => {
            out.push_str(&format!("use super::super::types::{module}::*;\n"));
            let own = super::items::own(&group.items);
            let used = imports.types();
            let used = used.iter().map(String::as_str);
            let used: Vec<&str> = used.filter(|name| !own.contains(name)).collect();
            layout::imported(&mut out, "super::super::types", &used);
        }
    }
    let mut apart = true;
    for text in texts {
        let long = text.lines().count() > 1;
        if apart || long {
            out.push('\n');
        }
        out.push_str(&text);
        apart = long;
    }
    out
}

fn declaration(types: Types<'_>, item: &Item) -> Option<String> {
    match &item.kind {
        ItemKind::Struct(object) => Some(self::object(types, &item.name, object)),
        ItemKind::TextEnum(values) => Some(text_enum(&item.name, values)),
        ItemKind::IntegerEnum(values) => Some(integer_enum(&item.name, values)),
        ItemKind::EnumUnion(union) => Some(enum_union(types, &item.name, union)),
        ItemKind::Union(union) => Some(self::union(types, &item.name, union)),
        ItemKind::Headers(headers) => {
            let rows = super::headers::codec(headers);
            Some(blocks(&[
                (format!("headers! {{ {} {{", item.name), rows),
                ("} }".to_owned(), Vec::new()),
            ]))
        }
        ItemKind::Options(options) => Some(made::options(types, options)),
        ItemKind::Body(choices) => super::bodies::forms(types, &item.name, choices),
        ItemKind::ByStatus(told) => {
            let rows = super::operations::by_status(told);
            Some(blocks(&[
                (format!("answers! {{ {} {{", item.name), rows),
                ("} }".to_owned(), Vec::new()),
            ]))
        }
        ItemKind::Alias(_) => None,
    }
}

fn object(types: Types<'_>, name: &str, object: &Struct) -> String {
    let rows = (0..object.fields.len()).filter_map(|index| field(types, object, index));
    let new = if object.constructor.is_some() {
        "new "
    } else {
        ""
    };
    blocks(&[
        (format!("object! {{ {new}{name} {{"), rows.collect()),
        ("} }".to_owned(), Vec::new()),
    ])
}

/// The row of a field: when it is there, what it is called, how a caller gives it, and what is checked.
fn field(types: Types<'_>, object: &Struct, index: usize) -> Option<String> {
    let field = object.fields.get(index)?;
    let mut row = match &field.mode {
        Mode::Required => "!".to_owned(),
        Mode::Optional => "?".to_owned(),
        Mode::Nullable => "nullable ".to_owned(),
        Mode::Maybe => "maybe ".to_owned(),
        Mode::Default(json) => format!("default({}) ", string(json)),
        Mode::ReadOnly => "read_only ".to_owned(),
        Mode::Rest => "rest ".to_owned(),
        Mode::Constant(json) => format!("constant({} = {})", string(&field.wire), string(json)),
    };
    if let Some(name) = &field.name {
        row.push_str(name);
        // The names of generated fields are never raw, so that the runtime can take them for those on the wire.
        if *name != field.wire {
            row.push(' ');
            row.push_str(&string(&field.wire));
        }
        row.push_str(&made::given(types, object, index));
    }
    if !field.checks.is_empty() {
        row.push_str(&format!(" [{}]", checks(&field.checks)));
    }
    Some(row)
}

/// Checks as the runtime spells them.
pub(super) fn checks(checks: &[Check]) -> String {
    let texts: Vec<String> = checks.iter().map(check).collect();
    texts.join(", ")
}

fn check(check: &Check) -> String {
    match check {
        Check::MinItems(n) => format!("MinItems({n})"),
        Check::MaxItems(n) => format!("MaxItems({n})"),
        Check::UniqueItems => "UniqueItems".to_owned(),
        Check::MinLength(n) => format!("MinLength({n})"),
        Check::MaxLength(n) => format!("MaxLength({n})"),
        Check::Pattern(text) => format!("pattern({})", string(text)),
        Check::Minimum(n) => format!("Minimum({})", string(n)),
        Check::Maximum(n) => format!("Maximum({})", string(n)),
        Check::ExclusiveMinimum(n) => format!("ExclusiveMinimum({})", string(n)),
        Check::ExclusiveMaximum(n) => format!("ExclusiveMaximum({})", string(n)),
        Check::MultipleOf(n) => format!("MultipleOf({})", string(n)),
        Check::MinProperties(n) => format!("MinProperties({n})"),
        Check::MaxProperties(n) => format!("MaxProperties({n})"),
        Check::Items(inner) => format!("Items(&[{}])", checks(inner)),
        Check::Values(inner) => format!("Values(&[{}])", checks(inner)),
    }
}

fn text_enum(name: &str, values: &TextEnum) -> String {
    let rows = values
        .variants
        .iter()
        .map(|variant| format!("{} {}", variant.name, string(&variant.wire)))
        .collect();
    let close = format!("}} {} }}", openness(values.openness));
    blocks(&[
        (format!("string_enum! {{ {name} {{"), rows),
        (close, Vec::new()),
    ])
}

fn integer_enum(name: &str, values: &TextEnum) -> String {
    let row = |variant: &TextVariant| format!("{} {}", variant.name, variant.wire);
    let rows = values.variants.iter().map(row).collect();
    let close = format!("}} {} }}", openness(values.openness));
    blocks(&[
        (format!("integer_enum! {{ {name} {{"), rows),
        (close, Vec::new()),
    ])
}

fn enum_union(types: Types<'_>, name: &str, union: &EnumUnion) -> String {
    let all = text_enum(name, &union.all);
    // The conversions keep texts that no member lists, which a closed enum cannot.
    if union.all.openness == Openness::Closed || union.members.is_empty() {
        return all;
    }
    if let Some(imports) = types.imports {
        union.members.iter().for_each(|name| imports.names(name));
    }
    let open = format!("enum_union! {{ {name}:");
    let members = blocks(&[(open, union.members.clone()), ("}".to_owned(), Vec::new())]);
    format!("{all}{members}")
}

fn union(types: Types<'_>, name: &str, union: &Union) -> String {
    let variants = union.variants.iter().enumerate().map(|(index, variant)| {
        let no_from = match union.from.contains(&index) {
            true => "",
            false => " no_from",
        };
        format!("{}({}){no_from}", variant.name, types.text(&variant.ty))
    });
    let open = format!("union! {{ {name} {{");
    let close = format!("] {} }}", openness(union.openness));
    blocks(&[
        (open, variants.collect()),
        (
            "} choose [".to_owned(),
            union.rows.iter().map(row).collect(),
        ),
        (close, Vec::new()),
    ])
}

fn row(row: &Row) -> String {
    match row {
        Row::Kind(kind, branch) => format!("Kind({}, {branch})", kind_name(*kind)),
        Row::Tag(property, value, branch) => {
            format!("Tag({}, {}, {branch})", string(property), string(value))
        }
        Row::TagJson(property, json, branch) => {
            format!("TagJson({}, {}, {branch})", string(property), string(json))
        }
        Row::Text(branch) => format!("Text({branch})"),
        Row::Keys(keys, branch) => {
            let keys: Vec<String> = keys.iter().map(|key| string(key)).collect();
            format!("Keys(&[{}], {branch})", keys.join(", "))
        }
        Row::Items(kind, branch) => format!("Items({}, {branch})", kind_name(*kind)),
        Row::Try(branch) => format!("Try({branch})"),
        Row::Otherwise => "Otherwise".to_owned(),
    }
}

fn kind_name(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "Null",
        JsonKind::Boolean => "Boolean",
        JsonKind::Integer => "Integer",
        JsonKind::Number => "Number",
        JsonKind::String => "String",
        JsonKind::Array => "Array",
        JsonKind::Object => "Object",
    }
}

fn openness(openness: Openness) -> &'static str {
    match openness {
        Openness::Open => "open",
        Openness::Closed => "closed",
    }
}

/// Lists between the parts of a macro call: on one line when all fits, else each filled into lines of its own.
pub(super) fn blocks(parts: &[(String, Vec<String>)]) -> String {
    let mut one = String::new();
    for (head, rows) in parts {
        one.push_str(head);
        one.push(' ');
        if !rows.is_empty() {
            one.push_str(&rows.join(", "));
            one.push(' ');
        }
    }
    let one = one.trim_end();
    if one.chars().count() <= WIDTH {
        return format!("{one}\n");
    }
    let mut out = String::new();
    for (head, rows) in parts {
        out.push_str(head);
        out.push('\n');
        let mut line = String::from("   ");
        for row in rows {
            if line.trim() != "" && line.chars().count() + row.chars().count() + 2 > WIDTH {
                out.push_str(&line);
                out.push('\n');
                line = String::from("   ");
            }
            line.push(' ');
            line.push_str(row);
            line.push(',');
        }
        if !rows.is_empty() {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}
