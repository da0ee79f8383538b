//! Recursion and nothing else: cycles of by-value edges are broken by boxing few edges, chosen stably.
//!
//! Takes the types of an API; sets [`crate::model::TypeUse::boxed`]. The choice depends on stable keys alone. An edge
//! of a type to itself must be boxed; of the others, the one goes whose loss leaves the least that is still circular.

use std::collections::BTreeMap;

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
    let parts = components(nodes, edges);
    // One knot at a time, with its own numbering: the rest of the API does not matter to it.
    let mut knots: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
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
    loop {
        let parts = components(nodes, edges);
        let circular: Vec<usize> = (0..edges.len())
            .filter(|i| !edges[*i].cut && parts[edges[*i].from] == parts[edges[*i].to])
            .collect();
        if circular.is_empty() {
            break;
        }
        let candidates: Vec<usize> = {
            let values = circular.iter().copied().filter(|i| !edges[*i].alias);
            let values: Vec<usize> = values.collect();
            if values.is_empty() { circular } else { values }
        };
        let chosen = if candidates.len() > EXACT_LIMIT {
            most_wanted(nodes, edges, &candidates)
        } else {
            let mut best = (usize::MAX, candidates[0]);
            for i in candidates {
                edges[i].cut = true;
                let left = circular_edges(nodes, edges);
                edges[i].cut = false;
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

fn circular_edges(nodes: usize, edges: &[Edge]) -> usize {
    let parts = components(nodes, edges);
    let circular = |edge: &&Edge| !edge.cut && parts[edge.from] == parts[edge.to];
    edges.iter().filter(circular).count()
}

/// The strongly connected component of each node (Tarjan, without recursion).
fn components(nodes: usize, edges: &[Edge]) -> Vec<usize> {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for edge in edges.iter().filter(|edge| !edge.cut) {
        out[edge.from].push(edge.to);
    }
    let mut part = vec![usize::MAX; nodes];
    let mut index = vec![usize::MAX; nodes];
    let mut low = vec![0; nodes];
    let (mut next, mut stack) = (0, Vec::new());
    for start in 0..nodes {
        if index[start] != usize::MAX {
            continue;
        }
        let mut calls = vec![(start, 0)];
        while let Some((node, at)) = calls.pop() {
            if at == 0 {
                index[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
            } else {
                low[node] = low[node].min(low[out[node][at - 1]]);
            }
            let mut at = at;
            let mut descended = false;
            while at < out[node].len() {
                let target = out[node][at];
                at += 1;
                if index[target] == usize::MAX {
                    calls.push((node, at));
                    calls.push((target, 0));
                    descended = true;
                    break;
                }
                if part[target] == usize::MAX {
                    low[node] = low[node].min(index[target]);
                }
            }
            if !descended && low[node] == index[node] {
                while let Some(member) = stack.pop() {
                    part[member] = node;
                    if member == node {
                        break;
                    }
                }
            }
        }
    }
    part
}
