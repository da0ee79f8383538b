//! Where what other files define stands in the bundle.

use std::collections::HashSet;

use super::sections::{Place, Section};
use super::{Bundler, Components, pointer_of};
use crate::document::merge::Merged;
use crate::document::value::join;
use crate::model::Json;
use crate::source::{NodeRef, Origin};

/// What a reference leads to in another file.
pub(super) struct Target {
    /// What it is.
    pub(super) section: Section,
    /// What it is called there.
    pub(super) name: String,
    /// Its place: the file as seen from the document, and the pointer.
    pub(super) key: String,
}

impl<'a> Bundler<'a, '_> {
    /// What a component only points at stands in the component's place; of several, in that of the first.
    pub(super) fn settle_components(&mut self, merged: &Merged<'a>) {
        for (section, entries) in &merged.components {
            for (name, node) in entries {
                // What is passed on the way is the component too.
                for passed in self.followed(*node) {
                    if self.scope.is_own(passed.origin().tree) {
                        continue;
                    }
                    self.homes
                        .entry(passed.origin())
                        .or_insert_with(|| pointer_of(section, name));
                }
            }
        }
    }

    /// Gives each target a place: in what holds it, when that has one, or as a component of its own.
    pub(super) fn settle_targets(&mut self, merged: &Merged<'a>) {
        let mut taken: HashSet<String> = HashSet::new();
        for (section, entries) in &merged.components {
            taken.extend(entries.keys().map(|name| pointer_of(section, name)));
        }
        let mut order: Vec<Origin> = self.targets.keys().copied().collect();
        order.sort_by(|a, b| self.targets[a].key.cmp(&self.targets[b].key));
        let all: HashSet<Origin> = self.targets.keys().copied().collect();
        for origin in &order {
            let target = &self.targets[origin];
            let node = self.scope.set.node(*origin);
            let around = std::iter::successors(node.parent(), |node| node.parent());
            let held = around
                .map(NodeRef::origin)
                .any(|o| all.contains(&o) || self.homes.contains_key(&o));
            let Some(section) = target.section.components().filter(|_| !held) else {
                continue;
            };
            let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
            let name: String = target
                .name
                .chars()
                .map(|c| if plain(c) { c } else { '_' })
                .collect();
            let mut number = 1;
            let mut pointer = pointer_of(section, &name);
            while !taken.insert(pointer.clone()) {
                number += 1;
                pointer = pointer_of(section, &format!("{name}{number}"));
            }
            self.homes.insert(*origin, pointer);
        }
        // What stands in another target is found by its way through it.
        for origin in order {
            if self.homes.contains_key(&origin) {
                continue;
            }
            if let Some(pointer) = self.through(self.scope.set.node(origin)) {
                self.homes.insert(origin, pointer);
            }
        }
    }

    /// The place of a node in something that has a place.
    fn through(&self, node: NodeRef<'a>) -> Option<String> {
        let mut way: Vec<String> = Vec::new();
        let mut at = node;
        loop {
            if let Some(home) = self.homes.get(&at.origin()) {
                let way = way.iter().rev();
                return Some(way.fold(home.clone(), |pointer, step| join(&pointer, step)));
            }
            let parent = at.parent()?;
            let key = parent
                .entries()
                .find(|(_, value)| value.origin() == at.origin());
            let step = match key {
                Some((key, _)) => key.to_owned(),
                None => {
                    let mut items = parent.items();
                    items
                        .position(|item| item.origin() == at.origin())?
                        .to_string()
                }
            };
            way.push(step);
            at = parent;
        }
    }

    /// Adds the components that targets became.
    pub(super) fn add_targets(&mut self, components: &mut Components) {
        let mut added: Vec<(&'static str, String, Json)> = Vec::new();
        let targets: Vec<(Origin, Section)> = self
            .targets
            .iter()
            .map(|(origin, target)| (*origin, target.section))
            .collect();
        for (origin, section) in targets {
            let Some(home) = self.homes.get(&origin).cloned() else {
                continue;
            };
            let Some(name) = section.components() else {
                continue;
            };
            let prefix = format!("#/components/{name}/");
            let own = home
                .strip_prefix(&prefix)
                .filter(|rest| !rest.contains('/'));
            let Some(own) = own.map(str::to_owned) else {
                continue;
            };
            let value = self.value(self.scope.set.node(origin), Place::One(section), 0);
            added.push((name, own, value));
        }
        added.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        for (section, name, value) in added {
            let section = components.entry(section.to_owned()).or_default();
            if !section.iter().any(|(known, _)| *known == name) {
                section.push((name, value));
            }
        }
    }
}
