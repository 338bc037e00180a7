//! The restore wizard: how it interprets the input, before anything is sent.

use crate::scene::{MAIN, PROJECT, Scene};
use jiff::tz::TimeZone;
use lazyneon::{
    key::Key,
    neon::{Slot, policy::ProtectionSource},
    ui::{
        Action, Target,
        dialog::{
            kinds::Dialog,
            restore::{Restore, when::Sign},
        },
    },
};
use serde_json::json;

/// On the root branch of a project that keeps a day of history.
fn on_main() -> Scene {
    let mut scene = Scene::new();
    let entry = scene.model.neon.store.project_mut(&PROJECT.into());
    entry.row.history_retention_seconds = Some(86_400);
    lazyneon::ui::selection::select(
        &mut scene.model.browser,
        &mut scene.model.changes,
        &mut scene.model.neon,
        &Target::Branch(PROJECT.into(), MAIN.into()),
    );
    scene
}

fn wizard(scene: &Scene) -> &Restore {
    match scene.model.dialogs.shown() {
        Some(Dialog::Restore(restore)) => restore,
        other => panic!("no wizard is open: {other:?}"),
    }
}

fn write_over(scene: &mut Scene, text: &str) {
    scene.key(Key::ctrl('u'));
    for c in text.chars() {
        scene.key(Key::char(c));
    }
}

#[test]
fn moments_are_meant_in_the_users_zone_and_sent_in_utc() {
    let mut scene = on_main();
    scene.model.settings.zone = TimeZone::fixed(jiff::tz::offset(2));
    scene.act(Action::Restore);
    write_over(&mut scene, "12:00");
    let said = wizard(&scene)
        .chosen(&scene.model.settings, &scene.model.neon)
        .unwrap();
    assert!(
        said.contains("12:00:00 local time, 2026-11-21T10:00:00Z"),
        "{said}"
    );
    scene.act(Action::RestoreDayEarlier);
    let said = wizard(&scene)
        .chosen(&scene.model.settings, &scene.model.neon)
        .unwrap();
    // Not before the window, and a minute from its end.
    assert!(said.contains("2026-11-20T14:03:13Z"), "{said}");
    let request = wizard(&scene)
        .request(&scene.model.settings, &scene.model.neon)
        .unwrap();
    let body = request.body.unwrap();
    assert_eq!(body["source_timestamp"], "2026-11-20T14:03:13Z");
}

#[test]
fn a_relative_time_stands_still_once_it_was_chosen() {
    let mut scene = on_main();
    scene.act(Action::Restore);
    write_over(&mut scene, "2h ago");
    scene.act(Action::RestoreNext);
    assert_eq!(wizard(&scene).time.value(), "2026-11-21 12:02:13");
}

#[test]
fn snapshots_are_marked_on_the_line() {
    let mut scene = on_main();
    scene.act(Action::Restore);
    let at = "2026-11-21T08:00:00Z";
    let list = json!({ "snapshots": [
        { "id": "snap-1", "name": "one", "created_at": at, "timestamp": at, "source_branch_id": MAIN },
        { "id": "snap-2", "name": "of another", "created_at": at, "source_branch_id": "br-other" },
    ] });
    scene.answer(
        Slot::Snapshots(PROJECT.into()),
        lazyneon::api::Operation::ListSnapshots,
        &list,
    );
    let line = wizard(&scene)
        .line(&scene.model.settings, &scene.model.neon)
        .unwrap();
    let snapshots = line.marks.iter().filter(|mark| mark.sign == Sign::Snapshot);
    assert_eq!(snapshots.count(), 1);
}

#[test]
fn without_history_nothing_of_the_branch_itself_can_be_chosen() {
    let mut scene = on_main();
    let entry = scene.model.neon.store.project_mut(&PROJECT.into());
    entry.row.history_retention_seconds = Some(0);
    scene.act(Action::Restore);
    assert!(
        wizard(&scene)
            .line(&scene.model.settings, &scene.model.neon)
            .is_none()
    );
    scene.act(Action::RestoreNext);
    let said = &wizard(&scene).describe().text;
    assert!(said.contains("restore window is off"), "{said}");
}

#[test]
fn a_program_that_wakes_nothing_compares_nothing() {
    let mut scene = on_main();
    scene.act(Action::Restore);
    scene.act(Action::RestoreNext);
    scene
        .model
        .neon
        .policy
        .no_wake
        .insert(ProtectionSource::Flag);
    scene.effects.clear();
    scene.act(Action::RestoreCompare);
    scene.act(Action::RestoreTry);
    assert!(scene.model.changes.writes.is_empty());
}

#[test]
fn neon_names_what_a_snapshot_replaces_so_nothing_is_typed_for_it() {
    let mut scene = on_main();
    scene.act(Action::Restore);
    let at = "2026-11-21T08:00:00Z";
    let list = json!({ "snapshots": [
        { "id": "snap-1", "name": "one", "created_at": at, "timestamp": at, "source_branch_id": MAIN },
    ] });
    scene.answer(
        Slot::Snapshots(PROJECT.into()),
        lazyneon::api::Operation::ListSnapshots,
        &list,
    );
    scene.act(Action::NextField);
    scene.act(Action::NextField);
    scene.act(Action::RestoreEarlier);
    scene.act(Action::RestoreNext);
    scene.act(Action::RestoreNext);
    let before = wizard(&scene).backup.value().to_owned();
    write_over(&mut scene, "dev");
    assert_eq!(wizard(&scene).backup.value(), before);
    let told = wizard(&scene)
        .impact(
            &scene.model.keyboard.keymap,
            &scene.model.settings,
            &scene.model.neon,
        )
        .join("\n");
    assert!(
        told.contains("takes     its children: dev, staging"),
        "{told}"
    );
    assert!(told.contains("without   everything"), "{told}");
    assert!(!told.contains(&before), "{told}");
    scene.act(Action::RestoreNext);
    let Some(Dialog::Confirm(confirm)) = scene.model.dialogs.shown() else {
        panic!("nothing is asked");
    };
    let told = confirm.lines.join("\n");
    assert!(
        told.contains("kept as   main_old_… (Neon chooses the rest)"),
        "{told}"
    );
}
