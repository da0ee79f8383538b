//! The runtime files that each generated crate carries.

macro_rules! files {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../runtime/src/", $name)))),*]
    };
}

/// Name and text of every file of the runtime but `lib.rs`, which only mounts them, and its tests.
#[rustfmt::skip]
pub const FILES: &[(&str, &str)] = files![
    "answer.rs"
    "api_error.rs"
    "arg.rs"
    "asked.rs"
    "base64_bytes.rs"
    "base_url.rs"
    "bits.rs"
    "blocking.rs"
    "builder.rs"
    "call.rs"
    "check.rs"
    "compose.rs"
    "core.rs"
    "credentials.rs"
    "datetime.rs"
    "datetime_chrono.rs"
    "datetime_jiff.rs"
    "datetime_parts.rs"
    "datetime_time.rs"
    "decode_error.rs"
    "delivery.rs"
    "detailed.rs"
    "download.rs"
    "draft.rs"
    "driver_de.rs"
    "driver_fit.rs"
    "driver_object.rs"
    "driver_ser.rs"
    "driver_union.rs"
    "enum_union.rs"
    "envelope.rs"
    "error.rs"
    "event_stream.rs"
    "exchange.rs"
    "expectation.rs"
    "fetch_transport.rs"
    "field.rs"
    "flat.rs"
    "form.rs"
    "headers.rs"
    "integer_enum.rs"
    "json_bytes.rs"
    "json_lines.rs"
    "json_read.rs"
    "json_source.rs"
    "json_strings.rs"
    "json_text.rs"
    "json_union.rs"
    "json_write.rs"
    "made.rs"
    "maps.rs"
    "maybe.rs"
    "middleware.rs"
    "mock.rs"
    "mod.rs"
    "multipart.rs"
    "native.rs"
    "nth.rs"
    "number.rs"
    "oauth2.rs"
    "object.rs"
    "operation.rs"
    "options.rs"
    "pages.rs"
    "paging.rs"
    "parameter.rs"
    "part.rs"
    "path.rs"
    "pattern.rs"
    "pieces.rs"
    "provider.rs"
    "reconnect.rs"
    "request_call.rs"
    "reqwest_transport.rs"
    "retry.rs"
    "sample.rs"
    "scalars.rs"
    "schemes.rs"
    "slot.rs"
    "sse.rs"
    "stream_call.rs"
    "stream_error.rs"
    "style.rs"
    "switch.rs"
    "text_enum.rs"
    "tower_transport.rs"
    "trace.rs"
    "transport.rs"
    "tuple.rs"
    "union.rs"
    "upload.rs"
    "ureq_transport.rs"
    "web.rs"
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
