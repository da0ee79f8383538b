//! Codes of the document stage: from O0100.

use super::CodeInfo;
use crate::diag::Code;

/// The root is not an OpenAPI document.
pub const NOT_OPENAPI: Code = Code(100);
/// Swagger 2.0.
pub const SWAGGER: Code = Code(101);
/// Another OpenAPI version than 3.0, 3.1 and 3.2.
pub const UNSUPPORTED_VERSION: Code = Code(102);
/// A value of the wrong kind.
pub const WRONG_KIND: Code = Code(103);
/// A required key is missing.
pub const MISSING_KEY: Code = Code(104);
/// A key that OpenAPI does not know.
pub const UNKNOWN_KEY: Code = Code(105);
/// A key that is understood and of which nothing is generated.
pub const IGNORED: Code = Code(106);
/// A `$ref` that points nowhere.
pub const DANGLING_REFERENCE: Code = Code(107);
/// A `$ref` that is a URL or an absolute path.
pub const EXTERNAL_REFERENCE: Code = Code(108);
/// References that lead in a circle.
pub const REFERENCE_CYCLE: Code = Code(109);
/// Documents of one API that contradict each other.
pub const CONTRADICTION: Code = Code(110);
/// Documents of one API that are of different versions.
pub const MIXED_VERSIONS: Code = Code(111);
/// A fence whose info string disagrees with its document.
pub const FENCE_DISAGREES: Code = Code(112);
/// A value that its key cannot have.
pub const UNKNOWN_VALUE: Code = Code(113);
/// `type: file`.
pub const TYPE_FILE: Code = Code(114);
/// Nested too deeply.
pub const TOO_DEEP: Code = Code(115);
/// A parameter that is declared twice.
pub const DUPLICATE_PARAMETER: Code = Code(116);
/// A key of `responses` that is no status.
pub const INVALID_STATUS: Code = Code(117);
/// A keyword beside the `$ref` of a schema of 3.0.
pub const BESIDE_REFERENCE: Code = Code(118);
/// An `x-sunset` that is no day.
pub const SUNSET_NO_DAY: Code = Code(119);
/// An `x-sunset` without `deprecated: true`.
pub const SUNSET_OF_LIVING: Code = Code(120);
/// A key that no reader has looked at: a bug of the generator.
pub const LOST_KEY: Code = Code(130);

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
    NOT_OPENAPI "not an OpenAPI document" "O0100",
    SWAGGER "Swagger 2.0 is not supported" "O0101",
    UNSUPPORTED_VERSION "OpenAPI version is not supported" "O0102",
    WRONG_KIND "value of the wrong kind" "O0103",
    MISSING_KEY "required key is missing" "O0104",
    UNKNOWN_KEY "unknown key" "O0105",
    IGNORED "understood, but nothing is generated from it" "O0106",
    DANGLING_REFERENCE "reference points nowhere" "O0107",
    EXTERNAL_REFERENCE "reference that is not followed" "O0108",
    REFERENCE_CYCLE "references lead in a circle" "O0109",
    CONTRADICTION "documents of one API contradict each other" "O0110",
    MIXED_VERSIONS "documents of one API are of different versions" "O0111",
    FENCE_DISAGREES "fence and content disagree" "O0112",
    UNKNOWN_VALUE "value that its key cannot have" "O0113",
    TYPE_FILE "`type: file`" "O0114",
    TOO_DEEP "nested too deeply" "O0115",
    DUPLICATE_PARAMETER "parameter declared twice" "O0116",
    INVALID_STATUS "key of `responses` that is no status" "O0117",
    BESIDE_REFERENCE "keyword beside a `$ref` of 3.0" "O0118",
    SUNSET_NO_DAY "sunset that is no day" "O0119",
    SUNSET_OF_LIVING "sunset of what is not deprecated" "O0120",
    LOST_KEY "key that was neither used nor reported" "O0130",
}
