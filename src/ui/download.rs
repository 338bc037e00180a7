//! Downloads objects into files: the user names the file, and the prompt says how far it is.

use crate::{
    kinds::storage,
    neon::DialogId,
    store::target::Target,
    ui::{
        action::Availability,
        browser::Browser,
        dialog::{
            Dialogs,
            prompt::{FILE_NAMES, OnSubmit, Prompt},
        },
        effect::{Effect, Outbox},
        local_job::Download,
        transfer,
    },
};

/// Whether an object is selected.
pub fn ready(browser: &Browser) -> Availability {
    let name = browser.selected().and_then(storage::file_name);
    Availability::shown_if(name.is_some())
}

/// Asks for a file name, suggesting that of the object.
pub fn ask(browser: &Browser, dialogs: &mut Dialogs) {
    let Some(of) = browser.selected() else { return };
    let Some(name) = storage::file_name(of) else {
        return;
    };
    let asks = OnSubmit::Download {
        of: of.clone(),
        replaces: false,
    };
    let line = name.chars().filter(|c| !c.is_control()).collect();
    let mut prompt = Prompt::new(format!("Download {name}"), "File", line, asks);
    prompt.notes = vec![FILE_NAMES.to_owned()];
    dialogs.open(prompt);
}

/// Begins to download an object.
pub fn begin(
    dialogs: &mut Dialogs,
    outbox: &mut Outbox,
    dialog: DialogId,
    of: &Target,
    name: String,
    replaces: bool,
) {
    if let Some(request) = storage::download(of) {
        transfer::begun(dialogs, dialog);
        outbox.push(Effect::Download(Box::new(Download {
            dialog,
            request,
            name,
            replaces,
        })));
    }
}
