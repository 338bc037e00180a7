//! Read-only, no-wake and PROD: the strictest setting wins, and the message says which one it was.

use super::scene::{MAIN, PROJECT, Scene};
use jiff::SignedDuration;
use lazyneon::{
    api::{Operation, Request, types::RestoreStatus},
    changes::{change::Change, write},
    config,
    neon::{Slot, Task, account::CredentialSource, policy::ProtectionSource},
    ui::{
        Action, Availability, Effect, FetchState, Target, commands,
        dialog::{confirm::Confirm, connect::Part, kinds::Dialog, viewer::Content},
    },
};
use serde_json::json;

fn with(rules: &str) -> Scene {
    let (file, problems) = config::File::parse(rules);
    assert_eq!(problems, []);
    let mut scene = Scene::new();
    scene.model.neon.policy.rules = file.rules;
    scene
}

fn branch(id: &str) -> Target {
    Target::Branch(PROJECT.into(), id.into())
}

fn why_not(scene: &Scene, action: Action) -> String {
    match action.ready(&scene.model) {
        Availability::No(why) => why,
        other => format!("{other:?}"),
    }
}

#[test]
fn a_rule_holds_for_what_it_names_and_says_where_it_stands() {
    let mut scene =
        with("\n[[rules]]\nproject = \"store*\"\nbranch = \"staging\"\nread_only = true\n");
    scene.select("dev");
    assert_eq!(why_not(&scene, Action::Protect), "Yes");
    scene.select("staging");
    let said = "read-only: protect branch is off (set by the rule in line 2 of config.toml)";
    assert_eq!(why_not(&scene, Action::Protect), said);
    // No key overrides a rule; and it applies to everything on the branch.
    let said = why_not(&scene, Action::ReadOnly);
    assert!(
        said.contains("line 2 of config.toml keeps this read-only"),
        "{said}"
    );
    let role = Target::Role(PROJECT.into(), "br-staging".into(), "app".into());
    assert!(scene.model.neon.read_only_by(Some(&role)).is_some());
    assert!(scene.model.neon.read_only_by(None).is_none());
}

#[test]
fn a_rule_for_every_project_holds_for_their_organization() {
    let org = Target::Org("org-acme".into());
    for (project, holds) in [("*", true), ("**", true), ("a*", false)] {
        let rule = format!("[[rules]]\nproject = \"{project}\"\nread_only = true\n");
        let neon = with(&rule).model.neon;
        assert_eq!(neon.read_only_by(Some(&org)).is_some(), holds, "{project}");
    }
}

#[test]
fn the_strictest_wins_and_is_named() {
    let mut scene = with("[[rules]]\nprofile = \"work\"\nread_only = true\nno_wake = true\n");
    let on_dev = Some(branch("br-dev"));
    let by = |scene: &Scene| scene.model.neon.read_only_by(on_dev.as_ref());
    assert_eq!(by(&scene), None);
    scene.model.neon.policy.set_read_only_mode(true);
    assert_eq!(by(&scene).unwrap(), "the mode of this session");
    scene
        .model
        .neon
        .policy
        .read_only
        .insert(ProtectionSource::File);
    assert_eq!(by(&scene).unwrap(), "read_only in config.toml");
    scene.model.neon.session.origin = Some(CredentialSource::Profile("work".to_owned()));
    assert_eq!(by(&scene).unwrap(), "the rule in line 1 of config.toml");
    scene
        .model
        .neon
        .policy
        .read_only
        .insert(ProtectionSource::Flag);
    assert_eq!(by(&scene).unwrap(), "--read-only");
    let no_wake = scene.model.neon.no_wake_by(on_dev.as_ref()).unwrap();
    assert_eq!(no_wake, "the rule in line 1 of config.toml");
}

#[test]
fn of_several_sources_the_strongest_is_named() {
    use ProtectionSource::{Environment, File, Flag};
    let mut scene = Scene::new();
    scene.model.neon.policy.set_read_only_mode(true);
    for (source, read_only, no_wake) in [
        (File, "read_only in config.toml", "no_wake in config.toml"),
        (Environment, "LAZYNEON_READ_ONLY", "LAZYNEON_NO_WAKE"),
        (Flag, "--read-only", "--no-wake"),
    ] {
        scene.model.neon.policy.read_only.insert(source);
        scene.model.neon.policy.no_wake.insert(source);
        assert_eq!(scene.model.neon.read_only_by(None).unwrap(), read_only);
        assert_eq!(scene.model.neon.policy.read_only_lock().unwrap(), read_only);
        assert_eq!(scene.model.neon.no_wake_by(None).unwrap(), no_wake);
    }
    scene.model.neon.policy.set_read_only_mode(false);
    assert!(scene.model.neon.policy.is_read_only());
}

#[test]
fn no_key_lifts_what_the_configuration_makes_read_only() {
    let mut scene = Scene::new();
    scene.model.neon.policy.set_read_only_mode(true);
    scene.select("dev");
    scene.act(Action::ReadOnly);
    assert!(!scene.model.neon.policy.is_read_only(), "a mode is lifted");
    scene.model.neon.policy.set_read_only_mode(true);
    scene
        .model
        .neon
        .policy
        .read_only
        .insert(ProtectionSource::File);
    scene.act(Action::ReadOnly);
    assert!(scene.model.neon.policy.is_read_only());
    let said = scene.said();
    assert!(
        said.contains("read_only in config.toml keeps lazyneon read-only"),
        "{said}"
    );
    let said = why_not(&scene, Action::Protect);
    assert!(
        said.ends_with("(set by read_only in config.toml)"),
        "{said}"
    );
}

#[test]
fn a_mistake_that_may_hide_a_protection_is_one_that_no_key_lifts() {
    let (_, problems) = config::File::parse(
        "[[rules]]\nproject = \"*\"\nread_only = true\n[formats]\ndbt = \"host\n",
    );
    let mut scene = Scene::new();
    scene.model.neon.policy.doubts = problems
        .iter()
        .filter_map(config::ConfigProblem::doubt)
        .collect();
    scene.model.neon.policy.set_read_only_mode(true);
    scene.select("dev");
    let place = "the mistake in line 5 of config.toml";
    let on_dev = Some(branch("br-dev"));
    assert_eq!(
        scene.model.neon.read_only_by(on_dev.as_ref()).unwrap(),
        place
    );
    assert_eq!(scene.model.neon.read_only_by(None).unwrap(), place);
    assert_eq!(scene.model.neon.no_wake_by(on_dev.as_ref()).unwrap(), place);
    assert_eq!(
        scene.model.neon.production_by(&branch("br-dev")).unwrap(),
        place
    );
    let said = why_not(&scene, Action::Protect);
    assert!(
        said.contains(&format!("{place} may hide a protection")),
        "{said}"
    );
    scene.act(Action::ReadOnly);
    assert!(scene.model.neon.policy.is_read_only(), "a key lifted it");
    let said = scene.said();
    assert!(
        said.contains(&format!("{place} keeps lazyneon read-only")),
        "{said}"
    );
    // A wrong key or color hides nothing else.
    let (_, problems) = config::File::parse("theme = \"pink\"\n[keys]\nZoom = 3\n");
    assert_eq!(problems.len(), 2);
    assert_eq!(
        problems
            .iter()
            .filter_map(config::ConfigProblem::doubt)
            .count(),
        0
    );
}

#[test]
fn a_rule_about_a_branch_refuses_no_new_one_beside_it() {
    let mut scene = with("[[rules]]\nbranch = \"staging\"\nread_only = true\n");
    let project = Target::Project(PROJECT.into());
    let height = scene.model.browser.list_height();
    let there = scene
        .model
        .browser
        .tree
        .select(&project, &scene.model.neon.store, height);
    assert!(there);
    assert_eq!(why_not(&scene, Action::NewBranch), "Yes");
    // Its effect on the project is another matter.
    let said = why_not(&scene, Action::EditProject);
    assert!(said.contains("line 1 of config.toml"), "{said}");
    // Nor can a branch be created from the one that the rule names.
    scene.select("staging");
    let said = why_not(&scene, Action::NewBranch);
    assert!(said.contains("line 1 of config.toml"), "{said}");

    let mut scene = with("[[rules]]\nproject = \"storefront\"\nread_only = true\n");
    scene
        .model
        .browser
        .tree
        .select(&project, &scene.model.neon.store, height);
    let said = why_not(&scene, Action::NewBranch);
    assert!(said.contains("line 1 of config.toml"), "{said}");
}

#[test]
fn in_connect_the_rules_of_the_chosen_role_hold() {
    // The cursor is on dev, whose rule does not apply to main.
    let mut scene = with("[[rules]]\nbranch = \"dev\"\nread_only = true\n");
    connect_to_main_from_dev(&mut scene);
    assert_eq!(why_not(&scene, Action::ConnectReset), "Yes");
    let mut scene = with("[[rules]]\nbranch = \"main\"\nread_only = true\n");
    connect_to_main_from_dev(&mut scene);
    let said = why_not(&scene, Action::ConnectReset);
    assert!(
        said.starts_with("read-only: reset password is off"),
        "{said}"
    );
}

#[test]
fn production_is_what_neon_protects_what_is_default_and_what_a_rule_says() {
    let scene = with("[[rules]]\nbranch = \"stag*\"\nprod = true\n");
    let by = |id: &str| scene.model.neon.production_by(&branch(id));
    assert_eq!(by(MAIN).unwrap(), "it is the default branch");
    assert_eq!(
        by("br-staging").unwrap(),
        "the rule in line 1 of config.toml"
    );
    assert_eq!(by("br-dev"), None);
    assert_eq!(
        scene
            .model
            .neon
            .production_by(&Target::Project(PROJECT.into())),
        None
    );
}

#[test]
fn the_settings_in_force_name_what_has_set_them() {
    let mut scene = with("[[rules]]\nbranch = \"staging\"\nprod = true\nno_wake = true\n");
    scene.select("staging");
    scene.act(Action::SettingsInForce);
    let Some(Dialog::Viewer(viewer)) = scene.model.dialogs.shown() else {
        panic!("nothing is shown")
    };
    let Content::Text(lines) = &viewer.content else {
        panic!("no text")
    };
    let text = lines.join("\n");
    for wanted in [
        "selected       branch staging",
        "read-only      no",
        "no waking      yes: the rule in line 1 of config.toml",
        "PROD           yes: the rule in line 1 of config.toml",
        "key            NEON_API_KEY from the environment",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in\n{text}");
    }
}

#[test]
fn a_wrong_rule_is_left_out_whole_and_said() {
    for (rule, said) in [
        (
            "projet = \"x\"\nread_only = true",
            "line 2: a rule has no \"projet\", did you mean \"project\"?",
        ),
        (
            "project = \"x\"\nread_only = 1",
            "line 3: read_only must be true or false",
        ),
        (
            "project = \"\"\nprod = true",
            "line 2: project must be a name",
        ),
        (
            "project = \"x\"",
            "a rule says read_only, no_wake or prod = true",
        ),
    ] {
        let (file, problems) = config::File::parse(&format!("[[rules]]\n{rule}\n"));
        let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].contains(said), "{problems:?}");
        assert!(problems[0].ends_with("until it is fixed"), "{problems:?}");
        assert!(file.rules.is_empty());
    }
    let text = "[[rules]]\nbranch = \"*\"\nno_wake = true\n";
    let printed = config::File::parse(text).0.print();
    assert!(printed.ends_with(&format!("\n{text}")), "{printed}");
}

/// Opens the connect dialog on dev and chooses main in it.
fn connect_to_main_from_dev(scene: &mut Scene) {
    scene.select("dev");
    scene.press("c");
    for _ in 0..20 {
        let Some(Dialog::Connect(connect)) = scene.model.dialogs.shown() else {
            panic!("no dialog")
        };
        match (connect.at, connect.branch.as_ref().map(|id| id.as_str())) {
            (_, Some(MAIN)) => return,
            (Part::Branch, _) => scene.press("←"),
            _ => scene.press("Tab"),
        }
    }
    panic!("main cannot be chosen")
}

#[test]
fn the_rules_of_the_branch_that_is_connected_to_hold() {
    let mut scene = with("[[rules]]\nbranch = \"main\"\nread_only = true\n");
    connect_to_main_from_dev(&mut scene);
    scene.press("p");
    scene.effects.clear();
    scene.answer(
        Slot::ClientUri,
        Operation::GetConnectionUri,
        &json!({"uri": "postgresql://neondb_owner:npg_s3cret@ep-main.us-east-2.aws.neon.tech/neondb?sslmode=require"}),
    );
    let child = scene.effects.iter().find_map(|effect| match effect {
        Effect::Spawn(child) => Some(child),
        _ => None,
    });
    assert!(child.unwrap().greeting.contains("read-only"));

    let mut scene = with("[[rules]]\nbranch = \"main\"\nno_wake = true\n");
    scene.endpoints(&[("main", "idle"), ("dev", "active")]);
    connect_to_main_from_dev(&mut scene);
    scene.press("p");
    let said = scene.said();
    assert!(said.contains("would wake compute of main"), "{said}");
}

#[test]
fn a_password_is_not_reset_where_that_wakes_what_must_sleep() {
    let mut scene = with("[[rules]]\nbranch = \"main\"\nno_wake = true\n");
    scene.endpoints(&[("main", "idle"), ("dev", "active")]);
    connect_to_main_from_dev(&mut scene);
    scene.effects.clear();
    scene.press("X");
    let top = scene.model.dialogs.shown();
    assert!(matches!(top, Some(Dialog::Connect(_))), "nothing is asked");
    assert_eq!(scene.requests(), Vec::<String>::new());
    let said = scene.said();
    assert!(
        said.contains("blocked by the rule in line 1 of config.toml"),
        "{said}"
    );
}

#[test]
fn a_rule_about_a_branch_holds_for_its_project_and_its_snapshots() {
    let mut scene = with("[[rules]]\nbranch = \"main\"\nread_only = true\nno_wake = true\n");
    let snapshot = |id: &str, of: &str| json!({"id": id, "name": id, "source_branch_id": of, "created_at": "2026-11-20T14:02:13Z", "manual": true});
    scene.answer(
        Slot::Snapshots(PROJECT.into()),
        Operation::ListSnapshots,
        &json!({"snapshots": [snapshot("snap-main", MAIN), snapshot("snap-dev", "br-dev")]}),
    );
    let held = |target: Target| {
        let model = &scene.model;
        let by = model.neon.read_only_by(Some(&target));
        assert_eq!(by, model.neon.no_wake_by(Some(&target)), "{target:?}");
        by.is_some()
    };
    assert!(held(Target::Project(PROJECT.into())));
    assert!(held(Target::Snapshot(PROJECT.into(), "snap-main".into())));
    assert!(!held(Target::Snapshot(PROJECT.into(), "snap-dev".into())));
    assert!(!held(Target::Project("odd-sun-1".into())));
}

/// On a branch created from a snapshot that is to replace another one.
fn on_a_preview_for(mut scene: Scene, replaced: &str) -> Scene {
    let inside = scene.model.neon.store.inside_mut(&PROJECT.into());
    let preview = inside.branches.value.get_mut("br-dev").unwrap();
    preview.restore_status = Some(RestoreStatus::Restored);
    preview.restored_as = Some(replaced.into());
    scene.select("dev");
    scene
}

fn question(scene: &Scene) -> &Confirm {
    match scene.model.dialogs.shown() {
        Some(Dialog::Confirm(confirm)) => confirm,
        other => panic!("nothing is asked: {other:?}"),
    }
}

#[test]
fn the_rules_of_a_branch_bind_what_takes_its_place() {
    for (says, said) in [
        ("read_only", "staging would be replaced; read-only"),
        ("no_wake", "staging would be replaced; this would wake"),
    ] {
        let rule = format!("[[rules]]\nbranch = \"staging\"\n{says} = true\n");
        let scene = on_a_preview_for(with(&rule), "br-staging");
        let why = why_not(&scene, Action::FinalizeRestore);
        assert!(why.contains(said), "{why}");
        // Nor is it sent if the rule was added after the confirmation opened.
        let mut scene = on_a_preview_for(Scene::new(), "br-staging");
        scene.act(Action::FinalizeRestore);
        scene.model.neon.policy.rules = with(&rule).model.neon.policy.rules;
        let word = commands::delete::word("dev", &branch("br-dev"));
        for c in word.chars() {
            scene.key(lazyneon::key::Key::char(c));
        }
        scene.act(Action::ConfirmEnter);
        assert!(scene.model.changes.writes.is_empty(), "{says}");
        assert!(
            scene.said().contains("nothing was changed"),
            "{}",
            scene.said()
        );
    }
    let rule = "[[rules]]\nbranch = \"staging\"\nprod = true\n";
    let mut scene = on_a_preview_for(with(rule), "br-staging");
    scene.act(Action::FinalizeRestore);
    assert!(question(&scene).production);
}

#[test]
fn what_a_branch_replaces_is_not_guessed_from_half_a_list() {
    let mut scene = on_a_preview_for(Scene::new(), "br-unread");
    assert_eq!(why_not(&scene, Action::FinalizeRestore), "Yes");
    scene
        .model
        .neon
        .store
        .inside_mut(&PROJECT.into())
        .branches
        .fetch = FetchState::Loading;
    let why = why_not(&scene, Action::FinalizeRestore);
    assert!(why.contains("would replace is not loaded"), "{why}");
    scene.act(Action::FinalizeRestore);
    assert!(scene.model.dialogs.is_empty());
}

/// All branches but the default one marked in the table, with the cursor on one of the rows.
fn marked(rules: &str, cursor: &str) -> Scene {
    let mut scene = with(rules);
    scene.select("main");
    scene.press("g b");
    for name in ["dev", "staging", cursor] {
        let target = Target::Branch(PROJECT.into(), format!("br-{name}").as_str().into());
        lazyneon::ui::selection::select(
            &mut scene.model.browser,
            &mut scene.model.changes,
            &mut scene.model.neon,
            &target,
        );
        if commands::bulk::count(&scene.model) < 2 {
            scene.act(Action::Mark);
        }
    }
    lazyneon::ui::selection::select(
        &mut scene.model.browser,
        &mut scene.model.changes,
        &mut scene.model.neon,
        &branch(&format!("br-{cursor}")),
    );
    scene
}

#[test]
fn what_is_marked_is_judged_row_by_row_and_not_by_the_cursor() {
    let rule = "[[rules]]\nbranch = \"staging\"\nread_only = true\n";
    for cursor in ["dev", "staging", "main"] {
        let mut scene = marked(rule, cursor);
        assert_eq!(scene.selected(), cursor);
        assert_eq!(commands::bulk::count(&scene.model), 2);
        scene.act(Action::Protect);
        let told = question(&scene).lines.join("\n");
        assert!(told.contains("  1. dev"), "{told}");
        assert!(told.contains("- staging: read-only"), "{told}");
    }
    let mut scene = marked("[[rules]]\nread_only = true\n", "dev");
    scene.act(Action::Protect);
    assert!(scene.model.dialogs.is_empty());
}

#[test]
fn what_is_old_wakes_nothing_where_that_is_forbidden() {
    let mut scene = with("[[rules]]\nbranch = \"main\"\nno_wake = true\n");
    connect_to_main_from_dev(&mut scene);
    scene.model.neon.now += SignedDuration::from_secs(31);
    scene.effects.clear();
    let change = Change::new(
        Target::Role(PROJECT.into(), MAIN.into(), "neondb_owner".into()),
        "neondb_owner",
        Request::delete_role(&PROJECT.into(), &MAIN.into(), &"neondb_owner".into()),
    );
    write::send(
        &mut scene.model.changes,
        &mut scene.model.neon,
        change.clone(),
    );
    let effects = scene.model.take_effects();
    assert!(
        effects
            .iter()
            .all(|effect| !matches!(effect, Effect::Task(Task::Call { .. })))
    );
    let said = scene.said();
    assert!(
        said.contains(
            "the compute may be idle by now, and waking it is blocked by the rule in line 1"
        ),
        "{said}"
    );
    // Just seen active, it is sent.
    scene.endpoints(&[("main", "active"), ("dev", "active")]);
    write::send(&mut scene.model.changes, &mut scene.model.neon, change);
    let effects = scene.model.take_effects();
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Task(Task::Call { .. })))
    );
}
