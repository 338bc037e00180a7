//! The requests behind a question, in full.

use super::Confirm;
use crate::{
    api::Request,
    ui::{
        action::Availability,
        dialog::{
            Dialogs,
            viewer::{Content, Viewer},
        },
    },
};

/// Whether the open question sends something.
pub fn has_one(dialogs: &Dialogs) -> Availability {
    Availability::shown_if(dialogs.top_is(|confirm: &Confirm| !confirm.changes().is_empty()))
}

/// Shows the requests as text to read.
pub fn show(dialogs: &mut Dialogs) {
    let Some(confirm) = dialogs.top_as::<Confirm>() else {
        return;
    };
    let changes = confirm.changes();
    let Some(first) = changes.first() else {
        return;
    };
    let texts = changes.iter().map(|change| lines(&change.request));
    let texts: Vec<Vec<String>> = texts.collect();
    let title = if texts.len() == 1 {
        "Request"
    } else {
        "Requests"
    };
    let mut viewer =
        Viewer::new(title, Content::Text(texts.join(&String::new()))).about(&first.target);
    viewer.framed = true;
    dialogs.open(viewer);
}

/// The request line, and the body over several lines.
fn lines(request: &Request) -> Vec<String> {
    let mut lines = vec![request.line()];
    let body = request.masked_body();
    let body = body.map_or_else(String::new, |body| format!("{body:#}"));
    lines.extend(body.lines().map(str::to_owned));
    lines
}
