//! Tests of the table reader.

use super::*;
use proptest::prelude::*;

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for block in read(text).blocks {
        if let Block::Table(table) = block {
            for row in table.rows {
                found.push(row.into_iter().map(|cell| cell.text).collect());
            }
        }
    }
    found
}

#[test]
fn a_row_on_each_line() {
    let text = "| a | b |\n|---|:-:|\n| 1 | x \\| y |\n|2||\n\nend";
    assert_eq!(rows(text), [["1", "x | y"], ["2", ""]]);
}

#[test]
fn rows_without_outer_pipes() {
    assert_eq!(
        rows("a | b\n---|---\n1 | 2\n3 |\n"),
        [["1", "2"], ["3", ""]]
    );
}

#[test]
fn cells_broken_over_lines() {
    let text = "| a | b | c |\n|---|---|---|\nx[] |\nArray |\nValid:\n|\ny |\nNumber | |\nEnd\n";
    assert_eq!(
        rows(text),
        [["x[]", "Array", "Valid:"], ["y", "Number", ""]]
    );
}

#[test]
fn closing_pipes_may_be_left_out_of_rows() {
    let text = "| a | b |\n|---|---|\n| 1 | 2\n| 3 | 4";
    assert_eq!(rows(text), [["1", "2"], ["3", "4"]]);
}

#[test]
fn lines_between_tables_are_kept() {
    let page = read("# One\n| a |\n|---|\nx |\nTwo\n| b |\n|---|\ny |\n");
    let kinds: Vec<String> = page
        .blocks
        .iter()
        .map(|block| match block {
            Block::Line(line) => line.text.clone(),
            Block::Table(table) => format!("{} rows", table.rows.len()),
        })
        .collect();
    assert_eq!(kinds, ["# One", "1 rows", "Two", "1 rows"]);
    assert_eq!(page.problems, []);
}

#[test]
fn tables_in_code_are_code() {
    assert_eq!(read("```\n| a |\n|---|\n```\n").blocks.len(), 0);
}

#[test]
fn an_unfinished_row_is_a_problem() {
    let page = read("| a | b |\n|---|---|\nx |\nrest of the page");
    let kinds: Vec<ProblemKind> = page.problems.iter().map(|p| p.kind).collect();
    assert_eq!(
        kinds,
        [ProblemKind::Unfinished {
            found: 1,
            expected: 2
        }]
    );
}

#[test]
fn other_numbers_of_columns_are_problems() {
    let page = read("| a | b |\n|---|\n| 1 | 2 | 3 |\n");
    assert!(matches!(
        page.problems[0].kind,
        ProblemKind::Columns {
            header: 2,
            dashes: 1
        }
    ));
    assert!(matches!(
        page.problems[1].kind,
        ProblemKind::TooManyCells { found: 3, .. }
    ));
}

#[test]
fn places_are_exact() {
    let text = "| é | b |\r\n|---|---|\r\n ü |\r\n two\r\n lines |\r\n";
    let page = read(text);
    let Block::Table(table) = &page.blocks[0] else {
        panic!("no table");
    };
    let at = |cell: &Cell| &text[cell.span.start as usize..cell.span.end as usize];
    assert_eq!(at(&table.rows[0][0]), "ü");
    assert_eq!(at(&table.rows[0][1]), "two\r\n lines");
    assert_eq!(table.rows[0][1].text, "two\nlines");
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(\\PC|[|\n\r \\\\-]|---\\|){0,200}") {
        for block in read(&text).blocks {
            let cells = match block {
                Block::Line(line) => vec![line],
                Block::Table(table) => {
                    for row in &table.rows {
                        prop_assert_eq!(row.len(), table.header.len());
                    }
                    table.rows.into_iter().flatten().chain(table.header).collect()
                }
            };
            for cell in cells {
                let range = cell.span.start as usize..cell.span.end as usize;
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
