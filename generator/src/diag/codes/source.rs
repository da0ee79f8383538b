//! Codes of the source stage: from O0001.

use super::CodeInfo;
use crate::diag::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $page:literal, $title:literal;)*) => {
        $($(#[$doc])* pub const $name: Code = Code($number);)*

        /// The codes of this stage, ascending.
        pub const CODES: &[CodeInfo] = &[$(CodeInfo {
            code: $name,
            title: $title,
            page: include_str!(concat!("../../../explain/", $page, ".md")),
        }),*];
    };
}

codes! {
    /// A location gave nothing.
    CANNOT_LOAD = 1, "O0001", "a document cannot be loaded";
    /// The bytes are not UTF-8.
    NOT_UTF8 = 2, "O0002", "a file is not UTF-8";
    /// The file is larger than spans can address.
    TOO_LARGE = 3, "O0003", "a file is too large";
    /// The text is not JSON.
    INVALID_JSON = 4, "O0004", "invalid JSON";
    /// The text is not YAML.
    INVALID_YAML = 5, "O0005", "invalid YAML";
    /// A key stands twice in an object.
    DUPLICATE_KEY = 6, "O0006", "a duplicate key";
    /// Arrays and objects are nested too deeply.
    TOO_DEEP = 7, "O0007", "a document is nested too deeply";
    /// Nothing but whitespace or comments.
    EMPTY = 8, "O0008", "an empty document";
    /// A YAML key that is no string.
    BAD_KEY = 9, "O0009", "a YAML key that is not a string";
    /// An alias that names nothing, or itself.
    BAD_ALIAS = 10, "O0010", "a YAML alias that cannot be expanded";
    /// Aliases that expand to too much.
    TOO_MANY_ALIASES = 11, "O0011", "YAML aliases expand to too many values";
    /// `<<` without the option.
    MERGE_KEY = 12, "O0012", "a YAML merge key";
    /// `<<` with something that is no mapping.
    BAD_MERGE = 13, "O0013", "a YAML merge key without a mapping";
    /// An infinity, not a number, or an endless hexadecimal one.
    NOT_A_JSON_NUMBER = 14, "O0014", "a YAML number that JSON does not have";
    /// More than one document in a YAML stream.
    SEVERAL_DOCUMENTS = 15, "O0015", "several YAML documents in one file";
    /// A YAML tag without meaning here.
    UNKNOWN_TAG = 16, "O0016", "a YAML tag that is ignored";
    /// A YAML tag that the value contradicts.
    TAG_MISMATCH = 17, "O0017", "a YAML value that is not what its tag says";
    /// `\uD83D` without its other half.
    LONE_SURROGATE = 18, "O0018", "half of a surrogate pair";
    /// A Markdown page without an OpenAPI block.
    NO_FENCE = 19, "O0019", "a Markdown page without an OpenAPI document";
    /// An overlay that is not of the form that the specification wants.
    BAD_OVERLAY = 20, "O0020", "not a valid overlay";
    /// Another overlay version than 1.0 and 1.1.
    OVERLAY_VERSION = 21, "O0021", "overlay version is not supported";
    /// An expression that is no JSONPath.
    BAD_JSONPATH = 22, "O0022", "not a JSONPath";
    /// An action that changes nothing, because its target is not there.
    NO_TARGET = 23, "O0023", "an overlay's target matches nothing";
    /// A value that cannot be merged with what the target selects.
    UNFIT_UPDATE = 24, "O0024", "an overlay does not fit what it changes";
    /// An overlay that extends none of the documents.
    EXTENDS_ANOTHER = 25, "O0025", "an overlay extends another document";
    /// An overlay that makes a document too large.
    OVERLAY_GROWS = 26, "O0026", "overlays make a document too large";
    /// A URL was asked for and no whole document came.
    URL_FAILED = 27, "O0027", "a URL cannot be fetched";
    /// A URL, or a redirect, that is never asked for.
    URL_REFUSED = 28, "O0028", "a URL that is not fetched";
    /// An answer beyond the limit.
    URL_TOO_LARGE = 29, "O0029", "the answer of a URL is too large";
}
