//! Watching upstream: the documents of a configuration against the places that they were copied from.
//!
//! Takes a configuration and a loader; gives what is there now beside what is checked in, and a loader in which the one
//! stands for the other, so that everything else can run as if it had been taken over. Must never write, and never take
//! a load that failed for one without changes.

mod report;

use std::collections::BTreeMap;

use crate::config::{Config, Upstream};
use crate::diag::codes::config as codes;
use crate::diag::{Diagnostic, Diagnostics};
use crate::drift;
use crate::pipeline::{self, From, Job};
use crate::plan::{LineCount, count_lines};
use crate::source::{LoadError, Loaded, Loader};

pub use report::{Report, files_between, github, json, text};

/// How many are loaded at a time.
const AT_ONCE: usize = 8;

/// A document or page, and what its upstream has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Where the copy is.
    pub path: String,
    /// Where it came from, as it is shown.
    pub from: String,
    /// What is checked in; nothing, when it is not there yet.
    pub before: Option<Vec<u8>>,
    /// What upstream has now.
    pub now: Vec<u8>,
}

impl Copy {
    /// Whether upstream has something else.
    pub fn differs(&self) -> bool {
        self.before.as_ref() != Some(&self.now)
    }

    /// How many lines were added and removed.
    pub fn lines(&self) -> LineCount {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let before = self.before.as_deref().map(text).unwrap_or_default();
        count_lines(&before, &text(&self.now))
    }
}

/// Loads every upstream that a configuration names. When one cannot be had, an error says why and there is no answer.
pub fn load(
    config: &Config,
    loader: &(dyn Loader + Sync),
    diags: &mut Diagnostics,
) -> Option<Vec<Copy>> {
    let mut upstreams: Vec<&Upstream> = Vec::new();
    for upstream in config.inputs.values().flat_map(|inputs| &inputs.upstreams) {
        match upstreams.iter().find(|known| known.path == upstream.path) {
            None => upstreams.push(upstream),
            Some(known) if known.from == upstream.from => {}
            Some(known) => {
                let message = format!("`{}` has two upstreams", upstream.path);
                diags.push(
                    Diagnostic::error(codes::NO_UPSTREAM, message)
                        .at(upstream.origin, "this")
                        .also(known.origin, "and this"),
                );
                return None;
            }
        }
    }
    let mut copies = Vec::new();
    let mut complete = true;
    for group in upstreams.chunks(AT_ONCE) {
        for (upstream, loaded) in group.iter().zip(all(group, loader)) {
            match loaded {
                Ok(loaded) => copies.push(Copy {
                    path: upstream.path.clone(),
                    from: loaded.path,
                    before: loader.load(&upstream.path).ok().map(|copy| copy.bytes),
                    now: loaded.bytes,
                }),
                Err(error) => {
                    complete = false;
                    let mut diagnostic = Diagnostic::error(error.code, error.to_string())
                        .at(upstream.origin, "named here");
                    diagnostic.help.extend(error.help);
                    diags.push(diagnostic);
                }
            }
        }
    }
    complete.then_some(copies)
}

/// Loads some at once, and gives them in order.
fn all(group: &[&Upstream], loader: &(dyn Loader + Sync)) -> Vec<Result<Loaded, LoadError>> {
    std::thread::scope(|scope| {
        let started: Vec<_> = group
            .iter()
            .map(|upstream| scope.spawn(|| loader.load(&upstream.from)))
            .collect();
        let results = started.into_iter().zip(group);
        results
            .map(|(thread, upstream)| {
                let stopped = |_| Err(LoadError::new(&upstream.from, "the load stopped midway"));
                thread.join().unwrap_or_else(stopped)
            })
            .collect()
    })
}

/// A loader in which what upstream has stands for the copies.
pub struct TakenOver<'l> {
    inner: &'l (dyn Loader + Sync),
    instead: BTreeMap<&'l str, &'l Copy>,
}

impl<'l> TakenOver<'l> {
    /// Has the copies that differ give what upstream has.
    pub fn new(inner: &'l (dyn Loader + Sync), copies: &'l [Copy]) -> Self {
        let differing = copies.iter().filter(|copy| copy.differs());
        TakenOver {
            inner,
            instead: differing.map(|copy| (copy.path.as_str(), copy)).collect(),
        }
    }
}

/// What taking over means: the report of what is checked in against what upstream has.
pub fn compare(
    job: &Job,
    here: &(dyn Loader + Sync),
    there: &TakenOver<'_>,
) -> Option<drift::Report> {
    let old = From {
        name: "checked in",
        job,
        loader: here,
        known: None,
    };
    let new = From {
        name: "upstream",
        job,
        loader: there,
        known: None,
    };
    pipeline::compare_from(old, new).2
}

impl Loader for TakenOver<'_> {
    fn load(&self, location: &str) -> Result<Loaded, LoadError> {
        match self.instead.get(location) {
            Some(copy) => Ok(Loaded {
                path: copy.from.clone(),
                bytes: copy.now.clone(),
            }),
            None => self.inner.load(location),
        }
    }
}
