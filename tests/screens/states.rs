//! What the screen says while something is missing, wrong, or in progress.

use super::{
    page::text,
    scene::{ORG, STOREFRONT, Scene, project},
};
use lazyneon::{
    api::Operation,
    config,
    neon::{Slot, account::CredentialSource},
    ui::{
        Action, Target, TimeStyle,
        dialog::confirm::{Confirm, OnConfirm},
    },
};
use serde_json::json;

fn shown(scene: &Scene) -> String {
    text(&scene.draw("auto"))
}

#[track_caller]
fn sees(scene: &Scene, wanted: &[&str]) {
    let screen = shown(scene);
    for wanted in wanted {
        assert!(screen.contains(wanted), "{wanted:?} is not on\n{screen}");
    }
}

#[test]
fn a_start_says_that_it_loads() {
    sees(
        &Scene::starting((80, 24)),
        &["lazyneon", "loading…", "starting…"],
    );
}

#[test]
fn a_project_is_shown_from_its_list_before_anything_else_is_known() {
    let mut scene = Scene::projects((80, 24));
    scene.select(&Target::Project(STOREFRONT.into()));
    sees(
        &scene,
        &[
            "Acme Labs › storefront",
            "3 projects",
            "pg17  us-e2",
            "Restore window",
            "7d",
        ],
    );
}

#[test]
fn what_loads_and_what_failed_is_said_on_the_row_and_in_the_details() {
    let mut scene = Scene::projects((80, 24));
    scene.select(&Target::Project(STOREFRONT.into()));
    scene.act(Action::Right);
    sees(&scene, &["loading…", "loading branches…"]);
    scene.fail(
        Slot::Branches(STOREFRONT.into()),
        Operation::ListBranches,
        503,
        "out of order",
    );
    sees(&scene, &["✗ failed, r retry", "✗ branches: "]);
}

#[test]
fn what_makes_several_requests_fail_is_said_once_with_the_key_that_helps() {
    let mut scene = Scene::storefront((120, 40));
    scene.select(&Target::Project(STOREFRONT.into()));
    let project = STOREFRONT.into();
    let branches = Slot::Branches(STOREFRONT.into());
    scene.fail(branches, Operation::ListBranches, 503, "out of order");
    let computes = Slot::Endpoints(project);
    scene.fail(computes, Operation::ListEndpoints, 503, "out of order");
    sees(&scene, &["✗ branches: ", "r retry"]);
    let screen = shown(&scene);
    assert!(!screen.contains("✗ computes"), "{screen}");
    assert!(!screen.contains("same reason"), "{screen}");
}

#[test]
fn an_empty_account_says_what_to_do() {
    let mut scene = Scene::starting((80, 24));
    scene.answer(
        Slot::Orgs,
        Operation::ListOrganizations,
        &json!({"organizations": []}),
    );
    sees(&scene, &["no projects yet"]);
}

#[test]
fn a_lost_network_is_said_with_its_hour_and_old_facts_stay() {
    let mut scene = Scene::storefront((120, 40));
    scene.model.neon.now = "2026-08-23T14:09:00Z".parse().unwrap();
    scene.lose(Slot::Branches(STOREFRONT.into()), Operation::ListBranches);
    sees(
        &scene,
        &[
            "✗ offline since 14:09",
            "production",
            "read at 14:02, 6m ago",
            "✗ branches: ",
        ],
    );
}

#[test]
fn a_refused_key_says_so() {
    let mut scene = Scene::projects((80, 24));
    scene.fail(Slot::Auth, Operation::GetAuthDetails, 401, "key revoked");
    sees(&scene, &["✗ signed out"]);
}

#[test]
fn production_is_marked_without_color() {
    let mut scene = Scene::storefront((80, 24));
    sees(&scene, &[" PROD ", "╔2 production", "PD"]);
    scene.select(&Target::Branch(STOREFRONT.into(), "br-dev-maya".into()));
    let screen = shown(&scene);
    assert!(
        !screen.contains("PROD") && !screen.contains('╔'),
        "{screen}"
    );
}

#[test]
fn the_header_says_the_mode() {
    let mut scene = Scene::storefront((120, 40));
    scene.model.neon.policy.set_read_only_mode(true);
    scene.model.neon.session.origin = Some(CredentialSource::Demo);
    scene.model.neon.live = false;
    scene.model.neon.budget.paused_until = Some("2026-08-23T14:02:22Z".parse().unwrap());
    sees(
        &scene,
        &[
            "RO",
            "demo",
            "paused",
            "429: paused until 14:02:22",
            "14:02 UTC",
        ],
    );
}

#[test]
fn a_change_is_followed_on_its_row() {
    let mut scene = Scene::storefront((120, 40));
    scene.select(&Target::Branch(STOREFRONT.into(), "br-staging".into()));
    scene.act(Action::StartCompute);
    sees(&scene, &["▖ starting", "this wakes compute of staging"]);
    let endpoint = json!({"id": "ep-old-sun-a1", "project_id": STOREFRONT, "branch_id": "br-staging",
        "type": "read_write", "current_state": "idle", "pending_state": "active"});
    let operation = |id: &str, status: &str| {
        json!({"id": id, "project_id": STOREFRONT, "branch_id": "br-staging",
        "action": "start_compute", "status": status})
    };
    scene.answer(
        Slot::Write(Target::Endpoint(STOREFRONT.into(), "ep-old-sun-a1".into())),
        Operation::StartEndpoint,
        &json!({"endpoint": endpoint, "operations": [operation("a", "finished"), operation("b", "running")]}),
    );
    sees(&scene, &["▖ starting 1/2", "1 of 2 done: start compute"]);
}

#[test]
fn a_filter_shows_its_text_and_its_hits() {
    let mut scene = Scene::storefront((80, 24));
    scene.press("/ p r -");
    sees(&scene, &["/pr-", "pr-412", "1 match "]);
    scene.press("x");
    sees(
        &scene,
        &["nothing matches. 2 projects", "Esc clears it", "0 matches"],
    );
}

#[test]
fn a_long_list_says_how_much_of_it_is_there() {
    let mut scene = Scene::starting((80, 24));
    scene.model.neon.session.eager_projects = 1;
    let projects: Vec<_> = (0..60)
        .map(|n| {
            project(
                &format!("p-{n}"),
                &format!("service-{n}"),
                "aws-us-east-2",
                17,
            )
        })
        .collect();
    scene.answer(
        Slot::List(Target::Org("".into())),
        Operation::ListProjects,
        &json!({"projects": projects, "pagination": {"cursor": "next"}}),
    );
    scene.act(Action::Bottom);
    sees(&scene, &["60 projects", "60 loaded"]);
    scene.select(&Target::Org(ORG.into()));
    sees(&scene, &["60+ projects", "more at Neon"]);
}

#[test]
fn names_from_the_api_cannot_act_on_the_terminal() {
    let mut scene = Scene::starting((130, 40));
    let names = [
        "evil\u{1b}[2J",
        "rtl\u{202e}gnp",
        "zero\u{200b}width",
        "tab\tname",
        "👩‍🚀 space",
    ];
    let projects: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(n, name)| project(&format!("p-{n}"), name, "aws-us-east-2", 17))
        .collect();
    scene.answer(
        Slot::List(Target::Org("".into())),
        Operation::ListProjects,
        &json!({"projects": projects, "pagination": {}}),
    );
    let screen = shown(&scene);
    for shown in ["evil\\u{1b}", "rtl\\u{202e}", "zero\\u", "tab\\t"] {
        assert!(screen.contains(shown), "{shown} is not on\n{screen}");
    }
    assert!(!screen.contains(['\u{1b}', '\u{202e}', '\u{200b}']));
}

#[test]
fn what_a_rule_calls_production_carries_the_word_on_its_row() {
    let rules = "[[rules]]\nbranch = \"dev/*\"\nprod = true\n[[rules]]\nproject = \"billing\"\nprod = true\n";
    let (file, problems) = config::File::parse(rules);
    assert_eq!(problems, []);
    for size in [(80, 24), (160, 50)] {
        let mut scene = Scene::storefront(size);
        scene.model.neon.policy.rules = file.rules.clone();
        let screen = shown(&scene);
        let tree = screen.lines().skip(2);
        let width = scene.model.browser.layout().tree.unwrap().width;
        let tree: Vec<String> = tree
            .map(|line| line.chars().take(width.into()).collect())
            .collect();
        let row = |name: &str| {
            let mut rows = tree.iter().filter(|line| line.contains(name));
            rows.next()
                .unwrap_or_else(|| panic!("no {name} on\n{screen}"))
        };
        assert!(row("dev/maya ").contains("PROD"), "{screen}");
        assert!(row("billing ").contains("PROD"), "{screen}");
        // Branches that Neon itself marks have letters instead.
        assert!(!row("production ").contains("PROD"), "{screen}");
    }
}

#[test]
fn messages_leave_the_keys_of_a_question_in_view() {
    for size in [(80, 24), (40, 10)] {
        let mut scene = Scene::storefront(size);
        scene.select(&Target::Branch(STOREFRONT.into(), "br-production".into()));
        let lines = (1..30).map(|at| format!("line {at}")).collect();
        let confirm = Confirm::typed("Delete pr-412?", lines, "pr-412", OnConfirm::Switch);
        scene.model.dialogs.open(confirm);
        scene.model.neon.say_bad(
            "could not suspend production: another operation is running, and Neon waits for its end",
        );
        let name = format!("a_message_over_a_question_{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, text(&scene.draw("auto")));
    }
}

#[test]
fn a_form_on_a_tiny_screen_shows_its_warning() {
    let mut scene = Scene::storefront((40, 10));
    scene.select(&Target::Branch(STOREFRONT.into(), "br-production".into()));
    scene.act(Action::EditCompute);
    scene.press("Tab →");
    insta::assert_snapshot!(text(&scene.draw("auto")));
}

#[test]
fn a_form_shows_that_a_field_could_not_be_read() {
    let mut scene = Scene::storefront((80, 24));
    let odd = json!(["protected", "expires_at"]);
    scene.branch("br-production").unreadable = serde_json::from_value(odd).unwrap();
    scene.act(Action::EditBranch);
    scene.press("Tab");
    insta::assert_snapshot!(text(&scene.draw("auto")));
}

#[test]
fn operations_of_another_year_show_it_and_the_column_stays_straight() {
    let mut scene = Scene::storefront((120, 36));
    scene.model.neon.now = "2027-01-02T09:00:00Z".parse().unwrap();
    scene.model.settings.times = TimeStyle::Local;
    let operation = |at: &str, action: &str| {
        json!({"id": format!("op-{action}"), "project_id": STOREFRONT, "action": action,
            "status": "finished", "created_at": at, "updated_at": at, "total_duration_ms": 900})
    };
    let operations = json!({"operations": [
        operation("2027-01-02T08:59:00Z", "start_compute"),
        operation("2027-01-01T00:10:00Z", "apply_config"),
        operation("2026-12-31T23:59:00Z", "suspend_compute"),
    ], "pagination": {}});
    scene.answer(
        Slot::Operations(STOREFRONT.into()),
        Operation::ListOperations,
        &operations,
    );
    let screen = shown(&scene);
    let column = |when: &str, action: &str| {
        let line = screen.lines().find(|line| line.contains(action));
        let line = line.unwrap_or_else(|| panic!("{action} is not on\n{screen}"));
        assert!(line.contains(&format!(" {when} ")), "{line}");
        line.chars().take_while(|c| *c != '✓').count()
    };
    let columns = [
        column("08:59:00", "start compute"),
        column("1 Jan", "apply config"),
        column("31 Dec 2026", "suspend compute"),
    ];
    assert!(
        columns.iter().all(|column| *column == columns[0]),
        "{screen}"
    );
}

/// The first line of the screen.
fn first_line(scene: &Scene) -> String {
    shown(scene).lines().next().unwrap().to_owned()
}

#[test]
fn what_protects_stands_in_the_header_before_the_path() {
    let mut scene = Scene::storefront((40, 10));
    let (_, problems) = config::File::parse("read_only = maybe\n");
    scene.model.neon.policy.doubts = problems
        .iter()
        .filter_map(config::ConfigProblem::doubt)
        .collect();
    scene.model.neon.policy.set_read_only_mode(true);
    for width in [40, 50, 60, 80] {
        let height = 10;
        scene.tell(lazyneon::ui::Msg::Resize { width, height });
        let line = first_line(&scene);
        for wanted in [" PROD ", "RO", "✗ config", "production"] {
            assert!(line.contains(wanted), "{wanted} is not in {line:?}");
        }
    }
}

#[test]
fn a_failure_stands_in_the_header_of_a_small_screen() {
    let mut scene = Scene::storefront((40, 10));
    scene.lose(Slot::Branches(STOREFRONT.into()), Operation::ListBranches);
    let line = first_line(&scene);
    for wanted in ["✗ offline", " PROD ", "production"] {
        assert!(line.contains(wanted), "{wanted} is not in {line:?}");
    }
}

const BAD: &str = "config.toml line 3: unknown setting \"raed_only\"; did you mean \"read_only\"? \
    This may be a protection, so lazyneon is read-only and wakes nothing until it is fixed";

/// The words on a screen, without frames.
fn words(screen: &str) -> String {
    let symbols = |letter: char| letter.is_whitespace() || "│┃║".contains(letter);
    screen
        .split(symbols)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn bad_news_are_told_whole() {
    for size in [(80, 24), (120, 40)] {
        let mut scene = Scene::storefront(size);
        scene.model.neon.say_bad(BAD);
        let screen = shown(&scene);
        assert!(screen.contains("is fixed"), "{screen}");
        assert!(!screen.contains("wakes nothing…"), "{screen}");
    }
}

#[test]
fn messages_leave_header_and_titles_in_view() {
    for action in [
        None,
        Some(Action::EditCompute),
        Some(Action::Delete),
        Some(Action::ActionsMenu),
    ] {
        for branch in ["br-staging", "br-dev-maya", "br-pr-412"] {
            let mut scene = Scene::storefront((80, 24));
            scene.select(&Target::Branch(STOREFRONT.into(), branch.into()));
            if let Some(action) = action {
                scene.act(action);
            }
            let first = |scene: &Scene| {
                let lines: Vec<String> = shown(scene).lines().take(2).map(str::to_owned).collect();
                lines
            };
            let before = first(&scene);
            scene.model.neon.notices.clear();
            scene.model.neon.say_bad(BAD);
            let after = first(&scene);
            assert_eq!(before.first(), after.first());
            if action.is_none() {
                assert_eq!(before, after);
            }
            let screen = words(&shown(&scene));
            assert!(screen.contains("✗ config.toml"), "{screen}");
        }
    }
}

/// A screen with long names in a small terminal.
fn with_long_names(size: (u16, u16)) -> Scene {
    let mut scene = Scene::storefront(size);
    scene.branch("br-staging").name = "experiment/vector-search-2".into();
    scene.act(Action::RefreshAll);
    scene
}

#[test]
fn a_name_is_not_cut_beside_free_cells_of_its_row() {
    let scene = with_long_names((120, 40));
    let screen = shown(&scene);
    let row = screen
        .lines()
        .find(|line| line.contains("▸ exper"))
        .unwrap();
    let row: String = row.chars().take(40).collect();
    let (_, name) = row.split_once("▸ ").unwrap();
    assert!(!name.contains("  "), "{row}");
}

#[test]
fn the_word_of_a_common_state_goes_for_the_whole_name() {
    let mut scene = Scene::storefront((80, 24));
    scene.branch("br-staging").name = "preview/login-page".into();
    scene.act(Action::RefreshAll);
    let screen = shown(&scene);
    assert!(screen.contains("preview/login-page ▫"), "{screen}");
    assert!(screen.contains("▪ active"), "{screen}");
}

#[test]
fn states_stand_in_one_column_beside_a_name_that_is_cut_at_a_slash() {
    let mut scene = Scene::storefront((110, 30));
    scene.branch("br-staging").name = "a-long-experiment/vector-search".into();
    scene.act(Action::RefreshAll);
    let screen = shown(&scene);
    let state = |name: &str, sign: char| {
        let row = screen.lines().find(|line| line.contains(name)).unwrap();
        row.chars().position(|letter| letter == sign)
    };
    assert_eq!(
        state("…/vector-search", '▫'),
        state("dev/maya ", '▪'),
        "{screen}"
    );
}

#[test]
fn small_details_of_a_project_show_more_of_its_branches_than_their_names() {
    let mut scene = with_long_names((80, 24));
    scene.select(&Target::Project(STOREFRONT.into()));
    let screen = shown(&scene);
    let titles = screen.lines().find(|line| line.contains("BRANCH")).unwrap();
    assert!(
        titles.contains("STATE") && titles.contains("DATA"),
        "{screen}"
    );
}

#[test]
fn one_refused_request_cuts_no_other_path() {
    let mut scene = Scene::storefront((100, 30));
    let account = "This account may not list anything at all, whatever it asks for";
    scene.fail(Slot::Orgs, Operation::ListOrganizations, 403, account);
    scene.act(Action::RequestLog);
    let screen = shown(&scene);
    let whole = "/projects/{project_id}/branches/{branch_id}/databases";
    assert!(screen.contains(whole), "{screen}");
    assert!(screen.contains("This account may not"), "{screen}");
}

#[test]
fn what_neon_says_in_its_own_words_is_said_in_plain_ones() {
    let mut scene = Scene::storefront((160, 80));
    let target = Target::Branch(STOREFRONT.into(), "br-production".into());
    scene.select(&target);
    let body = serde_json::json!([
        {"name": "restore", "reason": "too busy"},
        {"name": "delete-rw-endpoint", "reason": "in use"},
    ]);
    scene.branch("br-production").restricted_actions = serde_json::from_value(body).unwrap();
    scene.branch("br-production").init_source =
        Some(serde_json::from_value(json!("parent-data")).unwrap());
    scene.branch("br-production").parent_id = Some("br-elsewhere".into());
    let overview = shown(&scene);
    scene.act(Action::NextTab);
    scene.act(Action::NextTab);
    let screen = overview + &shown(&scene);
    for wanted in [
        "to restore over it: too busy",
        "compute: in use",
        "the parent, schema and data",
    ] {
        assert!(screen.contains(wanted), "{wanted} is not on\n{screen}");
    }
    assert!(
        !screen.contains("delete-rw") && !screen.contains("parent-data"),
        "{screen}"
    );
}

#[test]
fn operations_leave_no_room_for_durations_that_none_has() {
    let mut scene = Scene::storefront((51, 20));
    scene.act(Action::FocusOperations);
    scene.branch("br-staging").name = "experiment/vector-search".into();
    let running = json!({"operations": [{"id": "op-9", "project_id": STOREFRONT, "branch_id": "br-staging",
        "action": "apply_storage_config", "status": "running", "failures_count": 0, "created_at": "2026-08-23T14:02:00Z",
        "updated_at": "2026-08-23T14:02:00Z"}], "pagination": {}});
    let slot = Slot::Operations(STOREFRONT.into());
    scene.answer(slot, Operation::ListOperations, &running);
    let screen = shown(&scene);
    let row = screen.lines().find(|line| line.contains("apply stor"));
    assert!(
        row.unwrap_or_default().contains("experiment/vec"),
        "{screen}"
    );
}

/// The activity of a project on the whole screen: a failed start under the cursor, one running, a chain, a long one.
fn activity(size: (u16, u16)) -> Scene {
    let mut scene = Scene::storefront(size);
    let operation = |id: &str, at: &str, action: &str, branch: &str, status: &str, ms: u32| {
        json!({"id": id, "project_id": STOREFRONT, "branch_id": branch, "action": action, "status": status,
            "created_at": format!("2026-08-23T{at}Z"), "total_duration_ms": ms, "failures_count": 0})
    };
    let mut failed = operation(
        "op-6",
        "13:30:02",
        "start_compute",
        "br-dev-maya",
        "failed",
        31_000,
    );
    failed["error"] = json!("compute did not become ready within 30 s");
    failed["failures_count"] = json!(3);
    let operations = json!({"operations": [
        operation("op-9", "14:02:11", "start_compute", "br-pr-412", "running", 600),
        operation("op-8", "13:50:00", "start_compute", "br-staging", "finished", 800),
        operation("op-7", "13:50:00", "create_branch", "br-staging", "finished", 500),
        failed,
        operation("op-5", "12:00:00", "polish_the_brass", "br-staging", "finished", 1_900),
        operation("op-4", "11:00:00", "check_availability", "br-production", "skipped", 0),
    ], "pagination": {}});
    let slot = Slot::Operations(STOREFRONT.into());
    scene.answer(slot, Operation::ListOperations, &operations);
    scene.act(Action::FocusOperations);
    scene.press("j j j l j j j");
    scene
}

#[test]
fn the_activity_is_a_list_of_bars_with_a_cursor() {
    for size @ (width, height) in [(80, 24), (120, 40), (160, 45)] {
        let mut scene = activity(size);
        insta::assert_snapshot!(format!("activity_{width}x{height}"), shown(&scene));
        scene.act(Action::Zoom);
        insta::assert_snapshot!(
            format!("activity_on_the_whole_screen_{width}x{height}"),
            shown(&scene)
        );
    }
}
