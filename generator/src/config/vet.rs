//! Names that a user gives: which can be used, and why not.
//!
//! Each function gives the reason as the end of a sentence ("`x` …").

/// Cargo features of every generated crate, and modules beside the APIs.
const TAKEN_MODULES: &[&str] = &[
    "blocking", "brotli", "chrono", "default", "gzip", "jiff", "lib", "main", "reqwest", "runtime",
    "rustls", "testing", "time", "tower", "tracing", "zstd",
];

/// Crates that generated code depends on or that cargo refuses as package names.
const TAKEN_PACKAGES: &[&str] = &[
    "alloc",
    "base64",
    "bytes",
    "chrono",
    "core",
    "futures-core",
    "futures-util",
    "http",
    "http-body",
    "http-body-util",
    "httpdate",
    "jiff",
    "js-sys",
    "percent-encoding",
    "proc-macro",
    "regex-lite",
    "reqwest",
    "serde",
    "serde_json",
    "std",
    "test",
    "time",
    "tokio",
    "tower-service",
    "tracing",
    "ureq",
    "url",
    "uuid",
    "wasm-bindgen-futures",
    "web-sys",
    "web-time",
];

/// Whether a text is an ASCII identifier that is no keyword.
fn is_identifier(text: &str) -> bool {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    plain && text != "_" && syn::parse_str::<syn::Ident>(text).is_ok()
}

fn is_snake(text: &str) -> bool {
    !text.contains(|c: char| c.is_ascii_uppercase())
}

/// Whether a name can be a module and a cargo feature of the generated crate.
pub fn module_name(name: &str) -> Result<(), String> {
    if !is_identifier(name) {
        return Err("is not a Rust identifier: letters, digits and `_`, and no keyword".to_owned());
    }
    if !is_snake(name) {
        return Err("is not in snake case".to_owned());
    }
    if TAKEN_MODULES.contains(&name) {
        return Err("is taken by a part of every generated crate".to_owned());
    }
    Ok(())
}

/// Whether a name can be the generated package's.
pub fn package_name(name: &str) -> Result<(), String> {
    if name.starts_with('-') || !is_identifier(&name.replace('-', "_")) {
        return Err(
            "is not a package name: letters, digits, `-` and `_`, first a letter, and no keyword"
                .to_owned(),
        );
    }
    if TAKEN_PACKAGES.contains(&name) {
        return Err("is the name of a crate that generated code uses".to_owned());
    }
    Ok(())
}

/// A name that can be the generated package's, and is as near to a text as may be.
pub fn package_name_like(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    let candidates = [name.clone(), format!("{name}-client")];
    candidates
        .into_iter()
        .find(|name| package_name(name).is_ok())
        .unwrap_or_else(|| format!("api-{name}").trim_end_matches('-').to_owned())
}

/// Whether a text is a semantic version.
pub(super) fn version(text: &str) -> Result<(), String> {
    let (rest, build) = split_off(text, '+');
    let (core, pre) = split_off(rest, '-');
    let numbers: Vec<&str> = core.split('.').collect();
    let is_number = |n: &str| {
        n.parse::<u64>().is_ok_and(|_| {
            n.bytes().all(|b| b.is_ascii_digit()) && (n.len() == 1 || !n.starts_with('0'))
        })
    };
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let pre_ok = pre.is_none_or(|pre| {
        pre.split('.').all(|part| {
            is_part(part) && (!part.bytes().all(|b| b.is_ascii_digit()) || is_number(part))
        })
    });
    let build_ok = build.is_none_or(|build| build.split('.').all(is_part));
    if numbers.len() == 3 && numbers.into_iter().all(is_number) && pre_ok && build_ok {
        Ok(())
    } else {
        Err("is not a version such as `0.1.0`".to_owned())
    }
}

fn split_off(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// Whether a text can be the name of a header (RFC 9110, 5.6.2).
pub(super) fn header_name(text: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(token)
}

/// The scopes of names, as they are written; those that end in a space are followed by the name of what holds them.
pub(super) const SCOPES: &[&str] = &["operations", "types", "fields ", "variants ", "parameters "];

/// Whether a text names a scope of names.
pub(super) fn is_scope(text: &str) -> bool {
    SCOPES.iter().any(|scope| match scope.strip_suffix(' ') {
        None => text == *scope,
        Some(_) => text.strip_prefix(scope).is_some_and(is_identifier),
    })
}

/// Whether a name can be what the things of a scope are called.
pub(super) fn rust_name(scope: &str, name: &str) -> Result<(), String> {
    if !is_identifier(name) {
        return Err("is not a Rust identifier: letters, digits and `_`, and no keyword".to_owned());
    }
    let types = scope == "types" || scope.starts_with("variants ");
    if types && !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Err("does not begin with a capital, as types and variants do".to_owned());
    }
    if !types && !is_snake(name) {
        return Err("is not in snake case, as operations, fields and parameters are".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn module_names_are_snake_case_identifiers_that_nothing_else_has() {
        for good in ["galileo", "retool", "stripe_v2", "http"] {
            assert_eq!(module_name(good), Ok(()), "{good}");
        }
        for bad in [
            "", "_", "2fa", "a-b", "Galileo", "type", "self", "crate", "runtime", "default",
            "rustls", "é", "a b", "r#type",
        ] {
            assert!(module_name(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn package_names_are_what_cargo_takes() {
        for good in ["api-clients", "galileo", "x_1"] {
            assert_eq!(package_name(good), Ok(()), "{good}");
        }
        for bad in [
            "", "-", "--", "-x", "1x", "serde", "test", "a.b", "fn", "a/b",
        ] {
            assert!(package_name(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_bad_package_name_has_a_good_one_near_it() {
        for (bad, good) in [
            ("My Client", "my-client"),
            ("3d", "api-3d"),
            ("std", "std-client"),
            ("self", "self-client"),
            ("日本", "api"),
            ("", "api"),
            ("a/b.c", "a-b-c"),
        ] {
            assert!(package_name(bad).is_err(), "{bad}");
            assert_eq!(package_name_like(bad), good);
            assert_eq!(package_name(good), Ok(()));
        }
    }

    #[test]
    fn versions_are_semantic() {
        for good in ["0.1.0", "1.2.3-rc.1", "1.0.0+build.007", "1.0.0-a-b+c"] {
            assert_eq!(version(good), Ok(()), "{good}");
        }
        for bad in [
            "", "1", "1.0", "01.0.0", "1.0.0-", "1.0.0-01", "v1.0.0", "1.0.0\"", "+1.0.0",
        ] {
            assert!(version(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn scopes_and_the_case_of_names_in_them() {
        for good in [
            "operations",
            "types",
            "fields Group",
            "variants Role",
            "parameters create_group",
        ] {
            assert!(is_scope(good), "{good}");
        }
        for bad in ["operation", "fields", "fields ", "fields a b", ""] {
            assert!(!is_scope(bad), "{bad}");
        }
        assert!(rust_name("types", "Group").is_ok());
        assert!(rust_name("types", "group").is_err());
        assert!(rust_name("fields Group", "type").is_err());
        assert!(rust_name("operations", "createGroup").is_err());
    }
}
