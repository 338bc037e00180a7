//! Faults on demand, and limits.

use std::time::Duration;

use lazyneon::emulator::{Clock, Fault, Options, serve};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Neon, STOREFRONT, client};

async fn get(neon: &Neon, path: &str) -> reqwest::Result<reqwest::Response> {
    client()
        .get(format!("{}{path}", neon.emulator.base_url()))
        .bearer_auth("k")
        .send()
        .await
}

#[tokio::test]
async fn ordered_answers_replace_the_real_one_as_often_as_asked() {
    let neon = Neon::start().await;
    let busy = Fault::Status {
        code: 503,
        retry_after: Some("2".to_owned()),
        body: None,
    };
    neon.emulator.faults().add(Some("GET"), "/auth", 2, busy);
    for _ in 0..2 {
        let response = get(&neon, "/auth").await.unwrap();
        assert_eq!(
            (
                response.status().as_u16(),
                &response.headers()["retry-after"]
            ),
            (503, &"2".parse().unwrap())
        );
    }
    assert_eq!(get(&neon, "/auth").await.unwrap().status(), 200);
    let page = Fault::Status {
        code: 502,
        retry_after: None,
        body: Some("<html>Bad Gateway</html>".to_owned()),
    };
    neon.emulator.faults().add(None, "", 1, page);
    let response = get(&neon, "/regions").await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/html");
}

#[tokio::test]
async fn a_reset_loses_the_answer_but_not_the_change() {
    let neon = Neon::start().await;
    let suspend = format!(
        "{}{STOREFRONT}/endpoints/ep-ancient-brook-ad5ea04d/suspend",
        neon.emulator.base_url()
    );
    for (fault, pending) in [(Fault::ResetBefore, false), (Fault::Reset, true)] {
        neon.emulator
            .faults()
            .add(Some("POST"), "/suspend", 1, fault);
        assert!(
            client()
                .post(&suspend)
                .bearer_auth("k")
                .send()
                .await
                .is_err()
        );
        let endpoint = neon
            .get(&format!("{STOREFRONT}/endpoints/ep-ancient-brook-ad5ea04d"))
            .await;
        assert_eq!(
            endpoint.body["endpoint"].get("pending_state").is_some(),
            pending
        );
    }
}

#[tokio::test]
async fn a_truncated_answer_breaks_off_in_the_body() {
    let neon = Neon::start().await;
    neon.emulator
        .faults()
        .add(None, "/regions", 1, Fault::Truncated);
    let response = get(&neon, "/regions").await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.text().await.is_err());
}

#[tokio::test]
async fn silence_lasts_until_the_client_gives_up() {
    let neon = Neon::start().await;
    neon.emulator.faults().add(None, "/auth", 2, Fault::Silence);
    let request = client()
        .get(format!("{}/auth", neon.emulator.base_url()))
        .bearer_auth("k");
    let error = request
        .try_clone()
        .unwrap()
        .timeout(Duration::from_millis(30))
        .send()
        .await
        .unwrap_err();
    assert!(error.is_timeout());
    let waiting = tokio::spawn(request.send());
    while neon.emulator.requests().len() < 2 {
        tokio::task::yield_now().await;
    }
    neon.emulator.stop().await;
    assert!(waiting.await.unwrap().is_err());
}

#[tokio::test]
async fn bent_answers_are_still_json() {
    let neon = Neon::start().await;
    neon.emulator
        .faults()
        .add(None, STOREFRONT, 1, Fault::UnknownEnum);
    let body = get(&neon, &format!("{STOREFRONT}/endpoints"))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        body.contains("\"current_state\":\"never_heard_of\"")
            && body.contains("field_from_the_future")
    );
    neon.emulator
        .faults()
        .add(None, STOREFRONT, 1, Fault::WrongTypes);
    let body = get(&neon, STOREFRONT).await.unwrap().text().await.unwrap();
    assert!(body.contains("\"pg_version\":\"17\""));
    neon.emulator.faults().add(None, "", 9, Fault::Truncated);
    neon.emulator.faults().clear();
    neon.get(STOREFRONT).await.is(200);
}

#[tokio::test]
async fn the_journal_keeps_requests_but_no_keys() {
    let neon = Neon::start().await;
    neon.get("/projects?org_id=org-nobody-1").await.is(404);
    let requests = neon.emulator.requests();
    assert_eq!(requests.len(), 1);
    let request = &requests[0];
    assert_eq!(
        (
            &*request.method,
            &*request.path,
            &*request.query,
            request.status
        ),
        ("GET", "/projects", "org_id=org-nobody-1", 404)
    );
    assert!(!format!("{requests:?}").contains("napi_test"));
    neon.emulator.forget_requests();
    assert!(neon.emulator.requests().is_empty());
}

#[tokio::test]
async fn too_many_requests_are_slowed_down() {
    let neon = Neon::with(Options::default()).await;
    for _ in 0..40 {
        neon.get("/auth").await.is(200);
    }
    let refused = neon.get("/auth").await.is(429);
    assert_eq!(
        (refused.message(), &refused.headers["retry-after"]),
        ("too many requests", &"1".parse().unwrap())
    );
    neon.get("/regions").await.is(200);
    neon.pass(Duration::from_secs(1));
    neon.get("/auth").await.is(200);
}

#[tokio::test]
async fn the_whole_api_has_a_limit_per_minute() {
    let neon = Neon::with(Options::default()).await;
    let mut asked = 0;
    while neon.get("/auth").await.status == 200 {
        asked += 1;
        if asked % 40 == 0 {
            neon.pass(Duration::from_millis(1_000));
        }
    }
    assert!((700..1_200).contains(&asked), "{asked}");
}

#[tokio::test(start_paused = true)]
async fn tokio_time_drives_the_clock() {
    let emulator = serve(Options {
        clock: Clock::tokio("2026-11-20T10:30:00Z".parse().unwrap()),
        ..Options::default()
    });
    let emulator = emulator.await.unwrap();
    let before = emulator.clock().now();
    tokio::time::advance(Duration::from_secs(3_600)).await;
    assert_eq!(
        emulator.clock().now().duration_since(before).as_secs(),
        3_600
    );
    let started = tokio::time::Instant::now();
    emulator
        .faults()
        .add(None, "/auth", 1, Fault::Latency(Duration::from_secs(20)));
    let response = client()
        .get(format!("{}/auth", emulator.base_url()))
        .bearer_auth("k")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    assert!(started.elapsed() >= Duration::from_secs(20));
}

/// Requests a path under `/control`; returns the status and the body.
async fn control(neon: &Neon, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
    let url = format!("http://127.0.0.1:{}/control{path}", neon.emulator.port());
    let mut request = client().request(method, url);
    if let Some(body) = body {
        request = request
            .header("content-type", "application/json")
            .body(body.to_string());
    }
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    let body = answer.text().await.unwrap();
    (status, serde_json::from_str(&body).unwrap_or_default())
}

#[tokio::test]
async fn other_programs_order_trouble_step_the_clock_and_read_the_requests() {
    let neon = Neon::with(Options {
        control: true,
        ..Options::default()
    })
    .await;
    let busy = json!({ "status": { "code": 503, "retry_after": "2" } });
    let busy = json!({ "method": "GET", "path_contains": "/auth", "times": 2, "fault": busy });
    assert_eq!(
        control(&neon, Method::POST, "/faults", Some(busy)).await.0,
        204
    );
    for status in [503, 503, 200] {
        assert_eq!(get(&neon, "/auth").await.unwrap().status(), status);
    }
    for fault in [json!("silence"), json!({ "latency_ms": 60_000 })] {
        let fault = json!({ "fault": fault });
        let (status, _) = control(&neon, Method::POST, "/faults", Some(fault)).await;
        assert_eq!(status, 204);
    }
    control(&neon, Method::DELETE, "/faults", None).await;
    assert_eq!(get(&neon, "/regions").await.unwrap().status(), 200);

    let (_, clock) = control(&neon, Method::GET, "/clock", None).await;
    assert_eq!(clock["now"], "2026-11-20T10:30:00Z");
    let step = json!({ "advance_seconds": 3600 });
    let (_, clock) = control(&neon, Method::POST, "/clock", Some(step)).await;
    assert_eq!(clock["now"], "2026-11-20T11:30:00Z");

    let (_, seen) = control(&neon, Method::GET, "/requests", None).await;
    let seen = seen["requests"].as_array().unwrap().iter();
    let statuses: Vec<_> = seen.map(|request| request["status"].clone()).collect();
    assert_eq!(statuses, [503, 503, 200, 200]);
    control(&neon, Method::DELETE, "/requests", None).await;
    assert_eq!(neon.emulator.requests(), []);
}

#[tokio::test]
async fn controls_are_refused_unless_asked_for_and_to_web_pages() {
    for (control, expected) in [(false, 404), (true, 400)] {
        let neon = Neon::with(Options {
            control,
            ..Options::default()
        })
        .await;
        let clock = format!("http://127.0.0.1:{}/control/clock", neon.emulator.port());
        let step = r#"{"advance_seconds":3600}"#;
        let answer = client().post(clock).body(step).send().await.unwrap();
        assert_eq!(answer.status(), expected);
    }
    let neon = Neon::with(Options {
        control: true,
        ..Options::default()
    })
    .await;
    let port = neon.emulator.port();
    let clock = format!("http://127.0.0.1:{port}/control/clock");
    let own = format!("http://127.0.0.1:{port}");
    for (header, value, expected) in [
        ("origin", &*own, 200),
        ("origin", "http://127.0.0.1:1", 403),
        ("origin", "https://page.example", 403),
        ("origin", "null", 403),
        ("sec-fetch-site", "none", 200),
        ("sec-fetch-site", "same-site", 403),
        ("sec-fetch-site", "cross-site", 403),
    ] {
        let request = client().get(&clock).header(header, value);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), expected, "{header}: {value}");
    }
}

#[tokio::test]
async fn a_page_that_calls_itself_the_loopback_reads_nothing() {
    let server = "postgresql://me:secret@127.0.0.1:5433".to_owned();
    let neon = Neon::with(Options {
        control: true,
        postgres: Some(server),
        ..Options::default()
    })
    .await;
    let port = neon.emulator.port();
    let uri = format!(
        "/api/v2{STOREFRONT}/connection_uri?database_name=storefront&role_name=storefront_app"
    );
    for path in ["/control/requests", &uri] {
        for (host, expected) in [("localhost", 200), ("[::1]", 200), ("page.example", 403)] {
            let request = client()
                .get(format!("http://127.0.0.1:{port}{path}"))
                .bearer_auth("k")
                .header("host", format!("{host}:{port}"));
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), expected, "{host} {path}");
            let text = answer.text().await.unwrap();
            assert!(expected == 200 || !text.contains("secret"), "{text}");
        }
    }
}
