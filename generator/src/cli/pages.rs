//! `oasmith transcribe`.

use std::path::Path;

use oasmith::config::join;
use oasmith::diag::Diagnostic;
use oasmith::diag::codes::config as codes;
use oasmith::pipeline::read_page;
use oasmith::{plan, tables};

use super::args::Transcribe;
use super::prepare::loader;
use super::{Exit, Outcome, Run};

/// Drafts an OpenAPI document from a page with tables.
pub fn transcribe(run: &mut Run, arguments: Transcribe) -> Outcome {
    let nothing_written = "; nothing was written";
    let page = join("", &arguments.page);
    let Some(file) = read_page(&mut run.set, &loader(), &page, &mut run.diags) else {
        return run.failed(nothing_written);
    };
    let draft = tables::transcribe(&run.set, file, &mut run.diags);
    if draft.is_none() && !run.diags.has_errors() {
        let message = format!("the page {page} has no table of parameters that could be read");
        run.diags
            .push(Diagnostic::error(codes::NOTHING_TO_TRANSCRIBE, message));
    }
    let Some(draft) = draft.filter(|_| !run.diags.has_errors()) else {
        return run.failed(nothing_written);
    };
    let Some(output) = arguments.output else {
        return run.done(draft, Exit::Fine);
    };
    // A draft is the beginning of hand-written work, and that must not be lost.
    if Path::new(&output).exists() {
        let diagnostic = Diagnostic::error(codes::EXISTS, format!("{output} exists already"))
            .help("delete it first, or leave `--output` out and read the draft on standard output");
        run.diags.push(diagnostic);
        return run.failed(nothing_written);
    }
    match plan::write_file(Path::new(&output), draft.as_bytes()) {
        Ok(()) => run.done(format!("created {output}\n"), Exit::Fine),
        Err(error) => {
            run.diags
                .push(Diagnostic::error(codes::DISK, error.to_string()));
            run.failed(nothing_written)
        }
    }
}
