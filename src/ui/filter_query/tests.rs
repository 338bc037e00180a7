use super::*;
use crate::{api::types::Time, ui::row_fields::OperationFields};
use proptest::prelude::*;

#[test]
fn words_are_found_as_users_expect() {
    for (filter, texts, found) in [
        ("", &["anything"][..], true),
        ("shop", &["Workshop"], true),
        ("Shop", &["workshop"], false),
        ("pr idle", &["pr-412", "idle"], true),
        ("pr idle", &["pr-412", "active"], false),
        ("!idle", &["pr-412", "idle"], false),
        ("!idle", &["pr-412", "active"], true),
        ("~prod", &["pre-order"], true),
        ("~prod", &["dorp"], false),
        ("prod", &["pre-order"], false),
        ("!", &["x"], true),
        ("~", &["x"], true),
        ("café", &["CAFÉ noir"], true),
        ("東", &["東京"], true),
        ("cafe\u{301}", &["CAF\u{c9} noir"], true),
        ("caf\u{e9}", &["cafe\u{301} noir"], true),
        ("~f\u{e9}n", &["cafe\u{301} noir"], true),
        ("re:f\u{e9}$", &["cafe\u{301}"], true),
        ("name:caf\u{e9}", &["name:cafe\u{301}"], true),
        ("re:^pr-\\d+$", &["pr-412"], true),
        ("re:^pr-\\d+$", &["my-pr-412"], false),
        ("!re:^PR", &["pr-412"], true),
        ("re:(", &["pr-412"], true),
        ("state:idle", &["state:idle"], true),
        ("state:idle", &["idle"], false),
        ("ep-cool-rain-a1", &["ep-cool-rain-a1b2"], true),
        ("EP-COOL", &["ep-cool-rain-a1b2"], true),
        (
            "ep-cool-rain-a1b2-pooler.c-2.us-east-2.aws.neon.tech:5432",
            &["ep-cool-rain-a1b2"],
            true,
        ),
        (
            "!ep-cool-rain-a1b2.us-east-2.aws.neon.tech",
            &["ep-cool-rain-a1b2"],
            false,
        ),
    ] {
        assert_eq!(
            Query::parse(filter).matches(texts, &mut MatcherState::default()),
            found,
            "{filter:?} in {texts:?}"
        );
    }
}

#[test]
fn a_column_is_looked_into_alone() {
    let row = [("name", "idle-worker"), ("state", "active")];
    for (filter, found) in [
        ("state:active", true),
        ("State:ACT", false),
        ("state:idle", false),
        ("name:idle", true),
        ("!state:idle", true),
        ("size:2", false),
    ] {
        let matches = Query::parse(filter).matches(&row, &mut MatcherState::default());
        assert_eq!(matches, found, "{filter}");
    }
}

#[test]
fn what_was_found_can_be_shown_and_asked_for_at_the_server() {
    for (filter, part, server) in [
        ("SHOP", None, Some("SHOP")),
        ("shop", Some("Shop"), Some("shop")),
        ("!x re:s.o", Some("Sho"), None),
        ("~wsp", None, None),
        ("state:idle name:work", Some("Work"), Some("work")),
        ("postgres://owner:work", None, None),
        ("localhost:5432/work", None, None),
        ("a8f5f167f44f4964e6c998dee827110c", None, None),
        ("pass= work", Some("Work"), None),
        ("work password: hunter2", Some("Work"), None),
        ("ep-x.neon.tech shop", Some("Shop"), Some("shop")),
    ] {
        let query = Query::parse(filter);
        let found = query.found_in("WorkShop").map(|at| &"WorkShop"[at]);
        assert_eq!(found, part, "{filter}");
        assert_eq!(query.for_server(), server, "{filter}");
    }
}

#[test]
fn comparisons_that_make_no_sense_say_so_and_filter_nothing() {
    let fields = OperationFields(&["what", "state"]);
    for (filter, sentence, short) in [
        ("duration>5m", None, None),
        ("state=failed started<2h", None, None),
        (
            "staet=failed",
            Some("no field \"staet\", did you mean state?"),
            Some("no field, state?"),
        ),
        (
            "dur>5m",
            Some("no field \"dur\", did you mean duration?"),
            Some("no field, duration?"),
        ),
        (
            "speed>5",
            Some("no field \"speed\" here"),
            Some("no such field"),
        ),
        (
            "duration>",
            Some("compare duration with a duration, such as 5m"),
            Some("no value yet"),
        ),
        (
            "duration>5x",
            Some("\"5x\" is not a duration, such as 5m"),
            Some("not a duration, such as 5m"),
        ),
    ] {
        let mut query = Query::parse(filter);
        query.settle(&fields, Timestamp::UNIX_EPOCH);
        assert_eq!(query.problem().map(Problem::sentence).as_deref(), sentence);
        assert_eq!(query.problem().map(Problem::short).as_deref(), short);
        let nothing = query.matches(&[("state", "finished")], &mut MatcherState::default());
        assert_eq!(nothing, sentence.is_some(), "{filter}");
    }
}

#[test]
fn a_comparison_looks_into_one_field() {
    let row = [("name", "pr-9"), ("state", "idle")];
    for (filter, found) in [
        ("state=idle", true),
        ("STATE=Idle", true),
        ("state!=idle", false),
        ("!state=idle", false),
        ("state=idl", false),
        ("name<pr-10", true),
        // Neither it nor its opposite.
        ("size>2", false),
        ("!size>2", false),
    ] {
        let matches = Query::parse(filter).matches(&row, &mut MatcherState::default());
        assert_eq!(matches, found, "{filter}");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_filter(text in "(!|~|re:|[a-z]{0,9})?(>=|<|=|:|!=)?(\\PC{0,12} ?){0,3}", pieces in ".{0,40}") {
        for text in [&text, &pieces] {
            let mut query = Query::parse(text);
            query.settle(&OperationFields(&["what", "state"]), Timestamp::MAX);
            let row = [("what", text.as_str()), ("state", "idle")];
            let field = |field: &FieldName| text_field(&row, field);
            query.matches_row(&row, &field, Timestamp::MIN, &mut MatcherState::default());
            let _found = query.found_in(text);
        }
    }

    #[test]
    fn any_value_can_be_compared_with_any_text(
        field in "[a-z-]{1,8}", sign in "<|>|<=|>=|=|!=|==", text in "\\PC{0,12}|[0-9]{1,20}(gb|d|mo|y|cu|h)?",
        number in any::<i64>(), amount in any::<f64>(), seconds in -377_000_000_000_i64..253_000_000_000,
    ) {
        let Some(comparison) = Comparison::read(&format!("{field}{sign}{text}")) else {
            return Ok(());
        };
        let at: Time = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH).into();
        for value in [
            Value::Missing, Value::Text(text.clone()), Value::Flag(true), Value::Count(number),
            Value::Bytes(number), Value::Seconds(number), Value::ComputeSeconds(number),
            Value::Dollars(amount), Value::Size { min: amount, max: amount }, Value::Time(at),
            Value::Until(at), Value::Word("never"), Value::List(vec![text.clone()]),
        ] {
            let _said = comparison.holds(&value, Timestamp::MAX);
            let _said = comparison.holds(&value, Timestamp::UNIX_EPOCH);
        }
    }
}

#[test]
fn what_matched_outside_of_the_name_can_be_told() {
    let row = [("id", "br-cool-rain"), ("name", "pr-9"), ("state", "idle")];
    for (filter, found) in [
        ("rain", Some(("id", "br-cool-rain"))),
        ("pr", None),
        ("r", None),
        ("pr idle", Some(("state", "idle"))),
        ("id:rain", Some(("id", "br-cool-rain"))),
        ("!rain", None),
        ("state=idle", None),
    ] {
        assert_eq!(
            Query::parse(filter).found_beyond_name(&row),
            found,
            "{filter}"
        );
    }
}
