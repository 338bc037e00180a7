//! The latest changes in an organization, and what others have started.

use super::{
    super::{
        super::{format, text::clean},
        page::Page,
    },
    list::{IN, List, Row},
    pulse,
};
use crate::{
    changes::log::LoggedChange,
    kinds::{Tone, pulse::Item, relative_time},
    ui::{
        Action, Target,
        change_list::{self, called},
        commands,
        home::{
            self,
            latest::{Latest, Stage},
            state::LineId,
        },
    },
};

/// The list; without lines if nothing was changed.
pub fn list(page: &Page<'_>, org: &Target) -> List {
    let (cx, model) = (page.cx, page.cx.model);
    let running = home::running(&model.browser, &model.changes, &model.neon, org);
    let running = running.iter().map(|item| of_others(page, item));
    let latest = home::latest(&model.changes, org, page.height);
    let own = latest.into_iter().map(|latest| row(page, &latest));
    let rows: Vec<Row> = running.chain(own).collect();
    let all = format!("{} lists all", cx.key(Action::ChangeList));
    List {
        title: "LATEST CHANGES",
        count: None,
        hints: vec![all],
        empty: "",
        rows,
    }
}

/// The line of what somebody else has started.
fn of_others(page: &Page<'_>, item: &Item) -> Row {
    let row = pulse::row(page, item);
    Row {
        name: row.what,
        what: row.name,
        short: String::new(),
        note: ("running".to_owned(), page.cx.theme.dim),
        ..row
    }
}

/// The line of a change: what was done, when, where, and with what result.
fn row(page: &Page<'_>, latest: &Latest<'_>) -> Row {
    let (cx, theme, change) = (page.cx, page.cx.theme, latest.change);
    let now = cx.model.neon.now;
    let what = clean(&change.what).into_owned();
    let is_busy = !matches!(latest.stage, Stage::Ended) && cx.model.neon.is_reachable();
    let (sign, tone, note) = match latest.stage {
        Stage::Sending(pending) => {
            let note = format!("sending{}", format::waiting(pending));
            (cx.spinner(), Tone::Busy, note)
        }
        Stage::Following(watch) if is_busy => {
            let (done, all) = watch.steps();
            (cx.spinner(), Tone::Busy, format!("{done} of {all} steps"))
        }
        Stage::Following(_) => ("?", Tone::Busy, "not followed while signed out".to_owned()),
        Stage::Ended => {
            let (sign, word) = change_list::result(change.result);
            let tone = match sign {
                "✗" => Tone::Bad,
                "✓" => Tone::Good,
                _ => Tone::Busy,
            };
            let message = change.message.as_deref().unwrap_or_default();
            let parts = [word, message].into_iter().filter(|part| !part.is_empty());
            (
                sign,
                tone,
                clean(&parts.collect::<Vec<_>>().join(": ")).into_owned(),
            )
        }
    };
    let has_ended = matches!(latest.stage, Stage::Ended);
    let style = if tone == Tone::Bad {
        theme.bad
    } else {
        theme.dim
    };
    Row {
        id: LineId::Change(change.id.clone()),
        sign: (sign.to_owned(), theme.tone(tone)),
        name: what,
        when: relative_time::short(change.at, now),
        what: place(change),
        short: String::new(),
        note: (note, style),
        hint: has_ended
            .then(|| undo(page, change))
            .flatten()
            .unwrap_or_default(),
    }
}

/// `z undo`, if that is what the key would do now.
fn undo(page: &Page<'_>, change: &LoggedChange) -> Option<String> {
    let model = page.cx.model;
    let next = commands::undo::next(&model.browser, &model.changes, &model.neon)?;
    let own = model.changes.undo.of_logged(&change.id)?;
    let is_next = own.id == next.id || (own.group.is_some() && own.group == next.group);
    is_next.then(|| format!("{} undo", page.cx.key(Action::Undo)))
}

/// `storefront / staging`, and the name of what was changed if it is neither of those nor a compute.
fn place(change: &LoggedChange) -> String {
    let names = [&change.project, &change.branch];
    let mut names: Vec<&str> = names.into_iter().flatten().map(called).collect();
    let is_named = change.compute.is_some() || names.contains(&change.name.as_str());
    if !is_named || names.is_empty() {
        names.push(&change.name);
    }
    clean(&names.join(IN)).into_owned()
}
