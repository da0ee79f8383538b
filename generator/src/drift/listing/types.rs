//! Types: structs, enums, unions, aliases, and how they are made.

use super::text::of;
use super::{Area, Lister, Row, RowKind};
use crate::rust::{
    EnumUnion, Field, Form, Item, ItemKind, Mode, Openness, OperationType, Row as UnionRow,
    RustType, SetterForm, Struct, TextEnum, Union,
};

impl Lister<'_> {
    /// All types, with their parts.
    pub(super) fn types(&mut self) {
        let api = self.api;
        for group in &api.types {
            let file = match &group.module {
                Some(module) => format!("types/{module}.rs"),
                None => "types.rs".to_owned(),
            };
            for item in &group.items {
                self.item(item, &file, group.feature.as_ref());
            }
        }
    }

    fn item(&mut self, item: &Item, file: &str, gate: Option<&String>) {
        let area = match &item.kind {
            ItemKind::Options(_) => Area::Parameters,
            ItemKind::Body(_) => Area::Body,
            ItemKind::ByStatus(_) | ItemKind::Headers(_) => Area::Answers,
            _ => Area::Whole,
        };
        let base = Row {
            operation: (area != Area::Whole).then(|| item.source.key.clone()),
            area,
            key: item.source.key.clone(),
            origin: Some(item.source.origin),
            gate: gate.cloned(),
            ..self.row(
                RowKind::Type,
                format!("{}types::{}", self.prefix, item.name),
                file,
            )
        };
        let mut head = Row {
            deprecated: item.deprecated.is_deprecated(),
            docs: item.docs.join("\n"),
            ..base.clone()
        };
        let name = &item.name;
        match &item.kind {
            ItemKind::Alias(ty) => {
                head.exact = format!("type = {}", self.exact(ty));
                head.shown = format!("type {name} = {}", of(ty));
            }
            ItemKind::Struct(object) => {
                head.exact = "struct".to_owned();
                head.shown = format!("struct {name}");
                self.structure(&base, name, object);
            }
            ItemKind::TextEnum(values) => {
                (head.exact, head.shown) = listed(name, values, "texts");
                self.variants(&base, values);
            }
            ItemKind::IntegerEnum(values) => {
                (head.exact, head.shown) = listed(name, values, "numbers");
                self.variants(&base, values);
            }
            ItemKind::EnumUnion(EnumUnion { all, members }) => {
                (head.exact, head.shown) = listed(name, all, "texts");
                self.variants(&base, all);
                for member in members {
                    self.member(&base, format!("impl From<{member}> for {name}"), "");
                    self.member(&base, format!("impl TryFrom<{name}> for {member}"), "");
                }
                // Methods that enums of one list do not have.
                self.member(&base, format!("{name}::is_member_of"), "fn");
            }
            ItemKind::Union(union) => {
                (head.exact, head.shown) = open(name, union.openness, "union");
                head.inner = rows(&union.rows);
                self.union(&base, name, union);
            }
            ItemKind::ByStatus(by_status) => {
                head.exact = "enum".to_owned();
                head.shown = format!("enum {name}");
                for variant in &by_status.variants {
                    let ty = variant.ty.as_ref();
                    let inner = format!("{:?}", variant.answer);
                    let mut row = self.variant(&base, &variant.name, ty);
                    (row.docs, row.inner) = (variant.docs.clone(), inner);
                    self.add(row);
                }
            }
            ItemKind::Options(options) => {
                head.exact = "struct".to_owned();
                head.shown = format!("struct {name}");
                self.member(&base, format!("impl Default for {name}"), "");
                self.member(&base, format!("{name}::new"), "fn()");
                self.options(&base, name, options);
            }
            ItemKind::Headers(headers) => {
                head.exact = "struct".to_owned();
                head.shown = format!("struct {name}");
                for field in &headers.fields {
                    let ty = RustType::Option(Box::new(field.ty.clone()));
                    let mut row = self.field(&base, name, &field.name, &ty);
                    row.wire = field.wire.clone();
                    row.deprecated = field.deprecated.is_deprecated();
                    row.docs = field.docs.join("\n");
                    row.inner = format!("{} {:?}", field.wire, field.form);
                    self.add(row);
                }
            }
            ItemKind::Body(choices) => {
                head.exact = "enum".to_owned();
                head.shown = format!("enum {name}");
                for choice in choices {
                    let mut row = self.variant(&base, &choice.variant, Some(&choice.body.ty));
                    row.docs = choice.docs.clone();
                    row.inner = format!("{:?}", choice.body.kind);
                    self.add(row);
                    if choice.from {
                        let ty = self.exact(&choice.body.ty);
                        self.member(&base, format!("impl From<{ty}> for {name}"), "");
                    }
                }
            }
        }
        self.add(head.clone());
        for older in &item.older {
            self.add(Row {
                path: format!("{}types::{older}", self.prefix),
                exact: format!("type = {}", self.exact(&RustType::Named(name.clone()))),
                shown: format!("type {older} = {name}"),
                deprecated: true,
                docs: String::new(),
                inner: String::new(),
                ..head.clone()
            });
        }
    }

    /// What belongs to a type and has no place of its own in the document.
    fn member(&mut self, base: &Row, what: String, signature: &str) {
        let path = match what.strip_prefix("impl ") {
            Some(_) => format!("{}{what}", self.prefix),
            None => format!("{}types::{what}", self.prefix),
        };
        let row = Row {
            path,
            kind: RowKind::Member,
            exact: signature.to_owned(),
            shown: match signature.is_empty() {
                true => what,
                false => signature.to_owned(),
            },
            ..base.clone()
        };
        self.add(row);
    }

    fn field(&self, base: &Row, owner: &str, name: &str, ty: &RustType) -> Row {
        Row {
            path: format!("{}types::{owner}::{name}", self.prefix),
            kind: RowKind::Field,
            exact: self.exact(ty),
            shown: format!("{name}: {}", of(ty)),
            ..base.clone()
        }
    }

    fn structure(&mut self, base: &Row, name: &str, object: &Struct) {
        for field in &object.fields {
            let Field {
                name: own,
                source,
                docs,
                deprecated,
                ty,
                wire,
                mode,
                checks,
                preset,
            } = field;
            let inner = format!("{wire} {mode:?} {checks:?} {preset:?}");
            let mut row = match own {
                Some(own) => self.field(base, name, own, ty),
                // A constant has no field, and is written all the same.
                None => Row {
                    path: format!("{}types::{name} writes {wire}", self.prefix),
                    kind: RowKind::Written,
                    ..base.clone()
                },
            };
            match mode {
                Mode::Rest => row.key = format!("{}/additionalProperties", base.key),
                _ => (row.key, row.origin) = (source.key.clone(), Some(source.origin)),
            }
            row.wire = wire.clone();
            row.deprecated = deprecated.is_deprecated();
            row.docs = docs.join("\n");
            row.inner = inner;
            self.add(row);
        }
        let Some(new) = &object.constructor else {
            return;
        };
        let mut takes = Vec::new();
        let taken: Vec<(String, String)> = new
            .arguments
            .iter()
            .filter_map(|(at, form)| {
                let field = object.fields.get(*at)?;
                let own = field.name.as_deref()?;
                let exact = self.taken(&field.ty, *form, &|ty| self.exact(ty));
                let shown = self.taken(&field.ty, *form, &of);
                takes.push((field.source.key.clone(), exact.clone()));
                Some((exact, format!("{own}: {shown}")))
            })
            .collect();
        let names: Vec<&str> = new
            .arguments
            .iter()
            .filter_map(|(at, _)| object.fields.get(*at)?.name.as_deref())
            .collect();
        let (exact, shown): (Vec<String>, Vec<String>) = taken.into_iter().unzip();
        let path = format!("{}types::{name}::new", self.prefix);
        self.add(Row {
            path,
            kind: RowKind::Member,
            exact: format!("({}) of {}", exact.join(", "), names.join(", ")),
            shown: format!("fn new({}) -> {name}", shown.join(", ")),
            takes,
            ..base.clone()
        });
        let presets = object.fields.iter().all(|field| field.preset.is_none());
        if new.arguments.is_empty() && presets {
            self.member(base, format!("impl Default for {name}"), "");
        }
        for setter in &object.setters {
            let field = object.fields.get(setter.field);
            let (exact, shown) = (
                set(
                    setter.form,
                    &self.exact(&setter.ty),
                    setter.name.ends_with('_'),
                ),
                set(setter.form, &of(&setter.ty), setter.name.ends_with('_')),
            );
            let path = format!("{}types::{name}::{}", self.prefix, setter.name);
            self.add(Row {
                path: format!("{path}()"),
                kind: RowKind::Member,
                exact,
                shown: format!("fn {}(self, {shown}) -> Self", setter.name),
                key: field.map_or(base.key.clone(), |field| field.source.key.clone()),
                origin: field.map(|field| field.source.origin),
                wire: field.map(|field| field.wire.clone()).unwrap_or_default(),
                ..base.clone()
            });
        }
    }

    fn taken(&self, ty: &RustType, form: Form, text: &dyn Fn(&RustType) -> String) -> String {
        let item = match ty {
            RustType::Vec(item) => text(item),
            _ => text(ty),
        };
        match form {
            Form::Plain => text(ty),
            Form::Into => format!("impl Into<{}>", text(ty)),
            Form::Iterator => format!("impl IntoIterator<Item = {item}>"),
            Form::IteratorInto => format!("impl IntoIterator<Item = impl Into<{item}>>"),
        }
    }

    fn options(&mut self, base: &Row, name: &str, options: &OperationType) {
        for parameter in &options.parameters {
            let argument = &parameter.argument;
            let ty = RustType::Option(Box::new(argument.ty.clone()));
            let mut row = self.field(base, name, &argument.name, &ty);
            row.key = argument.source.key.clone();
            row.origin = Some(argument.source.origin);
            row.wire = argument.wire.clone();
            row.docs = argument.docs.join("\n");
            row.inner = format!(
                "{} {:?} {:?}",
                argument.wire, argument.kind, argument.writing
            );
            self.add(row.clone());
            let setter = &parameter.setter;
            let renamed = setter.name.ends_with('_');
            row.path = format!("{}types::{name}::{}()", self.prefix, setter.name);
            row.kind = RowKind::Member;
            row.exact = set(setter.form, &self.exact(&setter.ty), renamed);
            let shown = set(setter.form, &of(&setter.ty), renamed);
            row.shown = format!("fn {}(self, {shown}) -> Self", setter.name);
            (row.docs, row.inner) = (String::new(), String::new());
            self.add(row);
        }
    }

    fn variant(&self, base: &Row, name: &str, ty: Option<&RustType>) -> Row {
        Row {
            path: format!("{}::{name}", base.path),
            kind: RowKind::Variant,
            exact: ty.map(|ty| self.exact(ty)).unwrap_or_default(),
            shown: match ty {
                Some(ty) => format!("{name}({})", of(ty)),
                None => name.to_owned(),
            },
            ..base.clone()
        }
    }

    fn variants(&mut self, base: &Row, values: &TextEnum) {
        for variant in &values.variants {
            let mut row = self.variant(base, &variant.name, None);
            row.key = variant.source.key.clone();
            row.origin = Some(variant.source.origin);
            row.wire = variant.wire.clone();
            row.inner = variant.wire.clone();
            row.docs = variant.docs.join("\n");
            self.add(row);
        }
    }

    fn union(&mut self, base: &Row, name: &str, union: &Union) {
        for (at, variant) in union.variants.iter().enumerate() {
            let mut row = self.variant(base, &variant.name, Some(&variant.ty));
            row.key = variant.source.key.clone();
            row.origin = Some(variant.source.origin);
            row.docs = variant.docs.join("\n");
            self.add(row);
            if union.from.contains(&at) {
                let ty = self.exact(&variant.ty);
                let from = Row {
                    key: variant.source.key.clone(),
                    ..base.clone()
                };
                self.member(&from, format!("impl From<{ty}> for {name}"), "");
            }
        }
    }
}

/// The rules of a union; which of two tags is looked at first makes no difference.
fn rows(rows: &[UnionRow]) -> String {
    let is_tag = |row: &UnionRow| matches!(row, UnionRow::Tag(..) | UnionRow::TagJson(..));
    let groups = rows.chunk_by(|a, b| is_tag(a) && is_tag(b)).map(|group| {
        let mut group: Vec<String> = group.iter().map(|row| format!("{row:?}")).collect();
        group.sort_unstable();
        group.join(" ")
    });
    groups.collect::<Vec<_>>().join(" ")
}

/// What a setter takes.
fn set(form: SetterForm, ty: &str, renamed: bool) -> String {
    let renamed = if renamed { "" } else { "value: " };
    match form {
        SetterForm::Option | SetterForm::Plain => format!("{renamed}impl Into<{ty}>"),
        SetterForm::OptionVec | SetterForm::Vec => {
            format!("values: impl IntoIterator<Item = impl Into<{ty}>>")
        }
        SetterForm::Maybe => format!("{renamed}impl Into<Maybe<{ty}>>"),
    }
}

fn listed(name: &str, values: &TextEnum, of: &str) -> (String, String) {
    open(name, values.openness, of)
}

fn open(name: &str, openness: Openness, of: &str) -> (String, String) {
    let open = match openness {
        Openness::Open => "open",
        Openness::Closed => "closed",
    };
    (
        format!("enum of {of}, {open}"),
        format!("enum {name} ({open})"),
    )
}
