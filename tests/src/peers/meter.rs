//! One child process: how long, how much processor time, how much memory.
//!
//! Takes a command and a time limit; gives what it cost, or why there is no cost. This program runs itself as a stand-in
//! for each measured command, because the system only counts children together: a fresh process has no other children.
//! Time of the processor is the sum of all descendants, peak memory the largest single one. Must never give a
//! figure of a command that failed.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

/// Set when this program stands in: where the figures go.
const REPORT: &str = "OASMITH_PEERS_REPORT";
/// Set when this program stands in: after how many seconds it ends the command.
const LIMIT: &str = "OASMITH_PEERS_LIMIT";

/// A command that is measured.
#[derive(Clone, Debug)]
pub struct Task {
    program: OsString,
    arguments: Vec<OsString>,
    folder: PathBuf,
    variables: Vec<(&'static str, OsString)>,
}

/// What a command cost.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// Seconds from start to end.
    pub wall: f64,
    /// Seconds of processor time outside of the kernel, of all descendants.
    pub user: f64,
    /// Megabytes (10⁶) that the largest descendant held at once.
    pub peak: f64,
}

/// How a command ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// Well.
    Done(Cost),
    /// Badly, with the exit code and the line of its standard error that says most.
    Failed(String),
    /// Not within that many seconds.
    Over(u64),
}

impl End {
    /// The cost, if it ended well.
    pub fn cost(&self) -> Option<Cost> {
        match self {
            End::Done(cost) => Some(*cost),
            End::Failed(_) | End::Over(_) => None,
        }
    }

    /// How it ended, as it stands in tables.
    pub fn outcome(&self) -> String {
        match self {
            End::Done(_) => "ok".to_owned(),
            End::Failed(reason) => reason.clone(),
            End::Over(limit) => format!("over {limit} s"),
        }
    }
}

impl Task {
    /// A program that runs in a folder.
    pub fn new(program: impl AsRef<OsStr>, folder: &Path) -> Task {
        Task {
            program: program.as_ref().to_owned(),
            arguments: Vec::new(),
            folder: folder.to_owned(),
            variables: Vec::new(),
        }
    }

    /// Adds arguments.
    pub fn arguments<A: AsRef<OsStr>>(mut self, more: impl IntoIterator<Item = A>) -> Task {
        let more = more.into_iter().map(|a| a.as_ref().to_owned());
        self.arguments.extend(more);
        self
    }

    /// Sets a variable of the environment.
    pub fn variable(mut self, name: &'static str, value: impl AsRef<OsStr>) -> Task {
        self.variables.push((name, value.as_ref().to_owned()));
        self
    }

    /// Runs it, and ends it after `limit` seconds. What it says goes to `scratch`, a folder.
    ///
    /// # Errors
    /// When it cannot be started or measured.
    pub fn measure(&self, scratch: &Path, limit: u64) -> io::Result<End> {
        std::fs::create_dir_all(scratch)?;
        let (report, said) = (scratch.join("report"), scratch.join("stderr"));
        let _ = std::fs::remove_file(&report);
        let status = Command::new(std::env::current_exe()?)
            .arg(&self.program)
            .args(&self.arguments)
            .current_dir(&self.folder)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .env("RUST_BACKTRACE", "0")
            .env(REPORT, &report)
            .env(LIMIT, limit.to_string())
            .stdin(Stdio::null())
            .stdout(std::fs::File::create(scratch.join("stdout"))?)
            .stderr(std::fs::File::create(&said)?)
            .status()?;
        let text = std::fs::read_to_string(&report)
            .map_err(|_| io::Error::other(format!("nothing was measured ({status})")))?;
        let mut figures = text.split_whitespace();
        let end = figures.next().unwrap_or_default().replace('-', " ");
        let mut figure = || figures.next().and_then(|text| text.parse().ok());
        let (Some(wall), Some(user), Some(peak)) = (figure(), figure(), figure()) else {
            return Err(io::Error::other(format!("cannot read {text:?}")));
        };
        Ok(match end.as_str() {
            "0" => End::Done(Cost { wall, user, peak }),
            "over" => End::Over(limit),
            how => {
                let said = String::from_utf8_lossy(&std::fs::read(&said)?).into_owned();
                let how = match how.parse::<i32>() {
                    Ok(code) => format!("exit {code}"),
                    Err(_) => how.to_owned(),
                };
                End::Failed(format!("{how}: {}", telling(&said)))
            }
        })
    }
}

/// The line that says why: the first error of the compiler with their number, a panic, or else the last line.
fn telling(said: &str) -> String {
    let lines = || said.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines().find(|line| {
        ["error[", "error:", "Error: "]
            .iter()
            .any(|start| line.starts_with(start))
    });
    let panic = lines().skip_while(|line| !line.contains("panicked at"));
    let panic: Vec<&str> = panic.take(2).collect();
    let last = lines().next_back().unwrap_or("it said nothing");
    let count = last
        .split_once(" due to ")
        .and_then(|(_, rest)| rest.split_whitespace().find(|w| w.parse::<u32>().is_ok()));
    let text = match (first, count) {
        (Some(first), Some(count)) if count != "1" => format!("{first} ({count} errors)"),
        (Some(first), _) => first.to_owned(),
        (None, _) if !panic.is_empty() => panic.join(" "),
        _ => last.to_owned(),
    };
    // Where cargo keeps sources, and the number of a thread, are of this machine and of this run.
    let text = text
        .split_once("panicked at ")
        .map_or(text.clone(), |(_, place)| format!("panicked at {place}"));
    let words = text
        .split(' ')
        .map(|word| match word.split_once("/registry/src/") {
            Some((_, below)) => below.split_once('/').map_or(below, |(_, path)| path),
            None => word,
        });
    let text = words.collect::<Vec<_>>().join(" ");
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    match plain.char_indices().nth(200) {
        Some((at, _)) => format!("{}…", &plain[..at]),
        None => plain,
    }
}

/// When this program is started as a stand-in: runs the command, and writes down what it cost.
pub fn stand_in() -> Option<ExitCode> {
    let report = PathBuf::from(std::env::var_os(REPORT)?);
    let limit: u64 = std::env::var(LIMIT).ok()?.parse().ok()?;
    let mut arguments = std::env::args_os().skip(1);
    let mut command = Command::new(arguments.next()?);
    command.args(arguments).env_remove(REPORT).env_remove(LIMIT);
    let line = match child::run(command, Duration::from_secs(limit)) {
        Ok((end, cost)) => format!("{end} {} {} {}\n", cost.wall, cost.user, cost.peak),
        Err(error) => {
            use io::Write as _;
            let _ = writeln!(io::stderr(), "cannot be run: {error}");
            "127 0 0 0\n".to_owned()
        }
    };
    Some(match std::fs::write(report, line) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    })
}

/// Counting needs Unix.
#[cfg(not(unix))]
mod child {
    use super::*;

    pub(super) fn run(_: Command, _: Duration) -> io::Result<(String, Cost)> {
        Err(io::Error::other("processes are measured on Unix only"))
    }
}

#[cfg(unix)]
mod child {
    use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
    use std::sync::mpsc;
    use std::time::Instant;

    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::signal::{Signal, killpg};
    use nix::unistd::Pid;

    use super::*;

    /// Linux counts memory in units of 1024 bytes, macOS in bytes.
    const UNIT: f64 = if cfg!(target_os = "macos") {
        1.0
    } else {
        1024.0
    };

    /// Runs a command in a process group of its own, which is ended as a whole when the time is over.
    pub(super) fn run(mut command: Command, limit: Duration) -> io::Result<(String, Cost)> {
        let begun = Instant::now();
        let mut child = command.process_group(0).spawn()?;
        let group = Pid::from_raw(i32::try_from(child.id()).map_err(io::Error::other)?);
        let (ended, wait) = mpsc::channel::<()>();
        let watch = std::thread::spawn(move || {
            let over = wait.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout);
            over && killpg(group, Signal::SIGKILL).is_ok()
        });
        let status = child.wait()?;
        let wall = begun.elapsed().as_secs_f64();
        let _ = ended.send(());
        let over = watch.join().unwrap_or(false);
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
        let user = usage.user_time();
        let cost = Cost {
            wall,
            user: user.tv_sec() as f64 + user.tv_usec() as f64 / 1e6,
            peak: usage.max_rss() as f64 * UNIT / 1e6,
        };
        let end = match (over, status.code()) {
            (true, _) => "over".to_owned(),
            (false, Some(code)) => code.to_string(),
            (false, None) => format!("signal-{}", status.signal().unwrap_or_default()),
        };
        Ok((end, cost))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_error_is_told_with_their_number() {
        let said = "warning: x\nerror[E0412]: cannot find type `A`\n --> src/a.rs\nerror[E0412]: b\n\
                    error: could not compile `p` (lib) due to 12 previous errors; 3 warnings emitted\n";
        assert_eq!(
            telling(said),
            "error[E0412]: cannot find type `A` (12 errors)"
        );
    }

    #[test]
    fn without_an_error_the_last_line_tells() {
        assert_eq!(telling("reading\nno such file\n\n"), "no such file");
        assert_eq!(telling("Error: no\n  0: main\n"), "Error: no");
        assert_eq!(
            telling(
                "thread 'main' (77) panicked at /home/x/.cargo/registry/src/i-1/p-0.1/src/a.rs:1:2:\nnone\nnote: run with `RUST_BACKTRACE=1`"
            ),
            "panicked at p-0.1/src/a.rs:1:2: none"
        );
        assert_eq!(telling(""), "it said nothing");
        assert_eq!(telling(&"x".repeat(300)).chars().count(), 201);
    }
}
