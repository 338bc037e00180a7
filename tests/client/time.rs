use jiff::Timestamp;
use lazyneon::api::types::Time;
use proptest::prelude::*;

#[test]
fn go_zero_time_is_none_whatever_the_zone() {
    for zero in [
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "0001-01-01T00:00:00-08:00",
    ] {
        assert_eq!(Time::parse(zero), None, "{zero}");
    }
    assert!(Time::parse("1970-01-01T00:00:00Z").is_some());
}

#[test]
fn microseconds_survive() {
    let text = "2022-12-07T00:45:05.262011Z";
    assert_eq!(Time::parse(text).unwrap().to_string(), text);
}

proptest! {
    #[test]
    fn any_moment_survives(micros in -60_000_000_000_000_000i64..250_000_000_000_000_000) {
        prop_assume!(micros != 0);
        let at = Timestamp::from_microsecond(micros).unwrap();
        prop_assert_eq!(Time::from(at).timestamp(), at);
        prop_assert_eq!(Time::parse(&Time::from(at).to_string()), Some(Time::from(at)));
    }
}
