//! Copying: what can be copied, and the connection URI with one key.

pub mod state;

use super::{
    action::{Action, Availability},
    dialog::connect,
    effect::{CopyText, Effect},
    model::Model,
    msg::CopyRoute,
    uri::{NoUri, UriOf, choose},
    usage,
};
use crate::{
    api::{ApiError, ConnectionUri, ShellCommands},
    kinds::{self, endpoint, units::duration},
    neon::{Neon, Slot, Task, read},
    store::target::Target,
    ui::{
        browser::Browser,
        clipboard::state::{Clipboard, CopyItem},
        dialog::{
            Dialogs,
            form::Form,
            menu::{Choice, Item, Menu},
        },
        effect::Outbox,
        keymap::Keymap,
        settings::Settings,
    },
};
use std::time::Duration;

/// The selection, if something about it can be copied.
pub fn subject(browser: &Browser) -> Option<&Target> {
    browser
        .selected()
        .filter(|target| !matches!(target, Target::More(_) | Target::Shared | Target::Account))
}

/// What can be copied about the selection.
pub fn pieces(browser: &Browser, neon: &Neon) -> Vec<CopyItem> {
    let Some(target) = subject(browser) else {
        return Vec::new();
    };
    let piece = |letter, label, text: String| CopyItem {
        label,
        letter,
        text,
    };
    let mut pieces = Vec::new();
    let message = kinds::lookup::of(target, |kind| kind.message(&neon.store));
    if let Some(message) = message {
        pieces.push(piece('m', "message", message));
    } else {
        let name = neon.store.name(target).to_string();
        pieces.extend((name != target.id()).then(|| piece('n', "name", name)));
    }
    if !matches!(
        target,
        // What Neon has no ids for: they are known by their names, or not at all.
        Target::Database(..) | Target::Role(..) | Target::Group(..) | Target::Log(..)
    ) {
        pieces.push(piece('i', "id", target.id().to_owned()));
    }
    if let Some(endpoint) = neon.store.compute_of(target) {
        pieces.push(piece('h', "host", endpoint.host.to_string()));
        let pooled = endpoint::pooled_host(endpoint);
        pieces.extend(pooled.map(|host| piece('p', "pooled host", host)));
        if !matches!(target, Target::Endpoint(..)) {
            pieces.push(piece('c', "compute id", endpoint.id.to_string()));
        }
    }
    if let Some(branch) = neon
        .store
        .branch_of(target)
        .filter(|_| !matches!(target, Target::Branch(..)))
    {
        pieces.push(piece('b', "branch id", branch.id.to_string()));
    }
    if let Some(project) = target
        .project()
        .filter(|_| !matches!(target, Target::Project(_)))
    {
        pieces.push(piece('r', "project id", project.to_string()));
    }
    let (address, page) = kinds::lookup::of(target, |kind| {
        (kind.address(&neon.store), kind.web_page(&neon.store))
    });
    let address = address.filter(|(_, text)| !text.is_empty());
    if let Some((label, text)) = address {
        pieces.push(piece('u', label, text));
    } else if let Some(page) = page {
        pieces.push(piece('w', "web page", page.to_owned()));
    }
    if let Some(json) = json(neon, target) {
        pieces.push(piece('J', "JSON", json));
    }
    if usage::is_shown(browser, &neon.store) == Availability::Yes {
        let figures = usage::exported(browser, neon);
        pieces.extend(figures.map(|figures| piece('f', "figures as CSV", figures.csv)));
    }
    pieces
}

/// What is known about an item, as JSON of the API, without secrets.
pub fn json(neon: &Neon, target: &Target) -> Option<String> {
    if let Some((_, raw)) = neon.store.raw.as_ref().filter(|(of, _)| of == target) {
        return Some(crate::api::secret::mask_json(raw));
    }
    let text = kinds::lookup::of(target, |kind| kind.json(&neon.store))?;
    Some(crate::api::secret::mask_json(&text))
}

pub fn copy(outbox: &mut Outbox, piece: CopyItem) {
    let label = piece.label.to_owned();
    outbox.push(Effect::Copy {
        text: CopyText::Plain(piece.text),
        label,
    });
}

/// Whether the selection has a connection URI, as far as is known.
pub fn uri_ready(browser: &Browser, neon: &Neon) -> Availability {
    let Some(target) = browser.connectable() else {
        return Availability::Hidden;
    };
    match choose(neon, target) {
        Ok(_) | Err(NoUri::NotLoaded | NoUri::Several(_)) => Availability::Yes,
        Err(NoUri::Because(why)) => Availability::No(why),
    }
}

/// Fetches the URI of the selection and copies it when it arrives.
pub fn uri(model: &mut Model) {
    let Model {
        browser,
        dialogs,
        clipboard,
        neon,
        ..
    } = model;
    let Some(target) = browser.selected().cloned() else {
        return;
    };
    match choose(neon, &target) {
        Ok(of) => fetch_uri(clipboard, neon, of),
        Err(NoUri::NotLoaded) => {
            clipboard.uri_wanted = Some(target.clone());
            let text = format!("loading {} to copy its URI …", neon.store.name(&target));
            neon.say_running(&target, text);
            crate::reads::fetch::for_uri(neon, &target);
        }
        Err(NoUri::Several(why)) => {
            neon.say(format!("{why}: choose"));
            connect::choices::open(browser, dialogs, neon);
        }
        Err(NoUri::Because(why)) => neon.say(why),
    }
}

fn fetch_uri(clipboard: &mut Clipboard, neon: &mut Neon, of: UriOf) {
    let request = of.request();
    clipboard.uri_for = Some(of);
    neon.ask(read::uri(), request);
}

/// Tries again to fetch a wanted URI, after more has been loaded.
pub fn retry(keymap: &Keymap, clipboard: &mut Clipboard, neon: &mut Neon) {
    let Some(target) = clipboard.uri_wanted.clone() else {
        return;
    };
    let chosen = choose(neon, &target);
    if !matches!(chosen, Err(NoUri::NotLoaded)) {
        neon.notices.result_known(&target);
    }
    match chosen {
        Ok(of) => {
            clipboard.uri_wanted = None;
            fetch_uri(clipboard, neon, of)
        }
        Err(NoUri::NotLoaded) => match load_error(neon, &target) {
            Some(why) => {
                clipboard.forget_uri();
                neon.say_bad(format!("no URI: {why}"))
            }
            None => crate::reads::fetch::for_uri(neon, &target),
        },
        // An answer must not open a dialog while the user is typing.
        Err(NoUri::Several(why)) => {
            clipboard.forget_uri();
            let key = keymap.name(Action::Connect);
            neon.say(format!("{why}: {key} to choose"))
        }
        Err(NoUri::Because(why)) => {
            clipboard.forget_uri();
            neon.say(why)
        }
    }
}

/// The reason why something that a URI needs could not be loaded, if any.
pub fn load_error(neon: &Neon, target: &Target) -> Option<String> {
    let inside = neon.store.inside(target.project()?)?;
    let of_project = inside.branches.error().or(inside.endpoints.error());
    let contents = neon
        .store
        .branch_of(target)
        .and_then(|branch| inside.contents.get(&branch.id));
    let of_branch =
        contents.and_then(|contents| contents.databases.error().or(contents.roles.error()));
    of_project.or(of_branch).map(ApiError::sentence)
}

pub fn uri_received(
    clipboard: &mut Clipboard,
    outbox: &mut Outbox,
    neon: &Neon,
    uri: ConnectionUri,
) {
    let Some(of) = clipboard.uri_for.take() else {
        return;
    };
    outbox.push(Effect::Copy {
        text: CopyText::Secret(uri),
        label: of.label(neon, "URI"),
    });
}

/// Reports where a text was copied to, and starts the timer that clears a secret. A clipboard reached through a
/// terminal cannot be checked later, so it is not cleared; the notice says so.
pub fn copied(model: &mut Model, text: CopyText, label: &str, route: &CopyRoute) {
    let seconds = model.settings.clear_clipboard_seconds;
    let way = route.word();
    let checked = matches!(
        route,
        CopyRoute::Native | CopyRoute::Tmux | CopyRoute::TmuxBuffer
    );
    let hint = match (&text, &model.changes.new_password) {
        (CopyText::Plain(_), _) => String::new(),
        // The notice about its creation already said which key shows this text once.
        (CopyText::Secret(text), Some((Target::ApiKey(..) | Target::Project(_), new)))
            if text == new =>
        {
            String::new()
        }
        (CopyText::Secret(_), _) => password_hint(&model.keyboard.keymap),
    };
    model.clipboard.secret = None;
    let (timer, fate) = match text {
        CopyText::Secret(text) if seconds > 0 && checked => {
            model.clipboard.secret = Some(text);
            let delay = Duration::from_secs(seconds);
            let timer = Task::after(Slot::Clipboard, delay);
            (timer, format!(", cleared in {}", duration::every(seconds)))
        }
        CopyText::Secret(_) if seconds > 0 => {
            let stays = ", which keeps it".to_owned();
            (Task::Cancel(Slot::Clipboard), stays)
        }
        _ => (Task::Cancel(Slot::Clipboard), String::new()),
    };
    match route {
        CopyRoute::Osc52 { known: false, .. } => {
            model
                .neon
                .say(format!("{label}: {way}, unconfirmed{fate}{hint}"));
        }
        _ => model.neon.say_good(format!("copied {label} ({way}{fate})")),
    }
    model.neon.start(timer);
}

/// A hint where to see a password that may not have reached the clipboard. Names and ids are on the screen.
fn password_hint(keymap: &Keymap) -> String {
    let keys = [Action::Connect, Action::ConnectReveal].map(|action| keymap.name(action));
    let [connect, reveal] = keys;
    match !connect.is_empty() && !reveal.is_empty() {
        true => format!("; if it cannot be pasted: {connect}, then {reveal} shows it"),
        false => String::new(),
    }
}

/// Clears a secret from the clipboard after its time is up.
pub fn clear(clipboard: &mut Clipboard, outbox: &mut Outbox) {
    let text = clipboard.secret.take();
    outbox.extend(text.map(Effect::ClearClipboard));
}

/// Whether there is a request to copy.
pub fn request_ready(dialogs: &Dialogs, settings: &Settings, neon: &Neon) -> Availability {
    // A form explains why there is none.
    if dialogs.top_as::<Form>().is_some() || request(dialogs, settings, neon).is_some() {
        Availability::Yes
    } else {
        Availability::no("no request has been sent yet")
    }
}

/// The request that is shown, else the latest change; before any change, the latest request.
fn request(dialogs: &Dialogs, settings: &Settings, neon: &Neon) -> Option<ShellCommands> {
    match dialogs.top() {
        Some(dialog) => dialog.commands(settings, neon),
        None => {
            let log = neon.log.entries();
            let change = log.iter().find(|entry| !entry.operation.is_read());
            let entry = change.or_else(|| log.front())?;
            Some(entry.commands(&neon.session.base_url))
        }
    }
}

/// Asks as which command to copy that request. Keys stay variables.
pub fn copy_request(dialogs: &mut Dialogs, settings: &Settings, neon: &mut Neon) {
    let Some(commands) = request(dialogs, settings, neon) else {
        return neon.say("no request to copy");
    };
    let item = |letter, label, name: &str, text: String| Item {
        letter,
        ..Item::new(
            name.to_owned(),
            text.replace(" \\\n ", ""),
            Choice::CopyCommand(CopyItem {
                label,
                letter,
                text,
            }),
        )
    };
    let neon_line = match commands.neon {
        Ok(line) => item('n', "neon command", "neon CLI", line),
        Err(why) => Item {
            why_not: Some(why.to_string()),
            ..item('n', "neon command", "neon CLI", String::new())
        },
    };
    let curl = item('c', "curl command", "curl", commands.curl);
    dialogs.open(Menu {
        items: vec![curl, neon_line],
        ..Menu::new("Copy the request as")
    });
}
