//! Pipe tables in Markdown pages.
//!
//! Takes a page's text; gives its tables and the lines between them, each with its byte range. Reads two spellings:
//! ordinary tables with one row on each line, and those of pages that were turned into text by a program, where a row's
//! cells are broken over several lines and only the closing pipes hold them together. A broken table is a
//! [`Problem`], never a panic. Must never know what a table is about.

use super::Span;

/// A page: its tables and the other lines, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Tables and lines.
    pub blocks: Vec<Block>,
    /// What is wrong with the tables.
    pub problems: Vec<Problem>,
}

/// A part of a page.
#[derive(Clone, Debug)]
pub enum Block {
    /// A line outside of tables that is not blank, trimmed.
    Line(Cell),
    /// A table.
    Table(Table),
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// The names of its columns.
    pub header: Vec<Cell>,
    /// Its rows; each has as many cells as the header.
    pub rows: Vec<Vec<Cell>>,
    /// From its header to its last row.
    pub span: Span,
}

/// A trimmed piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The text; lines are trimmed and joined with `\n`, and `\|` is a pipe.
    pub text: String,
    /// Its place; empty when the text is.
    pub span: Span,
}

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
}

/// How a table is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The line of dashes has another number of columns than the header.
    Columns {
        /// Columns of the header.
        header: usize,
        /// Columns of the line of dashes.
        dashes: usize,
    },
    /// The table ends within a row.
    Unfinished {
        /// Cells that the row has.
        found: usize,
        /// Cells that it needs.
        expected: usize,
    },
    /// A line has more cells than the header.
    TooManyCells {
        /// Cells that the line has.
        found: usize,
        /// Cells that it may have.
        expected: usize,
    },
}

/// Reads a page.
pub fn read(text: &str) -> Tables {
    let mut reader = Reader {
        text,
        lines: lines(text),
        next: 0,
        tables: Tables::default(),
    };
    reader.page();
    reader.tables
}

/// A line without its line break, and where it begins.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    start: usize,
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

struct Reader<'a> {
    text: &'a str,
    lines: Vec<Line<'a>>,
    next: usize,
    tables: Tables,
}

impl<'a> Reader<'a> {
    fn page(&mut self) {
        let mut fence: Option<&str> = None;
        while let Some(line) = self.line(0) {
            let trimmed = line.text.trim_start();
            let marker = ["```", "~~~"].into_iter().find(|m| trimmed.starts_with(m));
            match (fence, marker) {
                (None, Some(marker)) => fence = Some(marker),
                (Some(open), Some(marker)) if open == marker => fence = None,
                (None, None) if self.at_table() => {
                    self.table();
                    continue;
                }
                (None, None) if !line.is_blank() => {
                    let cell = self.cell(line.start, line.start + line.text.len());
                    self.tables.blocks.push(Block::Line(cell));
                }
                _ => {}
            }
            self.next += 1;
        }
    }

    /// The line so many lines ahead.
    fn line(&self, ahead: usize) -> Option<Line<'a>> {
        self.lines.get(self.next + ahead).copied()
    }

    /// Whether a header with its line of dashes is next.
    fn at_table(&self) -> bool {
        let (Some(header), Some(dashes)) = (self.line(0), self.line(1)) else {
            return false;
        };
        !pipes(header.text).is_empty()
            && dash_columns(header.text).is_none()
            && dash_columns(dashes.text).is_some()
    }

    fn table(&mut self) {
        let (Some(line), Some(dashes)) = (self.line(0), self.line(1)) else {
            return;
        };
        self.next += 2;
        let header = self.split(line);
        let columns = dash_columns(dashes.text).unwrap_or(0);
        if columns != header.len() {
            let kind = ProblemKind::Columns {
                header: header.len(),
                dashes: columns,
            };
            self.problem(kind, dashes.start, dashes.start + dashes.text.len());
        }
        // Where the header closes its last cell, rows do so too, and may be broken over lines.
        let closed = line.text.trim_end().ends_with('|');
        let mut table = Table {
            span: span(line.start, dashes.start + dashes.text.len()),
            rows: Vec::new(),
            header,
        };
        while let Some(line) = self.line(0) {
            if pipes(line.text).is_empty() || self.at_table() {
                break;
            }
            let Some(row) = self.row(table.header.len(), closed) else {
                break;
            };
            if let Some(last) = self.next.checked_sub(1).and_then(|i| self.lines.get(i)) {
                table.span.end = offset(last.start + last.text.len());
            }
            table.rows.push(row);
        }
        self.tables.blocks.push(Block::Table(table));
    }

    /// Reads a row and leaves the next line behind it; nothing when it is not finished.
    fn row(&mut self, columns: usize, closed: bool) -> Option<Vec<Cell>> {
        let first = self.line(0)?;
        let start = first.start;
        let mut cells = Vec::new();
        let mut cell_start = None;
        while let Some(line) = self.line(0) {
            let mut at = pipes(line.text);
            let opens = cell_start.is_none() && at.first() == first_text(line.text).as_ref();
            let mut from = *cell_start.get_or_insert(line.start);
            if opens {
                from = line.start + at.remove(0) + 1;
            }
            let end = line.start + line.text.len();
            for pipe in at {
                cells.push(self.cell(from, line.start + pipe));
                from = line.start + pipe + 1;
            }
            let rest = self.text.get(from..end).unwrap_or("");
            let last_open = cells.len() + 1 == columns && !rest.trim().is_empty();
            if last_open && (!closed || (opens && self.row_may_end())) {
                cells.push(self.cell(from, end));
                from = end;
            }
            self.next += 1;
            if cells.len() >= columns || !closed {
                let found =
                    cells.len() + usize::from(!self.text[from.min(end)..end].trim().is_empty());
                return self.finished(cells, found, columns, start, end);
            }
            if self.line(0).is_some_and(|l| l.text.starts_with('#')) || self.at_table() {
                break;
            }
            cell_start = Some(from);
        }
        let kind = ProblemKind::Unfinished {
            found: cells.len(),
            expected: columns,
        };
        self.problem(kind, start, first.start + first.text.len());
        None
    }

    fn finished(
        &mut self,
        mut cells: Vec<Cell>,
        found: usize,
        expected: usize,
        start: usize,
        end: usize,
    ) -> Option<Vec<Cell>> {
        if found > expected {
            self.problem(ProblemKind::TooManyCells { found, expected }, start, end);
        }
        // A row of an ordinary table may leave out its last cells.
        while cells.len() < expected {
            cells.push(self.cell(end, end));
        }
        cells.truncate(expected);
        Some(cells)
    }

    /// Whether a row that stands on one line may end with it although its last cell is not closed: nothing follows, or
    /// another row that opens with a pipe (a lone pipe closes a cell).
    fn row_may_end(&self) -> bool {
        self.line(1).is_none_or(|next| match next.text.trim() {
            "" => true,
            text => text.starts_with('|') && !text[1..].trim().is_empty(),
        })
    }

    /// The cells of a line that is a whole row.
    fn split(&self, line: Line<'a>) -> Vec<Cell> {
        let mut at = pipes(line.text);
        let mut from = 0;
        if at.first() == first_text(line.text).as_ref() {
            from = at.remove(0) + 1;
        }
        let mut cells = Vec::new();
        for pipe in at {
            cells.push(self.cell(line.start + from, line.start + pipe));
            from = pipe + 1;
        }
        if !line.text[from..].trim().is_empty() {
            cells.push(self.cell(line.start + from, line.start + line.text.len()));
        }
        cells
    }

    /// A cell from a byte range.
    fn cell(&self, from: usize, to: usize) -> Cell {
        let raw = self.text.get(from..to).unwrap_or("");
        let body = raw.trim();
        let start = from + (raw.len() - raw.trim_start().len());
        let (start, end) = match body.is_empty() {
            true => (from, from),
            false => (start, start + body.len()),
        };
        let lines: Vec<&str> = body
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .collect();
        Cell {
            text: lines.join("\n").replace("\\|", "|"),
            span: span(start, end),
        }
    }

    fn problem(&mut self, kind: ProblemKind, from: usize, to: usize) {
        self.tables.problems.push(Problem {
            kind,
            span: span(from, to),
        });
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn span(from: usize, to: usize) -> Span {
    offset(from)..offset(to)
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|whole| {
            let line = Line {
                text: whole.trim_end_matches(['\n', '\r']),
                start,
            };
            start += whole.len();
            line
        })
        .collect()
}

/// The places of the pipes of a line that no backslash escapes.
fn pipes(line: &str) -> Vec<usize> {
    let mut escaped = false;
    let mut found = Vec::new();
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'|' if !escaped => found.push(at),
            b'\\' => {
                escaped = !escaped;
                continue;
            }
            _ => {}
        }
        escaped = false;
    }
    found
}

/// Where a line's text begins.
fn first_text(line: &str) -> Option<usize> {
    line.find(|c: char| !c.is_whitespace())
}

/// The number of columns of a line of dashes (`|---|:-:|`); nothing when it is none.
fn dash_columns(line: &str) -> Option<usize> {
    let line = line.trim();
    if !line.contains('|') {
        return None;
    }
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut columns = 0;
    for cell in inner.split('|') {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        if cell.is_empty() || !cell.bytes().all(|b| b == b'-') {
            return None;
        }
        columns += 1;
    }
    Some(columns)
}

#[cfg(test)]
mod tests;
