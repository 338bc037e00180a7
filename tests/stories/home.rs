//! The page of an organization: what it spends, what is awake, what needs attention.

use crate::story::{DEV, STAGING, Story, branch, refusal};
use lazyneon::{
    api::types::EndpointState,
    emulator::Options,
    kinds::pulse::Topic,
    ui::{
        Action, Msg, Pane, Startup, Target,
        home::{self, state::LineId},
        usage,
    },
};
use std::{sync::Arc, time::Duration};

const ORG: &str = "org-bright-harbor-48215076";

fn org() -> Target {
    Target::Org(ORG.into())
}

async fn at_home() -> Story {
    let mut story = Story::begin().await;
    story.tell(Msg::Resize {
        width: 160,
        height: 50,
    });
    story.act(Action::Home);
    rest(&mut story).await;
    story
}

/// Lets the cursor rest, and takes the answers to what that requests.
async fn rest(story: &mut Story) {
    story.elapse(Duration::from_millis(300)).await;
    story.settle().await;
}

/// The line of the page that the cursor is on.
fn line(story: &Story) -> Option<LineId> {
    let model = story.model();
    home::selected(&model.browser, &model.changes, &model.neon)
}

/// Moves the cursor of the page to a line.
fn go_to_line(story: &mut Story, is_it: impl Fn(&Story, &LineId) -> bool) {
    story.act(Action::Top);
    for _ in 0..60 {
        let line = line(story).unwrap();
        if is_it(story, &line) {
            return;
        }
        story.act(Action::Down);
    }
    panic!("there is no such line:\n{}", story.screen());
}

/// The line of the screen with a text.
fn on_screen(story: &mut Story, text: &str) -> String {
    let screen = story.screen();
    let line = screen.lines().find(|line| line.contains(text));
    line.unwrap_or_else(|| panic!("no {text}:\n{screen}"))
        .to_owned()
}

/// The whole dollars after the first `$` of a text.
fn dollars(text: &str) -> Option<u64> {
    let (_, rest) = text.split_once('$')?;
    let digits = rest.chars().take_while(char::is_ascii_digit);
    digits.collect::<String>().parse().ok()
}

#[tokio::test(start_paused = true)]
async fn the_program_starts_on_the_page_of_the_organization() {
    let mut story = Story::with(Startup::default(), Options::default()).await;
    story.settle().await;
    assert_eq!(story.model().browser.selected(), Some(&org()));
    rest(&mut story).await;
    story.sees("SPENT").sees("NEEDS YOU").sees("of $1500");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_start_with_ten_thousand_projects_costs_few_requests() {
    let options = Options {
        projects: Some(10_000),
        ..Options::default()
    };
    let mut story = Story::with(Startup::default(), options).await;
    rest(&mut story).await;
    let asked = story.requests();
    let (lists, others): (Vec<_>, Vec<_>) = asked.iter().partition(|one| *one == "GET /projects");
    assert!(others.len() <= 40, "{}: {others:#?}", others.len());
    assert!(lists.len() <= 30, "{lists:#?}");
    // It is read once: when it is known which projects are the most active.
    let of_use = others
        .iter()
        .filter(|one| one.contains("/consumption_history/"));
    assert_eq!(of_use.count(), 10, "{others:#?}");
    story.sees("By day: the 1 000 most active projects.");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_bars_add_up_to_what_is_spent() {
    let mut story = at_home().await;
    let screen = story.screen();
    let total = screen.lines().find(|line| line.contains(" of $1500"));
    let total = total.and_then(dollars).unwrap();
    let bars = screen.lines().filter_map(|line| {
        let (_, bar) = line.rsplit_once('$')?;
        let (amount, bar) = bar.split_once("  ")?;
        bar.starts_with(['▇', '▏']).then(|| amount.parse().ok())?
    });
    let bars: Vec<u64> = bars.collect();
    assert!(
        bars.len() > 5 && bars.is_sorted_by(|a, b| a >= b),
        "{bars:?}"
    );
    assert_eq!(bars.iter().sum::<u64>(), total, "{screen}");
    let (_, parts) = screen.split_once("metered this month:").unwrap();
    let (parts, _) = parts.split_once('.').unwrap();
    let parts = parts.split(',').filter_map(dollars);
    assert_eq!(parts.sum::<u64>(), total, "{screen}");
    // The Usage tab has the same total, without another request, and so has its file.
    story.requests();
    story.act(Action::Usage);
    story.settle().await;
    story.sees(&format!("~${total} "));
    let asked = story.requests();
    let of_use = asked
        .iter()
        .filter(|one| one.contains("/consumption_history/"));
    assert_eq!(of_use.count(), 0, "{asked:?}");
    let model = story.model();
    let file = usage::exported(&model.browser, &model.neon).unwrap().csv;
    for group in ["timeframe", "part"] {
        let sum = crate::usage::column(&file, group, "estimated_dollars");
        assert_eq!(sum.round() as u64, total, "{file}");
    }
    story.end();
}

#[tokio::test(start_paused = true)]
async fn some_projects_are_looked_into_once_a_minute() {
    let mut story = at_home().await;
    story
        .sees("6 of 9 projects looked at")
        .sees("never suspends");
    let looks = |story: &mut Story| {
        let asked = story.requests();
        asked
            .iter()
            .filter(|one| one.ends_with("/endpoints"))
            .count()
    };
    assert_eq!(looks(&mut story), 6);
    let again = async |story: &mut Story| {
        story.act(Action::Down);
        rest(story).await;
        story.act(Action::Home);
        rest(story).await;
    };
    again(&mut story).await;
    assert_eq!(looks(&mut story), 0);
    story.elapse(Duration::from_secs(60)).await;
    again(&mut story).await;
    assert_eq!(looks(&mut story), 3);
    story.misses("projects looked at");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn enter_goes_to_what_a_line_is_about() {
    let mut story = at_home().await;
    story
        .sees("✗ storefront / dev/jonas")
        .sees("blocked: nobody can connect");
    story.act(Action::FocusDetails);
    let store = |story: &Story, target: &Target| story.model().neon.store.name(target);
    go_to_line(&mut story, |story, line| match line {
        LineId::Item((_, target)) => store(story, target) == "dev/jonas",
        _ => false,
    });
    story.act(Action::Open);
    story.settle().await;
    let model = story.model();
    let selected = model.browser.selected().unwrap();
    assert!(matches!(selected, Target::Branch(..)), "{selected:?}");
    assert_eq!(model.neon.store.name(selected), "dev/jonas");
    assert_eq!(model.browser.panes.focus, Pane::Tree);
    // The project counts as opened now: all its branches are there, and it is kept up to date.
    let inside = model
        .neon
        .store
        .inside(selected.project().unwrap())
        .unwrap();
    assert!(inside.branches.known().is_some());
    story.act(Action::Back);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn enter_on_stale_branches_lists_them() {
    let mut story = at_home().await;
    story.act(Action::FocusDetails);
    story.sees("2 stale branches");
    go_to_line(&mut story, |_, line| {
        matches!(line, LineId::Item((Topic::Stale, _)))
    });
    story.act(Action::Open);
    story.settle().await;
    story.sees("[Stale]").sees("experiment/vector-search");
    story.act(Action::Back);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn ten_thousand_projects_cost_few_requests() {
    let mut story = Story::of_many(10_000).await;
    let (width, height) = (160, 60);
    story.tell(Msg::Resize { width, height });
    story.act(Action::Home);
    rest(&mut story).await;
    story.elapse(Duration::from_secs(300)).await;
    story
        .sees("6 of 10 009 projects looked at")
        .sees("9 994 more");
    assert_eq!(story.model().browser.selected(), Some(&org()));
    story.sees("the 1 000 most active projects");
    let asked = story.requests();
    assert!(asked.len() <= 40, "{}: {asked:#?}", asked.len());
    // Half of what Neon answers in a minute.
    let of_use = asked
        .iter()
        .filter(|one| one.contains("/consumption_history/"));
    assert_eq!(of_use.count(), 10);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_page_that_is_not_shown_looks_at_nothing() {
    let mut story = Story::begin().await;
    story.act(Action::Home);
    // It has not come to rest there.
    story.act(Action::Down);
    rest(&mut story).await;
    let asked = story.requests();
    let looks = asked.iter().filter(|one| one.ends_with("/endpoints"));
    assert_eq!(looks.count(), 0, "{asked:?}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_use_by_day_is_read_once_and_drawn() {
    let mut story = at_home().await;
    story.sees("┤").sees("$0┼");
    let daily = |story: &mut Story| {
        let asked = story.requests();
        asked
            .iter()
            .filter(|one| one.contains("/consumption_history/v2/projects"))
            .count()
    };
    assert_eq!(daily(&mut story), 1);
    story.act(Action::Down);
    rest(&mut story).await;
    story.act(Action::Home);
    rest(&mut story).await;
    assert_eq!(daily(&mut story), 0);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_plan_without_figures_by_day_is_told_in_a_line() {
    let mut story = Story::begin().await;
    let refusal = refusal(403, "not available on this plan");
    story
        .neon
        .faults()
        .add(Some("GET"), "/consumption_history", 100, refusal);
    story.act(Action::Home);
    rest(&mut story).await;
    story.sees("No figures by day:").sees("SPENT").misses("$0┼");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn keys_compute_nothing_again_and_every_change_shows() {
    let mut story = at_home().await;
    let computed = |story: &Story| {
        let model = story.model();
        let pulse = home::pulse(&model.browser, &model.neon, &org()).unwrap();
        let spend = home::spend(&model.browser, &model.neon, &org()).unwrap();
        (pulse, spend)
    };
    story.act(Action::FocusDetails);
    let before = computed(&story);
    for action in [Action::Down, Action::Down, Action::Up, Action::Bottom] {
        story.act(action);
    }
    let after = computed(&story);
    assert!(Arc::ptr_eq(&before.0, &after.0) && Arc::ptr_eq(&before.1, &after.1));
    let count = before.0.awake.shown.len();
    story.sees(&format!("AWAKE NOW {count}"));
    let awake = before.0.awake.shown.first().unwrap().target.clone();
    let project = awake.project().unwrap();
    let inside = story.model_mut().neon.store.inside_mut(project);
    for compute in inside.endpoints.value.values_mut() {
        compute.current_state = EndpointState::Idle;
    }
    story.act(Action::FocusTree);
    story.sees(&format!("AWAKE NOW {}", count - 1));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_first_page_has_a_line_for_each_organization() {
    let mut story = at_home().await;
    let line = |story: &mut Story, name: &str| {
        let screen = story.screen();
        let table = screen
            .split_once("ORGANIZATION")
            .map(|(_, after)| after.to_owned());
        let table = table.unwrap_or_else(|| panic!("no table:\n{screen}"));
        let line = table.lines().find(|line| line.contains(name));
        line.unwrap_or_else(|| panic!("no {name}:\n{screen}"))
            .to_owned()
    };
    let own = line(&mut story, "Lighthouse Labs");
    assert!(
        own.contains("~$") && own.contains("→ ~$") && own.contains('▓'),
        "{own}"
    );
    let free = line(&mut story, "Maya's Workshop");
    assert!(free.contains("CU-h") && !free.contains('$'), "{free}");
    // The others say nothing about each other.
    let other = Target::Org("org-quiet-meadow-10384622".into());
    story.go(&other).await;
    rest(&mut story).await;
    story.misses("ORGANIZATION");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_a_project_needs_is_not_computed_for_each_frame() {
    let mut story = Story::begin().await;
    let project = Target::Project(crate::story::STOREFRONT.into());
    story.open_storefront().await;
    let model = story.model();
    let pulse = || home::pulse(&model.browser, &model.neon, &project).unwrap();
    assert!(Arc::ptr_eq(&pulse(), &pulse()));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_last_change_is_on_the_page_while_it_runs_and_after_it() {
    let mut story = at_home().await;
    story.misses("LATEST CHANGES");
    story.open_storefront().await;
    story.go(&branch(STAGING)).await;
    story.act(Action::Protect);
    story.settle().await;
    story.go(&branch(DEV)).await;
    story.act(Action::StartCompute);
    story.act(Action::Home);
    let sending = on_screen(&mut story, "start compute");
    assert!(
        sending.contains("storefront / dev/maya  sending"),
        "{sending}"
    );
    story.settle().await;
    let running = on_screen(&mut story, "start compute");
    assert!(running.contains("0 of 1 steps"), "{running}");
    story.follow().await;
    story.settle().await;
    let ended = on_screen(&mut story, "start compute");
    assert!(
        ended.contains("✓ start compute") && ended.contains("z undo"),
        "{ended}"
    );
    let before = on_screen(&mut story, "protect branch");
    assert!(
        before.contains("✓ protect branch") && !before.contains("undo"),
        "{before}"
    );
    // What is sent from it is about the line under the cursor.
    story.act(Action::FocusDetails);
    go_to_line(&mut story, |_, line| matches!(line, LineId::Change(_)));
    story.act(Action::Down);
    let before = on_screen(&mut story, "protect branch");
    assert!(before.contains("z undo"), "{before}");
    story.act(Action::Undo);
    story.sees("staging protected").act(Action::ConfirmNo);
    story.act(Action::Open);
    story.settle().await;
    assert_eq!(story.model().browser.selected(), Some(&branch(STAGING)));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_refused_change_says_why() {
    let mut story = at_home().await;
    story.open_storefront().await;
    story.go(&branch(DEV)).await;
    let faults = story.neon.faults();
    faults.add(Some("POST"), "/start", 1, refusal(422, "not just now"));
    story.act(Action::StartCompute);
    story.settle().await;
    story.act(Action::Home);
    let refused = on_screen(&mut story, "refused: not just now");
    assert!(refused.contains("✗ start compute"), "{refused}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn every_line_is_reached_and_seen_on_a_small_screen() {
    let mut story = at_home().await;
    story.open_storefront().await;
    story.go(&branch(STAGING)).await;
    story.act(Action::Protect);
    story.settle().await;
    let (width, height) = (80, 24);
    story.tell(Msg::Resize { width, height });
    story.act(Action::Home);
    story.act(Action::FocusDetails);
    for text in [
        "SPENT",
        "NEEDS YOU",
        "AWAKE NOW",
        "LATEST CHANGES",
        "✓ protect branch",
    ] {
        story.sees(text);
    }
    story.act(Action::Top);
    let mut lines = vec![line(&story).unwrap()];
    loop {
        story.act(Action::Down);
        let now = line(&story).unwrap();
        if lines.last() == Some(&now) {
            break;
        }
        let name = match &now {
            LineId::Project(id) => story.model().neon.store.name(&Target::Project(id.clone())),
            LineId::Item((_, Target::Endpoint(..))) => "replica".to_owned(),
            LineId::Item((_, target)) => story.model().neon.store.name(target),
            LineId::Change(_) => "protect branch".to_owned(),
        };
        // The beginning of a long name is cut.
        let cut = name.chars().count().saturating_sub(5);
        let end: String = name.chars().skip(cut).collect();
        story.sees(&end);
        story
            .sees("NEEDS YOU")
            .sees("AWAKE NOW")
            .sees("LATEST CHANGES");
        lines.push(now);
    }
    let kinds = lines.iter().map(|line| match line {
        LineId::Project(_) => 'p',
        LineId::Item((Topic::Awake, _)) => 'a',
        LineId::Item(_) => 'n',
        LineId::Change(_) => 'c',
    });
    let mut kinds: Vec<char> = kinds.collect();
    assert!(kinds.len() > 15, "{kinds:?}");
    kinds.dedup();
    assert_eq!(kinds, ['p', 'n', 'a', 'c']);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn enter_on_a_cost_goes_to_its_project() {
    let mut story = at_home().await;
    story.act(Action::FocusDetails);
    story.act(Action::Top);
    let Some(LineId::Project(project)) = line(&story) else {
        panic!("{:?}", line(&story));
    };
    story.act(Action::Open);
    let selected = story.model().browser.selected();
    assert_eq!(selected, Some(&Target::Project(project)));
    story.end();
}
