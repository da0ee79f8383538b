//! A success with all that came with it.

use std::fmt;

use http::{HeaderMap, StatusCode};

use super::call::Call;
use super::error::Error;
use super::exchange;
use super::operation::Received;

/// What a call gives, with the status and the headers of the answer.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Detailed<T> {
    /// What the call gives.
    pub value: T,
    /// The status of the answer.
    pub status: StatusCode,
    /// The headers of the answer. Where the document declares some, `types` has a struct that reads them.
    pub headers: HeaderMap,
}

impl<T, E, S> Call<T, E, S> {
    /// Sends, and gives status and headers beside the value.
    pub async fn detailed(self) -> Result<Detailed<T>, Error<E>> {
        let (core, outline, draft) = self.parts();
        let received = exchange::run(core, outline, draft).await?;
        let (status, headers) = (received.status, received.headers.clone());
        let value = self.read(received)?;
        Ok(Detailed {
            value,
            status,
            headers,
        })
    }

    /// Sends, and gives the answer as it came, whatever its status.
    pub async fn raw(self) -> Result<Received, Error<E>> {
        let (core, outline, draft) = self.parts();
        Ok(exchange::run(core, outline, draft).await?)
    }
}

impl<T: fmt::Debug> fmt::Debug for Detailed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Detailed")
            .field("value", &self.value)
            .field("status", &self.status)
            .field("headers", &self.headers.len())
            .finish()
    }
}
