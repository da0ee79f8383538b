//! Which OpenAPI a document is, and advice when it is none.

use super::objects::Version;
use crate::diag::codes::document as codes;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::NodeRef;

/// The version of a document; what is not OpenAPI 3 is reported.
pub(super) fn version(root: NodeRef<'_>, diags: &mut Diagnostics) -> Option<Version> {
    let stated = root.get("openapi");
    let text = stated.and_then(|node| node.as_str().or(node.as_number()));
    let mut parts = text.unwrap_or_default().split('.');
    let family = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    match (family, stated) {
        (("3", "0"), _) => return Some(Version::V30),
        (("3", "1"), _) => return Some(Version::V31),
        (("3", "2"), _) => return Some(Version::V32),
        (_, Some(node)) => {
            let shown = text.unwrap_or("this");
            diags.push(
                Diagnostic::error(
                    codes::UNSUPPORTED_VERSION,
                    format!("OpenAPI version `{shown}` is not supported"),
                )
                .at(node.origin(), "3.0, 3.1 and 3.2 are"),
            );
        }
        (_, None) => match root.get("swagger") {
            Some(node) => diags.push(
                Diagnostic::error(
                    codes::SWAGGER,
                    "this is a Swagger 2.0 document, and OpenAPI 3 is needed",
                )
                .at(node.origin(), "Swagger 2.0")
                .help("convert it first, for example with `npx swagger2openapi`"),
            ),
            None => diags.push(
                Diagnostic::error(codes::NOT_OPENAPI, "this is not an OpenAPI document").at(
                    root.origin(),
                    "there is no `openapi: 3.x.y` at its top level",
                ),
            ),
        },
    }
    None
}
