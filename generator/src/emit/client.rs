//! `client.rs`: the client, its credentials and a method per operation.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{
    ApiModule, Argument, ArgumentKind, BodyArgument, BodyKind, CredentialForm, CredentialKind,
    Operation, Outcome, RustType,
};

use super::operations::{err_type, ok_type};
use super::parameters;
use super::ty::{Types, deprecated, docs, ident, inner_docs};

/// `client.rs`.
pub(super) fn file(api: &ApiModule) -> TokenStream {
    let types = Types {
        shadowed: &api.shadowed,
        prefixed: true,
    };
    let head =
        inner_docs(&["The client: credentials, and a method for each operation.".to_owned()]);
    let quiet = super::items::quiet(api);
    let operations = &api.client.operations;
    let mut names: Vec<&str> = vec!["BuildError", "Builder", "Core", "CredentialSet"];
    if !operations.is_empty() {
        names.push("Call");
    }
    let arguments = || operations.iter().flat_map(|o| &o.arguments);
    if arguments().any(|a| a.kind == ArgumentKind::Text) {
        names.push("Arg");
    }
    names.sort_unstable();
    let names = names.into_iter().map(ident);
    let use_types = names_types(api, true).then(|| {
        quote!(
            use super::types;
        )
    });
    let methods = operations.iter().map(|one| method(types, one)).collect();
    let client = client(api, methods);
    let credentials = credentials(api);
    quote! {
        #head
        #quiet
        use crate::runtime::{#(#names),*};
        use super::operations;
        #use_types
        #credentials
        #client
    }
}

/// Whether the signatures of operations name types of the API, arguments included or not.
pub(super) fn names_types(api: &ApiModule, arguments: bool) -> bool {
    let outcome = |outcome: &Outcome| match outcome {
        Outcome::One(ty, _) => named(ty),
        Outcome::ByStatus(..) => true,
        Outcome::Nothing => false,
    };
    api.client.operations.iter().any(|operation| {
        outcome(&operation.ok)
            || outcome(&operation.err)
            || arguments
                && (operation.options.is_some()
                    || operation.body.as_ref().is_some_and(|body| named(&body.ty))
                    || operation
                        .arguments
                        .iter()
                        .any(|argument| named(&argument.ty)))
    })
}

fn named(ty: &RustType) -> bool {
    match ty {
        RustType::Named(_) => true,
        RustType::Vec(inner)
        | RustType::Map(inner)
        | RustType::Option(inner)
        | RustType::Maybe(inner)
        | RustType::Boxed(inner) => named(inner),
        RustType::Tuple(items) => items.iter().any(named),
        RustType::WithRest(items, rest) => items.iter().any(named) || named(rest),
        _ => false,
    }
}

fn credentials(api: &ApiModule) -> TokenStream {
    let forms = api.client.credentials.iter().map(credential);
    let title = docs(&[format!("Credentials for {}.", api.title)]);
    quote! {
        #title
        ///
        /// Debug shows of which kind they are, and nothing more.
        #[derive(Clone, Debug)]
        pub struct Credentials(CredentialSet);

        impl Credentials {
            #(#forms)*

            /// No credentials: for what can be called without, and for headers of one's own.
            pub fn none() -> Self { Self(CredentialSet::none()) }

            /// These and others; each call uses what its operation accepts.
            #[must_use]
            pub fn and(self, other: Self) -> Self { Self(self.0.and(other.0)) }
        }

        impl From<Credentials> for CredentialSet {
            fn from(credentials: Credentials) -> Self { credentials.0 }
        }
    }
}

fn credential(form: &CredentialForm) -> TokenStream {
    let (name, docs) = (ident(&form.name), docs(&form.docs));
    let scheme = proc_macro2::Literal::usize_unsuffixed(form.scheme);
    let (arguments, kind): (&[&str], &str) = match form.kind {
        CredentialKind::ApiKey => (&["key"], "api_key"),
        CredentialKind::Basic => (&["user", "password"], "basic"),
        CredentialKind::Bearer => (&["token"], "bearer"),
        CredentialKind::Http => (&["credentials"], "http"),
        CredentialKind::OAuth2Password => (&["user", "password"], "oauth2_password"),
        CredentialKind::OAuth2Client => (&["id", "secret"], "oauth2_client"),
        CredentialKind::OAuth2Token => (&["token"], "oauth2_token"),
        CredentialKind::MutualTls => (&[], "mutual_tls"),
    };
    let arguments: Vec<_> = arguments.iter().map(|name| ident(name)).collect();
    let kind = ident(kind);
    quote! {
        #docs
        pub fn #name(#(#arguments: impl Into<String>),*) -> Self {
            Self(CredentialSet::#kind(#scheme, #(#arguments),*))
        }
    }
}

fn client(api: &ApiModule, methods: TokenStream) -> TokenStream {
    let title = docs(&[format!("A client of {}.", api.title)]);
    let base = api.client.base_url.as_ref().map(|url| {
        quote! {
            /// The first server of the document.
            pub const DEFAULT_BASE_URL: &'static str = #url;
        }
    });
    let default = match &api.client.base_url {
        Some(_) => quote!(Self::DEFAULT_BASE_URL),
        None => quote!(""),
    };
    let (new, builder_docs) = match &api.client.base_url {
        Some(_) => (
            quote! {
                /// A client that talks to [`Self::DEFAULT_BASE_URL`].
                pub fn new(credentials: Credentials) -> Result<Self, BuildError> {
                    Self::builder().credentials(credentials).build()
                }
            },
            "Builds a client with another base URL, timeout, transport and so on.",
        ),
        None => (
            quote! {
                /// A client that talks to a base URL.
                pub fn new(
                    base_url: impl Into<String>,
                    credentials: Credentials,
                ) -> Result<Self, BuildError> {
                    Self::builder().base_url(base_url).credentials(credentials).build()
                }
            },
            "Builds a client with a timeout, transport and so on; the document has no server, so a base URL is needed.",
        ),
    };
    let builder_docs = docs(&[builder_docs.to_owned()]);
    quote! {
        #title
        ///
        /// Cheap to clone; clones share their connections and tokens.
        #[derive(Clone, Debug)]
        pub struct Client { core: Core }

        impl Client {
            #base
            #new
            #builder_docs
            pub fn builder() -> Builder<Self, Credentials> {
                Builder::new(operations::SCHEMES, #default, |core| Self { core })
            }

            /// Where requests go to.
            pub fn base_url(&self) -> &str { self.core.base_url() }

            #methods
        }
    }
}

fn method(types: Types<'_>, operation: &Operation) -> TokenStream {
    let name = ident(&operation.name);
    let table = ident(&operation.table);
    let docs = docs(&operation.docs);
    let deprecated = deprecated(operation.deprecated);
    let mut parameters: Vec<TokenStream> = Vec::new();
    let mut steps: Vec<TokenStream> = Vec::new();
    for argument in &operation.arguments {
        let name = ident(&argument.name);
        let ty = argument_type(types, argument);
        parameters.push(quote!(#name: #ty));
        steps.push(parameters::required(argument));
    }
    if let Some(options) = &operation.options {
        let ty = ident(&options.name);
        parameters.push(quote!(options: &types::#ty));
        let each = options.parameters.iter();
        steps.extend(each.map(|p| parameters::optional(&p.argument)));
    }
    if let Some(body) = &operation.body {
        let (ty, step) = self::body(types, body);
        parameters.push(quote!(body: #ty));
        steps.push(step);
    }
    let many = (parameters.len() > 6).then(
        || quote!(#[allow(clippy::too_many_arguments, reason = "the document requires them all")]),
    );
    let (ok, err) = (
        ok_type(types, &operation.ok),
        err_type(types, &operation.err),
    );
    quote! {
        #docs
        #deprecated
        #many
        pub fn #name(&self, #(#parameters),*) -> Call<#ok, #err> {
            self.core.call(&operations::#table) #(#steps)*
        }
    }
}

fn argument_type(types: Types<'_>, argument: &Argument) -> TokenStream {
    match (&argument.ty, argument.kind) {
        (RustType::Vec(item), ArgumentKind::List | ArgumentKind::Value) => {
            let item = types.of(item);
            quote!(&[#item])
        }
        (ty, ArgumentKind::Value | ArgumentKind::List) => {
            let ty = types.of(ty);
            quote!(&#ty)
        }
        (ty, ArgumentKind::Text) => {
            let ty = types.of(ty);
            quote!(impl Arg<#ty>)
        }
    }
}

fn body(types: Types<'_>, body: &BodyArgument) -> (TokenStream, TokenStream) {
    let borrowed = match &body.ty {
        RustType::Vec(item) => {
            let item = types.of(item);
            quote!(&[#item])
        }
        RustType::String => quote!(&str),
        other => {
            let ty = types.of(other);
            quote!(&#ty)
        }
    };
    let checks: Option<TokenStream> = (!body.checks.is_empty())
        .then(|| super::codec::checks(&body.checks).parse().ok())
        .flatten()
        .map(|checks: TokenStream| quote!(&{ use crate::runtime::Check::*; [#checks] }));
    let (ty, step) = match (&body.kind, checks) {
        (BodyKind::Json(media), checks) => {
            let media = media
                .as_ref()
                .map(|media| quote!(.header("content-type", #media)));
            let step = match checks {
                Some(checks) => quote!(.json_checked(body, #checks)),
                None => quote!(.json(body)),
            };
            (borrowed, quote!(#step #media))
        }
        (BodyKind::Form, Some(checks)) => (borrowed, quote!(.form(body, &[], #checks))),
        (BodyKind::Form, None) => (borrowed, quote!(.form(body, &[], &[]))),
        (BodyKind::Text(media), _) => (borrowed, quote!(.body(#media, body.to_owned()))),
        (BodyKind::Binary(media), _) => (quote!(::bytes::Bytes), quote!(.body(#media, body))),
    };
    match (&body.kind, body.required) {
        (_, false) => (
            quote!(Option<#ty>),
            quote!(.optional(body, |call, body| call #step)),
        ),
        (BodyKind::Binary(_), true) => (quote!(impl Into<#ty>), step),
        (_, true) => (ty, step),
    }
}
