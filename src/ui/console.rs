//! Pages of the Neon Console.

use super::{
    action::Availability,
    effect::{CopyText, Effect},
    local_job::LocalJob,
};
use crate::{
    kinds,
    neon::Neon,
    store::target::Target,
    ui::{browser::Browser, effect::Outbox},
};
use url::{Host, Url};

/// The page of an item; `None` if it has none.
fn page(neon: &Neon, target: &Target) -> Option<String> {
    if let Some(own) = kinds::lookup::of(target, |kind| kind.web_page(&neon.store)) {
        return Some(own.to_owned());
    }
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
pub fn ready(browser: &Browser, neon: &Neon) -> Availability {
    match browser.selected() {
        None => Availability::Hidden,
        Some(target) if page(neon, target).is_some() => Availability::Yes,
        Some(_) => Availability::no("there is no Console here: this is an emulator"),
    }
}

/// Opens the page of the selection in a browser.
pub fn open(browser: &Browser, outbox: &mut Outbox, neon: &Neon) {
    let page = browser.selected().and_then(|target| page(neon, target));
    if let Some(page) = page {
        outbox.push(Effect::LocalJob(LocalJob::Open(page)));
    }
}

/// Reports that the page was opened; without a browser, shows and copies its address instead.
pub(crate) fn opened(outbox: &mut Outbox, neon: &mut Neon, page: String, done: Result<(), String>) {
    match done {
        Ok(()) => neon.say(format!("opened {page}")),
        Err(why) => {
            neon.say(format!("{why}: {page}"));
            outbox.push(Effect::Copy {
                text: CopyText::Plain(page),
                label: "its address".to_owned(),
            });
        }
    }
}
