//! Pages of the Neon Console (`neon-api.md` §7.2, its end).

use super::{
    action::Availability,
    effect::{CopyText, Effect},
    local_job::LocalJob,
    model::Model,
};
use crate::{neon::Neon, store::target::Target};
use url::{Host, Url};

/// The page of an item; `None` if it has none.
fn page(neon: &Neon, target: &Target) -> Option<String> {
    let base = Url::parse(&neon.session.base_url).ok()?;
    let here = match base.host()? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    if here {
        return None;
    }
    let origin = base.origin().ascii_serialization();
    let page = |rest: String| format!("{origin}/app/{rest}");
    let Some(project) = target.project() else {
        return Some(page("projects".to_owned()));
    };
    let branch = neon.store.branch_of(target);
    Some(
        match branch.filter(|_| !matches!(target, Target::Project(_))) {
            Some(branch) => page(format!("projects/{project}/branches/{}", branch.id)),
            None => page(format!("projects/{project}")),
        },
    )
}

/// Whether the selection has a page.
pub fn ready(model: &Model) -> Availability {
    match model.browser.selected() {
        None => Availability::Hidden,
        Some(target) if page(&model.neon, target).is_some() => Availability::Yes,
        Some(_) => Availability::no("there is no Console here: this is an emulator"),
    }
}

/// Opens the page of the selection in a browser.
pub fn open(model: &mut Model) {
    let page = model
        .browser
        .selected()
        .and_then(|target| page(&model.neon, target));
    if let Some(page) = page {
        model.outbox.push(Effect::LocalJob(LocalJob::Open(page)));
    }
}

/// Reports that the page was opened; without a browser, shows and copies its address instead.
pub(crate) fn opened(model: &mut Model, page: String, done: Result<(), String>) {
    match done {
        Ok(()) => model.neon.say(format!("opened {page}")),
        Err(why) => {
            model.neon.say(format!("{why}: {page}"));
            model.outbox.push(Effect::Copy {
                text: CopyText::Plain(page),
                label: "its address".to_owned(),
            });
        }
    }
}
