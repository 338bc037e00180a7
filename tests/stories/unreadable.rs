//! Responses that cannot be read, in part or at all: nothing is lost, and the screen says what is unknown.

use crate::story::{DEV, STOREFRONT, Story, branch};
use lazyneon::{
    emulator::Fault,
    ui::{Action, Target},
};

/// The visible rows, and where the cursor is.
fn rows(story: &Story) -> (Vec<Target>, Option<Target>) {
    let model = story.model();
    let rows = model.browser.tree.rows.iter();
    let rows =
        rows.filter_map(|row| lazyneon::ui::row_lookup::target(row.place, &model.neon.store));
    (rows.collect(), model.browser.selected().cloned())
}

/// A response with these branches, as Neon would send it except for the changes.
fn branches(
    story: &Story,
    change: impl Fn(&mut serde_json::Map<String, serde_json::Value>),
) -> Fault {
    let inside = story.model().neon.store.inside(&STOREFRONT.into()).unwrap();
    let branches = inside.branches.value.values();
    let branches: Vec<_> = branches
        .map(|branch| {
            let mut branch = serde_json::to_value(branch).unwrap();
            change(branch.as_object_mut().unwrap());
            branch
        })
        .collect();
    let body = serde_json::json!({"branches": branches, "annotations": {}, "pagination": {}});
    Fault::Status {
        code: 200,
        retry_after: None,
        body: Some(body.to_string()),
    }
}

#[tokio::test(start_paused = true)]
async fn answers_of_another_kind_lose_no_row_and_are_over_when_they_are_over() {
    for fault in [Fault::WrongTypes, Fault::HugeNumbers] {
        let mut story = Story::at(branch(DEV)).await;
        let before = rows(&story);
        let faults = story.neon.faults();
        faults.add(Some("GET"), "/", 100_000, fault.clone());
        story.act(Action::RefreshAll);
        story.settle().await;
        assert_eq!(rows(&story), before, "{fault:?}");
        story.misses("deleted elsewhere");
        if fault == Fault::WrongTypes {
            story.sees("unreadable").sees("could not be read");
            let row = story.row("dev/maya");
            assert!(row.contains("? unreadable"), "{row}");
        }
        story.neon.faults().clear();
        story.act(Action::RefreshAll);
        story.settle().await;
        assert_eq!(rows(&story), before, "{fault:?}, and sane again");
        for _ in 0..3 {
            story.act(Action::Back);
        }
        story.misses("unreadable").misses("could not be read");
        let odd = |target: &Target| story.model().neon.store.unreadable(target).is_some();
        assert!(!before.0.iter().any(odd), "{fault:?} has left marks");
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn a_branch_without_a_readable_id_is_not_gone_and_may_hang_under_others() {
    let mut story = Story::at(branch(DEV)).await;
    let answer = branches(&story, |one| {
        if one["name"] == "dev/maya" {
            one["id"] = 17.into();
        }
    });
    let faults = story.neon.faults();
    faults.add(Some("GET"), "/branches?", 100, answer);
    story.act(Action::Refresh);
    story.settle().await;
    story
        .misses("deleted elsewhere")
        .sees("1 of the branches could not be read: branches[");
    assert_eq!(story.model().browser.selected(), Some(&branch(DEV)));
    let row = story.row("dev/maya");
    assert!(row.contains("? unreadable"), "{row}");
    let row = story.row("storefront  ");
    assert!(row.contains("1 unreadable"), "{row}");
    let jonas = story.named("dev/jonas");
    story.go(&jonas).await;
    story.act(Action::Delete);
    story
        .sees("not known: 1 branch of this project could not be read")
        .misses("children  none");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_field_that_cannot_be_read_is_a_question_mark_and_protects() {
    let mut story = Story::at(branch(DEV)).await;
    let answer = branches(&story, |one| {
        one["protected"] = "perhaps".into();
        one["logical_size"] = 1e40.into();
        one["created_at"] = "long ago".into();
    });
    let faults = story.neon.faults();
    faults.add(Some("GET"), "/branches?", 100, answer);
    let before = rows(&story);
    story.act(Action::Refresh);
    story.settle().await;
    assert_eq!(rows(&story), before);
    for label in ["Protected ", "Data ", "Created "] {
        let screen = story.screen();
        let line = screen.lines().find(|line| line.contains(label));
        let value = line
            .and_then(|line| line.split(label).nth(1))
            .unwrap_or_default();
        assert!(value.trim_start().starts_with('?'), "{label}: {line:?}");
    }
    story.act(Action::Delete);
    story.sees("could not read whether it is protected");
    assert!(story.model().neon.is_production(&branch(DEV)));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_could_not_be_read_is_not_replaced() {
    let mut story = Story::at(branch(DEV)).await;
    let answer = branches(&story, |one| {
        one.insert("expires_at".to_owned(), "never ever".into());
    });
    let faults = story.neon.faults();
    faults.add(Some("GET"), "/branches?", 100, answer);
    story.act(Action::Refresh);
    story.settle().await;
    let change = lazyneon::changes::change::Change::new(
        branch(DEV),
        "dev/maya",
        lazyneon::api::Request::update_branch(
            &STOREFRONT.into(),
            &DEV.into(),
            serde_json::json!({"branch": {"expires_at": null}}),
        ),
    );
    let why =
        lazyneon::changes::write::why_not(&story.model().changes, &story.model().neon, &change)
            .unwrap_or_default();
    assert!(
        why.contains("expires_at of dev/maya could not be read"),
        "{why}"
    );
    story.end();
}
