//! The palette: finding an action or a place by what it is called.

use crate::story::{
    DEV, DEV_COMPUTE, PRODUCTION, STAGING, STOREFRONT, Story, branch, compute, refusal,
};
use lazyneon::{
    api::types::EndpointState,
    key::{Code, Key},
    ui::{
        Action, Msg, Scope, Target,
        dialog::{kinds::Dialog, palette::Palette},
        scopes,
    },
};
use std::time::Duration;

async fn typed(story: &mut Story, text: &str) {
    story.act(Action::Palette);
    story.type_text(text);
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn a_place_is_gone_to_by_a_part_of_its_name() {
    let mut story = Story::at(branch(STAGING)).await;
    for (text, target) in [
        ("bill", story.named("billing")),
        ("dev maya", branch(DEV)),
        ("storefront/dev/maya", branch(DEV)),
        ("#maya", branch(DEV)),
        (DEV_COMPUTE, compute(DEV_COMPUTE)),
        ("@storef", Target::Project(STOREFRONT.into())),
    ] {
        typed(&mut story, text).await;
        story.act(Action::PaletteRun);
        story.settle().await;
        let selected = story.model().browser.selected();
        assert_eq!(selected, Some(&target), "{text}");
        assert!(story.model().dialogs.is_empty(), "{text}");
    }
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_action_is_run_as_by_its_key_and_comes_first_the_next_time() {
    let mut story = Story::at(branch(DEV)).await;
    typed(&mut story, ">start comp").await;
    story.sees("Start compute").act(Action::PaletteRun);
    story.settle().await;
    let sent = story.changes();
    assert!(
        sent[0].ends_with(&format!("{DEV_COMPUTE}/start")),
        "{sent:?}"
    );
    // Another word for it.
    typed(&mut story, "ops").await;
    story.sees("Activity").escape();
    // Without a text, the palette closes.
    story.escape();
    story.misses("Find or do");
    typed(&mut story, ">toggle live").await;
    story.act(Action::PaletteRun);
    typed(&mut story, "").await;
    let screen = story.screen();
    let at = |text: &str| {
        screen
            .find(text)
            .unwrap_or_else(|| panic!("{text}:\n{screen}"))
    };
    assert!(
        at("Toggle live refresh") < at("Copy connection URI"),
        "{screen}"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn words_of_other_programs_find_what_they_mean() {
    let mut story = Story::at(branch(DEV)).await;
    for (text, label) in [
        ("enable mouse", "Toggle mouse"),
        ("select text", "Toggle mouse"),
        ("switch theme", "Color theme"),
        ("logs", "API requests"),
        ("hotkeys", "Help"),
        ("wake up", "Start compute"),
        ("quota", "Projects by quota"),
        ("ns", "All projects"),
        ("delete branches", "Delete branch"),
        ("old branches", "All stale branches"),
        ("invoice", "Usage"),
        ("rollback", "Restore …"),
        ("goto host", "Connect"),
        ("unblock", "Allow connections"),
    ] {
        typed(&mut story, text).await;
        let Some(Dialog::Palette(palette)) = story.model().dialogs.shown() else {
            panic!("the palette is closed");
        };
        let found = palette.items.iter().take(4);
        let found: Vec<&str> = found.map(|item| item.label.as_str()).collect();
        assert!(found.contains(&label), "{text}: {found:?}");
        story.escape();
        story.misses("Find or do");
    }
    // One way to quit is enough.
    typed(&mut story, ">quit").await;
    let palette = story.model().dialogs.top_as::<Palette>().unwrap();
    let quits = palette.items.iter().filter(|item| item.label == "Quit");
    assert_eq!(quits.count(), 1);
    story.escape();
    // The help finds them, too.
    story.act(Action::Help);
    story.type_text("dark");
    story.sees("Color theme");
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn the_name_of_a_kind_leads_to_its_list() {
    let mut story = Story::at(branch(DEV)).await;
    for (text, label) in [
        ("projects", "All projects"),
        ("project", "All projects"),
        ("computes", "All computes"),
        ("endpoints", "All computes"),
        ("ep", "All computes"),
        ("branches", "Branches of storefront"),
        ("db", "Databases"),
        ("databases", "Databases"),
        ("roles", "Roles"),
        ("operations", "Go to the activity"),
        ("ops", "Go to the activity"),
    ] {
        typed(&mut story, text).await;
        let Some(Dialog::Palette(palette)) = story.model().dialogs.shown() else {
            panic!("the palette is closed");
        };
        assert_eq!(palette.items[0].label, label, "{text}");
        story.escape();
        story.misses("Find or do");
    }
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn an_action_named_in_full_comes_before_places_that_begin_so() {
    let mut story = Story::at(branch(DEV)).await;
    for (text, label) in [
        ("light", "Color theme"),
        ("schema", "Show schema"),
        ("errors", "Logs"),
        // No name of an action.
        ("ligh", "Lighthouse Labs"),
        ("maya", "Maya's Workshop"),
    ] {
        typed(&mut story, text).await;
        let palette = story.model().dialogs.top_as::<Palette>().unwrap();
        assert_eq!(palette.items[0].label, label, "{text}");
        story.escape();
        story.misses("Find or do");
    }
    story.quit();
}

/// Presses the keys that list all keys, those that are no text if something is typed.
fn ask_for_help(story: &mut Story) {
    let model = story.model();
    let is_typing = model.dialogs.top().is_some_and(|top| top.takes_text());
    let keys = model.keyboard.keymap.chords_in(Action::Help, Scope::Main);
    let help = if is_typing { keys.last() } else { keys.first() };
    let help = help.unwrap().clone();
    help.keys().iter().for_each(|key| story.key(*key));
}

#[tokio::test(start_paused = true)]
async fn the_help_of_a_dialog_lists_its_keys_and_leads_back() {
    let mut story = Story::at(branch(DEV)).await;
    for (action, line) in [
        (Action::Connect, "Reset password"),
        (Action::ActionsMenu, "Choose this line"),
        (Action::RequestLog, "Search the text"),
        (Action::Delete, "Do it, once the name is typed"),
    ] {
        story.act(action);
        story.settle().await;
        let before = story.screen();
        ask_for_help(&mut story);
        let screen = story.screen();
        let (_, here) = screen.split_once("This dialog").expect(&screen);
        assert!(here.contains(line), "{line}:\n{screen}");
        assert!(!screen.contains("This row"), "{screen}");
        story.escape();
        assert_eq!(story.screen(), before);
        // By the same key, too.
        ask_for_help(&mut story);
        ask_for_help(&mut story);
        assert_eq!(story.screen(), before);
        story.escape();
        assert!(story.model().dialogs.is_empty());
    }
    // What it lists can be run.
    story.act(Action::RequestLog);
    ask_for_help(&mut story);
    story.type_text("search the text");
    story.act(Action::HelpChoose);
    assert_eq!(
        scopes::active(&story.model().browser, &story.model().dialogs)[0],
        Scope::Search
    );
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn a_key_of_no_line_of_a_menu_says_so() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::CopyMenu);
    story.key(Key::char('y'));
    story.sees("y does nothing here; ? lists the keys");
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn news_do_not_put_another_line_under_the_cursor() {
    let mut story = Story::at(branch(DEV)).await;
    typed(&mut story, "compute").await;
    let line = |story: &Story| {
        let Some(Dialog::Palette(palette)) = story.model().dialogs.shown() else {
            panic!("the palette is closed");
        };
        palette.items[palette.at()].label.clone()
    };
    while line(&story) != "Start compute" {
        story.key(Code::Down);
    }
    // It was started elsewhere meanwhile.
    let inside = story.model_mut().neon.store.inside_mut(&STOREFRONT.into());
    let compute = inside.endpoints.value.get_mut(DEV_COMPUTE).unwrap();
    compute.current_state = EndpointState::Active;
    story.act(Action::PaletteRun);
    story.settle().await;
    let changes = story.changes();
    assert!(
        !changes.iter().any(|one| one.contains("suspend")),
        "{changes:?}"
    );
    if let Some(Dialog::Palette(_)) = story.model().dialogs.shown() {
        assert_eq!(line(&story), "Start compute");
    }
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_done_says_why_and_does_nothing() {
    let mut story = Story::at(branch(PRODUCTION)).await;
    typed(&mut story, "delete").await;
    story.sees("✗ ").act(Action::PaletteRun);
    story.sees("Find or do");
    assert_eq!(story.changes(), [""; 0]);
    story.escape();
    story.escape();
    // A name that is nothing here.
    typed(&mut story, "change role").await;
    story.sees("not for what is selected");
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn a_pasted_place_is_gone_to_without_its_password() {
    let mut story = Story::begin().await;
    let host = format!("{DEV_COMPUTE}-pooler.us-east-2.aws.neon.tech");
    for text in [
        format!("postgresql://app:npg_Secret123@{host}/storefront?sslmode=require"),
        format!("psql 'postgresql://app:npg_Secret123@{host}/storefront'"),
        format!("DATABASE_URL=\"postgres://app:npg_Secret123@{host}/storefront\""),
        format!("2026-11-21 14:02:13 ERROR could not connect to {host} (10.0.0.1)"),
        DEV_COMPUTE.to_owned(),
    ] {
        story.act(Action::Top);
        story.tell(Msg::Paste(text.clone()));
        story.sees("Find or do").misses("npg_Secret");
        // One line leads there, whether its compute is known or not.
        let palette = story.model().dialogs.top_as::<Palette>().unwrap();
        let labels: Vec<&str> = palette
            .items
            .iter()
            .map(|item| item.label.as_str())
            .collect();
        assert_eq!((labels, palette.total), (vec![DEV_COMPUTE], 1), "{text}");
        story.act(Action::PaletteRun);
        story.elapse(Duration::from_secs(2)).await;
        let model = story.model();
        let selected = model.browser.selected().unwrap();
        let branch = model.neon.store.branch_of(selected);
        let branch = branch.map(|branch| branch.id.as_str());
        assert_eq!(branch, Some(DEV), "{text}: {selected:?}");
    }
    // Any other text chooses nothing.
    story.tell(Msg::Paste("delete\n".to_owned()));
    story
        .misses("Find or do")
        .sees("pasted text runs no actions");
    // Nor does a password get into the line.
    story.act(Action::Palette);
    story.tell(Msg::Paste("password=npg_Secret123".to_owned()));
    story.misses("npg_Secret").sees("so it was not pasted");
    // An error message is none.
    story.tell(Msg::Paste("password authentication failed".to_owned()));
    story.sees("password authentication failed");
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn an_action_is_not_run_on_another_row_than_the_one_it_was_chosen_for() {
    let mut story = Story::at(branch(DEV)).await;
    typed(&mut story, ">delete").await;
    let browser = &mut story.model_mut().browser;
    browser.tree.cursor.item = Some(Target::Project(STOREFRONT.into()));
    story.act(Action::PaletteRun);
    story.sees("the selection has changed");
    assert!(story.model().dialogs.is_empty());
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn the_count_is_that_of_the_lines() {
    let mut story = Story::at(branch(DEV)).await;
    for text in ["prd", "pr-4", "stg", "dvmy", "us", ">cmp"] {
        typed(&mut story, text).await;
        let palette = story.model().dialogs.top_as::<Palette>().unwrap();
        assert_eq!(palette.total, palette.items.len(), "{text}");
        story.escape();
    }
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn a_project_that_is_not_loaded_is_found_at_neon() {
    let mut story = Story::begin().await;
    typed(&mut story, "playground").await;
    story.sees("Nothing matches");
    story.elapse(Duration::from_secs(1)).await;
    story.sees("project in Maya's Workshop");
    let searched = |story: &Story| {
        let requests = story.neon.requests().into_iter();
        requests.filter(|one| one.query.contains("search=")).count()
    };
    assert_eq!(searched(&story), 1);
    story.act(Action::PaletteRun);
    story.settle().await;
    let selected = story.model().browser.selected().unwrap();
    let name = story.model().neon.store.name(selected);
    assert_eq!(name, "playground");
    // Actions are not asked for, nor what may be a password.
    for text in [">playground", "npg_Secret123456"] {
        typed(&mut story, text).await;
        story.elapse(Duration::from_secs(1)).await;
        story.escape();
        story.escape();
    }
    assert_eq!(searched(&story), 1);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_list_that_cannot_be_searched_is_counted() {
    let mut story = Story::begin().await;
    let refused = refusal(403, "not allowed");
    let path = "/projects";
    story.neon.faults().add(Some("GET"), path, 9, refused);
    typed(&mut story, "playground").await;
    story.elapse(Duration::from_secs(1)).await;
    story.sees("1 list not searched");
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn escape_closes_it_whatever_was_typed() {
    let mut story = Story::begin().await;
    story.act(Action::Palette);
    story.type_text("staging");
    story.sees("Esc close");
    story.escape();
    assert!(story.model().dialogs.is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_place_of_a_project_that_was_only_looked_into_opens_it() {
    let mut story = Story::at(Target::Org("org-bright-harbor-48215076".into())).await;
    story.elapse(Duration::from_secs(2)).await;
    story.settle().await;
    typed(&mut story, "reindex").await;
    story.neon.forget_requests();
    story.key(Code::Enter);
    story.settle().await;
    story.sees("reindex").misses("shows what Neon does for it");
    let requests = story.requests();
    let opens = |request: &String| request.contains("/operations");
    assert!(requests.iter().any(opens), "not opened: {requests:?}");
    story.end();
}

/// A longer text is only looked for where a shorter one was found.
#[tokio::test(start_paused = true)]
async fn letter_by_letter_it_finds_what_the_whole_text_finds() {
    let mut story = Story::at(branch(DEV)).await;
    let found = |story: &Story| {
        let palette = story.model().dialogs.top_as::<Palette>().unwrap();
        let lines = palette.items.iter().map(|item| item.label.clone());
        (lines.collect::<Vec<_>>(), palette.total)
    };
    for text in [
        "branches",
        "billinges",
        "stores",
        "dev maya",
        "@storef",
        "#main",
        "prd",
        "dvmy",
        "pr-41",
        "e\u{301}a",
        "zzz",
        "s es e",
    ] {
        story.act(Action::Palette);
        story.type_text(text);
        let by_letters = found(&story);
        story.escape();
        story.act(Action::Palette);
        story.tell(Msg::Paste(text.to_owned()));
        assert_eq!(by_letters, found(&story), "{text}");
        // And shorter again.
        story.key(Code::Backspace);
        let shorter = found(&story);
        story.escape();
        story.act(Action::Palette);
        let end = text.char_indices().next_back().unwrap().0;
        story.tell(Msg::Paste(text[..end].to_owned()));
        assert_eq!(shorter, found(&story), "{text} without its last letter");
        story.escape();
    }
    story.quit();
}

/// Lets the palette look at every project.
async fn look_at_all(story: &mut Story) {
    let is_looking = |story: &Story| {
        let palette = story.model().dialogs.top_as::<Palette>().unwrap();
        palette.is_looking()
    };
    for _ in 0..10 {
        story.elapse(Duration::from_millis(1)).await;
    }
    assert!(!is_looking(story), "it looks without an end");
}

async fn among_many() -> Story {
    let mut story = Story::at(branch(DEV)).await;
    story.know_projects(40_000);
    story.act(Action::Palette);
    look_at_all(&mut story).await;
    story
}

#[tokio::test(start_paused = true)]
async fn a_key_does_not_wait_until_every_project_was_looked_at() {
    let mut story = among_many().await;
    let found = |story: &Story| {
        let palette = story.model().dialogs.top_as::<Palette>().unwrap();
        let first = palette.items.first().map(|item| item.label.clone());
        (first.unwrap_or_default(), palette.total)
    };
    story.type_text("@q-");
    let (first, total) = found(&story);
    assert!((1..39_999).contains(&total), "{total} at once");
    assert_eq!(first, "q-00001", "what was found is shown at once");
    look_at_all(&mut story).await;
    assert_eq!(found(&story), ("q-00001".to_owned(), 39_999));
    // Part by part, the best comes to the top, and the cursor is on it.
    for _ in 0..2 {
        story.key(Code::Backspace);
    }
    story.type_text("z");
    assert_ne!(found(&story).0, "zebra");
    look_at_all(&mut story).await;
    assert_eq!(found(&story), ("zebra".to_owned(), 1));
    story.act(Action::PaletteRun);
    let selected = story.model().browser.selected().unwrap();
    assert_eq!(story.model().neon.store.name(selected), "zebra");
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn enter_waits_for_the_best_match() {
    let mut story = among_many().await;
    story.type_text("@z");
    story.act(Action::PaletteRun);
    let selected = story.model().browser.selected().unwrap();
    assert_eq!(story.model().neon.store.name(selected), "zebra");
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn a_cursor_that_was_moved_stays_while_the_search_goes_on() {
    let mut story = among_many().await;
    let line = |story: &Story| {
        let palette = story.model().dialogs.top_as::<Palette>().unwrap();
        palette.items[palette.at()].label.clone()
    };
    story.type_text("@e");
    story.key(Code::Down);
    let chosen = line(&story);
    look_at_all(&mut story).await;
    assert_eq!(line(&story), chosen);
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn the_filter_of_the_menu_of_actions_leads_on_to_what_only_the_palette_finds() {
    let mut story = Story::begin().await;
    story.open_storefront().await;
    for (word, found) in [("log", "Logs"), ("access", "Access"), ("deploy", "Deploy")] {
        story.act(Action::ActionsMenu);
        story.act(Action::MenuFilter);
        story.type_text(word);
        story.sees(": finds more");
        story.key(Code::Enter);
        story
            .sees("Find or do")
            .sees(&format!(": {word}"))
            .sees(found);
        story.escape();
        story.escape();
        assert!(story.model().dialogs.is_empty());
    }
    // What the menu has comes first, and Enter does that.
    story.act(Action::ActionsMenu);
    story.act(Action::MenuFilter);
    story.type_text("describe");
    story.sees(": finds more");
    story.key(Code::Enter);
    story.misses("Find or do").sees("[Raw]");
    story.end();
}
