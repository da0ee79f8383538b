//! Looking a host up, with a guard: addresses that must not be reached are taken out before anything connects.
//!
//! What is checked is what is connected to, so that a name which changes its mind between the two gains nothing.

use std::fmt;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::Reach;
use super::address::kind;

/// Resolves names, and refuses addresses beyond its reach.
#[derive(Debug)]
pub(super) struct Guard {
    /// The host that is asked for. Any other is the proxy of the environment, which may well be on a private network.
    pub host: String,
    pub reach: Reach,
}

/// A host has no address that may be reached.
#[derive(Debug)]
pub(super) struct OutOfReach;

impl fmt::Display for OutOfReach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the host is not on the public internet")
    }
}

impl std::error::Error for OutOfReach {}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        if uri.host() != Some(self.host.as_str()) {
            return Ok(found);
        }
        let mut kept = self.empty();
        for address in found
            .iter()
            .filter(|found| self.reach.covers(kind(found.ip())))
        {
            kept.push(*address);
        }
        match kept.is_empty() {
            true => Err(ureq::Error::Other(Box::new(OutOfReach))),
            false => Ok(kept),
        }
    }
}
