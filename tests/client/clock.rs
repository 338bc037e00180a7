//! What the `Date` header of a response says about the time.

use super::server::{Reply, Server, call};
use jiff::{SignedDuration, Timestamp};
use lazyneon::api::{Reading, Request};

const DATE: &str = "Sat, 21 Nov 2026 16:02:13 GMT";
const JSON: (&str, &str) = ("content-type", "application/json; charset=utf-8");

/// The readings of a machine whose clock is two hours behind, from a response with these headers.
async fn readings(status: u16, headers: &[(&'static str, &str)]) -> Vec<Reading> {
    let headers = headers
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    let reply = Reply::Answer {
        status,
        headers: headers.collect(),
        body: br#"{"organizations":[]}"#.to_vec(),
    };
    let server = Server::start([reply]).await;
    let client = server.client();
    call(&client, &Request::organizations()).await;
    let now: Timestamp = "2026-11-21T14:02:13Z".parse().unwrap();
    let readings = client.clock().readings(now);
    assert_eq!(client.clock().readings(now), [], "they are read once");
    readings
}

#[tokio::test(start_paused = true)]
async fn the_date_of_an_answer_tells_neons_time() {
    for status in [200, 404] {
        let reading = readings(status, &[("date", DATE), JSON]).await;
        let hours = SignedDuration::from_hours(2);
        let [Reading { least, most }] = reading[..] else {
            panic!("{reading:?}")
        };
        assert!(least <= hours && hours <= most, "{reading:?}");
        assert!(most - least < SignedDuration::from_secs(5), "{reading:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_cache_or_a_proxy_says_about_the_time_does_not_count() {
    for (what, headers) in [
        ("no date", &[JSON][..]),
        ("no HTTP date", &[("date", "now"), JSON]),
        ("from a cache", &[("date", DATE), ("age", "7200"), JSON]),
        ("a page", &[("date", DATE), ("content-type", "text/html")]),
        ("no type", &[("date", DATE)]),
    ] {
        assert_eq!(readings(200, headers).await, [], "{what}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_date_from_before_the_machine_slept_says_nothing() {
    let reply = || Reply::Answer {
        status: 200,
        headers: [("date", DATE), JSON]
            .map(|(name, value)| (name, value.to_owned()))
            .to_vec(),
        body: br#"{"organizations":[]}"#.to_vec(),
    };
    let server = Server::start([reply(), reply(), reply()]).await;
    let client = server.client();
    let now: Timestamp = "2026-11-21T16:02:13Z".parse().unwrap();
    assert_eq!(client.clock().readings(now), []);
    call(&client, &Request::organizations()).await;
    call(&client, &Request::organizations()).await;
    // The monotonic clock has stood still meanwhile.
    let later = now + SignedDuration::from_hours(8);
    assert_eq!(client.clock().readings(later), []);
    tokio::time::advance(std::time::Duration::from_millis(1)).await;
    call(&client, &Request::organizations()).await;
    assert_eq!(client.clock().readings(later).len(), 1, "awake again");
}
