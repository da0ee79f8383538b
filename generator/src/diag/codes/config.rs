//! Codes of configuration, plan, lock file and command line: from O0400.

use super::CodeInfo;
use crate::diag::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $title:literal;)*) => {
        $($(#[$doc])* pub const $name: Code = Code($number);)*

        /// The codes of this stage, ascending.
        pub const CODES: &[CodeInfo] = &[$(CodeInfo {
            code: $name,
            title: $title,
            page: include_str!(concat!("../../../explain/O0", stringify!($number), ".md")),
        },)*];
    };
}

codes! {
    /// The configuration file cannot be read.
    NO_CONFIGURATION = 400, "the configuration file cannot be read";
    /// The configuration has a key that nothing reads.
    UNKNOWN_KEY = 401, "unknown configuration key";
    /// The configuration lacks something.
    MISSING_KEY = 402, "missing configuration key";
    /// The configuration says something of another kind than is wanted.
    WRONG_KIND = 403, "configuration value of the wrong kind";
    /// A crate, module or version name that cannot be used.
    BAD_NAME = 404, "crate or API name that cannot be used";
    /// A rename that cannot be used.
    BAD_RENAME = 405, "rename that cannot be used";
    /// A document is listed twice.
    LISTED_TWICE = 406, "document listed twice";
    /// A page that cannot be read.
    UNREADABLE_PAGE = 407, "page cannot be read";
    /// The lock file cannot be read.
    DAMAGED_LOCK = 410, "damaged lock file";
    /// The output directory has files, and none of them is oasmith's.
    FOREIGN_DIRECTORY = 411, "the output directory was not written by oasmith";
    /// Something that oasmith did not write is where a generated file belongs.
    IN_THE_WAY = 412, "something is in the way of a generated file";
    /// The disk cannot be read or written.
    DISK = 413, "the disk cannot be read or written";
    /// A file that is never overwritten exists.
    EXISTS = 414, "the file exists already";
    /// A code that does not exist was asked for.
    UNKNOWN_CODE = 415, "unknown diagnostic code";
    /// Nothing can be drafted from a page.
    NOTHING_TO_TRANSCRIBE = 416, "nothing to transcribe";
    /// An override of the configuration that names nothing.
    MATCHES_NOTHING = 417, "configuration names nothing of the API";
    /// An override of the configuration that cannot have an effect.
    UNFIT_OVERRIDE = 418, "configuration that has no effect";
    /// Upstreams were asked for and none is named.
    NO_UPSTREAM = 419, "no upstream is named";
    /// oasmith contradicts itself.
    INTERNAL = 499, "internal error";
}
