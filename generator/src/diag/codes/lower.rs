//! Codes of the lower stage: from O0300.

use super::CodeInfo;
use crate::diag::Code;

/// A configured name cannot be a name.
pub const BAD_RENAME: Code = Code(300);
/// Two things are renamed to the same name.
pub const RENAME_TWICE: Code = Code(301);
/// A thing got another name, since its own was taken.
pub const NAME_CLASH: Code = Code(302);
/// A default is no value of its type.
pub const DEFAULT_DOES_NOT_FIT: Code = Code(303);
/// A pattern cannot be checked before sending.
pub const UNCHECKED_PATTERN: Code = Code(304);
/// A type is any JSON value.
pub const UNTYPED: Code = Code(305);
/// A tuple is a list of JSON values.
pub const TUPLE_AS_VALUES: Code = Code(306);
/// An operation is left out, since its body or answer cannot be expressed.
pub const OPERATION_SKIPPED: Code = Code(307);
/// There is no server to talk to by default.
pub const NO_SERVER: Code = Code(308);
/// The emitted tokens cannot be formatted: a bug of the generator.
pub const UNFORMATTABLE: Code = Code(309);
/// An answer is text where the document says what is in it.
pub const UNTYPED_ANSWER: Code = Code(320);
/// A style that the parameter's place does not have.
pub const MISPLACED_STYLE: Code = Code(330);
/// A parameter that holds more than the specification says how to write.
pub const NESTED_PARAMETER: Code = Code(331);
/// A value of a media type that nothing can be written as.
pub const UNTYPED_MEDIA: Code = Code(332);
/// A `Content-Type` parameter beside a body.
pub const CONTENT_TYPE_PARAMETER: Code = Code(333);
/// An operation does not answer in pages as the configuration says.
pub const PAGES_DO_NOT_FIT: Code = Code(340);
/// Operations look as if they answered in pages.
pub const PAGES_LIKELY: Code = Code(341);

macro_rules! code {
    ($code:ident, $title:literal, $file:literal) => {
        CodeInfo {
            code: $code,
            title: $title,
            page: include_str!(concat!("../../../explain/", $file, ".md")),
        }
    };
}

/// The codes of this stage, ascending.
pub const CODES: &[CodeInfo] = &[
    code!(BAD_RENAME, "a configured name cannot be a name", "O0300"),
    code!(
        RENAME_TWICE,
        "two things are renamed to the same name",
        "O0301"
    ),
    code!(
        NAME_CLASH,
        "a thing got another name, since its own was taken",
        "O0302"
    ),
    code!(
        DEFAULT_DOES_NOT_FIT,
        "a default is no value of its type",
        "O0303"
    ),
    code!(
        UNCHECKED_PATTERN,
        "a pattern is not checked before sending",
        "O0304"
    ),
    code!(UNTYPED, "a type is any JSON value", "O0305"),
    code!(TUPLE_AS_VALUES, "a tuple is a list of JSON values", "O0306"),
    code!(OPERATION_SKIPPED, "an operation is left out", "O0307"),
    code!(NO_SERVER, "there is no default base URL", "O0308"),
    code!(UNFORMATTABLE, "generated code cannot be formatted", "O0309"),
    code!(
        UNTYPED_ANSWER,
        "an answer is given as text, not as its type",
        "O0320"
    ),
    code!(
        MISPLACED_STYLE,
        "a style that the parameter's place does not have",
        "O0330"
    ),
    code!(
        NESTED_PARAMETER,
        "a parameter in which something is nested",
        "O0331"
    ),
    code!(
        UNTYPED_MEDIA,
        "a text or bytes that the caller writes",
        "O0332"
    ),
    code!(
        CONTENT_TYPE_PARAMETER,
        "a `Content-Type` parameter beside a body",
        "O0333"
    ),
    code!(PAGES_DO_NOT_FIT, "pagination does not fit", "O0340"),
    code!(
        PAGES_LIKELY,
        "operations look as if they answered in pages",
        "O0341"
    ),
];
