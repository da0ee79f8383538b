//! Building again after one more field.
//!
//! Takes our generator and a document; gives what an incremental build costs with nothing there, and what it costs after
//! the document got one more optional property, through an overlay, and the crate was generated again in its place. The
//! schema is the middle one of those that have properties, so that no document is chosen for.

use std::io;
use std::path::Path;

use super::compile::{Workshop, arguments};
use super::generate::{LIMIT, Pair, scratch};
use super::meter::{End, Task};
use super::package;
use super::results::Step;
use super::roster::Contents;
use super::turns::{Turn, turns};

/// Both builds: with nothing there, and after one more field.
///
/// # Errors
/// When something cannot be run at all.
pub fn rebuild(
    pair: &Pair<'_>,
    contents: &Contents,
    workshop: &Workshop<'_>,
    runs: usize,
) -> io::Result<(Turn, Turn)> {
    let home = pair.home();
    let mut first = |_| match pair.generate()? {
        End::Done(_) => {
            workshop.clear(&pair.package());
            package::package(pair)?;
            let step = Step::RebuildAll;
            match package::dependencies(&home, workshop.target, arguments(step)) {
                Err(error) => Ok(End::Failed(format!("dependencies: {error}"))),
                Ok(()) => workshop.compile(&home, step),
            }
        }
        end => Ok(end),
    };
    let all = single(turns(1, 1, &mut first)?)?;
    if all.cost.is_none() {
        return Ok((all.clone(), all));
    }
    let Some(schema) = contents.objects.get(contents.objects.len() / 2) else {
        let end = |_| Ok(End::Failed("no schema has properties".to_owned()));
        return Ok((all, single(turns(1, 1, end)?)?));
    };
    let mut round = 0;
    let again = |_| {
        round += 1;
        let overlay = scratch(pair.folder).join("overlay.yaml");
        std::fs::write(&overlay, one_more(schema, round))?;
        match update(pair, &overlay)? {
            End::Done(_) => workshop.again(&home, Step::RebuildField),
            end => Ok(end),
        }
    };
    let field = single(turns(1, runs, again)?)?;
    Ok((all, field))
}

/// Generates again, into what is there.
fn update(pair: &Pair<'_>, overlay: &Path) -> io::Result<End> {
    let spec = &pair.document.path;
    let given = pair.peer.arguments(spec, &pair.out(), &pair.package());
    Task::new(pair.binary, pair.folder)
        .arguments(given)
        .arguments([Path::new("--overlay"), overlay])
        .measure(&scratch(pair.folder), LIMIT)
}

/// An overlay that adds a property. Each round has its own, so that each build has something to do.
fn one_more(schema: &str, round: usize) -> String {
    let quoted = schema.replace('\\', "\\\\").replace('\'', "\\'");
    let target = serde_json::Value::from(format!("$.components.schemas['{quoted}'].properties"));
    format!(
        "overlay: 1.0.0\ninfo: {{ title: One more field, version: 1.0.0 }}\nactions:\n  \
         - target: {target}\n    update: {{ one_more_field_{round}: {{ type: string }} }}\n"
    )
}

fn single(turns: Vec<Turn>) -> io::Result<Turn> {
    let mut turns = turns.into_iter();
    turns.next().ok_or_else(|| io::Error::other("nothing ran"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_overlay_is_yaml_whatever_the_schema_is_called() {
        let text = one_more("it's \"x\"", 2);
        let value: serde_json::Value = serde_yaml::from_str(&text).unwrap();
        let action = &value["actions"][0];
        let target = "$.components.schemas['it\\'s \"x\"'].properties";
        assert_eq!(action["target"], target);
        assert_eq!(action["update"]["one_more_field_2"]["type"], "string");
    }
}
