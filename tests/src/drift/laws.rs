//! What must hold of every document: written another way, it does not differ from itself.
//!
//! Takes documents of the corpus; gives what `oasmith diff` says nonetheless, as gaps against a list of those that are
//! known. Documents that are refused have nothing to compare. Must never let a document stop the others.

use std::fmt::Write as _;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use oasmith::drift::{ChangeKind, Class, Entry, Report, Wire};
use oasmith::pipeline::{Job, Read, compare_from};
use oasmith::source::{FileLoader, Loader};

use super::rewritten::{Rewritten, inline, move_inline, rename_anchors, reversed};
use crate::corpus::documents::Document;
use crate::corpus::gaps::{Gap, Known};

/// What documents at the limit of depth need in a debug build.
const STACK: usize = 128 << 20;

/// The head of the list.
const HEAD: &str = "# Documents that differ from themselves when they are written another way: document, law and kind\n\
                    # of entry, reason. Made by `cargo run -p oasmith-tests --bin drift -- --laws --bless`; reasons are\n\
                    # written by hand.\n";

/// The law of inline schemas as components.
const INLINE: &str = "inline";

/// How often a law was tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents that do not differ from themselves, or are listed.
    pub documents: usize,
    /// Documents that are refused.
    pub refused: usize,
    /// Documents with their keys in another order.
    pub ordered: usize,
    /// Documents with anchors of other names.
    pub anchors: usize,
    /// Documents with inline schemas as components.
    pub moved: usize,
    /// The inline schemas of these.
    pub schemas: usize,
}

/// What came out.
#[derive(Clone, Debug, Default)]
struct Found {
    counts: Counts,
    gaps: Vec<Gap>,
}

/// Tries all documents; gives a summary, and what is wrong.
///
/// # Errors
/// When the list cannot be read or written.
pub fn run(documents: &[Document], list: &Path, bless: bool) -> io::Result<(Counts, Vec<String>)> {
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Found::default()));
    // The large ones first: what is left at the end is short.
    let mut order: Vec<&Document> = documents.iter().collect();
    let size =
        |document: &&Document| std::fs::metadata(&document.location).map_or(0, |data| data.len());
    order.sort_by_key(|document| std::cmp::Reverse(size(document)));
    let work = || {
        while let Some(document) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let of = tried(document);
            if let Ok(mut all) = found.lock() {
                all.add(of);
            }
        }
    };
    std::thread::scope(|scope| -> io::Result<()> {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            let named = std::thread::Builder::new().stack_size(STACK);
            named.spawn_scoped(scope, work)?;
        }
        Ok(())
    })?;
    let Found { counts, gaps } = found
        .into_inner()
        .map_err(|_| io::Error::other("a panic"))?;
    let mut known = Known::parse(&std::fs::read_to_string(list).unwrap_or_default());
    let ran: Vec<&str> = documents
        .iter()
        .map(|document| document.name.as_str())
        .collect();
    if bless {
        known.bless(&ran, true, &gaps);
        std::fs::write(list, known.render_under(HEAD))?;
    }
    let difference = known.compare(&ran, true, &gaps);
    let line =
        |mark: &str, gap: &Gap| format!("{mark} {}: {}: {}", gap.document, gap.what, gap.reason);
    let new = difference
        .unlisted
        .iter()
        .map(|gap| line("not listed:", gap));
    let gone = difference.gone.iter().map(|gap| line("no longer so:", gap));
    Ok((counts, new.chain(gone).collect()))
}

impl Found {
    fn add(&mut self, other: Found) {
        let (all, of) = (&mut self.counts, other.counts);
        all.documents += of.documents;
        all.refused += of.refused;
        all.ordered += of.ordered;
        all.anchors += of.anchors;
        all.moved += of.moved;
        all.schemas += of.schemas;
        self.gaps.extend(other.gaps);
    }

    /// Keeps what a comparison says that should say nothing: a line for each kind of entry.
    fn keep(&mut self, document: &Document, law: &str, entries: &[&Entry]) {
        let mut kinds: Vec<&str> = entries.iter().map(|entry| entry.kind.code()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            let of = entries.iter().filter(|entry| entry.kind.code() == kind);
            let mut text = format!("{}: ", of.clone().count());
            if let Some(first) = of.clone().next() {
                let _ = write!(text, "{}", first.title);
            }
            self.gaps
                .push(Gap::new(&document.name, format!("{law} {kind}"), text));
        }
    }
}

/// Tries a document; a panic is a gap.
fn tried(document: &Document) -> Found {
    catch_unwind(AssertUnwindSafe(|| laws(document))).unwrap_or_else(|_| Found {
        gaps: vec![Gap::new(&document.name, "panic", "a comparison panicked")],
        ..Found::default()
    })
}

fn laws(document: &Document) -> Found {
    let mut found = Found::default();
    let location = document.location.to_string_lossy().into_owned();
    let files = FileLoader::new("");
    let (before, report) = compared(&location, &files);
    let Some(report) = report else {
        found.counts.refused = 1;
        return found;
    };
    found.counts.documents = 1;
    found.keep(
        document,
        "itself",
        &report.entries.iter().collect::<Vec<_>>(),
    );
    let mut law = |name: &str, loader: &(dyn Loader + Sync)| match compared(&location, loader).1 {
        Some(report) => found.keep(document, name, &said(&report, name)),
        None => {
            let refused = Gap::new(&document.name, format!("{name} refused"), "it is refused");
            found.gaps.push(refused);
        }
    };
    law("order", &Rewritten::new(&|_, value| reversed(&value, "")));
    let anchors = AtomicUsize::new(0);
    let rename = |_: &str, mut value| {
        anchors.fetch_add(rename_anchors(&mut value).into(), Ordering::Relaxed);
        value
    };
    let renamed = Rewritten::new(&rename);
    if has_anchors(&location, &renamed, &anchors) {
        law("anchors", &renamed);
    }
    let places = inline(&before.krate);
    let schemas = AtomicUsize::new(0);
    let moving = |at: &str, mut value| {
        if at == location {
            schemas.store(move_inline(&mut value, &places), Ordering::Relaxed);
        }
        value
    };
    if !places.is_empty() {
        law(INLINE, &Rewritten::new(&moving));
    }
    let counts = &mut found.counts;
    counts.ordered = 1;
    counts.anchors = usize::from(anchors.into_inner() > 0);
    counts.schemas = schemas.into_inner();
    counts.moved = usize::from(counts.schemas > 0);
    found
}

/// Whether the document has anchors.
fn has_anchors(location: &str, renamed: &Rewritten<'_>, anchors: &AtomicUsize) -> bool {
    renamed.load(location).is_ok() && anchors.load(Ordering::Relaxed) > 0
}

/// The document as it is, and what differs when it is loaded in another way.
fn compared(location: &str, loader: &(dyn Loader + Sync)) -> (Read, Option<Report>) {
    let files = FileLoader::new("");
    let job = Job::of_documents(
        "client",
        "api",
        vec![location.to_owned()],
        Default::default(),
    );
    let job = job.lenient(true);
    let side = |loader| oasmith::pipeline::From {
        name: location,
        job: &job,
        loader,
        known: None,
    };
    let (before, _, report) = compare_from(side(&files), side(loader));
    (before, report)
}

/// What a comparison says that it should not. Docs and tables that follow the document's order in places do not count,
/// nor that a branch of a union has become a component: its variant is called after that.
fn said<'a>(report: &'a Report, law: &str) -> Vec<&'a Entry> {
    let words = [ChangeKind::RustOnly, ChangeKind::DocsChanged];
    let counts = |entry: &&Entry| {
        let patch = entry.source.level == Class::Patch && words.contains(&entry.kind);
        let branch = law == INLINE && entry.kind == ChangeKind::SchemaExtracted;
        !((patch || branch) && entry.wire.level == Wire::Safe)
    };
    report.entries.iter().filter(counts).collect()
}
