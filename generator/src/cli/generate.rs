//! `oasmith generate`.

use std::path::Path;

use oasmith::config::{self, directory_of, file_name, join};
use oasmith::diag::Diagnostic;
use oasmith::diag::codes::config as codes;
use oasmith::lock::Lock;
use oasmith::pipeline::Job;
use oasmith::plan::{self, ApplyError, Entry, count_lines};
use oasmith::source::AnyLoader;

use super::args::Generate;
use super::prepare::{Prepared, configuration, loader, locations, prepare};
use super::{Exit, Outcome, Run, counted};

pub const NOTHING_WRITTEN: &str = "; nothing was written";

/// Writes a crate and says what changed.
pub fn run(run: &mut Run, arguments: Generate) -> Outcome {
    let prepared = match &arguments.out {
        Some(out) => of_documents(run, &arguments, out),
        None => of_configuration(run, &arguments.config),
    };
    let Some(prepared) = prepared else {
        return run.failed(NOTHING_WRITTEN);
    };
    if !vetted(run, &prepared, arguments.force) {
        return run.failed(NOTHING_WRITTEN);
    }
    finish(run, &prepared, arguments.dry_run, String::new())
}

/// Whether a plan may be carried out.
pub fn vetted(run: &mut Run, prepared: &Prepared, force: bool) -> bool {
    let known = prepared.known_lock();
    let (plan, root) = (&prepared.plan, &prepared.root);
    plan::vet(plan, root, known.as_ref(), force, &mut run.diags);
    !run.diags.has_errors()
}

/// Carries a plan out, unless it is only to be told, and says what changed after what is said already.
pub fn finish(run: &mut Run, prepared: &Prepared, dry_run: bool, said: String) -> Outcome {
    let lock = prepared.output.lock.render();
    if !dry_run && let Err(error) = write(prepared, &lock) {
        run.diags
            .push(Diagnostic::error(codes::DISK, error.to_string()));
        return run.failed(match error.written || !said.is_empty() {
            true => "; some files were written, run it again",
            false => NOTHING_WRITTEN,
        });
    }
    let text = said + &summary(prepared, &lock, dry_run);
    run.done(text, Exit::Fine)
}

fn of_configuration(run: &mut Run, path: &str) -> Option<Prepared> {
    let config = configuration(run, path)?;
    prepare(
        run,
        &AnyLoader::new(config.fetch),
        &config.crate_dir,
        &config.lock_path,
        &[path],
        |names| Job::of_config(&config, names),
    )
}

fn of_documents(run: &mut Run, arguments: &Generate, out: &str) -> Option<Prepared> {
    let root = join("", out);
    let name = match &arguments.name {
        Some(name) => name.clone(),
        None => directory_name(&root),
    };
    if let Err(reason) = config::package_name(&name) {
        let message = format!("the crate name `{name}` {reason}");
        let diagnostic = Diagnostic::error(codes::BAD_NAME, message).help(format!(
            "such as `--name {}`",
            config::package_name_like(&name)
        ));
        run.diags.push(match &arguments.name {
            Some(_) => diagnostic,
            None => diagnostic
                .help("`--name N` names the crate; without it, it has the name of its directory"),
        });
        return None;
    }
    let module = name.replace('-', "_").to_lowercase();
    let lock_path = join(&root, "oasmith.lock");
    let documents = locations(run, &arguments.documents, "document")?;
    let overlays = locations(run, &arguments.overlays, "overlay")?;
    prepare(run, &loader(), &root, &lock_path, &[], |names| {
        Job::of_documents(&name, &module, documents, names)
            .with_overlays(&overlays)
            .lenient(arguments.lenient)
    })
}

/// The name of a directory that may be `.` or end in `..`.
fn directory_name(root: &str) -> String {
    let whole = std::path::absolute(root).map(|path| path.to_string_lossy().into_owned());
    let whole = join("", &whole.unwrap_or_else(|_| root.to_owned()));
    file_name(&whole).to_owned()
}

impl Prepared {
    fn known_lock(&self) -> Option<Lock> {
        let directory = &self.output.lock.directory;
        self.before
            .clone()
            .map(|lock| lock.for_directory(directory))
    }

    fn lock_changes(&self, lock: &str) -> bool {
        self.before_text.as_deref() != Some(lock)
    }
}

fn write(prepared: &Prepared, lock: &str) -> Result<(), ApplyError> {
    plan::apply(&prepared.plan, Path::new(&prepared.root))?;
    if prepared.lock_changes(lock) {
        plan::write_file(Path::new(&prepared.lock_path), lock.as_bytes()).map_err(|error| {
            let written = !prepared.plan.is_empty();
            ApplyError { error, written }
        })?;
    }
    Ok(())
}

/// How many changed items of the crate are shown.
const MOST_ITEMS: usize = 10;

fn summary(prepared: &Prepared, lock: &str, dry_run: bool) -> String {
    let plan = &prepared.plan;
    let would = if dry_run { "would be " } else { "" };
    let mut out = String::new();
    let mut say = |verb: &str, path: &str, counts: &str| {
        out.push_str(&format!(
            "{would}{verb} {}/{path} ({counts})\n",
            prepared.root
        ));
    };
    for (path, text) in &plan.create {
        say("created", path, &format!("+{}", text.lines().count()));
    }
    for (path, change) in &plan.change {
        let count = count_lines(&lossy(&change.before), &change.after);
        say(
            "changed",
            path,
            &format!("+{} −{}", count.added, count.removed),
        );
    }
    for (path, entry) in &plan.delete {
        say(
            "deleted",
            path,
            &format!("−{}", lossy(entry).lines().count()),
        );
    }
    if prepared.lock_changes(lock) {
        let verb = match prepared.before_text {
            Some(_) => "changed",
            None => "created",
        };
        out.push_str(&format!("{would}{verb} {}\n", prepared.lock_path));
    }
    for path in &plan.foreign {
        out.push_str(&format!(
            "left alone {}/{path}, which is not generated\n",
            prepared.root
        ));
    }
    let now = &prepared.output.lock.directory;
    if let Some(before) = prepared
        .before
        .as_ref()
        .filter(|lock| lock.directory != *now)
    {
        let old = join(&directory_of(&prepared.lock_path), &before.directory);
        out.push_str(&format!("left alone {old}, where the crate was before\n"));
    }
    if let Some(surface) = &prepared.surface {
        out.push_str(&format!("semver: {}\n", surface.line()));
        for (line, _) in surface.lines(MOST_ITEMS) {
            out.push_str(&format!("    {line}\n"));
        }
        if let Some(hint) = surface.hint() {
            out.push_str(&format!("    {hint}\n"));
        }
    }
    let total = prepared.output.lock.generated.len();
    let same = counted(plan.same.len(), "file");
    if plan.is_empty() {
        let what = if prepared.lock_changes(lock) {
            "no generated file changed"
        } else {
            "nothing changed"
        };
        out.push_str(&format!("{what}: {}\n", counted(total, "generated file")));
    } else {
        out.push_str(&format!(
            "{} {would}created, {} changed, {} deleted; {same} the same\n",
            counted(plan.create.len(), "file"),
            plan.change.len(),
            plan.delete.len(),
        ));
    }
    out
}

fn lossy(entry: &Entry) -> String {
    String::from_utf8_lossy(entry.bytes().unwrap_or_default()).into_owned()
}
