//! Renames of the configuration that name nothing.

use crate::diag::codes::config::MATCHES_NOTHING;
use crate::diag::{Diagnostic, Diagnostics, Place};

use super::names::Names;

/// How alike two texts are when one is taken for a misspelling of the other, from 0 to 1.
const NEAR: f32 = 0.6;

/// Tells of renames that no thing of the API has asked for. Asked when all names were chosen.
pub(super) fn report(names: &Names<'_>, diags: &mut Diagnostics) {
    if names.settings.older {
        return;
    }
    let near = |word: &str, known: &[&str]| -> Option<String> {
        let found = similar::get_close_matches(word, known, 1, NEAR);
        Some(format!("did you mean `{}`?", found.first()?))
    };
    for (scope, wanted) in &names.settings.rename {
        let chosen = names.chosen.get(scope);
        for key in wanted.keys() {
            if chosen.is_some_and(|chosen| chosen.contains_key(key)) {
                continue;
            }
            let (message, help) = match chosen {
                Some(chosen) => {
                    let known: Vec<&str> = chosen.keys().map(String::as_str).collect();
                    (format!("`{scope}` has no `{key}`"), near(key, &known))
                }
                None => {
                    let known: Vec<&str> = names.chosen.keys().map(String::as_str).collect();
                    (
                        format!("nothing is named in `{scope}`"),
                        near(scope, &known),
                    )
                }
            };
            let mut diagnostic = Diagnostic::error(MATCHES_NOTHING, message);
            let place = (scope.clone(), key.clone());
            if let Some(origin) = names.settings.rename_places.get(&place) {
                diagnostic = diagnostic.at(Place::Key(*origin), "renames nothing");
            }
            diagnostic.help.extend(help);
            diags.push(diagnostic.help("the lock file has all names, by scope and key"));
        }
    }
}
