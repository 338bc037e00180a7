//! What is shown, and which keys lead there.

use std::time::Duration;

use crate::color::Theme;

pub struct Picture {
    pub file: String,
    pub theme: Theme,
    pub columns: u16,
    pub rows: u16,
    pub steps: Vec<Step>,
    /// Keep every frame, not only the last.
    pub moving: bool,
}

pub enum Step {
    /// Wait until the screen shows a text.
    See(&'static str),
    /// Press keys, one after the other. `⏎` is Enter, `⎋` is Esc, `⌫` clears the input.
    Press(&'static str),
    /// Type a text as fast as a person does.
    Type(&'static str),
    /// What the viewer reads below the screen: the keys, and what they do.
    Say(&'static str, &'static str),
    /// Look at it for a while.
    Hold(Duration),
}

use Step::{Hold, Press, Say, See, Type};

fn hold(milliseconds: u64) -> Step {
    Hold(Duration::from_millis(milliseconds))
}

pub fn pictures() -> Vec<Picture> {
    let mut pictures = Vec::new();
    for theme in [Theme::Dark, Theme::Light] {
        for (name, steps) in [
            ("home", home()),
            ("main", branch()),
            ("usage", usage()),
            ("branches", branches()),
            ("form", form()),
        ] {
            pictures.push(Picture {
                file: format!("{name}-{}.svg", theme.name()),
                theme,
                columns: 160,
                rows: 42,
                steps,
                moving: false,
            });
        }
    }
    pictures.push(Picture {
        file: "demo.svg".to_owned(),
        theme: Theme::Dark,
        columns: 120,
        rows: 34,
        steps: demo(),
        moving: true,
    });
    pictures
}

fn home() -> Vec<Step> {
    vec![See("storefront"), Press("0"), See("NEEDS YOU"), hold(1500)]
}

fn branch() -> Vec<Step> {
    vec![See("storefront"), Press("jlj"), See("Computes"), hold(1500)]
}

fn usage() -> Vec<Step> {
    vec![
        See("storefront"),
        Press("0gu"),
        See("BY PROJECT"),
        hold(1500),
    ]
}

fn branches() -> Vec<Step> {
    vec![
        See("storefront"),
        Press("jgb]]]"),
        See("[Lineage]"),
        hold(1500),
    ]
}

fn form() -> Vec<Step> {
    vec![
        See("storefront"),
        Press("jljlllj"),
        hold(500),
        Press("e"),
        hold(1500),
    ]
}

/// Half a minute: what it costs, where it wakes, a connection string, a restore and its undo.
fn demo() -> Vec<Step> {
    vec![
        Say("0", "What does it all cost, and what is awake?"),
        See("storefront"),
        Press("0"),
        See("AWAKE NOW"),
        hold(3500),
        Say(
            "g a",
            "What is awake in all projects, the most expensive first",
        ),
        Press("ga"),
        hold(3000),
        Say("l", "Open a project: its branches at a glance"),
        Press("⎋j"),
        hold(300),
        Press("l"),
        hold(3000),
        Say("/", "Find a branch: when it was awake, and what that cost"),
        Press("/"),
        Type("staging"),
        Press("⏎"),
        hold(3500),
        Say("Y", "Connect: any of 25 formats; Enter copies"),
        Press("Y"),
        hold(2000),
        Press("⏎"),
        hold(1500),
        Say(
            "b",
            "Restore a branch to an hour ago: look first, then confirm",
        ),
        Press("⎋/⌫"),
        Type("onboarding"),
        Press("⏎b"),
        See("WHEN"),
        hold(1800),
        Press("⏎"),
        hold(1200),
        Press("⏎"),
        hold(1800),
        Press("⏎"),
        Type("schema/onboarding"),
        hold(700),
        Press("⏎"),
        See("restored"),
        hold(2500),
        Say("z", "And take it back"),
        Press("z"),
        hold(1500),
    ]
}
