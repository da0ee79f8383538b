//! Documents for tests: span trees from JSON text, with fake places.

use serde_json::Value;

use crate::source::tree::{File, FileId, Kind, Node, NodeId, SourceSet, Tree, TreeId};

/// A set with one document per text.
pub(crate) fn sources(texts: &[&str]) -> (SourceSet, Vec<TreeId>) {
    let mut set = SourceSet::default();
    let mut trees = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let value: Value = serde_json::from_str(text).expect("test documents are JSON");
        let file = FileId(index as u32);
        set.files.push(File {
            path: format!("{index}.json"),
            text: (*text).to_owned(),
        });
        let mut nodes = Vec::new();
        let root = add(&mut nodes, &value, None);
        trees.push(TreeId(set.trees.len() as u32));
        set.trees.push(Tree {
            file,
            nodes,
            root,
            fence: None,
        });
    }
    (set, trees)
}

fn add(nodes: &mut Vec<Node>, value: &Value, parent: Option<NodeId>) -> NodeId {
    let id = NodeId(nodes.len() as u32);
    nodes.push(Node {
        kind: Kind::Null,
        span: 0..0,
        key: None,
        parent,
    });
    let kind = match value {
        Value::Null => Kind::Null,
        Value::Bool(b) => Kind::Bool(*b),
        Value::Number(n) => Kind::Number(n.to_string().into()),
        Value::String(s) => Kind::String(s.as_str().into()),
        Value::Array(items) => Kind::Array(
            items
                .iter()
                .map(|item| add(nodes, item, Some(id)))
                .collect(),
        ),
        Value::Object(entries) => Kind::Object(
            entries
                .iter()
                .map(|(key, value)| (key.as_str().into(), add(nodes, value, Some(id))))
                .collect(),
        ),
    };
    nodes[id.0 as usize].kind = kind;
    id
}
