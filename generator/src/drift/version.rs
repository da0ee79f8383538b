//! The version that a crate must become, by Cargo's rules.

use super::Class;

/// The next version of a crate: with a zero in front, what breaks raises the second number and everything else the
/// third; with two zeros, everything raises the third.
pub(super) fn next(version: &str, class: Class) -> String {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    let numbers: Vec<u64> = core
        .split('.')
        .filter_map(|part| part.parse().ok())
        .collect();
    let [major, minor, patch] = numbers[..] else {
        return version.to_owned();
    };
    match (class, major, minor) {
        (Class::None, ..) => version.to_owned(),
        (_, 0, 0) => format!("0.0.{}", patch + 1),
        (Class::Major, 0, _) => format!("0.{}.0", minor + 1),
        (_, 0, _) | (Class::Patch, ..) => format!("{major}.{minor}.{}", patch + 1),
        (Class::Minor, ..) => format!("{major}.{}.0", minor + 1),
        (Class::Major, ..) => format!("{}.0.0", major + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_follow_the_rules_of_cargo() {
        let cases = [
            ("0.4.2", Class::Major, "0.5.0"),
            ("0.4.2", Class::Minor, "0.4.3"),
            ("0.4.2", Class::Patch, "0.4.3"),
            ("0.4.2", Class::None, "0.4.2"),
            ("0.0.3", Class::Major, "0.0.4"),
            ("0.0.3", Class::Patch, "0.0.4"),
            ("1.2.3", Class::Major, "2.0.0"),
            ("1.2.3", Class::Minor, "1.3.0"),
            ("1.2.3", Class::Patch, "1.2.4"),
            ("1.2.3-beta.1", Class::Patch, "1.2.4"),
            ("odd", Class::Major, "odd"),
        ];
        for (version, class, wanted) in cases {
            assert_eq!(next(version, class), wanted, "{version} {class:?}");
        }
    }
}
