//! Everything a user can do, in one table.
//!
//! A row names the action, says when it can be done and does it. Key map, footer, help, menus,
//! read-only mode, the README's table and the names in the configuration are all read from here;
//! nothing else in the program spells a key.

use super::{dialog, model::Model};
use crate::{
    key::Chord,
    neon::Connectivity,
    store::target::Target,
    ui::commands::{self, bulk::Bulk},
};

/// Where an action can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Everywhere, also in dialogs.
    Always,
    /// The main screen, and viewers that lie over it.
    Move,
    /// The main screen only.
    Main,
    /// A table on the main screen.
    Table,
    /// The filter line of the tree or table.
    Filter,
    Form,
    /// A question to be answered.
    Confirm,
    /// A list to choose from: menus, the copy menu.
    Menu,
    Help,
    /// The connect dialog.
    Connect,
    /// Writing a connection into a file.
    EnvFile,
    /// The restore wizard.
    Restore,
    /// A text over the screen.
    Viewer,
    /// The words that are looked for in a text.
    Search,
    /// A line of text that is asked for.
    Prompt,
    /// Where to look, and as whom.
    SignIn,
}

impl Scope {
    /// All scopes in the order of the help.
    pub const ALL: [Self; 16] = [
        Self::Main,
        Self::Move,
        Self::Table,
        Self::Always,
        Self::Filter,
        Self::Form,
        Self::Confirm,
        Self::Menu,
        Self::Help,
        Self::Connect,
        Self::EnvFile,
        Self::Restore,
        Self::Viewer,
        Self::Search,
        Self::Prompt,
        Self::SignIn,
    ];

    /// Its title in the help.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Always => "Anywhere",
            Self::Move => "Navigation",
            Self::Main => "Main screen",
            Self::Table => "Tables",
            Self::Filter => "Filter line",
            Self::Form => "Forms",
            Self::Confirm => "Confirmations",
            Self::Menu => "Menus",
            Self::Help => "Help",
            Self::Connect => "Connect",
            Self::EnvFile => ".env file",
            Self::Restore => "Restore",
            Self::Viewer => "Text viewer",
            Self::Search => "Text search",
            Self::Prompt => "Text prompt",
            Self::SignIn => "Organizations and accounts",
        }
    }
}

/// What an action can do to the user's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// Nothing at Neon changes.
    None,
    /// Something at Neon changes; refused in read-only mode.
    Write,
}

/// Whether an action can be done now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Availability {
    Yes,
    /// It cannot, and this is why: shown when its key is pressed.
    No(String),
    /// It makes no sense here and is not mentioned.
    Hidden,
}

impl Availability {
    /// Not now, because.
    pub fn no(why: impl Into<String>) -> Self {
        Self::No(why.into())
    }

    /// Yes, or not mentioned.
    pub const fn shown_if(is: bool) -> Self {
        if is { Self::Yes } else { Self::Hidden }
    }
}

/// A scope in which an action can be reached.
#[derive(Debug)]
pub struct Place {
    pub scope: Scope,
    /// The name in the configuration of the action's keys in this scope.
    pub id: &'static str,
    /// The action's keys there, unless the user has chosen others.
    pub keys: &'static [&'static str],
    /// One word for the footer; empty to leave it out there.
    pub short: &'static str,
}

/// What an action is about: whose rules hold.
#[derive(Debug, Clone, Copy)]
pub enum About {
    /// The row of the cursor, which must be in view.
    Row,
    Other(fn(&Model) -> Option<Target>),
    /// The screen: the row needs not be in view.
    Screen,
}

/// A row of the table.
#[derive(Debug)]
pub struct ActionSpec {
    pub action: Action,
    /// Its name in the configuration: of its keys in all scopes.
    pub id: &'static str,
    /// Two or three words.
    pub label: &'static str,
    /// A line of help.
    pub help: &'static str,
    /// Where it can be reached.
    pub places: &'static [Place],
    /// What it can do to data.
    pub risk: Risk,
    /// It starts a compute, which costs money.
    pub wakes: bool,
    /// How important its hint in the footer is; 0 is never shown there.
    pub hint: u8,
    /// Its letter in the menu of what can be made, if it is there.
    pub new: Option<char>,
    /// How it is done to all that is marked, if it can be.
    pub bulk: Option<&'static Bulk>,
    about: About,
    ready: fn(&Model) -> Availability,
    run: fn(&mut Model),
}

// A row that says no more is reached on the main screen, has no key, changes nothing at Neon, wakes no compute and is not
// mentioned in the footer.
//
// What dialogs share has several scopes. It has a name of its own in the configuration for each, and may have other keys
// there, and a word for the footer.
macro_rules! actions {
    (
        @places
        [[$($scope:ident as $id:ident $([$($key:literal),*])? $($short:literal)?),* $(,)?]],
        $keys:tt, $row:expr
    ) => {
        &[$(Place {
            scope: Scope::$scope, id: stringify!($id), keys: actions!(@keys $keys $([$($key),*])?),
            short: actions!(@short $($short)?),
        }),*]
    };
    (@places [$($scope:ident)?], $keys:tt, $row:expr, $short:expr) => {
        &[Place { scope: actions!(@scope $($scope)?), id: $row, keys: actions!(@keys $keys), short: $short }]
    };
    (@keys []) => { &[] };
    (@keys [$all:tt]) => { &$all };
    (@keys $all:tt $own:tt) => { &$own };
    (@short) => { "" };
    (@short $short:literal) => { $short };
    (@scope) => { Scope::Main };
    (@scope $scope:ident) => { Scope::$scope };
    (@risk) => { Risk::None };
    (@risk $risk:ident) => { Risk::$risk };
    (@wakes) => { false };
    (@wakes $wakes:expr) => { $wakes };
    (@hint) => { 0 };
    (@hint $hint:expr) => { $hint };
    (@new) => { None };
    (@new $new:expr) => { Some($new) };
    (@bulk) => { None };
    (@bulk $bulk:expr) => { Some(&$bulk) };
    (@about) => { About::Row };
    (@about $about:expr) => { $about };
    ($($name:ident {
        label: $label:expr, $(short: $short:expr,)? help: $help:expr,
        $(scope: $scope:tt,)? $(keys: $keys:tt,)? $(risk: $risk:ident,)? $(wakes: $wakes:expr,)?
        $(hint: $hint:expr,)? ready: $ready:expr, run: $run:expr
        $(, new: $new:expr)? $(, bulk: $bulk:expr)? $(, about: $about:expr)? $(,)?
    })*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($name),* }

        /// The table of actions, in the order of the help.
        pub static ACTIONS: &[ActionSpec] = &[$(ActionSpec {
            action: Action::$name, id: stringify!($name), label: $label, help: $help,
            places: actions!(@places [$($scope)?], [$($keys)?], stringify!($name) $(, $short)?),
            risk: actions!(@risk $($risk)?), wakes: actions!(@wakes $($wakes)?), hint: actions!(@hint $($hint)?),
            new: actions!(@new $($new)?), bulk: actions!(@bulk $($bulk)?), about: actions!(@about $($about)?),
            ready: $ready, run: $run,
        }),*];

        impl Action {
            /// Its row.
            pub fn spec(self) -> &'static ActionSpec {
                // The variants are in the order of the rows.
                ACTIONS.get(self as usize).unwrap_or(&NOTHING)
            }
        }
    };
}

mod table;

pub use table::{ACTIONS, Action};

/// Stands where a row is missing, which cannot be: every action is made from its row.
static NOTHING: ActionSpec = ActionSpec {
    action: Action::Back,
    id: "",
    label: "",
    help: "",
    places: &[],
    risk: Risk::None,
    wakes: false,
    hint: 0,
    new: None,
    bulk: None,
    about: About::Screen,
    ready: always,
    run: nothing,
};

fn always(_: &Model) -> Availability {
    Availability::Yes
}

const fn nothing(_: &mut Model) {}

impl ActionSpec {
    /// Whether the action can be done now; read-only and no-wake are decided here, for all of them.
    pub fn ready(&self, model: &Model) -> Availability {
        let of_marked = self
            .bulk
            .and_then(|bulk| commands::bulk::ready(model, bulk));
        let of_many = of_marked.is_some();
        let ready = of_marked.unwrap_or_else(|| (self.ready)(model));
        if ready != Availability::Yes {
            return ready;
        }
        let is_on_main = self.is_in(Scope::Main) || self.is_in(Scope::Table);
        if is_on_main && !matches!(self.about, About::Screen) && !model.browser.shows_row() {
            return Availability::no(format!(
                "the operations fill the screen; {} shows the row that this is about",
                model.keyboard.keymap.name(Action::FocusTree)
            ));
        }
        // What is marked is judged row by row when it is planned, whatever the cursor is on.
        let other = match self.about {
            About::Other(other) => other(model),
            About::Row | About::Screen => model.browser.selected().cloned(),
        };
        let target = other.as_ref();
        let target = target.filter(|_| !of_many);
        if self.risk == Risk::Write
            && let Some(why) = model.neon.read_only_why(target)
        {
            return Availability::no(format!(
                "read-only: {} is off ({why})",
                lower_first(self.label)
            ));
        }
        if self.risk == Risk::Write && matches!(model.neon.link, Connectivity::Offline { .. }) {
            let key = model.keyboard.keymap.name(Action::Refresh);
            return Availability::no(format!(
                "Neon cannot be reached, so nothing can be changed; {key} tries again"
            ));
        }
        if self.wakes
            && let Some(by) = model.neon.no_wake_by(target)
        {
            return Availability::no(format!(
                "{} would wake a compute: blocked by {by}",
                lower_first(self.label)
            ));
        }
        Availability::Yes
    }

    /// Whether a name is likely to be typed right after its key.
    pub fn begins_text(&self) -> bool {
        self.new.is_some() || self.action == Action::Rename
    }

    /// What is said of it in this scope, if it can be reached there.
    pub fn place(&self, scope: Scope) -> Option<&'static Place> {
        self.places.iter().find(|place| place.scope == scope)
    }

    /// Whether it can be reached in this scope.
    pub fn is_in(&self, scope: Scope) -> bool {
        self.place(scope).is_some()
    }

    /// Its keys where it is reached first, before the user's choices.
    pub fn keys(&self) -> &'static [&'static str] {
        self.places.first().map_or(&[], |place| place.keys)
    }

    /// How it is reached in a scope, before the user's choices: its keys, or those of the menu that has it.
    pub fn ways(&self, place: &Place) -> Vec<String> {
        let keys = match place.keys {
            [] if dialog::form::EDITORS.contains(&self.action) => Action::Edit.spec().keys(),
            keys => keys,
        };
        match (keys, self.new) {
            ([], Some(letter)) => vec![format!(
                "{} {letter}",
                Action::NewMenu.spec().keys().join(" ")
            )],
            ([], None) => vec![Action::ActionsMenu.spec().keys().join(" ")],
            (keys, _) => keys.iter().map(ToString::to_string).collect(),
        }
    }

    /// Does it, or says why not.
    pub fn run(&self, model: &mut Model) {
        match self.ready(model) {
            Availability::Yes => {
                if self.risk == Risk::Write || self.action == Action::CopyUri {
                    model.browser.travel.last = Some(self.action);
                }
                match self.bulk.filter(|_| commands::bulk::count(model) > 0) {
                    Some(bulk) => (bulk.run)(model),
                    None => (self.run)(model),
                }
            }
            Availability::No(why) => {
                if self.begins_text() {
                    model.keyboard.lose_field(model.neon.now);
                }
                model.neon.say(why)
            }
            Availability::Hidden => {}
        }
    }
}

/// The text inside a sentence: "Copy connection URI" is "copy connection URI".
pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

impl Place {
    /// Its keys as they come, before the user's choices.
    pub fn chords(&self) -> impl Iterator<Item = Chord> {
        self.keys.iter().filter_map(|key| key.parse().ok())
    }
}

/// All actions that can be reached in a scope, with what is said of them there.
pub fn in_scope(scope: Scope) -> impl Iterator<Item = (&'static ActionSpec, &'static Place)> {
    ACTIONS
        .iter()
        .filter_map(move |spec| Some((spec, spec.place(scope)?)))
}

impl Action {
    /// The names of all actions in the configuration, and of their keys in each scope.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let of_scopes = |spec: &'static ActionSpec| spec.places.iter().map(|place| place.id);
        ACTIONS
            .iter()
            .flat_map(move |spec| [spec.id].into_iter().chain(of_scopes(spec)))
    }

    /// Whether this is its name, or that of its keys in a scope.
    pub fn has_name(self, name: &str) -> bool {
        let spec = self.spec();
        spec.id == name || spec.places.iter().any(|place| place.id == name)
    }

    /// The action with this name in the configuration, and the scope if the name is of its keys in one scope only.
    pub fn named(id: &str) -> Option<(Self, Option<Scope>)> {
        let is_it = |name: &str| name.eq_ignore_ascii_case(id);
        let whole = ACTIONS.iter().find(|spec| is_it(spec.id));
        if let Some(spec) = whole {
            return Some((spec.action, None));
        }
        ACTIONS.iter().find_map(|spec| {
            let place = spec.places.iter().find(|place| is_it(place.id))?;
            Some((spec.action, Some(place.scope)))
        })
    }
}
