//! A server on this machine that holds files, which a test may change.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Answers by path: a body, or the whole text of an answer when it begins as one.
#[derive(Clone)]
pub struct Server {
    pub address: SocketAddr,
    files: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Server {
    /// A server of plain http.
    pub fn http() -> Server {
        Server::start(None)
    }

    /// A server of https for `localhost`, and its certificate as PEM.
    pub fn https() -> (Server, String) {
        let made =
            rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.expect("a key"))
            .expect("a configuration");
        (Server::start(Some(Arc::new(config))), made.cert.pem())
    }

    fn start(tls: Option<Arc<ServerConfig>>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let server = Server {
            address: listener.local_addr().expect("an address"),
            files: Arc::default(),
        };
        let files = server.files.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let files = files.clone();
                match &tls {
                    None => answer(stream, &files),
                    Some(config) => {
                        let session = ServerConnection::new(config.clone()).expect("a session");
                        answer(StreamOwned::new(session, stream), &files);
                    }
                }
            }
        });
        server
    }

    pub fn put(&self, path: &str, content: &str) {
        let mut files = self.files.lock().expect("not poisoned");
        files.insert(path.to_owned(), content.to_owned());
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

fn answer(mut stream: impl Read + Write, files: &Mutex<BTreeMap<String, String>>) {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
            // A client that does not trust the certificate goes away.
            _ => return,
        }
    }
    let text = String::from_utf8_lossy(&request);
    let path = text.split(' ').nth(1).unwrap_or_default();
    let content = files.lock().expect("not poisoned").get(path).cloned();
    let answer = match content {
        Some(whole) if whole.starts_with("HTTP/1.1") => whole,
        Some(body) => format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ),
        None => "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_owned(),
    };
    let _ = stream.write_all(answer.as_bytes());
    let _ = stream.flush();
}
