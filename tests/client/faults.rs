//! Network faults, over real sockets on paused time.

use std::time::Duration;

use lazyneon::api::{Answer, ApiError, Priority, Progress, Reason, Request};
use serde_json::json;
use tokio::{net::TcpListener, time::Instant};

use super::{
    fixtures::fixture,
    server::{KEY, Reply, Server, answer, answer_with, call, call_as, client, ok, waited},
};

fn read() -> Request {
    Request::count_branches(&"p".into(), None).into()
}

fn write() -> Request {
    Request::start_endpoint(&"p".into(), &"ep-1".into())
}

const COUNT: &str = r#"{"count":7}"#;
const STARTED: &str = r#"{"endpoint":{"id":"ep-1","branch_id":"br-1"},"operations":[]}"#;

#[tokio::test(start_paused = true)]
async fn a_request_says_who_and_what() {
    let server = Server::start([ok(COUNT)]).await;
    let (exchange, progress) = call(&server.client(), &read()).await;
    assert!(matches!(exchange.answer, Ok(Answer::CountBranches(ref body)) if body.count == 7));
    assert!(progress.is_empty());
    assert_eq!(
        (exchange.log.status, exchange.log.tries, exchange.log.bytes),
        (Some(200), 1, 11)
    );
    let heard = server.heard().join("").to_lowercase();
    assert!(
        heard.starts_with("get /api/v2/projects/p/branches/count http/1.1\r\n"),
        "{heard}"
    );
    let version = env!("CARGO_PKG_VERSION");
    for line in [
        format!("authorization: bearer {KEY}"),
        "accept: application/json".to_owned(),
        format!("user-agent: lazyneon/{version}"),
    ] {
        assert!(heard.contains(&format!("{line}\r\n")), "{line}\n{heard}");
    }
    assert!(
        heard.contains("accept-encoding: gzip") && !heard.contains("content-type"),
        "{heard}"
    );
}

#[tokio::test(start_paused = true)]
async fn bodies_are_json_and_changes_without_one_say_so() {
    let server = Server::start([ok(STARTED)]).await;
    let client = server.client();
    call(&client, &write()).await;
    call(
        &client,
        &Request::update_endpoint(
            &"p".into(),
            &"ep-1".into(),
            json!({"endpoint": {"name": "x"}}),
        ),
    )
    .await;
    let heard = server.heard();
    assert!(
        heard[0].starts_with("POST ") && heard[0].contains("content-length: 0\r\n"),
        "{}",
        heard[0]
    );
    assert!(
        heard[1].starts_with("PATCH ") && heard[1].contains("content-type: application/json\r\n"),
        "{}",
        heard[1]
    );
    assert!(
        heard[1].ends_with(r#"{"endpoint":{"name":"x"}}"#),
        "{}",
        heard[1]
    );
}

#[tokio::test(start_paused = true)]
async fn packed_answers_are_unpacked() {
    const PACKED: &[u8] = &[
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 74, 206, 47, 205, 43, 81, 178, 50, 175, 5, 0, 47,
        197, 129, 140, 11, 0, 0, 0,
    ];
    let headers = vec![("content-encoding", "gzip".to_owned())];
    let server = Server::start([Reply::Answer {
        status: 200,
        headers,
        body: PACKED.to_vec(),
    }])
    .await;
    let (exchange, _) = call(&server.client(), &read()).await;
    assert!(
        matches!(exchange.answer, Ok(Answer::CountBranches(ref body)) if body.count == 7),
        "{exchange:?}"
    );
    assert_eq!(exchange.log.bytes, 11);
}

#[tokio::test(start_paused = true)]
async fn nobody_there_is_tried_again_for_every_method() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for request in [read(), write()] {
        let (exchange, progress) = call(&client(&base), &request).await;
        let Err(ApiError::Network { message }) = &exchange.answer else {
            panic!("{exchange:?}")
        };
        assert!(
            message.contains("refused") && message.contains("127.0.0.1:"),
            "{message}"
        );
        assert_eq!(exchange.log.tries, 3);
        assert!(matches!(
            progress[0],
            Progress::Waiting {
                reason: Reason::Network,
                attempt: 1,
                of: 3,
                ..
            }
        ));
    }
}

#[tokio::test(start_paused = true)]
async fn a_reset_is_repeated_for_reads_only() {
    for fault in [Reply::Reset, Reply::ResetAtOnce] {
        let server = Server::start([fault.clone(), ok(COUNT)]).await;
        let (exchange, _) = call(&server.client(), &read()).await;
        assert!(
            exchange.answer.is_ok() && exchange.log.tries == 2,
            "{exchange:?}"
        );

        let server = Server::start([fault, ok(STARTED)]).await;
        let (exchange, _) = call(&server.client(), &write()).await;
        assert!(
            matches!(
                exchange.answer,
                Err(ApiError::LostAnswer { status: None, .. })
            ),
            "{exchange:?}"
        );
        assert!(exchange.log.tries == 1 && server.heard().len() <= 1);
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_cut_short_is_repeated_for_reads_only() {
    let cut = Reply::CutShort {
        status: 200,
        body: "{\"count\":",
    };
    let server = Server::start([cut.clone(), ok(COUNT)]).await;
    let (exchange, _) = call(&server.client(), &read()).await;
    assert!(
        exchange.answer.is_ok() && exchange.log.tries == 2,
        "{exchange:?}"
    );

    let server = Server::start([cut, ok(STARTED)]).await;
    let (exchange, _) = call(&server.client(), &write()).await;
    let Err(
        error @ ApiError::LostAnswer {
            status: Some(200), ..
        },
    ) = exchange.answer
    else {
        panic!("{exchange:?}")
    };
    assert!(
        error.is_outcome_unknown() && error.sentence().contains("accepted the change"),
        "{}",
        error.sentence()
    );
    assert_eq!(server.heard().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_status_of_an_error_survives_the_loss_of_its_body() {
    let server = Server::start([Reply::CutShort {
        status: 422,
        body: r#"{"message":"branches li"#,
    }])
    .await;
    let (exchange, _) = call(&server.client(), &write()).await;
    assert!(
        matches!(exchange.answer, Err(ApiError::Status { status: 422, .. })),
        "{exchange:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_page_of_an_edge_server_keeps_its_status() {
    let page = "<html><head><title>502 Bad Gateway</title></head></html>";
    let server = Server::start([answer(502, page)]).await;
    let (exchange, _) = call(&server.client(), &read()).await;
    let Err(ApiError::Page {
        status: 502, title, ..
    }) = &exchange.answer
    else {
        panic!("{exchange:?}")
    };
    assert_eq!(
        (title.as_deref(), exchange.log.tries),
        (Some("502 Bad Gateway"), 3)
    );

    let server = Server::start([answer(502, page)]).await;
    let (exchange, _) = call(&server.client(), &write()).await;
    assert!(
        matches!(
            exchange.answer,
            Err(ApiError::LostAnswer {
                status: Some(502),
                ..
            })
        ),
        "{exchange:?}"
    );
    assert_eq!(server.heard().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_page_instead_of_json_is_not_tried_again() {
    let server = Server::start([ok("<title>Hotel WiFi</title>sign in here")]).await;
    let (exchange, _) = call(&server.client(), &read()).await;
    let sentence = exchange.answer.unwrap_err().sentence();
    assert!(
        sentence.contains("A web page, \"Hotel WiFi\""),
        "{sentence}"
    );
    let (exchange, _) = call(&server.client(), &write()).await;
    let error = exchange.answer.unwrap_err();
    // The success comes from something other than Neon.
    assert!(
        matches!(error, ApiError::LostAnswer { status: None, .. }),
        "{error:?}"
    );
    assert_eq!(server.heard().len(), 2);
}

/// The content of such a page has no effect: nothing is gone, nobody is signed out, no pause was requested.
#[tokio::test(start_paused = true)]
async fn the_status_of_a_page_is_no_word_of_neons() {
    for status in [200, 302, 401, 403, 404, 407, 410, 412, 423, 511] {
        let kind = answer_with(status, "content-type", "text/html");
        let server = Server::start([kind]).await;
        let (exchange, _) = call(&server.client(), &read()).await;
        let error = exchange.answer.unwrap_err();
        assert!(
            matches!(error, ApiError::Page { .. }),
            "{status}: {error:?}"
        );
        assert!(!error.is_gone() && !error.is_auth() && error.status().is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn silence_ends_with_the_deadline() {
    let silence = |seconds: u64| Reply::Silence(Duration::from_millis(seconds * 1000 + 1));
    let server = Server::start([silence(30)]).await;
    let (exchange, _) = call(&server.client(), &read()).await;
    assert_eq!(
        exchange.answer,
        Err(ApiError::Timeout(Duration::from_secs(30)))
    );
    assert!((30_000..30_010).contains(&exchange.log.ms), "{exchange:?}");

    let server = Server::start([silence(60)]).await;
    let (exchange, _) = call(&server.client(), &write()).await;
    assert!(
        matches!(
            exchange.answer,
            Err(ApiError::LostAnswer { status: None, .. })
        ),
        "{exchange:?}"
    );
    assert_eq!((exchange.log.tries, server.heard().len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_redirect_is_not_followed() {
    let thief = Server::start([ok(COUNT)]).await;
    let server = Server::start([answer_with(302, "location", &thief.base_url)]).await;
    let (exchange, _) = call(&server.client(), &read()).await;
    let error = exchange.answer.unwrap_err();
    assert!(
        error
            .sentence()
            .starts_with("A redirect to 127.0.0.1 came instead of Neon's answer (302)"),
        "{}",
        error.sentence()
    );
    assert!(thief.heard().is_empty() && server.heard().len() == 1);
}

#[tokio::test(start_paused = true)]
async fn too_many_requests_wait_as_told_and_hold_up_everybody() {
    for (request, good) in [(read(), COUNT), (write(), STARTED)] {
        let server = Server::start([answer_with(429, "retry-after", "4"), ok(good)]).await;
        let client = server.client();
        let start = Instant::now();
        let (exchange, progress) = call(&client, &request).await;
        assert!(
            exchange.answer.is_ok() && exchange.log.tries == 2,
            "{exchange:?}"
        );
        assert!(start.elapsed() >= Duration::from_secs(4));
        assert!(
            matches!(progress[0], Progress::Waiting { reason: Reason::RateLimited, wait, .. } if wait.as_secs() >= 4)
        );
        assert!(waited(&progress)[0] < Duration::from_millis(4250));
    }
}

#[tokio::test(start_paused = true)]
async fn a_long_pause_shows_the_real_status_and_is_kept_to() {
    let server = Server::start([answer_with(429, "retry-after", "40"), ok(COUNT)]).await;
    let client = server.client();
    let (exchange, progress) = call(&client, &read()).await;
    let error = exchange.answer.unwrap_err();
    assert!(error.is_rate_limit() && error.status() == Some(429) && progress.is_empty());
    assert!(client.budget().snapshot().paused_until.is_some());
    let (exchange, _) = call(&client, &read()).await;
    assert!(
        matches!(
            exchange.answer,
            Err(ApiError::Throttled { paused: true, .. })
        ),
        "{exchange:?}"
    );
    assert_eq!((exchange.log.tries, server.heard().len()), (0, 1));
    // a change may wait longer than the pause lasts
    let (exchange, progress) = call(&client, &write()).await;
    assert!(
        matches!(progress[0], Progress::Queued { wait } if wait.as_secs() >= 39),
        "{progress:?}"
    );
    assert_eq!(exchange.log.tries, 1);
}

#[tokio::test(start_paused = true)]
async fn a_lock_is_waited_for_when_the_user_asked() {
    let server = Server::start([answer(423, "")]).await;
    let (exchange, progress) = call(&server.client(), &write()).await;
    assert!(exchange.answer.unwrap_err().is_locked());
    assert_eq!((exchange.log.tries, waited(&progress).len()), (6, 5));
    assert!(matches!(
        progress[0],
        Progress::Waiting {
            reason: Reason::Locked,
            attempt: 1,
            of: 6,
            ..
        }
    ));

    let server = Server::start([answer(423, "")]).await;
    let (exchange, _) = call_as(Priority::Screen, &server.client(), &write()).await;
    assert_eq!(exchange.log.tries, 6, "one of many changes is wanted, too");

    let server = Server::start([answer(423, "")]).await;
    let (exchange, _) = call_as(Priority::Ahead, &server.client(), &write()).await;
    assert_eq!(exchange.log.tries, 3);
}

#[tokio::test(start_paused = true)]
async fn unavailable_is_tried_again_for_every_method() {
    for (request, good) in [(read(), COUNT), (write(), STARTED)] {
        let server = Server::start([answer(503, ""), answer(503, "<html>"), ok(good)]).await;
        let (exchange, _) = call(&server.client(), &request).await;
        assert!(
            exchange.answer.is_ok() && exchange.log.tries == 3,
            "{exchange:?}"
        );
    }
    let server = Server::start([answer(503, "")]).await;
    let (exchange, _) = call(&server.client(), &write()).await;
    assert!(
        matches!(exchange.answer, Err(ApiError::Status { status: 503, .. })),
        "nothing was done: {exchange:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_failure_of_the_server_leaves_a_change_open() {
    let server = Server::start([answer(500, r#"{"message":"oops","request_id":"r-1"}"#)]).await;
    let (exchange, _) = call(&server.client(), &write()).await;
    let Err(
        error @ ApiError::LostAnswer {
            status: Some(500), ..
        },
    ) = &exchange.answer
    else {
        panic!("{exchange:?}")
    };
    assert!(error.to_string().contains("oops") && error.sentence().contains("may have happened"));
    assert_eq!(exchange.log.request_id.unwrap().as_str(), "r-1");
    assert_eq!(server.heard().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_refused_key_is_final() {
    let server = Server::start([answer(401, &fixture("error-401.json"))]).await;
    let (exchange, _) = call(&server.client(), &read()).await;
    assert!(exchange.answer.unwrap_err().is_auth() && server.heard().len() == 1);
    assert_eq!(exchange.log.request_id.unwrap().as_str(), "fixture-request");
}

#[tokio::test(start_paused = true)]
async fn the_request_id_of_a_success_is_in_the_header() {
    let reply = Reply::Answer {
        status: 200,
        headers: vec![("x-request-id", "h-1".to_owned())],
        body: COUNT.into(),
    };
    let server = Server::start([reply]).await;
    let (exchange, _) = call(&server.client(), &read()).await;
    assert_eq!(exchange.log.request_id.unwrap().as_str(), "h-1");
}

#[tokio::test(start_paused = true)]
async fn nothing_to_say_is_a_success() {
    let server = Server::start([answer(204, "")]).await;
    let request = Request::delete_branch(&"p".into(), &"br-1".into(), false);
    let (exchange, _) = call(&server.client(), &request).await;
    assert_eq!(
        (exchange.answer, exchange.log.status),
        (Ok(Answer::Gone), Some(204))
    );
    assert!(server.heard()[0].starts_with("DELETE /api/v2/projects/p/branches/br-1 HTTP"));
}

#[tokio::test(start_paused = true)]
async fn an_answer_without_end_is_dropped() {
    let server = Server::start([Reply::Flood(200 << 20)]).await;
    let (exchange, _) = call(&server.client(), &read()).await;
    assert_eq!(exchange.answer, Err(ApiError::TooLarge { limit: 64 << 20 }));
    assert_eq!(exchange.log.tries, 1);
}

#[tokio::test(start_paused = true)]
async fn what_must_not_be_sent_is_not() {
    let server = Server::start([ok(COUNT)]).await;
    let request = Request::get_database(&"p".into(), &"br-1".into(), &"..".into());
    let (exchange, _) = call(&server.client(), &request).await;
    assert!(
        matches!(exchange.answer, Err(ApiError::Unsendable { .. })) && server.heard().is_empty()
    );
}

#[tokio::test(start_paused = true)]
async fn a_kept_answer_shows_no_secrets() {
    let server = Server::start([ok(&fixture("getConnectionURI.json"))]).await;
    let request = Request::connection_uri(&"p".into(), &lazyneon::api::UriQuery::default()).raw();
    let (exchange, _) = call(&server.client(), &request).await;
    assert!(
        exchange
            .raw
            .as_ref()
            .unwrap()
            .contains("\"uri\": \"********\""),
        "{:?}",
        exchange.raw
    );
    assert!(!format!("{exchange:?}").contains("npg_"));
    let Ok(Answer::GetConnectionUri(body)) = exchange.answer else {
        panic!()
    };
    assert!(body.uri.expose().contains("npg_FIXTUREfixture"));
    let (exchange, _) = call(&server.client(), &Request::auth()).await;
    assert_eq!(exchange.raw, None);
}

#[tokio::test(start_paused = true)]
async fn the_log_holds_the_body_that_was_sent() {
    let server = Server::start([ok("{}")]).await;
    let body = json!({"project": {"name": "x", "password": "hunter2"}});
    let (exchange, _) = call(
        &server.client(),
        &Request::update_project(&"p".into(), body),
    )
    .await;
    assert_eq!(
        exchange.log.body,
        Some(json!({"project": {"name": "x", "password": "********"}}))
    );
    assert_eq!(
        (exchange.log.method.as_str(), exchange.log.target.as_str()),
        ("PATCH", "/projects/p")
    );
    assert!(server.heard()[0].contains("hunter2"));
}

#[tokio::test(start_paused = true)]
async fn a_renewed_key_is_used_from_then_on() {
    let server = Server::start([ok(COUNT)]).await;
    let client = server.client();
    let renewed = client.with_key(lazyneon::api::ApiKey::parse("napi_renewed").unwrap());
    call(&renewed, &read()).await;
    assert!(
        server.heard()[0].contains("Bearer napi_renewed\r\n"),
        "{}",
        server.heard()[0]
    );
    assert_eq!(
        client.budget().snapshot().used_last_minute,
        1,
        "the budget is shared"
    );
}

#[tokio::test(start_paused = true)]
async fn a_database_with_an_odd_name_is_the_one_that_is_meant() {
    let server = Server::start([answer(204, "")]).await;
    for (name, path) in [
        ("a/../b", "a%2F..%2Fb"),
        ("%2e%2e", "%252e%252e"),
        ("x?y#z", "x%3Fy%23z"),
    ] {
        call(
            &server.client(),
            &Request::delete_database(&"p".into(), &"br-1".into(), &name.into()),
        )
        .await;
        let heard = server.heard().pop().unwrap();
        let expected = format!("DELETE /api/v2/projects/p/branches/br-1/databases/{path} HTTP");
        assert!(heard.starts_with(&expected), "{heard}");
    }
}
