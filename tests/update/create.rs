//! Forms that create things: the checks of every field, the resulting body, the confirmation.

use crate::scene::{MAIN, PROJECT, Scene};
use lazyneon::{
    api::Operation,
    key::Key,
    neon::{Slot, Task},
    ui::{
        Action, Target,
        dialog::{
            form::{Form, Status},
            kinds::Dialog,
        },
    },
};
use serde_json::{Value, json};

fn form(scene: &Scene) -> &Form {
    let forms = scene.model.dialogs.all();
    forms.last().expect("no form is open")
}

fn go(scene: &mut Scene, label: &str) {
    for _ in 0..60 {
        if form(scene).current().unwrap().edit.label == label {
            return;
        }
        scene.press("Tab");
    }
    panic!("there is no field {label}");
}

/// Goes to a field and replaces its text; a picked value is searched for.
fn write(scene: &mut Scene, label: &str, text: &str) {
    go(scene, label);
    scene.press("Ctrl-u");
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

fn note(scene: &Scene) -> String {
    form(scene).current().unwrap().note.clone()
}

fn full_project() -> Value {
    json!({"id": PROJECT, "name": "storefront", "region_id": "aws-us-east-2", "pg_version": 17, "org_id": "org-acme",
        "store_passwords": true, "history_retention_seconds": 86400,
        "default_endpoint_settings": {"autoscaling_limit_min_cu": 0.5, "autoscaling_limit_max_cu": 4, "suspend_timeout_seconds": 0}})
}

/// A form on the branch `main`, with all its data loaded.
fn open(action: Action) -> Scene {
    let mut scene = Scene::new();
    scene.select("main");
    scene.act(action);
    let wanted: Vec<Slot> = scene
        .effects
        .iter()
        .filter_map(|effect| match effect {
            lazyneon::ui::Effect::Task(Task::Call { slot, .. }) => Some(slot.clone()),
            _ => None,
        })
        .collect();
    for slot in wanted {
        match &slot {
            Slot::Project(_) => {
                scene.answer(
                    slot,
                    Operation::GetProject,
                    &json!({"project": full_project()}),
                );
            }
            Slot::Regions(_) => {
                let regions = json!({"regions": [{"region_id": "aws-eu-central-1", "name": "Frankfurt", "default": false},
                    {"region_id": "aws-us-east-2", "name": "Ohio", "default": true}]});
                scene.answer(slot, Operation::ListRegions, &regions);
            }
            other => panic!("{other:?} was not expected"),
        }
    }
    scene.effects.clear();
    assert_eq!(form(&scene).status, Status::Editing);
    scene
}

#[test]
fn a_new_branch_begins_with_the_selected_one_and_the_projects_sizes() {
    let mut scene = open(Action::NewBranch);
    assert_eq!(body(&scene), Value::Null, "it needs a name");
    write(&mut scene, "Name", "pr-1");
    assert_eq!(
        body(&scene),
        json!({"branch": {"name": "pr-1", "parent_id": MAIN},
            "endpoints": [{"type": "read_write", "autoscaling_limit_min_cu": 0.5, "autoscaling_limit_max_cu": 4}]})
    );
    go(&mut scene, "Compute");
    scene.press("Space");
    go(&mut scene, "With");
    scene.press("→");
    assert_eq!(
        body(&scene),
        json!({"branch": {"name": "pr-1", "parent_id": MAIN, "init_source": "schema-only"}})
    );
}

/// Field, keys in the field From, text, and the expected error.
const WRONG: &[(&str, &str, &str, &str)] = &[
    ("Name", "", "", ""),
    (
        "Name",
        "",
        " ",
        "a branch needs a name: 1 to 256 characters",
    ),
    ("Name", "", "dev", "a branch named dev already exists"),
    (
        "Name",
        "",
        "br-odd-sun-1234",
        "this looks like a branch id: Neon's own tools would treat it as one",
    ),
    ("Time", "→", "2h ago", ""),
    (
        "Time",
        "→",
        "tomorrow 9:00",
        "this is in the future: history ends now",
    ),
    (
        "Time",
        "→",
        "2 d ago",
        "the restore window is 1d: nothing before Fri 20 Nov 14:02 is kept",
    ),
    (
        "Time",
        "→",
        "soon",
        "\"soon\" is not valid: enter 2h ago, yesterday 18:00, 2026-11-20 18:00 or RFC 3339",
    ),
    ("LSN", "→ →", "0/1DE2850", ""),
    (
        "LSN",
        "→ →",
        "1DE2850",
        "an LSN looks like 0/1DE2850: two hexadecimal numbers",
    ),
    ("Expires", "", "7 d", ""),
    ("Expires", "", "31 d", "31d is too far ahead: at most 30d"),
    (
        "Expires",
        "",
        "1h ago",
        "this time has passed: an expiry is in the future",
    ),
];

#[test]
fn what_is_wrong_with_a_new_branch_stands_under_its_field() {
    for (label, before, text, why) in WRONG.iter().copied() {
        let mut scene = open(Action::NewBranch);
        scene.answer(
            Slot::Project(PROJECT.into()),
            Operation::GetProject,
            &json!({"project": full_project()}),
        );
        go(&mut scene, "From");
        scene.press(before);
        write(&mut scene, label, text);
        let quiet = form(&scene)
            .current()
            .unwrap()
            .problem
            .as_ref()
            .is_some_and(|p| p.quiet);
        assert_eq!(
            if quiet {
                String::new()
            } else {
                problem(&scene)
            },
            why,
            "{label} {text:?}"
        );
    }
}

#[test]
fn moments_are_sent_as_moments_and_shown_as_they_are_here() {
    let mut scene = open(Action::NewBranch);
    write(&mut scene, "Name", "pr-1");
    go(&mut scene, "From");
    scene.press("→");
    write(&mut scene, "Time", "2h ago");
    assert_eq!(note(&scene), "Sat 21 Nov 12:02 local time, 2h ago");
    write(&mut scene, "Expires", "30 d");
    assert_eq!(note(&scene), "Mon 21 Dec 14:01 local time, in 29d23h");
    let branch = body(&scene)["branch"].clone();
    assert_eq!(branch["parent_timestamp"], "2026-11-21T12:02:13Z");
    assert_eq!(branch["expires_at"], "2026-12-21T14:01:13Z");
    go(&mut scene, "Protected");
    scene.press("Space");
    go(&mut scene, "Expires");
    assert!(problem(&scene).contains("a protected branch cannot expire"));
    assert_eq!(body(&scene), Value::Null);
}

#[test]
fn a_parent_is_searched_for_and_one_that_expires_is_refused() {
    let mut scene = open(Action::NewBranch);
    let mut branch = scene
        .model
        .neon
        .store
        .branch(&PROJECT.into(), &"br-dev".into())
        .unwrap()
        .clone();
    branch.expires_at = lazyneon::api::types::Time::parse("2026-11-30T00:00:00Z");
    let inside = scene.model.neon.store.inside_mut(&PROJECT.into());
    inside.branches.value.insert(branch.id.clone(), branch);
    scene.press("Esc");
    scene.select("dev");
    scene.act(Action::NewBranch);
    write(&mut scene, "Name", "pr-1");
    assert_eq!(body(&scene)["branch"]["parent_id"], MAIN, "dev expires");
    write(&mut scene, "Parent", "stag");
    assert_eq!(body(&scene)["branch"]["parent_id"], "br-staging");
    scene.press("Backspace Backspace Backspace Backspace");
    write(&mut scene, "Parent", "dev");
    assert!(
        problem(&scene).contains("dev expires"),
        "{}",
        problem(&scene)
    );
}

#[test]
fn names_of_roles_and_databases() {
    let long = "x".repeat(64);
    for (action, name, why) in [
        (Action::NewRole, "reporter", ""),
        (
            Action::NewRole,
            "pgbouncer",
            "a role name cannot begin with pg",
        ),
        (
            Action::NewRole,
            "neon_superuser",
            "neon_superuser is reserved: choose another name",
        ),
        (
            Action::NewRole,
            "neondb_owner",
            "a role named neondb_owner already exists",
        ),
        (Action::NewRole, "..", ".. cannot be used in an address"),
        (Action::NewRole, &long, "64 characters: at most 63"),
        (
            Action::NewRole,
            "ääääääääääääääääääääääääääääääää",
            "64 bytes: a role name has 63 at most",
        ),
        (Action::NewDatabase, "shop", ""),
        (
            Action::NewDatabase,
            "neondb",
            "a database named neondb already exists",
        ),
        (
            Action::NewDatabase,
            "template1",
            "template1 belongs to Postgres itself: choose another name",
        ),
    ] {
        let mut scene = open(action);
        write(&mut scene, "Name", name);
        assert_eq!(problem(&scene), why, "{name}");
        assert_eq!(body(&scene).is_null(), !why.is_empty(), "{name}");
    }
}

#[test]
fn a_role_on_an_awake_compute_is_asked_about() {
    let mut scene = open(Action::NewRole);
    write(&mut scene, "Name", "reporter");
    assert_eq!(body(&scene), json!({"role": {"name": "reporter"}}));
    scene.act(Action::FormApply);
    assert_eq!(scene.requests(), Vec::<String>::new());
    match scene.model.dialogs.shown() {
        Some(Dialog::Confirm(confirm)) => {
            assert_eq!(confirm.title, "Create role reporter?");
            assert!(
                confirm
                    .lines
                    .join("\n")
                    .contains("its open connections drop")
            );
        }
        other => panic!("{other:?}"),
    }
    scene.act(Action::ConfirmYes);
    let path = format!("POST /projects/{PROJECT}/branches/{MAIN}/roles");
    assert_eq!(scene.requests(), [path]);
}

#[test]
fn a_project_says_what_was_chosen() {
    let mut scene = open(Action::NewProject);
    write(&mut scene, "Name", "playground");
    assert_eq!(
        body(&scene),
        json!({"project": {"name": "playground", "region_id": "aws-us-east-2", "pg_version": 17, "org_id": "org-acme",
            "default_endpoint_settings": {"autoscaling_limit_min_cu": 0.25, "autoscaling_limit_max_cu": 2}}})
    );
    write(&mut scene, "Region", "frank");
    go(&mut scene, "Postgres");
    scene.press("→");
    write(&mut scene, "Restore window", "7 d");
    write(&mut scene, "Database", "shop");
    go(&mut scene, "Role");
    assert_eq!(note(&scene), "shop_owner by default");
    go(&mut scene, "Allowed addresses");
    write(&mut scene, "Allowed addresses", "10.0.0.1");
    let project = body(&scene)["project"].clone();
    assert_eq!(project["region_id"], "aws-eu-central-1");
    assert_eq!(project["pg_version"], 18);
    assert_eq!(project["history_retention_seconds"], 604_800);
    assert_eq!(project["branch"], json!({"database_name": "shop"}));
    assert_eq!(
        project["settings"]["allowed_ips"],
        json!({"ips": ["10.0.0.1"], "protected_branches_only": false})
    );
    write(&mut scene, "Database", "postgres");
    assert!(problem(&scene).contains("belongs to Postgres itself"));
}

#[test]
fn a_replica_says_where_and_how_large() {
    let mut scene = open(Action::NewReplica);
    go(&mut scene, "Scale to zero");
    scene.press("→");
    let wanted = json!({"endpoint": {"branch_id": MAIN, "type": "read_only", "autoscaling_limit_min_cu": 0.5,
        "autoscaling_limit_max_cu": 4, "suspend_timeout_seconds": 60}});
    assert_eq!(body(&scene), wanted);
    write(&mut scene, "Maximum", "16");
    assert_eq!(
        problem(&scene),
        "max 16 CU: spread from 0.5 may not exceed 8 CU"
    );
}

#[test]
fn a_default_branch_cannot_expire_and_says_so() {
    let mut scene = Scene::new();
    scene.select("main");
    scene.press("t");
    let field = form(&scene).current().unwrap();
    assert_eq!(field.edit.label, "Expires");
    assert!(format!("{:?}", field.shown).contains("the default branch cannot expire"));
}

#[test]
fn n_lists_what_can_be_made_and_makes_the_only_kind_at_once() {
    let mut scene = Scene::new();
    scene.select("main");
    scene.press("n");
    match scene.model.dialogs.shown() {
        Some(Dialog::Menu(menu)) => {
            let labels: Vec<&str> = menu.items.iter().map(|item| item.label.as_str()).collect();
            assert_eq!(
                labels,
                [
                    "New branch",
                    "New database",
                    "New role",
                    "Add compute",
                    "Add read replica",
                    "New project",
                    "Enable Neon Auth",
                    "New masked branch",
                ]
            );
        }
        other => panic!("{other:?}"),
    }
    scene.press("Esc");
    scene.act(Action::Top);
    assert_eq!(
        scene.model.browser.selected(),
        Some(&Target::Org("org-acme".into()))
    );
    scene.press("n");
    assert_eq!(form(&scene).title[0], "New project");
}
