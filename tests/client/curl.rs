//! The curl command line, parsed by a real shell.

use std::process::Command;

use lazyneon::api::Request;
use serde_json::json;

use super::requests::every_request;

const BASE: &str = "https://console.neon.tech/api/v2";

/// The arguments that a shell would pass to curl.
fn arguments(line: &str) -> Vec<String> {
    let script = format!("curl() {{ printf '%s\\0' \"$@\"; }}\n{line}\n");
    let output = Command::new("sh")
        .arg("-c")
        .arg(script)
        .env("NEON_API_KEY", "napi_secret")
        .output()
        .unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{line}\n{output:?}"
    );
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_terminator('\0').map(str::to_owned).collect()
}

fn check(request: &Request) {
    let line = request.curl(BASE);
    assert!(!line.contains("napi_"), "the key stays in the environment");
    let mut words = arguments(&line).into_iter();
    let mut expected = vec!["-sS".to_owned()];
    if request.method().as_str() != "GET" {
        expected.extend(["-X".to_owned(), request.method().to_string()]);
    }
    expected.extend(
        [
            "-H",
            "Authorization: Bearer napi_secret",
            "-H",
            "Accept: application/json",
        ]
        .map(str::to_owned),
    );
    if let Some(body) = &request.body {
        expected.extend(["-H", "Content-Type: application/json", "--data"].map(str::to_owned));
        expected.push(body.to_string());
    }
    expected.push(format!("{BASE}{}", request.target()));
    assert!(
        words.by_ref().eq(expected.iter().cloned()),
        "{line}\nshould be {expected:#?}"
    );
}

#[test]
fn every_request_survives_the_shell() {
    every_request().iter().for_each(check);
}

#[test]
fn nothing_in_a_body_can_leave_its_quotes() {
    for text in [
        "it's",
        "''",
        "'; touch /tmp/x; '",
        "$HOME `id` $(id) \\ \" ! *",
        "a\nb\tc",
        "\u{1b}[31m",
        "ü🦀",
        "\\'",
    ] {
        check(&Request::update_project(
            &"p".into(),
            json!({ text: { "name": text } }),
        ));
        check(&Request::get_database(
            &"p".into(),
            &text.into(),
            &text.into(),
        ));
    }
}

#[test]
fn secrets_are_variables_of_the_shell() {
    let body =
        json!({ "client_secret": "it's mine", "server": { "password": "hunter2" }, "id": "a" });
    let line = Request::update_project(&"p".into(), body).curl(BASE);
    assert!(!line.contains("mine") && !line.contains("hunter2") && !line.contains("***"));
    let words = arguments(&format!("CLIENT_SECRET=one PASSWORD=two\n{line}"));
    let sent = json!({ "client_secret": "one", "server": { "password": "two" }, "id": "a" });
    assert!(words.contains(&sent.to_string()), "{line}");
}
