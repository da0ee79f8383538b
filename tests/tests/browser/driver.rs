//! A browser, by the WebDriver protocol over a plain socket.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// A browser that runs as long as this value lives.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// Starts one; nothing, when there is none on this machine.
    pub fn start() -> Option<Browser> {
        let started = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut driver = match started {
            Ok(driver) => driver,
            Err(error) if std::env::var_os("OASMITH_BROWSER").is_some() => {
                panic!("chromedriver: {error}")
            }
            Err(_) => {
                println!("skipped: there is no chromedriver");
                return None;
            }
        };
        let lines = BufReader::new(driver.stdout.take().expect("a pipe")).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let mut browser = Browser {
            driver,
            port: port.expect("a port"),
            session: String::new(),
        };
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--window-size=1200,1500",
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
        } } });
        let made = browser.call("POST", "/session", &wanted);
        browser.session = made["sessionId"]
            .as_str()
            .unwrap_or_else(|| panic!("no session: {made}"))
            .to_owned();
        Some(browser)
    }

    pub fn open(&self, url: &str) {
        // Only another fragment would not load the page again.
        self.of_session("POST", "url", &json!({ "url": "about:blank" }));
        self.of_session("POST", "url", &json!({ "url": url }));
    }

    /// Runs a script in the page; gives what it returns.
    pub fn run(&self, script: &str, arguments: Value) -> Value {
        self.of_session(
            "POST",
            "execute/sync",
            &json!({ "script": script, "args": arguments }),
        )
    }

    /// What the page complained of, but for what a test had it refuse.
    pub fn errors(&self) -> Vec<String> {
        let log = self.of_session("POST", "se/log", &json!({ "type": "browser" }));
        let messages = log
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|entry| entry["message"].as_str());
        messages
            .filter(|message| !message.contains("inline script violates"))
            .map(str::to_owned)
            .collect()
    }

    /// Leaves a picture where the environment asks for it.
    pub fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("OASMITH_SCREENSHOT") else {
            return;
        };
        let data = self.of_session("GET", "screenshot", &Value::Null);
        let path = std::path::Path::new(&folder).join(format!("{name}.base64"));
        std::fs::write(path, data.as_str().expect("a picture")).expect("writable");
    }

    fn of_session(&self, method: &str, path: &str, body: &Value) -> Value {
        self.call(method, &format!("/session/{}/{path}", self.session), body)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = match body {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        let mut stream =
            TcpStream::connect(("127.0.0.1", self.port)).expect("chromedriver listens");
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.port,
            body.len()
        );
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a head");
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).expect("a body");
        let answer: Value = serde_json::from_slice(&answer).expect("JSON");
        let value = answer["value"].clone();
        assert!(value["error"].is_null(), "{method} {path}: {value}");
        value
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.call(
                "DELETE",
                &format!("/session/{}", self.session),
                &Value::Null,
            );
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
