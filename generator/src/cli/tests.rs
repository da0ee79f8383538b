//! Every command that the documentation shows is one that the command line takes.

use super::args::Arguments;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

const README: &str = include_str!("../../../README.md");
const CHANGELOG: &str = include_str!("../../../CHANGELOG.md");
const WORKFLOW: &str = include_str!("../../../.github/workflows/ci.yml");
const GATE: &str = include_str!("../../../.ci/run");
const CONFIGURATION: &str = include_str!("../../../specs/oasmith.yaml");

/// What follows `oasmith` in each command of a text: in lines that `cargo run` begins, and in code spans.
fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some((_, rest)) = line.split_once("-p oasmith -- ")
            && line.contains("cargo run ")
        {
            let end = rest.find(['`', '#']).unwrap_or(rest.len());
            found.push(rest[..end].to_owned());
        }
    }
    let unwrapped = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for rest in unwrapped.split("`oasmith ").skip(1) {
        let end = rest.find('`').unwrap_or(rest.len());
        found.push(rest[..end].to_owned());
    }
    found
}

/// The arguments of a command: optional ones are given, and the first of several is chosen.
fn arguments(command: &str) -> Vec<String> {
    let plain = command.replace(['[', ']'], "");
    let word = |word: &str| word.split(r"\|").next().unwrap_or_default().to_owned();
    plain.split_whitespace().map(word).collect()
}

fn accepted(command: &str) -> Result<(), String> {
    let words = arguments(command);
    let all: Vec<String> = ["oasmith".to_owned()].into_iter().chain(words).collect();
    // A flag that is only named stands without its value and without what the command needs besides.
    let named = all.last().is_some_and(|last| last.starts_with('-'));
    let value = named.then(|| "x".to_owned());
    let result = match Arguments::try_parse_from(&all) {
        Err(_) if named => Arguments::try_parse_from(all.iter().chain(&value)),
        result => result,
    };
    match result {
        Ok(_) => Ok(()),
        Err(error) if !error.use_stderr() => Ok(()),
        Err(error) if named && error.kind() == ErrorKind::MissingRequiredArgument => Ok(()),
        Err(error) => Err(format!("oasmith {command}: {error}")),
    }
}

/// Whether a code span only names a command, as in "`oasmith transcribe` drafts …".
fn is_name(command: &str) -> bool {
    let known = |name: &str| Arguments::command().find_subcommand(name).is_some();
    !command.trim().contains(' ') && known(command.trim())
}

#[test]
fn documented_commands_are_accepted() {
    let pages = oasmith::diag::codes::all().map(|info| info.page);
    let texts = [README, CHANGELOG, WORKFLOW, GATE, CONFIGURATION];
    let mut count = 0;
    let mut wrong = Vec::new();
    for text in texts.into_iter().chain(pages) {
        for command in commands(text) {
            count += 1;
            if !is_name(&command) {
                wrong.extend(accepted(&command).err());
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 20, "only {count} commands were found");
}

#[test]
fn every_command_and_flag_is_documented() {
    let command = Arguments::command();
    for subcommand in command.get_subcommands() {
        let name = subcommand.get_name();
        let span = |text: &str| README.contains(&format!("`{text}"));
        assert!(span(&format!("oasmith {name}")) || span(name), "{name}");
        for flag in subcommand.get_arguments().filter_map(|a| a.get_long()) {
            assert!(
                README.contains(&format!("--{flag}")) || flag == "output",
                "{name} --{flag}"
            );
        }
    }
}

#[test]
fn commands_are_found_as_they_are_written() {
    let text = "Run\n\n    cargo run -q -p oasmith -- check --format json  # says\n\nor `oasmith generate\n[--dry-run]`.\n";
    assert_eq!(
        commands(text),
        ["check --format json  ", "generate [--dry-run]"]
    );
    assert_eq!(
        arguments(r"check [--format text\|json]"),
        ["check", "--format", "text"]
    );
    assert!(accepted("generate --no-such-flag").is_err());
    assert!(accepted("check --format xml").is_err());
    assert!(!is_name("undo"));
}

#[test]
fn the_arguments_are_consistent() {
    Arguments::command().debug_assert();
}
