//! Accepted changes: those that somebody decided to live with, for a reason and for a time.
//!
//! Takes a report and what was accepted; gives the report with accepted entries set aside, and says which acceptances
//! cover nothing. Must never change a verdict: what is accepted is still what it is.

use super::{Entry, Report};
use crate::settings::Acceptance;

/// An entry that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The change.
    pub entry: Entry,
    /// Why it was accepted.
    pub reason: String,
    /// The last day on which it is, such as `2027-03-31`.
    pub until: String,
}

/// An acceptance that covers nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The fingerprint that it names.
    pub id: String,
    /// Its reason.
    pub reason: String,
    /// The last day on which it held.
    pub until: String,
    /// Why it covers nothing.
    pub why: Lapse,
}

/// Why an acceptance covers nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lapse {
    /// There is no such change (any more).
    Gone,
    /// Its time is over, and the change counts again.
    Expired,
}

impl Stale {
    /// What is wrong with it, as a sentence without a full stop.
    pub fn sentence(&self) -> String {
        match self.why {
            Lapse::Gone => format!(
                "{} ({}) is accepted, and there is no such change; take the entry out",
                self.id, self.reason
            ),
            Lapse::Expired => format!(
                "{} ({}) was accepted until {}; the change counts again",
                self.id, self.reason, self.until
            ),
        }
    }
}

/// Sets accepted entries aside. `today` is such as `2027-03-31`; an acceptance holds up to its day, and on it.
pub fn accept(report: &mut Report, accepted: &[Acceptance], today: &str) {
    for acceptance in accepted {
        let found = report
            .entries
            .iter()
            .position(|entry| entry.id == acceptance.id);
        let lapse = match found {
            None => Lapse::Gone,
            Some(_) if acceptance.until.as_str() < today => Lapse::Expired,
            Some(at) => {
                report.accepted.push(Accepted {
                    entry: report.entries.remove(at),
                    reason: acceptance.reason.clone(),
                    until: acceptance.until.clone(),
                });
                continue;
            }
        };
        report.stale.push(Stale {
            id: acceptance.id.clone(),
            reason: acceptance.reason.clone(),
            until: acceptance.until.clone(),
            why: lapse,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drift::testing::report;

    fn acceptance(id: &str, until: &str) -> Acceptance {
        Acceptance {
            id: id.to_owned(),
            reason: "Nobody reads it.".to_owned(),
            until: until.to_owned(),
        }
    }

    #[test]
    fn an_accepted_entry_is_set_aside_until_its_day_is_over() {
        for (today, counts) in [
            ("2027-03-30", false),
            ("2027-03-31", false),
            ("2027-04-01", true),
        ] {
            let mut report = report();
            let id = report.entries[1].id.clone();
            let before = report.clone();
            accept(&mut report, &[acceptance(&id, "2027-03-31")], today);
            assert_eq!(
                report.entries.iter().any(|entry| entry.id == id),
                counts,
                "{today}"
            );
            assert_eq!(report.accepted.len(), usize::from(!counts));
            assert_eq!(report.stale.len(), usize::from(counts));
            assert_eq!(
                report.entries.len() + report.accepted.len(),
                before.entries.len()
            );
            // What the crate must become does not depend on who accepts it.
            assert_eq!((report.class, report.wire), (before.class, before.wire));
        }
    }

    #[test]
    fn an_acceptance_of_nothing_is_reported() {
        let mut report = report();
        let count = report.entries.len();
        accept(
            &mut report,
            &[acceptance("ffffffffffffffff", "2099-01-01")],
            "2027-01-01",
        );
        assert_eq!(report.entries.len(), count);
        assert_eq!(report.stale[0].why, Lapse::Gone);
        assert!(
            report.stale[0]
                .sentence()
                .contains("there is no such change")
        );
    }
}
