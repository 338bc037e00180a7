//! URLs that download objects.

use crate::{
    kinds::storage::{holds_objects, presign_download},
    neon::{Neon, read},
    store::target::Target,
    ui::{action::Availability, browser::Browser},
};

fn selected(browser: &Browser) -> Option<&Target> {
    let target = browser.selected()?;
    let is_object = matches!(target, Target::Object(..)) && !holds_objects(target);
    is_object.then_some(target)
}

/// Whether an object is selected.
pub fn ready(browser: &Browser) -> Availability {
    Availability::shown_if(selected(browser).is_some())
}

/// Requests a URL that downloads it; it is copied when it arrives.
pub fn copy_url(browser: &Browser, neon: &mut Neon) {
    if let Some(target) = selected(browser)
        && let Some(request) = presign_download(target)
    {
        neon.ask(read::presigned(target.clone()), request);
    }
}
