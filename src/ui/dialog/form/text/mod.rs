//! A form as text: its fields as YAML with explanations, for the user's editor, and back.
//!
//! The text is generated from the form's own rows, and the edited text goes into its drafts: the form validates it and
//! derives changes and requests as if it had been typed there. A text that cannot be read is kept and offered again,
//! with the reason at its top.

mod read;
mod write;

use super::{
    Form, Message, Status,
    focus_field::{edit, edit_ready},
    keys::current,
};
use crate::{
    neon::{DialogId, Neon},
    ui::{
        action::{Action, Availability},
        child::{Child, ChildEnd, ChildFile, ChildOutput, ChildPurpose, Inherited, Linger},
        dialog::Dialogs,
        effect::{CopyText, Effect, Outbox},
        keymap::Keymap,
        model::Model,
        settings::Settings,
    },
};

/// Whether the row has something that can be edited as text.
pub fn edit_text_ready(model: &Model) -> Availability {
    edit_ready(model)
}

/// Opens the form of the row, and its text in the editor.
pub fn edit_text(model: &mut Model) {
    edit(model);
    let key = model.keyboard.keymap.name(Action::FormText);
    match current(&mut model.dialogs, &model.neon) {
        Some(form) if form.status == Status::Editing => open(
            &mut model.dialogs,
            &mut model.outbox,
            &model.settings,
            &mut model.neon,
        ),
        Some(form) => {
            let text = format!("loading; once it is there {key} opens it as text");
            form.message = Some(Message { text, bad: false });
        }
        None => {}
    }
}

/// Opens the form as text in the editor; the text that could not be applied, if there is one.
pub fn open(dialogs: &mut Dialogs, outbox: &mut Outbox, settings: &Settings, neon: &mut Neon) {
    let Some(words) = settings.programs.editor(neon) else {
        return;
    };
    let Some(id) = dialogs.top_id() else {
        return;
    };
    let Some(form) = current(dialogs, neon).filter(|form| form.status == Status::Editing) else {
        return neon.say("it cannot be edited right now");
    };
    form.leave();
    let text = shown(form);
    let child = Child {
        purpose: ChildPurpose::Form(id),
        words,
        inherited: Inherited::Everything,
        settings: Vec::new(),
        file: Some(ChildFile {
            ending: ".yaml",
            text: CopyText::Plain(text),
        }),
        greeting: format!("{}: save and quit the editor to come back", form.name),
        linger: Linger::Never,
    };
    outbox.push(Effect::Spawn(Box::new(child)));
}

/// The text for the editor.
fn shown(form: &Form) -> String {
    form.unaccepted.clone().unwrap_or_else(|| write::form(form))
}

/// The edited texts that could not be applied, with their forms.
pub fn unaccepted(dialogs: &Dialogs) -> impl Iterator<Item = (DialogId, &str)> {
    let forms = dialogs.with_ids::<Form>();
    forms.filter_map(|(id, form)| Some((id, form.unaccepted.as_deref()?)))
}

/// Handles the end of the editor: applies its text to the form, or keeps it with the reason why not.
pub fn edited(
    dialogs: &mut Dialogs,
    keymap: &Keymap,
    neon: &mut Neon,
    id: DialogId,
    name: &str,
    end: &ChildEnd,
    left: ChildOutput,
) {
    let key = keymap.name(Action::FormText);
    let Some(form) = dialogs.get_as_mut::<Form>(id) else {
        return neon.say_bad("the form was closed: nothing was changed");
    };
    let how = match end {
        ChildEnd::Exited(0) => None,
        ChildEnd::Exited(status) => Some(format!("{name} ended with status {status}")),
        ChildEnd::Killed(signal) => Some(format!("{name} was ended by signal {signal}")),
        ChildEnd::Missing => Some(format!("{name} is not installed")),
        ChildEnd::NotStarted(why) => Some(format!("{name} could not be started: {why}")),
    };
    let read = match (how, &left) {
        (how, ChildOutput::Unreadable { why, path }) => {
            let how = how.map_or_else(String::new, |how| format!("{how}, and "));
            Err(format!("{how}{why}; the edited text is in {path}"))
        }
        (Some(how), _) => Err(how),
        (None, ChildOutput::Nothing) => Err("the text file is gone".to_owned()),
        (None, ChildOutput::Text(text)) => form.read(text),
    };
    match read {
        Ok(()) => {
            form.unaccepted = None;
            form.message = None;
            form.revalidate("");
        }
        Err(why) => {
            // An unchanged text is not worth keeping.
            if let ChildOutput::Text(text) = left
                && text != shown(form)
            {
                form.unaccepted = Some(with_reason(&text, &why));
            }
            let again = if form.unaccepted.is_some() {
                format!("{key} opens it again")
            } else {
                format!("{key} retries")
            };
            let text = format!("nothing applied, {again}: {why}");
            form.message = Some(Message { text, bad: true });
        }
    }
}

/// The text with a reason at its top, replacing an older one.
fn with_reason(text: &str, why: &str) -> String {
    let rest: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("#!"))
        .collect();
    format!("#! {why}\n{}\n", rest.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_takes_the_place_of_the_one_before() {
        let once = with_reason("# note\na: 1\n", "first");
        assert_eq!(with_reason(&once, "second"), "#! second\n# note\na: 1\n");
    }
}
