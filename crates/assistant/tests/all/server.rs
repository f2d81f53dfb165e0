//! A server that says what it is told to, and remembers what it was sent.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// What came in with one request.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Request line and headers, in lower case but for the line.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

/// Answers the first request with the first script, and so on; the last one again and again.
pub(crate) struct Server {
    pub(crate) address: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    pub(crate) fn start(scripts: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/v1", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&seen);
        thread::spawn(move || {
            for connection in listener.incoming() {
                let mut connection = connection.unwrap();
                let Some(request) = read(&mut connection) else { continue };
                let number = {
                    let mut seen = record.lock().unwrap();
                    seen.push(request);
                    seen.len() - 1
                };
                let script = scripts[number.min(scripts.len() - 1)].clone();
                // A client that has heard enough hangs up; each answer has its own thread, so that
                // one that never ends does not keep the others waiting.
                thread::spawn(move || write(&mut connection, &script));
            }
        });
        Self { address, seen }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

/// A script of this one word: nothing is ever answered.
pub(crate) const SILENCE: &[u8] = b"silence";
/// A script of this one word: a body without end.
pub(crate) const FLOOD: &[u8] = b"flood";

fn read(connection: &mut TcpStream) -> Option<Seen> {
    let (mut all, mut part) = (Vec::new(), [0; 4096]);
    loop {
        let count = connection.read(&mut part).ok().filter(|count| *count > 0)?;
        all.extend_from_slice(&part[..count]);
        let Some(end) = all.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let (line, headers) = head.split_once("\r\n").unwrap_or((&head, ""));
        let head = format!("{line}\r\n{}", headers.to_lowercase());
        let length = head.split("content-length: ").nth(1);
        let length = length.and_then(|rest| rest.split("\r\n").next()?.parse().ok()).unwrap_or(0);
        if all.len() >= end + 4 + length {
            return Some(Seen { head, body: all[end + 4..].to_vec() });
        }
    }
}

fn write(connection: &mut TcpStream, script: &[u8]) {
    match script {
        SILENCE => thread::sleep(Duration::from_secs(30)),
        FLOOD => {
            let _ = connection.write_all(b"HTTP/1.1 200 OK\r\n\r\n\"");
            while connection.write_all(&[b'a'; 65_536]).is_ok() {}
        }
        script => {
            let _ = connection.write_all(script);
        }
    }
}

/// An HTTP answer.
pub(crate) fn http(status: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    [head.as_bytes(), body].concat()
}

/// A completion with this content, as a good server wraps it.
pub(crate) fn completion(content: &str) -> Vec<u8> {
    let body = serde_json::json!({
        "id": "x", "object": "chat.completion", "created": 0, "model": "small",
        "choices": [{
            "index": 0, "finish_reason": "stop",
            "message": { "role": "assistant", "content": content },
        }],
        "usage": { "prompt_tokens": 120, "completion_tokens": 9, "total_tokens": 129 },
    });
    http("200 OK", body.to_string().as_bytes())
}
