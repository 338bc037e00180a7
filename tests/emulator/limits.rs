//! Clients cannot use up the emulator's time or memory.

use std::time::Duration;

use lazyneon::emulator::{Emulator, Options, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{Instant, timeout},
};

const WHOLE: &str =
    "GET /api/v2/regions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer k\r\n\r\n";

async fn connect(emulator: &Emulator) -> TcpStream {
    TcpStream::connect(("127.0.0.1", emulator.port()))
        .await
        .unwrap()
}

/// Sends a text and reads until the emulator closes; returns its response, and after how many seconds it closed.
async fn seconds_until_closed(emulator: &Emulator, sent: &str) -> (String, u64) {
    let mut stream = connect(emulator).await;
    stream.write_all(sent.as_bytes()).await.unwrap();
    let since = Instant::now();
    let mut answer = Vec::new();
    let closed = timeout(Duration::from_secs(3600), stream.read_to_end(&mut answer)).await;
    assert!(closed.is_ok(), "open for ever after {sent:?}");
    let text = String::from_utf8(answer).unwrap();
    (text, since.elapsed().as_secs())
}

#[tokio::test(start_paused = true)]
async fn a_request_without_end_is_not_waited_for() {
    let emulator = serve(Options::default()).await.unwrap();
    let head = "GET /api/v2/regions HTTP/1.1\r\nHost: localhost\r\n";
    let second = format!("{WHOLE}{head}");
    let body = "POST /api/v2/projects HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer k\r\n\
                Content-Length: 20\r\n\r\n{";
    for (sent, status, seconds) in [
        ("", "", 75),
        ("G", "", 10),
        (head, "", 10),
        (WHOLE, "HTTP/1.1 200 OK", 75),
        (&second, "HTTP/1.1 200 OK", 75),
        (body, "HTTP/1.1 408 Request Timeout", 20),
    ] {
        let (answer, after) = seconds_until_closed(&emulator, sent).await;
        assert!(answer.starts_with(status), "{answer}");
        assert_eq!(after, seconds, "{sent:?}");
    }
    emulator.stop().await;
}

#[tokio::test]
async fn however_many_connections_there_are_the_next_request_is_answered() {
    let emulator = serve(Options::default()).await.unwrap();
    let mut held = Vec::new();
    for _ in 0..400 {
        let mut stream = connect(&emulator).await;
        stream.write_all(b"GET /api/v2/regi").await.unwrap();
        held.push(stream);
    }
    let mut stream = connect(&emulator).await;
    stream.write_all(WHOLE.as_bytes()).await.unwrap();
    let mut answer = [0; 15];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200 OK");
    let mut first = held.swap_remove(0);
    let end = timeout(Duration::from_secs(5), first.read(&mut answer)).await;
    assert!(!matches!(end, Err(_) | Ok(Ok(1..))), "{end:?}");
}
