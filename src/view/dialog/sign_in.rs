//! The sign-in dialog: which API key to use, and how.
//!
//! ```text
//!  found here                              access
//! ▌1 NEON_API_KEY from the environment         Acme Labs (org key)
//!  2 profile work of the neon CLI              maya@acme.dev, 2 orgs
//!  3 paste an API key                          checked, then saved
//!
//!  start in   ( ) read-only   (x) read-write, asks before risky changes
//! ```

use super::{
    super::{
        Caret, DrawContext, format,
        text::{clean, fit, wrap},
        widget::LineWriter,
    },
    Window, rows,
};
use crate::{
    api::host,
    neon::account::{Access, Account, CredentialSource, KeyStorage},
    ui::dialog::sign_in::{Paste, SignIn, SignInRow},
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// How wide the dialog is if there is room.
const WIDE: usize = 84;
/// The most stars shown for a key.
const STARS: usize = 40;

/// A line of the list.
struct Item {
    /// The index among the rows; `None` for a heading or a blank line.
    at: Option<usize>,
    left: String,
    right: String,
    style: Style,
}

/// Draws the dialog; returns the caret position while a key is being pasted.
pub fn draw(buffer: &mut Buffer, dialog: &SignIn, cx: DrawContext<'_>) -> Caret {
    let items = items(dialog, cx);
    let width = usize::from(buffer.area.width).saturating_sub(4).min(WIDE);
    let below = below(dialog, cx, width.saturating_sub(2));
    let title = if dialog.first {
        "Welcome: pick how to sign in"
    } else {
        "Organizations and accounts"
    };
    let area = Window {
        title,
        size: (width, items.len() + below.len() + 2),
        bare: false,
    }
    .draw(buffer, cx);
    // The choices take precedence over the text below them, and any text over blank lines.
    let mut below = below;
    while items.len() + below.len() + 2 > usize::from(area.height)
        && let Some(blank) = below.iter().rposition(|(text, _)| text.is_empty())
    {
        below.remove(blank);
    }
    let list = (items.len() as u16).min(area.height / 2);
    let foot = (below.len() as u16).min(area.height - list);
    let roomy = u16::from(items.len() + below.len() < usize::from(area.height));
    let list = Rect {
        y: area.y + roomy,
        height: area.height.saturating_sub(foot + roomy),
        ..area
    };
    let rows = dialog.rows(&cx.model.neon);
    let at = dialog.cursor.among(&rows);
    draw_items(buffer, (area, list), (&items, at), dialog, cx);
    let foot_area = Rect {
        y: area.bottom().saturating_sub(foot),
        height: foot,
        ..area
    };
    for (line, (text, style)) in below.iter().enumerate() {
        LineWriter::new(buffer, foot_area, line as u16)
            .skip(1)
            .put(text, *style);
    }
    dialog.paste.as_ref().map(|paste| caret(foot_area, paste))
}

fn draw_items(
    buffer: &mut Buffer,
    (window, area): (Rect, Rect),
    (items, at): (&[Item], usize),
    dialog: &SignIn,
    cx: DrawContext<'_>,
) {
    let here = items.iter().position(|item| item.at == Some(at));
    let place = (here.unwrap_or(0), items.len());
    let (area, from) = rows(buffer, (window, area), &dialog.cursor.scroll, place, cx);
    let rows_of = match cx.has_mouse() {
        true => dialog.rows(&cx.model.neon),
        false => Vec::new(),
    };
    let width = usize::from(area.width);
    let lefts = if width < 60 {
        width * 3 / 4
    } else {
        width / 2 + 2
    };
    for (line, item) in items
        .iter()
        .skip(from)
        .take(usize::from(area.height))
        .enumerate()
    {
        let row = Rect {
            y: area.y + line as u16,
            height: 1,
            ..area
        };
        if let Some(id) = item.at.and_then(|at| rows_of.get(at)) {
            cx.spot_of_line(row, || id.clone());
        }
        let mut pen = LineWriter::new(buffer, area, line as u16);
        pen.skip(1);
        if let Some(number) = item.at.map(|at| at + 1) {
            let number = if number < 10 {
                number.to_string()
            } else {
                " ".to_owned()
            };
            pen.put(&number, cx.theme.key).skip(1);
        }
        let room = if item.right.is_empty() {
            pen.left()
        } else {
            lefts.saturating_sub(3)
        };
        pen.put(&fit(&item.left, room), item.style);
        pen.to(area.x + lefts as u16);
        let room = pen.left().saturating_sub(1);
        pen.put(&fit(&item.right, room), cx.theme.dim);
        if item.at == Some(at) && dialog.paste.is_none() {
            cx.select(buffer, row);
        }
    }
}

fn items(dialog: &SignIn, cx: DrawContext<'_>) -> Vec<Item> {
    let head = |left: &str, right: &str| Item {
        at: None,
        left: left.to_owned(),
        right: right.to_owned(),
        style: cx.theme.dim,
    };
    let rows = dialog.rows(&cx.model.neon);
    let mut items = Vec::new();
    if matches!(rows.first(), Some(SignInRow::List(_))) {
        let whose = cx
            .model
            .neon
            .session
            .origin
            .as_ref()
            .map(CredentialSource::describe)
            .unwrap_or_default();
        items.push(head(&format!("with {whose}"), ""));
    }
    let mut others = false;
    for (at, row) in rows.iter().enumerate() {
        if !others && !matches!(row, SignInRow::List(_)) {
            others = true;
            if !items.is_empty() {
                items.push(head("", ""));
            }
            let found = if dialog.accounts.is_none() {
                "searching…"
            } else {
                "found here"
            };
            items.push(head(found, "access"));
        }
        items.push(item(dialog, row, at, cx));
    }
    items
}

fn item(dialog: &SignIn, row: &SignInRow, at: usize, cx: DrawContext<'_>) -> Item {
    let model = cx.model;
    let (left, right) = match row {
        SignInRow::List(list) => (
            clean(&model.neon.store.name(list)).into_owned(),
            count(list, cx),
        ),
        SignInRow::Account(of) => match dialog.account(*of) {
            Some(account) => account_words(account, cx),
            None => Default::default(),
        },
        SignInRow::Paste => ("paste an API key".to_owned(), "checked first".to_owned()),
        SignInRow::Demo => (
            "explore with demo data".to_owned(),
            "no network, no account".to_owned(),
        ),
    };
    Item {
        at: Some(at),
        left,
        right,
        style: cx.theme.text,
    }
}

fn count(list: &crate::ui::Target, cx: DrawContext<'_>) -> String {
    match cx.model.neon.store.lists.get(list) {
        Some(listing) if listing.state.at.is_some() => {
            let more = if listing.has_more() { "+" } else { "" };
            let plural = if listing.rows.len() == 1 { "" } else { "s" };
            format!("{}{more} project{plural}", listing.rows.len())
        }
        _ => String::new(),
    }
}

fn account_words(account: &Account, cx: DrawContext<'_>) -> (String, String) {
    let in_use = cx.model.neon.session.origin.as_ref() == Some(&account.origin);
    let left = account.origin.describe();
    let reach = match &account.reach {
        Access::Unasked => "checked when it is chosen".to_owned(),
        Access::Asking => "checking…".to_owned(),
        Access::Known(who) => {
            let until = who
                .until
                .map(|until| format!(", until {}", format::hour(&cx.model.settings, until)));
            format!("{}{}", who.describe(), until.unwrap_or_default())
        }
        Access::No(_) => "✗ not accepted".to_owned(),
    };
    let reach = if in_use && !matches!(account.reach, Access::No(_)) {
        format!("in use: {reach}")
    } else {
        reach
    };
    (clean(&left).into_owned(), clean(&reach).into_owned())
}

/// The lines below the list: a key being pasted, what went wrong, the mode, a reassurance.
fn below(dialog: &SignIn, cx: DrawContext<'_>, room: usize) -> Vec<(String, Style)> {
    let theme = cx.theme;
    let mut lines = Vec::new();
    if let Some(paste) = &dialog.paste {
        lines.push((format!("{KEY}{}", stars(paste)), theme.strong));
        let choice = |keep: &KeyStorage| choice(*keep == paste.keep, keep.word());
        let choices: Vec<_> = KeyStorage::ALL.iter().map(choice).collect();
        lines.push((format!("keep it  {}", choices.join("   ")), theme.text));
        lines.push((String::new(), theme.text));
    }
    let rows = dialog.rows(&cx.model.neon);
    let chosen = rows.get(dialog.cursor.among(&rows)).cloned();
    let chosen = match chosen {
        Some(SignInRow::Account(at)) if dialog.paste.is_none() => dialog.account(at),
        _ => None,
    };
    let refused = chosen.and_then(|account| match &account.reach {
        Access::No(why) => Some(why),
        _ => None,
    });
    if let Some(account) = chosen.filter(|account| !account.place.is_empty()) {
        let place = format!("saved in {}", clean(&account.place));
        lines.push((fit(&place, room).into_owned(), theme.dim));
        lines.push((String::new(), theme.text));
    }
    if dialog.busy {
        lines.push(("signing in…".to_owned(), theme.busy));
        lines.push((String::new(), theme.text));
    } else if let Some(why) = dialog.why.as_ref().or(refused) {
        let why = wrap(&clean(why), room.max(1)).into_iter();
        lines.extend(why.map(|line| (line, theme.bad)));
        lines.push((String::new(), theme.text));
    }
    if dialog.first || dialog.paste.is_some() {
        let text = format!("the Neon Console creates API keys: {API_KEYS}");
        lines.extend(
            wrap(&text, room.max(1))
                .into_iter()
                .map(|line| (line, theme.dim)),
        );
    }
    let modes = [
        choice(dialog.read_only, "read-only"),
        choice(!dialog.read_only, "read-write, asks before risky changes"),
    ];
    lines.push((format!("start in   {}", modes.join("   ")), theme.text));
    if dialog.first {
        lines.push((String::new(), theme.text));
        let host = host_name(&cx.model.neon.session.base_url);
        lines.push((
            fit(&format!("requests go only to {host}; no telemetry"), room).into_owned(),
            theme.dim,
        ));
    }
    lines
}

fn choice(on: bool, word: &str) -> String {
    format!("({}) {word}", if on { "x" } else { " " })
}

fn host_name(base_url: &str) -> &str {
    let url = if base_url.is_empty() {
        host::NEON
    } else {
        base_url
    };
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

/// Where a user creates API keys.
const API_KEYS: &str = "Account settings › API keys";

const KEY: &str = "key      ";

fn stars(paste: &Paste) -> String {
    let typed = paste.key.expose().chars().count();
    let more = if typed > STARS {
        format!("… {typed} characters")
    } else {
        String::new()
    };
    format!("{}{more}", "*".repeat(typed.min(STARS)))
}

fn caret(area: Rect, paste: &Paste) -> (u16, u16) {
    let typed = paste.key.expose().chars().count().min(STARS);
    let x = area.x + 1 + (KEY.len() + typed) as u16;
    (x.min(area.right().saturating_sub(1)), area.y)
}
