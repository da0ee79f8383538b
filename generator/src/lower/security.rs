//! Security schemes and the constructors of `Credentials`.

use std::collections::BTreeMap;

use crate::model::{Api, ApiKeyPlace, Flow, Operation, SecuritySchemeKind};
use crate::rust::{CredentialForm, CredentialKind, Grant, KeyPlace, Scheme, SchemeKind};

use super::docs;
use super::naming::{Wish, assign, field_name};

/// The schemes of an API, in the order of the document.
pub(super) fn schemes(api: &Api) -> Vec<Scheme> {
    api.security_schemes
        .iter()
        .map(|(name, scheme)| {
            let kind = match &scheme.kind {
                SecuritySchemeKind::ApiKey { place, name } => SchemeKind::ApiKey(
                    match place {
                        ApiKeyPlace::Header => KeyPlace::Header,
                        ApiKeyPlace::Query => KeyPlace::Query,
                        ApiKeyPlace::Cookie => KeyPlace::Cookie,
                    },
                    name.clone(),
                ),
                SecuritySchemeKind::Basic => SchemeKind::Basic,
                SecuritySchemeKind::Bearer => SchemeKind::Bearer,
                SecuritySchemeKind::Http { scheme } => SchemeKind::Http(scheme.clone()),
                SecuritySchemeKind::OAuth2 { flows } => oauth2(flows),
                SecuritySchemeKind::OpenIdConnect { .. } => SchemeKind::OAuth2(Vec::new()),
                SecuritySchemeKind::MutualTls => SchemeKind::MutualTls,
            };
            Scheme {
                name: name.clone(),
                kind,
            }
        })
        .collect()
}

/// What a program can fetch tokens with by itself. Flows that need a person leave a refresh token, which it can use.
fn oauth2(flows: &[Flow]) -> SchemeKind {
    let flow = |name: &str| flows.iter().find(|flow| flow.name == name);
    let token_url = |name: &str| flow(name)?.token_url.clone();
    let with_person = ["authorizationCode", "deviceAuthorization", "password"];
    let refresh_url = with_person
        .iter()
        .filter_map(|name| flow(name))
        .find_map(|flow| flow.refresh_url.clone().or_else(|| flow.token_url.clone()));
    let tokens = [
        (Grant::Password, token_url("password")),
        (Grant::ClientCredentials, token_url("clientCredentials")),
        (Grant::RefreshToken, refresh_url),
    ];
    let there = tokens.into_iter();
    SchemeKind::OAuth2(
        there
            .filter_map(|(grant, url)| Some((grant, url?)))
            .collect(),
    )
}

/// The constructors of `Credentials`: called by their kind, and by their scheme when there are several of a kind.
pub(super) fn credentials(api: &Api, schemes: &[Scheme]) -> Vec<CredentialForm> {
    let mut forms: Vec<(usize, CredentialKind, &str)> = Vec::new();
    for (index, scheme) in schemes.iter().enumerate() {
        match &scheme.kind {
            SchemeKind::ApiKey(..) => {
                forms.push((index, CredentialKind::ApiKey, "api_key"));
                forms.push((index, CredentialKind::Provider, "api_key_provider"));
            }
            SchemeKind::Basic => forms.push((index, CredentialKind::Basic, "basic")),
            SchemeKind::Bearer => {
                forms.push((index, CredentialKind::Bearer, "bearer"));
                forms.push((index, CredentialKind::Provider, "bearer_provider"));
            }
            SchemeKind::OAuth2(tokens) => {
                for (grant, _) in tokens {
                    forms.push(match grant {
                        Grant::Password => {
                            (index, CredentialKind::OAuth2Password, "oauth2_password")
                        }
                        Grant::ClientCredentials => {
                            (index, CredentialKind::OAuth2Client, "oauth2_client")
                        }
                        Grant::RefreshToken => {
                            (index, CredentialKind::OAuth2Refresh, "oauth2_refresh")
                        }
                    });
                }
                forms.push((index, CredentialKind::OAuth2Token, "oauth2_token"));
                forms.push((index, CredentialKind::Provider, "oauth2_provider"));
            }
            SchemeKind::Http(_) => {
                forms.push((index, CredentialKind::Http, "http"));
                forms.push((index, CredentialKind::Provider, "http_provider"));
            }
            SchemeKind::MutualTls => forms.push((index, CredentialKind::MutualTls, "mutual_tls")),
        }
    }
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, _, word) in &forms {
        *count.entry(word).or_default() += 1;
    }
    let name_of = |index: usize| {
        schemes
            .get(index)
            .map(|s| s.name.as_str())
            .unwrap_or_default()
    };
    let wishes: Vec<Wish> = forms
        .iter()
        .map(|(index, kind, word)| {
            let scheme = name_of(*index);
            let name = match (count.get(word), kind) {
                (Some(1), _) => (*word).to_owned(),
                (_, CredentialKind::OAuth2Token) => field_name(&format!("{scheme} token")),
                (_, CredentialKind::Provider) => field_name(&format!("{scheme} provider")),
                (_, CredentialKind::OAuth2Refresh) => field_name(&format!("{scheme} refresh")),
                _ => field_name(scheme),
            };
            Wish::new(format!("{scheme} {word}"), name)
        })
        .collect();
    let (names, _) = assign(
        &wishes,
        None,
        None,
        &["none", "and", "new", "clone", "scope", "client"],
    );
    forms
        .iter()
        .map(|(index, kind, word)| {
            let scheme = name_of(*index);
            CredentialForm {
                name: names
                    .get(&format!("{scheme} {word}"))
                    .cloned()
                    .unwrap_or_default(),
                docs: form_docs(api, schemes, *index, *kind),
                scheme: *index,
                kind: *kind,
            }
        })
        .collect()
}

fn form_docs(api: &Api, schemes: &[Scheme], index: usize, kind: CredentialKind) -> Vec<String> {
    let Some(scheme) = schemes.get(index) else {
        return Vec::new();
    };
    let mut lines = vec![match (&scheme.kind, kind) {
        (_, CredentialKind::Provider) => {
            "What the program's own code gives whenever it is needed, and again after a 401."
                .to_owned()
        }
        (_, CredentialKind::OAuth2Refresh) => {
            "A refresh token that tokens are fetched with.".to_owned()
        }
        (SchemeKind::ApiKey(place, key), _) => {
            let place = match place {
                KeyPlace::Header => "header",
                KeyPlace::Query => "query parameter",
                KeyPlace::Cookie => "cookie",
            };
            format!("An API key, sent in the {place} {}.", docs::code(key))
        }
        (SchemeKind::Basic, _) => "A user name and a password, sent as HTTP basic.".to_owned(),
        (_, CredentialKind::OAuth2Password) => {
            "A user name and a password that a token is fetched with.".to_owned()
        }
        (_, CredentialKind::OAuth2Client) => {
            "A client id and a client secret that a token is fetched with.".to_owned()
        }
        (SchemeKind::Http(scheme), _) => {
            format!(
                "What follows {} in the `Authorization` header.",
                docs::code(scheme)
            )
        }
        (SchemeKind::MutualTls, _) => {
            "Mutual TLS: the client's transport has the certificate.".to_owned()
        }
        (_, CredentialKind::OAuth2Token) => "A token that was fetched elsewhere.".to_owned(),
        _ => "A bearer token.".to_owned(),
    }];
    if let Some(text) = api
        .security_schemes
        .get(&scheme.name)
        .and_then(|scheme| scheme.description.as_deref())
    {
        docs::paragraph(&mut lines, text);
    }
    docs::own(
        &mut lines,
        format!("The scheme {} of the document.", docs::code(&scheme.name)),
    );
    lines
}

/// The alternatives of an operation as indices; one that names a scheme which is not declared is left out, unless
/// nothing would be left: then the operation can be called with the caller's own header.
pub(super) fn alternatives(operation: &Operation, schemes: &[Scheme]) -> Vec<Vec<usize>> {
    let index = |name: &str| schemes.iter().position(|scheme| scheme.name == name);
    let there: Vec<Vec<usize>> = operation
        .security
        .iter()
        .filter_map(|alternative| {
            let names = alternative.schemes.iter();
            names.map(|(name, _)| index(name)).collect()
        })
        .collect();
    match there.is_empty() && !operation.security.is_empty() {
        true => vec![Vec::new()],
        false => there,
    }
}
