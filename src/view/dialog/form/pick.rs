//! A field to pick a value in: the picked value and, during a search, the matches.
//!
//! ```text
//! Parent   ◂ staging ▸   2 of 14, type to search
//! Parent   ◂ staging ▸   /sta
//!            staging
//!            staging-eu
//! ```

use super::{
    super::super::text::{clean, fit, fit_end, width},
    blank,
    field::{Page, Widget},
};
use crate::ui::dialog::form::FormField;
use ratatui::{style::Modifier, text::Span};

const NO_MATCH: &str = ": nothing matches";

/// The most matches listed.
const MOST: usize = 5;

pub(super) fn widget(page: &Page<'_>, field: &FormField, value: &str, typed: &str) -> Widget {
    let theme = page.cx.theme;
    let room = page.room.saturating_sub(page.column + 4);
    let all = page.form.about.offers(field.edit.path);
    let chosen = all.iter().find(|offer| offer.value == value);
    let label = clean(chosen.map_or(value, |offer| offer.label.as_str())).into_owned();
    let label = if label.is_empty() {
        "none".to_owned()
    } else {
        fit(&label, room).into_owned()
    };
    let (style, arrow) = if page.here {
        (theme.strong, theme.key)
    } else {
        (theme.text, theme.dim)
    };
    let mut rows = vec![vec![
        Span::styled("◂ ", arrow),
        Span::styled(label.clone(), style),
        Span::styled(" ▸", arrow),
    ]];
    if !page.here {
        return (rows, None);
    }
    let matches = page.form.offers(field);
    // While much is typed, its end is shown.
    let taken = page.column + width(&label) + 8 + NO_MATCH.len();
    let searched =
        |typed: &str| fit_end(&clean(typed), page.room.saturating_sub(taken)).into_owned();
    let at = matches.iter().position(|offer| offer.value == value);
    let beside = match (typed, at) {
        ("", Some(at)) if matches.len() > 1 => {
            format!("{} of {}, type to search", at + 1, matches.len())
        }
        ("", _) => String::new(),
        (typed, _) if matches.is_empty() => format!("/{}{NO_MATCH}", searched(typed)),
        (typed, _) => format!("/{}", searched(typed)),
    };
    if let Some(row) = rows.first_mut().filter(|_| !beside.is_empty()) {
        row.push(blank(3));
        row.push(Span::styled(clean(&beside).into_owned(), theme.dim));
    }
    if typed.is_empty() {
        return (rows, None);
    }
    let from = at.map_or(0, |at| (at + 1).saturating_sub(MOST));
    for offer in matches.iter().skip(from).take(MOST) {
        let mut style = match (&offer.why_not, offer.value == value) {
            (Some(_), _) => theme.dim,
            (None, _) => theme.text,
        };
        if offer.value == value {
            style = style.add_modifier(Modifier::REVERSED);
        }
        let label = fit(&clean(&offer.label), room).into_owned();
        rows.push(vec![blank(2), Span::styled(label, style)]);
    }
    (rows, None)
}
