//! Trouble on demand, and limits.

use std::time::Duration;

use lazyneon::emulator::{Clock, Fault, Options, serve};

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
