//! Locations as text: a path or URL, and what a relative reference in it leads to. Pure, so the same on every system.

use super::load::is_url;

/// Whether a reference starts with a scheme (`https:`, `file:`, `C:`) and not with a name.
pub fn has_scheme(reference: &str) -> bool {
    let scheme = reference.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = scheme.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|s| {
        s.starts_with(|c: char| c.is_ascii_alphabetic())
            && s.chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// What a relative reference means in a file at `base`; `.` and `..` are worked out by text.
pub fn join(base: &str, reference: &str) -> String {
    let (origin, path) = split(base);
    let path = match origin.is_empty() {
        true => path,
        false => path.split(['?', '#']).next().unwrap_or_default(),
    };
    let bare = if origin.is_empty() { "" } else { "/" };
    let folder = path.rfind('/').map_or(bare, |end| &path[..=end]);
    format!("{origin}{}", clean_path(&format!("{folder}{reference}")))
}

/// A location in its plain form, so that one file has one.
pub fn normal(location: &str) -> String {
    let (origin, path) = split(location);
    format!("{origin}{}", clean_path(path))
}

/// The path of a file as seen from the folder of the file `from`.
pub fn relative(from: &str, file: &str) -> String {
    let (from, file) = (normal(from), normal(file));
    let folder: Vec<&str> = from
        .rsplit_once('/')
        .map_or("", |(f, _)| f)
        .split('/')
        .collect();
    let folder: Vec<&str> = folder.into_iter().filter(|part| !part.is_empty()).collect();
    let parts: Vec<&str> = file.split('/').filter(|part| !part.is_empty()).collect();
    let shared = folder
        .iter()
        .zip(&parts)
        .take_while(|(a, b)| a == b)
        .count();
    let up = std::iter::repeat_n("..", folder.len() - shared);
    up.chain(parts[shared..].iter().copied())
        .collect::<Vec<_>>()
        .join("/")
}

/// The scheme and host of a URL, and the rest.
fn split(location: &str) -> (&str, &str) {
    if !is_url(location) {
        return ("", location);
    }
    let host = location.find("://").map_or(0, |at| at + 3);
    let path = location[host..]
        .find('/')
        .map_or(location.len(), |at| host + at);
    location.split_at(path)
}

/// A path without `.`, and with `..` worked out by text as far as it goes.
pub fn clean_path(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    let root = if rooted { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

/// A text with its `%20`s decoded; what is no escape stays.
pub fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_references_are_taken_from_the_folder_of_their_file() {
        assert_eq!(
            join("specs/api.yaml", "./schemas/../pet.yaml"),
            "specs/pet.yaml"
        );
        assert_eq!(join("specs/api.yaml", "../x.json"), "x.json");
        assert_eq!(join("api.yaml", "../x.json"), "../x.json");
        assert_eq!(join("/a/b.yaml", "../../c"), "/c");
        assert_eq!(join("-", "x.yaml"), "x.yaml");
        assert_eq!(join("https://h/a/b", "../c"), "https://h/c");
        assert_eq!(join("https://h", "c"), "https://h/c");
        assert_eq!(join("https://h/a/b?x=/y", "c"), "https://h/a/c");
        assert_eq!(normal("./a//b/../c"), "a/c");
    }

    #[test]
    fn a_file_is_named_as_seen_from_the_document() {
        assert_eq!(
            relative("/x/specs/api.yaml", "/x/specs/schemas/pet.yaml"),
            "schemas/pet.yaml"
        );
        assert_eq!(
            relative("specs/api.yaml", "common/x.yaml"),
            "../common/x.yaml"
        );
        assert_eq!(relative("api.yaml", "x.yaml"), "x.yaml");
    }

    #[test]
    fn schemes_are_seen() {
        assert!(has_scheme("https://x") && has_scheme("file:///x") && has_scheme("C:/x"));
        assert!(!has_scheme("./a:b") && !has_scheme("a/b:c") && !has_scheme("#x:y"));
    }
}
