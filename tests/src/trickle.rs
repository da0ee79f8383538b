//! A server that answers in chunks, one after another, and sees when its caller goes away.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Notify;

/// What comes after the last chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last {
    /// The end of the body, as it should be.
    End,
    /// The end of the connection in the middle of the body.
    Cut,
    /// Nothing, until the caller goes away.
    Hang,
}

/// A server on a port of its own that answers one request on each connection.
#[derive(Clone, Debug)]
pub struct Trickle {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<u8>>>,
    gone: Arc<Notify>,
}

impl Trickle {
    /// Starts a server that answers 200 with a media type and chunks.
    ///
    /// # Panics
    /// When no port of 127.0.0.1 can be had.
    pub async fn start(media: &str, chunks: &[&[u8]], last: Last) -> Self {
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: {media}\r\ntransfer-encoding: chunked\r\n\r\n"
        );
        let chunks: Vec<Vec<u8>> = chunks.iter().map(|chunk| chunk.to_vec()).collect();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a free port");
        let address = listener.local_addr().expect("a bound address");
        let (seen, gone) = (Arc::<Mutex<Vec<u8>>>::default(), Arc::<Notify>::default());
        let server = Self {
            address,
            seen: seen.clone(),
            gone: gone.clone(),
        };
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let mut buffer = vec![0; 65_536];
                let size = socket.read(&mut buffer).await.unwrap_or_default();
                seen.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .extend_from_slice(&buffer[..size]);
                let _ = socket.write_all(head.as_bytes()).await;
                for chunk in &chunks {
                    let _ = socket
                        .write_all(format!("{:x}\r\n", chunk.len()).as_bytes())
                        .await;
                    let _ = socket.write_all(chunk).await;
                    let _ = socket.write_all(b"\r\n").await;
                    let _ = socket.flush().await;
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                match last {
                    Last::End => {
                        let _ = socket.write_all(b"0\r\n\r\n").await;
                    }
                    Last::Cut => {}
                    Last::Hang => {
                        // Zero bytes or an error: the other side is closed.
                        while socket.read(&mut buffer).await.is_ok_and(|size| size > 0) {}
                        gone.notify_one();
                    }
                }
            }
        });
        server
    }

    /// Its base URL, without a trailing slash.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it received, heads and bodies, as text.
    pub fn seen(&self) -> String {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&seen).into_owned()
    }

    /// Returns when a caller has gone away.
    pub async fn gone(&self) {
        self.gone.notified().await;
    }
}
