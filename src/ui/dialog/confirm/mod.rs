//! Confirmation questions, by how much harm can be done.
//!
//! A question is answered with `y`; Enter means no, so that nobody confirms out of habit. If data is at stake, the name
//! must be typed key by key: a paste is refused.

pub mod answer;
pub mod request;

use super::Behavior;
use crate::{
    api::ShellCommands,
    changes::{change::Change, queue},
    key::Key,
    kinds::matching,
    neon::{DialogId, Neon},
    store::target::Target,
    ui::{
        action::{Availability, Scope},
        commands,
        compare::with,
        dialog::{Dialogs, stakes::Stakes},
        layout::Breakpoint,
        local_job::Upload,
        model::Model,
        own_command::{OwnCommand, running::RunId},
        scroll::{Scroll, Step},
        settings::Settings,
        text::{clean, width, wrap},
        text_input,
        uri::UriOf,
    },
};
use tui_input::Input;

/// The maximum width of a question.
pub const WIDEST: usize = 72;

/// On a screen with fewer lines, a question gets the whole screen.
const LOW: u16 = 16;

/// The width of the lines of a question on this screen.
pub fn page_width((columns, _): (u16, u16)) -> usize {
    usize::from(columns).saturating_sub(4).clamp(1, WIDEST)
}

/// How a question is confirmed.
#[derive(Debug, Clone, Default)]
pub enum ConfirmedBy {
    /// With `y`; everything else means no.
    #[default]
    Question,
    /// By typing a word.
    Typed {
        word: String,
        /// The text typed so far.
        input: Input,
    },
}

/// What happens on confirmation.
#[derive(Debug, Clone)]
pub enum OnConfirm {
    Send(Box<Change>),
    /// Close a dialog and discard what was typed into it.
    Discard(DialogId),
    /// Send changes one after the other.
    Queue(queue::Plan),
    /// Undo a change, by sending another one.
    Undo(u64, Box<Change>),
    /// Open a client for a row, with this connection.
    Client(Target, Box<UriOf>),
    /// Show the schema of a database, or compare it.
    Compare(Target, with::With),
    /// Compare the schemas of a restore, in the wizard with this id.
    Preview(DialogId),
    /// Sign in to another account and discard what is filled in.
    Switch,
    /// Run the user's own command for a row, with these words.
    Command(Option<Target>, Box<OwnCommand>, Vec<String>),
    /// Store a file in the place of an object.
    Upload(Box<Upload>),
    /// Stop one of the user's own commands.
    Stop(RunId),
    Quit,
}

#[derive(Debug, Clone)]
pub struct Confirm {
    /// The question: "Suspend staging?".
    pub title: String,
    /// What will happen, line by line; names the target in full.
    pub lines: Vec<String>,
    /// Whether to mark it as production.
    pub production: bool,
    /// The names of the steps of the wizard whose last step this is, if it is one.
    pub steps: &'static [&'static str],
    /// How it is confirmed.
    pub guard: ConfirmedBy,
    /// What happens on confirmation.
    pub then: OnConfirm,
    /// Why Enter did nothing.
    pub hint: Option<&'static str>,
    /// Whether it can be confirmed only after all of it was on the screen.
    pub whole: bool,
    /// Whether only an answer closes it: the key that closes it has already led back once.
    pub stays: bool,
    pub scroll: Scroll,
}

impl Confirm {
    /// A question that is confirmed with `y`.
    pub fn question(title: impl Into<String>, lines: Vec<String>, then: OnConfirm) -> Self {
        Self {
            title: title.into(),
            lines,
            production: false,
            steps: &[],
            guard: ConfirmedBy::Question,
            then,
            hint: None,
            whole: false,
            stays: false,
            scroll: Scroll::default(),
        }
    }

    /// A question that is confirmed by typing a word.
    pub fn typed(
        title: impl Into<String>,
        lines: Vec<String>,
        word: impl Into<String>,
        then: OnConfirm,
    ) -> Self {
        let guard = ConfirmedBy::Typed {
            word: word.into(),
            input: Input::default(),
        };
        Self {
            guard,
            ..Self::question(title, lines, then)
        }
    }

    /// A question about many changes: the word must be typed if one of them is to production or cannot be undone.
    pub fn of_plan(
        neon: &Neon,
        title: String,
        lines: Vec<String>,
        word: String,
        plan: queue::Plan,
    ) -> Self {
        let mut steps = plan.steps.iter();
        let production = steps.any(|step| commands::delete::is_production(neon, &step.row));
        let mut changes = plan.steps.iter().map(|step| &step.change);
        let is_grave = production || changes.any(|change| change.is_irreversible(neon));
        let then = OnConfirm::Queue(plan);
        let confirm = match is_grave {
            true => Self::typed(title, lines, word, then),
            false => Self::question(title, lines, then),
        };
        Self {
            production,
            whole: is_grave,
            ..confirm
        }
    }

    /// The changes that are sent on confirmation, in order.
    pub fn changes(&self) -> Vec<&Change> {
        match &self.then {
            OnConfirm::Send(change) | OnConfirm::Undo(_, change) => vec![change],
            OnConfirm::Queue(plan) => plan.steps.iter().map(|step| &step.change).collect(),
            OnConfirm::Discard(_)
            | OnConfirm::Client(..)
            | OnConfirm::Command(..)
            | OnConfirm::Compare(..)
            | OnConfirm::Preview(_)
            | OnConfirm::Upload(_)
            | OnConfirm::Stop(_)
            | OnConfirm::Switch
            | OnConfirm::Quit => Vec::new(),
        }
    }

    /// What it is about: the name of the thing, or how many there are.
    pub fn subject(&self, neon: &Neon) -> String {
        match (&self.then, self.changes().as_slice()) {
            (
                OnConfirm::Client(of, _)
                | OnConfirm::Compare(of, _)
                | OnConfirm::Command(Some(of), ..),
                _,
            ) => clean(&neon.store.name(of)).into_owned(),
            (_, [one]) => clean(&one.name).into_owned(),
            (_, [first, others @ ..]) if others.iter().all(|one| one.target == first.target) => {
                clean(&first.name).into_owned()
            }
            (_, []) => String::new(),
            (_, many) => format!("{} changes", many.len()),
        }
    }

    /// Whether everything that must be read was on the screen.
    pub fn is_read(&self) -> bool {
        !self.whole || self.scroll.hidden().1 == 0
    }

    /// The question as lines, if it is too long for the title of its window.
    pub fn long_title(&self, screen: (u16, u16)) -> Vec<String> {
        let title = clean(&self.title);
        // The frame, and the mark of production.
        let beside = match Breakpoint::of(screen) {
            Breakpoint::Tiny => 0,
            _ if self.production => 6 + 7,
            _ => 6,
        };
        let room = usize::from(screen.0.saturating_sub(beside)).min(WIDEST - 2);
        if width(&title) <= room {
            return Vec::new();
        }
        wrap(&title, page_width(screen))
    }

    /// Whether it takes the whole of a low screen, without a frame, because its title needs the room.
    pub fn is_bare(&self, screen: (u16, u16)) -> bool {
        screen.1 < LOW && !self.long_title(screen).is_empty()
    }

    /// The number of lines taken by the input for the word.
    pub const fn guard_lines(&self, screen: (u16, u16)) -> usize {
        match &self.guard {
            ConfirmedBy::Typed { .. } if screen.1 < LOW => 2,
            ConfirmedBy::Typed { .. } => 3,
            ConfirmedBy::Question => 0,
        }
    }

    /// Why it cannot be confirmed yet, and what helps.
    pub fn why_not_yet(&self, screen: (u16, u16)) -> Option<&'static str> {
        let typed = matches!(self.guard, ConfirmedBy::Typed { .. });
        if !self.is_readable(screen) {
            Some("too small: enlarge")
        } else if typed && self.is_satisfied() && !self.is_read() {
            Some("↓ read on")
        } else {
            None
        }
    }

    /// Whether a screen fits the whole question, with the input and a notice above it.
    fn is_readable(&self, screen: (u16, u16)) -> bool {
        // The hints, and the last line, which says how many lines follow; a notice has up to three lines.
        let around = match Breakpoint::of(screen) {
            Breakpoint::Tiny => 3,
            _ if self.is_bare(screen) => 5,
            _ => 8,
        };
        let around = around + self.guard_lines(screen);
        self.long_title(screen).len() <= usize::from(screen.1).saturating_sub(around)
    }

    /// Whether the word was typed, if one is required.
    pub fn is_satisfied(&self) -> bool {
        match &self.guard {
            ConfirmedBy::Question => true,
            ConfirmedBy::Typed { word, input } => matching::reads_alike(input.value(), word),
        }
    }
}

impl Behavior for Confirm {
    /// It takes no paste at all, and says so.
    fn takes_secrets(&self) -> bool {
        true
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Confirm, Scope::Always]
    }

    fn takes_text(&self) -> bool {
        matches!(self.guard, ConfirmedBy::Typed { .. })
    }

    fn runs_letters(&self) -> bool {
        !self.takes_text()
    }

    fn commands(&self, _: &Settings, neon: &Neon) -> Option<ShellCommands> {
        let first = *self.changes().first()?;
        Some(first.request.commands(&neon.session.base_url))
    }

    fn stakes(&self, _: &Settings, neon: &Neon) -> Stakes {
        let own = Stakes {
            production: self.production,
            irreversible: false,
        };
        let about = match &self.then {
            OnConfirm::Client(target, _)
            | OnConfirm::Compare(target, _)
            | OnConfirm::Command(Some(target), ..) => Stakes::of(neon, target),
            OnConfirm::Upload(upload) => Stakes {
                // A function can be deployed again.
                irreversible: !matches!(upload.of, Target::Function(..)),
                ..Stakes::of(neon, &upload.of)
            },
            _ => Stakes::default(),
        };
        let changes = self.changes().into_iter();
        changes
            .map(|change| Stakes::of_change(neon, change))
            .fold(own.and(about), Stakes::and)
    }

    fn type_key(model: &mut Model, key: Key) -> bool {
        let Some(confirm) = model.dialogs.top_as_mut::<Self>() else {
            return false;
        };
        let ConfirmedBy::Typed { input, .. } = &mut confirm.guard else {
            return false;
        };
        confirm.hint = None;
        text_input::edit(input, key)
    }

    fn paste(model: &mut Model, _text: &str) -> bool {
        let Some(confirm) = model
            .dialogs
            .top_as_mut::<Self>()
            .filter(|confirm| confirm.takes_text())
        else {
            return false;
        };
        confirm.hint = Some("type it: pasting does not count here");
        true
    }

    fn close(model: &mut Model) {
        match model.dialogs.top_as_mut::<Self>() {
            Some(confirm) if confirm.stays => confirm.hint = Some("answer yes or no"),
            _ => model.dialogs.close_top(),
        }
    }

    fn scroll(&self) -> Option<&Scroll> {
        Some(&self.scroll)
    }

    fn go(model: &mut Model, step: Step) {
        if let Some(confirm) = model.dialogs.top_as_mut::<Self>() {
            confirm.scroll.read(step);
            confirm.hint = None;
        }
    }
}

/// Whether the open dialog is a plain question.
pub fn is_question(dialogs: &Dialogs) -> Availability {
    let is = |confirm: &Confirm| !confirm.takes_text();
    Availability::shown_if(dialogs.top_is(is))
}

/// Whether the open dialog requires a name to be typed.
pub fn is_typed(dialogs: &Dialogs) -> Availability {
    Availability::shown_if(dialogs.top_is(Confirm::takes_text))
}

/// Whether a question is open that has not been drawn yet: keys pressed now were not meant for it.
pub fn is_unseen(dialogs: &Dialogs) -> bool {
    dialogs.top_as::<Confirm>().is_some() && !dialogs.top_was_drawn()
}

/// Reports that a key came before the question could be read.
pub fn too_soon(neon: &mut Neon) {
    neon.say("pressed before the question was on the screen, so it did nothing")
}
