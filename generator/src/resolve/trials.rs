//! Unions whose branches are told apart only by reading them: one warning for the same branches, however many places.

use indexmap::IndexMap;

use crate::diag::codes::resolve as codes;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::source::Origin;

/// The unions met so far, by the names of their branches.
#[derive(Default)]
pub(super) struct Trials {
    met: IndexMap<Vec<String>, Met>,
}

struct Met {
    places: Vec<Origin>,
    branches: Vec<Origin>,
}

impl Trials {
    /// Notes a union at a place; its branches have a name and a place each, in the order in which they are read.
    pub(super) fn note(&mut self, at: Origin, names: Vec<String>, branches: Vec<Origin>) {
        let met = self.met.entry(names).or_insert_with(|| Met {
            places: Vec::new(),
            branches,
        });
        if !met.places.contains(&at) {
            met.places.push(at);
        }
    }

    /// The warnings.
    pub(super) fn report(self, diags: &mut Diagnostics) {
        for (names, met) in self.met {
            let Some(first) = met.places.first() else {
                continue;
            };
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let places = match met.places.len() {
                1 => String::new(),
                many => format!(" ({many} places)"),
            };
            let mut diagnostic = Diagnostic::warning(
                codes::ORDERED_TRIAL,
                format!(
                    "nothing tells {} apart before they are read{places}",
                    names.join(" and ")
                ),
            )
            .at(*first, "this union")
            .with_note("in this order, the first that keeps the whole value is taken");
            for branch in met.branches.iter().take(2) {
                diagnostic = diagnostic.also(Place::Node(*branch), "one of the branches");
            }
            diags.push(diagnostic);
        }
    }
}
