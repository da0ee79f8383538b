//! The name of an operation.
//!
//! With an `operationId`: FastAPI writes `{function}_{path}_{method}`, so the function alone is the name when
//! recomputing the rest from path and method gives exactly what the id ends in; any other id is the name as it is.
//! Without one: the method, then the words of the path, a parameter as `by_{name}` (`GET /groups/{id}` →
//! `get_groups_by_id`). No verb is guessed: `POST /groups` is `post_groups`, since `create`, `send` or `search` would
//! be as likely, and `rename` in the configuration is there for better names.

use super::words::field_name;

/// Names for an operation, best first; the later ones are for when the first is taken.
pub fn operation_names(id: Option<&str>, method: &str, path: &str) -> Vec<String> {
    let by_path = field_name(&path_words(method, path));
    let Some(id) = id.filter(|id| !id.trim().is_empty()) else {
        return vec![by_path];
    };
    let mut names = Vec::new();
    if let Some(function) = fastapi_function(id, method, path) {
        names.push(field_name(function));
    }
    names.push(field_name(id));
    names.push(by_path);
    names
}

/// The function of a FastAPI operation id, when it is one.
pub fn fastapi_function<'a>(id: &'a str, method: &str, path: &str) -> Option<&'a str> {
    // FastAPI: re.sub(r"\W", "_", name + path) + "_" + method, `\W` being all but letters, digits and underscores.
    let path: String = path
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    let suffix = format!("{path}_{}", method.to_lowercase());
    id.strip_suffix(suffix.as_str())
        .filter(|function| !function.is_empty())
}

fn path_words(method: &str, path: &str) -> String {
    let mut words = method.to_lowercase();
    let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    if segments.is_empty() {
        words.push_str(" root");
    }
    for segment in segments {
        words.push(' ');
        words.push_str(&segment.replace('{', " by_").replace('}', " "));
    }
    words
}
