//! The filter line below the tree, the table or the activity.

use super::{
    Caret, DrawContext,
    format::{count, matches},
    text::{clean, width},
    widget::{LineWriter, input},
};
use crate::{
    store::Unopened,
    ui::{
        Action,
        dialog::palette,
        filter::{
            missing_compute,
            state::{Completion, Filter},
        },
        layout::Pane,
        navigation_target,
        server_search::Search,
        table,
    },
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// Draws the filter line at the end of an area, if there is a filter. Returns the rest of the area, and the caret
/// position while the filter is being typed.
pub fn draw(
    buffer: &mut Buffer,
    area: Rect,
    filter: Option<&Filter>,
    hits: usize,
    cx: DrawContext<'_>,
) -> (Rect, Caret) {
    let Some(filter) = filter.filter(|_| area.height > 0) else {
        return (area, None);
    };
    let above = Rect {
        height: area.height - 1,
        ..area
    };
    let line = Rect {
        y: above.bottom(),
        width: area.width.saturating_sub(1),
        height: 1,
        ..area
    };
    let theme = cx.theme;
    let mut pen = LineWriter::new(buffer, line, 0);
    let room = pen.left().saturating_sub(width(filter.input.value()) + 3);
    let texts = texts(filter, hits);
    let why = why_shown(filter, cx).filter(|_| filter.completion.is_none());
    let with_why = why.map(|why| texts.clone().map(|text| format!("{why}  {text}")));
    let all = with_why.into_iter().flatten().chain(texts.clone());
    let fits = |text: &String| width(text) <= room;
    let [.., shortest] = &texts;
    let found = all.into_iter().find(fits).unwrap_or(shortest.clone());
    pen.put_right(&found, theme.dim);
    pen.put("/", theme.key);
    let field = Rect {
        x: pen.x(),
        width: (pen.left() as u16).saturating_sub(1),
        ..line
    };
    let caret = input::draw(buffer, field, &filter.input, theme.strong);
    let is_typed = filter.typing && cx.model.dialogs.is_empty();
    (above, caret.filter(|_| is_typed))
}

/// Why the selected row is shown, if what matches is not in its name and not in a column that is in view.
fn why_shown(filter: &Filter, cx: DrawContext<'_>) -> Option<String> {
    let (browser, neon) = (&cx.model.browser, &cx.model.neon);
    let is_of_list = browser
        .list_filter()
        .is_some_and(|own| std::ptr::eq(own, filter));
    let target = browser.selected().filter(|_| is_of_list)?;
    let texts = match &browser.table {
        Some(table) => table::rows::texts(neon, target, table.shown()),
        None => vec![
            ("name", neon.store.name(target)),
            ("id", target.id().to_owned()),
        ],
    };
    let texts: Vec<(&str, &str)> = texts
        .iter()
        .map(|(of, text)| (*of, text.as_str()))
        .collect();
    let (column, text) = filter.query.found_beyond_name(&texts)?;
    let chosen = &cx.model.settings.columns;
    let columns = browser.table.iter().flat_map(|table| {
        let tab = table.shown();
        chosen.shown(tab.name, tab.columns, false)
    });
    let mut shown = columns.filter(|one| !one.title.is_empty());
    let is_in_view = shown.any(|one| one.title == column);
    (!is_in_view).then(|| format!("{} {}", column.to_lowercase(), clean(text)))
}

/// With a filter, how many items match it, and how many there are: "3 matches of 40". Nothing for a filter with a
/// mistake: it would look as if all matched.
pub fn shown_count(filter: Option<&Filter>, hits: usize, all: usize) -> String {
    let query = filter.map(|filter| &filter.query);
    match query.filter(|query| !query.is_empty() && !query.is_wrong()) {
        Some(_) => format!("{} of {}", matches(hits), count(all)),
        None => String::new(),
    }
}

/// What a filter has found, the longest text first.
fn texts(filter: &Filter, hits: usize) -> [String; 4] {
    let [long, short] = [false, true].map(|short| found(filter, hits, short));
    let is_counted = hits > 0 && filter.completion.is_none() && !filter.query.is_wrong();
    let unopened = filter.unopened;
    if !is_counted || unopened.total() == 0 {
        return [&long, &long, &long, &short].map(Clone::clone);
    }
    let whole = format!("{long}; {} never opened", counted(unopened));
    let brief = format!("{short}; {} unopened", count(unopened.total()));
    [whole, brief, long, short]
}

/// What a filter has found, in a few words.
fn found(filter: &Filter, hits: usize, short: bool) -> String {
    let search = &filter.search;
    if let Some(completion) = &filter.completion {
        if completion.names.is_empty() {
            return "asking Neon…".to_owned();
        }
        return candidates(completion, short);
    }
    if let Some(problem) = filter.query.problem() {
        let said = if short {
            problem.short()
        } else {
            problem.sentence()
        };
        return if filter.typing {
            said
        } else {
            format!("✗ {said}: nothing is filtered by it")
        };
    }
    match hits {
        _ if filter.query.is_unreadable() && filter.typing => "no pattern yet".to_owned(),
        _ if filter.query.is_unreadable() => "✗ invalid pattern: nothing is filtered".to_owned(),
        _ if filter.query.is_empty() => String::new(),
        0 if search.is_running() => searching(search, short),
        _ => format!("{}{}", matches(hits), beyond(search, short)),
    }
}

/// The names that the word may become: from the one that it is now, as many as there is room for.
fn candidates(completion: &Completion, short: bool) -> String {
    let from = completion.at.unwrap_or(0);
    let most = if short { 2 } else { 5 };
    let names = completion.names.iter().cycle().skip(from);
    let shown: Vec<&str> = names
        .take(most.min(completion.names.len()))
        .map(String::as_str)
        .collect();
    let more = if completion.names.len() > most {
        " …"
    } else {
        ""
    };
    format!("{}{more}", shown.join(" "))
}

/// The progress of a search at Neon.
fn searching(search: &Search, short: bool) -> String {
    match search.progress() {
        (_, 0 | 1) => "searching…".to_owned(),
        (done, all) if short => format!("{done}/{all}…"),
        (done, all) => format!("searched {done} of {all} lists…"),
    }
}

/// What the number of hits does not include.
fn beyond(search: &Search, short: bool) -> String {
    let failed = search.failed().len();
    if search.is_running() {
        format!(", {}", searching(search, short))
    } else if failed > 0 && (short || search.progress().1 == 1) {
        ", ✗ search failed".to_owned()
    } else if failed > 0 {
        format!(", ✗ {failed} of {} lists not searched", search.progress().1)
    } else if search.has_more() {
        if short { "+" } else { ", more at Neon" }.to_owned()
    } else if search.is_only_of_loaded() {
        if short {
            " loaded"
        } else {
            " in what is loaded"
        }
        .to_owned()
    } else {
        String::new()
    }
}

/// Says that a filter finds nothing, and where it has not looked.
pub fn nothing_found(filter: &Filter, cx: DrawContext<'_>) -> (Style, String) {
    let (search, theme) = (&filter.search, cx.theme);
    if missing_compute(&cx.model.browser).is_some() {
        return (theme.text, not_loaded(filter, cx));
    }
    if search.is_running() {
        let text = format!("nothing here; {}", searching(search, false));
        return (theme.dim, text);
    }
    if let Some((list, error)) = search.failed().first() {
        let name = cx.model.neon.store.name(list);
        let others = match search.failed().len() - 1 {
            0 => String::new(),
            others => format!(" and {others} more"),
        };
        let text = format!(
            "nothing matches, but {name}{others} could not be searched: {} {}",
            error.sentence(),
            clears(Pane::Tree, cx)
        );
        return (theme.bad, text);
    }
    let place = if search.is_only_of_loaded() {
        " in what is loaded"
    } else {
        ""
    };
    let unopened = not_searched(filter.unopened, cx);
    let unopened = unopened.map_or_else(String::new, |text| format!("{text} "));
    let clears = clears(Pane::Tree, cx);
    (
        theme.text,
        format!(
            "nothing matches{place}. {unopened}{}{clears}",
            finds(filter, cx)
        ),
    )
}

/// Says which key finds a place that is not among the rows; nothing if the text is no id, address or connection data.
fn finds(filter: &Filter, cx: DrawContext<'_>) -> String {
    let palette = cx.model.keyboard.keymap.name(Action::Palette);
    match !palette.is_empty() && palette::leads_somewhere(filter.input.value()) {
        true => format!("{palette} finds it everywhere, "),
        false => String::new(),
    }
}

/// Says what the tree cannot find because nobody has looked there yet, and which key looks.
fn not_searched(unopened: Unopened, cx: DrawContext<'_>) -> Option<String> {
    let (were, them) = match unopened.total() {
        0 => return None,
        1 => ("was", "it"),
        _ => ("were", "them"),
    };
    let opens = match cx.key(Action::Right) {
        key if key.is_empty() => String::new(),
        key => format!("; {key} opens one"),
    };
    Some(format!(
        "{} {were} never opened, so what is in {them} was not searched{opens}.",
        counted(unopened)
    ))
}

/// "2 projects and 1 branch".
fn counted(unopened: Unopened) -> String {
    let counted = |many: usize, one: &str, all: &str| match many {
        0 => None,
        1 => Some(format!("1 {one}")),
        many => Some(format!("{} {all}", count(many))),
    };
    let parts = [
        counted(unopened.projects, "project", "projects"),
        counted(unopened.branches, "branch", "branches"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" and ")
}

/// Says that a filter finds nothing in a place, and which key clears it.
pub fn no_match(place: &str, of: Pane, cx: DrawContext<'_>) -> String {
    format!("nothing matches{place}. {}", clears(of, cx))
}

/// Which keys clear the filter of a pane, from where the keys go now.
fn clears(of: Pane, cx: DrawContext<'_>) -> String {
    let to = match of {
        Pane::Operations => Action::FocusOperations,
        Pane::Tree | Pane::Details => Action::FocusTree,
    };
    let first = match cx.model.browser.panes.focus == of {
        true => String::new(),
        false => format!("{} ", cx.key(to)),
    };
    format!("{first}{} clears the filter", cx.key(Action::Back))
}

/// Says that a compute is not among what is loaded, and which key searches further or how far that search is.
fn not_loaded(filter: &Filter, cx: DrawContext<'_>) -> String {
    let drops = clears(Pane::Tree, cx);
    if let Some(progress) =
        navigation_target::search::progress(&cx.model.start, &cx.model.neon.store)
    {
        return format!("not among what is loaded; {}… {drops}", looked(progress));
    }
    let keep = cx.key(Action::FilterKeep);
    let looks = if filter.typing {
        format!("{keep} searches all projects")
    } else {
        format!(
            "{} {keep} searches all projects again",
            cx.key(Action::Filter)
        )
    };
    format!("not among what is loaded. {looks}, {drops}")
}

/// The progress of a search in all projects: "searched 32 of 400+ projects".
pub fn looked((done, all, more): (usize, usize, bool)) -> String {
    let more = if more { "+" } else { "" };
    format!("searched {} of {}{more} projects", count(done), count(all))
}
