//! Paths as text, with forward slashes; pure, so that they are the same on every system.

use crate::source::location::clean_path;

/// Whether a location is read as it is and never joined: a URL or standard input.
fn is_not_a_path(location: &str) -> bool {
    location == "-" || location.contains("://")
}

/// Whether a path does not depend on a directory: `/x`, `\x`, `C:\x`.
fn is_absolute(path: &str) -> bool {
    let bytes = path.as_bytes();
    path.starts_with(['/', '\\'])
        || (bytes.len() > 1 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':')
}

/// The location that `path` means when it stands in a file of the directory `base`.
pub fn join(base: &str, path: &str) -> String {
    if is_not_a_path(path) {
        return path.to_owned();
    }
    let joined = if is_absolute(path) || base.is_empty() {
        path.to_owned()
    } else {
        format!("{base}/{path}")
    };
    clean(&joined)
}

/// Removes `.` and resolves `..` by text; an empty result is `.`.
fn clean(path: &str) -> String {
    let cleaned = clean_path(&path.replace('\\', "/"));
    match cleaned.is_empty() {
        true => ".".to_owned(),
        false => cleaned,
    }
}

/// The directory that a file is in; empty for the working directory.
pub fn directory_of(path: &str) -> String {
    let path = path.replace('\\', "/");
    match path.rfind('/') {
        Some(0) => "/".to_owned(),
        Some(end) => path[..end].to_owned(),
        None => String::new(),
    }
}

/// The last part of a path or URL.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// `path` as it would be written in a file of the directory `base`: the inverse of [`join`].
pub fn relative_to(base: &str, path: &str) -> String {
    if is_not_a_path(path) || is_absolute(path) != is_absolute(base) {
        return path.to_owned();
    }
    let (base, path) = (clean(base), clean(path));
    let steps = |text: &str| -> Vec<String> {
        text.split('/')
            .filter(|part| !part.is_empty() && *part != ".")
            .map(str::to_owned)
            .collect()
    };
    let (base, path) = (steps(&base), steps(&path));
    let common = base.iter().zip(&path).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; base.len() - common];
    parts.extend(path[common..].iter().map(String::as_str));
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_directory_of_the_file_that_says_them() {
        assert_eq!(join("specs", "galileo/a.md"), "specs/galileo/a.md");
        assert_eq!(join("specs", "../generated"), "generated");
        assert_eq!(join("", "./a.yaml"), "a.yaml");
        assert_eq!(join("specs", ".."), ".");
        assert_eq!(join("a", "../../b"), "../b");
        assert_eq!(join("/w/specs", "../x"), "/w/x");
        assert_eq!(join("specs", "/x/y"), "/x/y");
        assert_eq!(
            join("specs", "https://x.test/a/../b"),
            "https://x.test/a/../b"
        );
        assert_eq!(join("specs", "-"), "-");
        assert_eq!(join("specs", r"galileo\a.md"), "specs/galileo/a.md");
    }

    #[test]
    fn relative_to_undoes_join() {
        for (base, path) in [
            ("specs", "galileo/a.md"),
            ("specs", "../b"),
            ("", "c"),
            ("/w/specs", "d/e"),
        ] {
            assert_eq!(relative_to(base, &join(base, path)), path);
        }
        assert_eq!(relative_to("specs", "/x"), "/x");
        assert_eq!(relative_to("specs", "https://x.test/a"), "https://x.test/a");
    }

    #[test]
    fn directories_and_names() {
        assert_eq!(directory_of("specs/oasmith.yaml"), "specs");
        assert_eq!(directory_of("oasmith.yaml"), "");
        assert_eq!(directory_of("/oasmith.yaml"), "/");
        assert_eq!(file_name("https://x.test/a/openapi.json"), "openapi.json");
    }
}
