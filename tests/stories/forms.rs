//! Forms, over real HTTP: Neon gets what is typed, and no input is lost.

use crate::story::{DEV, DEV_COMPUTE, STAGING, STAGING_COMPUTE, STOREFRONT, Story, branch};
use lazyneon::{
    emulator::Fault,
    key::{Code, Key},
    ui::{
        Action, Msg, Target,
        dialog::form::{Form, Status},
    },
};
use serde_json::{Value, json};

fn form(story: &Story) -> Option<&Form> {
    story.model().dialogs.all().next()
}

/// Goes to a field by its label.
fn go(story: &mut Story, label: &str) {
    for _ in 0..60 {
        if form(story).unwrap().current().unwrap().edit.label == label {
            return;
        }
        story.key(Code::Tab);
    }
    panic!("there is no field {label}:\n{}", story.screen());
}

async fn edit_compute(id: &str) -> Story {
    let mut story = Story::at(branch(id)).await;
    story.act(Action::EditCompute);
    story.settle().await;
    story.neon.forget_requests();
    story
}

async fn edit_project() -> Story {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::ProjectSettings);
    story.settle().await;
    story.neon.forget_requests();
    story
}

/// The bodies of the changes that Neon has received; forgets the requests.
fn bodies(story: &mut Story) -> Vec<Value> {
    let changes = story.neon.requests().into_iter();
    let bodies = changes
        .filter(|request| request.method == "PATCH")
        .map(|request| serde_json::from_str(&request.body).unwrap())
        .collect();
    story.neon.forget_requests();
    bodies
}

#[tokio::test(start_paused = true)]
async fn resizing_a_compute_sends_what_the_preview_said() {
    let mut story = edit_compute(DEV).await;
    go(&mut story, "Maximum");
    story.act(Action::NextValue);
    story.sees("Maximum").sees("was 2 CU");
    story.sees(r#"{"endpoint":{"autoscaling_limit_max_cu":3}}"#);
    story.act(Action::FormApply);
    story.follow().await;
    assert!(form(&story).is_none(), "{}", story.screen());
    story.sees("0.25-3 CU");
    assert_eq!(
        story.requests()[..2],
        [
            format!("GET /projects/{STOREFRONT}/endpoints/{DEV_COMPUTE}"),
            format!("PATCH /projects/{STOREFRONT}/endpoints/{DEV_COMPUTE}")
        ]
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn resizing_an_active_compute_asks_and_restarts_it() {
    let mut story = edit_compute(STAGING).await;
    go(&mut story, "Maximum");
    story.act(Action::NextValue);
    story.act(Action::FormApply);
    story.settle().await;
    story
        .sees("Apply 1 change to compute of staging?")
        .sees("open connections drop");
    assert!(bodies(&mut story).is_empty());
    story.act(Action::ConfirmYes);
    story.follow().await;
    assert!(form(&story).is_none(), "{}", story.screen());
    story.sees("staging changed");
    assert_eq!(
        bodies(&mut story),
        [json!({"endpoint": {"autoscaling_limit_max_cu": 3}})]
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_refusal_keeps_the_form_and_shows_neons_words() {
    let mut story = edit_compute(DEV).await;
    go(&mut story, "Name");
    story.type_text("maya");
    let refusal = Fault::Status {
        code: 422,
        retry_after: None,
        body: Some(
            r#"{"request_id": "r-1", "code": "", "message": "that name is taken"}"#.to_owned(),
        ),
    };
    story
        .neon
        .faults()
        .add(Some("PATCH"), "/endpoints/", 1, refusal);
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("hat name is taken").sees("maya");
    assert_eq!(form(&story).unwrap().changes(), 1);
    story.act(Action::FormApply);
    story.follow().await;
    assert!(
        form(&story).is_none(),
        "the second attempt works:\n{}",
        story.screen()
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_looked_into_and_not_sent_again() {
    for (fault, done) in [(Fault::Reset, true), (Fault::ResetBefore, false)] {
        let mut story = edit_compute(DEV).await;
        go(&mut story, "Name");
        story.type_text("maya");
        story
            .neon
            .faults()
            .add(Some("PATCH"), "/endpoints/", 1, fault);
        story.act(Action::FormApply);
        story.follow().await;
        assert_eq!(form(&story).is_none(), done, "{}", story.screen());
        if done {
            story.sees("of dev/maya renamed to maya after all; it");
        } else {
            story
                .sees("was not renamed; nothing was sent again")
                .sees("maya");
        }
        assert_eq!(bodies(&mut story).len(), 1);
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn what_somebody_else_has_changed_is_compared() {
    let mut story = edit_compute(DEV).await;
    go(&mut story, "Scale to zero");
    story.type_text("10 min");
    story.neon.edit(|world| {
        let project = world.projects.get_mut(STOREFRONT).unwrap();
        project
            .endpoints
            .get_mut(DEV_COMPUTE)
            .unwrap()
            .suspend_timeout_seconds = 3600;
    });
    story.act(Action::FormApply);
    story.settle().await;
    story
        .sees("Scale to zero")
        .sees("default (5m)")
        .sees("1h")
        .sees("10m");
    assert!(
        bodies(&mut story).is_empty(),
        "nothing is sent before it is decided"
    );
    story.key(Key::char('m'));
    story.act(Action::FormApply);
    story.follow().await;
    assert!(form(&story).is_none(), "{}", story.screen());
    assert_eq!(
        bodies(&mut story),
        [json!({"endpoint": {"suspend_timeout_seconds": 600}})]
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn esc_half_way_sends_nothing_and_keeps_the_form() {
    let mut story = edit_compute(DEV).await;
    go(&mut story, "Name");
    story.type_text("maya two");
    story.act(Action::FormApply);
    assert_eq!(form(&story).unwrap().status, Status::Rereading);
    story.escape();
    story.settle().await;
    assert!(
        bodies(&mut story).is_empty(),
        "Esc came before anything was sent"
    );
    assert_eq!(form(&story).unwrap().changes(), 1);
    story.act(Action::FormApply);
    story.follow().await;
    assert!(form(&story).is_none(), "{}", story.screen());
    assert_eq!(bodies(&mut story).len(), 1);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn logical_replication_must_be_typed() {
    let mut story = edit_project().await;
    go(&mut story, "Logical replication");
    story.act(Action::FormToggle);
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("it cannot be turned off again");
    story.key(Code::Enter);
    story.settle().await;
    assert!(bodies(&mut story).is_empty());
    story.type_text("storefront");
    story.key(Code::Enter);
    story.follow().await;
    assert!(form(&story).is_none(), "{}", story.screen());
    assert_eq!(
        bodies(&mut story),
        [json!({"project": {"settings": {"enable_logical_replication": true}}})]
    );
    story.act(Action::ProjectSettings);
    story.settle().await;
    go(&mut story, "Logical replication");
    story.act(Action::FormToggle);
    assert_eq!(
        form(&story).unwrap().changes(),
        0,
        "it cannot be turned off again"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_allow_list_is_set_whole_and_emptied_loudly() {
    let mut story = edit_project().await;
    go(&mut story, "Allowed addresses");
    story.type_text("10.0.0.1, 10.1.0.0/16");
    story.act(Action::FormApply);
    story.settle().await;
    story.act(Action::ConfirmYes);
    story.follow().await;
    assert!(form(&story).is_none(), "{}", story.screen());
    let allowed = |ips: &[&str]| json!({"project": {"settings": {"allowed_ips": {"ips": ips, "protected_branches_only": false}}}});
    assert_eq!(bodies(&mut story), [allowed(&["10.0.0.1", "10.1.0.0/16"])]);

    story.act(Action::ProjectSettings);
    story.settle().await;
    go(&mut story, "Allowed addresses");
    for _ in 0..2 {
        story.key(Code::End);
        story.key(Code::Delete);
    }
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("OPEN TO THE WHOLE INTERNET");
    story.act(Action::ConfirmYes);
    story.follow().await;
    assert_eq!(bodies(&mut story), [allowed(&[])]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn every_setting_of_a_project_is_taken_by_neon() {
    let mut story = edit_project().await;
    for (label, keys) in [
        ("Name", "storefront!"),
        ("Minimum size", "1"),
        ("Maximum size", "4"),
        ("Scale to zero", "10 min"),
        ("From", "02:00"),
        ("To", "05:00"),
        ("Active time", "100 h"),
        ("Compute time", "200 CU-h"),
        ("Written data", "10 GB"),
        ("Data transfer", "unlimited"),
        ("Size of a branch", "60 GB"),
    ] {
        go(&mut story, label);
        story.type_text(keys);
    }
    for label in [
        "VPC endpoints",
        "Addresses apply to",
        "Audit log",
        "Neon's defaults",
        "Days",
        "Preloaded",
    ] {
        go(&mut story, label);
        story.act(Action::FormToggle);
    }
    story.act(Action::FormApply);
    story.settle().await;
    let screen = story.screen();
    assert!(screen.contains("changes to storefront?"), "{screen}");
    story.act(Action::ConfirmYes);
    story.follow().await;
    assert!(form(&story).is_none(), "{}", story.screen());
    let bodies = bodies(&mut story);
    let settings = &bodies[0]["project"]["settings"];
    assert_eq!(settings["quota"]["compute_time_seconds"], json!(720_000));
    assert_eq!(
        settings["maintenance_window"],
        json!({"weekdays": [1, 7], "start_time": "02:00", "end_time": "05:00"})
    );
    assert_eq!(bodies[0]["project"]["name"], json!("storefront!"));
    story.act(Action::ProjectSettings);
    story.settle().await;
    let project = story.model().neon.store.full(&STOREFRONT.into()).unwrap();
    assert_eq!(project.name, "storefront!");
    assert_eq!(form(&story).unwrap().changes(), 0);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_compute_of_a_branch_is_named_in_its_form() {
    let mut story = edit_compute(STAGING).await;
    story
        .sees("Edit compute")
        .sees(STAGING_COMPUTE)
        .sees("staging");
    story.escape();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_neon_refuses_is_said_under_the_field_that_it_means() {
    let mut story = edit_compute(DEV).await;
    let refusal = Fault::Status {
        code: 422,
        retry_after: None,
        body: Some(
            r#"{"code":"","message":"suspend_timeout_seconds is below the minimum of your plan"}"#
                .to_owned(),
        ),
    };
    let faults = story.neon.faults();
    faults.add(Some("PATCH"), "/endpoints/", 1, refusal);
    go(&mut story, "Scale to zero");
    story.act(Action::NextValue);
    go(&mut story, "Name");
    story.type_text("x");
    story.act(Action::FormApply);
    story.settle().await;
    let screen = story.screen();
    let lines: Vec<&str> = screen.lines().collect();
    let field = lines.iter().position(|line| line.contains("Scale to zero"));
    let said = lines
        .iter()
        .position(|line| line.contains("below the minimum of your"));
    assert_eq!(said, field.map(|at| at + 1), "{screen}");
    story.sees("nothing was changed: see Scale to zero");
    let open = form(&story).unwrap();
    assert_eq!(open.current().unwrap().edit.label, "Scale to zero");
    assert_eq!(open.changes(), 2, "it keeps everything");
    story.act(Action::NextValue);
    story.misses("below the minimum");
    story.escape();
    story.act(Action::ConfirmYes);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn postgres_settings_are_lines_and_libraries_come_from_neon() {
    let mut story = edit_compute(DEV).await;
    story.settle().await;
    go(&mut story, "Settings");
    story.type_text("work_mem");
    story.sees("work_mem: a line is name = value, such as work_mem = 64MB");
    story.type_text(" = 64MB");
    story.key(Code::Enter);
    story.tell(Msg::Paste(
        "jit = off # no\nsearch_path = 'a, b'\n".to_owned(),
    ));
    story.sees("3 settings");
    go(&mut story, "Libraries");
    story.act(Action::FormToggle);
    story.act(Action::FormApply);
    story.follow().await;
    assert!(form(&story).is_none(), "{}", story.screen());
    let sent = bodies(&mut story);
    let settings = &sent[0]["endpoint"]["settings"];
    let wanted = json!({"work_mem": "64MB", "jit": "off", "search_path": "a, b"});
    assert_eq!(settings["pg_settings"], wanted);
    let libraries = &settings["preload_libraries"]["enabled_libraries"];
    assert_eq!(libraries.as_array().map(Vec::len), Some(1), "{sent:?}");
    story.act(Action::Undo);
    story.sees("pg settings");
    story.act(Action::ConfirmYes);
    story.follow().await;
    let back = &bodies(&mut story)[0]["endpoint"]["settings"];
    assert_eq!(back["pg_settings"], json!({}));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_setting_reads_the_same_in_the_form_and_in_the_details_and_can_be_typed_back() {
    let mut story = edit_project().await;
    go(&mut story, "Restore window");
    story.type_text("1 day 12 hours");
    go(&mut story, "Size of a branch");
    story.type_text("10 gib");
    story.act(Action::FormApply);
    story.settle().await;
    if form(&story).is_some() {
        story.act(Action::ConfirmYes);
    }
    story.follow().await;
    let project = Target::Project(STOREFRONT.into());
    story.go(&project).await;
    story.settle().await;
    story.sees("Restore window  36h");
    story.neon.forget_requests();
    story.act(Action::EditProject);
    story.settle().await;
    for (label, shown) in [("Restore window", "36h"), ("Size of a branch", "10 GiB")] {
        go(&mut story, label);
        story.sees(&format!("◂ {shown} ▸"));
        story.type_text(shown);
    }
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("nothing changed, so there is nothing to send");
    assert!(bodies(&mut story).is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_choice_of_which_neon_tells_nothing_is_not_set() {
    let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
    story.act(Action::EditProject);
    story.settle().await;
    story.sees("( ) base  ( ) extended  ( ) full  not set");
    go(&mut story, "Audit log");
    story.act(Action::NextValue);
    story.sees("(x) base").misses("( ) full  not set");
    story.end();
}
