//! The mouse: what is clicked is what is on the screen.

use crate::story::{DEV, STAGING_COMPUTE, STOREFRONT, Story, branch};
use lazyneon::{
    emulator::Options,
    ui::{
        Action, CopyRoute, CopyText, Msg, Pane, Settings, Startup, Tab, Target,
        dialog::kinds::Dialog,
        mouse::event::{MouseAct, MouseEvent, Way},
        tree::Expansion,
    },
};
use std::time::Duration;

/// Longer than two clicks that belong together are apart.
const PAUSE: Duration = Duration::from_millis(600);

/// Where the screen shows a text: its first cell.
fn place(story: &mut Story, text: &str) -> (u16, u16) {
    let screen = story.screen();
    let found = screen.lines().enumerate().find_map(|(y, line)| {
        let at = line.find(text)?;
        Some((line[..at].chars().count() as u16, y as u16))
    });
    found.unwrap_or_else(|| panic!("the screen does not show {text:?}:\n{screen}"))
}

fn report(story: &mut Story, cell: (u16, u16), act: MouseAct) {
    story.tell(Msg::Mouse(MouseEvent { cell, act }));
}

fn click_at(story: &mut Story, cell: (u16, u16)) {
    story.screen();
    report(story, cell, MouseAct::Press);
    report(story, cell, MouseAct::Release);
}

/// Clicks on the first place with this text, after a pause.
async fn click(story: &mut Story, text: &str) {
    story.elapse(PAUSE).await;
    let cell = place(story, text);
    click_at(story, cell);
    story.settle().await;
}

async fn double_click(story: &mut Story, text: &str) {
    story.elapse(PAUSE).await;
    let cell = place(story, text);
    click_at(story, cell);
    click_at(story, cell);
    story.settle().await;
}

/// Turns the wheel over a text, a notch at a time; positive is down.
fn wheel(story: &mut Story, text: &str, notches: i32) {
    let cell = place(story, text);
    let way = if notches > 0 { Way::Down } else { Way::Up };
    for _ in 0..notches.abs() {
        report(story, cell, MouseAct::Wheel(way));
    }
}

/// The storefront with its branches, and the mouse on.
async fn storefront() -> Story {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Mouse);
    story
}

fn focus(story: &Story) -> Pane {
    story.model().browser.panes.focus
}

fn selected(story: &Story) -> String {
    let model = story.model();
    let selected = model.browser.selected();
    selected.map_or_else(String::new, |target| model.neon.store.name(target))
}

#[tokio::test(start_paused = true)]
async fn it_is_off_until_its_key_and_says_once_how_to_select_text() {
    let mut story = Story::at(branch(DEV)).await;
    click(&mut story, "dev/jonas").await;
    assert_eq!(story.model().browser.selected(), Some(&branch(DEV)));
    story.act(Action::Mouse);
    story.sees("mouse on: to select text, hold Shift (on macOS Option) while dragging");
    click(&mut story, "dev/jonas").await;
    assert_eq!(selected(&story), "dev/jonas");
    story.act(Action::Mouse);
    story.sees("mouse off");
    click(&mut story, "dev/maya").await;
    assert_eq!(selected(&story), "dev/jonas");
    story.act(Action::Mouse);
    story.sees("mouse on").misses("hold Shift");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn it_can_be_on_from_the_start() {
    let startup = Startup {
        settings: Settings {
            mouse: true,
            ..Settings::default()
        },
        ..Startup::default()
    };
    let mut story = Story::with(startup, Options::default()).await;
    story.sees("hold Shift");
    story.settle().await;
    click(&mut story, "storefront").await;
    assert_eq!(selected(&story), "storefront");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_click_selects_a_row_and_a_double_click_opens_it() {
    /// On the row of the storefront, away from its sign.
    const ROW: &str = "pg17  us-e2";
    let mut story = Story::begin().await;
    story.act(Action::Mouse);
    story.act(Action::Down);
    story.act(Action::Down);
    let is_open = |story: &Story| {
        let row = story.model().browser.tree.row();
        row.is_some_and(|row| row.expansion == Expansion::Open)
    };
    click(&mut story, ROW).await;
    assert_eq!(selected(&story), "storefront");
    assert!(!is_open(&story));
    double_click(&mut story, ROW).await;
    assert!(is_open(&story));
    story.sees("production");
    // Slow clicks are no double-click.
    click(&mut story, ROW).await;
    click(&mut story, ROW).await;
    assert!(is_open(&story));
    double_click(&mut story, ROW).await;
    assert!(!is_open(&story));
    // The third of three quick clicks is not the first of another two.
    story.elapse(PAUSE).await;
    let cell = place(&mut story, ROW);
    for _ in 0..4 {
        click_at(&mut story, cell);
    }
    assert!(is_open(&story));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_click_on_its_sign_expands_or_collapses_a_row() {
    let mut story = Story::begin().await;
    story.act(Action::Mouse);
    click(&mut story, "▸ storefront").await;
    story.sees("▾ storefront").sees("production");
    click(&mut story, "▾ storefront").await;
    story.sees("▸ storefront").misses("▾ storefront");
    // Two quick clicks are one.
    double_click(&mut story, "▸ storefront").await;
    story.sees("▾ storefront");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_click_on_a_notice_closes_it() {
    let mut story = storefront().await;
    click(&mut story, "hold Shift").await;
    story.misses("hold Shift");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_click_selects_what_was_shown_even_if_the_rows_have_moved_since() {
    let mut story = storefront().await;
    let production = place(&mut story, "production");
    let staging = place(&mut story, "staging");
    // The rows have changed, and no frame was drawn.
    story.keys_at_once([lazyneon::key::Key::char('g'), lazyneon::key::Key::char('g')]);
    story.tell(Msg::Resize {
        width: 140,
        height: 12,
    });
    report(&mut story, staging, MouseAct::Press);
    assert_eq!(selected(&story), "staging");
    // Now it is too small for what was there.
    story.screen();
    report(&mut story, production, MouseAct::Press);
    report(&mut story, (500, 500), MouseAct::Press);
    report(&mut story, (139, 39), MouseAct::Press);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn panes_tabs_and_the_path_are_clicked() {
    let mut story = storefront().await;
    click(&mut story, "Facts").await;
    assert_eq!(focus(&story), Pane::Details);
    assert_eq!(story.model().browser.panes.details.tab, Tab::Facts);
    click(&mut story, "Overview").await;
    assert_eq!(story.model().browser.panes.details.tab, Tab::Overview);
    click(&mut story, "3 Activity").await;
    assert_eq!(focus(&story), Pane::Operations);
    click(&mut story, "1 Resources").await;
    assert_eq!(focus(&story), Pane::Tree);
    // The path in the header: the project of the branch.
    click(&mut story, "storefront ›").await;
    assert_eq!(
        story.model().browser.selected(),
        Some(&Target::Project(STOREFRONT.into()))
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn tables_have_rows_tabs_and_headings_to_click() {
    let mut story = storefront().await;
    story.act(Action::Branches);
    story.settle().await;
    click(&mut story, "Stale").await;
    let tab = |story: &Story| story.model().browser.table.as_ref().unwrap().shown().title;
    assert_eq!(tab(&story), "Stale");
    click(&mut story, "Flat").await;
    click(&mut story, "SIZE").await;
    story.sees("SIZE▴");
    click(&mut story, "SIZE▴").await;
    story.sees("SIZE▾");
    click(&mut story, "production").await;
    assert_eq!(selected(&story), "production");
    double_click(&mut story, "staging").await;
    // As Enter does, it goes to the row in the tree.
    assert!(story.model().browser.table.is_none());
    assert_eq!(selected(&story), "staging");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_hint_presses_its_keys() {
    let mut story = storefront().await;
    click(&mut story, "? help").await;
    assert!(matches!(
        story.model().dialogs.shown(),
        Some(Dialog::Help(_))
    ));
    click(&mut story, "Esc").await;
    assert!(story.model().dialogs.is_empty());
    // The keys that may follow.
    story.act(Action::Top);
    story.key(lazyneon::key::Key::char('g'));
    story.elapse(Duration::from_millis(500)).await;
    story.sees("next key");
    click(&mut story, "Settings in force").await;
    story.sees("config.toml").misses("next key");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn menus_and_the_palette_are_chosen_from_by_a_double_click() {
    let mut story = storefront().await;
    story.act(Action::CopyMenu);
    click(&mut story, "i  id").await;
    assert!(!story.model().dialogs.is_empty());
    assert_eq!(story.copied(), Vec::<String>::new());
    double_click(&mut story, "i  id").await;
    assert_eq!(story.copied(), [DEV]);
    story.act(Action::Palette);
    story.type_text("api requests");
    double_click(&mut story, "API requests").await;
    story.sees("METHOD");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn beside_a_dialog_a_click_does_nothing() {
    let mut story = storefront().await;
    story.act(Action::Rename);
    story.type_text("other");
    for cell in [(0, 0), (1, 5), (139, 39), (3, 39)] {
        story.elapse(PAUSE).await;
        click_at(&mut story, cell);
    }
    wheel(&mut story, "Name", 3);
    story.sees("other");
    assert!(matches!(
        story.model().dialogs.shown(),
        Some(Dialog::Form(_))
    ));
    assert_eq!(selected(&story), "dev/maya");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn nothing_is_deleted_by_clicks_alone() {
    let mut story = storefront().await;
    story.act(Action::Delete);
    story.settle().await;
    let screen = story.screen();
    for (y, line) in screen.lines().enumerate() {
        for x in (y % 9..line.chars().count()).step_by(9) {
            click_at(&mut story, (x as u16, y as u16));
            if story.model().dialogs.is_empty() {
                story.act(Action::Delete);
                story.settle().await;
            }
        }
    }
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_wheel_scrolls_what_is_under_it_and_asks_for_nothing() {
    let mut story = Story::of_many(400).await;
    story.act(Action::Mouse);
    story.elapse(PAUSE).await;
    story.requests();
    let first = selected(&story);
    let top = |story: &Story| story.model().browser.cursor().scroll.top();
    wheel(&mut story, "Resources", 1);
    assert_eq!(top(&story), 3);
    // The cursor stays on its row while that is in view.
    wheel(&mut story, "Resources", 20);
    assert_eq!(top(&story), 63);
    assert_ne!(selected(&story), first);
    let (frames, _) = story.frames();
    story.screen();
    assert_eq!(story.frames().0, frames + 1, "one frame for all of it");
    assert_eq!(story.requests(), Vec::<String>::new());
    wheel(&mut story, "Resources", -40);
    assert_eq!(top(&story), 0);
    story.elapse(PAUSE).await;
    // Only what the cursor has come to rest on is asked for.
    let asked = story.requests();
    assert!(asked.len() < 4, "{asked:?}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_wheel_scrolls_details_activity_and_dialogs_without_their_focus() {
    let mut story = storefront().await;
    story.tell(Msg::Resize {
        width: 100,
        height: 24,
    });
    story.act(Action::Describe);
    let details = |story: &Story| story.model().browser.panes.details.scroll.top();
    wheel(&mut story, "\"project_id\"", 2);
    story.screen();
    assert_eq!(details(&story), 6);
    // The first one is for the notice.
    story.act(Action::Back);
    story.act(Action::Back);
    assert_eq!(focus(&story), Pane::Tree);
    let before = story.screen();
    wheel(&mut story, "3 Activity", 1);
    assert_ne!(story.screen(), before);
    wheel(&mut story, "3 Activity", -1);
    assert_eq!(story.screen(), before);
    story.act(Action::Help);
    let before = story.screen();
    wheel(&mut story, "Help:", 10);
    assert_ne!(story.screen(), before);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_border_of_the_tree_is_dragged() {
    let mut story = storefront().await;
    let width = |story: &Story| story.model().browser.layout().tree.unwrap().width;
    let before = width(&story);
    story.screen();
    let border = (before - 1, 6);
    report(&mut story, border, MouseAct::Press);
    for x in [border.0 + 1, border.0 + 5, border.0 + 9] {
        report(&mut story, (x, 30), MouseAct::Drag);
    }
    assert_eq!(width(&story), before + 9);
    report(&mut story, (0, 0), MouseAct::Drag);
    assert_eq!(width(&story), 20);
    report(&mut story, (u16::MAX, 0), MouseAct::Drag);
    assert_eq!(width(&story), 93);
    report(&mut story, (60, 0), MouseAct::Release);
    report(&mut story, (30, 0), MouseAct::Drag);
    assert_eq!(width(&story), 93);
    story.sees("production");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_page_of_an_organization_and_the_activity_have_lines_to_click() {
    let mut story = Story::begin().await;
    story.act(Action::Mouse);
    story.act(Action::Home);
    story.settle().await;
    let line = "storefront / dev/jonas";
    click(&mut story, line).await;
    assert_eq!(focus(&story), Pane::Details);
    assert_eq!(selected(&story), "Lighthouse Labs");
    double_click(&mut story, line).await;
    assert_eq!(
        (focus(&story), selected(&story)),
        (Pane::Tree, "dev/jonas".into())
    );
    // The pane grows, so that another row comes under the pointer between the two clicks.
    let row = "✓   start compute";
    double_click(&mut story, row).await;
    assert_eq!(
        (focus(&story), selected(&story)),
        (Pane::Tree, STAGING_COMPUTE.into())
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn fields_of_a_form_are_clicked_and_keep_what_was_typed() {
    let mut story = storefront().await;
    story.act(Action::Edit);
    story.settle().await;
    story.type_text("other");
    click(&mut story, "Protected").await;
    story.sees("▌ Protected").sees("other");
    double_click(&mut story, "Protected").await;
    story.sees("2 changes");
    click(&mut story, "Name").await;
    story.type_text("x");
    story.sees("▌ Name").sees("[otherx ");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn choices_and_formats_of_a_connection_are_clicked() {
    let mut story = storefront().await;
    story.act(Action::Connect);
    story.settle().await;
    click(&mut story, "Pooled").await;
    story.sees("▌ Pooled").sees("-pooler");
    double_click(&mut story, "Pooled").await;
    story.misses("-pooler");
    click(&mut story, "JDBC").await;
    story.sees("jdbc:postgresql://");
    assert_eq!(story.copied(), Vec::<String>::new());
    double_click(&mut story, "JDBC").await;
    assert!(story.copied()[0].starts_with("jdbc:postgresql://"));
}

#[tokio::test(start_paused = true)]
async fn requests_and_accounts_are_opened_by_a_double_click() {
    let mut story = storefront().await;
    story.act(Action::RequestLog);
    click(&mut story, "/users/me").await;
    story.misses("sent once");
    double_click(&mut story, "/users/me").await;
    story.sees("sent once");
    story.act(Action::Close);
    story.act(Action::Accounts);
    story.settle().await;
    double_click(&mut story, "Maya's Workshop").await;
    assert_eq!(selected(&story), "Maya's Workshop");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_click_beside_a_filter_keeps_it() {
    let mut story = storefront().await;
    story.act(Action::Filter);
    story.type_text("dev");
    click(&mut story, "dev/jonas").await;
    assert_eq!(selected(&story), "dev/jonas");
    assert!(!story.model().browser.is_filtering());
    story.sees("/dev").misses("▸ staging ");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_hint_that_appears_under_the_pointer_is_not_clicked_by_the_second_of_two_clicks() {
    let mut story = storefront().await;
    // All actions of a branch fit on it: a menu that scrolls moves what was clicked.
    let (width, height) = (160, 60);
    story.tell(Msg::Resize { width, height });
    story.act(Action::ActionsMenu);
    story.elapse(PAUSE).await;
    let delete = place(&mut story, "Delete branch");
    // Wherever that is clicked, four quick clicks open the question and do not answer it.
    for x in delete.0..delete.0 + 30 {
        for _ in 0..4 {
            click_at(&mut story, (x, delete.1));
        }
        assert!(matches!(
            story.model().dialogs.shown(),
            Some(Dialog::Confirm(_))
        ));
        story.escape();
        story.act(Action::ActionsMenu);
        story.elapse(PAUSE).await;
    }
    assert_eq!(story.changes(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn where_nothing_can_be_copied_it_says_how_to_select() {
    let mut story = storefront().await;
    story.tell(Msg::Copied {
        text: CopyText::Plain("ep-1".to_owned()),
        label: "id".to_owned(),
        route: CopyRoute::None {
            reason: "no display".to_owned(),
        },
    });
    story.sees("select the text; M frees the mouse");
    // Also where the text is.
    story.act(Action::Mouse);
    story.sees("mouse off");
}
