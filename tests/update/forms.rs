//! Forms: what is typed is sent, nothing is lost, and nobody's changes are overwritten without asking.

use crate::scene::{PROJECT, Scene, endpoint, operation};
use lazyneon::{
    api::{ApiError, Operation},
    key::{Code, Key},
    neon::Slot,
    ui::{
        Action, Msg, Target,
        dialog::{
            confirm::ConfirmedBy,
            form::{Form, Status, field_state::FieldState},
            kinds::Dialog,
        },
    },
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn staging() -> Target {
    Target::Endpoint(PROJECT.into(), "ep-staging".into())
}

fn storefront() -> Target {
    Target::Project(PROJECT.into())
}

fn form(scene: &Scene) -> &Form {
    let forms = scene.model.dialogs.all();
    forms.last().expect("no form is open")
}

fn has_form(scene: &Scene) -> bool {
    scene.model.dialogs.all::<Form>().next().is_some()
}

/// The topmost confirmation: its title, its lines, whether a word must be typed.
fn question(scene: &Scene) -> Option<(String, String, bool)> {
    match scene.model.dialogs.shown() {
        Some(Dialog::Confirm(confirm)) => Some((
            confirm.title.clone(),
            confirm.lines.join("\n"),
            matches!(confirm.guard, ConfirmedBy::Typed { .. }),
        )),
        _ => None,
    }
}

/// Goes to a field by its label.
fn go(scene: &mut Scene, label: &str) {
    for _ in 0..60 {
        if form(scene).current().unwrap().edit.label == label {
            return;
        }
        scene.press("Tab");
    }
    panic!("there is no field {label}");
}

fn type_text(scene: &mut Scene, text: &str) {
    for c in text.chars() {
        scene.key(Key::char(c));
    }
}

fn body(scene: &Scene) -> Value {
    let request = form(scene).request.as_ref();
    request
        .and_then(|request| request.body.clone())
        .unwrap_or(Value::Null)
}

fn problem(scene: &Scene) -> String {
    let problem = form(scene).current().unwrap().problem.clone();
    problem.map(|problem| problem.text).unwrap_or_default()
}

fn edit_staging() -> Scene {
    let mut scene = Scene::new();
    scene.select("staging");
    scene.press("g E");
    scene.effects.clear();
    scene
}

fn reread(scene: &mut Scene, thing: Value) {
    scene.answer(
        Slot::Check(staging()),
        Operation::GetEndpoint,
        &json!({"endpoint": thing}),
    );
}

fn full_project() -> Value {
    json!({"id": PROJECT, "name": "storefront", "region_id": "aws-us-east-2", "pg_version": 17, "org_id": "org-acme",
        "store_passwords": true, "history_retention_seconds": 86400,
        "default_endpoint_settings": {"autoscaling_limit_min_cu": 0.25, "autoscaling_limit_max_cu": 2, "suspend_timeout_seconds": 0},
        "settings": {"allowed_ips": {"ips": ["10.0.0.1"], "protected_branches_only": false},
            "maintenance_window": {"weekdays": [5], "start_time": "07:00", "end_time": "08:00"}}})
}

fn edit_storefront() -> Scene {
    let mut scene = Scene::new();
    scene.select("staging");
    scene.press("g t");
    scene.answer(
        Slot::Project(PROJECT.into()),
        Operation::GetProject,
        &json!({"project": full_project()}),
    );
    scene.answer(
        Slot::Libraries(PROJECT.into()),
        Operation::ListPreloadLibraries,
        &json!({"libraries": [{"library_name": "timescaledb"}, {"library_name": "pg_cron"}]}),
    );
    scene.effects.clear();
    scene
}

fn reread_project(scene: &mut Scene, thing: Value) {
    scene.answer(
        Slot::Check(storefront()),
        Operation::GetProject,
        &json!({"project": thing}),
    );
}

#[test]
fn a_compute_is_read_again_and_only_the_change_is_sent() {
    let mut scene = edit_staging();
    go(&mut scene, "Maximum");
    scene.press("→");
    assert_eq!(
        body(&scene),
        json!({"endpoint": {"autoscaling_limit_max_cu": 3}})
    );
    let (line, _) = form(&scene).preview().unwrap();
    assert_eq!(
        line,
        format!("PATCH /projects/{PROJECT}/endpoints/ep-staging")
    );
    assert_eq!(form(&scene).current().unwrap().was.as_deref(), Some("2 CU"));

    scene.press("Ctrl-s");
    assert_eq!(form(&scene).status, Status::Rereading);
    assert_eq!(
        scene.requests(),
        [format!("GET /projects/{PROJECT}/endpoints/ep-staging")]
    );
    reread(&mut scene, endpoint("staging", "idle", None));
    assert_eq!(
        question(&scene),
        None,
        "an idle compute is resized without a question"
    );
    assert_eq!(
        scene.requests(),
        [format!("PATCH /projects/{PROJECT}/endpoints/ep-staging")]
    );
    assert_eq!(form(&scene).status, Status::Sending);

    let mut changed = endpoint("staging", "idle", None);
    changed["autoscaling_limit_max_cu"] = json!(3);
    let answer =
        json!({"endpoint": changed, "operations": [operation("op-1", "apply_config", "running")]});
    scene.answer(Slot::Write(staging()), Operation::UpdateEndpoint, &answer);
    assert!(!has_form(&scene), "it worked, so the form closes");
    assert!(
        scene.said().contains("changing compute of staging"),
        "{}",
        scene.said()
    );
}

#[test]
fn an_active_compute_asks_before_it_restarts() {
    let mut scene = Scene::new();
    scene.select("main");
    scene.press("g E");
    go(&mut scene, "Maximum");
    scene.press("→ Ctrl-s");
    let main = Target::Endpoint(PROJECT.into(), "ep-main".into());
    scene.effects.clear();
    scene.answer(
        Slot::Check(main),
        Operation::GetEndpoint,
        &json!({"endpoint": endpoint("main", "active", None)}),
    );
    let (title, lines, typed) = question(&scene).expect("nothing was asked");
    assert_eq!(title, "Apply 1 change to compute of main?");
    assert!(lines.contains("Maximum: 2 CU -> 3 CU"), "{lines}");
    assert!(lines.contains("open connections drop"), "{lines}");
    assert!(!typed && scene.requests().is_empty());

    scene.press("Esc");
    assert_eq!(form(&scene).changes(), 1, "no keeps the form as it is");
    assert_eq!(form(&scene).status, Status::Editing);
}

#[test]
fn what_is_wrong_is_said_below_its_field_and_not_sent() {
    let mut scene = edit_staging();
    go(&mut scene, "Maximum");
    type_text(&mut scene, "9");
    assert_eq!(
        problem(&scene),
        "max 9 CU: spread from 0.25 may not exceed 8 CU"
    );
    assert_eq!(body(&scene), Value::Null);
    go(&mut scene, "Name");
    scene.effects.clear();
    scene.press("Ctrl-s");
    assert!(scene.requests().is_empty());
    assert_eq!(
        form(&scene).line("Ctrl-s").text,
        "nothing was sent: 1 field needs fixing"
    );
    assert_eq!(
        form(&scene).current().unwrap().edit.label,
        "Maximum",
        "the cursor is on it"
    );
    assert_eq!(form(&scene).current().unwrap().was.as_deref(), Some("2 CU"));

    scene.press("Ctrl-r");
    assert_eq!(form(&scene).changes(), 0);
    scene.press("Ctrl-s");
    assert_eq!(
        form(&scene).line("Ctrl-s").text,
        "nothing changed, so there is nothing to send"
    );
}

#[test]
fn quantities_step_until_something_is_typed() {
    let mut scene = edit_staging();
    go(&mut scene, "Scale to zero");
    scene.press("→");
    assert_eq!(
        body(&scene),
        json!({"endpoint": {"suspend_timeout_seconds": 60}})
    );
    type_text(&mut scene, "1 h");
    scene.press("← ← Delete");
    type_text(&mut scene, " ");
    assert_eq!(
        body(&scene),
        json!({"endpoint": {"suspend_timeout_seconds": 3600}})
    );
    type_text(&mut scene, "x");
    assert!(
        problem(&scene).contains("is not valid"),
        "{}",
        problem(&scene)
    );
    scene.press("Backspace Tab Shift-Tab");
    match &form(&scene).current().unwrap().draft {
        FieldState::Amount(input) => assert_eq!((input.value(), input.is_selected()), ("1h", true)),
        other => panic!("{other:?}"),
    }
    for _ in 0..20 {
        scene.press("→");
    }
    assert_eq!(
        body(&scene),
        json!({"endpoint": {"suspend_timeout_seconds": -1}})
    );
}

#[test]
fn a_fixed_size_is_both_ends() {
    let mut scene = edit_staging();
    go(&mut scene, "Mode");
    scene.press("Space");
    go(&mut scene, "Size");
    type_text(&mut scene, "18");
    assert_eq!(
        body(&scene),
        json!({"endpoint": {"autoscaling_limit_min_cu": 18, "autoscaling_limit_max_cu": 18}})
    );
    let labels: Vec<&str> = form(&scene)
        .visible()
        .map(|(_, field)| field.edit.label)
        .collect();
    assert!(!labels.contains(&"Minimum"), "{labels:?}");
    go(&mut scene, "Mode");
    scene.press("Ctrl-r");
    assert_eq!(
        body(&scene),
        Value::Null,
        "the range that was there is back"
    );
}

#[test]
fn a_refusal_keeps_everything() {
    let mut scene = edit_staging();
    go(&mut scene, "Name");
    type_text(&mut scene, "maya");
    scene.press("Ctrl-s");
    reread(&mut scene, endpoint("staging", "idle", None));
    let error = ApiError::from_answer(422, r#"{"message": "name is taken"}"#, None);
    scene.fail(Slot::Write(staging()), Operation::UpdateEndpoint, error);
    let line = form(&scene).line("Ctrl-s");
    assert!(line.bad && line.text.contains("see Name"), "{line:?}");
    let problem = form(&scene).current().unwrap().problem.clone().unwrap();
    assert!(problem.text.contains("Name is taken"), "{problem:?}");
    assert!(!problem.blocks, "it can be tried again");
    assert_eq!(body(&scene), json!({"endpoint": {"name": "maya"}}));
    assert_eq!(form(&scene).status, Status::Editing);
}

#[test]
fn a_lost_answer_is_checked_and_the_truth_told() {
    for (name, closes) in [("maya", true), ("other", false)] {
        let mut scene = edit_staging();
        go(&mut scene, "Name");
        type_text(&mut scene, "maya");
        scene.press("Ctrl-s");
        reread(&mut scene, endpoint("staging", "idle", None));
        let lost = ApiError::LostAnswer {
            cause: "reset".to_owned(),
            status: None,
            request: None,
        };
        scene.effects.clear();
        scene.fail(Slot::Write(staging()), Operation::UpdateEndpoint, lost);
        assert_eq!(
            scene.requests(),
            [format!("GET /projects/{PROJECT}/endpoints/ep-staging")],
            "it is not sent again"
        );
        let mut now = endpoint("staging", "idle", None);
        now["name"] = json!(name);
        reread(&mut scene, now);
        assert_eq!(!has_form(&scene), closes);
        if !closes {
            assert!(
                form(&scene).line("Ctrl-s").text.contains("was not renamed"),
                "{:?}",
                form(&scene).line("Ctrl-s")
            );
            assert_eq!(
                body(&scene),
                json!({"endpoint": {"name": "maya"}}),
                "what was typed is still there"
            );
        }
    }
}

#[test]
fn changes_of_others_are_taken_where_they_do_not_meet() {
    let mut scene = edit_staging();
    go(&mut scene, "Name");
    type_text(&mut scene, "maya");
    scene.press("Ctrl-s");
    let mut now = endpoint("staging", "idle", None);
    now["suspend_timeout_seconds"] = json!(-1);
    scene.effects.clear();
    reread(&mut scene, now);
    assert_eq!(form(&scene).status, Status::Sending);
    assert_eq!(body(&scene), json!({"endpoint": {"name": "maya"}}));
    let idle = form(&scene)
        .fields
        .iter()
        .find(|field| field.edit.label == "Scale to zero")
        .unwrap();
    assert_eq!(idle.was, None, "theirs is the new base");
}

#[test]
fn changes_that_meet_are_compared_three_ways() {
    for (key, sent) in [
        ("m", json!({"endpoint": {"autoscaling_limit_max_cu": 3}})),
        ("t", Value::Null),
    ] {
        let mut scene = edit_staging();
        go(&mut scene, "Maximum");
        scene.press("→ Ctrl-s");
        let mut now = endpoint("staging", "idle", None);
        now["autoscaling_limit_max_cu"] = json!(4);
        scene.effects.clear();
        reread(&mut scene, now.clone());
        assert!(
            scene.requests().is_empty(),
            "nothing is sent before it is decided"
        );
        let Status::Conflict { fields, .. } = &form(&scene).status else {
            panic!("{:?}", form(&scene).status);
        };
        let said: Vec<_> = fields
            .iter()
            .map(|c| (c.label, c.base.as_str(), c.theirs.as_str(), c.mine.as_str()))
            .collect();
        assert_eq!(said, [("Size", "0.25-2 CU", "0.25-4 CU", "0.25-3 CU")]);

        scene.press("Ctrl-s");
        assert!(scene.requests().is_empty());
        scene.press("Esc Ctrl-s");
        reread(&mut scene, now.clone());
        assert!(
            matches!(form(&scene).status, Status::Conflict { .. }),
            "leaving decides nothing"
        );

        scene.press(key);
        assert_eq!(form(&scene).status, Status::Editing);
        assert_eq!(body(&scene), sent);
        if key == "m" {
            scene.effects.clear();
            scene.press("Ctrl-s");
            reread(&mut scene, now);
            let sent = scene.requests();
            assert!(
                sent.iter().any(|request| request.starts_with("PATCH")),
                "{sent:?}"
            );
        }
    }
}

#[test]
fn esc_on_the_way_leaves_the_change_on_its_way() {
    let mut scene = edit_staging();
    go(&mut scene, "Name");
    type_text(&mut scene, "maya");
    scene.press("Ctrl-s");
    reread(&mut scene, endpoint("staging", "idle", None));
    type_text(&mut scene, "x");
    assert_eq!(
        body(&scene),
        json!({"endpoint": {"name": "maya"}}),
        "nothing is edited while it is sent"
    );
    scene.press("Esc");
    assert!(!has_form(&scene));
    assert!(scene.said().contains("still running"), "{}", scene.said());
    let error = ApiError::from_answer(422, r#"{"message": "name is taken"}"#, None);
    scene.fail(Slot::Write(staging()), Operation::UpdateEndpoint, error);
    assert!(
        scene.said().contains("could not rename compute of staging"),
        "{}",
        scene.said()
    );
}

#[test]
fn a_key_of_a_dialog_that_has_nothing_to_do_says_nothing_of_the_row_behind_it() {
    let mut scene = edit_staging();
    scene.press("PgDn");
    assert_eq!(scene.said(), "page down does not apply here");
}

#[test]
fn esc_asks_before_it_loses_anything() {
    let mut scene = edit_staging();
    scene.press("Esc");
    assert!(!has_form(&scene), "an unchanged form closes at once");
    let mut scene = edit_staging();
    go(&mut scene, "Name");
    type_text(&mut scene, "maya");
    scene.press("Esc");
    assert_eq!(question(&scene).unwrap().0, "Discard 1 change?");
    scene.press("Esc");
    assert_eq!(form(&scene).changes(), 1);
    scene.press("Esc y");
    assert!(!has_form(&scene));
}

#[test]
fn esc_goes_back_to_the_form_once_and_never_discards() {
    let mut scene = edit_staging();
    go(&mut scene, "Name");
    type_text(&mut scene, "maya");
    for _ in 0..2 {
        scene.press("Esc Esc");
        assert!(question(&scene).is_none());
        for _ in 0..9 {
            scene.press("Esc");
            assert_eq!(question(&scene).unwrap().0, "Discard 1 change?");
        }
        scene.press("n");
        assert_eq!(form(&scene).changes(), 1);
        // Who edits on is asked anew.
        type_text(&mut scene, "x");
    }
}

#[test]
fn a_form_waits_for_what_is_not_known() {
    let mut scene = Scene::new();
    scene.select("staging");
    scene.press("g t");
    assert_eq!(form(&scene).status, Status::Loading);
    let asked = scene.requests();
    assert!(
        asked.contains(&format!("GET /projects/{PROJECT}")),
        "{asked:?}"
    );
    assert!(
        asked.contains(&format!(
            "GET /projects/{PROJECT}/available_preload_libraries"
        )),
        "{asked:?}"
    );
    type_text(&mut scene, "x");
    let error = ApiError::from_answer(503, "", None);
    scene.fail(Slot::Project(PROJECT.into()), Operation::GetProject, error);
    assert!(matches!(form(&scene).status, Status::Unknown(_)));
    scene.press("Esc g t");
    scene.answer(
        Slot::Project(PROJECT.into()),
        Operation::GetProject,
        &json!({"project": full_project()}),
    );
    assert_eq!(form(&scene).status, Status::Editing);
    assert_eq!(form(&scene).changes(), 0);
}

#[test]
fn logical_replication_wants_the_name_typed() {
    let mut scene = edit_storefront();
    go(&mut scene, "Logical replication");
    scene.press("Space Ctrl-s");
    reread_project(&mut scene, full_project());
    let (_, lines, typed) = question(&scene).unwrap();
    assert!(typed);
    assert!(
        lines.contains("cannot be turned off again") && lines.contains("suspended"),
        "{lines}"
    );
    scene.effects.clear();
    scene.tell(Msg::Paste("storefront".to_owned()));
    scene.press("Enter y");
    assert!(scene.requests().is_empty());
    scene.press("Ctrl-u");
    type_text(&mut scene, "storefront");
    scene.press("Enter");
    // It may have changed while the question was open.
    assert_eq!(scene.requests(), [format!("GET /projects/{PROJECT}")]);
    scene.effects.clear();
    reread_project(&mut scene, full_project());
    assert_eq!(scene.requests(), [format!("PATCH /projects/{PROJECT}")]);
    assert_eq!(
        body(&scene),
        json!({"project": {"settings": {"enable_logical_replication": true}}})
    );
}

#[test]
fn the_allow_list_is_edited_by_line_and_sent_whole() {
    let mut scene = edit_storefront();
    go(&mut scene, "Allowed addresses");
    scene.press("↓");
    type_text(&mut scene, "10.0.0.2");
    scene.press("Enter");
    scene.tell(Msg::Paste(
        "10.1.0.0/16, 10.2.0.1 - 10.2.0.9\n10.0.0.7\n".to_owned(),
    ));
    assert_eq!(
        body(&scene),
        json!({"project": {"settings": {"allowed_ips": {"ips": ["10.0.0.1", "10.0.0.2", "10.1.0.0/16", "10.2.0.1-10.2.0.9", "10.0.0.7"],
            "protected_branches_only": false}}}})
    );
    assert_eq!(
        form(&scene).status,
        Status::Editing,
        "a paste submits nothing"
    );
    type_text(&mut scene, "nonsense");
    assert!(
        problem(&scene).starts_with("nonsense: not an address"),
        "{}",
        problem(&scene)
    );
}

#[test]
fn what_this_program_does_not_know_survives_in_a_whole() {
    let mut scene = edit_storefront();
    go(&mut scene, "Active time");
    type_text(&mut scene, "10 h");
    scene.press("Ctrl-s");
    let mut now = full_project();
    now["settings"]["quota"] = json!({"snapshots": 7});
    scene.effects.clear();
    scene.answer_raw(
        Slot::Check(storefront()),
        Operation::GetProject,
        &json!({"project": now}),
    );
    assert_eq!(form(&scene).status, Status::Sending);
    let quota = &body(&scene)["project"]["settings"]["quota"];
    assert_eq!(
        (&quota["snapshots"], &quota["active_time_seconds"]),
        (&json!(7), &json!(36_000))
    );
}

#[test]
fn an_emptied_allow_list_is_asked_about_loudly() {
    let mut scene = edit_storefront();
    go(&mut scene, "Allowed addresses");
    scene.press("End Delete");
    assert_eq!(
        body(&scene),
        json!({"project": {"settings": {"allowed_ips": {"ips": [], "protected_branches_only": false}}}})
    );
    scene.press("Ctrl-s");
    reread_project(&mut scene, full_project());
    let (_, lines, _) = question(&scene).unwrap();
    assert!(lines.contains("OPEN TO THE WHOLE INTERNET"), "{lines}");
    match scene.model.dialogs.shown() {
        Some(Dialog::Confirm(confirm)) => assert!(confirm.production),
        other => panic!("{other:?}"),
    }
    scene.effects.clear();
    scene.press("Enter");
    assert!(scene.requests().is_empty(), "Enter is no");
}

#[test]
fn libraries_and_days_are_marked() {
    let mut scene = edit_storefront();
    go(&mut scene, "Preloaded");
    scene.press("↓ Space");
    assert_eq!(
        body(&scene),
        json!({"project": {"settings": {"preload_libraries": {"enabled_libraries": ["pg_cron"]}}}})
    );
    scene.press("Ctrl-r");
    go(&mut scene, "Days");
    scene.press("Space → Space 5");
    assert_eq!(
        body(&scene),
        json!({"project": {"settings": {"maintenance_window": {"weekdays": [1, 2], "start_time": "07:00", "end_time": "08:00"}}}})
    );
}

#[test]
fn read_only_and_another_change_refuse_with_the_reason() {
    let mut scene = edit_staging();
    go(&mut scene, "Name");
    type_text(&mut scene, "maya");
    scene.model.neon.policy.set_read_only_mode(true);
    scene.effects.clear();
    scene.press("Ctrl-s");
    assert!(scene.requests().is_empty());
    assert!(scene.said().contains("read-only"), "{}", scene.said());
    assert_eq!(form(&scene).changes(), 1);
}

#[test]
fn the_request_can_be_copied_before_it_is_sent() {
    let mut scene = edit_staging();
    go(&mut scene, "Name");
    type_text(&mut scene, "maya's");
    scene.effects.clear();
    scene.press("Ctrl-y");
    scene.press("c");
    let copied = format!("{:?}", scene.effects);
    assert!(
        copied.contains("PATCH") && copied.contains("maya"),
        "{copied}"
    );
}

fn keys() -> impl Strategy<Value = Key> {
    let named = [
        "Tab",
        "Shift-Tab",
        "↑",
        "↓",
        "←",
        "→",
        "Space",
        "Enter",
        "Ctrl-s",
        "Ctrl-r",
        "F1",
        "Esc",
        "y",
        "Backspace",
        "Delete",
        "Home",
        "End",
        "Ctrl-u",
        "Ctrl-w",
        "t",
        "m",
        "1",
        "-",
        "/",
        ".",
    ];
    prop_oneof![
        6 => proptest::sample::select(named.to_vec()).prop_map(|key| key.parse().unwrap()),
        1 => any::<char>().prop_filter("printable", |c| !c.is_control()).prop_map(Key::char),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_in_a_form_leave_a_way_out(keys in proptest::collection::vec((keys(), any::<u8>()), 0..80), project in any::<bool>()) {
        let mut scene = if project { edit_storefront() } else { edit_staging() };
        for (key, chance) in keys {
            scene.key(key);
            match chance {
                0..20 => scene.tell(Msg::Paste("10.0.0.1 10.0.0.2\n3".to_owned())),
                20..60 => {
                    let mut now = endpoint("staging", "idle", None);
                    now["autoscaling_limit_max_cu"] = json!(chance % 8 + 1);
                    reread(&mut scene, now);
                    reread_project(&mut scene, full_project());
                }
                60..70 => {
                    let error = ApiError::from_answer(422, "{}", None);
                    scene.fail(Slot::Write(staging()), Operation::UpdateEndpoint, error);
                }
                _ => {}
            }
            if has_form(&scene) {
                let form = form(&scene);
                prop_assert!(form.current().is_some());
                prop_assert!(form.new.is_some() || form.request.is_none() || form.changes() > 0);
                if let Some(body) = form.request.as_ref().and_then(|request| request.body.as_ref()) {
                    prop_assert!(!body.to_string().contains("\"@size") && !body.to_string().contains("\"@mode"), "{}", body);
                }
            }
        }
        for _ in 0..12 {
            scene.key(Code::Esc.into());
            if question(&scene).is_some_and(|(title, ..)| title.starts_with("Discard")) {
                scene.key(Key::char('y'));
            }
        }
        prop_assert!(scene.model.dialogs.is_empty());
    }
}

#[test]
fn actions_of_a_form_are_named_in_the_table() {
    for action in [Action::FormTheirs, Action::FormMine] {
        assert!(!action.spec().keys().is_empty());
    }
}

#[test]
fn a_paste_into_a_list_adds_to_it() {
    let mut scene = edit_storefront();
    go(&mut scene, "Allowed addresses");
    scene.tell(Msg::Paste("10.0.0.3, 10.0.0.4".to_owned()));
    let ips = &body(&scene)["project"]["settings"]["allowed_ips"]["ips"];
    assert_eq!(ips, &json!(["10.0.0.1", "10.0.0.3", "10.0.0.4"]));
}

#[test]
fn letters_typed_as_a_form_closes_by_itself_run_nothing() {
    let mut scene = edit_staging();
    go(&mut scene, "Name");
    type_text(&mut scene, "maya");
    scene.press("Ctrl-s");
    reread(&mut scene, endpoint("staging", "idle", None));
    let mut named = endpoint("staging", "idle", None);
    named["name"] = json!("maya");
    let answer = json!({"endpoint": named, "operations": []});
    scene.answer(Slot::Write(staging()), Operation::UpdateEndpoint, &answer);
    assert!(scene.model.dialogs.is_empty());

    let later = |scene: &mut Scene, millis| {
        scene.model.neon.now += jiff::SignedDuration::from_millis(millis);
    };
    // "y" for a confirmation that was not shown, and the rest of the word.
    for letter in ["y", "e", "s"] {
        later(&mut scene, 300);
        scene.press(letter);
        assert!(
            scene.model.dialogs.is_empty(),
            "{letter} has opened something"
        );
    }
    assert!(
        scene.said().contains("so it did nothing"),
        "{}",
        scene.said()
    );
    later(&mut scene, 500);
    scene.press("y");
    assert!(matches!(scene.model.dialogs.shown(), Some(Dialog::Menu(_))));
    // A menu opened on purpose accepts letters as fast as they come.
    scene.press("n");
    assert!(scene.model.dialogs.is_empty());
}

#[test]
fn a_key_that_is_held_counts_again_soon_after_a_form_has_closed_by_itself() {
    let mut scene = edit_staging();
    go(&mut scene, "Name");
    type_text(&mut scene, "maya");
    scene.press("Ctrl-s");
    reread(&mut scene, endpoint("staging", "idle", None));
    let answer = json!({"endpoint": endpoint("staging", "idle", None), "operations": []});
    scene.answer(Slot::Write(staging()), Operation::UpdateEndpoint, &answer);
    let before = scene.model.browser.selected().cloned();
    let mut pressed = 0;
    while scene.model.browser.selected() == before.as_ref() && pressed < 100 {
        scene.model.neon.now += jiff::SignedDuration::from_millis(100);
        scene.press("k");
        pressed += 1;
    }
    assert_eq!(pressed, 15);
}

#[test]
fn keys_after_a_dialog_that_was_closed_by_hand_count_at_once() {
    let mut scene = edit_staging();
    scene.press("Esc y");
    assert!(matches!(scene.model.dialogs.shown(), Some(Dialog::Menu(_))));
}

#[test]
fn e_edits_what_the_row_is() {
    let mut scene = Scene::new();
    scene.select("main");
    scene.act(Action::Right);
    scene.act(Action::Top);
    let mut kinds = Vec::new();
    loop {
        let target = scene.model.browser.selected().cloned().unwrap();
        kinds.push(target.noun());
        scene.press("e");
        match (&target, scene.model.dialogs.shown()) {
            (Target::Org(org), Some(Dialog::Form(form))) => {
                assert_eq!(form.target, Target::Spending(org.clone()));
            }
            (Target::Role(..), None) => {
                let said = scene.said();
                let wanted = "a role has no settings; g E edits the branch's compute";
                assert!(said.contains(wanted), "{said}");
            }
            (_, Some(Dialog::Form(form))) => assert_eq!(form.target, target),
            _ => panic!("{target:?}: {}", scene.said()),
        }
        if !scene.model.dialogs.is_empty() {
            scene.press("Esc");
        }
        assert!(scene.model.dialogs.is_empty(), "{target:?}");
        scene.act(Action::Down);
        if scene.model.browser.selected() == Some(&target) {
            break;
        }
    }
    for kind in ["project", "branch", "compute", "database", "role"] {
        assert!(kinds.contains(&kind), "{kind} of {kinds:?}");
    }
    // The compute of a branch, a database or a role has a key of its own.
    scene.select("staging");
    scene.press("g E");
    assert_eq!(form(&scene).target, staging());
}

#[test]
fn letters_typed_after_a_refused_rename_run_nothing() {
    let mut scene = Scene::new();
    scene.act(Action::ReadOnly);
    scene.select("main");
    let before = scene.model.browser.selected().cloned();
    scene.press("F2 m y d b j");
    assert!(
        scene.model.dialogs.is_empty(),
        "{:?}",
        scene.model.dialogs.shown()
    );
    assert_eq!(scene.model.browser.selected(), before.as_ref());
    assert!(
        scene.said().contains("typed for a dialog that is not open"),
        "{}",
        scene.said()
    );
    scene.model.neon.now += jiff::SignedDuration::from_millis(500);
    scene.press("j");
    assert_ne!(scene.model.browser.selected(), before.as_ref());
    // The same in the menu of new things.
    scene.press("n b r");
    assert!(
        matches!(scene.model.dialogs.shown(), Some(Dialog::Menu(_))),
        "{:?}",
        scene.model.dialogs.shown()
    );
}
