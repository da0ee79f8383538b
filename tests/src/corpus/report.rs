//! The table that a run prints.

use std::fmt::Write as _;

use super::compile::Verdict;
use super::generate::Outcome;

/// One document with what became of it.
pub type Row<'a> = (&'a Outcome, Option<&'a Verdict>);

const HEAD: &[&str] = &[
    "document",
    "operations",
    "schemas",
    "untyped",
    "lines",
    "generated",
    "compiled",
    "seconds",
    "errors",
];

/// The table, its columns aligned.
pub fn table(rows: &[Row<'_>]) -> String {
    let mut cells: Vec<Vec<String>> = vec![HEAD.iter().map(|h| (*h).to_owned()).collect()];
    cells.extend(rows.iter().map(row));
    let widths: Vec<usize> = (0..HEAD.len())
        .map(|at| {
            cells
                .iter()
                .map(|row| row[at].chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut out = String::new();
    for row in cells {
        let mut line = String::new();
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let pad = " ".repeat(width - cell.chars().count());
            // Names and messages stand left, numbers right.
            if at == 0 || at + 1 == HEAD.len() {
                let _ = write!(line, "{cell}{pad}  ");
            } else {
                let _ = write!(line, "{pad}{cell}  ");
            }
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

fn row((outcome, verdict): &Row<'_>) -> Vec<String> {
    let seconds = outcome.took + verdict.and_then(|v| v.took).unwrap_or_default();
    let held = &outcome.held;
    vec![
        outcome.document.clone(),
        format!("{}/{}", outcome.operations, held.operations.len()),
        format!("{}/{}", outcome.schemas, held.schemas.len()),
        outcome.census.untyped.len().to_string(),
        outcome.lines.to_string(),
        yes(outcome.generated),
        match verdict {
            Some(verdict) => yes(verdict.compiled),
            None => "-".to_owned(),
        },
        format!("{:.1}", seconds.as_secs_f64()),
        errors(outcome, *verdict),
    ]
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn errors(outcome: &Outcome, verdict: Option<&Verdict>) -> String {
    if let Some(panic) = &outcome.panic {
        return shortened(&format!("panic: {panic}"));
    }
    if !outcome.generated {
        let refusal = outcome.gaps.first();
        return shortened(
            &refusal.map_or(String::new(), |gap| format!("{}: {}", gap.what, gap.reason)),
        );
    }
    match verdict.map(|verdict| verdict.errors.as_slice()) {
        Some([(code, text), rest @ ..]) => {
            let more = if rest.is_empty() {
                String::new()
            } else {
                format!(" (+{})", rest.len())
            };
            shortened(&format!("{code}{more} {text}"))
        }
        _ => String::new(),
    }
}

fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(150) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

/// One line of sums.
pub fn sums(rows: &[Row<'_>]) -> String {
    let count = |test: &dyn Fn(&Row<'_>) -> bool| rows.iter().filter(|row| test(row)).count();
    let sum = |of: &dyn Fn(&Outcome) -> usize| rows.iter().map(|(o, _)| of(o)).sum::<usize>();
    format!(
        "{} documents: {} generated, {} compiled, {} panicked; operations {}/{}, schemas {}/{}, untyped {}, lines {}",
        rows.len(),
        count(&|(outcome, _)| outcome.generated),
        count(&|(_, verdict)| verdict.is_some_and(|v| v.compiled)),
        count(&|(outcome, _)| outcome.panic.is_some()),
        sum(&|o| o.operations),
        sum(&|o| o.held.operations.len()),
        sum(&|o| o.schemas),
        sum(&|o| o.held.schemas.len()),
        sum(&|o| o.census.untyped.len()),
        sum(&|o| o.lines),
    )
}
