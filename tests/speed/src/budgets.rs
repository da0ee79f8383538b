//! The limits that the gate holds figures against: `tests/budgets.tsv`.

use std::path::PathBuf;

/// What was measured, of all limits that begin with a word.
pub struct Budgets {
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

    /// Says what is over its limit, was not measured, or has no limit. With `OASMITH_BLESS=1` the figures are noted.
    pub fn close(mut self) -> Result<(), String> {
        let mut wrong = Vec::new();
        for (what, figure) in &self.measured {
            match self.rows.iter_mut().find(|row| row.what == *what) {
                None => wrong.push(format!("{what} has no row in tests/budgets.tsv")),
                Some(row) => {
                    if *figure > row.limit {
                        wrong.push(format!("{what}: {figure:.3} is more than {}", row.limit));
                    }
                    row.before = format!("{figure:.3}");
                }
            }
        }
        let mine = |row: &&Row| row.what.starts_with(&format!("{}: ", self.kind));
        for row in self.rows.iter().filter(mine) {
            if !self.measured.iter().any(|(what, _)| *what == row.what) {
                wrong.push(format!("{} was not measured", row.what));
            }
        }
        if std::env::var_os("OASMITH_BLESS").is_some() {
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
