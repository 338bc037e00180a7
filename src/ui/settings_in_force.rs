//! Shows which settings are in force.

use super::dialog::viewer::Content;
use crate::{
    kinds::units::duration,
    neon::{Neon, account::CredentialSource},
    ui::{
        browser::Browser,
        dialog::{Dialogs, viewer::Viewer},
        settings::Settings,
    },
};
use std::path::Path;

/// Shows which settings are in force for the selection, and what has set them.
pub fn show(browser: &Browser, dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    let target = browser.selected().cloned();
    let session = &neon.session;
    let about = target.as_ref().map_or_else(
        || "nothing is selected".to_owned(),
        |target| format!("{} {}", target.noun(), neon.store.name(target)),
    );
    let yes = |by: Option<String>| by.map_or_else(|| "no".to_owned(), |by| format!("yes: {by}"));
    let who = session
        .who
        .as_ref()
        .map(|who| format!(" ({})", who.describe()));
    let origin = session.origin.as_ref().map(CredentialSource::describe);
    let production = target
        .as_ref()
        .and_then(|target| neon.production_by(target));
    let refresh = match session.refresh_seconds {
        0 => "off".to_owned(),
        seconds if neon.live => format!("every {}", duration::every(seconds)),
        seconds => format!("paused (every {})", duration::every(seconds)),
    };
    let configuration = settings.config.as_deref().map(Path::display);
    let configuration = configuration.map(|path| path.to_string());
    let lines = [
        ("selected", about),
        ("read-only", yes(neon.read_only_by(target.as_ref()))),
        ("no waking", yes(neon.no_wake_by(target.as_ref()))),
        ("PROD", yes(production)),
        (
            "key",
            format!(
                "{}{}",
                origin.unwrap_or_else(|| "none".to_owned()),
                who.unwrap_or_default()
            ),
        ),
        ("API", session.base_url.clone()),
        ("refresh", refresh),
        (
            "rules",
            format!("{} in config.toml", neon.policy.rules.len()),
        ),
        ("configuration", configuration.unwrap_or_default()),
    ];
    let lines = lines
        .iter()
        .map(|(label, value)| format!("{label:<14} {value}"));
    let mut viewer = Viewer::new("Settings in force", Content::Text(lines.collect()));
    if let Some(target) = &target {
        viewer = viewer.about(target);
    }
    viewer.framed = true;
    dialogs.open(viewer);
}
