//! Everything a user can do, in one table.
//!
//! A row describes the action and names the functions that say when it is available and run it. Key map, footer,
//! help, menus, read-only mode, the README's table and the names in the configuration all derive from it; nothing
//! else in the program spells out a key.

mod handlers;
mod label;
mod table;

use crate::key::Chord;

/// Where an action is available.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Everywhere, including dialogs.
    Always,
    /// The main screen, and viewers on top of it.
    Move,
    /// The main screen only.
    Main,
    /// A table on the main screen.
    Table,
    /// The filter line of the tree or table.
    Filter,
    Form,
    /// A confirmation.
    Confirm,
    /// A list to choose from: menus, the copy menu.
    Menu,
    Help,
    Palette,
    Connect,
    /// Writing a connection to a file.
    EnvFile,
    Restore,
    /// A text over the screen.
    Viewer,
    /// The search line of a text.
    Search,
    /// A prompt for a line of text.
    Prompt,
    /// The sign-in dialog.
    SignIn,
}

impl Scope {
    /// All scopes in the order of the help.
    pub const ALL: [Self; 17] = [
        Self::Main,
        Self::Move,
        Self::Table,
        Self::Always,
        Self::Filter,
        Self::Form,
        Self::Confirm,
        Self::Menu,
        Self::Help,
        Self::Palette,
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
            Self::Palette => "Palette",
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

/// The heading of an action in menus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    Connect,
    Compute,
    Branch,
    Edit,
    New,
    GoTo,
    Lists,
    View,
    /// The user's own commands.
    Own,
    /// What destroys or replaces data.
    Danger,
}

impl Section {
    /// Its title in a menu.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Connect => "CONNECT",
            Self::Compute => "COMPUTE",
            Self::Branch => "BRANCH",
            Self::Edit => "EDIT",
            Self::New => "NEW",
            Self::GoTo => "GO TO",
            Self::Lists => "LISTS",
            Self::View => "VIEW",
            Self::Own => "YOUR COMMANDS",
            Self::Danger => "DANGER",
        }
    }
}

/// Whether an action is available now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Availability {
    Yes,
    /// Not available, for this reason, which is shown when its key is pressed.
    No(String),
    /// Not applicable here, and not mentioned.
    Hidden,
}

impl Availability {
    pub fn no(why: impl Into<String>) -> Self {
        Self::No(why.into())
    }

    /// Available, or not mentioned.
    pub const fn shown_if(is: bool) -> Self {
        if is { Self::Yes } else { Self::Hidden }
    }
}

/// A scope in which an action is available.
#[derive(Debug)]
pub struct Place {
    pub scope: Scope,
    /// The configuration's name for the action's keys in this scope.
    pub id: &'static str,
    /// The action's keys there, unless the user has set others.
    pub keys: &'static [&'static str],
    /// A word for the footer; empty to leave the action out there.
    pub short: &'static str,
}

/// A row of the table.
#[derive(Debug)]
pub struct ActionSpec {
    pub action: Action,
    /// Its name in the configuration, for its keys in all scopes.
    pub id: &'static str,
    /// Two or three words.
    pub label: &'static str,
    /// A line of help.
    pub help: &'static str,
    /// Other words for it, which the palette and the help find: those of the CLI, of k9s, of a newcomer. Those before
    /// `list` are names of what is listed, which lead to the list before anything else.
    pub also: &'static str,
    /// Where it is available.
    pub places: &'static [Place],
    /// What it can do to data.
    pub risk: Risk,
    /// It starts a compute, which costs money.
    pub wakes: bool,
    /// The importance of its hint in the footer; 0 hides it.
    pub hint: u8,
    /// Its letter in the menu of new things, if it is there.
    pub new: Option<char>,
    /// Its letter in menus, if it has no keys of its own.
    pub letter: Option<char>,
    /// It asks for confirmation before it does anything.
    pub asks: bool,
    /// Its heading in menus.
    pub group: Section,
    /// Whether `Repeat` repeats it; unless its row says so, if it changes the thing of a row.
    repeats: Option<bool>,
}

macro_rules! describe {
    (
        @places
        [[$($scope:ident as $id:ident $([$($key:literal),*])? $($short:literal)?),* $(,)?]],
        $keys:tt, $row:expr
    ) => {
        &[$(Place {
            scope: Scope::$scope, id: stringify!($id), keys: describe!(@keys $keys $([$($key),*])?),
            short: describe!(@short $($short)?),
        }),*]
    };
    (@places [$($scope:ident)?], $keys:tt, $row:expr, $short:expr) => {
        &[Place { scope: describe!(@scope $($scope)?), id: $row, keys: describe!(@keys $keys), short: $short }]
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
    (@asks) => { false };
    (@asks $asks:expr) => { $asks };
    (@group) => { Section::View };
    (@group $group:ident) => { Section::$group };
    (@repeats) => { None };
    (@repeats $repeats:expr) => { Some($repeats) };
    (@also) => { "" };
    (@also $also:literal) => { $also };
    (@new) => { None };
    (@new $new:expr) => { Some($new) };
    (@letter) => { None };
    (@letter $letter:expr) => { Some($letter) };
    ($($name:ident {
        label: $label:expr, $(short: $short:expr,)? help: $help:expr,
        $(also: $also:literal,)?
        $(scope: $scope:tt,)? $(keys: $keys:tt,)? $(risk: $risk:ident,)? $(wakes: $wakes:expr,)?
        $(hint: $hint:expr,)? $(new: $new:expr,)? $(letter: $letter:expr,)? $(asks: $asks:expr,)? $(group: $group:ident,)?
        $(repeats: $repeats:expr,)?
    } => $handlers:tt)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($name),* }

        /// The table of actions, in the order of the help.
        pub static ACTIONS: &[ActionSpec] = &[$(ActionSpec {
            action: Action::$name, id: stringify!($name), label: $label, help: $help,
            also: describe!(@also $($also)?),
            places: describe!(@places [$($scope)?], [$($keys)?], stringify!($name) $(, $short)?),
            risk: describe!(@risk $($risk)?), wakes: describe!(@wakes $($wakes)?),
            hint: describe!(@hint $($hint)?), new: describe!(@new $($new)?), letter: describe!(@letter $($letter)?),
            asks: describe!(@asks $($asks)?), group: describe!(@group $($group)?),
            repeats: describe!(@repeats $($repeats)?),
        }),*];
    };
}

table::actions!(describe);

/// Used if a row is missing, which cannot happen: every action is generated from its row.
static NOTHING: ActionSpec = ActionSpec {
    action: Action::Back,
    id: "",
    label: "",
    help: "",
    also: "",
    places: &[],
    risk: Risk::None,
    wakes: false,
    hint: 0,
    new: None,
    letter: None,
    asks: false,
    group: Section::View,
    repeats: None,
};

impl ActionSpec {
    /// Whether the user is likely to type a name or a letter right after the action's key.
    pub fn begins_text(&self) -> bool {
        self.new.is_some() || matches!(self.action, Action::Rename | Action::SetLetter)
    }

    /// Its entry for this scope, if it is available there.
    pub fn place(&self, scope: Scope) -> Option<&'static Place> {
        self.places.iter().find(|place| place.scope == scope)
    }

    /// Whether it is available in this scope.
    pub fn is_in(&self, scope: Scope) -> bool {
        self.place(scope).is_some()
    }

    /// Whether it is available on a row of the tree or of a table.
    pub fn is_on_row(&self) -> bool {
        self.is_in(Scope::Main) || self.is_in(Scope::Table)
    }

    /// Whether `Repeat` repeats it.
    pub fn repeats(&self) -> bool {
        let changes_row = self.risk == Risk::Write && self.is_on_row();
        self.repeats.unwrap_or(changes_row)
    }

    /// Its default keys in its first scope.
    pub fn keys(&self) -> &'static [&'static str] {
        self.places.first().map_or(&[], |place| place.keys)
    }

    /// Whether the menu of all actions lists it, which is about the row.
    pub fn is_in_menu(&self) -> bool {
        let is_hinted = self.hint >= 15 && self.action != Action::Palette;
        is_hinted || self.risk == Risk::Write
    }

    /// What leads to it if it has no key of its own.
    pub fn menu(&self) -> Action {
        match self.is_in_menu() {
            true => Action::ActionsMenu,
            false => Action::Palette,
        }
    }

    /// Its default keys in a scope, or those of the menu that contains it.
    pub fn default_keys(&self, place: &Place) -> Vec<String> {
        let keys = match place.keys {
            [] if Action::EDITORS.contains(&self.action) => Action::Edit.spec().keys(),
            keys => keys,
        };
        match (keys, self.new) {
            ([], Some(letter)) => vec![format!(
                "{} {letter}",
                Action::NewMenu.spec().keys().join(" ")
            )],
            ([], None) => {
                let first = self.menu().spec().keys().iter().take(1);
                first.map(ToString::to_string).collect()
            }
            (keys, _) => keys.iter().map(ToString::to_string).collect(),
        }
    }
}

impl Place {
    /// Its default keys.
    pub fn chords(&self) -> impl Iterator<Item = Chord> {
        self.keys.iter().filter_map(|key| key.parse().ok())
    }
}

/// All actions that are available in a scope, with their entries for it.
pub fn in_scope(scope: Scope) -> impl Iterator<Item = (&'static ActionSpec, &'static Place)> {
    ACTIONS
        .iter()
        .filter_map(move |spec| Some((spec, spec.place(scope)?)))
}

impl Action {
    /// The actions that open the edit form of a kind of row; `Edit` runs the one that fits.
    pub const EDITORS: [Self; 8] = [
        Self::EditDatabase,
        Self::EditBranch,
        Self::EditCompute,
        Self::EditProject,
        Self::EditMember,
        Self::EditSpending,
        Self::EditSnapshot,
        Self::EditFields,
    ];

    /// Its row in the table.
    pub fn spec(self) -> &'static ActionSpec {
        // The variants are in the order of the rows.
        ACTIONS.get(self as usize).unwrap_or(&NOTHING)
    }

    /// The configuration's names for all actions, and for their keys in each scope.
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

    /// The action with this name in the configuration, and the scope if the name applies to one scope only.
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
