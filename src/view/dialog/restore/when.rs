//! The page that chooses the moment: the timeline, the fields, and what the marks mean.

use super::{
    super::super::{
        DrawContext,
        text::{clean, fit, wrap},
    },
    Page, field, line,
};
use crate::ui::{
    Action,
    dialog::restore::{Restore, RestoreField, Source},
};
use ratatui::text::{Line, Span};

pub(super) fn page(page: &mut Page, restore: &Restore, cx: DrawContext<'_>, room: usize) {
    let theme = cx.theme;
    match restore.line(&cx.model.settings, &cx.model.neon) {
        Some(time) => line::draw(page, &time, restore, cx, room),
        None => page
            .lines
            .push(Line::styled("no timeline: there is no history", theme.dim)),
    }
    chosen(page, restore, cx, room);
    page.lines.push(Line::default());
    let snapshot = matches!(restore.from, Source::Snapshot(_));
    let at = page.lines.len();
    let here = |field| restore.field == field;
    let keys = format!(
        "{} {} 1m  Shift 1h  {} {} 1d",
        cx.key(Action::RestoreEarlier),
        cx.key(Action::RestoreLater),
        cx.key(Action::RestoreDayEarlier),
        cx.key(Action::RestoreDayLater),
    );
    let time = if snapshot { "" } else { restore.time.value() };
    let lsn = if snapshot { "" } else { restore.lsn.value() };
    page.lines.push(field(
        "time",
        time,
        here(RestoreField::Time),
        &keys,
        cx,
        room,
    ));
    let also = "or \"2h ago\", \"yesterday 18:00\"";
    page.lines.push(field(
        "or LSN",
        lsn,
        here(RestoreField::Lsn),
        also,
        cx,
        room,
    ));
    page.lines.push(from(restore, cx, room));
    let fields = RestoreField::ALL.into_iter().enumerate();
    page.fields = fields.map(|(line, field)| (at + line, field)).collect();
    page.field = match restore.field {
        _ if snapshot => None,
        RestoreField::Time => Some(at),
        RestoreField::Lsn => Some(at + 1),
        RestoreField::From => None,
    };
    page.lines.push(Line::default());
    let window = restore.window(&cx.model.neon);
    let marks = format!("o operation  b branch created  s snapshot   {window}");
    page.lines.push(Line::styled(marks, theme.dim));
}

/// The chosen moment, or what is wrong with the fields.
fn chosen(page: &mut Page, restore: &Restore, cx: DrawContext<'_>, room: usize) {
    let (text, style) = match restore.chosen(&cx.model.settings, &cx.model.neon) {
        Ok(text) => (text, cx.theme.strong),
        Err(why) => (why, cx.theme.bad),
    };
    let parts = wrap(&clean(&text), room);
    page.lines
        .extend(parts.into_iter().map(|part| Line::styled(part, style)));
}

fn from(restore: &Restore, cx: DrawContext<'_>, room: usize) -> Line<'static> {
    let theme = cx.theme;
    let here = restore.field == RestoreField::From;
    let (label, arrow) = if here {
        (theme.strong, theme.key)
    } else {
        (theme.dim, theme.dim)
    };
    let name = restore.label(&cx.model.neon, &restore.from);
    let name = fit(&clean(&name), room.saturating_sub(20)).into_owned();
    let search = if restore.search.is_empty() {
        "  another branch, or a snapshot; type to search".to_owned()
    } else {
        format!("  search: {}", clean(&restore.search))
    };
    let left = room.saturating_sub(18 + super::super::super::text::width(&name));
    let search = if super::super::super::text::width(&search) <= left {
        search
    } else {
        String::new()
    };
    Line::from(vec![
        Span::styled(if here { "▌ " } else { "  " }, theme.border_focus),
        Span::styled(format!("{:<10}", "from"), label),
        Span::styled("◂ ", arrow),
        Span::styled(name, if here { theme.strong } else { theme.text }),
        Span::styled(" ▸", arrow),
        Span::styled(search, theme.dim),
    ])
}
