//! The command line of `oasmith`: reads arguments, prints, and decides the exit code.

mod cli;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use cli::{Color, Exit, Outcome};

/// A third faster than the system's on Linux: documents and models are many small pieces (README, decisions).
#[global_allocator]
static ALLOCATOR: oasmith_allocator::MiMalloc = oasmith_allocator::MiMalloc;

/// After how many milliseconds memory is given back that a stage has freed: while the next one runs.
const GIVE_BACK: std::ffi::c_long = 10;

/// What documents at the limit of depth need in a debug build, on systems whose main thread has as little as 1 MiB.
const STACK: usize = 64 << 20;

fn main() -> ExitCode {
    oasmith_allocator::give_back_after(GIVE_BACK);
    match std::thread::Builder::new().stack_size(STACK).spawn(all) {
        Ok(thread) => thread.join().unwrap_or(ExitCode::from(2)),
        Err(_) => all(),
    }
}

fn all() -> ExitCode {
    let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|value| value != "dumb");
    let color = Color {
        stdout: wanted && io::stdout().is_terminal(),
        stderr: wanted && io::stderr().is_terminal(),
    };
    let outcome = match cli::parse(std::env::args_os()) {
        Ok(command) => cli::run(command, color),
        Err(error) => {
            // Help and version go to stdout and are no error; the rest is a wrong use.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match print(&outcome) {
        Ok(()) => exit_code(outcome.exit),
        // Whoever read the output has seen enough of it.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => exit_code(outcome.exit),
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: the output cannot be written: {error}");
            ExitCode::from(2)
        }
    }
}

fn print(outcome: &Outcome) -> io::Result<()> {
    let shown = io::stderr().write_all(outcome.stderr.as_bytes());
    let mut stdout = io::stdout().lock();
    stdout.write_all(outcome.stdout.as_bytes())?;
    stdout.flush()?;
    shown
}

fn exit_code(exit: Exit) -> ExitCode {
    ExitCode::from(match exit {
        Exit::Fine => 0,
        Exit::Found => 1,
        Exit::Failed => 2,
    })
}
