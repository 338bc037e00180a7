//! A server that misbehaves as scripted: raw TCP, a script of replies, and a record of every request.

use std::{
    pin::pin,
    sync::{Arc, Mutex},
    time::Duration,
};

use lazyneon::api::{ApiKey, Budget, Client, ClientConfig, Exchange, Priority, Progress, Request};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time,
};

pub const KEY: &str = "napi_tobekeptsecret";

/// What the server does with a request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Responds and closes.
    Answer {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    },
    /// Announces more than it sends, then closes.
    CutShort { status: u16, body: &'static str },
    /// Reads the request and resets the connection.
    Reset,
    /// Resets the connection before reading anything.
    ResetAtOnce,
    /// Reads the request, waits for this long and sends nothing.
    Silence(Duration),
    /// Responds with this many blanks.
    Flood(usize),
}

pub fn ok(body: &str) -> Reply {
    answer(200, body)
}

pub fn answer(status: u16, body: &str) -> Reply {
    Reply::Answer {
        status,
        headers: vec![("content-type", "application/json".to_owned())],
        body: body.as_bytes().to_vec(),
    }
}

pub fn answer_with(status: u16, name: &'static str, value: &str) -> Reply {
    Reply::Answer {
        status,
        headers: vec![(name, value.to_owned())],
        body: Vec::new(),
    }
}

pub struct Server {
    pub base_url: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves the replies in order, repeating the last one.
    pub async fn start(script: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}/api/v2", listener.local_addr().unwrap());
        let heard = Arc::new(Mutex::new(Vec::new()));
        let mut script: Vec<Reply> = script.into_iter().collect();
        script.reverse();
        let log = Arc::clone(&heard);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let reply = if script.len() > 1 {
                    script.pop()
                } else {
                    script.first().cloned()
                };
                tokio::spawn(serve(stream, reply.unwrap(), Arc::clone(&log)));
            }
        });
        Self { base_url, heard }
    }

    /// The requests so far, including headers.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    pub fn client(&self) -> Client {
        client(&self.base_url)
    }
}

/// A client with a budget of its own.
pub fn client(base_url: &str) -> Client {
    lazyneon::api::install_crypto();
    Client::new(
        ClientConfig::new(base_url, ApiKey::parse(KEY).unwrap()),
        Budget::new(),
    )
    .unwrap()
}

/// Makes a call with the user's priority; returns the progress reported meanwhile.
pub async fn call(client: &Client, request: &Request) -> (Exchange, Vec<Progress>) {
    call_as(Priority::User, client, request).await
}

/// Makes a call on a clock that only advances when the call reports that it waits.
///
/// Paused time alone is not enough: tokio advances a paused clock whenever nothing is ready, and under load the
/// kernel may take a moment to deliver bytes over the loopback. A running blocking task prevents that.
pub async fn call_as(
    priority: Priority,
    client: &Client,
    request: &Request,
) -> (Exchange, Vec<Progress>) {
    let (release, held) = std::sync::mpsc::channel::<()>();
    let hold = tokio::task::spawn_blocking(move || held.recv());
    let (say, mut said) = tokio::sync::mpsc::unbounded_channel();
    let mut progress = Vec::new();
    let mut sending = pin!(client.send(request, priority, |step| say.send(step).unwrap()));
    let exchange = loop {
        tokio::select! {
            biased;
            exchange = &mut sending => break exchange,
            Some(step) = said.recv() => {
                progress.push(step);
                let (Progress::Queued { wait } | Progress::Waiting { wait, .. }) = step;
                time::advance(wait + Duration::from_millis(1)).await;
            }
        }
    };
    drop(release);
    hold.await.unwrap().unwrap_err();
    assert!(
        !format!("{exchange:?}{client:?}{request:?}").contains(KEY),
        "the key shows"
    );
    (exchange, progress)
}

/// The durations of a call's waits.
pub fn waited(progress: &[Progress]) -> Vec<Duration> {
    let wait = |step: &Progress| match *step {
        Progress::Waiting { wait, .. } => Some(wait),
        Progress::Queued { .. } => None,
    };
    progress.iter().filter_map(wait).collect()
}

async fn serve(mut stream: TcpStream, reply: Reply, heard: Arc<Mutex<Vec<String>>>) {
    if matches!(reply, Reply::ResetAtOnce) {
        stream.set_zero_linger().unwrap();
        return;
    }
    let request = read_request(&mut stream).await;
    heard.lock().unwrap().push(request);
    match reply {
        Reply::Answer {
            status,
            headers,
            body,
        } => {
            let mut head = format!("HTTP/1.1 {status} X\r\nconnection: close\r\n");
            for (name, value) in headers {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
            if status != 204 {
                head.push_str(&format!("content-length: {}\r\n", body.len()));
            }
            head.push_str("\r\n");
            stream.write_all(head.as_bytes()).await.unwrap();
            stream.write_all(&body).await.unwrap();
        }
        Reply::CutShort { status, body } => {
            let head = format!(
                "HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n{body}",
                body.len() + 100
            );
            stream.write_all(head.as_bytes()).await.unwrap();
        }
        Reply::Reset | Reply::ResetAtOnce => stream.set_zero_linger().unwrap(),
        Reply::Silence(passing) => {
            time::advance(passing).await;
            std::future::pending::<()>().await;
        }
        Reply::Flood(bytes) => {
            let head = format!("HTTP/1.1 200 X\r\ncontent-length: {bytes}\r\n\r\n");
            stream.write_all(head.as_bytes()).await.unwrap();
            let chunk = vec![b' '; 1 << 20];
            // The client hangs up when it has had enough.
            while stream.write_all(&chunk).await.is_ok() {}
        }
    }
}

async fn read_request(stream: &mut TcpStream) -> String {
    let (mut request, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .to_lowercase()
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        match stream.read(&mut buffer).await.unwrap() {
            0 => return text,
            read => request.extend_from_slice(&buffer[..read]),
        }
    }
}
