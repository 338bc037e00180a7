use std::time::Duration;

use lazyneon::api::ApiError;

use super::fixtures::fixture;

fn read(status: u16, body: &str) -> ApiError {
    ApiError::from_answer(status, body, None)
}

fn message(body: &str) -> String {
    match read(418, body) {
        ApiError::Status { message, .. } => message,
        other => panic!("{other:?}"),
    }
}

#[test]
fn bodies_of_every_shape_are_read() {
    let cases = [
        (r#"{"request_id":"r","code":"","message":"m"}"#, "m"),
        (r#"{"error":{"code":"C","message":"nested"}}"#, "nested"),
        (r#"{"error":"text"}"#, "text"),
        (r#"{"detail":"d"}"#, "d"),
        (r#""only a text""#, "only a text"),
        (
            r#"{"reasons":[{"message":"too many projects","code":"X"},{"message":"and branches"}]}"#,
            "too many projects; and branches",
        ),
        (
            r#"{"limits":[{"name":"projects_count","expected":"10","actual":12}]}"#,
            "10 projects at most there, it would be 12",
        ),
        (
            r#"{"projects":[{"id":"p","integration":"github"}]}"#,
            "p is connected to github; disconnect it in the Console first",
        ),
        ("", "Neon gave no reason"),
        // JSON that was cut off, and a page.
        (r#"{"request_id":"9e70","message":"#, "Neon gave no reason"),
        ("<html><title>Bad Gateway", "Neon gave no reason"),
        ("{}", "Neon gave no reason"),
        ("[]", "Neon gave no reason"),
        ("null", "Neon gave no reason"),
        (r#"{"message":""}"#, "Neon gave no reason"),
        ("upstream connect error\nmore", "upstream connect error"),
        (
            r#"{"message":"cannot use postgres://u:hunter2@h"}"#,
            "cannot use postgres://u:********@h",
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(message(body), expected, "{body}");
    }
}

#[test]
fn code_and_request_id_are_kept() {
    let error = read(422, &fixture("error-422.json"));
    assert_eq!(error.request_id().unwrap().as_str(), "fixture-request");
    assert!(
        matches!(&error, ApiError::Status { code: Some(code), .. } if code == "BRANCHES_LIMIT_EXCEEDED")
    );
    let error = ApiError::from_answer(404, "", Some("from-header"));
    assert_eq!(error.request_id().unwrap().as_str(), "from-header");
    assert!(matches!(error, ApiError::Status { code: None, .. }));
}

#[test]
fn errors_know_what_they_are() {
    assert!(read(401, &fixture("error-401.json")).is_auth());
    assert!(
        read(423, "").is_locked() && read(429, "").is_rate_limit() && read(403, "").is_forbidden()
    );
    assert!(read(404, "").is_gone() && read(410, "").is_gone() && !read(400, "").is_gone());
    let error = read(
        400,
        r#"{"code":"","message":"org_id is required, you can find it on your organization settings page"}"#,
    );
    assert!(error.needs_organization());
    assert!(
        read(
            404,
            r#"{"message":"not allowed for organization API keys"}"#
        )
        .needs_personal_key()
    );
    let paused = ApiError::Throttled {
        wait: Duration::from_secs(3),
        paused: true,
    };
    assert!(paused.is_rate_limit() && paused.status().is_none());
}

#[test]
fn every_error_is_a_plain_sentence() {
    let lost = |status| ApiError::LostAnswer {
        cause: "reset".to_owned(),
        status,
        request: None,
    };
    let page = |status, title: Option<&str>, redirect: Option<&str>| ApiError::Page {
        status,
        title: title.map(Into::into),
        redirect: redirect.map(Into::into),
        proxy: Some("http://10.0.0.1:3128 (HTTPS_PROXY)".into()),
    };
    let mut errors: Vec<ApiError> = [
        400, 401, 403, 404, 406, 409, 410, 412, 422, 423, 429, 500, 502, 503, 524,
    ]
    .iter()
    .map(|status| read(*status, r#"{"message":"some text."}"#))
    .collect();
    errors.extend([
        ApiError::Auth {
            message: "some text.".to_owned(),
            request: None,
            is_short: true,
        },
        lost(None),
        lost(Some(200)),
        lost(Some(500)),
        ApiError::Decode {
            at: "listProjects".to_owned(),
            message: "eof".to_owned(),
        },
        ApiError::Network {
            message: "Connection refused".to_owned(),
        },
        page(200, Some("Hotel WiFi"), None),
        page(302, None, Some("login.hotel.example")),
        page(302, None, None),
        page(403, Some("Attention Required! | Cloudflare"), None),
        page(407, None, None),
        page(502, Some("502 Bad Gateway"), None),
        ApiError::Timeout(Duration::from_secs(30)),
        ApiError::Throttled {
            wait: Duration::from_secs(3),
            paused: true,
        },
        ApiError::Throttled {
            wait: Duration::from_secs(3),
            paused: false,
        },
        ApiError::TooLarge { limit: 64 << 20 },
        ApiError::Unsendable {
            message: "The database name is empty".to_owned(),
        },
    ]);
    for error in errors {
        let sentence = error.sentence();
        assert!(
            sentence.starts_with(char::is_uppercase) && sentence.ends_with('.'),
            "{error:?}: {sentence}"
        );
        assert!(
            !sentence.contains("..") && !sentence.contains("Error") && !sentence.contains('{'),
            "{sentence}"
        );
    }
}

#[test]
fn an_answer_without_words_is_not_its_status_twice() {
    for (status, sentence) in [
        (400, "Neon gave no reason (400)."),
        (404, "Not found, or no access."),
        (500, "Neon has a problem of its own (500)."),
    ] {
        assert_eq!(read(status, "").sentence(), sentence);
    }
}

#[test]
fn an_error_stays_small() {
    assert!(size_of::<ApiError>() <= 96, "{}", size_of::<ApiError>());
}
