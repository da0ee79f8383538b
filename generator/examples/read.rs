//! Reads every document given on the command line and says how long it took and what is wrong with it.

use std::time::Instant;

use oasmith::diag::{Diagnostics, render};
use oasmith::source::{FileLoader, SourceSet, YamlOptions, read};

fn main() {
    for location in std::env::args().skip(1) {
        let mut set = SourceSet::default();
        let mut diags = Diagnostics::new();
        let start = Instant::now();
        let loader = FileLoader::new("");
        let trees = read(
            &mut set,
            &loader,
            &location,
            YamlOptions::default(),
            &mut diags,
        );
        let nodes: usize = set.trees.iter().map(|tree| tree.nodes.len()).sum();
        println!(
            "{location}: {} documents, {nodes} values, {:?}",
            trees.len(),
            start.elapsed()
        );
        print!("{}", render(&diags, &set, false));
    }
}
