//! How an operation answers in pages: what asks for a page, and where an answer says how to get the next one.

use http::HeaderMap;
use http::header::LINK;
use serde_json::Value;
use url::Url;

use super::asked::Asked;
use super::draft::Draft;
use super::field::Mode;
use super::slot::{Encode, View};

/// How an operation answers in pages, as the configuration says. Places in answers are JSON pointers.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    step: Step,
    items: &'static str,
    more: Option<&'static str>,
    total: Option<&'static str>,
    asked: Asked,
}

/// From a page to the next one. The first text is the parameter that asks for it.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// The answer has what the parameter is to be.
    Cursor(&'static str, &'static str),
    /// A header of the answer has it.
    Header(&'static str, &'static str),
    /// The last item has it.
    Last(&'static str, &'static str),
    /// It is how many items there were before.
    Offset(&'static str),
    /// It is the number of the page; the first has this one.
    Page(&'static str, u64),
    /// A `Link` header of this relation has the URL.
    Link(&'static str),
    /// The answer has the URL.
    Url(&'static str),
}

impl Paging {
    /// The answer has a text or number that the parameter is set to.
    pub const fn cursor(parameter: &'static str, next: &'static str) -> Self {
        Self::new(Step::Cursor(parameter, next))
    }

    /// A header of the answer has what the parameter is set to.
    pub const fn header(parameter: &'static str, header: &'static str) -> Self {
        Self::new(Step::Header(parameter, header))
    }

    /// The last item of the page has what the parameter is set to.
    pub const fn last(parameter: &'static str, of_item: &'static str) -> Self {
        Self::new(Step::Last(parameter, of_item))
    }

    /// The parameter says how many items to pass over.
    pub const fn offset(parameter: &'static str) -> Self {
        Self::new(Step::Offset(parameter))
    }

    /// The parameter is the number of the page; that of the first is `first`.
    pub const fn page(parameter: &'static str, first: u64) -> Self {
        Self::new(Step::Page(parameter, first))
    }

    /// A `Link` header (RFC 8288) of this relation has the URL of the next page.
    pub const fn link(relation: &'static str) -> Self {
        Self::new(Step::Link(relation))
    }

    /// The answer has the URL of the next page.
    pub const fn url(next: &'static str) -> Self {
        Self::new(Step::Url(next))
    }

    const fn new(step: Step) -> Self {
        Self {
            step,
            items: "",
            more: None,
            total: None,
            asked: Asked::Query,
        }
    }

    /// Where the items are, when they are not all of the answer.
    pub const fn items(mut self, pointer: &'static str) -> Self {
        self.items = pointer;
        self
    }

    /// What is `false` on the last page.
    pub const fn more(mut self, pointer: &'static str) -> Self {
        self.more = Some(pointer);
        self
    }

    /// How many items there are in all, or how many pages where those are counted.
    pub const fn total(mut self, pointer: &'static str) -> Self {
        self.total = Some(pointer);
        self
    }

    /// The parameter is at this JSON pointer in the JSON body.
    pub const fn in_body(self) -> Self {
        self.asked(Asked::Json)
    }

    /// The parameter is under this key in the form.
    pub const fn in_form(self) -> Self {
        self.asked(Asked::Form)
    }

    /// The parameter is a header.
    pub const fn in_header(self) -> Self {
        self.asked(Asked::Header)
    }

    const fn asked(mut self, asked: Asked) -> Self {
        self.asked = asked;
        self
    }

    /// Asks for a page: a value of the parameter, or a URL.
    pub(super) fn ask(&self, draft: &mut Draft, at: &Value) {
        let (Step::Cursor(name, _)
        | Step::Header(name, _)
        | Step::Last(name, _)
        | Step::Offset(name)
        | Step::Page(name, _)) = self.step
        else {
            match at.as_str().and_then(|url| Url::parse(url).ok()) {
                Some(url) => draft.options.page = Some(url),
                None => draft.refuse("where the page is is no URL".to_owned()),
            }
            return;
        };
        self.asked.set(draft, name, at);
    }

    /// Where the page after this one is; none after the last. `asked` is where this one was, `url` what it was got from.
    pub(super) fn after(
        &self,
        page: &dyn Encode,
        headers: &HeaderMap,
        draft: &Draft,
        asked: Option<&Value>,
        url: Option<&Url>,
    ) -> Option<Value> {
        if self.more.and_then(|more| scalar(page, more)) == Some(Value::Bool(false)) {
            return None;
        }
        let total = self.total.and_then(|total| scalar(page, total));
        let total = total.and_then(|total| total.as_f64());
        let mut count = 0;
        let mut last = None;
        reach(page, self.items, &mut |items| {
            if let View::Sequence(items) = items.view() {
                count = items.len() as u64;
                if let (Step::Last(_, of_item), Some(end)) = (self.step, count.checked_sub(1)) {
                    last = items
                        .item(end as usize)
                        .and_then(|item| scalar(item, of_item));
                }
            }
        });
        let numbered = |name, first: u64, step: u64| {
            let start = asked.and_then(Value::as_u64);
            let start = start
                .or_else(|| self.asked.number(draft, name))
                .unwrap_or(first);
            let next = start.checked_add(step).filter(|_| count > 0)?;
            let over = total.is_some_and(|total| (next - first.min(next) + 1) as f64 > total);
            (!over).then(|| Value::from(next))
        };
        let url_of = |text: &str| Some(Value::from(url?.join(text).ok()?.as_str()));
        match self.step {
            Step::Cursor(_, next) => scalar(page, next),
            Step::Header(_, name) => {
                let text = headers.get(name)?.to_str().ok()?.trim();
                (!text.is_empty()).then(|| text.into())
            }
            Step::Last(..) => last,
            Step::Offset(name) => numbered(name, 0, count),
            Step::Page(name, first) => numbered(name, first, 1),
            Step::Link(relation) => url_of(&linked(headers, relation)?),
            Step::Url(next) => url_of(scalar(page, next)?.as_str()?),
        }
    }

    /// Whether the answer's headers are needed for the next page.
    pub(super) fn reads_headers(&self) -> bool {
        matches!(self.step, Step::Link(_) | Step::Header(..))
    }

    /// Whether the URL of this page is needed for the next one.
    pub(super) fn is_url(&self) -> bool {
        matches!(self.step, Step::Link(_) | Step::Url(_))
    }
}

/// Gives the value at a JSON pointer, when there is one.
fn reach(value: &dyn Encode, pointer: &str, take: &mut dyn FnMut(&dyn Encode)) {
    let Some(rest) = pointer.strip_prefix('/') else {
        return take(value);
    };
    let (name, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let name = name.replace("~1", "/").replace("~0", "~");
    match value.view() {
        View::Object(object) => {
            for (index, field) in object.fields().iter().enumerate() {
                match object.at(index) {
                    Some(value) if field.mode == Mode::Rest => {
                        reach(value, &format!("/{name}{rest}"), take)
                    }
                    Some(value) if field.name == name => return reach(value, rest, take),
                    _ => {}
                }
            }
        }
        View::Map(map) => map.entries(&mut |key, value| {
            let found = key == name;
            if found {
                reach(value, rest, take);
            }
            !found
        }),
        View::Any(any) => any
            .get(&name)
            .into_iter()
            .for_each(|value| reach(value, rest, take)),
        _ => {}
    }
}

/// A text, number or boolean at a JSON pointer; none for null and for a text without letters.
fn scalar(value: &dyn Encode, pointer: &str) -> Option<Value> {
    let mut found = None;
    reach(value, pointer, &mut |value| {
        found = match value.view() {
            View::Bool(value) => Some(value.into()),
            View::I64(value) => Some(value.into()),
            View::U64(value) => Some(value.into()),
            View::F64(value) => Some(value.into()),
            View::Text(text) => Some(text.into()),
            View::Display(text) => Some(text.to_string().into()),
            View::Any(value) => Some(value.clone()),
            _ => None,
        }
    });
    found.filter(|value| !value.is_null() && value.as_str() != Some(""))
}

/// The target of the first link of a relation (RFC 8288).
fn linked(headers: &HeaderMap, relation: &str) -> Option<String> {
    let values = headers.get_all(LINK).iter();
    let mut texts = values.filter_map(|value| value.to_str().ok());
    texts.find_map(|text| {
        let mut rest = text;
        while let Some((target, after)) = rest.split_once('<')?.1.split_once('>') {
            let (parameters, others) = parameters(after);
            rest = others;
            let is_relation = |(name, value): &(&str, String)| {
                let mut relations = value.split_ascii_whitespace();
                name.eq_ignore_ascii_case("rel")
                    && relations.any(|one| one.eq_ignore_ascii_case(relation))
            };
            // Only the first `rel` counts.
            let mut rels = parameters
                .iter()
                .filter(|(name, _)| name.eq_ignore_ascii_case("rel"));
            if rels.next().is_some_and(is_relation) {
                return Some(target.to_owned());
            }
        }
        None
    })
}

/// The parameters of a link, and the links behind it.
fn parameters(mut rest: &str) -> (Vec<(&str, String)>, &str) {
    let mut found = Vec::new();
    while let Some(after) = rest.trim_start().strip_prefix(';') {
        let end = after.find(['=', ';', ',']).unwrap_or(after.len());
        let name = after[..end].trim();
        rest = &after[end..];
        let Some(value) = rest.strip_prefix('=').map(str::trim_start) else {
            continue;
        };
        let mut text = String::new();
        match value.strip_prefix('"') {
            None => {
                let end = value.find([';', ',']).unwrap_or(value.len());
                text.push_str(value[..end].trim());
                rest = &value[end..];
            }
            Some(quoted) => {
                let mut letters = quoted.char_indices();
                rest = "";
                while let Some((at, letter)) = letters.next() {
                    match letter {
                        '"' => {
                            rest = &quoted[at + 1..];
                            break;
                        }
                        '\\' => text.extend(letters.next().map(|(_, letter)| letter)),
                        letter => text.push(letter),
                    }
                }
            }
        }
        found.push((name, text));
    }
    (found, rest)
}
