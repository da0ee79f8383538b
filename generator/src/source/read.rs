//! Reading a location: loads it, finds out what it is, and reads every document in it.
//!
//! Takes a location and a [`Loader`]; adds a file and its documents to a [`SourceSet`].

use super::load::{Loader, is_url};
use super::markdown::{self, Language};
use super::text::Text;
use super::tree::{FileId, SourceSet, Tree, TreeId};
use super::yaml::YamlOptions;
use super::{json, yaml};
use crate::diag::codes::source as codes;
use crate::diag::{Diagnostic, Diagnostics, Place};

/// Loads a location and reads every document in it: one, or as many as a Markdown page has OpenAPI blocks.
///
/// What is wrong is reported to `diags`; a document that cannot be read is left out.
pub fn read(
    set: &mut SourceSet,
    loader: &dyn Loader,
    location: &str,
    yaml: YamlOptions,
    diags: &mut Diagnostics,
) -> Vec<TreeId> {
    let loaded = match loader.load(location) {
        Ok(loaded) => loaded,
        Err(error) => {
            let mut diagnostic = Diagnostic::error(error.code, error.to_string());
            diagnostic.help.extend(error.help);
            diags.push(diagnostic);
            return Vec::new();
        }
    };
    let Some(file) = decode(set, loaded.path, loaded.bytes, diags) else {
        return Vec::new();
    };
    set.files[file.0 as usize].location = location.to_owned();
    let trees = match format_of(location, &set.file(file).text) {
        Format::Page => page(set, file, yaml, diags),
        format => {
            let text = Text {
                file,
                text: &set.file(file).text,
                pieces: &[],
            };
            document(&text, format, yaml, diags).into_iter().collect()
        }
    };
    trees.into_iter().map(|tree| set.add_tree(tree)).collect()
}

/// Adds a file to the set when it is text of a size that spans can address.
fn decode(
    set: &mut SourceSet,
    path: String,
    bytes: Vec<u8>,
    diags: &mut Diagnostics,
) -> Option<FileId> {
    if u32::try_from(bytes.len()).is_err() {
        let message = format!("`{path}` is larger than 4 GiB");
        diags.push(Diagnostic::error(codes::TOO_LARGE, message));
        return None;
    }
    let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(set.add_file(path, text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to() as u32;
            let bytes = error.as_bytes();
            let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
            let help = if utf16 {
                "the file is UTF-16: save it as UTF-8"
            } else {
                "save the file as UTF-8"
            };
            let shown = String::from_utf8_lossy(bytes).into_owned();
            let file = set.add_file(path, shown);
            diags.push(
                Diagnostic::error(codes::NOT_UTF8, "the file is not UTF-8")
                    .at(Place::Span(file, at..at), "the first byte that is not")
                    .help(help),
            );
            None
        }
    }
}

/// How a text is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Json,
    Yaml,
    /// Nothing says which of the two, but it starts as JSON does.
    JsonOrYaml,
    Page,
}

fn format_of(location: &str, text: &str) -> Format {
    let name = match location.split_once(['?', '#']) {
        Some((name, _)) if is_url(location) => name,
        _ => location,
    };
    let extension = name
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase());
    match extension.as_deref() {
        Some("json") => Format::Json,
        Some("yaml" | "yml") => Format::Yaml,
        Some("md" | "mdx" | "markdown") => Format::Page,
        _ if starts_as_json(text) => Format::JsonOrYaml,
        _ if markdown::looks_like_a_page(text) => Format::Page,
        _ => Format::Yaml,
    }
}

fn starts_as_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Reads one document. JSON is read as JSON under any name: it is faster, and stricter about what YAML would let pass.
fn document(
    text: &Text<'_>,
    format: Format,
    options: YamlOptions,
    diags: &mut Diagnostics,
) -> Option<Tree> {
    if format == Format::Json {
        return json::read(text, diags);
    }
    if !starts_as_json(text.text) {
        return yaml::read(text, options, diags);
    }
    let mut as_json = Diagnostics::new();
    let json = json::read(text, &mut as_json);
    if as_json
        .iter()
        .all(|found| found.code != codes::INVALID_JSON)
    {
        append(diags, as_json);
        return json;
    }
    let mut as_yaml = Diagnostics::new();
    let yaml = yaml::read(text, options, &mut as_yaml);
    let meant_as_json = format == Format::JsonOrYaml && as_yaml.has_errors();
    append(diags, if meant_as_json { as_json } else { as_yaml });
    yaml.filter(|_| !meant_as_json)
}

fn append(diags: &mut Diagnostics, more: Diagnostics) {
    for diagnostic in more.iter() {
        diags.push(diagnostic.clone());
    }
}

fn page(set: &SourceSet, file: FileId, options: YamlOptions, diags: &mut Diagnostics) -> Vec<Tree> {
    let page = &set.file(file).text;
    let fences = markdown::fences(page);
    if fences.is_empty() {
        let message = format!("`{}` has no OpenAPI document", set.file(file).path);
        diags.push(
            Diagnostic::error(codes::NO_FENCE, message)
                .at(Place::File(file), "")
                .help("a page holds its documents in code blocks that start with ```` ```yaml <url> <method> <path> ````, or whose first line is `openapi: …`")
                .help("a page with tables is no document: `oasmith transcribe` drafts one from it"),
        );
    }
    let mut trees = Vec::new();
    for fence in fences {
        let text = Text {
            file,
            text: &fence.text,
            pieces: &fence.pieces,
        };
        let format = match fence.language {
            Language::Json => Format::Json,
            Language::Yaml => Format::Yaml,
        };
        if let Some(mut tree) = document(&text, format, options, diags) {
            let info = fence
                .info
                .map(|(info, at)| (info, at.start as u32..at.end as u32));
            tree.fence = info;
            trees.push(tree);
        }
    }
    trees
}
