//! The program without a screen.

use super::{
    super::{clipboard::Clipboard, engine::Engine, start::Prepared},
    Failure, say,
};
use crate::{
    neon::{Connectivity, notice::NoticeTone},
    store::target::Target,
    ui::{Action, CopyText, Keymap, Model, Msg, navigation_target::NotFound, update},
};
use jiff::Timestamp;
use std::time::Duration;
use tokio::{
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    time::timeout,
};

/// How long nothing may arrive.
const PATIENCE: Duration = Duration::from_secs(120);
/// No dialog is cut on a screen of this size.
const SCREEN: (u16, u16) = (200, 200);

pub struct Session {
    engine: Engine,
    copied: UnboundedReceiver<CopyText>,
}

impl Session {
    /// Starts to connect, and to look for the place.
    pub fn open(prepared: Prepared) -> Result<Self, Failure> {
        let Prepared {
            mut startup,
            mut gateway,
            journal,
            ..
        } = prepared;
        if startup.session.origin.is_none() {
            return Err(Failure::SignedOut(
                "Not signed in: set NEON_API_KEY, or see lazyneon --help.".to_owned(),
            ));
        }
        // Where the dashboard was left is its own business; changes are logged as everywhere.
        gateway.store = gateway.store.log_only();
        startup.session.refresh_seconds = 0;
        let model = Model::new(startup, Keymap::default(), Timestamp::now(), SCREEN);
        let (sender, copied) = unbounded_channel();
        let engine = Engine::new(
            model,
            Box::new(Timestamp::now),
            Clipboard::to(sender),
            journal,
            gateway,
        );
        engine.connect();
        let mut session = Self { engine, copied };
        session.engine.dispatch(Msg::Start);
        Ok(session)
    }

    pub fn model(&self) -> &Model {
        &self.engine.model
    }

    /// Handles answers until this holds, or until nothing more can arrive.
    pub async fn until(&mut self, holds: impl Fn(&Model) -> bool) -> Result<(), Failure> {
        while !holds(self.model()) && (self.engine.is_busy() || self.model().changes.is_working()) {
            let reply = timeout(PATIENCE, self.engine.reply());
            let reply = reply
                .await
                .map_err(|_| Failure::Neon("Neon has not answered for two minutes.".to_owned()))?;
            self.engine.on_reply(reply);
            match &self.model().neon.link {
                Connectivity::SignedOut { why } => return Err(Failure::SignedOut(why.clone())),
                Connectivity::Offline { why, .. } => return Err(Failure::Neon(why.clone())),
                Connectivity::Starting | Connectivity::Online | Connectivity::Unreadable { .. } => {
                }
            }
        }
        Ok(())
    }

    /// Handles answers until nothing more arrives.
    pub async fn settle(&mut self) -> Result<(), Failure> {
        self.until(|_| false).await
    }

    /// The place that was named, once it is found; `None` if none was.
    pub async fn place(&mut self) -> Result<Option<Target>, Failure> {
        if self.model().settings.destination.is_none() {
            return Ok(None);
        }
        let is_looking =
            |model: &Model| model.start.destination.is_some() || model.start.lookup.is_some();
        self.until(|model| !is_looking(model)).await?;
        match &self.model().start.lost {
            Some(NotFound::Place(why)) => return Err(Failure::NoSuchPlace(sentence(why))),
            Some(NotFound::Answer(why)) => return Err(Failure::Neon(sentence(why))),
            None => {}
        }
        if is_looking(self.model()) {
            return Err(Failure::NoSuchPlace("There is no such place.".to_owned()));
        }
        Ok(self.model().browser.selected().cloned())
    }

    /// The same where one is needed.
    pub async fn needed_place(&mut self) -> Result<Target, Failure> {
        let place = self.place().await?;
        place.ok_or_else(|| Failure::Usage("PLACE is missing: see lazyneon --help.".to_owned()))
    }

    /// The newest bad news.
    pub fn bad_news(&self) -> Option<String> {
        let mut notices = self.model().neon.notices.past();
        let bad = notices.find(|notice| notice.tone == NoticeTone::Bad);
        bad.map(|notice| sentence(&notice.text))
    }

    /// The newest notice of any kind, as a sentence.
    pub fn latest(&self) -> Option<String> {
        let mut notices = self.model().neon.notices.past();
        notices.next().map(|notice| sentence(&notice.text))
    }

    /// Performs an action as if its key had been pressed, on a screen that the user has seen.
    pub fn perform(&mut self, action: Action) {
        self.engine.model.drawn();
        self.change(|model| action.run(model));
    }

    /// Changes the model, and runs the effects.
    pub fn change(&mut self, change: impl FnOnce(&mut Model)) {
        let effects = update::change(&mut self.engine.model, change);
        self.engine.run(effects);
    }

    /// Waits for the next text that is copied.
    pub async fn copied(&mut self) -> Result<Option<CopyText>, Failure> {
        self.settle().await?;
        Ok(self.copied.try_recv().ok())
    }

    /// Writes the log of changes.
    pub fn close(&self) {
        self.engine.save();
        if self.model().changes.log.has_failed {
            say("The change could not be written to the log of changes.");
        }
    }
}

/// A notice as a sentence. It may begin with a name, so its first letter stays.
fn sentence(text: &str) -> String {
    let text = text.trim();
    match text.ends_with(['.', '!', '?']) {
        true => text.to_owned(),
        false => format!("{text}."),
    }
}
