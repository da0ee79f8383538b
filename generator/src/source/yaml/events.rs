//! The events of a YAML text: the one place that knows which parser reads it.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Options, Parser, ScalarStyle, StrInput};

use crate::source::build::MAX_DEPTH;

/// What stands in a YAML text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Event<'t> {
    /// A document starts.
    Document,
    /// A mapping or sequence starts; anchor 0 is none.
    Open { mapping: bool, anchor: usize },
    /// The innermost mapping or sequence ends.
    Close,
    /// A reference to an anchor.
    Alias(usize),
    /// A reference to an anchor that is not there.
    Unresolved(Cow<'t, str>),
    /// A scalar, with the part of its tag that matters: the name of a core tag, `!`, or the whole tag.
    Scalar {
        text: Cow<'t, str>,
        style: Style,
        anchor: usize,
        tag: Option<String>,
    },
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Bare: its text decides its type.
    Plain,
    /// In quotes or as a block: it is a string.
    Text,
}

/// Where the text stops being YAML.
#[derive(Debug)]
pub(super) struct SyntaxError {
    /// Byte offset.
    pub at: usize,
    /// Why.
    pub message: String,
}

impl SyntaxError {
    /// A few words for the caret.
    pub(super) fn label(&self) -> &'static str {
        "noticed here"
    }
}

/// The events of a text, each with its byte range; ends after an error.
pub(super) struct Events<'t> {
    text: &'t str,
    parser: Option<Parser<'t, StrInput<'t>>>,
}

impl<'t> Events<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let options = options();
        let parser = Parser::new_from_str_with_options(text, options);
        let parser = Some(parser);
        Events { text, parser }
    }
}

fn options() -> Options {
    // Nesting is limited by the builder, which says so better; keys are as long as JSON's.
    granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_comments: false,
        simple_key_max_lookahead: 1 << 20,
        flow_nesting_limit: MAX_DEPTH + 2,
        block_nesting_limit: MAX_DEPTH + 2,
    }
}

impl<'t> Iterator for Events<'t> {
    type Item = Result<(Event<'t>, Range<usize>), SyntaxError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (event, span) = match self.parser.as_mut()?.next()? {
                Ok(next) => next,
                Err(error) => {
                    self.parser = None;
                    let at = error.marker().byte_offset().unwrap_or(self.text.len());
                    let at = at.min(self.text.len());
                    let message = error.kind().to_string();
                    return Some(Err(SyntaxError { at, message }));
                }
            };
            let range = span.byte_range().unwrap_or(0..0);
            if let Some(event) = translate(event) {
                return Some(Ok((event, self.trimmed(range))));
            }
        }
    }
}

impl Events<'_> {
    /// Block scalars end behind their line break; places should not.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        match self.text.get(range.clone()) {
            Some(text) => range.start..range.start + text.trim_end().len(),
            None => 0..0,
        }
    }
}

fn translate(event: granit_parser::Event<'_>) -> Option<Event<'_>> {
    use granit_parser::Event as Parsed;
    Some(match event {
        Parsed::DocumentStart(..) => Event::Document,
        Parsed::SequenceStart(_, anchor, _) => Event::Open {
            mapping: false,
            anchor,
        },
        Parsed::MappingStart(_, anchor, _) => Event::Open {
            mapping: true,
            anchor,
        },
        Parsed::SequenceEnd | Parsed::MappingEnd => Event::Close,
        Parsed::Alias(anchor) => Event::Alias(anchor),
        Parsed::UnresolvedAlias(name) => Event::Unresolved(name),
        Parsed::Scalar(text, style, anchor, tag) => Event::Scalar {
            text,
            style: match style {
                ScalarStyle::Plain => Style::Plain,
                _ => Style::Text,
            },
            anchor,
            tag: tag.map(|tag| match tag.core_suffix() {
                Some(core) => core.to_owned(),
                None => match tag.handle() {
                    "tag:yaml.org,2002:" => tag.suffix().to_owned(),
                    handle => format!("{handle}{}", tag.suffix()),
                },
            }),
        },
        _ => return None,
    })
}
