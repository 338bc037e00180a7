//! Masking a branch.

use crate::{
    api::Request,
    changes::{Changes, called, change::Change},
    kinds::deletion::{Question, count, fact, place},
    neon::Neon,
    store::{Store, target::Target},
    ui::{
        action::Availability,
        browser::Browser,
        commands::delete::ask_about_access,
        dialog::Dialogs,
        table::{list::Spec, open},
    },
};

/// The masking of the branch that is selected, or that something of it is selected of.
fn of(browser: &Browser) -> Option<Target> {
    match browser.selected()? {
        Target::Branch(project, branch)
        | Target::Masking(project, branch)
        | Target::MaskingRule(project, branch, _) => {
            Some(Target::Masking(project.clone(), branch.clone()))
        }
        _ => None,
    }
}

/// Whether what is masked can be listed from here: nothing in a bucket ever is.
pub fn can_list(browser: &Browser, neon: &Neon, list: &'static Spec) -> Availability {
    match browser.selected() {
        Some(Target::Object(..)) => Availability::Hidden,
        _ => open::can_open(browser, neon, list),
    }
}

/// Whether the branch is a masked one, and not being masked.
pub fn can_start(browser: &Browser, changes: &Changes, store: &Store) -> Availability {
    let Some(target @ Target::Masking(project, branch)) = &of(browser) else {
        return Availability::Hidden;
    };
    let known = store.masking(target);
    if known.is_none() && !store.is_masked(project, branch) {
        return Availability::Hidden;
    }
    if let Err(doing) = changes.check_free(target) {
        return Availability::No(doing);
    }
    match known.filter(|masking| masking.is_running()) {
        Some(masking) if masking.state == "created" => {
            Availability::no("Neon is still preparing the branch for masking")
        }
        Some(_) => Availability::no("the branch is being masked already"),
        None => Availability::Yes,
    }
}

/// Asks, and says what it does.
pub fn start(browser: &Browser, dialogs: &mut Dialogs, neon: &Neon) {
    let Some(target @ Target::Masking(project, branch)) = &of(browser) else {
        return;
    };
    let name = called::of(neon, target);
    let known = neon.store.masking(target);
    let rules = neon.store.masking_rules(target).len();
    let replaces = match rules {
        0 => "the values of all columns that it has rules for".to_owned(),
        some => format!("the values of {}", count(some, "column")),
    };
    let lines = vec![
        place(&neon.store, target),
        fact("replaces", replaces),
        fact("wakes", "the compute of the branch, if it is idle"),
        fact("keeps", "the data of the parent branch"),
        fact("after", "the values are lost on this branch"),
    ];
    let question = Question {
        title: format!("Mask the data of {name}?"),
        lines,
        typed: false,
        prominent: false,
        concerns: Some(Target::Branch(project.clone(), branch.clone())),
    };
    let request = Request::start_masking(project, branch);
    let last = known.and_then(|masking| masking.started_at());
    let change = Change::new(target.clone(), name, request).last_done(last);
    ask_about_access(dialogs, neon, change, question);
}
