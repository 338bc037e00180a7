//! What can be done with the screen: look, list, move, focus.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { crate::ui::action::table::dialogs::rows! { $read $($before)*
    Undo {
        label: "Undo", short: "undo", help: "Undo the last change; in the activity, that of the row",
        also: "revert rollback",
        keys: ["z"], risk: Write, hint: 11, asks: true, repeats: false,
    } => {
        ready: commands::undo::newest_ready(browser, changes, neon),
        run: commands::undo::newest(browser, dialogs, changes, neon), about: Screen,
    }
    UndoList {
        label: "Undo list", short: "undo …", help: "List the changes of this session that can be undone",
        also: "history",
        keys: ["Z"], risk: Write, asks: true, group: Lists, repeats: false,
    } => {
        ready: commands::undo::ready(changes, neon), run: commands::undo::list(dialogs, changes, neon), about: Screen,
    }
    Deleted {
        label: "Deleted projects", short: "deleted", help: "List deleted projects; on a deleted branch, recover it",
        also: "trash recover",
        keys: ["U"], hint: 8, group: Lists,
    } => { ready: always, run: commands::deleted::list, about: Screen }
    Describe {
        label: "Describe", short: "describe", help: "Show everything the API says about this row",
        also: "get show yaml json info",
        keys: ["d"], hint: 30,
    } => { ready: pane_commands::has_selection(browser), run: pane_commands::describe(browser, neon) }
    ActionsMenu {
        label: "All actions", short: "more", help: "List every action for this row",
        also: "menu",
        keys: ["x"], hint: 55,
    } => { ready: always, run: menu::open::actions }
    Curl {
        label: "Copy the request", help: "Copy the request shown, or the latest change, as a command",
        also: "curl cli terminal shell command",
        scope: [
            Move as CopyCurl, Form as FormCurl "copy", Restore as RestoreCurl "copy",
            Confirm as ConfirmCurl "copy",
        ], keys: ["Ctrl-y"], hint: 20,
    } => {
        ready: clipboard::request_ready(dialogs, settings, neon), run: clipboard::copy_request(dialogs, settings, neon),
    }
    Filter {
        label: "Filter", short: "filter", help: "Show only rows with these words, or storage>10gb",
        also: "search find grep",
        keys: ["/"], hint: 50,
    } => { ready: always, run: filter::open(browser, changes, neon), about: Screen }
    Sort {
        label: "Sort projects", short: "sort", help: "Sort projects by name, by last activity or as Neon does",
        keys: [","],
    } => { ready: table::commands::is_hidden(browser), run: navigation::sort(browser, changes, neon), about: Place }
    Branches {
        label: "Branches", short: "branches", help: "Show the branches of the project, or of all, as a table",
        also: "branches branch br list",
        keys: ["g b"], group: Lists,
    } => { opens: &table::branches::SPEC, or_of_all: table::everywhere::BRANCHES }
    Recover {
        label: "Recover", short: "recover", help: "Recover the deleted branch with its computes",
        keys: ["u"], risk: Write, hint: 78, group: Edit,
    } => {
        ready: commands::deleted::can_recover(browser, changes),
        run: commands::deleted::recover_selected(browser, changes, neon), bulk: commands::deleted::BULK,
    }
    Refresh {
        label: "Refresh", short: "refresh", help: "Refresh this row",
        also: "reload",
        keys: ["r", "Ctrl-r"], hint: 15,
    } => { ready: always, run: refresh::refresh_selected(browser, neon), about: Place }
    RefreshAll {
        label: "Refresh everything", short: "refresh all", help: "Refresh everything on screen",
        also: "reload",
        keys: ["R"],
    } => { ready: always, run: refresh::refresh_all(browser, neon), about: Screen }
    Live {
        label: "Toggle live refresh", short: "live",
        help: "Refresh the open project periodically, or only on request",
        also: "auto-refresh watch poll pause",
        keys: ["a"],
    } => { ready: always, run: timing::toggle_live(neon), about: Screen }
    ReadOnly {
        label: "Toggle read-only", short: "read-only", help: "Refuse all changes, or allow them again",
        also: "readonly lock write",
        keys: ["W"],
    } => { ready: pane_commands::can_switch_mode(browser, neon), run: pane_commands::switch_mode(neon), about: Screen }
    Times {
        label: "Time format", short: "times", help: "Show times as relative, local or UTC",
        also: "clock utc time zone",
        keys: ["T"],
    } => { ready: always, run: pane_commands::cycle_times(settings, neon), about: Screen }
    Mouse {
        label: "Toggle mouse", short: "mouse", help: "Let the mouse click, scroll and drag, or select text",
        also: "capture click wheel select text enable disable",
        scope: Move, keys: ["M"],
    } => { ready: always, run: mouse::switch::toggle(mouse, settings, neon) }
    Theme {
        label: "Color theme", short: "theme", help: "Choose the colors; the screen shows them at once",
        also: "colour palette skin dark light switch change appearance",
    } => { ready: always, run: theme_menu::open(dialogs, settings), about: Screen }
    Linear {
        label: "Toggle linear mode", short: "linear", help: "Draw one column of plain text, for screen readers",
        also: "accessibility accessible a11y braille blind speech orca nvda voiceover plain",
    } => { ready: always, run: pane_commands::toggle_linear(browser, settings, changes, neon), about: Screen }
    RequestLog {
        label: "API requests", short: "requests", help: "List the API requests that were sent",
        also: "log http curl debug network",
        keys: ["@"], hint: 10, group: Lists,
    } => { ready: always, run: viewer::open_log(dialogs), about: Screen }
    ChangeList {
        label: "Sent changes", short: "changes", help: "List the changes that you sent, also earlier",
        also: "history audit log",
        keys: ["g l"], group: Lists,
    } => { ready: always, run: change_list::open(dialogs, settings, changes), about: Screen }
    Notices {
        label: "Notices", short: "notices", help: "List the latest notices, also errors",
        also: "messages warnings",
        keys: ["g M"], group: Lists,
    } => { ready: always, run: viewer::open_notices(dialogs, settings, neon), about: Screen }
    Accounts {
        label: "Organizations and accounts", short: "accounts",
        help: "Switch organization, profile or key, or open the demo",
        also: "ctx context login profile switch logout",
        keys: ["O"], hint: 7, group: Lists,
    } => { ready: always, run: sign_in::open, about: Screen }
    AccountsHere {
        label: "Sign in", short: "accounts", help: "Sign in again and keep what was typed",
        scope: Always, keys: ["Ctrl-o"],
    } => { ready: always, run: sign_in::open }
    SettingsInForce {
        label: "Settings in force", short: "settings", help: "Show what makes this row read-only, no-wake or PROD",
        also: "config production no-wake",
        keys: ["g i"],
    } => { ready: always, run: settings_in_force::show(browser, dialogs, settings, neon), about: Place }
    EditConfiguration {
        label: "Edit configuration", short: "configure", help: "Open config.toml in your editor; changes are used at once",
        also: "config rebind keys settings preferences options theme columns",
        keys: [], group: Lists,
    } => { ready: always, run: reconfigure::edit(outbox, settings, neon), about: Screen }
    ReloadConfiguration {
        label: "Reload configuration", short: "reload", help: "Read config.toml again, as happens when it changes",
        also: "config",
        keys: [], group: Lists,
    } => { ready: always, run: reconfigure::ask(outbox), about: Screen }
    Help {
        label: "Help", short: "help", help: "List all keys; type to filter",
        also: "keys ? keybindings bindings shortcuts hotkeys keymap",
        keys: ["?", "F1"], hint: 95,
    } => { ready: always, run: help::open, about: Screen }
    Palette {
        label: "Find or do …", short: "find", help: "Find any action or place by what it is called",
        keys: [":", "Ctrl-p"], hint: 54, group: GoTo,
    } => { ready: always, run: palette::open, about: Screen }
    GoBack {
        label: "Back in history", short: "last place", help: "Go back to where the cursor was before",
        keys: ["-", "Alt-←"], group: GoTo,
    } => {
        ready: jump_history::can_go_back(browser, store), run: jump_history::back(browser, changes, neon),
        about: Screen,
    }
    GoForward {
        label: "Forward in history", short: "forward", help: "Go forward again",
        keys: ["Alt-→"], group: GoTo,
    } => {
        ready: jump_history::can_go_forward(browser, store), run: jump_history::forward(browser, changes, neon),
        about: Screen,
    }
    Home {
        label: "Home", short: "home", help: "Go to the first row; closes filter and table",
        also: "overview pulse spend top",
        keys: ["0"], group: GoTo,
    } => { ready: always, run: jump_history::home(browser, changes, neon), about: Screen }
    SetLetter {
        label: "Set bookmark", short: "bookmark", help: "Set a bookmark (a to z) on this row",
        keys: ["m"], group: GoTo,
    } => { ready: bookmarks::can_name(browser), run: bookmarks::name(bookmarks, keymap, neon) }
    GoToLetter {
        label: "Go to bookmark", short: "jump", help: "Go to the bookmark with the next letter",
        keys: ["'"], group: GoTo,
    } => { ready: always, run: bookmarks::jump(bookmarks, keymap, neon), about: Screen }
    Pin {
        label: "Pin or unpin", short: "pin", help: "Pin the project or branch to the top, or unpin it",
        keys: ["*"],
    } => { ready: bookmarks::can_pin(browser), run: bookmarks::pin(browser, outbox, changes, neon) }
    Repeat {
        label: "Repeat", short: "repeat", help: "Repeat the last change on this row",
        keys: ["."],
    } => { ready: jump_history::can_repeat(browser), run: jump_history::repeat }
    GoToProject {
        label: "Go to the project", short: "project", help: "Go to the project of this row",
        keys: ["g p"], group: GoTo,
    } => {
        ready: jump_history::is_in_project(browser), run: jump_history::project(browser, changes, neon), about: Place,
    }
    GoToComputes {
        label: "Go to the computes", short: "computes", help: "Go to the branch's first compute",
        keys: ["g e"], group: GoTo,
    } => {
        ready: jump_history::is_in_project(browser), run: jump_history::compute(browser, changes, neon), about: Place,
    }
    GoToDatabases {
        label: "Go to the databases", short: "databases", help: "Go to the branch's first database",
        keys: ["g d"], group: GoTo,
    } => {
        ready: jump_history::is_in_project(browser), run: jump_history::database(browser, changes, neon),
        about: Place,
    }
    GoToRoles {
        label: "Go to the roles", short: "roles", help: "Go to the branch's first role",
        keys: ["g r"], group: GoTo,
    } => { ready: jump_history::is_in_project(browser), run: jump_history::role(browser, changes, neon), about: Place }
    GoToOperations {
        label: "Go to the activity", short: "activity", help: "Focus the activity: the operations of the project",
        also: "operations operation ops op list",
        keys: ["g o"], group: GoTo,
    } => { ready: always, run: navigation::activity(browser, changes, neon), about: Screen }
    Header {
        label: "Toggle header", short: "header", help: "Show or hide the header",
        also: "crumbs",
        keys: ["Ctrl-e"],
    } => { ready: always, run: pane_commands::header(browser), about: Screen }
    Strip {
        label: "Toggle activity", short: "activity", help: "Show or hide the activity",
        keys: ["Ctrl-g"],
    } => { ready: pane_commands::can_toggle_operations(browser), run: pane_commands::operations(browser), about: Screen }
    Zoom {
        label: "Full screen", short: "zoom", help: "Show the focused pane full screen, or restore it",
        also: "maximize fullscreen",
        keys: ["f"],
    } => { ready: always, run: pane_commands::zoom(browser), about: Screen }
    NarrowTree {
        label: "Narrower tree", short: "narrower", help: "Make the tree 4 columns narrower, now and later",
        keys: ["<"],
    } => {
        ready: pane_commands::can_narrow_tree(browser), run: pane_commands::narrow_tree(browser, outbox, neon),
        about: Screen,
    }
    WidenTree {
        label: "Wider tree", short: "wider", help: "Make the tree 4 columns wider, now and later",
        keys: [">"],
    } => {
        ready: pane_commands::can_widen_tree(browser), run: pane_commands::widen_tree(browser, outbox, neon),
        about: Screen,
    }
    FitTree {
        label: "Fit the tree", short: "fit", help: "Let the width of the tree follow its names again",
        keys: ["="],
    } => {
        ready: pane_commands::can_fit_tree(browser), run: pane_commands::fit_tree(browser, outbox, neon),
        about: Screen,
    }
    NextPane {
        label: "Next pane", short: "pane", help: "Focus the next pane",
        keys: ["Tab"],
    } => { ready: always, run: pane_commands::next(browser), about: Screen }
    PreviousPane {
        label: "Previous pane", short: "pane", help: "Focus the previous pane",
        keys: ["Shift-Tab"],
    } => { ready: always, run: pane_commands::previous(browser), about: Screen }
    FocusTree {
        label: "Resources", short: "tree", help: "Focus the tree",
        keys: ["1"],
    } => { ready: always, run: pane_commands::focus_tree(browser), about: Screen }
    FocusDetails {
        label: "Details", short: "details", help: "Focus the details",
        keys: ["2"],
    } => { ready: always, run: pane_commands::focus_details(browser), about: Screen }
    FocusOperations {
        label: "Activity", short: "activity", help: "Focus the activity: the operations of the project",
        also: "operations ops events log history jobs",
        keys: ["3"],
    } => { ready: always, run: navigation::activity(browser, changes, neon), about: Screen }
    PreviousTab {
        label: "Previous tab", short: "tab", help: "Show the previous tab",
        keys: ["["],
    } => { ready: pane_commands::can_turn(browser), run: pane_commands::previous_tab(browser, neon), about: Place }
    NextTab {
        label: "Next tab", short: "tabs", help: "Show the next tab",
        keys: ["]"], hint: 14,
    } => { ready: pane_commands::can_turn(browser), run: pane_commands::next_tab(browser, neon), about: Place }
    Usage {
        label: "Usage", short: "usage", help: "Show what this row has used and cost, full screen",
        also: "cost billing consumption money price invoice spent expensive charges",
        keys: ["g u"],
    } => { ready: usage::can_open(browser, store), run: usage::open(browser, neon), about: Place }
    EarlierPeriod {
        label: "Earlier period", short: "earlier", help: "Show the use of the period before",
        keys: ["{"], hint: 68,
    } => { ready: usage::can_go_earlier(browser, neon), run: usage::earlier(browser, neon), about: Place }
    LaterPeriod {
        label: "Later period", short: "later", help: "Show the use of the period after",
        keys: ["}"], hint: 67,
    } => { ready: usage::can_go_later(browser, store), run: usage::later(browser, neon), about: Place }
    NextInterval {
        label: "Hours, days, months", short: "hours/days", help: "Show the use by hour, by day or by month",
        keys: ["I"], hint: 66,
    } => { ready: usage::is_shown(browser, store), run: usage::next_interval(browser, neon), about: Place }
    Redraw {
        label: "Redraw", short: "redraw", help: "Redraw the whole screen",
        scope: Always, keys: ["Ctrl-l"],
    } => { ready: always, run: pane_commands::redraw(outbox) }
    SuspendProgram {
        label: "Leave to the shell", short: "shell", help: "Put lazyneon in the background; fg comes back",
        also: "suspend lazyneon background job",
        scope: Always, keys: ["Ctrl-z"],
    } => { ready: always, run: pane_commands::suspend(outbox) }
    Quit {
        label: "Close or quit", short: "quit", help: "Close full screen or the table, else quit",
        also: "q exit",
        scope: Move, keys: ["q"], hint: 5,
    } => { ready: always, run: quit::quit }
    QuitFromHere {
        label: "Quit", short: "quit", help: "Quit (asks while a change is running)",
        also: "q exit",
        keys: ["Q"],
    } => { ready: always, run: quit::quit_now, about: Screen }
    QuitNow {
        label: "Quit", short: "quit", help: "Quit from anywhere (asks while a change is running)",
        scope: Always, keys: ["Ctrl-c"],
    } => { ready: always, run: quit::quit_now }
    Down {
        label: "Down", short: "down", help: "Move down one row",
        scope: Move, keys: ["j", "↓"],
    } => { ready: always, run: navigation::down(browser, dialogs, changes, neon) }
    Up {
        label: "Up", short: "up", help: "Move up one row",
        scope: Move, keys: ["k", "↑"],
    } => { ready: always, run: navigation::up(browser, dialogs, changes, neon) }
    Left {
        label: "Collapse", short: "collapse", help: "Collapse the row, or go to its parent",
        scope: Move, keys: ["h", "←"],
    } => { ready: always, run: navigation::left(browser, dialogs, changes, neon) }
    Right {
        label: "Expand", short: "expand", help: "Expand the row, or go to its first child",
        scope: Move, keys: ["l", "→"],
    } => { ready: always, run: navigation::right(browser, dialogs, changes, neon) }
    Open {
        label: "Open", short: "open", help: "Expand or collapse the row, or show what it is about",
        scope: Move, keys: ["Enter"], hint: 65,
    } => { ready: always, run: navigation::open(browser, dialogs, start, changes, neon) }
    Back {
        label: "Back", short: "back", help: "Go back one step; never quits",
        scope: Move, keys: ["Esc"], hint: 12,
    } => { ready: always, run: navigation::back }
    Top {
        label: "Top", short: "top", help: "Go to the first row",
        scope: Move, keys: ["g g", "Home"], group: GoTo,
    } => { ready: always, run: navigation::top(browser, dialogs, changes, neon) }
    Bottom {
        label: "Bottom", short: "bottom", help: "Go to the last row",
        scope: Move, keys: ["G", "End"], group: GoTo,
    } => { ready: always, run: navigation::bottom(browser, dialogs, changes, neon) }
    HalfDown {
        label: "Half a page down", short: "½ down", help: "Move down half a page",
        scope: Move, keys: ["Ctrl-d"],
    } => { ready: always, run: navigation::half_down(browser, dialogs, changes, neon) }
    HalfUp {
        label: "Half a page up", short: "½ up", help: "Move up half a page",
        scope: Move, keys: ["Ctrl-u"],
    } => { ready: always, run: navigation::half_up(browser, dialogs, changes, neon) }
    PageDown {
        label: "Page down", short: "page", help: "Move down a page",
        scope: Move, keys: ["PgDn", "Ctrl-f"],
    } => { ready: always, run: navigation::page_down(browser, dialogs, changes, neon) }
    PageUp {
        label: "Page up", short: "page", help: "Move up a page",
        scope: Move, keys: ["PgUp", "Ctrl-b"],
    } => { ready: always, run: navigation::page_up(browser, dialogs, changes, neon) }
    DetailsDown {
        label: "Scroll details down", short: "details", help: "Scroll the details down from the tree",
        scope: Move, keys: ["J"],
    } => { ready: always, run: navigation::details_down(browser, dialogs, changes, neon) }
    DetailsUp {
        label: "Scroll details up", short: "details", help: "Scroll the details up from the tree",
        scope: Move, keys: ["K"],
    } => { ready: always, run: navigation::details_up(browser, dialogs, changes, neon) }
    ScrollLeft {
        label: "Scroll left", short: "left", help: "Scroll long lines left",
        scope: Move, keys: ["H"],
    } => { ready: always, run: navigation::scroll_left(browser, dialogs) }
    ScrollRight {
        label: "Scroll right", short: "right", help: "Scroll long lines right",
        scope: Move, keys: ["L"],
    } => { ready: always, run: navigation::scroll_right(browser, dialogs) }
    } };
}
pub(in crate::ui::action) use rows;
