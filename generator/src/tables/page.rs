//! A tabular page, typed.
//!
//! Takes the text of a page; gives the operation that it is about, its servers, and one [`Row`] for each header and
//! body field, each with its place. Whatever it cannot read is a diagnostic.

use super::describe::{describe, scopes};
use super::path::{MAX_NAME, Segment, segments, spelled, template};
use super::values::default_value;
use crate::diag::codes::tables as codes;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::model::Json;
use crate::source::table::{self, Block, Cell, ProblemKind, Table};
use crate::source::{FileId, SourceSet, Span};

/// A page about one operation.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file.
    pub file: FileId,
    /// `POST`
    pub method: String,
    /// `/groups`, with parameters as `{id}`.
    pub path: String,
    /// The place of method and path.
    pub span: Span,
    /// The prose behind them.
    pub summary: String,
    /// Scopes that the prose names (`groups:write`).
    pub scopes: Vec<String>,
    /// The list of servers.
    pub servers: Vec<Server>,
    /// The table of request headers.
    pub headers: Vec<Row>,
    /// The table of request body fields; none when the page has no such table.
    pub fields: Option<Vec<Row>>,
}

/// A server that a page names.
#[derive(Clone, Debug)]
pub struct Server {
    /// Its URL.
    pub url: String,
    /// Its place.
    pub span: Span,
}

/// A row of a table of fields.
#[derive(Clone, Debug)]
pub struct Row {
    /// The field, from the outermost object inwards: `user_invites[].groups[].id` has three segments.
    pub path: Vec<Segment>,
    /// The field as the page spells it.
    pub name: String,
    /// The place of the name.
    pub span: Span,
    /// What it holds; none when the page does not say, or in words that are not known.
    pub ty: Option<FieldType>,
    /// The place of the type.
    pub ty_span: Span,
    /// Whether it must be there; none when the page does not say.
    pub required: Option<bool>,
    /// The place of that.
    pub required_span: Span,
    /// The prose of the description.
    pub description: String,
    /// The place of the description.
    pub description_span: Span,
    /// What the description says of a default.
    pub default: Option<Json>,
    /// What the description says of valid values; empty when it says nothing.
    pub values: Vec<String>,
    /// Whether the page says that there are valid values, and has lost their list.
    pub lost_values: bool,
}

/// The words that tabular pages have for types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Text, of whatever format; an enum too.
    String,
    /// A number, whole or not.
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// An object or a map.
    Object,
    /// An array.
    Array,
}

impl FieldType {
    /// Reads a page's word.
    fn parse(word: &str) -> Option<FieldType> {
        let word = word.trim_matches('`').trim().to_ascii_lowercase();
        if word.ends_with("[]") || word.starts_with("array") {
            return Some(FieldType::Array);
        }
        Some(match word.as_str() {
            "string" | "text" | "enum" => FieldType::String,
            "number" | "float" | "double" | "decimal" => FieldType::Number,
            "integer" | "int" | "int32" | "int64" | "long" => FieldType::Integer,
            "boolean" | "bool" => FieldType::Boolean,
            "object" | "map" | "dictionary" => FieldType::Object,
            "list" => FieldType::Array,
            _ => return None,
        })
    }

    /// The word that JSON Schema has for it.
    pub fn word(self) -> &'static str {
        match self {
            FieldType::String => "string",
            FieldType::Number => "number",
            FieldType::Integer => "integer",
            FieldType::Boolean => "boolean",
            FieldType::Object => "object",
            FieldType::Array => "array",
        }
    }
}

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
        let mut title: Option<&Cell> = None;
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
                    title = Some(line);
                }
                Block::Table(table) => {
                    (in_summary, in_servers) = (false, false);
                    self.table(page, title.take(), table);
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
