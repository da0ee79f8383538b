//! `oasmith explain`, `init` and `completions`.

use std::path::Path;

use clap::CommandFactory;
use oasmith::config::STARTER;
use oasmith::diag::codes::config as codes;
use oasmith::diag::codes::{all, find};
use oasmith::diag::{Code, Diagnostic};
use oasmith::plan;

use super::args::Arguments;
use super::{Exit, Outcome, Run, command};

/// Prints the page of a code.
pub fn explain(run: &mut Run, text: &str) -> Outcome {
    let digits = text.trim_start_matches(['O', 'o']);
    let code = match digits.parse::<u16>() {
        Ok(number) if digits.bytes().all(|b| b.is_ascii_digit()) => Some(Code(number)),
        _ => None,
    };
    if let Some(info) = code.and_then(find) {
        let newline = if info.page.ends_with('\n') { "" } else { "\n" };
        return run.done(format!("{}{newline}", info.page), Exit::Fine);
    }
    let mut diagnostic =
        Diagnostic::error(codes::UNKNOWN_CODE, format!("there is no code `{text}`"))
            .help("codes are as diagnostics show them, such as `oasmith explain O0401`");
    let near = all().min_by_key(|info| code.map_or(u16::MAX, |code| info.code.0.abs_diff(code.0)));
    if let (Some(_), Some(near)) = (code, near) {
        diagnostic = diagnostic.help(format!("the nearest one is {}: {}", near.code, near.title));
    }
    run.diags.push(diagnostic);
    run.failed("")
}

/// Writes a configuration to begin with.
pub fn init(run: &mut Run, path: &str) -> Outcome {
    let file = Path::new(path);
    if file.symlink_metadata().is_ok() {
        let diagnostic = Diagnostic::error(codes::EXISTS, format!("{path} exists already"))
            .help("`oasmith generate` reads it; `--config FILE` writes another one");
        run.diags.push(diagnostic);
        return run.failed("; nothing was written");
    }
    match plan::write_file(file, STARTER.as_bytes()) {
        Ok(()) => run.done(
            format!(
                "created {path}\nput your documents beside it and name them in it (it names example/openapi.yaml), then run `{}`\n",
                command("generate")
            ),
            Exit::Fine,
        ),
        Err(error) => {
            run.diags.push(Diagnostic::error(codes::DISK, error.to_string()));
            run.failed("; nothing was written")
        }
    }
}

/// Prints completions for a shell.
pub fn completions(shell: clap_complete::Shell) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "oasmith", &mut script);
    Outcome {
        stdout: String::from_utf8_lossy(&script).into_owned(),
        stderr: String::new(),
        exit: Exit::Fine,
    }
}
