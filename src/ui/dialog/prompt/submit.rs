//! Accepting what was typed.

use crate::ui::{
    commands, compare,
    dialog::prompt::{OnSubmit, Prompt},
    download,
    model::Model,
    save, upload,
};

/// Submits the line.
pub fn accept(model: &mut Model) {
    let Some(id) = model.dialogs.top_id() else {
        return;
    };
    let Some(prompt) = model.dialogs.get_as_mut::<Prompt>(id) else {
        return;
    };
    if prompt.progress.is_some() {
        return;
    }
    let line = prompt.input.value().trim().to_owned();
    let is_file = matches!(
        prompt.on_submit,
        OnSubmit::File { .. } | OnSubmit::Download { .. } | OnSubmit::Upload(_)
    );
    if line.is_empty() && is_file {
        prompt.refused = Some("type the name of a file".to_owned());
        return;
    }
    match prompt.on_submit.clone() {
        OnSubmit::AsOf(target, base) => compare::point_in_time::as_of(
            &mut model.dialogs,
            &mut model.settings,
            &mut model.neon,
            id,
            target,
            base,
            &line,
        ),
        OnSubmit::AuthUser(of) => commands::neon_auth::take(model, id, &of, &line),
        OnSubmit::Download { of, replaces } => {
            let Model {
                dialogs, outbox, ..
            } = model;
            download::begin(dialogs, outbox, id, &of, line, replaces)
        }
        OnSubmit::Upload(into) => upload::begin(model, id, &into, line),
        OnSubmit::Expiry => commands::expiry::typed(model, id, &line),
        OnSubmit::File {
            text,
            json,
            replaces,
        } => {
            let json = json.filter(|_| line.ends_with(".json"));
            save::write(&mut model.outbox, id, line, json.unwrap_or(text), replaces)
        }
    }
}
