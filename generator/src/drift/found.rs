//! A difference as the model shows it, before anything is known of operations and Rust items.

use rustc_hash::FxHashMap;

use super::{Behaviour, ChangeKind, Verdict, Wire};
use crate::model::TypeId;
use crate::source::Origin;

/// What a difference is to one direction: how bad, and why.
pub(super) type Effect = (Wire, &'static str);

/// What a difference is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum About {
    /// The document as a whole.
    #[default]
    Nothing,
    /// A type, in either arena.
    Types(Option<TypeId>, Option<TypeId>),
    /// A part of operations, by their indices; what is sent with them or received.
    Operations {
        /// In the older and the newer API.
        at: Vec<(Option<usize>, Option<usize>)>,
        /// Whether it is sent.
        sent: bool,
    },
    /// A part of a webhook, by their indices.
    Webhook {
        /// In the older and the newer API.
        at: (Option<usize>, Option<usize>),
        /// Whether the client sends it, in its answer.
        sent: bool,
    },
}

/// A difference.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) kind: ChangeKind,
    /// The stable key of what changed, in the newer document where it is there.
    pub(super) key: String,
    /// Its key in the older document, where that is another one.
    pub(super) old_key: Option<String>,
    pub(super) subject: String,
    pub(super) title: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) old: Option<Origin>,
    pub(super) new: Option<Origin>,
    pub(super) about: About,
    /// What it is where the values are sent.
    pub(super) sent: Effect,
    /// What it is where they are received.
    pub(super) received: Effect,
    /// Whether the value is never sent, or never received, wherever its holder travels.
    pub(super) never: (bool, bool),
    pub(super) behaviour: Verdict<Behaviour>,
    /// Types that came with it.
    pub(super) brought: Vec<TypeId>,
    /// Types that went with it.
    pub(super) lost: Vec<TypeId>,
    /// Whether it is worth an entry only when it changes a Rust item.
    pub(super) weak: bool,
    /// The rename that it is, as keys, confidence and evidence.
    pub(super) rename: Option<(u8, String)>,
    /// Until when what is gone was to stay.
    pub(super) sunset: Option<String>,
}

impl Found {
    /// A difference that is safe until something else is said.
    pub(super) fn new(kind: ChangeKind, spot: &Spot, title: impl Into<String>) -> Self {
        Found {
            kind,
            key: spot.key.clone(),
            old_key: spot.old_key.clone(),
            subject: spot.subject.clone(),
            title: title.into(),
            before: None,
            after: None,
            old: spot.old,
            new: spot.new,
            about: spot.about.clone(),
            sent: (Wire::Safe, ""),
            received: (Wire::Safe, ""),
            never: spot.never,
            behaviour: Verdict::default(),
            brought: Vec::new(),
            lost: Vec::new(),
            weak: false,
            rename: None,
            sunset: None,
        }
    }

    /// What it is where the values are sent.
    pub(super) fn sent(mut self, level: Wire, reason: &'static str) -> Self {
        self.sent = (level, reason);
        self
    }

    /// What it is where they are received.
    pub(super) fn received(mut self, level: Wire, reason: &'static str) -> Self {
        self.received = (level, reason);
        self
    }

    /// What it is in both directions.
    pub(super) fn both(self, level: Wire, reason: &'static str) -> Self {
        self.sent(level, reason).received(level, reason)
    }

    /// What was said and what is said.
    pub(super) fn said(mut self, before: impl Into<String>, after: impl Into<String>) -> Self {
        self.before = Some(before.into()).filter(|text| !text.is_empty());
        self.after = Some(after.into()).filter(|text| !text.is_empty());
        self
    }

    /// The regenerated client does something else.
    pub(super) fn behaves(mut self, reason: impl Into<String>) -> Self {
        self.behaviour = Verdict::new(Behaviour::Changed, reason);
        self
    }

    /// Only the newer document has it.
    pub(super) fn only_new(mut self, brought: Vec<TypeId>) -> Self {
        self.old = None;
        self.brought = brought;
        self
    }

    /// Only the older document has it.
    pub(super) fn only_old(mut self, lost: Vec<TypeId>) -> Self {
        self.new = None;
        self.lost = lost;
        self
    }
}

/// Where a difference is said.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) key: String,
    pub(super) old_key: Option<String>,
    pub(super) subject: String,
    pub(super) old: Option<Origin>,
    pub(super) new: Option<Origin>,
    pub(super) about: About,
    /// Whether the value is never sent, or never received.
    pub(super) never: (bool, bool),
    /// Whether an older client reads null and absence alike here.
    pub(super) lenient: bool,
}

impl Spot {
    /// Another place within this one.
    pub(super) fn at(
        &self,
        keys: (&str, &str),
        subject: String,
        origins: (Origin, Origin),
    ) -> Spot {
        Spot {
            key: keys.1.to_owned(),
            old_key: (keys.0 != keys.1).then(|| keys.0.to_owned()),
            subject,
            old: Some(origins.0),
            new: Some(origins.1),
            lenient: false,
            ..self.clone()
        }
    }
}

/// What makes two differences one.
type Same = (ChangeKind, String, Option<String>, Option<String>);

/// Collects differences; what is said once and seen from several operations is one.
#[derive(Debug, Default)]
pub(super) struct Collected {
    list: Vec<Found>,
    index: FxHashMap<Same, usize>,
}

impl Collected {
    /// Adds a difference, or the operations of one that is there already.
    pub(super) fn push(&mut self, found: Found) {
        let same = (
            found.kind,
            found.key.clone(),
            found.before.clone(),
            found.after.clone(),
        );
        let Some(&index) = self.index.get(&same) else {
            self.index.insert(same, self.list.len());
            self.list.push(found);
            return;
        };
        let Some(known) = self.list.get_mut(index) else {
            return;
        };
        match (&mut known.about, found.about) {
            (About::Operations { at, .. }, About::Operations { at: more, .. }) => at.extend(more),
            (at, About::Operations { at: more, sent }) if *at == About::Nothing => {
                *at = About::Operations { at: more, sent };
            }
            _ => {}
        }
        known.brought.extend(found.brought);
        known.lost.extend(found.lost);
    }

    /// All of them, in the order in which they were found.
    pub(super) fn into_list(self) -> Vec<Found> {
        self.list
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Found> {
        self.list.iter()
    }
}

/// Whether a kind is about words only.
pub(super) fn is_words(kind: ChangeKind) -> bool {
    matches!(
        kind,
        ChangeKind::DocsChanged
            | ChangeKind::Deprecated
            | ChangeKind::Undeprecated
            | ChangeKind::SunsetAdded
            | ChangeKind::SunsetLater
            | ChangeKind::SunsetEarlier
            | ChangeKind::SunsetRemoved
            | ChangeKind::UsageChanged
    )
}
