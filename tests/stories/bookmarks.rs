//! Bookmarks and pins, including at the next start.

use crate::story::{STAGING, STOREFRONT, Story, branch, vault};
use lazyneon::{
    app::state_store::StateStore,
    config::CredentialStore,
    emulator::{Clock, Emulator, Options, serve},
    key::Key,
    neon::{Session, account::CredentialSource},
    store::target::BranchGroup,
    ui::{Action, Startup, Target, bookmarks::Pin},
};
use std::{fs, path::Path, time::Duration};

const NOW: &str = "2026-11-21T14:02:13Z";
const ORG: &str = "org-bright-harbor-48215076";

async fn neon(projects: Option<u32>) -> Emulator {
    let options = Options {
        clock: Clock::tokio(NOW.parse().unwrap()),
        rate_limit: false,
        projects,
        ..Options::default()
    };
    serve(options).await.unwrap()
}

/// The program with this Neon, and with its state in a home.
async fn over(neon: Emulator, home: &Path) -> Story {
    let session = Startup {
        session: Session {
            origin: Some(CredentialSource::Variable),
            ..Session::default()
        },
        ..Startup::default()
    };
    let store = StateStore::at(Some(home.join("state")), Some(home.join("cache")));
    let mut story = Story::on(session, neon, NOW.parse().unwrap(), vault(), store);
    assert!(story.settle().await);
    story
}

/// The same with this key.
async fn with_key(neon: Emulator, home: &Path, key: &str) -> Story {
    let session = Startup {
        session: Session {
            origin: Some(CredentialSource::Variable),
            ..Session::default()
        },
        ..Startup::default()
    };
    let store = StateStore::at(Some(home.join("state")), Some(home.join("cache")));
    let vault = CredentialStore {
        variable: Some(key.to_owned().into()),
        ..vault()
    };
    let mut story = Story::on(session, neon, NOW.parse().unwrap(), vault, store);
    assert!(story.settle().await);
    story
}

/// The text of the first rows of the tree, without what precedes the names.
fn first_rows(story: &mut Story, count: usize) -> Vec<String> {
    let screen = story.screen();
    let rows = screen.lines().skip(2).take(count);
    rows.map(|row| {
        row.chars()
            .skip(1)
            .take(30)
            .collect::<String>()
            .trim()
            .to_owned()
    })
    .collect()
}

fn billing(story: &Story) -> Target {
    story.named("billing")
}

#[tokio::test(start_paused = true)]
async fn a_pinned_project_comes_first_and_goes_back() {
    let mut story = Story::begin().await;
    let billing = billing(&story);
    story.go(&billing).await;
    story.act(Action::Pin);
    story.sees("billing is pinned");
    let rows = first_rows(&mut story, 3);
    assert!(rows[1].contains("* billing"), "{rows:?}");
    assert_eq!(story.model().browser.selected(), Some(&billing));
    story.act(Action::Sort);
    let rows = first_rows(&mut story, 3);
    assert!(rows[1].contains("* billing"), "in every order: {rows:?}");
    story.act(Action::Pin);
    story
        .sees("billing is no longer pinned")
        .misses("* billing");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_pinned_branch_comes_before_its_siblings() {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::Pin);
    story.sees("staging is pinned").sees("* staging");
    let row = |screen: &str, name: &str| screen.lines().position(|line| line.contains(name));
    let screen = story.screen();
    assert!(
        row(&screen, "* staging") < row(&screen, "▸ dev/jonas"),
        "{screen}"
    );
    // In the table of branches, too.
    story.act(Action::Branches);
    story.settle().await;
    story.act(Action::Pin);
    story.sees("staging is no longer pinned");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn only_projects_and_branches_are_pinned() {
    let mut story = Story::begin().await;
    story.go(&Target::Org(ORG.into())).await;
    story.act(Action::Pin);
    story.sees("projects and branches are pinned");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn letters_and_pins_are_there_at_the_next_start() {
    let home = tempfile::tempdir().unwrap();
    let mut story = over(neon(None).await, home.path()).await;
    let billing = billing(&story);
    story.go(&billing).await;
    story.act(Action::Pin);
    story.open_storefront().await;
    story.go(&branch(STAGING)).await;
    story.act(Action::SetLetter);
    story.key(Key::char('s'));
    story.sees("s goes to staging");
    story.settle().await;
    // It is saved at once, not at the end: another terminal has it now.
    let state = fs::read_to_string(home.path().join("state/state.json")).unwrap();
    assert!(state.contains(STAGING), "{state}");
    fs::remove_dir_all(home.path().join("cache")).unwrap();
    let neon = story.quit();
    fs::remove_dir_all(home.path().join("cache")).unwrap();

    let mut story = over(neon, home.path()).await;
    story.sees("* billing");
    story.go(&billing).await;
    story.neon.forget_requests();
    // Nothing of the project is loaded: it is loaded, then the cursor goes there.
    story.act(Action::GoToLetter);
    story.sees("s staging");
    story.key(Key::char('s'));
    story.settle().await;
    assert_eq!(story.model().browser.selected(), Some(&branch(STAGING)));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_key_on_the_way_to_a_letter_keeps_the_cursor() {
    let home = tempfile::tempdir().unwrap();
    let mut story = over(neon(None).await, home.path()).await;
    story.open_storefront().await;
    story.go(&branch(STAGING)).await;
    story.act(Action::SetLetter);
    story.key(Key::char('s'));
    story.settle().await;
    let neon = story.quit();
    fs::remove_dir_all(home.path().join("cache")).unwrap();
    let mut story = over(neon, home.path()).await;
    story.act(Action::GoToLetter);
    story.key(Key::char('s'));
    story.act(Action::Down);
    let here = story.model().browser.selected().cloned();
    story.settle().await;
    assert_eq!(story.model().browser.selected(), here.as_ref());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_pinned_project_of_a_long_list_is_asked_for_by_itself() {
    let home = tempfile::tempdir().unwrap();
    let mut story = over(neon(Some(30_000)).await, home.path()).await;
    story.act(Action::Filter);
    story.type_text("24321");
    story.elapse(Duration::from_secs(1)).await;
    story.act(Action::FilterKeep);
    let target = story.model().browser.selected().cloned().unwrap();
    let name = story.model().neon.store.name(&target);
    assert!(matches!(target, Target::Project(_)), "{target:?}");
    story.act(Action::Pin);
    story.settle().await;
    story.act(Action::Back);
    let pinned = format!("* {}", &name[..9]);
    story.sees(&pinned);
    let neon = story.quit();
    neon.forget_requests();
    fs::remove_dir_all(home.path().join("cache")).unwrap();
    let mut story = over(neon, home.path()).await;
    story.sees(&pinned);
    let asked = story.requests();
    let path = format!("GET /projects/{}", target.id());
    assert_eq!(
        asked.iter().filter(|one| **one == path).count(),
        1,
        "{asked:?}"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_pin_of_what_neon_does_not_show_stays_and_makes_room() {
    let mut story = Story::begin().await;
    let billing = billing(&story);
    story.go(&billing).await;
    story.act(Action::Pin);
    let id = billing.project().unwrap().to_string();
    story.neon.edit(|world| {
        world.projects.retain(|other, _| other.as_str() != id);
    });
    story.act(Action::Right);
    story.settle().await;
    story.sees("billing is gone").misses("* billing");
    // The key may have access again in an hour.
    assert!(story.model().browser.bookmarks.is_pinned(&billing));
    let pins = &mut story.model_mut().browser.bookmarks.pins;
    for number in 1..20 {
        let mut pin = pins[0].clone();
        pin.place = Target::Project(format!("other-{number}").into());
        pins.push(pin);
    }
    let storefront = Target::Project(STOREFRONT.into());
    story.go(&storefront).await;
    story.act(Action::Pin);
    story.sees("storefront is pinned");
    let bookmarks = &story.model().browser.bookmarks;
    assert!(bookmarks.is_pinned(&storefront) && !bookmarks.is_pinned(&billing));
    story.act(Action::Pin);
    let mut pins = story.model().browser.bookmarks.pins.clone();
    let mut another = pins[0].clone();
    another.place = Target::Project("another".into());
    pins.push(another);
    story.model_mut().browser.bookmarks.pins = pins;
    story.act(Action::Pin);
    story.sees("20 pins is the limit");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_is_deleted_or_expires_is_no_longer_pinned() {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::Pin);
    let other = Target::Branch("other-project".into(), "br-other".into());
    story.model_mut().browser.bookmarks.pins.push(Pin {
        place: other.clone(),
        list: None,
    });
    // It is deleted by someone else, or has expired.
    story.neon.edit(|world| {
        let project = world.projects.get_mut(STOREFRONT).unwrap();
        project.branches.retain(|id, _| id.as_str() != STAGING);
    });
    story.act(Action::Refresh);
    story.settle().await;
    let pins = &story.model().browser.bookmarks.pins;
    let places: Vec<_> = pins.iter().map(|pin| &pin.place).collect();
    assert_eq!(places, [&other]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_project_deleted_here_takes_its_pins_along() {
    let mut story = Story::begin().await;
    let docs = story.named("docs-site");
    story.go(&docs).await;
    story.act(Action::Pin);
    let id = docs.project().unwrap().clone();
    let inside = Target::Branch(id, "br-inside".into());
    let other = Target::Project("other".into());
    for place in [inside, other.clone()] {
        let pin = Pin { place, list: None };
        story.model_mut().browser.bookmarks.pins.push(pin);
    }
    story.act(Action::Delete);
    story.type_text("docs-site");
    story.act(Action::ConfirmEnter);
    story.settle().await;
    story.follow().await;
    let pins = &story.model().browser.bookmarks.pins;
    let places: Vec<_> = pins.iter().map(|pin| &pin.place).collect();
    assert_eq!(places, [&other]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn pins_stay_when_the_key_is_renewed() {
    let home = tempfile::tempdir().unwrap();
    let mut story = over(neon(None).await, home.path()).await;
    let billing = billing(&story);
    story.go(&billing).await;
    story.act(Action::Pin);
    assert!(story.settle().await);
    let neon = story.quit();
    let mut story = with_key(neon, home.path(), "napi_renewed").await;
    story.sees("* billing");
    story.go(&billing).await;
    story.act(Action::Pin);
    story.sees("billing is no longer pinned");
    assert!(story.settle().await);
    let neon = story.quit();
    // The first key's state has it pinned; the person has unpinned it since then.
    let mut story = over(neon, home.path()).await;
    story.act(Action::Members);
    story.settle().await;
    story.act(Action::Back);
    story.misses("* billing");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn two_lazyneons_keep_the_pins_of_both() {
    let home = tempfile::tempdir().unwrap();
    let mut one = over(neon(None).await, home.path()).await;
    let mut other = over(neon(None).await, home.path()).await;
    let pin = async |story: &mut Story, place: &Target| {
        story.go(place).await;
        story.act(Action::Pin);
        story.settle().await;
    };
    let billing = billing(&one);
    let storefront = Target::Project(STOREFRONT.into());
    pin(&mut one, &billing).await;
    pin(&mut other, &storefront).await;
    // Only the cursor moves.
    one.act(Action::Down);
    one.elapse(Duration::from_secs(5)).await;
    let kept = fs::read_to_string(home.path().join("state/state.json")).unwrap();
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    let accounts = kept["accounts"].as_object().unwrap();
    let pins: Vec<&serde_json::Value> = accounts
        .values()
        .flat_map(|account| account["bookmarks"]["pins"].as_array().unwrap())
        .collect();
    assert_eq!(pins.len(), 2, "{pins:?}");
    assert!(one.model().browser.bookmarks.edits.is_empty());
    one.end();
    other.end();
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_kept_is_said_once() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("state"), "no folder").unwrap();
    let mut story = over(neon(None).await, home.path()).await;
    let billing = billing(&story);
    story.go(&billing).await;
    story.act(Action::Pin);
    story.settle().await;
    story
        .sees("cannot be")
        .sees("bookmarks and pins will not be saved");
    story.elapse(Duration::from_secs(60)).await;
    story.misses("are not kept");
    story.act(Action::Pin);
    story.elapse(Duration::from_secs(5)).await;
    story.misses("are not kept");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_width_of_the_tree_is_there_at_the_next_start() {
    let width = |story: &Story| story.model().browser.layout().tree.unwrap().width;
    let home = tempfile::tempdir().unwrap();
    let mut story = over(neon(None).await, home.path()).await;
    story.open_storefront().await;
    story.screen();
    let fitting = width(&story);
    story.act(Action::FitTree);
    story.sees("follows its names already");
    for _ in 0..3 {
        story.act(Action::WidenTree);
    }
    assert_eq!(width(&story), fitting + 12);
    story.act(Action::NarrowTree);
    assert_eq!(width(&story), fitting + 8);
    assert!(story.settle().await);
    let neon = story.quit();

    let mut story = over(neon, home.path()).await;
    assert_eq!(width(&story), fitting + 8);
    // At the limits the reason is said.
    while width(&story) > 20 {
        story.act(Action::NarrowTree);
    }
    story.act(Action::NarrowTree);
    story.sees("the tree is as narrow as it gets");
    story.act(Action::FitTree);
    assert!(story.settle().await);
    let neon = story.quit();

    let mut story = over(neon, home.path()).await;
    story.open_storefront().await;
    story.screen();
    assert_eq!(width(&story), fitting);
    // In a list, the keys mean something else or nothing.
    story.act(Action::Branches);
    story.act(Action::WidenTree);
    assert_eq!(story.model().browser.tree.width.chosen, None);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_bookmark_on_a_group_leads_to_its_branch() {
    let mut story = Story::at(branch(STAGING)).await;
    let project = branch(STAGING).project().unwrap().clone();
    let group = Target::Group(project, STAGING.into(), BranchGroup::Contents);
    story.act(Action::Open);
    story.settle().await;
    for _ in 0..9 {
        if story.model().browser.selected() == Some(&group) {
            break;
        }
        story.act(Action::Down);
    }
    assert_eq!(story.model().browser.selected(), Some(&group));
    story.act(Action::SetLetter);
    story.key(Key::char('s'));
    story.act(Action::Top);
    story.act(Action::GoToLetter);
    story.key(Key::char('s'));
    assert_eq!(story.model().browser.selected(), Some(&branch(STAGING)));
    assert!(story.changes().is_empty(), "the letter was an action");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_bookmark_in_a_table_is_of_its_row() {
    let mut story = Story::at(branch(STAGING)).await;
    story.act(Action::Branches);
    story.settle().await;
    story.act(Action::Top);
    let here = story.model().browser.selected().cloned().unwrap();
    assert_ne!(here, branch(STAGING));
    story.act(Action::SetLetter);
    story.key(Key::char('n'));
    let letters = &story.model().browser.bookmarks.letters;
    assert_eq!(
        letters.get(&'n').map(|bookmark| &bookmark.place),
        Some(&here)
    );
    // What is not in the tree has none, and the letter does nothing.
    story.act(Action::Back);
    story.act(Action::ApiKeys);
    story.settle().await;
    story.act(Action::SetLetter);
    story.key(Key::char('n'));
    story.sees("a bookmark is a place in the tree");
    story.end();
}
