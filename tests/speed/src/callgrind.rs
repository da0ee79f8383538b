//! Counts the instructions of a run of this program with callgrind.

use std::process::Command;

/// Whether valgrind is there.
pub fn is_there() -> bool {
    Command::new("valgrind")
        .arg("--version")
        .output()
        .is_ok_and(|ran| ran.status.success())
}

/// The instructions of this program with these arguments, from its start to its end.
pub fn count(arguments: &[&str]) -> Result<u64, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let ran = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments)
        .output()
        .map_err(|error| format!("valgrind does not run: {error}"))?;
    let said = String::from_utf8_lossy(&ran.stderr);
    if !ran.status.success() {
        return Err(format!("{arguments:?} failed under valgrind:\n{said}"));
    }
    said.lines()
        .find_map(|line| line.split_once("Collected : "))
        .and_then(|(_, count)| count.trim().parse().ok())
        .ok_or_else(|| format!("valgrind gave no count:\n{said}"))
}

/// The instructions of one more turn: `run` gets how often to do it, and what does not depend on that is taken away.
pub fn each(few: u32, many: u32, run: impl Fn(&str) -> Result<u64, String>) -> Result<f64, String> {
    let (a, b) = (run(&few.to_string())?, run(&many.to_string())?);
    Ok(b.saturating_sub(a) as f64 / f64::from(many - few))
}
