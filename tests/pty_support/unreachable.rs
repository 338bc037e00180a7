//! What the real binary says when Neon cannot be reached.

use super::pty_support::{Terminal, lazyneon};
use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    thread,
};

/// A proxy with a fixed response to every request. It ends with the test process.
fn proxy(answer: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let head = BufReader::new(stream.try_clone().unwrap()).lines();
            // The client may be gone already.
            let _ = head.map_while(Result::ok).find(String::is_empty);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    port
}

/// The dashboard with these variables, for a host that can only be reached through a proxy.
fn dashboard(variables: &[(&str, &str)]) -> (tempfile::TempDir, Terminal) {
    let home = tempfile::tempdir().unwrap();
    let mut command = lazyneon(home.path());
    command.env("NEON_API_KEY", "napi_test");
    command.env("NEON_API_HOST", "https://console.neon.example/api/v2");
    for (name, value) in variables {
        command.env(name, value);
    }
    (home, Terminal::start(command))
}

#[test]
fn a_proxy_that_refuses_is_named_without_its_password() {
    for (answer, said) in [
        (
            "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
            "(407)",
        ),
        ("HTTP/1.1 403 Forbidden\r\n\r\n", "refuses to"),
        ("", "closed the"),
    ] {
        let port = proxy(answer);
        let address = format!("http://me:sekrit@127.0.0.1:{port}");
        let (_home, mut terminal) = dashboard(&[("HTTPS_PROXY", &address)]);
        terminal.sees(&format!("http://127.0.0.1:{port} (HTTPS_PROXY)"));
        terminal.sees(said);
        assert!(!String::from_utf8_lossy(&terminal.raw()).contains("sekrit"));
        terminal.types("q");
        assert_eq!(terminal.wait(), 0);
    }
}

#[test]
fn certificates_that_are_not_where_they_should_be_are_named() {
    for (name, path, said) in [
        ("SSL_CERT_FILE", "/none.pem", "does not exist"),
        ("SSL_CERT_FILE", "/dev/null", "is empty"),
        ("SSL_CERT_DIR", "/none", "does not exist"),
    ] {
        let (_home, mut terminal) =
            dashboard(&[(name, path), ("HTTPS_PROXY", "http://127.0.0.1:9")]);
        terminal.sees(name);
        terminal.sees(path);
        terminal.sees(said);
        terminal.types("q");
        assert_eq!(terminal.wait(), 0);
    }
}
