//! A server that writes bytes, for HTTP that no proper server would send.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// What to do after the bytes were written.
#[derive(Clone, Copy, Debug)]
pub enum Then {
    /// Close the connection.
    Close,
    /// Keep it open and say nothing more.
    Hang,
}

/// A server on a port of its own that writes the same bytes on every connection, after it has read a request's head.
#[derive(Clone, Debug)]
pub struct RawServer {
    address: SocketAddr,
}

impl RawServer {
    /// Starts it.
    ///
    /// # Panics
    /// When no port of 127.0.0.1 can be had.
    pub async fn writing(bytes: impl Into<Vec<u8>>, then: Then) -> Self {
        let bytes = bytes.into();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let address = listener.local_addr().expect("a bound address");
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let bytes = bytes.clone();
                tokio::spawn(async move {
                    let mut buffer = vec![0; 65_536];
                    let _ = socket.read(&mut buffer).await;
                    let _ = socket.write_all(&bytes).await;
                    let _ = socket.flush().await;
                    match then {
                        Then::Close => drop(socket),
                        Then::Hang => tokio::time::sleep(Duration::from_secs(60)).await,
                    }
                });
            }
        });
        Self { address }
    }

    /// Its base URL, without a trailing slash.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}
