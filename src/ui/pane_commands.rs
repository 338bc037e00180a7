//! Commands for the panes of the main screen and the modes of the program.

use super::{
    action::Availability, effect::Effect, layout::Pane, panes::Tab, settings::TimeStyle, table,
    usage,
};
use crate::{
    changes::Changes,
    neon::Neon,
    reads::fetch,
    ui::{
        browser::Browser,
        cursor,
        effect::Outbox,
        persistence, refresh,
        scroll::{Ends, neighbor},
        settings::Settings,
        tree::width::{self, TreeWidth},
    },
};

/// Whether a row is selected.
pub fn has_selection(browser: &Browser) -> Availability {
    if browser.selected().is_some() {
        Availability::Yes
    } else {
        Availability::no("nothing is selected")
    }
}

/// Focuses a pane.
pub fn focus(browser: &mut Browser, pane: Pane) {
    browser.panes.focus = pane;
    if pane != Pane::Operations {
        browser.panes.activity.leave();
    }
    cursor::keep_in_view(browser);
}

/// Focuses the tree.
pub fn focus_tree(browser: &mut Browser) {
    focus(browser, Pane::Tree)
}

/// Focuses the details.
pub fn focus_details(browser: &mut Browser) {
    focus(browser, Pane::Details)
}

/// Focuses the operations.
pub fn focus_operations(browser: &mut Browser) {
    focus(browser, Pane::Operations)
}

fn beside(pane: Pane, by: usize) -> Pane {
    let at = Pane::ALL
        .iter()
        .position(|other| *other == pane)
        .unwrap_or(0);
    Pane::ALL
        .get((at + by) % Pane::ALL.len())
        .copied()
        .unwrap_or_default()
}

/// Focuses the next pane.
pub fn next(browser: &mut Browser) {
    focus(browser, beside(browser.panes.focus, 1))
}

/// Focuses the previous pane.
pub fn previous(browser: &mut Browser) {
    focus(browser, beside(browser.panes.focus, Pane::ALL.len() - 1))
}

/// Hides or shows the first line.
pub fn header(browser: &mut Browser) {
    browser.panes.put_away.header ^= true;
    cursor::keep_in_view(browser);
}

/// Switches to one column of plain text, or back, until the program ends.
pub fn toggle_linear(
    browser: &mut Browser,
    settings: &mut Settings,
    changes: &Changes,
    neon: &mut Neon,
) {
    browser.panes.linear ^= true;
    settings.linear = browser.panes.linear;
    changes.spin_up(neon);
    cursor::keep_in_view(browser);
    neon.say(match settings.linear {
        true => "linear mode on: plain text for screen readers",
        false => "linear mode off",
    })
}

/// Whether there is an activity to show or hide.
pub fn can_toggle_operations(browser: &Browser) -> Availability {
    match browser.is_without_project() {
        true => Availability::no("the activity is that of a project, and none is selected"),
        false => Availability::Yes,
    }
}

/// Hides or shows the operations.
pub fn operations(browser: &mut Browser) {
    browser.panes.put_away.operations ^= true;
    if browser.panes.put_away.operations && browser.panes.focus == Pane::Operations {
        browser.panes.focus = Pane::Tree;
    }
    cursor::keep_in_view(browser);
}

/// The width of the tree, and the narrowest and widest that it can be; or why it has no width of its own.
fn tree_width(browser: &Browser) -> Result<(u16, (u16, u16)), Availability> {
    if browser.table.is_some() {
        return Err(Availability::Hidden);
    }
    let layout = browser.layout();
    match (layout.tree, layout.details) {
        (Some(tree), Some(_)) => Ok((tree.width, TreeWidth::limits(browser.panes.size.0))),
        _ => Err(Availability::no("one pane fills the screen")),
    }
}

/// Whether the tree can be narrower.
pub fn can_narrow_tree(browser: &Browser) -> Availability {
    match tree_width(browser) {
        Ok((now, (least, _))) if now <= least => {
            Availability::no("the tree is as narrow as it gets")
        }
        Ok(_) => Availability::Yes,
        Err(why) => why,
    }
}

/// Whether the tree can be wider.
pub fn can_widen_tree(browser: &Browser) -> Availability {
    match tree_width(browser) {
        Ok((now, (_, most))) if now >= most => Availability::no("the tree is as wide as it gets"),
        Ok(_) => Availability::Yes,
        Err(why) => why,
    }
}

/// Whether the user has chosen the width of the tree.
pub fn can_fit_tree(browser: &Browser) -> Availability {
    match (tree_width(browser), browser.tree.width.chosen) {
        (Err(Availability::Hidden), _) => Availability::Hidden,
        (_, None) => Availability::no("the width of the tree follows its names already"),
        (_, Some(_)) => Availability::Yes,
    }
}

fn set_tree_width(
    browser: &mut Browser,
    outbox: &mut Outbox,
    neon: &Neon,
    choose: impl FnOnce(u16) -> Option<u16>,
) {
    if let Some(tree) = browser.layout().tree {
        browser.tree.width.choose(choose(tree.width));
        persistence::save(browser, outbox, neon);
    }
}

/// Makes the tree narrower.
pub fn narrow_tree(browser: &mut Browser, outbox: &mut Outbox, neon: &Neon) {
    let (least, _) = TreeWidth::limits(browser.panes.size.0);
    set_tree_width(browser, outbox, neon, |now| {
        Some(now.saturating_sub(width::STEP).max(least))
    })
}

/// Makes the tree wider.
pub fn widen_tree(browser: &mut Browser, outbox: &mut Outbox, neon: &Neon) {
    let (_, most) = TreeWidth::limits(browser.panes.size.0);
    set_tree_width(browser, outbox, neon, |now| {
        Some(now.saturating_add(width::STEP).min(most))
    })
}

/// Lets the width of the tree follow its names.
pub fn fit_tree(browser: &mut Browser, outbox: &mut Outbox, neon: &Neon) {
    set_tree_width(browser, outbox, neon, |_| None)
}

/// Makes the tree this wide, as far as it can be; returns whether that is another width.
pub(crate) fn drag_tree(browser: &mut Browser, neon: &mut Neon, columns: u16) -> bool {
    let Ok((now, (least, most))) = tree_width(browser) else {
        return false;
    };
    let columns = columns.clamp(least, most.max(least));
    if columns == now {
        return false;
    }
    browser.tree.width.choose(Some(columns));
    persistence::soon(neon);
    true
}

/// Lets the focused pane fill the screen, or restores the layout.
pub fn zoom(browser: &mut Browser) {
    browser.panes.zoomed = !browser.panes.zoomed;
    cursor::keep_in_view(browser);
}

/// Goes back from the full screen to the tree, and to the page of the details that was shown before.
pub fn leave_full_screen(browser: &mut Browser) {
    browser.panes.zoomed = false;
    browser.panes.focus = Pane::Tree;
    if let Some(tab) = browser.panes.details.described.take() {
        browser.panes.details.tab = tab;
    }
    cursor::keep_in_view(browser);
}

fn turn(browser: &mut Browser, neon: &mut Neon, by: isize) {
    let now = usage::tab(browser, &neon.store);
    let tabs = usage::tabs(browser, &neon.store);
    let tab = neighbor(&tabs, Some(&now), by, Ends::Wrap);
    show(browser, neon, tab.copied().unwrap_or_default())
}

/// Shows a page of the details.
pub fn show(browser: &mut Browser, neon: &mut Neon, tab: Tab) {
    browser.panes.details.tab = tab;
    browser.panes.details.scroll.reset();
    browser.panes.details.sideways = 0;
    refresh::visible::details(browser, neon)
}

/// Whether there are other tabs or pages where the keys go.
pub fn can_turn(browser: &Browser) -> Availability {
    match &browser.table {
        Some(table) if browser.panes.focus == Pane::Tree && !table.has_tabs() => {
            Availability::no("this list has no tabs")
        }
        _ => Availability::Yes,
    }
}

/// Shows the next page of the details, or the next tab of the table.
pub fn next_tab(browser: &mut Browser, neon: &mut Neon) {
    if browser.table.is_some() && browser.panes.focus == Pane::Tree {
        return table::commands::turn(browser, neon, 1);
    }
    turn(browser, neon, 1)
}

/// Shows the previous page of the details, or the previous tab of the table.
pub fn previous_tab(browser: &mut Browser, neon: &mut Neon) {
    if browser.table.is_some() && browser.panes.focus == Pane::Tree {
        return table::commands::turn(browser, neon, -1);
    }
    turn(browser, neon, -1)
}

/// Shows the raw answer about the selection on the whole screen.
pub fn describe(browser: &mut Browser, neon: &mut Neon) {
    on_whole_screen(browser, neon, Tab::Raw)
}

/// Shows what matters about the selection on the whole screen. A list may not have told all of it.
pub fn overview(browser: &mut Browser, neon: &mut Neon) {
    on_whole_screen(browser, neon, Tab::Overview);
    if let Some(target) = browser.selected().filter(|_| neon.is_reachable()) {
        fetch::raw(neon, target);
    }
}

/// Shows a tab of the details on the whole screen.
pub(crate) fn on_whole_screen(browser: &mut Browser, neon: &mut Neon, tab: Tab) {
    browser.panes.focus = Pane::Details;
    browser.panes.zoomed = true;
    browser
        .panes
        .details
        .described
        .get_or_insert(browser.panes.details.tab);
    show(browser, neon, tab)
}

/// Whether the mode can be switched: a program started read-only stays read-only.
pub fn can_switch_mode(browser: &Browser, neon: &Neon) -> Availability {
    if let Some(by) = neon.policy.read_only_lock() {
        Availability::no(format!("{by} keeps lazyneon read-only; no key lifts it"))
    } else if let Some(by) = neon
        .read_only_by(browser.selected())
        .filter(|_| !neon.policy.is_read_only())
    {
        Availability::no(format!("{by} keeps this read-only; no key lifts it"))
    } else {
        Availability::Yes
    }
}

/// Switches between read-only and read-write.
pub fn switch_mode(neon: &mut Neon) {
    let read_only = !neon.policy.is_read_only();
    neon.policy.set_read_only_mode(read_only);
    let text = if read_only {
        "read-only: every change is refused"
    } else {
        "read-write"
    };
    neon.say(text)
}

/// Switches to the next style of writing times.
pub fn cycle_times(settings: &mut Settings, neon: &mut Neon) {
    let (times, text) = match settings.times {
        TimeStyle::Relative => (TimeStyle::Local, "times in local time"),
        TimeStyle::Local => (TimeStyle::Utc, "times in UTC"),
        TimeStyle::Utc => (TimeStyle::Relative, "times relative to now"),
    };
    settings.times = times;
    neon.say(text)
}

/// Draws every cell again.
pub fn redraw(outbox: &mut Outbox) {
    outbox.push(Effect::Redraw);
}

/// Suspends the program, returning to the shell.
pub fn suspend(outbox: &mut Outbox) {
    outbox.push(Effect::Suspend);
}
