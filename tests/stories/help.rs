//! The help of what is selected.

use crate::story::{PRODUCTION, Story, branch};
use lazyneon::ui::{
    Action, Msg,
    dialog::{
        help::Help,
        menu::{Choice, Menu},
    },
    tree::Expansion,
};
use std::{
    collections::{BTreeMap, HashSet},
    mem::discriminant,
};

/// The keys that the open help says about what is selected, and what they do.
fn keys(story: &Story) -> BTreeMap<String, Vec<String>> {
    let model = story.model();
    let help = model.dialogs.top_as::<Help>().expect("no help");
    let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (heading, lines) in help.lines(model) {
        for line in lines {
            let is_here = ["This row", "This screen"].contains(&heading);
            let action = match line.choice {
                Choice::Do(action) => format!("{action:?}"),
                _ => line.label.into_owned(),
            };
            for key in line
                .keys
                .split("  ")
                .filter(|key| is_here && !key.is_empty())
            {
                keys.entry(key.to_owned()).or_default().push(action.clone());
            }
        }
    }
    keys
}

/// Each key of the help does one thing; returns how many there are.
fn check(story: &mut Story) {
    story.act(Action::Help);
    let keys = keys(story);
    let selected = story.model().browser.selected().cloned();
    for (key, actions) in &keys {
        assert_eq!(actions.len(), 1, "{key} on {selected:?}: {actions:?}");
    }
    assert!(keys.len() > 20, "{selected:?}: {keys:?}");
    story.escape();
    story.act(Action::ActionsMenu);
    let menu = story.model().dialogs.top_as::<Menu>().expect("no menu");
    for (key, actions) in &keys {
        let Some(letter) = key.strip_prefix("x ") else {
            continue;
        };
        let said = menu
            .items
            .iter()
            .find(|item| item.letter.to_string() == letter);
        let said = said.map(|item| match item.choice {
            Choice::Do(action) => format!("{action:?}"),
            _ => item.label.clone(),
        });
        assert_eq!(said.as_ref(), actions.first(), "{key} on {selected:?}");
    }
    story.escape();
}

#[tokio::test(start_paused = true)]
async fn no_key_is_said_to_do_two_things_to_any_kind_of_row() {
    let mut story = Story::at(branch(PRODUCTION)).await;
    story.act(Action::Top);
    let mut kinds = HashSet::new();
    for _ in 0..60 {
        if let Some(kind) = story.model().browser.selected().map(discriminant)
            && kinds.insert(kind)
        {
            check(&mut story);
        }
        let row = story.model().browser.tree.row();
        let is_closed = row.is_some_and(|row| row.expansion == Expansion::Closed);
        story.act(if is_closed {
            Action::Right
        } else {
            Action::Down
        });
        story.settle().await;
    }
    assert!(kinds.len() >= 6, "{}", kinds.len());
    for list in [
        Action::Projects,
        Action::Computes,
        Action::AllBranches,
        Action::AllSnapshots,
        Action::FailedOperations,
        Action::Members,
        Action::ApiKeys,
        Action::Credentials,
        Action::VpcEndpoints,
        Action::Logs,
    ] {
        story.act(list);
        story.settle().await;
        check(&mut story);
        story.act(Action::Back);
        story.settle().await;
    }
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_help_on_a_small_screen_keeps_the_names_and_tells_all_of_the_selected_line() {
    let mut story = Story::at(branch(PRODUCTION)).await;
    story.tell(Msg::Resize {
        width: 80,
        height: 24,
    });
    story.act(Action::Help);
    for name in [
        "Connect ",
        "Copy connection URI ",
        "Restart compute ",
        "Add read replica ",
    ] {
        story.sees(name);
    }
    // The sentence of the selected line is whole, the others are cut.
    let whole = "the pooled connection URI of this row";
    story.act(Action::Down);
    let screen = story.screen();
    let said = screen.replace(['┃', '▐', '\n'], " ");
    let said: Vec<&str> = said.split_whitespace().collect();
    assert!(said.join(" ").contains(whole), "{screen}");
    for width in [60, 40, 30] {
        story.tell(Msg::Resize { width, height: 24 });
        story.sees("Copy connectio");
    }
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_page_of_the_help_goes_on_where_the_last_one_ended() {
    let mut story = Story::at(branch(PRODUCTION)).await;
    story.tell(Msg::Resize {
        width: 80,
        height: 24,
    });
    story.act(Action::Help);
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..8 {
        let screen = story.screen();
        let lines = screen.lines().filter(|line| line.starts_with('┃'));
        let names = lines.map(|line| line.chars().skip(2).take(44).collect::<String>());
        // The rest of a sentence stands further to the right.
        let is_name = |line: &String| (0..18).contains(&(44 - line.trim_start().chars().count()));
        let names: Vec<String> = names.filter(is_name).collect();
        let last = seen.last();
        let again = last.is_none_or(|last| names.iter().take(6).any(|name| name == last));
        assert!(again, "{last:?} was the last one: {screen}");
        let old = names.iter().filter(|name| seen.contains(name)).count();
        assert!(old < 7, "{old} were seen before: {screen}");
        seen.extend(names);
        seen.pop_if(|last| last.starts_with("Enter run"));
        story.act(Action::NextPage);
    }
    story.end();
}
