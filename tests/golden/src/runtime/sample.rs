//! A small value of any type: what is required and nothing else, for the answers of [`Mock`](super::Mock).

use super::field::Mode;
use super::slot::{Decode, Fill};
use super::union::Rule;

/// How deep values are made.
const DEPTH: usize = 8;

/// Below which depth lists are empty.
const LISTS: usize = 4;

/// Texts of the formats that there are.
const TEXTS: &[&str] = &[
    "2026-01-02T03:04:05Z",
    "2026-01-02",
    "67e55044-10b1-426f-9247-bb680e5fe0c8",
    "AA==",
    "text",
];

/// A value with what is required, in lists one item.
pub(super) fn sample<T: Decode>() -> T {
    let mut value = T::blank();
    fill(&mut value, 0);
    value
}

fn fill(slot: &mut dyn Decode, depth: usize) {
    if depth > DEPTH {
        return;
    }
    let is_known = slot.is_known();
    match slot.fill() {
        Fill::String(text) if text.is_empty() => text.push_str("text"),
        Fill::Text(_) if !is_known => {
            for candidate in TEXTS {
                if let Fill::Text(text) = slot.fill()
                    && text.set_text(candidate)
                    && slot.is_known()
                {
                    break;
                }
            }
        }
        Fill::Sequence(items) if depth < LISTS => fill(items.push(), depth + 1),
        Fill::Tuple(items) => {
            let mut index = 0;
            while let Some(item) = items.position(index) {
                fill(item, depth + 1);
                index += 1;
                if index > DEPTH {
                    break;
                }
            }
        }
        Fill::Object(object) => {
            for (index, field) in object.fields().iter().enumerate() {
                if field.mode == Mode::Required
                    && let Some(field) = object.at_mut(index)
                {
                    fill(field, depth + 1);
                }
            }
        }
        Fill::Union(union) => {
            let branch = |rule: &Rule| match *rule {
                Rule::Tag(_, _, branch)
                | Rule::TagJson(_, _, branch)
                | Rule::Kind(_, branch)
                | Rule::Text(branch)
                | Rule::Keys(_, branch)
                | Rule::Items(_, branch)
                | Rule::Try(branch) => Some(branch),
                Rule::Otherwise => None,
            };
            let rules = union.rules();
            if let Some((rule, branch)) = rules.iter().find_map(|rule| Some((rule, branch(rule)?)))
                && let Some(slot) = union.select(branch)
            {
                fill(slot, depth + 1);
                if let Rule::Tag(name, text, _) = rule {
                    tag(slot, name, text);
                }
            }
        }
        _ => {}
    }
}

/// Sets the property that tells a branch from the others.
fn tag(slot: &mut dyn Decode, name: &str, text: &str) {
    let Fill::Object(object) = slot.fill() else {
        return;
    };
    let Some(index) = object.fields().iter().position(|field| field.name == name) else {
        return;
    };
    match object.at_mut(index).map(|slot| slot.fill()) {
        Some(Fill::String(place)) => text.clone_into(place),
        Some(Fill::Text(place)) => {
            place.set_text(text);
        }
        Some(Fill::Nullable(place)) => match place.open().fill() {
            Fill::String(place) => text.clone_into(place),
            Fill::Text(place) => {
                place.set_text(text);
            }
            _ => {}
        },
        _ => {}
    }
}
