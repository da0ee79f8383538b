//! Credentials and servers.

use super::found::{About, Found, Spot};
use super::walk::Walk;
use super::words::{code, listed};
use super::{ChangeKind, Wire};
use crate::model::{
    Api, ApiKeyPlace, SecurityAlternative, SecurityScheme, SecuritySchemeKind, Server,
    ServerVariable,
};

/// The schemes of an alternative, in words.
fn named(one: &SecurityAlternative) -> String {
    let mut names: Vec<&str> = one.schemes.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    match names.is_empty() {
        true => "no credentials".to_owned(),
        false => names.join(" and "),
    }
}

/// Compares what an operation asks for.
pub(super) fn alternatives(
    walk: &mut Walk<'_>,
    (old, new): (&[SecurityAlternative], &[SecurityAlternative]),
    here: &Spot,
) {
    if old == new {
        return;
    }
    let list = |alternatives: &[SecurityAlternative]| -> Vec<String> {
        let mut names: Vec<String> = alternatives.iter().map(named).collect();
        if names.is_empty() {
            names.push("no credentials".to_owned());
        }
        names.sort();
        names.dedup();
        names
    };
    let (before, after) = (list(old), list(new));
    let gone: Vec<String> = before
        .iter()
        .filter(|name| !after.contains(name))
        .cloned()
        .collect();
    let came: Vec<String> = after
        .iter()
        .filter(|name| !before.contains(name))
        .cloned()
        .collect();
    // The same change of many operations is one entry.
    let mut spot = here.clone();
    let detail = |names: &[String]| names.join(" or ");
    if !gone.is_empty() {
        spot.key = format!("#/security/{}→{}", detail(&before), detail(&after));
        spot.subject = "security".to_owned();
        let mut lost = old.iter().filter(|one| gone.contains(&named(one)));
        let lost = old.is_empty() || lost.any(|one| !is_enough(one, new));
        let asked = code(&detail(&after));
        let text = match lost {
            true => format!(
                "{} is not enough any more where {asked} is asked for now",
                listed(&gone)
            ),
            false => format!(
                "{} is more than what is asked for now: {asked}",
                listed(&gone)
            ),
        };
        let found = Found::new(ChangeKind::SecurityRemoved, &spot, text)
            .said(detail(&before), detail(&after));
        let found = match lost {
            true => found.sent(
                Wire::Breaking,
                "older clients may have only these credentials",
            ),
            false => found.sent(
                Wire::Safe,
                "what older clients send has what is asked for now",
            ),
        };
        walk.found.push(found.behaves("other credentials are sent"));
    } else if !came.is_empty() {
        spot.key = format!("#/security/{}→{}", detail(&before), detail(&after));
        spot.subject = "security".to_owned();
        let text = format!("{} is enough too", listed(&came));
        let found = Found::new(ChangeKind::SecurityAdded, &spot, text)
            .said(detail(&before), detail(&after))
            .sent(
                Wire::Safe,
                "the credentials of older clients are still enough",
            );
        walk.found
            .push(found.behaves("other credentials may be sent"));
    }
    scopes(walk, (old, new), here);
}

/// Whether credentials that were enough are enough for one of these: what else is sent is looked past.
fn is_enough(sent: &SecurityAlternative, asked: &[SecurityAlternative]) -> bool {
    let has = |name: &str, scopes: &[String]| {
        let mut known = sent.schemes.iter().filter(|(known, _)| known == name);
        known.any(|(_, held)| scopes.iter().all(|scope| held.contains(scope)))
    };
    let takes = |one: &SecurityAlternative| {
        let mut schemes = one.schemes.iter();
        schemes.all(|(name, scopes)| has(name, scopes))
    };
    asked.is_empty() || asked.iter().any(takes)
}

/// Compares the scopes that the same schemes are asked for.
fn scopes(
    walk: &mut Walk<'_>,
    (old, new): (&[SecurityAlternative], &[SecurityAlternative]),
    here: &Spot,
) {
    let sorted = |one: &SecurityAlternative| {
        let schemes = one.schemes.iter().map(|(name, scopes)| {
            let mut scopes = scopes.clone();
            scopes.sort();
            format!("{name}: {}", scopes.join(" "))
        });
        let mut schemes: Vec<String> = schemes.collect();
        schemes.sort();
        schemes.join(" and ")
    };
    let of = |list: &[SecurityAlternative], names: &str| -> Vec<String> {
        let all = list.iter().filter(|one| named(one) == names);
        let mut texts: Vec<String> = all.map(sorted).collect();
        texts.sort();
        texts.dedup();
        texts
    };
    let mut all: Vec<String> = new.iter().map(named).collect();
    all.sort();
    all.dedup();
    for names in all {
        let (before, after) = (of(old, &names), of(new, &names));
        if before.is_empty() || before == after {
            continue;
        }
        let mut lost = old.iter().filter(|one| named(one) == names);
        let lost = lost.any(|one| !is_enough(one, new));
        let said = |texts: &[String]| texts.join(" or ");
        let text = format!(
            "{} asks for the scopes {}, and asked for {}",
            code(&here.subject),
            code(&said(&after)),
            code(&said(&before))
        );
        let found = Found::new(ChangeKind::SecurityScopesChanged, here, text)
            .said(said(&before), said(&after));
        walk.found.push(match lost {
            true => found.sent(Wire::Breaking, "tokens of older clients may lack the scope"),
            false => found.sent(Wire::Safe, "tokens of older clients have the scopes"),
        });
    }
}

/// Compares servers, of the API or of an operation.
pub(super) fn servers(walk: &mut Walk<'_>, (old, new): (&[Server], &[Server]), here: &Spot) {
    let urls =
        |list: &[Server]| -> Vec<String> { list.iter().map(|server| server.url.clone()).collect() };
    let (before, after) = (urls(old), urls(new));
    let mut spot = here.clone();
    spot.key = format!("{}/servers", here.key);
    if before.first() != after.first() {
        let said = |list: &[String]| list.first().cloned().unwrap_or_else(|| "none".to_owned());
        let kept = before.first().is_none_or(|url| after.contains(url));
        let text = format!(
            "the first server of {} is {}, and was {}",
            code(&here.subject),
            code(&said(&after)),
            code(&said(&before))
        );
        let found = Found::new(ChangeKind::DefaultServerChanged, &spot, text)
            .said(said(&before), said(&after))
            .behaves("calls go to another server unless the base URL is given");
        walk.found.push(match kept {
            true => found.both(Wire::Safe, "the older server is still listed"),
            false => found.both(Wire::Warning, "the older server is not listed any more"),
        });
    }
    for url in after.iter().skip(1).filter(|url| !before.contains(url)) {
        let text = format!("{} has the new server {}", code(&here.subject), code(url));
        let found = Found::new(ChangeKind::ServerAdded, &spot, text).said("", url);
        walk.found.push(found);
    }
    for url in before.iter().skip(1).filter(|url| !after.contains(url)) {
        let text = format!("{} lost the server {}", code(&here.subject), code(url));
        let found = Found::new(ChangeKind::ServerRemoved, &spot, text)
            .said(url, "")
            .both(Wire::Warning, "older clients may call it");
        walk.found.push(found);
    }
    for after in new {
        // A URL that is written otherwise may still be the same one, unless it is another server's too.
        let written = |list: &[Server], text: &str| list.iter().any(|it| it.template == text);
        let before = old
            .iter()
            .find(|before| before.template == after.template)
            .or_else(|| {
                old.iter()
                    .find(|before| before.url == after.url && !written(new, &before.template))
            });
        if let Some(before) = before {
            server(walk, (before, after), &spot);
        }
    }
}

/// Compares what is said of one server.
fn server(walk: &mut Walk<'_>, (old, new): (&Server, &Server), spot: &Spot) {
    let Server {
        url,
        description,
        template,
        variables,
    } = new;
    if old.description != *description {
        walk.docs(spot);
    }
    if (&old.template, &old.variables) == (template, variables) {
        return;
    }
    let said = |server: &Server| {
        let each = server.variables.iter().map(|one| {
            let ServerVariable {
                name,
                default,
                values,
                description: _,
            } = one;
            let default = default.as_deref().unwrap_or("none");
            format!("{name} = {default} of [{}]", values.join(", "))
        });
        let mut each: Vec<String> = each.collect();
        each.sort_unstable();
        format!("{}: {}", server.template, each.join("; "))
    };
    if said(old) == said(new) {
        let described = |server: &Server| -> Vec<Option<String>> {
            let mut all: Vec<Option<String>> = server
                .variables
                .iter()
                .map(|one| one.description.clone())
                .collect();
            all.sort();
            all
        };
        if described(old) != described(new) {
            walk.docs(spot);
        }
        return;
    }
    let text = format!("the URL of the server {} has other variables", code(url));
    let found = Found::new(ChangeKind::ServerVariablesChanged, spot, text);
    let found = found.said(said(old), said(new));
    walk.found
        .push(found.both(Wire::Safe, "with their defaults it is the same URL"));
}

/// Compares the security schemes of an API.
pub(super) fn schemes(walk: &mut Walk<'_>) {
    let (old, new): (&Api, &Api) = (walk.old, walk.new);
    let spot = |one: &SecurityScheme, name: &str| Spot {
        key: one.place.key.clone(),
        old_key: None,
        subject: name.to_owned(),
        old: Some(one.place.origin),
        new: Some(one.place.origin),
        about: About::Nothing,
        never: (false, false),
        lenient: false,
    };
    for (name, one) in &new.security_schemes {
        let mut here = spot(one, name);
        let Some(before) = old.security_schemes.get(name) else {
            let text = format!(
                "the security scheme {} is new: {}",
                code(name),
                kind(&one.kind)
            );
            let found = Found::new(ChangeKind::SchemeAdded, &here, text);
            walk.found
                .push(found.said("", kind(&one.kind)).only_new(Vec::new()));
            continue;
        };
        here.old = Some(before.place.origin);
        let SecurityScheme {
            place: _,
            description,
            kind: after,
        } = one;
        if before.description != *description {
            walk.docs(&here);
        }
        if plain(&before.kind) != plain(after) {
            let (a, b) = (kind(&before.kind), kind(after));
            let text = format!("the security scheme {} is {b} now, and was {a}", code(name));
            let found = Found::new(ChangeKind::SchemeChanged, &here, text).said(&a, &b);
            let found = match a == b {
                true => found.both(Wire::Warning, "scopes or refreshing differ"),
                false if a.eq_ignore_ascii_case(&b) && is_header(after) => {
                    found.both(Wire::Safe, "names of headers have no case")
                }
                false => found.both(Wire::Breaking, "older clients send the older credentials"),
            };
            walk.found
                .push(found.behaves("credentials are sent or fetched in another way"));
        }
    }
    for (name, one) in &old.security_schemes {
        if new.security_schemes.contains_key(name) {
            continue;
        }
        let here = spot(one, name);
        let text = format!(
            "the security scheme {} is gone: {}",
            code(name),
            kind(&one.kind)
        );
        let found = Found::new(ChangeKind::SchemeRemoved, &here, text).said(kind(&one.kind), "");
        // What operations ask for says whether that matters.
        walk.found.push(
            found
                .both(Wire::Safe, "operations say what they ask for")
                .only_old(Vec::new()),
        );
    }
}

fn is_header(kind: &SecuritySchemeKind) -> bool {
    let place = match kind {
        SecuritySchemeKind::ApiKey { place, .. } => place,
        _ => return false,
    };
    *place == ApiKeyPlace::Header
}

/// The same with flows and scopes in an order of their own.
fn plain(kind: &SecuritySchemeKind) -> SecuritySchemeKind {
    let mut kind = kind.clone();
    if let SecuritySchemeKind::OAuth2 { flows } = &mut kind {
        flows.sort_by(|a, b| a.name.cmp(&b.name));
        for flow in flows {
            flow.scopes.sort();
        }
    }
    kind
}

fn kind(kind: &SecuritySchemeKind) -> String {
    match kind {
        SecuritySchemeKind::ApiKey { place, name } => {
            format!(
                "an API key in the {} `{name}`",
                format!("{place:?}").to_lowercase()
            )
        }
        SecuritySchemeKind::Basic => "HTTP basic".to_owned(),
        SecuritySchemeKind::Bearer => "a bearer token".to_owned(),
        SecuritySchemeKind::Http { scheme } => format!("HTTP {scheme}"),
        SecuritySchemeKind::OAuth2 { flows } => {
            let flows: Vec<String> = flows
                .iter()
                .map(|flow| {
                    format!(
                        "{} at {}",
                        flow.name,
                        flow.token_url.as_deref().unwrap_or("no URL")
                    )
                })
                .collect();
            format!("OAuth2 ({})", flows.join(", "))
        }
        SecuritySchemeKind::OpenIdConnect { url } => format!("OpenID Connect at {url}"),
        SecuritySchemeKind::MutualTls => "mutual TLS".to_owned(),
    }
}
