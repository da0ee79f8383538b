//! Codes of the tables stage: from O0500. Up to O0519 a page cannot be read, from O0520 on page and document differ.

use super::{Code, CodeInfo};

/// No line of the page is a method and a path.
pub const PAGE_WITHOUT_OPERATION: Code = Code(501);
/// A table's rows do not fit its columns.
pub const TABLE_BROKEN: Code = Code(502);
/// A table of fields has no column of names.
pub const TABLE_WITHOUT_NAMES: Code = Code(503);
/// A name in a table is no path of a field.
pub const FIELD_PATH: Code = Code(504);
/// A type or a requiredness is in words that are not known.
pub const CELL_NOT_KNOWN: Code = Code(505);
/// Two rows are about one field.
pub const FIELD_TWICE: Code = Code(506);
/// Two rows cannot both be true.
pub const FIELD_CONTRADICTION: Code = Code(507);
/// A table is neither request headers nor request body fields.
pub const TABLE_NOT_READ: Code = Code(508);
/// The configuration compares a page with an operation that is not there.
pub const OPERATION_UNKNOWN: Code = Code(509);
/// A field is on the page and not in the document.
pub const FIELD_MISSING: Code = Code(520);
/// A field is in the document and not on the page.
pub const FIELD_EXTRA: Code = Code(521);
/// A field has another type.
pub const TYPE_DIFFERS: Code = Code(522);
/// A field is required in one and optional in the other.
pub const REQUIRED_DIFFERS: Code = Code(523);
/// Method or path differ.
pub const OPERATION_DIFFERS: Code = Code(524);
/// The servers differ.
pub const SERVER_DIFFERS: Code = Code(525);
/// The valid values that the page lists differ.
pub const VALUES_DIFFER: Code = Code(526);
/// The default that the page tells differs.
pub const DEFAULT_DIFFERS: Code = Code(527);
/// A request header differs.
pub const HEADER_DIFFERS: Code = Code(528);
/// One of them has a request body.
pub const BODY_DIFFERS: Code = Code(529);

macro_rules! pages {
    ($($code:ident $file:literal $title:literal)+) => {
        &[$(CodeInfo {
            code: $code,
            title: $title,
            page: include_str!(concat!("../../../explain/", $file, ".md")),
        }),+]
    };
}

/// The codes of this stage, ascending.
pub const CODES: &[CodeInfo] = pages! {
    PAGE_WITHOUT_OPERATION "O0501" "a tabular page names no operation"
    TABLE_BROKEN "O0502" "a table's rows do not fit its columns"
    TABLE_WITHOUT_NAMES "O0503" "a table of fields has no column of names"
    FIELD_PATH "O0504" "a name in a table is not the path of a field"
    CELL_NOT_KNOWN "O0505" "a type or requiredness is in words that are not known"
    FIELD_TWICE "O0506" "two rows of a table are about one field"
    FIELD_CONTRADICTION "O0507" "two rows of a table cannot both be true"
    TABLE_NOT_READ "O0508" "a table is neither request headers nor request body fields"
    OPERATION_UNKNOWN "O0509" "the API has no such operation to compare a page with"
    FIELD_MISSING "O0520" "a field of the page is not in the document"
    FIELD_EXTRA "O0521" "a field of the document is not on the page"
    TYPE_DIFFERS "O0522" "a field has another type on the page"
    REQUIRED_DIFFERS "O0523" "a field is required in one and optional in the other"
    OPERATION_DIFFERS "O0524" "the page is about another operation"
    SERVER_DIFFERS "O0525" "page and document have other servers"
    VALUES_DIFFER "O0526" "page and document have other valid values"
    DEFAULT_DIFFERS "O0527" "page and document have other defaults"
    HEADER_DIFFERS "O0528" "page and document have other request headers"
    BODY_DIFFERS "O0529" "only one of page and document has a request body"
};
