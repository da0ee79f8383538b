//! The runtime files that each generated crate carries.

/// Name and text of every file of the runtime but `lib.rs`, which only mounts them, and its tests.
pub const FILES: &[(&str, &str)] = &[
    ("answer.rs", include_str!("../../runtime/src/answer.rs")),
    (
        "api_error.rs",
        include_str!("../../runtime/src/api_error.rs"),
    ),
    ("arg.rs", include_str!("../../runtime/src/arg.rs")),
    (
        "base64_bytes.rs",
        include_str!("../../runtime/src/base64_bytes.rs"),
    ),
    ("base_url.rs", include_str!("../../runtime/src/base_url.rs")),
    ("bits.rs", include_str!("../../runtime/src/bits.rs")),
    ("builder.rs", include_str!("../../runtime/src/builder.rs")),
    ("call.rs", include_str!("../../runtime/src/call.rs")),
    ("check.rs", include_str!("../../runtime/src/check.rs")),
    ("core.rs", include_str!("../../runtime/src/core.rs")),
    (
        "credentials.rs",
        include_str!("../../runtime/src/credentials.rs"),
    ),
    ("datetime.rs", include_str!("../../runtime/src/datetime.rs")),
    (
        "datetime_chrono.rs",
        include_str!("../../runtime/src/datetime_chrono.rs"),
    ),
    (
        "datetime_jiff.rs",
        include_str!("../../runtime/src/datetime_jiff.rs"),
    ),
    (
        "datetime_parts.rs",
        include_str!("../../runtime/src/datetime_parts.rs"),
    ),
    (
        "datetime_time.rs",
        include_str!("../../runtime/src/datetime_time.rs"),
    ),
    (
        "decode_error.rs",
        include_str!("../../runtime/src/decode_error.rs"),
    ),
    ("draft.rs", include_str!("../../runtime/src/draft.rs")),
    (
        "driver_de.rs",
        include_str!("../../runtime/src/driver_de.rs"),
    ),
    (
        "driver_ser.rs",
        include_str!("../../runtime/src/driver_ser.rs"),
    ),
    (
        "driver_union.rs",
        include_str!("../../runtime/src/driver_union.rs"),
    ),
    (
        "enum_union.rs",
        include_str!("../../runtime/src/enum_union.rs"),
    ),
    ("error.rs", include_str!("../../runtime/src/error.rs")),
    ("exchange.rs", include_str!("../../runtime/src/exchange.rs")),
    ("field.rs", include_str!("../../runtime/src/field.rs")),
    ("maybe.rs", include_str!("../../runtime/src/maybe.rs")),
    ("mod.rs", include_str!("../../runtime/src/mod.rs")),
    ("number.rs", include_str!("../../runtime/src/number.rs")),
    ("oauth2.rs", include_str!("../../runtime/src/oauth2.rs")),
    ("object.rs", include_str!("../../runtime/src/object.rs")),
    (
        "operation.rs",
        include_str!("../../runtime/src/operation.rs"),
    ),
    ("path.rs", include_str!("../../runtime/src/path.rs")),
    ("query.rs", include_str!("../../runtime/src/query.rs")),
    (
        "reqwest_transport.rs",
        include_str!("../../runtime/src/reqwest_transport.rs"),
    ),
    ("scalars.rs", include_str!("../../runtime/src/scalars.rs")),
    ("schemes.rs", include_str!("../../runtime/src/schemes.rs")),
    ("setters.rs", include_str!("../../runtime/src/setters.rs")),
    ("slot.rs", include_str!("../../runtime/src/slot.rs")),
    (
        "text_enum.rs",
        include_str!("../../runtime/src/text_enum.rs"),
    ),
    (
        "transport.rs",
        include_str!("../../runtime/src/transport.rs"),
    ),
    ("union.rs", include_str!("../../runtime/src/union.rs")),
];

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn every_file_of_the_runtime_is_carried() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime/src");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| {
                name.ends_with(".rs") && !["lib.rs", "tests.rs"].contains(&name.as_str())
            })
            .collect();
        there.sort();
        let listed: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, there);
    }
}
