//! Strongly connected components of a graph whose edges are taken away one after the other.
//!
//! Takes the edges once; gives the component of each node for whichever of them are left. Room is kept from one question
//! to the next: breaking a cycle asks for every one of its edges. Must know nothing of types.

const NONE: u32 = u32::MAX;

/// A graph, and room for looking at it.
pub(super) struct Graph {
    /// Where the edges of each node begin in `edges`, and where the last ones end.
    starts: Vec<u32>,
    /// Where each edge leads to, and its number.
    edges: Vec<(u32, u32)>,
    part: Vec<u32>,
    index: Vec<u32>,
    low: Vec<u32>,
    stack: Vec<u32>,
    calls: Vec<(u32, u32)>,
}

impl Graph {
    /// A graph of `nodes` nodes; edges are numbered in the order in which they come.
    pub(super) fn new(nodes: usize, edges: impl Iterator<Item = (usize, usize)> + Clone) -> Self {
        let mut starts = vec![0u32; nodes + 1];
        for (from, _) in edges.clone() {
            starts[from + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut free = starts.clone();
        let mut list = vec![(0, 0); starts[nodes] as usize];
        for (number, (from, to)) in edges.enumerate() {
            list[free[from] as usize] = (to as u32, number as u32);
            free[from] += 1;
        }
        Graph {
            starts,
            edges: list,
            part: vec![NONE; nodes],
            index: vec![NONE; nodes],
            low: vec![0; nodes],
            stack: Vec::new(),
            calls: Vec::new(),
        }
    }

    /// The component of each node when the edges that are `cut` are not there (Tarjan, without recursion).
    pub(super) fn parts(&mut self, cut: impl Fn(usize) -> bool) -> &[u32] {
        self.part.fill(NONE);
        self.index.fill(NONE);
        let mut next = 0;
        for start in 0..self.index.len() as u32 {
            if self.index[start as usize] == NONE {
                self.visit(start, &mut next, &cut);
            }
        }
        &self.part
    }

    fn visit(&mut self, start: u32, next: &mut u32, cut: &impl Fn(usize) -> bool) {
        self.enter(start, next);
        while let Some((node, at)) = self.calls.pop() {
            let here = node as usize;
            match self.step(node, at, cut) {
                // What was entered last is done before this goes on.
                Some((target, at)) if self.index[target as usize] == NONE => {
                    self.calls.push((node, at));
                    self.enter(target, next);
                }
                Some((target, at)) => {
                    let known = self.index[target as usize];
                    self.low[here] = self.low[here].min(known);
                    self.calls.push((node, at));
                }
                None => {
                    if self.low[here] == self.index[here] {
                        self.close(node);
                    }
                    if let Some((caller, _)) = self.calls.last() {
                        let caller = *caller as usize;
                        self.low[caller] = self.low[caller].min(self.low[here]);
                    }
                }
            }
        }
    }

    fn enter(&mut self, node: u32, next: &mut u32) {
        let here = node as usize;
        (self.index[here], self.low[here]) = (*next, *next);
        *next += 1;
        self.stack.push(node);
        self.calls.push((node, self.starts[here]));
    }

    /// The next edge of a node that leads to what is not closed: where to, and the place behind it.
    fn step(&self, node: u32, at: u32, cut: &impl Fn(usize) -> bool) -> Option<(u32, u32)> {
        let rest = at..self.starts[node as usize + 1];
        rest.into_iter().find_map(|at| {
            let (target, number) = self.edges[at as usize];
            let open = self.part[target as usize] == NONE && !cut(number as usize);
            open.then_some((target, at + 1))
        })
    }

    fn close(&mut self, node: u32) {
        while let Some(member) = self.stack.pop() {
            self.part[member as usize] = node;
            if member == node {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_that_lead_to_each_other_are_one_component() {
        // 0 → 1 → 2 → 0, 2 → 3 ⇄ 4, 5 alone.
        let edges = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3)];
        let mut graph = Graph::new(6, edges.into_iter());
        let parts = graph.parts(|_| false).to_vec();
        assert_eq!((parts[0], parts[1]), (parts[2], parts[2]));
        assert_eq!(parts[3], parts[4]);
        let mut different = vec![parts[0], parts[3], parts[5]];
        different.dedup();
        assert_eq!(different.len(), 3);
        // Without 2 → 0, nothing of the first three is circular; the graph can be asked again.
        let parts = graph.parts(|edge| edge == 2).to_vec();
        assert!(parts[0] != parts[1] && parts[1] != parts[2] && parts[3] == parts[4]);
        let parts = graph.parts(|_| false);
        assert_eq!(parts[0], parts[2]);
    }
}
