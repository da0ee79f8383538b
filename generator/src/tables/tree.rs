//! The fields of a page as a tree.
//!
//! Takes rows in any order, children before their parents too; gives each object's fields in the order in which the
//! page first names them. Two rows for one field, or rows that cannot both be true, are diagnostics.

use indexmap::IndexMap;

use super::page::{FieldType, Row};
use crate::diag::codes::tables as codes;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::source::FileId;

/// The fields of an object, by name.
pub(super) type Fields<'a> = IndexMap<&'a str, Field<'a>>;

/// A field.
#[derive(Debug, Default)]
pub(super) struct Field<'a> {
    /// The row about the field itself.
    pub(super) row: Option<&'a Row>,
    /// The row about its items, where a page writes `tags[]` for an item.
    pub(super) items: Option<&'a Row>,
    /// How many arrays lie between the field and its own fields or items, where a path says so.
    pub(super) arrays: Option<usize>,
    /// The row that says so.
    by: Option<&'a Row>,
    /// Whether a contradiction in it was reported.
    told: bool,
    /// What it holds.
    pub(super) fields: Fields<'a>,
}

impl Field<'_> {
    /// A row that names the field or something in it.
    pub(super) fn any_row(&self) -> Option<&Row> {
        self.row.or(self.items).or(self.by)
    }

    /// How many arrays lie between the field and its own fields.
    pub(super) fn depth(&self) -> usize {
        let array = self.row.is_some_and(|row| row.ty == Some(FieldType::Array));
        self.arrays.unwrap_or(0).max(usize::from(array))
    }

    /// The type that the page gives the field.
    pub(super) fn ty(&self) -> Option<FieldType> {
        let implied = match self.arrays {
            Some(arrays) if arrays > 0 => Some(FieldType::Array),
            _ if !self.fields.is_empty() => Some(FieldType::Object),
            _ => None,
        };
        self.row.and_then(|row| row.ty).or(implied)
    }
}

/// Makes a tree of rows.
pub(super) fn tree<'a>(file: FileId, rows: &'a [Row], diags: &mut Diagnostics) -> Fields<'a> {
    let mut root = Fields::new();
    for row in rows {
        insert(file, &mut root, row, diags);
    }
    root
}

fn insert<'a>(file: FileId, root: &mut Fields<'a>, row: &'a Row, diags: &mut Diagnostics) {
    let Some((last, parents)) = row.path.split_last() else {
        return;
    };
    let mut fields = root;
    for segment in parents {
        let field = fields.entry(segment.name.as_str()).or_default();
        agree(file, field, row, segment.arrays, diags);
        fields = &mut field.fields;
    }
    let field = fields.entry(last.name.as_str()).or_default();
    let is_item = last.arrays > 0 && row.ty.is_some_and(|ty| ty != FieldType::Array);
    if last.arrays > 0 {
        agree(file, field, row, last.arrays, diags);
    }
    let slot = match is_item {
        true => &mut field.items,
        false => &mut field.row,
    };
    match slot {
        Some(first) => {
            let message = format!("the page has two rows for `{}`", row.name);
            diags.push(
                Diagnostic::error(codes::FIELD_TWICE, message)
                    .at(Place::Span(file, row.span.clone()), "the second")
                    .also(Place::Span(file, first.span.clone()), "the first"),
            );
        }
        None => *slot = Some(row),
    }
    if let Some(row) = field
        .row
        .filter(|_| !field.fields.is_empty() || field.arrays.is_some())
    {
        contradiction(file, field, row, diags);
    }
}

/// Notes how many arrays a path says there are, and whether others say the same.
fn agree<'a>(
    file: FileId,
    field: &mut Field<'a>,
    row: &'a Row,
    arrays: usize,
    diags: &mut Diagnostics,
) {
    match (field.arrays, field.by) {
        (Some(known), Some(by)) if known != arrays => {
            let message = format!("`{}` and `{}` cannot both be true", by.name, row.name);
            diags.push(
                Diagnostic::error(codes::FIELD_CONTRADICTION, message)
                    .at(
                        Place::Span(file, row.span.clone()),
                        format!("{arrays} array(s) here"),
                    )
                    .also(Place::Span(file, by.span.clone()), format!("{known} here"))
                    .help("write `[]` behind the name in all rows or in none"),
            );
        }
        _ => {
            field.arrays = Some(arrays);
            field.by = Some(row);
        }
    }
    if let Some(own) = field.row {
        contradiction(file, field, own, diags);
    }
}

/// Reports a type that cannot hold what other rows put into it.
fn contradiction(file: FileId, field: &mut Field<'_>, row: &Row, diags: &mut Diagnostics) {
    let (Some(ty), Some(by)) = (row.ty, field.by) else {
        return;
    };
    let holds = match field.arrays {
        Some(arrays) if arrays > 0 => ty == FieldType::Array,
        // Some pages write `members` for the array and `members.id` for what is in its items; nothing says otherwise.
        _ => matches!(ty, FieldType::Object | FieldType::Array),
    };
    if !holds && !field.told {
        field.told = true;
        let message = format!("`{}` is {}, and yet `{}`", row.name, ty.word(), by.name);
        diags.push(
            Diagnostic::error(codes::FIELD_CONTRADICTION, message)
                .at(
                    Place::Span(file, row.ty_span.clone()),
                    "cannot hold a field",
                )
                .also(Place::Span(file, by.span.clone()), "this is in it"),
        );
    }
}
