//! Any keys with any responses: nothing breaks, and Esc always leads out.

use crate::{display::Display, scene::Scene};
use lazyneon::{
    key::{Code, Key},
    neon::Slot,
    ui::{
        Model, Msg, Scope,
        action::{ACTIONS, in_scope},
        dialog::{confirm::OnConfirm, kinds::Dialog},
        layout::SMALLEST,
        row_lookup,
        table::load::is_looking,
    },
};
use proptest::prelude::*;

pub fn keys() -> impl Strategy<Value = Key> {
    let bound: Vec<Key> = ACTIONS
        .iter()
        .flat_map(|spec| spec.places)
        .flat_map(|place| place.chords())
        .flat_map(|chord| chord.keys().to_vec())
        .collect();
    prop_oneof![
        4 => proptest::sample::select(bound),
        1 => any::<char>().prop_filter("printable", |c| !c.is_control()).prop_map(Key::char),
        1 => proptest::sample::select(vec![Code::Backspace, Code::Delete, Code::Home, Code::End]).prop_map(Key::from),
    ]
}

/// How many cases to try: as many as `PROPTEST_CASES` says, or these.
pub fn cases(usual: u32) -> u32 {
    let wanted = std::env::var("PROPTEST_CASES").ok();
    let wanted = wanted.and_then(|cases| cases.parse().ok());
    wanted.unwrap_or(usual)
}

#[derive(Debug, Clone)]
pub enum Step {
    Key(Key),
    Paste(String),
    Size(u16, u16),
    /// A pause within a chord.
    Chord,
    Branches(Vec<usize>),
    Computes(usize),
}

pub fn sizes() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        2 => (1_u16..200, 1_u16..60),
        1 => (1_u16..45, 1_u16..14),
        1 => proptest::sample::select(vec![(80, 24), (120, 40), (40, 10), (160, 45)]),
    ]
}

pub fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => keys().prop_map(Step::Key),
        1 => ".{0,12}".prop_map(Step::Paste),
        1 => sizes().prop_map(|(w, h)| Step::Size(w, h)),
        1 => Just(Step::Chord),
        1 => proptest::collection::vec(0_usize..5, 0..5).prop_map(Step::Branches),
        1 => (0_usize..3).prop_map(Step::Computes),
    ]
}

pub fn take(scene: &mut Scene, step: Step) {
    const NAMES: [&str; 5] = ["main", "dev", "staging", "pr-1", "東京"];
    match step {
        Step::Key(key) => scene.key(key),
        Step::Paste(text) => scene.tell(Msg::Paste(text)),
        Step::Size(width, height) => scene.tell(Msg::Resize { width, height }),
        Step::Chord => scene.tell(Msg::Elapsed(Slot::Chord)),
        Step::Branches(which) => {
            scene.branches(&which.iter().map(|at| NAMES[*at]).collect::<Vec<_>>())
        }
        Step::Computes(count) => {
            let states = [("main", "active"), ("dev", "idle"), ("staging", "init")];
            scene.endpoints(&states[..count]);
        }
    }
}

fn asks_to_discard(scene: &Scene) -> bool {
    match scene.model.dialogs.shown() {
        Some(Dialog::Confirm(confirm)) => matches!(confirm.then, OnConfirm::Discard(_)),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(300), ..ProptestConfig::default() })]

    #[test]
    fn any_keys_leave_a_valid_selection_and_a_way_out(steps in proptest::collection::vec(steps(), 0..60)) {
        let mut scene = Scene::new();
        for step in steps {
            take(&mut scene, step);
            is_valid(&scene)?;
        }
        leads_out(&mut scene)?;
    }
}

/// Whether the row drawn as selected is what keys act on.
pub fn is_valid(scene: &Scene) -> Result<(), TestCaseError> {
    let Model { browser, neon, .. } = &scene.model;
    if let Some(table) = &browser.table {
        let row = table.rows.get(table.cursor.at).map(|row| &row.target);
        // No row is selected while they come in no order.
        let waits = table.cursor.item.is_none() && is_looking(browser, neon);
        prop_assert_eq!(row.filter(|_| !waits), table.cursor.item.as_ref());
        prop_assert!(table.cursor.scroll.top() <= table.cursor.at || table.rows.is_empty());
        // The tree waits behind it.
        return Ok(());
    }
    let tree = &browser.tree;
    let row = tree.rows.get(tree.cursor.at);
    let row = row.and_then(|row| row_lookup::target(row.place, &neon.store));
    prop_assert_eq!(row.as_ref(), tree.cursor.item.as_ref());
    prop_assert!(tree.cursor.scroll.top() <= tree.cursor.at || tree.rows.is_empty());
    Ok(())
}

/// Whether Esc leads to the main screen.
pub fn leads_out(scene: &mut Scene) -> Result<(), TestCaseError> {
    // Where nothing can be read, keys do nothing.
    if scene.model.browser.panes.is_too_small() {
        take(scene, Step::Size(SMALLEST.0, SMALLEST.1));
    }
    for _ in 0..40 {
        scene.key(Code::Esc.into());
        // Esc alone does not discard typed input.
        if asks_to_discard(scene) {
            scene.key(Key::char('y'));
        }
    }
    let browser = &scene.model.browser;
    prop_assert!(scene.model.dialogs.is_empty(), "Esc does not lead out");
    prop_assert!(!browser.panes.zoomed && browser.tree.filter.is_none());
    prop_assert!(
        browser.table.is_none(),
        "Esc does not lead out of the table"
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(32), ..ProptestConfig::default() })]

    #[test]
    fn the_frames_so_far_show_what_a_frame_in_full_would(
        steps in proptest::collection::vec((steps(), any::<bool>()), 0..40)
    ) {
        let mut scene = Scene::new();
        let mut display = Display::new(scene.model.browser.panes.size);
        display.follow(&mut scene.model);
        for (step, drawn) in steps {
            if let Step::Size(width, height) = step {
                display.resize((width, height));
            }
            take(&mut scene, step);
            // A burst is handled completely before a frame is drawn.
            if drawn || scene.model.frame_due().is_none() {
                display.follow(&mut scene.model);
                display.is_current(&mut scene.model);
            }
        }
    }
}

#[test]
fn every_scope_can_be_left_with_a_key() {
    for scope in [
        Scope::Filter,
        Scope::Search,
        Scope::Form,
        Scope::Confirm,
        Scope::Menu,
        Scope::Help,
        Scope::Connect,
        Scope::Restore,
        Scope::Prompt,
    ] {
        let leaves = in_scope(scope).any(|(_, place)| place.keys.contains(&"Esc"));
        assert!(leaves, "{scope:?} is a trap");
    }
}
