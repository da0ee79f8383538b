//! Operations that answer in pages.

use super::RustType;

/// How an operation answers in pages. Places in answers are JSON pointers.
#[derive(Clone, Debug)]
pub struct Paging {
    /// From a page to the next one.
    pub step: PagingStep,
    /// Where what asks for a page stands in the request.
    pub asked: PagingPlace,
    /// Where the items are; empty when they are all of the answer.
    pub items: String,
    /// What is `false` on the last page.
    pub more: Option<String>,
    /// How many items or pages there are in all.
    pub total: Option<String>,
    /// What an item is.
    pub item: RustType,
    /// The fields from the answer to its items.
    pub fields: Vec<PagingField>,
}

/// Where the parameter that asks for a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagingPlace {
    /// In the query, by its name.
    Query,
    /// It is a header of this name.
    Header,
    /// In the JSON body, at this JSON pointer.
    Json,
    /// In the form, under this key.
    Form,
}

/// From a page to the next one: the parameter that asks for it, and what it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum PagingStep {
    Cursor(String, String),
    Header(String, String),
    Last(String, String),
    Offset(String),
    Page(String, u64),
    Link(String),
    Url(String),
}

/// A field on the way to the items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagingField {
    /// Its name.
    pub name: String,
    /// How it may be absent.
    pub presence: Presence,
}

/// How a value may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// `T`
    Always,
    /// `Option<T>`
    Option,
    /// `Maybe<T>`
    Maybe,
}
