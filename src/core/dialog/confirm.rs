//! Questions before something is done, by how much it can hurt.
//!
//! A question is answered with `y`; Enter means no, so that nobody confirms by habit. Where data is
//! at stake the name has to be typed, key by key: a paste is refused.

use super::{Dialog, DialogId, restore};
use crate::{
    api::Request,
    core::{
        action::Ready,
        client, compare,
        effect::Effect,
        layout::Room,
        matching,
        model::Model,
        queue,
        target::Target,
        text::{clean, width, wrap},
        typing, undo,
        uri::UriOf,
        write,
    },
    key::Key,
};
use std::cell::Cell;
use tui_input::Input;

/// The widest that a question gets.
pub const WIDEST: usize = 72;

/// A screen of fewer lines is low: what is asked gets all of it.
const LOW: u16 = 16;

/// How wide labels are, with the blanks behind them.
pub const LABEL: usize = 10;

/// How wide the lines of a question are on a screen.
pub fn page_width((columns, _): (u16, u16)) -> usize {
    usize::from(columns).saturating_sub(4).clamp(1, WIDEST)
}

/// How hard it is to say yes.
#[derive(Debug, Clone, Default)]
pub enum Guard {
    /// `y`; everything else is no.
    #[default]
    Question,
    /// The word must be typed.
    Typed {
        /// The word.
        word: String,
        /// What was typed so far.
        input: Input,
    },
}

/// What a yes does.
#[derive(Debug, Clone)]
pub enum Then {
    /// Send a change.
    Send(Box<write::Intent>),
    /// Close a dialog and lose what was typed into it.
    Discard(DialogId),
    /// Send changes one after the other.
    Queue(queue::Plan),
    /// Take a change back; what that sends.
    Undo(u64, Box<write::Intent>),
    /// Open a client to a row, with this connection.
    Client(Target, Box<UriOf>),
    /// Show a database's schema, or compare it.
    Compare(Target, compare::With),
    /// Compare the schemas of a restore, in the wizard of this id.
    Preview(DialogId),
    /// Sign in as somebody else, and lose what is filled in.
    Switch,
    /// End the program.
    Quit,
}

/// A question.
#[derive(Debug, Clone)]
pub struct Confirm {
    /// What is asked: "Suspend staging?".
    pub title: String,
    /// What will happen, line by line; names the target in full.
    pub lines: Vec<String>,
    /// Marks production.
    pub production: bool,
    /// How hard it is to say yes.
    pub guard: Guard,
    /// What a yes does.
    pub then: Then,
    /// Why Enter did nothing.
    pub hint: Option<&'static str>,
    /// It counts only when all of it was on the screen.
    pub whole: bool,
    /// The first line shown.
    pub scroll: u16,
    /// How many lines have not been on the screen yet, when it was last drawn.
    pub unseen: Cell<u16>,
    /// How many lines there were room for then.
    pub shown: Cell<u16>,
}

impl Confirm {
    /// A question that `y` answers.
    pub fn question(title: impl Into<String>, lines: Vec<String>, then: Then) -> Self {
        Self {
            title: title.into(),
            lines,
            production: false,
            guard: Guard::Question,
            then,
            hint: None,
            whole: false,
            scroll: 0,
            unseen: Cell::new(0),
            shown: Cell::new(0),
        }
    }

    /// A question that only the typed word answers.
    pub fn typed(
        title: impl Into<String>,
        lines: Vec<String>,
        word: impl Into<String>,
        then: Then,
    ) -> Self {
        let guard = Guard::Typed {
            word: word.into(),
            input: Input::default(),
        };
        Self {
            title: title.into(),
            lines,
            production: false,
            guard,
            then,
            hint: None,
            whole: false,
            scroll: 0,
            unseen: Cell::new(0),
            shown: Cell::new(0),
        }
    }

    /// The request that a yes sends.
    pub fn request(&self) -> Option<&Request> {
        match &self.then {
            Then::Send(intent) | Then::Undo(_, intent) => Some(&intent.request),
            Then::Queue(plan) => plan.steps.first().map(|step| &step.intent.request),
            Then::Discard(_)
            | Then::Client(..)
            | Then::Compare(..)
            | Then::Preview(_)
            | Then::Switch
            | Then::Quit => None,
        }
    }

    /// How many requests follow the first.
    pub fn more_requests(&self) -> usize {
        match &self.then {
            Then::Queue(plan) => plan.steps.len().saturating_sub(1),
            _ => 0,
        }
    }

    /// Whether all that must be read was on the screen.
    pub fn is_read(&self) -> bool {
        !self.whole || self.unseen.get() == 0
    }

    /// The question once more, line by line, where it is too long for the title of its window.
    pub fn long_title(&self, screen: (u16, u16)) -> Vec<String> {
        let title = clean(&self.title);
        let frame = if Room::of(screen) == Room::Tiny { 0 } else { 6 };
        let room = usize::from(screen.0.saturating_sub(frame)).min(WIDEST - 2);
        if width(&title) <= room {
            return Vec::new();
        }
        wrap(&title, page_width(screen))
    }

    /// Whether it takes the whole of a low screen, without a frame, because its title needs the room.
    pub fn is_bare(&self, screen: (u16, u16)) -> bool {
        screen.1 < LOW && !self.long_title(screen).is_empty()
    }

    /// How many lines the place takes where the word is typed.
    pub const fn guard_lines(&self, screen: (u16, u16)) -> usize {
        match &self.guard {
            Guard::Typed { .. } if screen.1 < LOW => 2,
            Guard::Typed { .. } => 3,
            Guard::Question => 0,
        }
    }

    /// Why the key that says yes does nothing yet, and what helps.
    pub fn why_not_yet(&self, screen: (u16, u16)) -> Option<&'static str> {
        let typed = matches!(self.guard, Guard::Typed { .. });
        if !self.is_readable(screen) {
            Some("too small: enlarge")
        } else if typed && self.is_satisfied() && !self.is_read() {
            Some("↓ read on")
        } else {
            None
        }
    }

    /// Whether a screen has room for the whole question, with what must be typed and a message above it.
    fn is_readable(&self, screen: (u16, u16)) -> bool {
        // The hints, and the last line, which says how many follow; a message has up to three lines.
        let around = match Room::of(screen) {
            Room::Tiny => 3,
            _ if self.is_bare(screen) => 5,
            _ => 8,
        };
        let around = around + self.guard_lines(screen);
        self.long_title(screen).len() <= usize::from(screen.1).saturating_sub(around)
    }

    /// Whether the word was typed.
    pub fn is_satisfied(&self) -> bool {
        match &self.guard {
            Guard::Question => true,
            Guard::Typed { word, input } => matching::reads_alike(input.value(), word),
        }
    }

    pub(super) fn type_key(&mut self, key: Key) -> Option<Vec<Effect>> {
        let Guard::Typed { input, .. } = &mut self.guard else {
            return None;
        };
        self.hint = None;
        typing::edit(input, key).then(Vec::new)
    }

    /// Whether a name is typed here.
    pub(super) const fn takes_text(&self) -> bool {
        matches!(self.guard, Guard::Typed { .. })
    }

    pub(super) fn paste(&mut self) -> Option<Vec<Effect>> {
        self.takes_text().then(|| {
            self.hint = Some("type it, please: a paste does not count here");
            Vec::new()
        })
    }
}

fn top(model: &Model) -> Option<&Confirm> {
    match model.dialogs.top() {
        Some(Dialog::Confirm(confirm)) => Some(confirm),
        _ => None,
    }
}

/// Whether the open dialog is a plain question.
pub fn is_question(model: &Model) -> Ready {
    match top(model).map(|confirm| &confirm.guard) {
        Some(Guard::Question) => Ready::Yes,
        _ => Ready::Hidden,
    }
}

/// Whether the open dialog wants a name to be typed.
pub fn is_typed(model: &Model) -> Ready {
    match top(model).map(|confirm| &confirm.guard) {
        Some(Guard::Typed { .. }) => Ready::Yes,
        _ => Ready::Hidden,
    }
}

/// Whether a question is open that no frame has shown yet: what was pressed was not meant for it.
pub fn is_unseen(model: &Model) -> bool {
    top(model).is_some() && !model.dialogs.top_was_drawn()
}

/// Says that it was answered before it could be read.
pub fn too_soon(model: &mut Model) -> Vec<Effect> {
    model.say("pressed before the question was on the screen, so it did nothing")
}

/// Does what was asked.
pub fn yes(model: &mut Model) -> Vec<Effect> {
    let Some(confirm) = top(model).filter(|confirm| confirm.is_satisfied()).cloned() else {
        return Vec::new();
    };
    if is_unseen(model) {
        return too_soon(model);
    }
    if !confirm.is_readable(model.size) {
        return model.say_bad("the screen is too small to show what is asked, so nothing was done");
    }
    model.dialogs.close_top();
    match confirm.then {
        Then::Send(intent) => write::send(model, *intent),
        Then::Discard(id) => {
            model.dialogs.close(id);
            Vec::new()
        }
        Then::Queue(plan) => queue::start(model, plan),
        Then::Undo(id, inverse) => undo::go(model, id, *inverse),
        Then::Client(row, of) => client::go(model, row, *of),
        Then::Preview(id) => restore::compare_now(model, id),
        Then::Compare(target, with) => compare::go(model, &target, &with),
        Then::Switch => vec![Effect::GoOnSigningIn],
        Then::Quit => vec![Effect::Quit],
    }
}

/// Does nothing.
pub fn no(model: &mut Model) -> Vec<Effect> {
    model.dialogs.close_top();
    Vec::new()
}

/// On a question this is no; with a typed word it is yes, once the word is right.
pub fn enter(model: &mut Model) -> Vec<Effect> {
    match top(model).map(|confirm| (&confirm.guard, confirm.is_satisfied())) {
        Some((Guard::Typed { .. }, true)) => {
            if top(model).is_some_and(Confirm::is_read) {
                return yes(model);
            }
            Vec::new()
        }
        Some((Guard::Typed { .. }, false)) => {
            if let Some(Dialog::Confirm(confirm)) = model.dialogs.top_mut() {
                confirm.hint = Some("the name does not match yet");
            }
            Vec::new()
        }
        Some((Guard::Question, _)) | None => no(model),
    }
}

/// Shows what comes further down.
pub fn down(model: &mut Model) -> Vec<Effect> {
    let lines = page(model).min(3);
    scroll(model, lines)
}

/// Shows what stands further up.
pub fn up(model: &mut Model) -> Vec<Effect> {
    let lines = page(model).min(3);
    scroll(model, -lines)
}

/// Shows the next page.
pub fn page_down(model: &mut Model) -> Vec<Effect> {
    let page = page(model);
    scroll(model, page)
}

/// Shows the page before.
pub fn page_up(model: &mut Model) -> Vec<Effect> {
    let page = page(model);
    scroll(model, -page)
}

/// The lines of a page; the last one comes along, since it may be covered by how many follow.
fn page(model: &Model) -> i16 {
    let shown = top(model).map_or(0, |confirm| confirm.shown.get());
    i16::try_from(shown.saturating_sub(1)).map_or(1, |lines| lines.clamp(1, 40))
}

fn scroll(model: &mut Model, by: i16) -> Vec<Effect> {
    if let Some(Dialog::Confirm(confirm)) = model.dialogs.top_mut() {
        // What was drawn says how much is left.
        let left = i16::try_from(confirm.unseen.get()).unwrap_or(i16::MAX);
        confirm.scroll = confirm.scroll.saturating_add_signed(by.min(left));
        confirm.hint = None;
    }
    Vec::new()
}
