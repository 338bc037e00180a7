//! Stores files as objects, and deploys them to functions: the user names the file, and the prompt says how far it is.
//! What is there already is replaced only after a question.

use crate::{
    api::types::{BucketObject, NeonFunction},
    kinds::{function::is_slug, list::Listed, storage, units::bytes},
    neon::{DialogId, Neon},
    store::target::Target,
    ui::{
        action::Availability,
        browser::Browser,
        dialog::{
            Dialogs,
            confirm::{Confirm, OnConfirm},
            prompt::{self, FILE_NAMES, OnSubmit, Prompt},
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
    prompt.notes = vec![format!(
        "{FILE_NAMES} The object gets the name of the file."
    )];
    dialogs.open(prompt);
}

/// The function that is selected.
fn function(browser: &Browser) -> Option<&Target> {
    let selected = browser.selected();
    selected.filter(|row| matches!(row, Target::Function(..)))
}

/// The branch whose functions are listed, if it can have some.
fn branch(browser: &Browser, neon: &Neon) -> Option<Target> {
    let list = flat::of::<NeonFunction>().list;
    let listed = browser.table.as_ref().filter(|table| table.list() == list);
    let of = listed?.of.clone();
    let refusal = neon.store.listings.refusal::<NeonFunction>(&of);
    Some(of).filter(|_| refusal.is_none())
}

/// Whether a function is selected.
pub fn can_deploy(browser: &Browser) -> Availability {
    Availability::shown_if(function(browser).is_some())
}

/// Asks for the bundle of the selected function.
pub fn deploy(browser: &Browser, dialogs: &mut Dialogs, neon: &Neon) {
    if let Some(of) = function(browser) {
        let title = format!("Deploy to {}", neon.store.name(of));
        ask_for_bundle(dialogs, title, of, "Its variables stay as they are.")
    }
}

/// Whether the functions of a branch are listed.
pub fn can_create(browser: &Browser, neon: &Neon) -> Availability {
    Availability::shown_if(branch(browser, neon).is_some())
}

/// Asks for the bundle of a new function.
pub fn create(browser: &Browser, dialogs: &mut Dialogs, neon: &Neon) {
    if let Some(of) = branch(browser, neon) {
        let title = format!("Deploy a new function on {}", neon.store.name(&of));
        let note = "The file gives the function its slug: 1 to 20 lowercase letters and digits.";
        ask_for_bundle(dialogs, title, &of, note)
    }
}

fn ask_for_bundle(dialogs: &mut Dialogs, title: String, of: &Target, note: &str) {
    let mut prompt = Prompt::new(title, "Bundle", String::new(), OnSubmit::Upload(of.clone()));
    let what = "A ZIP archive with index.mjs or index.js at its root, built already.";
    prompt.notes = vec![what.to_owned(), note.to_owned()];
    dialogs.open(prompt);
}

/// What a file would be: an object of its name, or a deployment.
fn becomes(into: &Target, name: &str) -> Result<Target, String> {
    let file = name.rsplit('/').next().unwrap_or_default();
    if matches!(file, "" | "." | "..") {
        return Err(format!("{name} is not a file"));
    }
    match into {
        Target::Function(..) => Ok(into.clone()),
        Target::Branch(project, branch) => {
            let slug = file.strip_suffix(".zip").unwrap_or(file);
            match is_slug(slug) {
                true => Ok(Target::Function(
                    project.clone(),
                    branch.clone(),
                    slug.into(),
                )),
                false => Err(format!(
                    "{slug} cannot be a slug: 1 to 20 lowercase letters and digits"
                )),
            }
        }
        _ => storage::object_in(into, file).ok_or_else(|| format!("{name} is not a file")),
    }
}

/// Begins to store or deploy a file.
pub fn begin(model: &mut Model, dialog: DialogId, into: &Target, name: String) {
    match becomes(into, &name) {
        Ok(of) => send(
            model,
            Upload {
                dialog,
                of,
                name,
                replaces: false,
            },
        ),
        Err(why) => prompt::refuse(&mut model.dialogs, dialog, why),
    }
}

/// Stores or deploys it in the place of what is there.
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
            let size = bytes::measured(size);
            return neon.say_good(match upload.of {
                Target::Function(..) => {
                    format!("{name} is being built from {} ({size})", upload.name)
                }
                _ => format!("{name} is stored ({size})"),
            });
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
    let name = neon.store.name(&upload.of);
    let (title, lines) = match upload.of {
        Target::Function(..) => {
            let newest = size.map_or_else(String::new, |number| format!(" {number}"));
            let lines = vec![
                format!("deploys   {}", upload.name),
                format!("after     it serves instead of deployment{newest}, once it is built"),
            ];
            (format!("Deploy to {name}?"), lines)
        }
        _ => {
            let size = size.map_or_else(String::new, |size| format!(", {}", bytes::measured(size)));
            let lines = vec![
                format!("replaces  {}{size}", upload.of.id()),
                format!("with      {}", upload.name),
                "after     the old one cannot be brought back".to_owned(),
            ];
            (format!("Replace {name}?"), lines)
        }
    };
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
