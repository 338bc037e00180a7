//! Saves the text or table shown to a file in the user's directory.

use super::{
    dialog::{
        prompt::{self, OnSubmit},
        viewer,
    },
    effect::Effect,
    local_job::{LocalJob, Unsaved},
    table::{self, export::Exported},
    transfer, usage,
};
use crate::{
    neon::{DialogId, Neon},
    store::Store,
    ui::{
        action::Availability,
        browser::Browser,
        dialog::{Dialogs, prompt::Prompt, viewer::Viewer},
        effect::Outbox,
    },
};

/// Asks for a file name, suggesting one.
pub fn open(dialogs: &mut Dialogs) {
    let Some((ending, text)) = viewer::text(dialogs) else {
        return;
    };
    let viewer = dialogs.top_as::<Viewer>();
    let title = viewer.map_or("", |viewer| viewer.title.as_str());
    let line = format!("{}{ending}", file_name(title));
    prompt(dialogs, "Save the text", line, (text, None), Vec::new())
}

/// Whether there is a table to save.
pub fn can_export_table(browser: &Browser, store: &Store) -> Availability {
    match usage::is_shown(browser, store) {
        Availability::Hidden => table::commands::is_shown(browser),
        _ => Availability::Hidden,
    }
}

/// Whether there are figures of use to save.
pub fn can_export_usage(browser: &Browser, neon: &Neon) -> Availability {
    match usage::is_shown(browser, &neon.store) {
        Availability::Yes if !usage::has_figures(browser, neon) => {
            Availability::no("there are no figures yet")
        }
        other => other,
    }
}

/// Asks for a file name for the table shown.
pub fn export_table(browser: &Browser, dialogs: &mut Dialogs, neon: &Neon) {
    let note = "All rows shown, with every column;";
    export(
        dialogs,
        "Save the table",
        note,
        table::export::rows(browser, neon),
    )
}

/// Asks for a file name for the figures of use shown.
pub fn export_usage(browser: &Browser, dialogs: &mut Dialogs, neon: &Neon) {
    let note = "By timeframe and by part, in the units of the API;";
    export(
        dialogs,
        "Save the figures",
        note,
        usage::exported(browser, neon),
    )
}

/// Asks for a file name: CSV, or JSON if the name ends in `.json`.
fn export(dialogs: &mut Dialogs, title: &str, note: &str, rows: Option<Exported>) {
    let Some(rows) = rows else {
        return;
    };
    let line = format!("{}.csv", file_name(&rows.title));
    let note = format!("{note} CSV, or JSON for a name that ends in .json.");
    prompt(
        dialogs,
        title,
        line,
        (rows.csv, Some(rows.json)),
        vec![note],
    )
}

fn prompt(
    dialogs: &mut Dialogs,
    title: &str,
    line: String,
    (text, json): (String, Option<String>),
    mut notes: Vec<String>,
) {
    let asks = OnSubmit::File {
        text,
        json,
        replaces: false,
    };
    let mut prompt = Prompt::new(title.to_owned(), "File", line, asks);
    notes.push(prompt::FILE_NAMES.to_owned());
    prompt.notes = notes;
    dialogs.open(prompt);
}

/// Turns a title into a file name: "schema-of-app-dev-maya-against-main".
fn file_name(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '.');
    let words = words.map(|word| word.trim_matches('.'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-").to_lowercase()
}

/// Writes the named file; replaces an existing one only after a second Enter.
pub(crate) fn write(
    outbox: &mut Outbox,
    dialog: DialogId,
    name: String,
    text: String,
    replaces: bool,
) {
    outbox.push(Effect::LocalJob(LocalJob::Save {
        dialog,
        name,
        text,
        replaces,
    }));
}

/// Handles the end of writing; on failure the prompt stays open and says why.
pub(crate) fn saved(
    dialogs: &mut Dialogs,
    neon: &mut Neon,
    id: DialogId,
    name: &str,
    done: Result<(), Unsaved>,
) {
    let is_open = dialogs.get_mut(id).is_some();
    transfer::ended(dialogs, id);
    let why = match done {
        Ok(()) => {
            dialogs.close(id);
            return neon.say_good(format!("wrote {name}"));
        }
        Err(Unsaved::Exists) if is_open => {
            prompt::may_replace(dialogs, id);
            format!("{name} already exists: Enter again replaces it")
        }
        Err(Unsaved::Exists) => format!("{name} already exists: it was left as it is"),
        Err(Unsaved::Failed(why)) => why,
    };
    if !is_open {
        return neon.say_bad(why);
    }
    prompt::refuse(dialogs, id, why);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_the_name_of_a_file() {
        let title = "Schema of my_app: dev/maya against main as of Sat 21 Nov 13:02";
        let name = "schema-of-my_app-dev-maya-against-main-as-of-sat-21-nov-13-02";
        assert_eq!(file_name(title), name);
        assert_eq!(file_name("../../etc"), "etc");
    }
}
