//! Markdown pages: the OpenAPI documents that stand in their fenced code blocks.
//!
//! Takes a page; gives the text of each such block with the way back to the page. Must never read the documents: whether
//! the info string tells the truth is for the document stage to say.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::text::Piece;

/// A fenced block that holds an OpenAPI document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fence {
    /// Its language.
    pub language: Language,
    /// Its text, without indentation and quote marks.
    pub text: String,
    /// Where the parts of the text stand in the page.
    pub pieces: Vec<Piece>,
    /// `<url> <method> <path>` behind the language, and its place in the page.
    pub info: Option<(String, Range<usize>)>,
}

/// What the info string calls the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// `yaml` or `yml`
    Yaml,
    /// `json`
    Json,
}

/// The OpenAPI documents of a page, in its order.
pub(super) fn fences(page: &str) -> Vec<Fence> {
    let mut found = Vec::new();
    let mut open: Option<Fence> = None;
    for (event, range) in Parser::new(page).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => open = start(page, range),
            Event::Text(text) => {
                if let Some(fence) = &mut open {
                    fence.add(&text, range);
                }
            }
            Event::End(TagEnd::CodeBlock) => found.extend(open.take().filter(Fence::is_openapi)),
            _ => {}
        }
    }
    found
}

/// Whether a text without a telling name is a page with fenced blocks, and not a YAML document that mentions some.
pub(super) fn looks_like_a_page(text: &str) -> bool {
    for line in text.lines() {
        if line.starts_with("openapi") || line.starts_with("swagger") {
            return false;
        }
        if line.starts_with("```") || line.starts_with("~~~") {
            return true;
        }
    }
    false
}

fn start(page: &str, block: Range<usize>) -> Option<Fence> {
    let line = page.get(block.clone())?.lines().next()?;
    let info = line.trim_start_matches(['`', '~', ' ']).trim_end();
    let (name, rest) = match info.split_once([' ', '\t']) {
        Some((name, rest)) => (name, rest.trim_start()),
        None => (info, ""),
    };
    let language = match name.to_ascii_lowercase().as_str() {
        "yaml" | "yml" => Language::Yaml,
        "json" => Language::Json,
        _ => return None,
    };
    let at = block.start + line.trim_end().len() - rest.len();
    Some(Fence {
        language,
        text: String::new(),
        pieces: Vec::new(),
        info: names_an_operation(rest).then(|| (rest.to_owned(), at..at + rest.len())),
    })
}

/// Whether what follows the language is `<document> <method> <path>` and not, say, a title for the block.
fn names_an_operation(rest: &str) -> bool {
    let words: Vec<&str> = rest.split_whitespace().collect();
    match words[..] {
        [document, method, _, ..] => {
            document.contains(['.', '/'])
                && !document.contains('=')
                && method.bytes().all(|byte| byte.is_ascii_alphabetic())
        }
        _ => false,
    }
}

impl Fence {
    fn add(&mut self, text: &str, range: Range<usize>) {
        self.pieces.push(Piece {
            local: self.text.len(),
            file: range.start,
        });
        self.text.push_str(text);
    }

    fn is_openapi(&self) -> bool {
        self.info.is_some() || says_openapi(&self.text)
    }
}

/// Whether a document starts with its OpenAPI or Swagger version.
fn says_openapi(text: &str) -> bool {
    let skipped = |line: &&str| {
        let line = line.trim();
        line.is_empty() || line.starts_with(['#', '%']) || line == "---" || line == "{"
    };
    let Some(line) = text.lines().find(|line| !skipped(line)) else {
        return false;
    };
    let line = line.trim_start_matches(['{', ' ', '\t']);
    ["openapi", "swagger"].iter().any(|key| {
        let rest = line.trim_start_matches(['"', '\'']).strip_prefix(key);
        let rest = rest.map(|rest| rest.trim_start_matches(['"', '\'']).trim_start());
        rest.is_some_and(|rest| rest.starts_with(':'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_openapi_fences_count() {
        let page = "# A\n\n```yaml\nfoo: 1\n```\n\n```yml\n# note\nopenapi: 3.1.0\n```\n\n```sh\nopenapi: x\n```\n\
                    ~~~JSON\n{\n  \"swagger\": \"2.0\"}\n~~~\n\n```yaml title=\"a.b c d\"\nx: 1\n```\n";
        let found = fences(page);
        let texts: Vec<&str> = found.iter().map(|fence| &*fence.text).collect();
        assert_eq!(
            texts,
            ["# note\nopenapi: 3.1.0\n", "{\n  \"swagger\": \"2.0\"}\n"]
        );
        assert!(found.iter().all(|fence| fence.info.is_none()));
    }

    #[test]
    fn the_info_string_is_kept_with_its_place() {
        let page = "````yaml https://a.example/openapi.json post /v2/{id}/x\npaths: {}\n````\n";
        let found = fences(page);
        let (info, place) = found[0].info.clone().unwrap();
        assert_eq!(info, "https://a.example/openapi.json post /v2/{id}/x");
        assert_eq!(&page[place], info);
        assert_eq!(found[0].language, Language::Yaml);
    }

    #[test]
    fn an_indented_or_quoted_fence_is_pieced_together() {
        let page = "1. Step\r\n\r\n   ```yaml\r\n   openapi: 3.1.0\r\n   info:\r\n     title: A\r\n   ```\r\n\n> ```yaml\n> openapi: 3.0.0\n> a: b\n> ```\n";
        let found = fences(page);
        assert_eq!(found[1].text, "openapi: 3.0.0\na: b\n");
        let text = found[0].text.replace('\r', "");
        assert_eq!(text, "openapi: 3.1.0\ninfo:\n  title: A\n");
        for fence in &found {
            for piece in &fence.pieces {
                let (local, file) = (&fence.text[piece.local..], &page[piece.file..]);
                assert_eq!(local.chars().next(), file.chars().next());
            }
        }
    }

    #[test]
    fn a_page_is_told_from_a_document() {
        assert!(looks_like_a_page("# T\n\n```yaml\nopenapi: 3.1.0\n```\n"));
        assert!(!looks_like_a_page(
            "openapi: 3.1.0\ninfo:\n  description: |\n```\n"
        ));
        assert!(!looks_like_a_page("a: 1\n"));
    }
}
