//! The limits that the gate holds figures against: `tests/budgets.tsv`.
//!
//! A figure over its limit is a regression. Some limits are goals; the others stay close to what was measured, because a
//! limit far over its figure guards nothing.

use std::path::PathBuf;

/// A limit may be this many times its figure.
const GENEROUS: f64 = 1.1;
/// What a noted limit leaves for small changes.
const ROOM: f64 = 1.035;

/// What was measured, of all limits that begin with a word.
pub struct Budgets {
    tight: bool,
    kind: &'static str,
    path: PathBuf,
    rows: Vec<Row>,
    measured: Vec<(String, f64)>,
}

struct Row {
    what: String,
    limit: f64,
    before: String,
}

impl Budgets {
    /// The limits of a kind that stay close to what was measured: one that is far over it is wrong too.
    pub fn tight(kind: &'static str) -> Result<Self, String> {
        let limits = Budgets::of(kind)?;
        Ok(Budgets {
            tight: true,
            ..limits
        })
    }

    /// The limits of a kind.
    pub fn of(kind: &'static str) -> Result<Self, String> {
        let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../budgets.tsv"));
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        let mut rows = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let [what, limit, before] = line.split('\t').collect::<Vec<_>>()[..] else {
                return Err(format!("not three columns: {line}"));
            };
            rows.push(Row {
                what: what.to_owned(),
                limit: limit.parse().map_err(|_| format!("no number: {line}"))?,
                before: before.to_owned(),
            });
        }
        Ok(Self {
            tight: false,
            kind,
            path,
            rows,
            measured: Vec::new(),
        })
    }

    /// Takes a figure, and shows it.
    pub fn measure(&mut self, what: &str, figure: f64) {
        let what = format!("{}: {what}", self.kind);
        let limit = self.rows.iter().find(|row| row.what == what);
        let limit = limit.map_or("no limit".to_owned(), |row| {
            format!("at most {}", row.limit)
        });
        println!("{what:<60} {figure:>10.3}  {limit}");
        self.measured.push((what, figure));
    }

    /// Says what is over its limit or too far below it, was not measured, or has no limit. With `OASMITH_BLESS=1` figures are
    /// noted, limits that are missing added and generous ones lowered; none is ever raised but by hand.
    pub fn close(mut self) -> Result<(), String> {
        let bless = std::env::var_os("OASMITH_BLESS").is_some();
        let mut wrong = Vec::new();
        for (what, figure) in &self.measured {
            let before = format!("{figure:.3}");
            match self.rows.iter_mut().find(|row| row.what == *what) {
                None if bless => self.rows.push(Row {
                    what: what.clone(),
                    limit: roomy(*figure),
                    before,
                }),
                None => wrong.push(format!("{what} has no row in tests/budgets.tsv")),
                Some(row) => {
                    if *figure > row.limit {
                        wrong.push(format!("{what}: {figure:.3} is more than {}", row.limit));
                    } else if self.tight && row.limit > figure * GENEROUS && bless {
                        row.limit = roomy(*figure);
                    } else if self.tight && row.limit > figure * GENEROUS {
                        wrong.push(format!("{what}: {figure:.3} is far below {}", row.limit));
                    }
                    row.before = before;
                }
            }
        }
        let mine = |row: &&Row| row.what.starts_with(&format!("{}: ", self.kind));
        for row in self.rows.iter().filter(mine) {
            if !self.measured.iter().any(|(what, _)| *what == row.what) {
                wrong.push(format!("{} was not measured", row.what));
            }
        }
        if bless {
            let mut text = String::from("# what\tat most\tmeasured\n");
            for Row {
                what,
                limit,
                before,
            } in &self.rows
            {
                text.push_str(&format!("{what}\t{limit}\t{before}\n"));
            }
            std::fs::write(&self.path, text).map_err(|error| error.to_string())?;
        }
        match wrong.is_empty() {
            true => Ok(()),
            false => Err(wrong.join("\n")),
        }
    }
}

/// The limit for a figure.
fn roomy(figure: f64) -> f64 {
    (figure * ROOM * 100.0).ceil() / 100.0
}
