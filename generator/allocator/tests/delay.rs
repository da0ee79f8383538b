//! That the option is the one that it is taken for.

use std::process::Command;

#[global_allocator]
static ALLOCATOR: oasmith_allocator::MiMalloc = oasmith_allocator::MiMalloc;

/// Says to the copy of this test that the variable is set for it.
const INSIDE: &str = "OASMITH_TEST_INSIDE";

#[test]
fn the_option_is_what_the_variable_sets() {
    if std::env::var_os(INSIDE).is_some() {
        assert_eq!(oasmith_allocator::delay(), 4321);
        oasmith_allocator::give_back_after(7);
        assert_eq!(oasmith_allocator::delay(), 7);
        return;
    }
    let this = std::env::current_exe().unwrap();
    let copy = Command::new(this)
        .args(["--exact", "the_option_is_what_the_variable_sets"])
        .env("MIMALLOC_PURGE_DELAY", "4321")
        .env(INSIDE, "1")
        .status();
    assert!(copy.unwrap().success());
}
