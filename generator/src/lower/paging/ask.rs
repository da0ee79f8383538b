//! What a rule asks for pages with: a parameter of the query, a header, or a field of a body, at any depth.

use crate::rust::{BodyKind, Operation, PagingPlace, RustType, WritingPlace};
use crate::settings::{Entry, pointer, segments};

use super::Unfit;
use super::walk::Walk;

/// The parameter that a rule names.
pub(super) struct Found<'t> {
    pub(super) ty: &'t RustType,
    pub(super) place: PagingPlace,
    /// What it is called there: a name, a JSON pointer, or the key in a form.
    pub(super) name: String,
}

/// The query parameter of a name or, without one, the header or the field of the body.
pub(super) fn find<'t>(
    walk: &Walk<'t>,
    operation: &'t Operation,
    entry: &Entry,
) -> Result<Found<'t>, Unfit> {
    let name = &entry.text;
    let options = operation
        .options
        .iter()
        .flat_map(|options| &options.parameters);
    let parameters = || {
        let options = options.clone().map(|optional| &optional.argument);
        operation.arguments.iter().chain(options)
    };
    let in_query = |wire: &str| wire == name;
    let in_header = |wire: &str| wire.eq_ignore_ascii_case(name);
    type Is<'a> = &'a dyn Fn(&str) -> bool;
    let places: [(WritingPlace, PagingPlace, Is<'_>); 2] = [
        (WritingPlace::Query, PagingPlace::Query, &in_query),
        (WritingPlace::Header, PagingPlace::Header, &in_header),
    ];
    for (writing, place, is) in places {
        let found = parameters().find(|one| one.writing.place == writing && is(&one.wire));
        if let Some(parameter) = found {
            return Ok(Found {
                ty: &parameter.ty,
                place,
                name: parameter.wire.clone(),
            });
        }
    }
    in_body(walk, operation, entry)
}

fn in_body<'t>(
    walk: &Walk<'t>,
    operation: &'t Operation,
    entry: &Entry,
) -> Result<Found<'t>, Unfit> {
    let missing = || {
        let name = &entry.text;
        let label = format!("no query parameter or header `{name}`, nor such a field of the body");
        Unfit::of(entry, label)
    };
    let body = operation.body.as_ref().ok_or_else(missing)?;
    let place = match body.kind {
        BodyKind::Json(_) => PagingPlace::Json,
        BodyKind::Form => PagingPlace::Form,
        _ => return Err(missing()),
    };
    let start = walk.plain(&body.ty).0;
    // A field's own name may hold dots.
    let whole = walk.fields(start).and_then(|fields| {
        let mut fields = fields.iter();
        fields.find(|field| field.wire == entry.text && field.name.is_some())
    });
    let (ty, names) = match whole {
        Some(field) => (&field.ty, vec![entry.text.clone()]),
        None => {
            let names = segments(&entry.text);
            let (ty, _) = walk.along(start, &names).map_err(|lost| Unfit {
                help: lost.help,
                ..missing()
            })?;
            (ty, names)
        }
    };
    let Some((first, rest)) = names.split_first() else {
        return Err(missing());
    };
    let name = match place {
        PagingPlace::Form if body.rows.iter().any(|(property, _)| property == first) => {
            let label = format!("`{first}` has an `encoding` of its own");
            return Err(Unfit::of(entry, label));
        }
        PagingPlace::Form => rest
            .iter()
            .fold(first.clone(), |key, name| format!("{key}[{name}]")),
        _ => match &names[..] {
            [name] => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
            _ => pointer(&entry.text),
        },
    };
    Ok(Found { ty, place, name })
}
