//! The client, its credentials, and a method and a table per operation.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{
    ApiModule, Argument, ArgumentKind, CredentialForm, CredentialKind, Operation, OperationFile,
    RustType, Scheme, SchemeKind,
};

use super::bodies;
use super::modules::only_with;
use super::operations;
use super::parameters;
use super::ty::{Types, deprecated, docs, ident, inner_docs};

/// The client, its credentials and its operations, as far as they have no file of their own.
pub(super) fn file(api: &ApiModule) -> TokenStream {
    let head = inner_docs(&[match api.client.files.is_empty() {
        true => "The client: credentials, and a method and a table for each operation.".to_owned(),
        false => {
            "The client and its credentials; its methods are in a file for each tag.".to_owned()
        }
    }]);
    let quiet = super::items::quiet(api);
    let here: Vec<&Operation> = match api.client.files.is_empty() {
        true => api.client.operations.iter().collect(),
        false => Vec::new(),
    };
    let mut names = vec!["BuildError", "Builder", "Core", "CredentialSet"];
    names.push("RequestCall");
    if api
        .client
        .credentials
        .iter()
        .any(|form| form.kind == CredentialKind::Provider)
    {
        names.push("CredentialProvider");
    }
    names.extend(operations::scheme_names(api));
    let imports = imports(names, &here, &quote!(super::types));
    let files = api.client.files.iter().map(|file| {
        let (name, feature) = (ident(&file.module), only_with(file.feature.as_ref()));
        quote!(#feature mod #name;)
    });
    let methods = methods(api, &here);
    let tables = tables(api, &here);
    let client = client(api, methods);
    let credentials = credentials(api);
    let schemes = operations::schemes(api);
    quote! {
        #head
        #quiet
        #imports
        #(#files)*
        #credentials
        #client
        #schemes
        #tables
    }
}

/// Operations that stand in a file of their own.
pub(super) fn part(api: &ApiModule, file: &OperationFile) -> TokenStream {
    let head = inner_docs(&file.docs);
    let all = &api.client.operations;
    let here: Vec<&Operation> = file
        .operations
        .iter()
        .filter_map(|at| all.get(*at))
        .collect();
    let imports = imports(Vec::new(), &here, &quote!(super::super::types));
    let methods = methods(api, &here);
    let tables = tables(api, &here);
    quote! {
        #head
        #imports
        use super::Client;
        impl Client { #methods }
        #tables
    }
}

fn imports(
    mut names: Vec<&'static str>,
    operations: &[&Operation],
    types: &TokenStream,
) -> TokenStream {
    names.extend(super::streams::imports(operations));
    let mut arguments = operations.iter().flat_map(|o| &o.arguments);
    if arguments.any(|argument| argument.kind == ArgumentKind::Text) {
        names.push("Arg");
    }
    names.extend(operations::names(operations));
    let (more, checks) = parameters::imports(operations);
    names.extend(more);
    names.sort_unstable();
    let names = names.into_iter().map(ident);
    // What reads headers is not named by what is here.
    let uses_types = operations.iter().any(|operation| {
        let headers = Vec::new();
        let here = Operation {
            headers,
            ..(*operation).clone()
        };
        !here.uses().is_empty()
    });
    let types = uses_types.then(|| quote!(use #types;));
    quote!(use crate::runtime::{#(#names),*}; #checks #types)
}

fn methods(api: &ApiModule, operations: &[&Operation]) -> TokenStream {
    let types = types(api);
    operations.iter().map(|one| method(types, one)).collect()
}

fn tables(api: &ApiModule, operations: &[&Operation]) -> TokenStream {
    let types = types(api);
    operations
        .iter()
        .map(|one| operations::table(types, one))
        .collect()
}

fn types(api: &ApiModule) -> Types<'_> {
    Types {
        shadowed: &api.shadowed,
        prefixed: true,
        imports: None,
    }
}

fn credentials(api: &ApiModule) -> TokenStream {
    let forms = api.client.credentials.iter().map(credential);
    let title = docs(&[format!("Credentials for {}.", api.title)]);
    let fetches =
        |scheme: &Scheme| matches!(&scheme.kind, SchemeKind::OAuth2(tokens) if !tokens.is_empty());
    let fetching = api.client.schemes.iter().any(fetches).then(|| {
        quote! {
            /// The scopes to ask for when tokens are fetched, separated by spaces.
            #[must_use]
            pub fn scope(self, scopes: impl Into<String>) -> Self { Self(self.0.scope(scopes)) }

            /// The id and secret that the token endpoint knows this program by, where it asks for them beside a name and
            /// password or a refresh token.
            #[must_use]
            pub fn client(self, id: impl Into<String>, secret: impl Into<String>) -> Self {
                Self(self.0.client(id, secret))
            }
        }
    });
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

            #fetching
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
        CredentialKind::OAuth2Refresh => (&["refresh_token"], "oauth2_refresh"),
        CredentialKind::OAuth2Token => (&["token"], "oauth2_token"),
        CredentialKind::Provider => {
            return quote! {
                #docs
                pub fn #name(provider: impl CredentialProvider + 'static) -> Self {
                    Self(CredentialSet::provider(#scheme, provider))
                }
            };
        }
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
    let servers = (!api.client.servers.is_empty()).then(|| {
        let urls = &api.client.servers;
        let docs = docs(&api.client.server_docs);
        quote! {
            #docs
            pub const SERVERS: &'static [&'static str] = &[#(#urls),*];
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
        /// Cheap to clone; clones share their connections and tokens. A call fails with
        /// [`Error::Api`](crate::runtime::Error::Api) for every status that is no declared success;
        /// the other variants of [`Error`](crate::runtime::Error) say what else went wrong.
        #[derive(Clone, Debug)]
        pub struct Client { core: Core }

        impl Client {
            #base
            #servers
            #new
            #builder_docs
            pub fn builder() -> Builder<Self, Credentials> {
                Builder::new(SCHEMES, #default, |core| Self { core })
            }

            /// Where requests go to.
            pub fn base_url(&self) -> &str { self.core.base_url() }

            /// Begins a call of an endpoint that the document does not describe, with the same credentials, retries and
            /// limits. The path begins with a slash, and has no query: [`RequestCall::query`] adds to that.
            pub fn request(&self, method: ::http::Method, path: impl Into<String>) -> RequestCall {
                self.core.request(method, path)
            }

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
        let (ty, step) = bodies::argument(types, body);
        parameters.push(quote!(body: #ty));
        steps.push(step);
    }
    let many = (parameters.len() > 6).then(
        || quote!(#[allow(clippy::too_many_arguments, reason = "the document requires them all")]),
    );
    let call = super::streams::call_type(types, operation);
    steps.extend(super::streams::step(operation));
    let nested = as_nested(
        &super::operations::ok_type(types, &operation.ok),
        &super::operations::err_type(types, &operation.err),
    );
    quote! {
        #docs
        #deprecated
        #many
        #nested
        pub fn #name(&self, #(#parameters),*) -> #call {
            self.core.call(&#table) #(#steps)*
        }
    }
}

/// What a type of many levels needs where it is written out.
pub(super) fn as_nested(ok: &TokenStream, err: &TokenStream) -> Option<TokenStream> {
    let levels = |tokens: &TokenStream| tokens.to_string().matches('<').count();
    (levels(ok).max(levels(err)) > 2).then(
        || quote!(#[allow(clippy::type_complexity, reason = "the answer is as nested as the document says")]),
    )
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
