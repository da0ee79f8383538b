//! Names, docs and type expressions as tokens.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Deprecation, IMPORTED, RustType};

/// An identifier; `naming` has made sure that it is one.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Doc lines.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| match line.is_empty() {
        true => String::new(),
        false => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// Inner doc lines, for modules.
pub(super) fn inner_docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| match line.is_empty() {
        true => String::new(),
        false => format!(" {line}"),
    });
    quote!(#(#![doc = #lines])*)
}

/// `#[deprecated]`, when it is.
pub(super) fn deprecated(deprecated: &Deprecation) -> TokenStream {
    match deprecated {
        Deprecation::No => TokenStream::new(),
        Deprecation::Yes => quote!(#[deprecated]),
        Deprecation::Noted(note) => quote!(#[deprecated(note = #note)]),
    }
}

/// What a file imports: names of [`IMPORTED`], and types of the API.
///
/// Each type is imported by its name. A glob over all types of an API plants every name in every file, which takes rustc
/// time and memory by the square of the document.
#[derive(Default)]
pub(super) struct Imports {
    foreign: RefCell<BTreeSet<&'static str>>,
    types: RefCell<BTreeSet<String>>,
}

impl Imports {
    /// Takes note that the file names a type of the API.
    pub(super) fn names(&self, name: &str) {
        let mut types = self.types.borrow_mut();
        if !types.contains(name) {
            types.insert(name.to_owned());
        }
    }

    /// The types of the API that the file names.
    pub(super) fn types(&self) -> BTreeSet<String> {
        self.types.borrow().clone()
    }

    /// The lines that import it, with names of the runtime beside it.
    pub(super) fn lines(&self, runtime: &[&str]) -> String {
        let used = self.foreign.borrow();
        let used = || IMPORTED.iter().filter(|(name, _)| used.contains(name));
        let mut names = runtime.to_vec();
        names.extend(used().filter_map(|(_, path)| path.strip_prefix("crate::runtime::")));
        names.sort_unstable();
        let mut out = match &names[..] {
            [] => String::new(),
            [only] => format!("use crate::runtime::{only};\n"),
            several => format!("use crate::runtime::{{{}}};\n", several.join(", ")),
        };
        for (_, path) in used().filter(|(_, path)| path.starts_with("::")) {
            out.push_str(&format!("use {path};\n"));
        }
        out
    }
}

/// How types are written in one module.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    /// Prelude names that a type of this API has; none where the API's types are not in scope.
    pub(super) shadowed: &'a BTreeSet<String>,
    /// Whether types of the API are reached through `types::`.
    pub(super) prefixed: bool,
    /// Collects what the file has to import; none where imports are not this file's way.
    pub(super) imports: Option<&'a Imports>,
}

impl Types<'_> {
    /// A name of the prelude or an imported one, as a full path when a type of the API has it.
    pub(super) fn name(&self, name: &'static str) -> &'static str {
        let is_shadowed = self.shadowed.contains(name);
        if let Some((_, path)) = IMPORTED.iter().find(|(it, _)| *it == name) {
            return match self.imports {
                Some(imports) if !is_shadowed => {
                    imports.foreign.borrow_mut().insert(name);
                    name
                }
                _ => path,
            };
        }
        if self.prefixed || !is_shadowed {
            return name;
        }
        match name {
            "Option" | "Some" | "None" => "::std::option::Option",
            "Vec" => "::std::vec::Vec",
            "String" => "::std::string::String",
            "Box" => "::std::boxed::Box",
            "Into" => "::std::convert::Into",
            "From" => "::std::convert::From",
            "IntoIterator" => "::std::iter::IntoIterator",
            _ => name,
        }
    }

    /// The same as tokens.
    pub(super) fn prelude(&self, name: &'static str) -> TokenStream {
        let path = self.name(name);
        match path.strip_prefix("::") {
            Some(path) => {
                let parts = path.split("::").map(ident);
                quote!(#(::#parts)*)
            }
            None => {
                let bare = ident(path);
                quote!(#bare)
            }
        }
    }

    /// A type expression as text.
    pub(super) fn text(&self, ty: &RustType) -> String {
        super::layout::text(*self, ty)
    }

    fn tuple(&self, items: &[RustType]) -> TokenStream {
        let types = items.iter().map(|item| self.of(item));
        match items.len() {
            1 => quote!((#(#types,)*)),
            _ => quote!((#(#types),*)),
        }
    }

    /// A type expression.
    pub(super) fn of(&self, ty: &RustType) -> TokenStream {
        match ty {
            RustType::Unit => quote!(()),
            RustType::Bool => quote!(bool),
            RustType::I32 => quote!(i32),
            RustType::I64 => quote!(i64),
            RustType::U32 => quote!(u32),
            RustType::U64 => quote!(u64),
            RustType::F64 => quote!(f64),
            RustType::String => self.prelude("String"),
            RustType::Uuid => quote!(::uuid::Uuid),
            RustType::DateTime => quote!(crate::runtime::DateTime),
            RustType::Date => quote!(crate::runtime::Date),
            RustType::Base64 => quote!(crate::runtime::Base64),
            RustType::Bytes => quote!(::bytes::Bytes),
            RustType::Part => quote!(crate::runtime::Part),
            RustType::Json => quote!(::serde_json::Value),
            RustType::Undeclared => quote!(crate::runtime::Undeclared),
            RustType::Vec(inner) => {
                let (vec, inner) = (self.prelude("Vec"), self.of(inner));
                quote!(#vec<#inner>)
            }
            RustType::Map(inner) => {
                let (string, inner) = (self.prelude("String"), self.of(inner));
                quote!(::std::collections::BTreeMap<#string, #inner>)
            }
            RustType::KeyedMap(key, inner) => {
                let (key, inner) = (self.of(key), self.of(inner));
                quote!(::std::collections::BTreeMap<#key, #inner>)
            }
            RustType::Tuple(items) => {
                let items = self.tuple(items);
                quote!(#items)
            }
            RustType::WithRest(items, rest) => {
                let (items, rest) = (self.tuple(items), self.of(rest));
                quote!(crate::runtime::WithRest<#items, #rest>)
            }
            RustType::Option(inner) => {
                let (option, inner) = (self.prelude("Option"), self.of(inner));
                quote!(#option<#inner>)
            }
            RustType::Maybe(inner) => {
                let inner = self.of(inner);
                quote!(crate::runtime::Maybe<#inner>)
            }
            RustType::Boxed(inner) => {
                let (pointer, inner) = (self.prelude("Box"), self.of(inner));
                quote!(#pointer<#inner>)
            }
            RustType::Named(name) => {
                let name = ident(name);
                match self.prefixed {
                    true => quote!(types::#name),
                    false => quote!(#name),
                }
            }
        }
    }
}
