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
        ("", "HTTP 418"),
        ("{}", "HTTP 418"),
        ("[]", "HTTP 418"),
        ("null", "HTTP 418"),
        (r#"{"message":""}"#, "HTTP 418"),
        ("upstream connect error\nmore", "upstream connect error"),
        (
            "<html><head><TITLE>502  Bad\n Gateway</TITLE></head></html>",
            "502 Bad Gateway",
        ),
        ("<html></html>", "HTTP 418"),
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
    let mut errors: Vec<ApiError> = [
        301, 400, 401, 403, 404, 406, 409, 410, 412, 422, 423, 429, 500, 502, 503, 524,
    ]
    .iter()
    .map(|status| read(*status, r#"{"message":"some text."}"#))
    .collect();
    errors.extend([
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
        ApiError::Network {
            message: "invalid peer certificate: UnknownIssuer".to_owned(),
        },
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
fn an_error_stays_small() {
    assert!(size_of::<ApiError>() <= 96, "{}", size_of::<ApiError>());
}
