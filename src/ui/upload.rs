//! Stores files as objects: the user names the file, and the prompt says how far it is. An object is replaced only after
//! a question.

use crate::{api::types::BucketObject, kinds::list::Listed};
use crate::{
    kinds::{storage, units::bytes},
    neon::{DialogId, Neon},
    store::target::Target,
    ui::{
        action::Availability,
        browser::Browser,
        dialog::{
            Dialogs,
            confirm::{Confirm, OnConfirm},
            prompt::{self, OnSubmit, Prompt},
        },
        effect::Effect,
        local_job::{Stored, Upload},
        model::Model,
        table::{flat, load},
        transfer,
    },
};

/// The bucket or folder that is listed, else the one that is selected.
fn place(browser: &Browser, neon: &Neon) -> Option<Target> {
    let spec = flat::of::<BucketObject>();
    let listed = browser
        .table
        .as_ref()
        .filter(|table| table.list() == spec.list);
    let place = match listed {
        Some(table) => table.of.clone(),
        None => (spec.place)(browser, neon).ok()?,
    };
    storage::holds_objects(&place).then_some(place)
}

/// Whether there is a bucket to store something in.
pub fn ready(browser: &Browser, neon: &Neon) -> Availability {
    let Some(place) = place(browser, neon) else {
        return Availability::Hidden;
    };
    match neon.store.listings.refusal::<BucketObject>(&place) {
        Some(why) => match BucketObject::lacks(&neon.store, &place, why) {
            Some(why) => Availability::No(why),
            None => Availability::Yes,
        },
        None => Availability::Yes,
    }
}

/// Asks for the file.
pub fn ask(browser: &Browser, dialogs: &mut Dialogs, neon: &Neon) {
    let Some(place) = place(browser, neon) else {
        return;
    };
    let title = format!("Store a file in {}", neon.store.name(&place));
    let mut prompt = Prompt::new(title, "File", String::new(), OnSubmit::Upload(place));
    let note = "Relative to the folder that lazyneon was started in; ~/ is your home. \
                The object gets the name of the file.";
    prompt.notes = vec![note.to_owned()];
    dialogs.open(prompt);
}

/// Begins to store a file.
pub fn begin(model: &mut Model, dialog: DialogId, into: &Target, name: String) {
    let file = name
        .rsplit('/')
        .next()
        .filter(|file| !matches!(*file, "" | "." | ".."));
    match file.and_then(|file| storage::object_in(into, file)) {
        Some(of) => send(
            model,
            Upload {
                dialog,
                of,
                name,
                replaces: false,
            },
        ),
        None => prompt::refuse(&mut model.dialogs, dialog, format!("{name} is not a file")),
    }
}

/// Stores it in the place of an object.
pub fn agreed(model: &mut Model, upload: Upload) {
    let replaces = true;
    send(model, Upload { replaces, ..upload })
}

fn send(model: &mut Model, upload: Upload) {
    // Settings may have changed while it was typed.
    if let Some(why) = model.neon.forbidden_why(&upload.of, false) {
        return prompt::refuse(&mut model.dialogs, upload.dialog, why);
    }
    transfer::begun(&mut model.dialogs, upload.dialog);
    model.outbox.push(Effect::Upload(Box::new(upload)))
}

/// Handles its end; on failure the prompt stays open and says why.
pub fn stored(
    browser: &mut Browser,
    dialogs: &mut Dialogs,
    neon: &mut Neon,
    upload: &Upload,
    stored: Stored,
) {
    let id = upload.dialog;
    transfer::ended(dialogs, id);
    let name = neon.store.name(&upload.of);
    let why = match stored {
        Stored::Yes(size) => {
            dialogs.close(id);
            load::reload_quietly(browser, neon);
            return neon.say_good(format!("{name} is stored ({})", bytes::measured(size)));
        }
        Stored::Exists(size) => return ask_to_replace(dialogs, neon, upload, size),
        Stored::No(why) => why,
        Stored::Unknown(why) => {
            load::reload_quietly(browser, neon);
            format!(
                "{why} It is not known whether {name} is stored: look at it before you try again."
            )
        }
    };
    match dialogs.has(id) {
        true => prompt::refuse(dialogs, id, why),
        false => neon.say_bad(why),
    }
}

fn ask_to_replace(dialogs: &mut Dialogs, neon: &Neon, upload: &Upload, size: Option<u64>) {
    if !dialogs.has(upload.dialog) {
        return;
    }
    let size = size.map_or_else(String::new, |size| format!(", {}", bytes::measured(size)));
    let lines = vec![
        format!("replaces  {}{size}", upload.of.id()),
        format!("with      {}", upload.name),
        "after     the old one cannot be brought back".to_owned(),
    ];
    let title = format!("Replace {}?", neon.store.name(&upload.of));
    let then = OnConfirm::Upload(Box::new(upload.clone()));
    dialogs.open(Confirm::question(title, lines, then));
}

/// Stops a transfer whose prompt is closed. What was stored in the last moment shows in the list.
pub fn stopped(model: &mut Model, id: DialogId) {
    transfer::stop(&mut model.neon, id);
    let Model { browser, neon, .. } = model;
    load::reload_quietly(browser, neon);
    neon.say("stopped: nothing was transferred, unless it was done already");
}
