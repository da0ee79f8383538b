//! Diagnostics as text for people, in the manner of rustc.
//!
//! Takes findings and the set that they point into; gives one block per finding: code and message, place, source line
//! with a caret, other places, help and notes.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::locate::{Located, boundary, locate};
use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, SourceSet};

/// Lines longer than this are shown in part.
const LONG_LINE: usize = 120;

/// Places of a file that are at most this many lines apart are shown in one piece.
const NEAR: usize = 6;

/// Renders all findings, with a blank line after each.
pub fn render(diagnostics: &Diagnostics, set: &SourceSet, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        text.push_str(&one(diagnostic, set, &renderer));
        text.push_str("\n\n");
    }
    text
}

fn one(diagnostic: &Diagnostic, set: &SourceSet, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.to_string());
    let mut elements: Vec<Element<'_>> = Vec::new();
    let pieces = pieces(diagnostic, set);
    for piece in &pieces {
        elements.push(piece.element(set));
    }
    for help in &diagnostic.help {
        elements.push(Level::HELP.message(help.as_str()).into());
    }
    for note in &diagnostic.notes {
        elements.push(Level::NOTE.message(note.as_str()).into());
    }
    let group: Group<'_> = title.elements(elements);
    let mut text = renderer.render(&[group]);
    for piece in &pieces {
        piece.restore_column(set, &mut text);
    }
    text
}

/// What is shown of a file in one go.
struct Piece {
    file: FileId,
    /// Lines from 0, inclusive; nothing when the file as a whole is meant.
    lines: Option<(usize, usize)>,
    marks: Vec<Mark>,
}

/// A caret with its label.
struct Mark {
    range: Range<usize>,
    label: String,
    primary: bool,
}

fn pieces(diagnostic: &Diagnostic, set: &SourceSet) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let primary = diagnostic.primary.iter().map(|place| (place, true));
    let secondary = diagnostic.secondary.iter().map(|place| (place, false));
    for ((place, label), primary) in primary.chain(secondary) {
        let Located { file, range } = locate(place, set);
        let Some(range) = range else {
            pieces.push(Piece {
                file,
                lines: None,
                marks: Vec::new(),
            });
            continue;
        };
        let line = line_at(set, file, range.start);
        let end = line_range(set, file, line).end.max(range.start);
        let mark = Mark {
            range: range.start..range.end.min(end),
            label: label.clone(),
            primary,
        };
        let long = line_range(set, file, line).len() > LONG_LINE;
        let near = pieces.iter_mut().find(|piece| {
            let close = piece.lines.is_some_and(|(first, last)| {
                first <= line + NEAR && line <= last + NEAR && !piece.is_long(set)
            });
            piece.file == file && close && !long
        });
        match near {
            Some(piece) => {
                let (first, last) = piece.lines.unwrap_or((line, line));
                piece.lines = Some((first.min(line), last.max(line)));
                piece.marks.push(mark);
            }
            None => pieces.push(Piece {
                file,
                lines: Some((line, line)),
                marks: vec![mark],
            }),
        }
    }
    pieces
}

fn line_at(set: &SourceSet, file: FileId, offset: usize) -> usize {
    set.line_col(file, offset as u32).0 - 1
}

/// The byte range of a line, without its line break.
fn line_range(set: &SourceSet, file: FileId, line: usize) -> Range<usize> {
    let file = set.file(file);
    let starts = file.line_starts();
    let start = starts.get(line).map_or(file.text.len(), |at| *at as usize);
    let end = starts
        .get(line + 1)
        .map_or(file.text.len(), |at| *at as usize);
    start..start + file.text[start..end].trim_end_matches(['\n', '\r']).len()
}

impl Piece {
    fn is_long(&self, set: &SourceSet) -> bool {
        self.lines
            .is_some_and(|(first, _)| line_range(set, self.file, first).len() > LONG_LINE)
    }

    fn element<'a>(&'a self, set: &'a SourceSet) -> Element<'a> {
        let path = set.file(self.file).path.as_str();
        let Some((shown, line)) = self.shown(set) else {
            return Origin::path(path).into();
        };
        let marks = self.marks.iter().map(|mark| {
            let kind = if mark.primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let label = (!mark.label.is_empty()).then_some(mark.label.as_str());
            kind.span(shown.place(&mark.range)).label(label)
        });
        let marks: Vec<_> = marks.collect();
        let snippet = Snippet::source(shown.text).line_start(line).path(path);
        snippet.annotations(marks).into()
    }

    /// Puts the true column of a long line where the renderer wrote that of the part which it was given.
    fn restore_column(&self, set: &SourceSet, text: &mut String) {
        let (Some((shown, line)), Some(mark)) = (self.shown(set), self.marks.first()) else {
            return;
        };
        if shown.lead == 0 {
            return;
        }
        let path = set.file(self.file).path.as_str();
        let before = &shown.text[..shown.place(&mark.range).start];
        let (_, column) = set.line_col(self.file, mark.range.start as u32);
        let wrong = format!("{path}:{line}:{}", before.chars().count() + 1);
        *text = text.replacen(&wrong, &format!("{path}:{line}:{column}"), 1);
    }

    /// The text to show, and the number of its first line.
    fn shown(&self, set: &SourceSet) -> Option<(Shown, usize)> {
        let (first, last) = self.lines?;
        let text = &set.file(self.file).text;
        let start = line_range(set, self.file, first).start;
        let end = line_range(set, self.file, last).end;
        let shown = match self.marks.first() {
            Some(mark) if self.is_long(set) => window(text, start..end, &mark.range),
            _ => Shown {
                text: text[start..end].to_owned(),
                start,
                lead: 0,
                trail: 0,
            },
        };
        Some((shown, first + 1))
    }
}

/// The part of a file that is shown.
struct Shown {
    text: String,
    /// Where it starts in the file.
    start: usize,
    /// How many bytes stand before it that the file does not have.
    lead: usize,
    /// How many bytes stand behind it that the file does not have.
    trail: usize,
}

impl Shown {
    fn place(&self, range: &Range<usize>) -> Range<usize> {
        let end = self.text.len() - self.trail;
        let at = |offset: usize| (offset.saturating_sub(self.start) + self.lead).min(end);
        at(range.start)..at(range.end)
    }
}

/// The part of a long line around a place.
fn window(text: &str, line: Range<usize>, around: &Range<usize>) -> Shown {
    let before = LONG_LINE / 3;
    let start = boundary(text, around.start.saturating_sub(before)).max(line.start);
    let end = boundary(text, around.start + LONG_LINE - before).min(line.end);
    let lead = if start > line.start { "…" } else { "" };
    let trail = if end < line.end { "…" } else { "" };
    Shown {
        text: format!("{lead}{}{trail}", &text[start..end]),
        start,
        lead: lead.len(),
        trail: trail.len(),
    }
}

#[cfg(test)]
mod tests;
