//! Security schemes and the constructors of `Credentials`.

use std::collections::BTreeMap;

use crate::model::{Api, ApiKeyPlace, Flow, Operation, SecuritySchemeKind};
use crate::rust::{CredentialForm, CredentialKind, KeyPlace, Scheme, SchemeKind};

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
                SecuritySchemeKind::OpenIdConnect { .. } => SchemeKind::OAuth2Token,
                SecuritySchemeKind::MutualTls => SchemeKind::MutualTls,
            };
            Scheme {
                name: name.clone(),
                kind,
            }
        })
        .collect()
}

/// The flow that a program can walk by itself, password before client credentials; else the caller brings the token.
fn oauth2(flows: &[Flow]) -> SchemeKind {
    let token_url = |name: &str| {
        let flow = flows.iter().find(|flow| flow.name == name)?;
        flow.token_url.clone()
    };
    token_url("password")
        .map(SchemeKind::OAuth2Password)
        .or_else(|| token_url("clientCredentials").map(SchemeKind::OAuth2Client))
        .unwrap_or(SchemeKind::OAuth2Token)
}

/// The constructors of `Credentials`: called by their kind, and by their scheme when there are several of a kind.
pub(super) fn credentials(api: &Api, schemes: &[Scheme]) -> Vec<CredentialForm> {
    let mut forms: Vec<(usize, CredentialKind, &str)> = Vec::new();
    for (index, scheme) in schemes.iter().enumerate() {
        match &scheme.kind {
            SchemeKind::ApiKey(..) => forms.push((index, CredentialKind::ApiKey, "api_key")),
            SchemeKind::Basic => forms.push((index, CredentialKind::Basic, "basic")),
            SchemeKind::Bearer => forms.push((index, CredentialKind::Bearer, "bearer")),
            SchemeKind::OAuth2Password(_) => {
                forms.push((index, CredentialKind::OAuth2Password, "oauth2_password"));
                forms.push((index, CredentialKind::OAuth2Token, "oauth2_token"));
            }
            SchemeKind::OAuth2Client(_) => {
                forms.push((index, CredentialKind::OAuth2Client, "oauth2_client"));
                forms.push((index, CredentialKind::OAuth2Token, "oauth2_token"));
            }
            SchemeKind::OAuth2Token => {
                forms.push((index, CredentialKind::OAuth2Token, "oauth2_token"))
            }
            SchemeKind::Http(_) => forms.push((index, CredentialKind::Http, "http")),
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
                _ => field_name(scheme),
            };
            Wish::new(format!("{scheme} {word}"), name)
        })
        .collect();
    let (names, _) = assign(&wishes, None, None, &["none", "and", "new", "clone"]);
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
