//! Recursion and nothing else: cycles of by-value edges are broken by boxing few edges, chosen stably.
//!
//! Takes the types of an API; sets [`crate::model::TypeUse::boxed`]. The choice depends on stable keys alone. An edge
//! of a type to itself must be boxed; of the others, the one goes whose loss leaves the least that is still circular.

use std::collections::BTreeMap;

use super::components::Graph;
use super::edges::{Hold, for_each};
use crate::model::{Api, TypeKind};

/// Above this many edges in one cycle the cheap choice is taken.
const EXACT_LIMIT: usize = 600;

#[derive(Clone, Copy, Debug)]
struct Edge {
    from: usize,
    to: usize,
    /// Its place among the uses of `from`.
    slot: usize,
    alias: bool,
    cut: bool,
}

/// Boxes what must be a pointer.
pub(super) fn box_cycles(api: &mut Api) {
    let mut order: Vec<usize> = (0..api.types.len()).collect();
    order.sort_by(|a, b| api.types[*a].place.key.cmp(&api.types[*b].place.key));
    let mut edges = Vec::new();
    for from in order {
        let mut slot = 0;
        for_each(&mut api.types[from].kind, |target, hold, _, _| {
            if hold != Hold::Behind {
                edges.push(Edge {
                    from,
                    to: target.id.0 as usize,
                    slot,
                    alias: hold == Hold::Alias,
                    cut: false,
                });
            }
            slot += 1;
        });
    }
    let nodes = api.types.len();
    for edge in &mut edges {
        edge.cut = edge.from == edge.to;
    }
    cut(nodes, &mut edges);
    for edge in edges.iter().filter(|edge| edge.cut) {
        let mut slot = 0;
        for_each(&mut api.types[edge.from].kind, |target, _, _, _| {
            target.boxed |= slot == edge.slot;
            slot += 1;
        });
    }
    // An alias of itself has nothing to hold.
    for index in 0..api.types.len() {
        if let TypeKind::Alias(target) = &api.types[index].kind
            && target.id.0 as usize == index
        {
            api.types[index].kind = TypeKind::Opaque {
                reason: "it only points at itself".to_owned(),
            };
        }
    }
}

fn cut(nodes: usize, edges: &mut [Edge]) {
    let mut graph = graph(nodes, edges);
    let parts = graph.parts(|edge| edges[edge].cut);
    // One knot at a time, with its own numbering: the rest of the API does not matter to it.
    let mut knots: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, edge) in edges.iter().enumerate() {
        if !edge.cut && parts[edge.from] == parts[edge.to] {
            knots.entry(parts[edge.from]).or_default().push(i);
        }
    }
    for inside in knots.into_values() {
        let mut knot: Vec<Edge> = inside.iter().map(|i| edges[*i]).collect();
        let size = renumber(&mut knot);
        cut_knot(size, &mut knot);
        for (i, edge) in inside.iter().zip(&knot) {
            edges[*i].cut = edge.cut;
        }
    }
}

fn renumber(edges: &mut [Edge]) -> usize {
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for edge in edges {
        for node in [&mut edge.from, &mut edge.to] {
            let next = numbers.len();
            *node = *numbers.entry(*node).or_insert(next);
        }
    }
    numbers.len()
}

/// Cuts edges of one knot until nothing in it is circular, and takes back what was not needed.
fn cut_knot(nodes: usize, edges: &mut [Edge]) {
    let mut graph = graph(nodes, edges);
    loop {
        let circular = circular_edges(&mut graph, edges, None);
        if circular.is_empty() {
            break;
        }
        let values = circular.iter().copied().filter(|i| !edges[*i].alias);
        let values: Vec<usize> = values.collect();
        let candidates = if values.is_empty() { circular } else { values };
        let chosen = if candidates.len() > EXACT_LIMIT {
            most_wanted(nodes, edges, &candidates)
        } else {
            let mut best = (usize::MAX, candidates[0]);
            for i in candidates {
                let left = circular_edges(&mut graph, edges, Some(i)).len();
                if left < best.0 {
                    best = (left, i);
                }
            }
            best.1
        };
        edges[chosen].cut = true;
    }
    spare(nodes, edges);
}

/// The edge into the node that most edges of the cycle lead to.
fn most_wanted(nodes: usize, edges: &[Edge], candidates: &[usize]) -> usize {
    let mut wanted = vec![0usize; nodes];
    for i in candidates {
        wanted[edges[*i].to] += 1;
    }
    let mut best = candidates[0];
    for i in candidates {
        if wanted[edges[*i].from] * wanted[edges[best].to]
            > wanted[edges[best].from] * wanted[edges[*i].to]
        {
            best = *i;
        }
    }
    best
}

/// Takes back each cut that is not needed any more. Nothing is circular before that, nor after each step.
fn spare(nodes: usize, edges: &mut [Edge]) {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for edge in edges.iter().filter(|edge| !edge.cut) {
        out[edge.from].push(edge.to);
    }
    for edge in edges.iter_mut().filter(|edge| edge.cut) {
        if !reaches(&out, edge.to, edge.from) {
            edge.cut = false;
            out[edge.from].push(edge.to);
        }
    }
}

/// Whether a way leads from one node to another; every node leads to itself.
fn reaches(out: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = vec![false; out.len()];
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        if node == to {
            return true;
        }
        if !std::mem::replace(&mut seen[node], true) {
            open.extend(out[node].iter().filter(|next| !seen[**next]));
        }
    }
    false
}

fn graph(nodes: usize, edges: &[Edge]) -> Graph {
    Graph::new(nodes, edges.iter().map(|edge| (edge.from, edge.to)))
}

/// The edges that are part of a circle.
fn circular_edges(graph: &mut Graph, edges: &[Edge], without: Option<usize>) -> Vec<usize> {
    let gone = |i: usize| edges[i].cut || without == Some(i);
    let parts = graph.parts(gone);
    let inside = |i: &usize| !gone(*i) && parts[edges[*i].from] == parts[edges[*i].to];
    (0..edges.len()).filter(inside).collect()
}
