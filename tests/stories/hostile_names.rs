//! Names that control a terminal, reorder text or take no room, on every screen and in every dialog. The display of the
//! stories accepts nothing but frames ([`crate::hostile::wrong_in`]).

use crate::{
    hostile::PIECES,
    story::{Story, seed},
};
use lazyneon::{
    emulator::{Fault, Options},
    ui::{Action, Scope, Startup, action::ACTIONS},
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Gives everything in it another name, so that each piece is in one; what refers to a name follows.
fn rename(value: &mut Value, at: &mut usize) {
    let mut names = HashMap::new();
    each_text(value, &mut |key, name| {
        if key == "name" {
            let piece = |step: usize| PIECES[(*at * 3 + step) % PIECES.len()];
            let new = format!("{}{}{name}{}", piece(0), piece(1), piece(2));
            names.insert(std::mem::replace(name, new.clone()), new);
            *at += 1;
        }
    });
    each_text(value, &mut |key, text| {
        if let Some(new) = names.get(text).filter(|_| key == "branch") {
            text.clone_from(new);
        }
    });
}

fn each_text(value: &mut Value, change: &mut dyn FnMut(&str, &mut String)) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) => change(key, text),
                    other => each_text(other, change),
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|value| each_text(value, change)),
        _ => {}
    }
}

async fn begin() -> Story {
    let mut count = 0;
    let seed = seed(|seed| {
        rename(&mut seed["organizations"], &mut count);
        let projects = seed["projects"].as_array_mut().unwrap();
        projects
            .iter_mut()
            .for_each(|project| rename(project, &mut count));
    });
    assert!(count * 3 > PIECES.len(), "{count}");
    let options = Options {
        seed: Some(seed.path().to_owned()),
        ..Options::default()
    };
    let mut story = Story::with(Startup::default(), options).await;
    story.settle().await;
    story
}

#[tokio::test(start_paused = true)]
async fn every_action_on_things_with_such_names_shows_them_safely() {
    let actions = ACTIONS.iter().filter(|spec| spec.is_in(Scope::Main));
    let mut story = begin().await;
    let mut escaped = 0;
    for (at, spec) in actions.enumerate() {
        if story.has_quit() {
            story = begin().await;
        }
        story.model_mut().browser.panes.linear = at % 2 == 1;
        story.act(spec.action);
        story.settle().await;
        escaped += usize::from(story.screen().contains("\\u{"));
        story.act(Action::Down);
        story.screen();
        for _ in 0..4 {
            story.escape();
        }
        // A question whether to discard what was typed.
        if !story.model().dialogs.is_empty() {
            story = begin().await;
        }
    }
    assert!(escaped > 50, "{escaped} screens show such a name");
    story.screen();
}

#[tokio::test(start_paused = true)]
async fn messages_of_failures_are_shown_safely() {
    let mut story = begin().await;
    for pieces in PIECES.chunks(4) {
        let message = pieces.concat();
        let fault = Fault::Status {
            code: 422,
            retry_after: None,
            body: Some(json!({"code": message, "message": message}).to_string()),
        };
        story.neon.faults().add(None, "/", 12, fault);
        story.act(Action::RefreshAll);
        story.settle().await;
        story.screen();
        story.act(Action::Notices);
        story.screen();
        story.escape();
        story.act(Action::RequestLog);
        story.screen();
        story.escape();
    }
}
