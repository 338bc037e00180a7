//! What the actions do: the functions that the rows of the table name, called behind the protections.

use super::{Action, Availability, Risk, Scope, table::actions};
use crate::{
    api::types,
    kinds::{neon_auth::AuthSetting, storage},
    neon::Connectivity,
    reads::timing,
    store::target::Target,
    ui::{
        bookmarks::commands as bookmarks,
        change_list, clipboard,
        commands::{self, bulk::Bulk},
        compare, console, db_client,
        dialog::{
            self, confirm, connect, env, form, help, menu, palette, prompt, restore, sign_in,
            viewer,
        },
        download, filter, jump_history,
        model::Model,
        mouse, navigation, pane_commands, quit, reconfigure, refresh, save, settings_in_force,
        subject_row,
        table::{self, flat},
        text::lower_first,
        theme_menu, upload, usage,
    },
};
use About::{Compute, Other, Place, Screen};

/// What an action is about, which decides whose protection rules apply.
#[derive(Debug, Clone, Copy)]
enum About {
    /// The selected row, which must be in view.
    Row,
    /// What the row is in: so is the operation that the cursor may be on.
    Place,
    Other(fn(&Model) -> Option<Target>),
    /// The compute of the selected row or operation.
    Compute,
    /// The screen: no row needs to be in view.
    Screen,
}

/// The second half of a row of the table.
struct Handlers {
    ready: fn(&Model) -> Availability,
    run: fn(&mut Model),
    /// How to run it on all marked rows, if that is possible.
    bulk: Option<&'static Bulk>,
    about: About,
    /// The list that it opens for the place of the row, else for all projects.
    list_here: Option<&'static table::list::Spec>,
    /// The list that it adds to.
    adds_to: Option<&'static table::list::Spec>,
    /// Whether the menu of this row has it although it changes nothing.
    is_in_menu_of: fn(&Target) -> bool,
    /// The list that is inside of those rows, which opens where there is no other place for them.
    inside: Option<&'static table::list::Spec>,
}

macro_rules! handle {
    (@bulk) => { None };
    (@bulk $bulk:expr) => { Some(&$bulk) };
    (@list) => { None };
    (@list $list:expr) => { Some($list) };
    (@about) => { About::Row };
    (@about $about:expr) => { $about };
    (@ready $($of:ident)::+) => { $($of)::+ };
    (@ready $($of:ident)::+ ($($state:ident),+ $(; $more:expr)?)) => {
        |model| $($of)::+ ($(&handle!(@state model $state)),+ $(, $more)?)
    };
    (@run $($of:ident)::+) => { $($of)::+ };
    (@run $($of:ident)::+ ($($state:ident),+ $(; $more:expr)?)) => {
        |model| $($of)::+ ($(&mut handle!(@state model $state)),+ $(, $more)?)
    };
    (@state $model:ident keymap) => { $model.keyboard.keymap };
    (@state $model:ident panes) => { $model.browser.panes };
    (@state $model:ident tree) => { $model.browser.tree };
    (@state $model:ident bookmarks) => { $model.browser.bookmarks };
    (@state $model:ident store) => { $model.neon.store };
    (@state $model:ident $state:ident) => { $model.$state };
    (@of {
        ready: $($ready:ident)::+ $(($($asked:ident),+ $(; $and:expr)?))?,
        run: $($run:ident)::+ $(($($changed:ident),+ $(; $with:expr)?))?
        $(, bulk: $bulk:expr)? $(, about: $about:expr)? $(, adds_to: $list:expr)? $(,)?
    }) => {
        Handlers {
            ready: handle!(@ready $($ready)::+ $(($($asked),+ $(; $and)?))?),
            run: handle!(@run $($run)::+ $(($($changed),+ $(; $with)?))?),
            bulk: handle!(@bulk $($bulk)?), about: handle!(@about $($about)?),
            list_here: None,
            adds_to: handle!(@list $($list)?),
            is_in_menu_of: no_row,
            inside: None,
        }
    };
    (@of { opens: $list:expr }) => {
        handle!(@of {
            ready: table::open::can_open(browser, neon; $list), run: table::open::open(browser, neon; $list),
            about: Place,
        })
    };
    (@of { opens: $list:expr, from: $row:pat }) => {
        Handlers {
            is_in_menu_of: |row| matches!(row, $row),
            ..handle!(@of { opens: $list })
        }
    };
    (@of { opens: $list:expr, inside: $of:path }) => {
        Handlers {
            is_in_menu_of: $of,
            inside: Some($list),
            ..handle!(@of { opens: $list })
        }
    };
    (@of { opens: $list:expr, tab: $tab:expr, by: $by:expr }) => {
        Handlers {
            run: |model| {
                table::open::open_ordered(&mut model.browser, &mut model.neon, ($list, $tab), $by)
            },
            ..handle!(@of { opens: $list, tab: $tab })
        }
    };
    (@of { opens: $list:expr, tab: $tab:expr }) => {
        Handlers {
            ready: |model| table::open::can_open(&model.browser, &model.neon, $list),
            run: |model| table::open::open_tab(&mut model.browser, &mut model.neon, $list, $tab),
            about: Place,
            ..NOTHING
        }
    };
    (@of { opens: $list:expr, or_of_all: $tab:expr }) => {
        Handlers {
            run: |model| table::everywhere::open_or_all(&mut model.browser, &mut model.neon, $list, $tab),
            about: Place,
            list_here: Some($list),
            ..NOTHING
        }
    };
    (@of { adds_to: $list:expr }) => {
        Handlers {
            adds_to: Some($list),
            ..handle!(@of {
                ready: form::create::can_add_to(browser, store; $list),
                run: form::create::add_to(browser, dialogs, settings, neon; $list),
            })
        }
    };
    ($($name:ident $described:tt => $handlers:tt)*) => {
        static HANDLERS: &[Handlers] = &[$(handle!(@of $handlers)),*];
    };
}

actions!(handle);

/// Used if a row is missing, which cannot happen: every action is generated from its row.
const NOTHING: Handlers = Handlers {
    ready: always,
    run: nothing,
    bulk: None,
    about: Screen,
    list_here: None,
    adds_to: None,
    is_in_menu_of: no_row,
    inside: None,
};

const fn no_row(_: &Target) -> bool {
    false
}

const fn always(_: &Model) -> Availability {
    Availability::Yes
}

const fn nothing(_: &mut Model) {}

/// What changes nothing on the row, although it is chosen there.
const ELSEWHERE: [Action; 4] = [
    Action::NewProject,
    Action::AcceptTransfer,
    Action::Invite,
    Action::NewKey,
];

fn on_operation(model: &Model) -> bool {
    subject_row::is_on_operation(model)
}

impl Action {
    fn handlers(self) -> &'static Handlers {
        // The variants are in the order of the rows.
        HANDLERS.get(self as usize).unwrap_or(const { &NOTHING })
    }

    /// The list that it adds to.
    pub fn adds_to(self) -> Option<&'static table::list::Spec> {
        self.handlers().adds_to
    }

    /// Whether the menu of this row has it although it changes nothing.
    pub fn is_in_menu_of(self, row: &Target) -> bool {
        (self.handlers().is_in_menu_of)(row)
    }

    /// The list that is inside of a row.
    pub fn list_inside(row: &Target) -> Option<&'static table::list::Spec> {
        let inside = |handlers: &'static Handlers| {
            let list = handlers.inside?;
            (handlers.is_in_menu_of)(row).then_some(list)
        };
        HANDLERS.iter().find_map(inside)
    }

    /// The list that it opens for the place of the row, or for all projects where there is none.
    pub(super) fn list_here(self) -> Option<&'static table::list::Spec> {
        self.handlers().list_here
    }

    /// How to run it on all marked rows, if that is possible.
    pub fn bulk(self) -> Option<&'static Bulk> {
        self.handlers().bulk
    }

    /// Whether it is about the selected row, even if the cursor is on an operation.
    pub fn is_of_row(self, model: &Model) -> bool {
        match self.handlers().about {
            About::Row | Other(_) => true,
            Compute => !on_operation(model),
            Place | Screen => false,
        }
    }

    /// Whether the action is available now. Read-only mode and `--no-wake` are handled here for all actions.
    pub fn ready(self, model: &Model) -> Availability {
        let (spec, handlers) = (self.spec(), self.handlers());
        let is_of_row = spec.is_on_row() && self.is_of_row(model);
        if is_of_row && spec.is_in(Scope::Main) && on_operation(model) {
            return Availability::No(subject_row::not_on_it(model));
        }
        let of_marked = handlers
            .bulk
            .and_then(|bulk| commands::bulk::ready(model, bulk));
        let of_many = of_marked.is_some();
        let ready = of_marked.unwrap_or_else(|| (handlers.ready)(model));
        if ready == Availability::Hidden {
            return ready;
        }
        // Marked rows are checked one by one when the bulk change is planned, whatever row is selected.
        let other = match handlers.about {
            About::Other(other) => other(model),
            Compute => commands::compute::subject(&model.browser, &model.neon.store),
            About::Row | Place | Screen => model.browser.selected().cloned(),
        };
        let target = other.as_ref();
        let target = target.filter(|_| !of_many);
        // Before its own reason, which may advise another change.
        if spec.risk == Risk::Write
            && let Some(why) = model.neon.read_only_why(target)
        {
            return Availability::no(format!(
                "read-only: {} is off ({why})",
                lower_first(spec.label)
            ));
        }
        if ready != Availability::Yes {
            return ready;
        }
        if is_of_row && let Some(why) = subject_row::out_of_view(model) {
            return Availability::No(why);
        }
        if spec.risk == Risk::Write
            && is_of_row
            && !of_many
            && !ELSEWHERE.contains(&self)
            && let Some(why) = subject_row::being_deleted(model)
        {
            return Availability::No(why);
        }
        if spec.risk == Risk::Write && matches!(model.neon.link, Connectivity::Offline { .. }) {
            let key = model.keyboard.keymap.name(Action::Refresh);
            return Availability::no(format!(
                "Neon cannot be reached, so nothing can be changed; {key} retries"
            ));
        }
        if spec.wakes
            && let Some(by) = model.neon.no_wake_by(target)
        {
            return Availability::no(format!(
                "{} would wake a compute: blocked by {by}",
                lower_first(spec.label)
            ));
        }
        Availability::Yes
    }

    /// Runs it, or says why it is not available.
    pub fn run(self, model: &mut Model) {
        let spec = self.spec();
        match self.ready(model) {
            Availability::Yes => {
                if spec.repeats() {
                    model.browser.travel.begun = Some(self);
                } else if model.dialogs.is_empty() {
                    model.browser.travel.begun = None;
                }
                let before = model.changes.sent;
                match self.bulk().filter(|_| commands::bulk::count(model) > 0) {
                    Some(bulk) => (bulk.run)(model),
                    None => (self.handlers().run)(model),
                }
                if model.changes.sent > before || self == Action::CopyUri {
                    let travel = &mut model.browser.travel;
                    travel.last = travel.begun.take().or(travel.last);
                }
            }
            Availability::No(why) => {
                if spec.begins_text() {
                    model.keyboard.lose_field(model.neon.now);
                }
                model.neon.say(why)
            }
            Availability::Hidden => {}
        }
    }
}
