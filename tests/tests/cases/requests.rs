//! What operations send, off the socket.

mod bodies;
mod parameters;

use super::*;
use oasmith_golden::requests::types;
use oasmith_golden::requests::{Client, Credentials};

fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(server.url());
    builder
        .credentials(Credentials::none())
        .build()
        .expect("a client")
}

fn words(words: [&str; 2]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}
