//! The allocator of oasmith's command line.
//!
//! mimalloc keeps what is freed for a second before the system gets it back, which is longer than most runs take: what one
//! stage has freed then stands beside what the next one needs. A document of 1 to 4 MB takes a sixth to a fifth less memory when
//! it is given back sooner, and no time that can be measured.

pub use mimalloc::MiMalloc;

use std::ffi::c_long;

use libmimalloc_sys::{mi_option_get, mi_option_set, mi_option_t};

/// `mi_option_purge_delay` of mimalloc's `mi_option_e`, which the bindings leave out; a test holds it against the variable
/// `MIMALLOC_PURGE_DELAY`.
const PURGE_DELAY: mi_option_t = 15;

/// After how many milliseconds memory that is free is given back to the system.
pub fn delay() -> c_long {
    #[allow(
        unsafe_code,
        reason = "reads a number of the allocator's, which may be done at any time"
    )]
    unsafe {
        mi_option_get(PURGE_DELAY)
    }
}

/// Has memory that is free given back to the system after as many milliseconds, from now on.
pub fn give_back_after(milliseconds: c_long) {
    #[allow(
        unsafe_code,
        reason = "sets a number of the allocator's, which may be done at any time"
    )]
    unsafe {
        mi_option_set(PURGE_DELAY, milliseconds);
    }
}
