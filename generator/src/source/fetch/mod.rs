//! Documents from the network: https, and http on this machine.
//!
//! Takes a URL and what may be reached; gives bytes, or a reason with a stable code. One request follows another only
//! where the rules here allow it. Must never send a credential, and never take less than a whole answer for one.

mod address;
mod hop;
mod resolve;
#[cfg(test)]
mod tests;

use std::net::IpAddr;
use std::time::{Duration, Instant};

use url::{Host, Url};

use super::load::{FileLoader, LoadError, Loaded, Loader, is_url};
use crate::diag::codes::source as codes;
use address::{Kind, kind};

/// How many redirects are followed.
const REDIRECTS: usize = 5;

/// What may be fetched, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// Which addresses may be reached.
    pub reach: Reach,
    /// How long a connection may take.
    pub connect: Duration,
    /// How long everything may take, redirects and body included.
    pub total: Duration,
    /// How many bytes an answer may have.
    pub limit: u64,
}

impl Default for Fetch {
    fn default() -> Self {
        Fetch {
            reach: Reach::Public,
            connect: Duration::from_secs(10),
            total: Duration::from_secs(60),
            limit: 64 << 20,
        }
    }
}

/// Which network addresses may be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Those on the public internet: what a configuration in a repository may ask of whoever runs it.
    #[default]
    Public,
    /// Also this machine, where a URL names it literally: what a person types.
    Loopback,
    /// All: the configuration says so.
    Private,
}

impl Reach {
    fn covers(self, kind: Kind) -> bool {
        match kind {
            Kind::Public => true,
            Kind::Loopback => self != Reach::Public,
            Kind::Private => self == Reach::Private,
        }
    }

    /// The reach of a request to a host: that this machine may be reached by its name is no leave for a public name
    /// that leads to it.
    fn to(self, url: &Url) -> Reach {
        match self {
            Reach::Loopback if literal(url) != Some(Kind::Loopback) => Reach::Public,
            reach => reach,
        }
    }
}

/// Loads paths from the disk and URLs from the network.
#[derive(Clone, Debug, Default)]
pub struct AnyLoader {
    files: FileLoader,
    fetch: Fetch,
}

impl AnyLoader {
    /// A loader that takes relative paths from the working directory.
    pub fn new(fetch: Fetch) -> Self {
        AnyLoader {
            files: FileLoader::new("."),
            fetch,
        }
    }
}

impl Loader for AnyLoader {
    fn load(&self, location: &str) -> Result<Loaded, LoadError> {
        match is_url(location) {
            true => fetch(&self.fetch, location),
            false => self.files.load(location),
        }
    }
}

/// Fetches a URL.
///
/// # Errors
/// When the URL or a redirect is not one that may be fetched, and when the answer is anything but a whole document.
pub fn fetch(settings: &Fetch, location: &str) -> Result<Loaded, LoadError> {
    let mut url = Url::parse(location)
        .map_err(|error| LoadError::new(location, format!("it is not a URL: {error}")))?;
    let path = shown(&url);
    let fail = |mut error: LoadError| {
        error.location = path.clone();
        error
    };
    let deadline = Instant::now() + settings.total;
    let mut from: Option<Url> = None;
    for _ in 0..=REDIRECTS {
        vet(settings, &url, from.as_ref()).map_err(fail)?;
        match hop::hop(settings, &url, deadline).map_err(fail)? {
            hop::Answer::Body(bytes) => return Ok(Loaded { path, bytes }),
            hop::Answer::Elsewhere(next) => from = Some(std::mem::replace(&mut url, next)),
        }
    }
    let reason = format!("it redirects more than {REDIRECTS} times");
    Err(fail(refused(reason, None)))
}

/// Whether a URL may be asked for, after a redirect `from` another one or for itself.
fn vet(settings: &Fetch, url: &Url, from: Option<&Url>) -> Result<(), LoadError> {
    let reach = settings.reach.to(url);
    let to = match from {
        Some(_) => format!("it redirects to {}, and that", shown(url)),
        None => "it".to_owned(),
    };
    let kind = literal(url);
    let stays = from.is_none_or(|from| from.origin() == url.origin());
    let local = kind == Some(Kind::Loopback) && reach.covers(Kind::Loopback) && stays;
    if !(url.scheme() == "https" || url.scheme() == "http" && local) {
        let reason = format!("{to} is not an https URL");
        return Err(refused(
            reason,
            Some("plain http is for this machine only, such as http://127.0.0.1:8000/openapi.json"),
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        let help =
            "credentials in a URL end up in messages and lock files: pipe the document into `-`";
        return Err(refused(format!("{to} has credentials"), Some(help)));
    }
    // A proxy would look the name up, so what is told by the URL alone is told here. After a redirect this machine is
    // reachable only from itself: no page of another host decides who is asked there.
    let lured = kind == Some(Kind::Loopback) && !stays && reach != Reach::Private;
    if lured || kind.is_some_and(|kind| !reach.covers(kind)) {
        return Err(out_of_reach(&to));
    }
    Ok(())
}

/// What a host says of itself without being looked up.
fn literal(url: &Url) -> Option<Kind> {
    match url.host()? {
        Host::Ipv4(v4) => Some(kind(IpAddr::V4(v4))),
        Host::Ipv6(v6) => Some(kind(IpAddr::V6(v6))),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            (name == "localhost" || name.ends_with(".localhost")).then_some(Kind::Loopback)
        }
    }
}

/// A URL as messages and the lock file may have it: what follows the path can be a secret.
fn shown(url: &Url) -> String {
    let mut plain = url.clone();
    let _ = plain.set_username("");
    let _ = plain.set_password(None);
    plain.set_fragment(None);
    plain.set_query(None);
    match url.query() {
        Some(_) => format!("{plain}?…"),
        None => plain.to_string(),
    }
}

fn refused(reason: String, help: Option<&str>) -> LoadError {
    LoadError {
        code: codes::URL_REFUSED,
        help: help.map(str::to_owned),
        ..LoadError::new("", reason)
    }
}

fn out_of_reach(subject: &str) -> LoadError {
    let help = "`network: { private: true }` in the configuration allows hosts of private networks";
    refused(
        format!("{subject} names a host that is not on the public internet"),
        Some(help),
    )
}
