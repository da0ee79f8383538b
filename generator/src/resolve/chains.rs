//! Chains of references: where they end, and whether they do.
//!
//! Takes schema ids; gives the schema behind them. A chain may be as long as the document: each is walked once, and
//! without recursion.

use rustc_hash::FxHashMap;

use super::Resolver;
use crate::document::SchemaId;

/// What is known of chains.
#[derive(Default)]
pub(super) struct Chains {
    /// The ends of bare references; a reference in a circle ends at itself.
    ends: FxHashMap<SchemaId, SchemaId>,
    /// Whether a schema that stands for others comes to one that stands for itself.
    settled: FxHashMap<SchemaId, bool>,
}

impl Resolver<'_> {
    /// The schema behind references that nothing stands beside; references in a circle are their own end.
    pub(super) fn end_of_references(&self, id: SchemaId) -> SchemaId {
        let next = |id: SchemaId| {
            let schema = self.schema(id);
            let target = schema.reference.as_ref().and_then(|r| r.target)?;
            let bare = !schema.says_more_than_its_reference()
                && !schema.nullable
                && schema.types.is_empty()
                && schema.discriminator.is_none()
                && schema.default.is_none()
                && !schema.read_only
                && !schema.write_only
                && schema.docs.description.is_none()
                && schema.inexpressible.is_empty();
            bare.then_some(target)
        };
        if next(id).is_none() {
            return id;
        }
        let mut walked = Vec::new();
        let mut at = id;
        let end = loop {
            if let Some(known) = self.chains.borrow().ends.get(&at) {
                break *known;
            }
            let Some(target) = next(at) else {
                break at;
            };
            walked.push(at);
            at = target;
            // A circle: every link of the way to it stays what it is.
            if walked.len() > self.document.schemas.len() + self.made.len() {
                let ends = &mut self.chains.borrow_mut().ends;
                ends.extend(walked.into_iter().map(|at| (at, at)));
                return id;
            }
        };
        let ends = &mut self.chains.borrow_mut().ends;
        ends.extend(walked.into_iter().map(|at| (at, end)));
        end
    }

    /// Whether a chain of schemas that only stand for others never reaches one that says something.
    pub(super) fn only_points(&self, id: SchemaId) -> bool {
        let mut walked = Vec::new();
        let mut at = id;
        let settled = loop {
            if let Some(known) = self.chains.borrow().settled.get(&at) {
                break *known;
            }
            let Some(target) = self.stands_for(at) else {
                break true;
            };
            walked.push(at);
            at = target;
            if walked.len() > self.document.schemas.len() + self.made.len() {
                break false;
            }
        };
        let known = &mut self.chains.borrow_mut().settled;
        known.extend(walked.into_iter().map(|at| (at, settled)));
        !settled
    }
}
