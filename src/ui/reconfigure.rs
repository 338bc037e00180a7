//! The configuration is read again while the program runs: what has changed is used at once, without moving or closing
//! anything.
//!
//! A file with a mistake changes nothing, unless the mistake may hide a protection: then that protection holds until it
//! is fixed. Protections that are gone stay until the program is started again ([`Policy::tighten`]), since a file may
//! be read while it is only half written.

use super::{
    child::{Child, ChildPurpose, Inherited, Linger},
    effect::{Effect, Outbox},
    keymap::Keymap,
    local_job::LocalJob,
    model::Model,
    mouse, press,
    settings::{Settings, Startup},
};
use crate::{
    neon::{Neon, policy::Policy},
    reads::timing,
};
use std::path::PathBuf;

/// What the file said when it was read again.
#[derive(Debug)]
pub enum Reread {
    /// The same as before. It may have had mistakes in between.
    Same {
        policy: Policy,
        warnings: Vec<String>,
    },
    /// It is good, and something has changed.
    Changed(Box<NewSettings>),
    /// It has mistakes.
    Wrong {
        /// The mistakes, as sentences.
        said: Vec<String>,
        /// The protections that it has, or may have.
        policy: Policy,
    },
    /// It is gone, or empty.
    Gone,
}

/// What is used from now on.
#[derive(Debug)]
pub struct NewSettings {
    /// As at a start, but with what the user has changed on the screen.
    pub startup: Startup,
    pub keymap: Keymap,
    /// What is used although it may not be meant so, as sentences.
    pub warnings: Vec<String>,
    pub stale_days: Option<u16>,
    /// The names of what has changed and is used now.
    pub now: Vec<String>,
    /// The names of what has changed and is used after the next start.
    pub later: Vec<String>,
}

/// Reads the configuration again because the user wants that.
pub fn ask(outbox: &mut Outbox) {
    outbox.push(Effect::ReadConfiguration { by_user: true });
}

/// Reads the configuration again because the file may have changed.
pub(crate) fn follow(outbox: &mut Outbox) {
    outbox.push(Effect::ReadConfiguration { by_user: false });
}

/// Opens the file in the editor; a new one has all settings as comments.
pub fn edit(outbox: &mut Outbox, settings: &Settings, neon: &mut Neon) {
    let Some(path) = settings.config.clone() else {
        return neon.say_bad("there is no place for a config.toml: set $HOME");
    };
    if settings.programs.editor(neon).is_some() {
        outbox.push(Effect::LocalJob(LocalJob::PrepareConfiguration(path)));
    }
}

/// Gives the terminal to the editor, now that there is a file.
pub(crate) fn prepared(
    outbox: &mut Outbox,
    settings: &Settings,
    neon: &mut Neon,
    path: PathBuf,
    done: Result<(), String>,
) {
    if let Err(why) = done {
        return neon.say_bad(why);
    }
    let Some(mut words) = settings.programs.editor(neon) else {
        return;
    };
    let Some(path) = path.to_str() else {
        return neon.say_bad("the path of config.toml is not UTF-8 text");
    };
    words.push(path.to_owned());
    let child = Child {
        purpose: ChildPurpose::Configuration,
        words,
        inherited: Inherited::Everything,
        settings: Vec::new(),
        file: None,
        greeting: "config.toml: save and quit the editor to come back".to_owned(),
        linger: Linger::Never,
    };
    outbox.push(Effect::Spawn(Box::new(child)));
}

/// Follows the file.
pub(crate) fn reread(model: &mut Model, read: Reread, by_user: bool) {
    let neon = &mut model.neon;
    let was_wrong = neon.notices.configuration_read();
    neon.touched |= was_wrong;
    match read {
        Reread::Same { policy, warnings } => {
            let was_wrong = was_wrong || !neon.policy.doubts.is_empty();
            neon.policy.tighten(policy);
            neon.store_changed();
            if !warnings.is_empty() {
                warn(neon, warnings);
            } else if was_wrong {
                neon.say_good("config.toml is right again");
            } else if by_user {
                neon.say("config.toml has not changed");
            }
        }
        Reread::Changed(new) => change(model, *new),
        Reread::Wrong { said, policy } => {
            warn(neon, said);
            neon.policy.tighten(policy);
            neon.store_changed();
        }
        Reread::Gone => {
            neon.say("config.toml does not exist or is empty: the settings stay as they are")
        }
    }
}

fn warn(neon: &mut Neon, warnings: Vec<String>) {
    for one in warnings {
        neon.say_mistake(one);
    }
}

fn change(model: &mut Model, new: NewSettings) {
    let NewSettings {
        startup,
        keymap,
        warnings,
        stale_days,
        now,
        later,
    } = new;
    press::drop_chord(model);
    let Model {
        neon,
        browser,
        keyboard,
        settings,
        changes,
        mouse,
        ..
    } = model;
    let had_mouse = settings.mouse;
    neon.keys = keymap.names();
    keyboard.keymap = keymap;
    neon.store.prices = startup.settings.prices.clone();
    browser.stale_days = stale_days.unwrap_or(browser.stale_days);
    *settings = Settings {
        destination: settings.destination.take(),
        context: settings.context.take(),
        may_wake: settings.may_wake,
        ..startup.settings
    };
    browser.panes.linear = settings.linear;
    changes.spin_up(neon);
    let is_weaker = neon.policy.tighten(startup.policy);
    let seconds = startup.session.refresh_seconds;
    let before = std::mem::replace(&mut neon.session.refresh_seconds, seconds);
    if before != seconds {
        // Whoever has paused it does not want it back because it is slower now.
        neon.live = seconds > 0 && (neon.live || before == 0);
        timing::schedule(neon);
    }
    if let Some(table) = &browser.table {
        table.widths.fit_again();
    }
    neon.store_changed();
    if !now.is_empty() {
        neon.say_good(format!("config.toml has changed: {}", now.join(", ")));
    }
    warn(neon, warnings);
    if settings.mouse && !had_mouse {
        mouse::switch::explain(mouse, neon);
    }
    if is_weaker {
        neon.say("config.toml protects less now: that applies when you start lazyneon again");
    }
    if !later.is_empty() {
        let names = later.join(", ");
        neon.say(format!(
            "{names} in config.toml applies when you start lazyneon again"
        ));
    }
}
