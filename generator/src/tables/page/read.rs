//! From the text of a page to a [`Page`].
//!
//! Takes a file; gives its page. Whatever it cannot read is a diagnostic, and never a guess.

use super::{FieldType, Page, Row, Server};
use crate::diag::codes::tables as codes;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::source::table::{self, Block, Cell, ProblemKind, Table};
use crate::source::{FileId, SourceSet, Span};
use crate::tables::describe::{describe, scopes};
use crate::tables::path::{MAX_NAME, segments, spelled, template};
use crate::tables::values::default_value;

const METHODS: [&str; 9] = [
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY",
];

/// Reads a page; nothing when it names no operation.
pub fn read(set: &SourceSet, file: FileId, diags: &mut Diagnostics) -> Option<Page> {
    let text = &set.files.get(file.0 as usize)?.text;
    let tables = table::read(text);
    let mut reader = Reader { file, diags };
    for problem in &tables.problems {
        reader.broken(problem.kind, problem.span.clone());
    }
    let Some((start, method, path, span)) = operation(&tables.blocks) else {
        reader.diags.push(
            Diagnostic::error(codes::PAGE_WITHOUT_OPERATION, "the page names no operation")
                .at(Place::File(file), "no line such as `POST /groups`")
                .help("begin the page with the method and the path of the operation"),
        );
        return None;
    };
    let mut page = Page {
        file,
        method,
        path,
        fields_span: span.clone(),
        span,
        summary: String::new(),
        scopes: Vec::new(),
        servers: Vec::new(),
        headers: Vec::new(),
        fields: None,
    };
    reader.blocks(&mut page, &tables.blocks[start + 1..]);
    page.scopes = scopes(&page.summary);
    Some(page)
}

/// The first line that is a method and a path.
fn operation(blocks: &[Block]) -> Option<(usize, String, String, Span)> {
    blocks.iter().enumerate().find_map(|(index, block)| {
        let Block::Line(line) = block else {
            return None;
        };
        let text = line.text.trim_start_matches('#').trim().trim_matches('`');
        let (method, path) = text.split_once(char::is_whitespace)?;
        let (method, path) = (
            method.trim_matches(['*', '`']),
            path.trim().trim_matches('`'),
        );
        let known = METHODS.contains(&method);
        let is_path = path.starts_with('/')
            && path.len() <= MAX_NAME
            && !path.contains(|c: char| c.is_whitespace() || c.is_control());
        (known && is_path).then(|| (index, method.to_owned(), template(path), line.span.clone()))
    })
}

struct Reader<'a> {
    file: FileId,
    diags: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn blocks(&mut self, page: &mut Page, blocks: &[Block]) {
        let (mut title, mut heading): (Option<&Cell>, Option<&Cell>) = (None, None);
        let mut in_summary = true;
        let mut in_servers = false;
        for block in blocks {
            match block {
                Block::Line(line) => {
                    let text = line.text.trim_start_matches('#').trim();
                    let item = text.strip_prefix(['-', '*']).map(str::trim);
                    match (in_servers, item) {
                        (true, Some(url)) => page.servers.push(Server {
                            url: url.trim_matches(['`', '<', '>']).to_owned(),
                            span: line.span.clone(),
                        }),
                        _ => {
                            in_servers = matches!(text, "Servers" | "Servers:" | "Server");
                            in_summary &= !in_servers && !names_a_table(text);
                            if in_summary {
                                let gap = if page.summary.is_empty() { "" } else { " " };
                                page.summary.push_str(gap);
                                page.summary.push_str(text);
                            }
                        }
                    }
                    if names_a_table(text) {
                        heading = Some(line);
                    }
                    title = Some(line);
                }
                Block::Table(table) => {
                    (in_summary, in_servers) = (false, false);
                    // Prose may stand between the title and the table.
                    self.table(page, heading.take().or(title), table);
                    title = None;
                }
            }
        }
    }

    fn table(&mut self, page: &mut Page, title: Option<&Cell>, table: &Table) {
        let words = title.map_or(String::new(), |cell| cell.text.to_ascii_lowercase());
        let response = words.contains("response");
        if words.contains("header") && !response {
            let rows = self.rows(table);
            page.headers.extend(rows);
        } else if words.contains("body") && !response {
            let rows = self.rows(table);
            if let (None, Some(title)) = (&page.fields, title) {
                page.fields_span = title.span.clone();
            }
            page.fields.get_or_insert_default().extend(rows);
        } else {
            let what = title.map_or("a table without a title".to_owned(), |cell| {
                format!("the table \"{}\"", cell.text)
            });
            self.diags.push(
                Diagnostic::note(codes::TABLE_NOT_READ, format!("{what} is not compared"))
                    .at(
                        Place::Span(self.file, table.span.clone()),
                        "neither request headers nor request body fields",
                    )
                    .help("a table is read when the line above it says \"Request headers\" or \"Request body fields\""),
            );
        }
    }

    fn rows(&mut self, table: &Table) -> Vec<Row> {
        let column = |names: &[&str]| {
            table.header.iter().position(|cell| {
                let text = cell.text.to_ascii_lowercase();
                names.contains(&text.trim_matches(['*', '`']))
            })
        };
        let Some(name) = column(&["name", "field", "property", "parameter", "header", "key"])
        else {
            self.diags.push(
                Diagnostic::error(
                    codes::TABLE_WITHOUT_NAMES,
                    "the table has no column of names",
                )
                .at(
                    Place::Span(self.file, table.span.clone()),
                    "read as a table of fields",
                )
                .help("call the column `Name`"),
            );
            return Vec::new();
        };
        let ty = column(&["type"]);
        let required = column(&["required", "required?"]);
        let description = column(&["description"]);
        let rows = table.rows.iter().filter_map(|cells| {
            let pick = |column: Option<usize>| column.and_then(|index| cells.get(index));
            self.row(
                cells.get(name)?,
                pick(ty),
                pick(required),
                pick(description),
            )
        });
        rows.collect()
    }

    fn row(
        &mut self,
        name: &Cell,
        ty: Option<&Cell>,
        required: Option<&Cell>,
        description: Option<&Cell>,
    ) -> Option<Row> {
        let spelled = spelled(&name.text);
        let path = match segments(&spelled) {
            Ok(path) => path,
            Err(why) => {
                let message = format!("`{spelled}` is not the path of a field");
                let place = Place::Span(self.file, name.span.clone());
                let help =
                    "paths look like `members[].id`: names, `.` between them, `[]` behind an array";
                self.diags.push(
                    Diagnostic::error(codes::FIELD_PATH, message)
                        .at(place, why)
                        .help(help),
                );
                return None;
            }
        };
        let nothing = Cell {
            text: String::new(),
            span: name.span.clone(),
        };
        let (ty_cell, required_cell) = (ty.unwrap_or(&nothing), required.unwrap_or(&nothing));
        let description_cell = description.unwrap_or(&nothing);
        let ty = FieldType::parse(&ty_cell.text);
        if ty.is_none() && !ty_cell.text.is_empty() {
            self.odd_word(
                "type",
                ty_cell,
                "String, Number, Integer, Boolean, Object or Array",
            );
        }
        let required = match required_cell.text.to_ascii_lowercase().as_str() {
            "yes" | "true" | "required" | "✓" | "✅" => Some(true),
            "no" | "false" | "optional" => Some(false),
            word => {
                if !word.is_empty() {
                    self.odd_word("requiredness", required_cell, "Yes or No");
                }
                None
            }
        };
        let said = describe(&description_cell.text);
        Some(Row {
            default: said
                .default
                .map(|text| default_value(&text, ty == Some(FieldType::String))),
            lost_values: said.has_values && said.values.is_empty(),
            values: said.values,
            description: said.prose.replace('\n', " "),
            description_span: description_cell.span.clone(),
            ty_span: ty_cell.span.clone(),
            required_span: required_cell.span.clone(),
            span: name.span.clone(),
            name: spelled,
            path,
            ty,
            required,
        })
    }

    fn odd_word(&mut self, column: &str, cell: &Cell, known: &str) {
        let message = format!(
            "the {column} `{}` is not known, and not compared",
            cell.text
        );
        self.diags
            .push(Diagnostic::warning(codes::CELL_NOT_KNOWN, message).at(
                Place::Span(self.file, cell.span.clone()),
                format!("not {known}"),
            ));
    }

    fn broken(&mut self, kind: ProblemKind, span: Span) {
        let (message, label, help) = match kind {
            ProblemKind::Columns { header, dashes } => (
                format!("the table has {header} columns, and its line of dashes {dashes}"),
                "another number of columns than the header".to_owned(),
                "give the line of dashes as many columns as the header",
            ),
            ProblemKind::Unfinished { found, expected } => (
                "the table ends within a row".to_owned(),
                format!("this row has {found} of {expected} cells"),
                "close each cell of the row with a pipe",
            ),
            ProblemKind::TooManyCells { found, expected } => (
                format!("a row has {found} cells where the table has {expected} columns"),
                "the last cells of this row are in no column".to_owned(),
                "write a pipe within a cell as `\\|`",
            ),
        };
        let code: Code = codes::TABLE_BROKEN;
        self.diags.push(
            Diagnostic::error(code, message)
                .at(Place::Span(self.file, span), label)
                .help(help),
        );
    }
}

/// Whether a line is the title of a table rather than prose.
fn names_a_table(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    !text.ends_with('.')
        && ["request", "response", "header", "body", "parameter"]
            .iter()
            .any(|word| text.starts_with(word))
}
