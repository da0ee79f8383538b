//! The valid instances of the official JSON Schema test suite go through generated types and come back as they were;
//! the exceptions are listed.

use std::process::Command;

#[test]
fn valid_instances_come_back() {
    let output = Command::new(env!("CARGO_BIN_EXE_json_schema_suite"))
        .output()
        .expect("the program runs");
    let told = String::from_utf8_lossy(&output.stdout);
    let faults = String::from_utf8_lossy(&output.stderr);
    if told.starts_with("skipped") {
        // Past the harness, which swallows what a passing test prints.
        use std::io::Write as _;
        let _ = write!(std::io::stderr(), "{told}");
    }
    assert!(output.status.success(), "{told}{faults}");
}
