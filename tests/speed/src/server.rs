//! A server for calls: reads whole requests and answers each with one text, in a process of its own so that nothing of it
//! is counted.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;

/// A server in another process, which ends with this.
pub struct Server {
    process: Child,
    /// Where it listens.
    pub address: String,
}

impl Server {
    /// This program with the argument `serve`, and how many requests must be there before any is answered.
    pub fn start(together: usize) -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut process = Command::new(program)
            .args(["serve", &together.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let mut address = String::new();
        let said = process.stdout.take().ok_or("the server says nothing")?;
        BufReader::new(said)
            .read_line(&mut address)
            .map_err(|error| error.to_string())?;
        let address = address.trim().to_owned();
        Ok(Self { process, address })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _status = self.process.wait();
    }
}

/// What the other process does: says where it listens, and answers for ever.
pub fn serve(together: usize, body: &str) -> Result<(), String> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let answer: Arc<[u8]> = format!("{head}{body}").into_bytes().into();
    let barrier = Arc::new(Barrier::new(together.max(1)));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let served: std::io::Result<()> = runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        loop {
            let (stream, _) = listener.accept().await?;
            tokio::spawn(converse(stream, answer.clone(), barrier.clone()));
        }
    });
    served.map_err(|error| error.to_string())
}

async fn converse(mut stream: TcpStream, answer: Arc<[u8]>, barrier: Arc<Barrier>) {
    let mut received = Vec::with_capacity(2_048);
    loop {
        match stream.read_buf(&mut received).await {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
        if is_whole(&received) {
            received.clear();
            barrier.wait().await;
            if stream.write_all(&answer).await.is_err() {
                return;
            }
        }
    }
}

/// Whether a request has all of its body.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.parse().ok())?
    });
    body.len() >= length.unwrap_or(0)
}
