//! The keys of tables, of the filter line and of dialogs.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { $read! { $($before)*
    Mark {
        label: "Mark", short: "mark", help: "Mark or unmark the row and move down",
        scope: Table, keys: ["Space"], hint: 79,
    } => { ready: table::commands::has_row(browser), run: table::marks::toggle(browser, neon) }
    MarkRange {
        label: "Mark a range", short: "range", help: "Start a range of marks; again to end it",
        scope: Table, keys: ["v"], hint: 16,
    } => { ready: table::commands::has_row(browser), run: table::marks::range(browser) }
    MarkAll {
        label: "Mark all", short: "mark all", help: "Mark every row shown, or none",
        scope: Table, keys: ["V"], hint: 15,
    } => { ready: table::commands::has_row(browser), run: table::marks::all(browser) }
    SortBy {
        label: "Sort …", short: "sort", help: "Choose the column to sort by",
        scope: Table, keys: [","], hint: 45,
    } => { ready: table::commands::is_shown(browser), run: table::commands::sort(browser, dialogs) }
    SortByName {
        label: "Sort by name", short: "by name", help: "Sort the rows by name; again in reverse",
        scope: Table, keys: [],
    } => { ready: table::commands::is_shown(browser), run: table::commands::sort_by_name(browser, neon) }
    SortByAge {
        label: "Sort by age", short: "by age", help: "Sort the rows by when they were created; again in reverse",
        scope: Table, keys: [],
    } => { ready: table::commands::has_age(browser), run: table::commands::sort_by_age(browser, neon) }
    SortByState {
        label: "Sort by state", short: "by state", help: "Sort the rows by their state; again in reverse",
        scope: Table, keys: [],
    } => { ready: table::commands::has_state(browser), run: table::commands::sort_by_state(browser, neon) }
    SortByProject {
        label: "Sort by project", short: "by project", help: "Sort the rows by their project; again in reverse",
        scope: Table, keys: [],
    } => { ready: table::commands::has_project(browser), run: table::commands::sort_by_project(browser, neon) }
    Reverse {
        label: "Reverse order", short: "reverse", help: "Reverse the order of the rows",
        scope: Table, keys: [";"],
    } => { ready: table::commands::is_shown(browser), run: table::commands::reverse(browser, neon) }
    Wide {
        label: "Toggle wide columns", short: "wide", help: "Show every column and scroll sideways",
        scope: Table, keys: ["w"], hint: 40,
    } => { ready: table::commands::is_shown(browser), run: table::commands::wide(browser) }
    FewerDays {
        label: "Stale sooner", short: "days", help: "Lower the days after which a branch is stale",
        scope: Table, keys: ["<"],
    } => { ready: table::commands::has_days(browser), run: table::commands::fewer_days(browser, neon) }
    MoreDays {
        label: "Stale later", short: "days", help: "Raise the days after which a branch is stale",
        scope: Table, keys: [">"], hint: 76,
    } => { ready: table::commands::has_days(browser), run: table::commands::more_days(browser, neon) }
    ExportTable {
        label: "Save to a file", short: "export", help: "Save the rows with every column as CSV or JSON",
        also: "csv json",
        scope: Table, keys: ["Ctrl-s"], hint: 14,
    } => { ready: save::can_export_table(browser, store), run: save::export_table(browser, dialogs, neon) }
    ExportUsage {
        label: "Save the figures", short: "export", help: "Save the figures of the Usage tab as CSV or JSON",
        also: "csv",
        keys: ["Ctrl-s"], hint: 14,
    } => {
        ready: save::can_export_usage(browser, neon), run: save::export_usage(browser, dialogs, neon), about: Place,
    }
    FlatOrTree {
        label: "Tree or flat", short: "tree/flat", help: "Show the branches as a tree or a flat list",
        scope: Table, keys: ["`"],
    } => { ready: table::commands::can_be_flat(browser), run: table::commands::flat(browser, neon) }
    FilterKeep {
        label: "Keep the filter", short: "keep", help: "Return to the list with the filter on",
        scope: Filter, keys: ["Enter"], hint: 90,
    } => { ready: always, run: filter::keep(browser, start, changes, neon) }
    FilterDrop {
        label: "Clear the filter", short: "clear", help: "Return to the whole list",
        scope: Filter, keys: ["Esc"], hint: 80,
    } => { ready: always, run: filter::drop(browser, changes, neon) }
    FilterComplete {
        label: "Complete the field", short: "field", help: "Complete a field or its value, then step through others",
        scope: Filter, keys: ["Tab"], hint: 70,
    } => { ready: always, run: filter::complete::complete(browser, neon) }
    FilterDown {
        label: "Down", short: "down", help: "Move down in the list, or to the next filter",
        scope: Filter, keys: ["↓", "Ctrl-n"],
    } => { ready: always, run: filter::down(browser, changes, neon) }
    FilterUp {
        label: "Up", short: "up", help: "Move up in the list, or to an earlier filter",
        scope: Filter, keys: ["↑", "Ctrl-p"],
    } => { ready: always, run: filter::up(browser, changes, neon) }
    FormApply {
        label: "Apply", short: "apply", help: "Check the form and show what will be sent",
        scope: Form, keys: ["Ctrl-s"], risk: Write, hint: 95,
    } => { ready: always, run: form::apply::apply(dialogs, changes, neon) }
    FormToggle {
        label: "Toggle", short: "toggle", help: "Toggle the box, or mark the entry of a list",
        scope: Form, keys: ["Space"], hint: 50,
    } => { ready: always, run: form::keys::toggle(dialogs, neon) }
    FormRevert {
        label: "Revert field", short: "revert", help: "Restore the field's original value",
        scope: Form, keys: ["Ctrl-r"], hint: 40,
    } => { ready: always, run: form::keys::revert(dialogs, neon) }
    FormText {
        label: "Edit as text", short: "as text", help: "Edit the form as YAML in your editor; sends nothing",
        scope: Form, keys: ["Ctrl-e"], hint: 25,
    } => { ready: always, run: form::text::open(dialogs, outbox, settings, neon) }
    FormHelp {
        label: "Field help", short: "help", help: "Explain the field",
        scope: Form, keys: ["F1"], hint: 30,
    } => { ready: always, run: form::keys::field_help(dialogs, neon) }
    FormTheirs {
        label: "Take theirs", short: "theirs", help: "Take the other person's value of this field",
        scope: Form, keys: ["t"], hint: 90,
    } => { ready: form::conflict::in_conflict(dialogs), run: form::conflict::theirs(dialogs, neon) }
    FormMine {
        label: "Keep mine", short: "mine", help: "Keep your value of this field",
        scope: Form, keys: ["m"], hint: 89,
    } => { ready: form::conflict::in_conflict(dialogs), run: form::conflict::mine(dialogs, neon) }
    ConfirmYes {
        label: "Yes", short: "yes", help: "Do it",
        scope: Confirm, keys: ["y"], hint: 90,
    } => { ready: confirm::is_question(dialogs), run: confirm::answer::yes }
    ConfirmNo {
        label: "No", short: "no", help: "Change nothing",
        scope: Confirm, keys: ["n", "Enter"], hint: 80,
    } => { ready: confirm::is_question(dialogs), run: confirm::answer::no(dialogs) }
    ConfirmEnter {
        label: "Confirm", short: "confirm", help: "Do it, once the name is typed",
        scope: Confirm, keys: ["Enter"], hint: 85,
    } => { ready: confirm::is_typed(dialogs), run: confirm::answer::enter }
    ConfirmRequest {
        label: "Show the request", short: "request", help: "Show the whole request that would be sent",
        scope: Confirm, keys: ["Tab"], hint: 50,
    } => { ready: confirm::request::has_one(dialogs), run: confirm::request::show(dialogs) }
    MenuRun {
        label: "Choose", short: "choose", help: "Choose this line",
        scope: Menu, keys: ["Enter"], hint: 90,
    } => { ready: always, run: menu::choose::choose }
    HelpChoose {
        label: "Run the action", short: "run", help: "Close the help and run the action of this line",
        scope: Help, keys: ["Enter"], hint: 90,
    } => { ready: always, run: help::choose }
    NextGroup {
        label: "Next group", short: "next group", help: "Go to the next group of the menu",
        scope: Menu, keys: ["→", "Tab"], hint: 50,
    } => { ready: menu::choose::has_groups(dialogs), run: menu::choose::next_group(dialogs) }
    PreviousGroup {
        label: "Previous group", short: "group before", help: "Go to the group of the menu before it",
        scope: Menu, keys: ["←", "Shift-Tab"],
    } => { ready: menu::choose::has_groups(dialogs), run: menu::choose::previous_group(dialogs) }
    MenuFilter {
        label: "Filter", short: "filter", help: "Show only the lines with these words or keys",
        scope: Menu, keys: ["/"], hint: 60,
    } => { ready: menu::choose::can_filter(dialogs), run: menu::choose::filter(dialogs) }
    MenuCopyRequest {
        label: "Copy the request ID", short: "copy ID", help: "Copy the request ID, for Neon's support",
        scope: Menu, keys: ["y"], hint: 55,
    } => { ready: change_list::has_request(dialogs), run: change_list::copy_request(dialogs, outbox) }
    RestoreNext {
        label: "Next step", short: "next step", help: "Check this step and go to the next",
        scope: Restore, keys: ["Enter"], hint: 95,
    } => { ready: always, run: restore::keys::next }
    RestoreCompare {
        label: "Compare schemas", short: "compare", help: "Compare the schemas of now and then; may wake computes",
        scope: Restore, keys: ["C"], wakes: true, hint: 90,
    } => {
        ready: restore::preview::compare_ready(dialogs, neon),
        run: restore::preview::compare(dialogs, settings, neon),
    }
    RestoreDiff {
        label: "Show the difference", short: "diff", help: "Show how this database's schema would change",
        scope: Restore, keys: ["d"], hint: 88,
    } => { ready: restore::preview::diff_ready(dialogs, neon), run: restore::preview::diff(dialogs, settings, neon) }
    RestoreClient {
        label: "Open psql at that time", short: "psql then",
        help: "Open psql on the database as it was; starts a compute",
        scope: Restore, keys: ["p"], wakes: true, hint: 87,
    } => { ready: restore::preview::client_ready(dialogs, settings, neon), run: restore::preview::open_client }
    RestoreTry {
        label: "Create a preview branch", short: "branch",
        help: "Create a branch of that time; it expires in an hour",
        scope: Restore, keys: ["n"], risk: Write, wakes: true, hint: 85,
    } => {
        ready: restore::preview::try_ready(browser, dialogs, neon),
        run: restore::preview::try_out(dialogs, settings, changes, neon),
    }
    RestoreEarlier {
        label: "A minute earlier", short: "1m", help: "Go a minute earlier, or to the previous source",
        scope: Restore, keys: ["←"], hint: 80,
    } => { ready: restore::keys::on_when(dialogs), run: restore::keys::earlier }
    RestoreLater {
        label: "A minute later", short: "1m", help: "Go a minute later, or to the next source",
        scope: Restore, keys: ["→"], hint: 79,
    } => { ready: restore::keys::on_when(dialogs), run: restore::keys::later }
    RestoreHourEarlier {
        label: "An hour earlier", short: "1h", help: "Go an hour earlier",
        scope: Restore, keys: ["Shift-←"], hint: 40,
    } => { ready: restore::keys::on_when(dialogs), run: restore::keys::hour_earlier }
    RestoreHourLater {
        label: "An hour later", short: "1h", help: "Go an hour later",
        scope: Restore, keys: ["Shift-→"], hint: 39,
    } => { ready: restore::keys::on_when(dialogs), run: restore::keys::hour_later }
    RestoreDayEarlier {
        label: "A day earlier", short: "1d", help: "Go a day earlier",
        scope: Restore, keys: ["PgUp"], hint: 38,
    } => { ready: restore::keys::on_when(dialogs), run: restore::keys::day_earlier }
    RestoreDayLater {
        label: "A day later", short: "1d", help: "Go a day later",
        scope: Restore, keys: ["PgDn"], hint: 37,
    } => { ready: restore::keys::on_when(dialogs), run: restore::keys::day_later }
    ConnectCopy {
        label: "Copy", short: "copy", help: "Copy the text in the chosen format",
        scope: Connect, keys: ["Enter"], hint: 95,
    } => { ready: always, run: connect::fetch::copy }
    FormatBelow {
        label: "Next format", short: "next", help: "Choose the format below in the list",
        scope: Connect, keys: ["↓", "j"],
    } => { ready: connect::list::is_in_list(dialogs), run: connect::list::format_below(dialogs, settings) }
    FormatAbove {
        label: "Previous format", short: "previous", help: "Choose the format above in the list",
        scope: Connect, keys: ["↑", "k"],
    } => { ready: connect::list::is_in_list(dialogs), run: connect::list::format_above(dialogs) }
    ConnectReveal {
        label: "Reveal", short: "reveal", help: "Show the password for 10 seconds",
        scope: Connect, keys: ["v"], hint: 50,
    } => { ready: always, run: connect::fetch::reveal }
    ConnectOpen {
        label: "Open psql", short: "psql", help: "Open psql, or the client you configured",
        scope: Connect, keys: ["p"], hint: 55,
    } => { ready: db_client::chosen_ready(dialogs, neon), run: db_client::chosen }
    ConnectWrite {
        label: "Write to .env", short: ".env", help: "Write DATABASE_URL to a file (shows the changes first)",
        scope: Connect, keys: ["w"], hint: 45,
    } => { ready: always, run: env::open(dialogs, outbox, settings, neon) }
    ConnectReset {
        label: "Reset password", short: "new password", help: "Create and copy a new password; drops connections",
        scope: Connect, keys: ["X"], risk: Write, wakes: true, hint: 20,
    } => {
        ready: connect::choices::can_reset(dialogs, changes, neon),
        run: connect::choices::reset_password(dialogs, neon),
        about: Other(|model| connect::choices::chosen_role(&model.dialogs)),
    }
    EnvLook {
        label: "Show the changes", short: "changes", help: "Read the file and show what would change",
        scope: EnvFile, keys: ["Enter"], hint: 90,
    } => { ready: env::can_look(dialogs), run: env::look(dialogs, outbox) }
    EnvWrite {
        label: "Write the file", short: "write", help: "Write the changes shown",
        scope: EnvFile, keys: ["Enter"], hint: 90,
    } => { ready: env::can_write(dialogs), run: env::write(dialogs, outbox) }
    ViewText {
        label: "Open in the editor", short: "editor", help: "Open the text in your editor or pager",
        scope: Viewer, keys: ["E"], hint: 45,
    } => { ready: viewer::has_text(dialogs), run: viewer::open_text(dialogs, outbox, settings, neon) }
    ViewSave {
        label: "Save to a file", short: "save", help: "Save the text to a file; a difference as .patch",
        scope: Viewer, keys: ["Ctrl-s"], hint: 40,
    } => { ready: viewer::has_text(dialogs), run: save::open(dialogs) }
    SearchText {
        label: "Search", short: "search", help: "Search the text",
        scope: Viewer, keys: ["/"], hint: 60,
    } => { ready: viewer::search::ready(dialogs), run: viewer::search::open(dialogs, neon) }
    WrapText {
        label: "Toggle line wrapping", short: "wrap", help: "Wrap long lines, or cut them off",
        scope: Viewer, keys: ["w"], hint: 50,
    } => { ready: viewer::can_wrap(dialogs), run: viewer::wrap(dialogs) }
    NextMatch {
        label: "Next match", short: "next", help: "Go to the next match",
        scope: Viewer, keys: ["n"], hint: 91,
    } => { ready: viewer::search::is_on(dialogs), run: viewer::search::next(dialogs, neon) }
    PreviousMatch {
        label: "Previous match", short: "previous", help: "Go to the previous match",
        scope: Viewer, keys: ["N"], hint: 86,
    } => { ready: viewer::search::is_on(dialogs), run: viewer::search::previous(dialogs, neon) }
    SearchKeep {
        label: "Keep the search", short: "keep", help: "Return to the text with the matches marked",
        scope: Search, keys: ["Enter"], hint: 90,
    } => { ready: always, run: viewer::search::keep(dialogs, neon) }
    SearchDrop {
        label: "Cancel the search", short: "cancel", help: "Return to where the text was",
        scope: Search, keys: ["Esc"], hint: 80,
    } => { ready: always, run: viewer::search::drop(dialogs, neon) }
    SearchNext {
        label: "Next match", short: "next", help: "Go to the next match",
        scope: Search, keys: ["↓", "Ctrl-n"], hint: 70,
    } => { ready: always, run: viewer::search::next(dialogs, neon) }
    SearchPrevious {
        label: "Previous match", short: "previous", help: "Go to the previous match",
        scope: Search, keys: ["↑", "Ctrl-p"], hint: 60,
    } => { ready: always, run: viewer::search::previous(dialogs, neon) }
    NextHunk {
        label: "Next difference", short: "next", help: "Go to the next difference",
        scope: Viewer, keys: ["n"], hint: 90,
    } => { ready: viewer::has_hunks(dialogs), run: viewer::next_hunk(dialogs, neon) }
    PreviousHunk {
        label: "Previous difference", short: "previous", help: "Go to the previous difference",
        scope: Viewer, keys: ["N"], hint: 85,
    } => { ready: viewer::has_hunks(dialogs), run: viewer::previous_hunk(dialogs, neon) }
    PaletteRun {
        label: "Run or go", short: "run", help: "Run the action or go to the place selected",
        scope: Palette, keys: ["Enter"], hint: 90,
    } => { ready: always, run: palette::run }
    PromptAccept {
        label: "Continue", short: "continue", help: "Continue with what was typed",
        scope: Prompt, keys: ["Enter"], hint: 90,
    } => { ready: always, run: prompt::submit::accept }
    SignInChoose {
        label: "Choose", short: "choose", help: "Choose the organization, account or pasted key",
        scope: SignIn, keys: ["Enter"], hint: 95,
    } => { ready: always, run: sign_in::choose::choose }
    SignInMode {
        label: "Read-only or read-write", short: "read-only", help: "Choose read-only or read-write",
        scope: SignIn, keys: ["r"], hint: 70,
    } => { ready: sign_in::can_switch(dialogs, neon), run: sign_in::switch_mode(dialogs) }
    SignInKeep {
        label: "Where to keep the key", short: "keep it", help: "Choose where the pasted key is kept",
        scope: SignIn, keys: ["Tab"], hint: 80,
    } => { ready: sign_in::is_pasting(dialogs), run: sign_in::next_keep(dialogs) }
    SignInQuit {
        label: "Quit", short: "quit", help: "Quit, or close the dialog",
        scope: SignIn, keys: ["q"], hint: 60,
    } => { ready: sign_in::is_choosing(dialogs), run: sign_in::choose::quit }
    Close {
        label: "Close", help: "Close, or go back one step; nothing is sent",
        scope: [
            Menu as MenuClose ["Esc", "q"] "close", Palette as PaletteClose "close",
            Help as HelpClose ["Esc", "F1", "?"] "close", Form as FormClose "close",
            EnvFile as EnvClose "close", Connect as ConnectClose ["Esc", "q"] "close", Prompt as PromptClose "close",
            Confirm as ConfirmClose ["Esc", "q"] "back", Restore as RestoreBack ["Esc", "q"] "back",
            SignIn as SignInClose "back",
        ], keys: ["Esc"], hint: 75,
    } => { ready: dialog::keys::can_close(dialogs), run: dialog::keys::close }
    NextLine {
        label: "Down", help: "Move or scroll down",
        scope: [
            Menu as MenuDown ["j", "↓", "Ctrl-n"], Palette as PaletteDown, Help as HelpDown, SignIn as SignInDown ["j", "↓", "Ctrl-n"],
            Confirm as ConfirmDown ["↓"], EnvFile as EnvDown ["↓"], Restore as RestoreDown ["Ctrl-n"],
        ], keys: ["↓", "Ctrl-n"],
    } => { ready: always, run: dialog::keys::next_line }
    PreviousLine {
        label: "Up", help: "Move or scroll up",
        scope: [
            Menu as MenuUp ["k", "↑", "Ctrl-p"], Palette as PaletteUp, Help as HelpUp, SignIn as SignInUp ["k", "↑", "Ctrl-p"],
            Confirm as ConfirmUp ["↑"], EnvFile as EnvUp ["↑"], Restore as RestoreUp ["Ctrl-p"],
        ], keys: ["↑", "Ctrl-p"],
    } => { ready: always, run: dialog::keys::previous_line }
    NextPage {
        label: "Page down", help: "Move or scroll down a page",
        scope: [
            Menu as MenuPageDown, Palette as PalettePageDown, Help as HelpPageDown "page",
            Confirm as ConfirmPageDown, Form as FormDown, Connect as ConnectDown "more text", EnvFile as EnvPageDown,
        ], keys: ["PgDn"], hint: 58,
    } => { ready: dialog::keys::can_scroll(dialogs), run: dialog::keys::next_page }
    PreviousPage {
        label: "Page up", help: "Move or scroll up a page",
        scope: [
            Menu as MenuPageUp, Palette as PalettePageUp, Help as HelpPageUp, Confirm as ConfirmPageUp,
            Form as FormUp, Connect as ConnectUp, EnvFile as EnvPageUp,
        ], keys: ["PgUp"],
    } => { ready: dialog::keys::can_scroll(dialogs), run: dialog::keys::previous_page }
    NextField {
        label: "Next field", help: "Go to the next field or line",
        scope: [
            Form as FormNext ["Tab", "↓", "Enter"] "next", Restore as RestoreField "fields",
            Connect as ConnectNext ["Tab", "↓", "j"] "fields",
        ], keys: ["Tab", "↓"], hint: 60,
    } => { ready: dialog::keys::has_fields(dialogs), run: dialog::keys::next_field }
    PreviousField {
        label: "Previous field", help: "Go to the previous field or line",
        scope: [
            Form as FormPrevious, Restore as RestoreFieldBack, Connect as ConnectPrevious ["Shift-Tab", "↑", "k"],
        ], keys: ["Shift-Tab", "↑"],
    } => { ready: dialog::keys::has_fields(dialogs), run: dialog::keys::previous_field }
    NextValue {
        label: "Next value", help: "Choose the next value",
        scope: [Form as FormMore "change", Connect as ConnectMore ["→", "l", "Space"] "change"], keys: ["→"],
        hint: 60,
    } => { ready: always, run: dialog::keys::next_value }
    PreviousValue {
        label: "Previous value", help: "Choose the previous value",
        scope: [Form as FormLess, Connect as ConnectLess ["←", "h"]], keys: ["←"],
    } => { ready: always, run: dialog::keys::previous_value }
    } };
}
pub(in crate::ui::action) use rows;
