use std::time::Duration;

use jiff::Timestamp;
use lazyneon::api::retry::{Attempt, Decision, Outcome, Policy, Reason, decide, retry_after};

const LEFT: Duration = Duration::from_secs(60);

fn first(outcome: Outcome, read: bool) -> Attempt {
    Attempt {
        tries: 1,
        read,
        patient: true,
        outcome,
        retry_after: None,
        left: LEFT,
    }
}

fn reason(attempt: &Attempt) -> Option<Reason> {
    match decide(Policy::default(), attempt) {
        Decision::Stop => None,
        Decision::Again { reason, .. } => Some(reason),
    }
}

#[test]
fn what_is_repeated() {
    use Outcome::{Lost, NotConnected, Status};
    let table = [
        // outcome, read, write
        (Status(423), Some(Reason::Locked), Some(Reason::Locked)),
        (
            Status(429),
            Some(Reason::RateLimited),
            Some(Reason::RateLimited),
        ),
        (
            Status(503),
            Some(Reason::Unavailable),
            Some(Reason::Unavailable),
        ),
        (Status(500), Some(Reason::Unavailable), None),
        (Status(502), Some(Reason::Unavailable), None),
        (Status(504), Some(Reason::Unavailable), None),
        (Status(524), Some(Reason::Unavailable), None),
        (NotConnected, Some(Reason::Network), Some(Reason::Network)),
        (Lost, Some(Reason::Network), None),
        (Status(302), None, None),
        (Status(400), None, None),
        (Status(401), None, None),
        (Status(403), None, None),
        (Status(404), None, None),
        (Status(408), None, None),
        (Status(409), None, None),
        (Status(412), None, None),
        (Status(422), None, None),
    ];
    for (outcome, read, write) in table {
        assert_eq!(reason(&first(outcome, true)), read, "read {outcome:?}");
        assert_eq!(reason(&first(outcome, false)), write, "write {outcome:?}");
    }
}

#[test]
fn how_often() {
    let tries = |outcome, read, patient| {
        (1u8..20).find(|&tries| {
            let attempt = Attempt {
                tries,
                read,
                patient,
                ..first(outcome, read)
            };
            decide(Policy::default(), &attempt) == Decision::Stop
        })
    };
    assert_eq!(tries(Outcome::Status(429), true, true), Some(3));
    assert_eq!(tries(Outcome::NotConnected, false, true), Some(3));
    assert_eq!(
        tries(Outcome::Status(423), false, false),
        Some(3),
        "nobody waits for it"
    );
    assert_eq!(
        tries(Outcome::Status(423), false, true),
        Some(6),
        "somebody waits for it"
    );
    assert_eq!(
        tries(Outcome::Status(423), true, true),
        Some(3),
        "reads are never locked"
    );
}

#[test]
fn waits_grow_to_ten_seconds() {
    let policy = Policy {
        tries: 20,
        tries_when_locked: 20,
    };
    let spread = |tries, outcome| match decide(
        policy,
        &Attempt {
            tries,
            ..first(outcome, false)
        },
    ) {
        Decision::Again {
            at_least, spread, ..
        } => {
            assert_eq!(at_least, Duration::ZERO);
            spread.as_millis()
        }
        Decision::Stop => panic!(),
    };
    let waits: Vec<u128> = (1..8)
        .map(|tries| spread(tries, Outcome::Status(503)))
        .collect();
    assert_eq!(waits, [250, 500, 1000, 2000, 4000, 8000, 10_000]);
    let waits: Vec<u128> = (1..6)
        .map(|tries| spread(tries, Outcome::Status(423)))
        .collect();
    assert_eq!(waits, [1000, 2000, 4000, 8000, 10_000]);
}

#[test]
fn retry_after_is_a_minimum_and_the_deadline_a_maximum() {
    let after = |asked: u64, left: u64| {
        let (asked, left) = (Duration::from_secs(asked), Duration::from_secs(left));
        let attempt = Attempt {
            retry_after: Some(asked),
            left,
            ..first(Outcome::Status(429), true)
        };
        match decide(Policy::default(), &attempt) {
            Decision::Stop => None,
            Decision::Again {
                at_least, spread, ..
            } => {
                assert!(at_least + spread <= left, "never beyond the deadline");
                Some(at_least.as_secs())
            }
        }
    };
    assert_eq!(after(0, 60), Some(0));
    assert_eq!(after(3, 60), Some(3));
    assert_eq!(after(10, 60), Some(10));
    assert_eq!(
        after(11, 60),
        None,
        "longer than ten seconds: show the real status"
    );
    assert_eq!(after(5, 5), None, "longer than the call has left");
    assert_eq!(after(5, 0), None);
}

#[test]
fn retry_after_has_two_forms() {
    let now: Timestamp = "2026-10-21T07:27:30Z".parse().unwrap();
    let seconds = |text: &str| retry_after(text, now).map(|wait| wait.as_secs());
    assert_eq!(seconds("7"), Some(7));
    assert_eq!(seconds(" 0 "), Some(0));
    assert_eq!(seconds("Wed, 21 Oct 2026 07:28:00 GMT"), Some(30));
    assert_eq!(
        seconds("Wed, 21 Oct 2026 07:00:00 GMT"),
        Some(0),
        "in the past: now"
    );
    assert_eq!(seconds("99999999999999999999"), Some(u64::MAX));
    for odd in ["", "-1", "1.5", "+3", "soon", "3s", "0x10"] {
        assert_eq!(seconds(odd), None, "{odd:?}");
    }
}
