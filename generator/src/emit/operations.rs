//! What an operation is: a row in a table of the runtime's for each, and the security schemes.

use crate::rust::{
    Answer, AnswerMedia, AnswerStatus, ApiModule, Grant, KeyPlace, Operation, Outcome, RustType,
    Scheme, SchemeKind, StatusEnum,
};

use super::fill::{filled, list, string};
use super::parameters;
use super::ty::Types;

/// The security schemes of an API.
pub(super) fn schemes(api: &ApiModule) -> String {
    let schemes: Vec<String> = api.client.schemes.iter().map(scheme).collect();
    let head = "static SCHEMES: &[Scheme] = ";
    let list = list(0, head.len() + 1, ["&[", "]"], &schemes);
    format!("{head}{list};\n")
}

/// What the table of the security schemes names of the runtime.
pub(super) fn scheme_names(api: &ApiModule) -> Vec<&'static str> {
    let mut names = vec!["Scheme"];
    for scheme in &api.client.schemes {
        match &scheme.kind {
            SchemeKind::ApiKey(..) => names.push("KeyPlace"),
            SchemeKind::OAuth2(tokens) if !tokens.is_empty() => names.push("Grant"),
            _ => {}
        }
    }
    names
}

fn scheme(scheme: &Scheme) -> String {
    let name = string(&scheme.name);
    match &scheme.kind {
        SchemeKind::ApiKey(place, key) => {
            let place = match place {
                KeyPlace::Header => "Header",
                KeyPlace::Query => "Query",
                KeyPlace::Cookie => "Cookie",
            };
            let key = string(key);
            format!("Scheme::ApiKey {{ name: {name}, place: KeyPlace::{place}, key: {key} }}")
        }
        SchemeKind::Basic => format!("Scheme::Basic {{ name: {name} }}"),
        SchemeKind::Bearer => format!("Scheme::Bearer {{ name: {name} }}"),
        SchemeKind::Http(scheme) => {
            format!(
                "Scheme::Http {{ name: {name}, scheme: {} }}",
                string(scheme)
            )
        }
        SchemeKind::OAuth2(tokens) => {
            let tokens = tokens.iter().map(|(grant, url)| {
                let grant = match grant {
                    Grant::Password => "Password",
                    Grant::ClientCredentials => "ClientCredentials",
                    Grant::RefreshToken => "RefreshToken",
                };
                format!("(Grant::{grant}, {})", string(url))
            });
            let tokens: Vec<String> = tokens.collect();
            let tokens = tokens.join(", ");
            format!("Scheme::OAuth2 {{ name: {name}, tokens: &[{tokens}] }}")
        }
        SchemeKind::MutualTls => format!("Scheme::MutualTls {{ name: {name} }}"),
    }
}

/// What the builder is told behind the schemes and the base URL.
pub(super) fn builder_steps(api: &ApiModule) -> String {
    let mut steps = String::new();
    if let Some(envelope) = &api.client.envelope {
        let optional = |key: &Option<String>| match key {
            Some(key) => format!("Some({})", string(key)),
            None => "None".to_owned(),
        };
        steps.push_str(&format!(
            "\n            .envelope(&Envelope {{ data: {}, success: {}, error: {} }})",
            string(&envelope.data),
            optional(&envelope.success),
            optional(&envelope.error),
        ));
    }
    if let Some(header) = &api.client.idempotency_header {
        steps.push_str(&format!(
            "\n            .idempotency_header({})",
            string(header)
        ));
    }
    steps
}

/// The table of the operations of a file.
pub(super) fn table(operations: &[&Operation]) -> String {
    let rows: String = operations.iter().map(|one| row(one) + "\n").collect();
    match rows.is_empty() {
        true => rows,
        false => format!("operations! {{\n{rows}}}\n"),
    }
}

fn row(operation: &Operation) -> String {
    let request = format!("{} {}", operation.method, operation.path);
    let mut words = vec![operation.name.clone(), string(&request)];
    if let Some(url) = &operation.server {
        words.push(format!("@ {}", string(url)));
    }
    for (mark, is_marked) in [("RETRY", operation.retry), ("WRAPPED", operation.wrapped)] {
        words.extend(is_marked.then(|| mark.to_owned()));
    }
    let alternatives = operation.security.iter().map(|alternative| {
        let indices: Vec<String> = alternative.iter().map(usize::to_string).collect();
        format!("[{}]", indices.join(", "))
    });
    let alternatives: Vec<String> = alternatives.collect();
    words.push(format!("[{}]", alternatives.join(", ")));
    words.extend(separated(parameters::rows(operation)));
    let mut answers = separated(operation.answers.iter().map(answer).collect());
    match answers.first_mut() {
        Some(first) => first.insert_str(0, "=> "),
        None => answers.push("=>".to_owned()),
    }
    if let Some(example) = &operation.example {
        answers.push(format!("~ {}", string(example)));
    }
    if let Some(last) = answers.last_mut() {
        last.push(';');
    }
    words.extend(answers);
    filled(4, 8, &words)
}

/// Items of a list, with their commas.
fn separated(mut items: Vec<String>) -> Vec<String> {
    let count = items.len();
    for item in items.iter_mut().take(count.saturating_sub(1)) {
        item.push(',');
    }
    items
}

fn answer(answer: &Answer) -> String {
    match media(answer) {
        Some(media) => format!("{} {media}", status(answer)),
        None => status(answer),
    }
}

fn status(answer: &Answer) -> String {
    match answer.status {
        AnswerStatus::Code(code) => code.to_string(),
        AnswerStatus::Range(first) => format!("\"{first}XX\""),
        AnswerStatus::Default => "\"default\"".to_owned(),
    }
}

/// What an answer holds, in the runtime's words; none without a body.
fn media(answer: &Answer) -> Option<String> {
    let word = match answer.media {
        AnswerMedia::Json => "json",
        AnswerMedia::Text => "text",
        AnswerMedia::Binary => "binary",
        AnswerMedia::Events => "events",
        AnswerMedia::WholeEvents => "whole_events",
        AnswerMedia::Lines => "lines",
        AnswerMedia::None => return None,
    };
    Some(match &answer.name {
        Some(name) => format!("{word} {}", string(name)),
        None => word.to_owned(),
    })
}

/// The rows by which an enum of answers is read.
pub(super) fn by_status(told: &StatusEnum) -> Vec<String> {
    let rows = told.variants.iter().map(|variant| {
        let held = media(&variant.answer).filter(|_| variant.ty.is_some());
        let held = held.map(|media| format!("({media})")).unwrap_or_default();
        format!("{} {}{held}", status(&variant.answer), variant.name)
    });
    rows.collect()
}

/// The type that success gives.
pub(super) fn ok_type(types: Types<'_>, outcome: &Outcome) -> String {
    outcome_type(types, outcome, &RustType::Unit)
}

/// The type that a declared error gives.
pub(super) fn err_type(types: Types<'_>, outcome: &Outcome) -> String {
    outcome_type(types, outcome, &RustType::Undeclared)
}

fn outcome_type(types: Types<'_>, outcome: &Outcome, nothing: &RustType) -> String {
    match outcome {
        Outcome::One(ty, _) => types.text(ty),
        Outcome::ByStatus(name, _) => types.text(&RustType::Named(name.clone())),
        Outcome::Nothing => types.text(nothing),
    }
}
