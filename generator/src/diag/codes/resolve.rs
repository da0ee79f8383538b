//! Codes of the resolve stage: from O0200.

use super::CodeInfo;
use crate::diag::Code;

/// Two operations with one `operationId`.
pub const DUPLICATE_OPERATION: Code = Code(200);
/// A placeholder of a path without a parameter.
pub const UNDECLARED_PATH_PARAMETER: Code = Code(201);
/// A path parameter without a placeholder.
pub const STRAY_PATH_PARAMETER: Code = Code(202);
/// A path parameter that is not required.
pub const OPTIONAL_PATH_PARAMETER: Code = Code(203);
/// `/users/:id`.
pub const EXPRESS_PATH: Code = Code(204);
/// `security` names an unknown scheme.
pub const UNKNOWN_SCHEME: Code = Code(205);
/// Members of an `allOf` contradict each other.
pub const CONTRADICTION: Code = Code(206);
/// A union that is decided by trial.
pub const ORDERED_TRIAL: Code = Code(207);
/// A keyword that no type expresses.
pub const INEXPRESSIBLE: Code = Code(208);
/// References that never reach a schema.
pub const REFERENCE_CYCLE: Code = Code(209);
/// A union branch that is never taken.
pub const SHADOWED_BRANCH: Code = Code(210);
/// A discriminator value that leads to no branch.
pub const STRAY_MAPPING: Code = Code(211);
/// A required property that is not declared.
pub const UNDECLARED_REQUIRED: Code = Code(212);
/// Webhooks and callbacks.
pub const NOT_GENERATED: Code = Code(213);
/// A server variable without a default.
pub const SERVER_VARIABLE: Code = Code(214);
/// A schema that ends as any JSON value.
pub const OPAQUE: Code = Code(215);
/// `{.id*}` in a path.
pub const URI_TEMPLATE: Code = Code(216);
/// Paths that differ in the names of placeholders alone.
pub const EQUAL_TEMPLATES: Code = Code(217);

macro_rules! codes {
    ($($code:ident $title:literal $page:literal,)*) => {
        /// The codes of this stage, ascending.
        pub const CODES: &[CodeInfo] = &[$(CodeInfo {
            code: $code,
            title: $title,
            page: include_str!(concat!("../../../explain/", $page, ".md")),
        },)*];
    };
}

codes! {
    DUPLICATE_OPERATION "duplicate operationId" "O0200",
    UNDECLARED_PATH_PARAMETER "path parameter is not declared" "O0201",
    STRAY_PATH_PARAMETER "declared path parameter is not in the path" "O0202",
    OPTIONAL_PATH_PARAMETER "optional path parameter" "O0203",
    EXPRESS_PATH "Express-style path parameter" "O0204",
    UNKNOWN_SCHEME "unknown security scheme" "O0205",
    CONTRADICTION "contradiction in allOf" "O0206",
    ORDERED_TRIAL "union decided by trial" "O0207",
    INEXPRESSIBLE "keyword that no type expresses" "O0208",
    REFERENCE_CYCLE "schemas that only point at one another" "O0209",
    SHADOWED_BRANCH "branch that is never taken" "O0210",
    STRAY_MAPPING "discriminator that leads to no branch" "O0211",
    UNDECLARED_REQUIRED "required property is not declared" "O0212",
    NOT_GENERATED "not generated yet" "O0213",
    SERVER_VARIABLE "server variable without a default" "O0214",
    OPAQUE "any JSON value" "O0215",
    URI_TEMPLATE "URI template in a path" "O0216",
    EQUAL_TEMPLATES "paths that differ in names alone" "O0217",
}
