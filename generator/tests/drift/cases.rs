//! The pairs of ../shared/oasdiff-cases, where that folder is there: each has a verdict, or a reason why it has none.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use oasmith::drift::Report;
use oasmith::pipeline::{Job, compare};
use oasmith::source::FileLoader;

use super::support::{golden, missing, shared};

/// Pairs that no report comes of, and why.
const REFUSED: &[(&str, &str)] = &[];

/// Pairs in which nothing changes that a client could see, and why.
const EQUAL: &[(&str, &str)] = &[
    ("contains_added_revision", KEYWORD),
    ("contains_min_max_revision", KEYWORD),
    ("contains_property_min_max_revision", KEYWORD),
    ("contains_property_revision", KEYWORD),
    ("dependent_required_property_changed_revision", KEYWORD),
    ("dependent_required_property_revision", KEYWORD),
    ("dependent_required_revision", KEYWORD),
    ("dependent_schemas_prop_revision", KEYWORD),
    ("dependent_schemas_revision", KEYWORD),
    ("if_added_prop_revision", KEYWORD),
    ("if_added_revision", KEYWORD),
    ("not_revision", KEYWORD),
    ("property_names_revision", KEYWORD),
    ("unevaluated_bool_revision", KEYWORD),
    (
        "request_parameter_became_enum_revision",
        "the path has no such placeholder, so the parameter is never written",
    ),
    (
        "request_parameter_min_increased_revision",
        "the path has no such placeholder, so the parameter is never written",
    ),
    (
        "request_parameter_extensible_enum_revision",
        "an extension that oasmith does not read",
    ),
    (
        "request_property_extensible_enum_revision",
        "an extension that oasmith does not read",
    ),
    (
        "request_property_all_of_annotation_only_added_at_property_revision",
        "a branch of `allOf` that says nothing of values",
    ),
    (
        "request_property_all_of_annotation_only_added_revision",
        "a branch of `allOf` that says nothing of values",
    ),
    (
        "response_property_all_of_annotation_only_added_revision",
        "a branch of `allOf` that says nothing of values",
    ),
];
const KEYWORD: &str = "the keyword is ignored with a diagnostic: nothing is generated from it";

/// All pairs: `NAME_base.yaml` and each `NAME_….yaml` beside it.
fn pairs(folder: &Path) -> BTreeMap<String, (PathBuf, PathBuf)> {
    let files = std::fs::read_dir(folder).expect("a folder");
    let names: Vec<String> = files
        .filter_map(|file| file.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned))
        .collect();
    let mut pairs = BTreeMap::new();
    for name in &names {
        let Some((stem, rest)) = name.split_once("_revision") else {
            continue;
        };
        let bases = [format!("{stem}_base{rest}"), format!("{stem}_base")];
        let cut = stem
            .rsplit_once("_31")
            .map(|(stem, _)| format!("{stem}_31_base"));
        let base = bases
            .into_iter()
            .chain(cut)
            .find(|base| names.contains(base));
        if let Some(base) = base {
            let file = |name: &str| folder.join(format!("{name}.yaml"));
            pairs.insert(name.clone(), (file(&base), file(name)));
        }
    }
    pairs
}

/// The report of two files.
pub fn diff(old: &Path, new: &Path) -> Result<Report, String> {
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let job = |path: &Path| {
        Job::of_documents("api", "api", vec![text(path)], Default::default()).lenient(true)
    };
    let (old, new) = ((text(old), job(old)), (text(new), job(new)));
    let loader = FileLoader::new("");
    let (before, after, report) = compare(&loader, (&old.0, &old.1), (&new.0, &new.1));
    report.ok_or_else(|| {
        let first = before
            .diags
            .iter()
            .chain(after.diags.iter())
            .find(|one| one.severity == oasmith::diag::Severity::Error);
        first.map(|one| one.message.clone()).unwrap_or_default()
    })
}

#[test]
fn each_pair_has_a_verdict() {
    let Some(folder) = shared("oasdiff-cases/data-checker") else {
        return missing("oasdiff-cases");
    };
    let pairs = pairs(&folder);
    assert!(pairs.len() > 100, "only {} pairs", pairs.len());
    let mut out = String::from(
        "# What each pair of oasdiff's cases is: source, wire. Read it when it changes.\n",
    );
    let mut wrong = Vec::new();
    for (name, (old, new)) in pairs {
        let reason = |list: &[(&str, &str)]| list.iter().any(|(known, _)| *known == name);
        let _ = writeln!(out, "\n{name}");
        match diff(&old, &new) {
            Err(why) => {
                let _ = writeln!(out, "    refused: {why}");
                if !reason(REFUSED) {
                    wrong.push(format!("{name} is refused: {why}"));
                }
            }
            Ok(report) => {
                for entry in &report.entries {
                    let _ = writeln!(
                        out,
                        "    {} ({}): {}, wire {}: {}",
                        entry.kind.code(),
                        entry.direction.word(),
                        entry.source.level.word(),
                        entry.wire.level.word(),
                        entry.title
                    );
                }
                if report.entries.is_empty() != reason(EQUAL) {
                    wrong.push(format!("{name}: {} entries", report.entries.len()));
                }
            }
        }
    }
    golden("oasdiff.txt", &out);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
