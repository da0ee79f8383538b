//! Certificates: what is not signed by someone trusted, or is another host's, gets no request.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use api_clients::runtime::{ReqwestTransport, TransportErrorKind};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::*;

/// A server of https with a certificate of its own for a name; what it could read of requests; and the certificate.
struct Tls {
    port: u16,
    read: Arc<Mutex<Vec<u8>>>,
    certificate: Vec<u8>,
}

impl Tls {
    fn start(name: &str) -> Self {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).expect("a certificate");
        let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.expect("a key"))
            .expect("a configuration");
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let read: Arc<Mutex<Vec<u8>>> = Arc::default();
        let log = read.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let session = ServerConnection::new(config.clone()).expect("a session");
                let mut stream = StreamOwned::new(session, stream);
                let mut buffer = [0; 4096];
                // A client that does not trust the certificate goes away.
                let Ok(count @ 1..) = stream.read(&mut buffer) else {
                    continue;
                };
                log.lock()
                    .expect("not poisoned")
                    .extend_from_slice(&buffer[..count]);
                let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1\r\nconnection: close\r\n\r\n1";
                let _ = stream.write_all(answer.as_bytes());
                let _ = stream.flush();
            }
        });
        Self {
            port,
            read,
            certificate: made.cert.der().to_vec(),
        }
    }

    fn url(&self, host: &str) -> String {
        format!("https://{host}:{}", self.port)
    }

    /// A client that trusts these certificates and no others.
    fn trusting(&self, host: &str, certificates: &[&[u8]]) -> Client {
        let certificates = certificates
            .iter()
            .map(|der| reqwest::Certificate::from_der(der).expect("a certificate"));
        let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let transport = builder
            .tls_certs_only(certificates)
            .build()
            .expect("a client");
        Client::builder()
            .base_url(self.url(host))
            .credentials(Credentials::api_key(SECRET))
            .transport(Arc::new(ReqwestTransport::with(transport)))
            .build()
            .expect("a client")
    }

    fn has_read(&self) -> String {
        String::from_utf8_lossy(&self.read.lock().expect("not poisoned")).into_owned()
    }
}

/// It is refused, nothing is sent, and no word of it holds what is secret.
async fn is_refused(server: &Tls, client: Client) {
    let failed = client.invite_users(&invite()).await.expect_err("no answer");
    let Error::Transport(error) = &failed else {
        panic!("{failed:?}");
    };
    assert_eq!(error.transport_error().kind(), TransportErrorKind::Connect);
    let shown = format!(
        "{failed} {failed:?} {:?}",
        std::error::Error::source(error.transport_error())
    );
    assert!(!shown.contains(SECRET), "{shown}");
    assert_eq!(server.has_read(), "");
}

#[tokio::test]
async fn a_certificate_that_nobody_signed_gets_no_request() {
    let server = Tls::start("localhost");
    is_refused(&server, client(&server.url("localhost"))).await;
    // Nor does one that another authority should have signed.
    let other = Tls::start("localhost");
    is_refused(&server, server.trusting("localhost", &[&other.certificate])).await;
}

#[tokio::test]
async fn a_certificate_of_another_host_gets_no_request() {
    let server = Tls::start("elsewhere.example");
    is_refused(
        &server,
        server.trusting("localhost", &[&server.certificate]),
    )
    .await;
    is_refused(
        &server,
        server.trusting("127.0.0.1", &[&server.certificate]),
    )
    .await;
}

#[tokio::test]
async fn a_certificate_that_the_caller_trusts_is_enough() {
    let server = Tls::start("localhost");
    let client = server.trusting("localhost", &[&server.certificate]);
    assert_eq!(
        client.invite_users(&invite()).await.expect("an answer"),
        json!(1)
    );
    assert!(server.has_read().contains(SECRET));
}
