//! `oasmith bundle`.

use std::path::Path;

use oasmith::config::join;
use oasmith::diag::Diagnostic;
use oasmith::diag::codes::config as codes;
use oasmith::document::{json_text, yaml_text};
use oasmith::pipeline::{self, Job};
use oasmith::plan;

use super::args::Bundle;
use super::prepare::{loader, locations};
use super::{Exit, Outcome, Run};

const NOTHING_WRITTEN: &str = "; nothing was written";

/// Writes documents, and all that they refer to, as one.
pub fn bundle(run: &mut Run, arguments: Bundle) -> Outcome {
    let Some(bundle) = bundled(run, &arguments) else {
        return run.failed(NOTHING_WRITTEN);
    };
    let Some(output) = arguments.output else {
        return run.done(yaml_text(&bundle), Exit::Fine);
    };
    let output = join("", &output);
    // Where it is read from, it must not be written to: what is bundled would be bundled again.
    if run
        .set
        .files
        .iter()
        .any(|file| join("", &file.location) == output)
    {
        let message = format!("{output} is one of the files that are bundled");
        run.diags.push(
            Diagnostic::error(codes::EXISTS, message).help("write the bundle to a file of its own"),
        );
        return run.failed(NOTHING_WRITTEN);
    }
    let is_json = Path::new(&output)
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("json"));
    let text = match is_json {
        true => json_text(&bundle),
        false => yaml_text(&bundle),
    };
    let verb = match Path::new(&output).exists() {
        true => "changed",
        false => "created",
    };
    match plan::write_file(Path::new(&output), text.as_bytes()) {
        Ok(()) => run.done(format!("{verb} {output}\n"), Exit::Fine),
        Err(error) => {
            run.diags
                .push(Diagnostic::error(codes::DISK, error.to_string()));
            run.failed(NOTHING_WRITTEN)
        }
    }
}

fn bundled(run: &mut Run, arguments: &Bundle) -> Option<oasmith::model::Json> {
    let documents = locations(run, &arguments.documents, "document")?;
    let overlays = locations(run, &arguments.overlays, "overlay")?;
    let job = Job::of_documents("api", "api", documents, Default::default());
    let job = job.with_overlays(&overlays);
    let bundle = pipeline::bundle(&mut run.set, &loader(), &job, &mut run.diags);
    bundle.filter(|_| !run.diags.has_errors())
}
