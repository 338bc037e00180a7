//! The rows of the table: what users can do, in the order of the help.
//!
//! The first half of a row describes the action; its second half names the functions that do it. `action` reads the
//! first halves, `action::handlers` the second ones.
//!
//! By default an action is available on the main screen, has no key, changes nothing at Neon, wakes no compute, asks
//! nothing, is about the view and is not mentioned in the footer. Actions that dialogs share have several scopes. For each, the configuration has
//! a separate name, and there may be other keys and another word for the footer.
//!
//! A list is opened by a row with `opens`, and its kind's form for something new by one with `adds_to`.
//!
//! In parentheses after a function are the parts of the model that it takes; without them it takes the whole model.

macro_rules! actions {
    ($read:ident) => { $read! {
    Connect {
        label: "Connect", short: "connect", help: "Choose branch, database, role and format; copy the text",
        also: "connection-string cs dsn",
        keys: ["c"], hint: 90, group: Connect,
    } => { ready: connect::choices::ready(browser), run: connect::choices::open(browser, dialogs, neon) }
    CopyUri {
        label: "Copy connection URI", short: "copy URI", help: "Copy the pooled connection URI of this row",
        also: "connection-string url cs",
        keys: ["Y"], hint: 70, group: Connect,
    } => { ready: clipboard::uri_ready(browser, neon), run: clipboard::uri }
    CopyMenu {
        label: "Copy …", short: "copy", help: "Copy the name, id, host or JSON of this row",
        keys: ["y"], hint: 60, group: Connect,
    } => { ready: menu::open::copy_ready(browser), run: menu::open::copy }
    OpenConsole {
        label: "Open in the Console", short: "console", help: "Open this row in the Neon Console",
        also: "web browser",
        keys: ["o"], hint: 7, group: Connect,
    } => { ready: console::ready(browser, neon), run: console::open(browser, outbox, neon) }
    CheckOut {
        label: "Check out", short: "check out", help: "Write this branch to .neon, for lazyneon and the neon CLI",
        also: "set-context checkout .neon",
        keys: ["A"], hint: 10, group: Connect,
    } => {
        ready: commands::check_out::ready(browser, settings, store),
        run: commands::check_out::begin(browser, outbox, settings, store),
    }
    StartCompute {
        label: "Start compute", short: "start (wakes)", help: "Start the compute so that it accepts connections",
        also: "resume wake endpoint",
        keys: ["s"], risk: Write, wakes: true, hint: 80, group: Compute,
    } => {
        ready: commands::compute::can_start(browser, changes, neon),
        run: commands::compute::start(browser, changes, neon), bulk: commands::compute::BULK_START, about: Compute,
    }
    SuspendCompute {
        label: "Suspend compute", short: "suspend", help: "Scale the compute to zero; drops open connections",
        also: "stop sleep idle endpoint",
        keys: ["s"], risk: Write, hint: 80, group: Compute,
    } => {
        ready: commands::compute::can_suspend(browser, changes, neon),
        run: commands::compute::suspend(browser, dialogs, changes, neon), bulk: commands::compute::BULK_SUSPEND,
        about: Compute,
    }
    ComputeMenu {
        label: "Compute …", short: "compute", help: "List what can be done with the compute of this row",
        keys: ["S"], hint: 20, group: Compute,
    } => { ready: commands::compute::has_one(browser, store), run: menu::open::compute }
    RestartCompute {
        label: "Restart compute", short: "restart", help: "Suspend the compute and start it again; drops connections",
        also: "reboot endpoint",
        keys: ["g R"], risk: Write, asks: true, group: Compute,
    } => {
        ready: commands::compute::can_restart(browser, changes, neon),
        run: commands::compute::restart(browser, dialogs, neon), about: Compute,
    }
    NewMenu {
        label: "New …", short: "new", help: "Create a branch, database, role, …",
        also: "create add",
        keys: ["n"], hint: 72, group: New,
    } => { ready: menu::new::new_ready, run: menu::new::new }
    NewBranch {
        label: "New branch", short: "branch", help: "Create a branch from now, a past time or an LSN",
        also: "branches create fork",
        risk: Write, new: 'b', group: New,
    } => {
        ready: form::create::branch_ready(browser), run: form::create::branch(browser, dialogs, settings, neon),
        about: Other(|model| form::create::branch_from(&model.browser)),
    }
    NewDatabase {
        label: "New database", short: "database", help: "Create a database; wakes the compute",
        also: "databases create db",
        risk: Write, wakes: true, new: 'd', group: New,
    } => {
        ready: form::create::inside_ready(browser, store),
        run: form::create::database(browser, dialogs, settings, neon),
    }
    NewRole {
        label: "New role", short: "role", help: "Create a role and copy its password; wakes the compute",
        also: "roles create user",
        risk: Write, wakes: true, new: 'r', group: New,
    } => {
        ready: form::create::inside_ready(browser, store), run: form::create::role(browser, dialogs, settings, neon),
    }
    NewCompute {
        label: "Add compute", short: "compute", help: "Add a read-write compute to a branch without one",
        risk: Write, wakes: true, new: 'c', group: Compute,
    } => {
        ready: form::create::compute_ready(browser, neon),
        run: form::create::compute(browser, dialogs, settings, neon),
    }
    NewReplica {
        label: "Add read replica", short: "replica", help: "Add a read-only compute to the branch",
        risk: Write, wakes: true, new: 'a', group: Compute,
    } => {
        ready: form::create::replica_ready(browser, neon),
        run: form::create::replica(browser, dialogs, settings, neon),
    }
    NewProject {
        label: "New project", short: "project", help: "Create a project in the organization",
        also: "projects create",
        risk: Write, wakes: true, new: 'p', group: New,
    } => {
        ready: form::create::project_ready(browser, store),
        run: form::create::project(browser, dialogs, settings, neon),
    }
    GoToNew {
        label: "Go to the newest", short: "newest", help: "Go to what was created last",
        keys: ["g n"], group: GoTo,
    } => {
        ready: commands::create::can_go(changes, neon), run: commands::create::go(browser, changes, neon),
        about: Screen,
    }
    Edit {
        label: "Edit", short: "edit", help: "Edit this row in a form",
        keys: ["e"], hint: 75, group: Edit,
    } => { ready: form::focus_field::edit_ready, run: form::focus_field::edit }
    EditFields {
        label: "Edit", short: "edit", help: "Edit what the row is in a form",
        risk: Write, group: Edit,
    } => {
        ready: form::focus_field::fields_ready(browser, keymap, neon),
        run: form::focus_field::edit_fields(browser, dialogs, settings, neon),
    }
    EditDatabase {
        label: "Edit database", short: "edit", help: "Rename it or change its owner; wakes the compute",
        risk: Write, wakes: true, group: Edit,
    } => {
        ready: form::open::database_ready(browser), run: form::open::edit_database(browser, dialogs, settings, neon),
    }
    EditBranch {
        label: "Edit branch", short: "branch", help: "Edit the branch's name, protection and expiry",
        risk: Write, group: Branch,
    } => {
        ready: form::open::branch_ready(browser, store),
        run: form::open::edit_branch(browser, dialogs, settings, neon),
    }
    SetExpiry {
        label: "Set expiry", short: "expiry", help: "Set when the branch or snapshot is deleted, or never",
        also: "ttl expires-at expiration",
        keys: ["t"], risk: Write, hint: 18, group: Branch,
    } => {
        ready: form::focus_field::expiry_ready(browser, store),
        run: form::focus_field::set_expiry(browser, dialogs, settings, neon), bulk: commands::expiry::BULK,
    }
    Rename {
        label: "Rename", short: "rename", help: "Rename this row",
        also: "name",
        keys: ["F2"], risk: Write, hint: 17, group: Edit,
    } => { ready: form::focus_field::rename_ready, run: form::focus_field::rename }
    EditCompute {
        label: "Edit compute", short: "edit compute", help: "Edit size, autoscaling, scale to zero and access",
        also: "resize cu autoscaling set",
        keys: ["g E"], risk: Write, hint: 6, group: Compute,
    } => {
        ready: form::open::compute_ready(browser, store),
        run: form::open::edit_compute(browser, dialogs, settings, neon),
    }
    EditProject {
        label: "Edit project settings", short: "edit", help: "Edit name, restore window, compute defaults, access, …",
        risk: Write, group: Edit,
    } => { ready: form::open::project_ready(browser), run: form::open::edit_project(browser, dialogs, settings, neon) }
    EditText {
        label: "Edit as text", short: "as text", help: "Edit this row as YAML in $VISUAL or $EDITOR",
        keys: ["E"], risk: Write, hint: 16, group: Edit,
    } => { ready: form::text::edit_text_ready, run: form::text::edit_text }
    ProjectSettings {
        label: "Project settings", short: "settings", help: "Edit the settings of the project this row is in",
        keys: ["g t"], risk: Write, group: Edit,
    } => { ready: form::open::settings_ready(browser), run: form::open::edit_project(browser, dialogs, settings, neon) }
    Share {
        label: "Share project", short: "share", help: "Share the project with somebody by e-mail",
        also: "permissions grant collaborator",
        risk: Write, new: 's', group: New,
    } => { adds_to: flat::of::<types::ProjectPermission>() }
    ListShares {
        label: "Shared with", short: "shared with", help: "List who has access to the project; share or revoke",
        also: "permissions collaborators",
        keys: ["g w"], group: Lists,
    } => { opens: flat::of::<types::ProjectPermission>() }
    ApiKeys {
        label: "API keys", short: "API keys", help: "List, create and revoke API keys",
        also: "tokens",
        keys: ["g k"], group: Lists,
    } => { opens: &table::api_keys::SPEC }
    NewKey {
        label: "New API key", short: "API key", help: "Create an API key, shown once and copied",
        risk: Write, new: 'k', group: New,
    } => { adds_to: &table::api_keys::SPEC }
    VpcEndpoints {
        label: "VPC endpoints", short: "VPC endpoints", help: "List the VPC endpoints of the project or organization",
        also: "vpc private network",
        keys: ["g N"], group: Lists,
    } => { opens: flat::of::<types::VpcEndpoint>() }
    AssignVpcEndpoint {
        label: "Assign VPC endpoint", short: "VPC endpoint",
        help: "Assign a VPC endpoint to the project or organization",
        risk: Write, new: 'v', group: New,
    } => { adds_to: flat::of::<types::VpcEndpoint>() }
    Awake {
        label: "Awake computes", short: "awake", help: "List what is awake in all projects, costliest first",
        also: "active running computes cost",
        keys: ["g a"], group: Lists,
    } => { opens: &table::awake::SPEC }
    Projects {
        label: "All projects", short: "projects", help: "List the projects of all organizations, costliest first",
        also: "projects list p",
        keys: ["g A"], group: Lists,
    } => { opens: &table::projects::SPEC }
    Members {
        label: "Members", short: "members", help: "List the organization's members and invitations",
        also: "people users organization",
        keys: ["g m"], group: Lists,
    } => { opens: &table::members::SPEC }
    Invite {
        label: "Invite people", short: "invite", help: "Invite people to the organization by e-mail",
        risk: Write, new: 'i', group: New,
    } => {
        ready: form::membership::invite_ready(browser, keymap, neon),
        run: form::membership::invite(browser, dialogs, settings, neon),
    }
    EditMember {
        label: "Change role", short: "role", help: "Change the member's role in the organization",
        risk: Write, group: Edit,
    } => {
        ready: form::membership::member_ready(browser, neon),
        run: form::membership::edit_member(browser, dialogs, settings, neon),
    }
    EditSpending {
        label: "Edit spending limit", short: "spending", help: "Set the monthly amount at which Neon sends e-mails",
        also: "budget billing money",
        risk: Write, group: Edit,
    } => {
        ready: commands::spending_limit::ready(browser, neon),
        run: form::spending_limit::edit_spending(browser, dialogs, settings, neon),
    }
    Transfer {
        label: "Transfer project", short: "transfer", help: "Transfer the project to another organization",
        also: "move",
        risk: Write, asks: true, group: Danger,
    } => {
        ready: commands::transfer::ready(browser, changes, neon),
        run: commands::transfer::list(browser, dialogs, neon),
    }
    Protect {
        label: "Protect branch", short: "protect", help: "Protect the branch from delete, reset and restore",
        keys: ["P"], risk: Write, hint: 14, group: Branch,
    } => {
        ready: commands::branch::can_protect(browser, changes, store),
        run: commands::branch::protect(browser, changes, neon), bulk: commands::branch::BULK_PROTECT,
    }
    Unprotect {
        label: "Unprotect branch", short: "unprotect", help: "Remove the branch's protection",
        keys: ["P"], risk: Write, hint: 14, asks: true, group: Branch,
    } => {
        ready: commands::branch::can_unprotect(browser, changes, store),
        run: commands::branch::unprotect(browser, dialogs, neon), bulk: commands::branch::BULK_UNPROTECT,
    }
    SetDefault {
        label: "Set as default branch", short: "default", help: "Make this the branch used when none is named",
        also: "branches set-default primary",
        risk: Write, asks: true, group: Branch,
    } => {
        ready: commands::branch::can_be_default(browser, changes, store),
        run: commands::branch::set_default(browser, dialogs, neon),
    }
    ResetBranch {
        label: "Reset from parent", short: "reset", help: "Reset the branch to the current state of its parent",
        also: "branches reset",
        keys: ["u"], risk: Write, wakes: true, hint: 13, asks: true, group: Danger,
    } => {
        ready: commands::branch::can_reset(browser, changes, neon), run: restore::open::reset(browser, dialogs, neon),
    }
    Restore {
        label: "Restore …", short: "restore", help: "Restore the branch from its history or a snapshot",
        also: "branches restore pitr time travel history backup",
        keys: ["b"], risk: Write, wakes: true, hint: 45, asks: true, group: Danger,
    } => { ready: restore::open::ready(browser, keymap, changes, store), run: restore::open::open }
    TakeSnapshot {
        label: "Take a snapshot", short: "snapshot", help: "Take a snapshot of now, a past time or an LSN",
        also: "backup",
        keys: ["B"], risk: Write, hint: 16, group: Branch,
    } => {
        ready: commands::snapshot::can_take(browser, store),
        run: form::backups::take(browser, dialogs, settings, neon),
    }
    EditSnapshot {
        label: "Edit snapshot", short: "edit", help: "Edit the snapshot's name and expiry",
        risk: Write, group: Edit,
    } => {
        ready: commands::snapshot::is_one(browser),
        run: form::backups::edit_snapshot(browser, dialogs, settings, neon),
    }
    NewFromSnapshot {
        label: "Branch from snapshot", short: "branch", help: "Create a branch from the snapshot, to look at first",
        keys: ["g f"], risk: Write, wakes: true, hint: 72, group: Branch,
    } => { ready: commands::snapshot::is_one(browser), run: form::backups::branch_of(browser, dialogs, settings, neon) }
    FinalizeRestore {
        label: "Finalize the restore", short: "finalize", help: "Put the restored branch in place of the original",
        keys: ["g F"], risk: Write, wakes: true, hint: 71, asks: true, group: Danger,
    } => {
        ready: commands::snapshot::can_finalize(browser, changes, neon),
        run: commands::snapshot::finalize(browser, dialogs, changes, neon),
    }
    BackupSchedule {
        label: "Backup schedule", short: "backups", help: "Edit when Neon takes snapshots and how long it keeps them",
        keys: ["g B"], risk: Write, group: Branch,
    } => {
        ready: form::backups::schedule_ready(browser, store),
        run: form::backups::edit_schedule(browser, dialogs, settings, neon),
    }
    Snapshots {
        label: "Snapshots", short: "snapshots", help: "List the snapshots of the project",
        also: "backups",
        keys: ["g s"], group: Lists,
    } => { opens: &table::snapshots::SPEC }
    CompareSchema {
        label: "Compare schema with parent", short: "compare", help: "Show how the schema differs from the parent's",
        also: "diff schema-diff",
        keys: ["C"], wakes: true, hint: 25, group: Branch,
    } => { ready: compare::ready(browser, neon), run: compare::run(browser, dialogs, settings, neon) }
    CompareWith {
        label: "Compare schema with …", short: "compare with",
        help: "Compare the schema with any branch, time or LSN",
        keys: ["g C"], wakes: true, hint: 15, group: Branch,
    } => { ready: compare::show_ready(browser, store), run: compare::with_any(browser, dialogs, settings, neon) }
    ShowSchema {
        label: "Show schema", short: "schema", help: "Show the schema of the database as SQL",
        keys: ["g c"], wakes: true, hint: 15, group: Branch,
    } => { ready: compare::show_ready(browser, store), run: compare::show(browser, dialogs, settings, neon) }
    OpenClient {
        label: "Open psql", short: "psql", help: "Open psql, or the client you configured",
        also: "sql query database client",
        keys: ["p"], hint: 62, group: Connect,
    } => { ready: db_client::client_ready(browser, neon), run: db_client::client }
    OpenShell {
        label: "Open a shell", short: "shell", help: "Open a shell with PG*, DATABASE_URL and NEON_* set",
        also: "terminal sh",
        keys: ["!"], hint: 16, group: Connect,
    } => { ready: pane_commands::has_selection(browser), run: db_client::shell }
    ResetPassword {
        label: "Reset password", short: "new password", help: "Create and copy a new password; drops connections",
        also: "roles credentials",
        keys: ["X"], risk: Write, wakes: true, hint: 40, asks: true, group: Danger,
    } => {
        ready: commands::role::can_reset(browser, changes, neon), run: commands::role::reset(browser, dialogs, neon),
    }
    CopyPassword {
        label: "Copy password", short: "copy password", help: "Copy the role's password without showing it",
        keys: ["g P"], hint: 35, group: Connect,
    } => { ready: commands::role::can_copy(browser, neon), run: commands::role::ask_to_copy(browser, changes, neon) }
    ShowPassword {
        label: "Show password", short: "show password", help: "Show the role's password for 10 seconds",
        keys: ["g v"], hint: 34, group: Connect,
    } => {
        ready: commands::role::can_show(browser, changes, neon),
        run: commands::role::ask_to_show(browser, dialogs, changes, neon),
    }
    Delete {
        label: "Delete", short: "delete", help: "Delete this row (asks first)",
        also: "remove rm destroy drop kill",
        keys: ["D", "Delete"], risk: Write, hint: 12, asks: true, group: Danger,
    } => {
        ready: commands::delete::ready(browser, keymap, changes, neon), run: commands::delete::confirm,
        bulk: commands::delete::BULK,
    }
    Undo {
        label: "Undo", short: "undo", help: "Undo the last change; in the activity, that of the row",
        also: "revert",
        keys: ["z"], risk: Write, hint: 11, asks: true,
    } => {
        ready: commands::undo::newest_ready(browser, changes, neon),
        run: commands::undo::newest(browser, dialogs, changes, neon), about: Screen,
    }
    UndoList {
        label: "Undo list", short: "undo …", help: "List the changes of this session that can be undone",
        also: "history",
        keys: ["Z"], risk: Write, asks: true, group: Lists,
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
        label: "Copy as curl", help: "Copy the latest or shown request as curl, without the key",
        scope: [
            Move as CopyCurl, Form as FormCurl "curl", Restore as RestoreCurl "curl", Confirm as ConfirmCurl "curl",
        ], keys: ["Ctrl-y"], hint: 20,
    } => {
        ready: clipboard::curl_ready(dialogs, settings, neon), run: clipboard::curl(dialogs, outbox, settings, neon),
    }
    Filter {
        label: "Filter", short: "filter", help: "Show only matching rows; also asks Neon",
        keys: ["/"], hint: 50,
    } => { ready: always, run: filter::open(browser), about: Screen }
    Sort {
        label: "Sort projects", short: "sort", help: "Sort projects by name, by last activity or as Neon does",
        keys: [","],
    } => { ready: table::commands::is_hidden(browser), run: navigation::sort(browser, changes, neon), about: Place }
    Branches {
        label: "Branches", short: "branches", help: "Show the project's branches as a table",
        also: "branch list br",
        keys: ["g b"], group: Lists,
    } => { opens: &table::branches::SPEC }
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
    RequestLog {
        label: "API requests", short: "requests", help: "List the API requests that were sent",
        also: "log http curl",
        keys: ["@"], hint: 10, group: Lists,
    } => { ready: always, run: viewer::open_log(dialogs), about: Screen }
    ChangeList {
        label: "Sent changes", short: "changes", help: "List the changes that you sent, also earlier",
        keys: ["g l"], group: Lists,
    } => { ready: always, run: change_list::open(dialogs, settings, changes), about: Screen }
    Notices {
        label: "Notices", short: "notices", help: "List the latest notices",
        keys: ["M"], group: Lists,
    } => { ready: always, run: viewer::open_notices(dialogs, settings, neon), about: Screen }
    Accounts {
        label: "Organizations and accounts", short: "accounts",
        help: "Switch organization, profile or key, or open the demo",
        also: "ctx context login profile",
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
    Help {
        label: "Help", short: "help", help: "List all keys; type to filter",
        also: "keys ?",
        keys: ["?", "F1"], hint: 95,
    } => { ready: always, run: help::open(browser, dialogs), about: Screen }
    Palette {
        label: "Find or do …", short: "find or do", help: "Find any action or place by what it is called",
        keys: [":", "Ctrl-p"], hint: 12, group: GoTo,
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
        also: "operations ops",
        keys: ["g o"], group: GoTo,
    } => { ready: always, run: pane_commands::focus_operations(browser), about: Screen }
    Header {
        label: "Toggle header", short: "header", help: "Show or hide the header",
        also: "crumbs",
        keys: ["Ctrl-e"],
    } => { ready: always, run: pane_commands::header(browser), about: Screen }
    Strip {
        label: "Toggle activity", short: "activity", help: "Show or hide the activity",
        keys: ["Ctrl-g"],
    } => { ready: always, run: pane_commands::operations(browser), about: Screen }
    Zoom {
        label: "Full screen", short: "zoom", help: "Show the focused pane full screen, or restore it",
        also: "maximize",
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
        also: "operations ops events",
        keys: ["3"],
    } => { ready: always, run: pane_commands::focus_operations(browser), about: Screen }
    PreviousTab {
        label: "Previous tab", short: "tab", help: "Show the previous tab",
        keys: ["["],
    } => { ready: always, run: pane_commands::previous_tab(browser, neon), about: Place }
    NextTab {
        label: "Next tab", short: "tab", help: "Show the next tab",
        keys: ["]"],
    } => { ready: always, run: pane_commands::next_tab(browser, neon), about: Place }
    Usage {
        label: "Usage", short: "usage", help: "Show what this row has used and cost, full screen",
        also: "cost billing consumption money",
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
    NextFrame {
        label: "Hours, days, months", short: "hours/days", help: "Show the use by hour, by day or by month",
        keys: ["I"], hint: 66,
    } => { ready: usage::is_shown(browser, store), run: usage::next_frame(browser, neon), about: Place }
    Redraw {
        label: "Redraw", short: "redraw", help: "Redraw the whole screen",
        scope: Always, keys: ["Ctrl-l"],
    } => { ready: always, run: pane_commands::redraw(outbox) }
    SuspendProgram {
        label: "Suspend lazyneon", short: "shell", help: "Return to the shell; fg comes back",
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
    } => { ready: always, run: navigation::open(browser, dialogs, changes, neon) }
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
    Reverse {
        label: "Reverse order", short: "reverse", help: "Reverse the order of the rows",
        scope: Table, keys: [";"],
    } => { ready: table::commands::is_shown(browser), run: table::commands::reverse(browser, neon) }
    Wide {
        label: "Toggle wide columns", short: "wide", help: "Show every column and scroll sideways",
        scope: Table, keys: ["w"], hint: 40,
    } => { ready: table::commands::is_shown(browser), run: table::commands::wide(browser) }
    FewerDays {
        label: "Stale sooner", short: "fewer days", help: "Lower the days after which a branch is stale",
        scope: Table, keys: ["<"], hint: 43,
    } => { ready: table::commands::has_days(browser), run: table::commands::fewer_days(browser, neon) }
    MoreDays {
        label: "Stale later", short: "more days", help: "Raise the days after which a branch is stale",
        scope: Table, keys: [">"], hint: 42,
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
    ConnectReveal {
        label: "Reveal", short: "reveal", help: "Show the password for 10 seconds",
        scope: Connect, keys: ["v"], hint: 50,
    } => { ready: always, run: connect::fetch::reveal }
    ConnectOpen {
        label: "Open psql", short: "psql", help: "Open psql, or the client you configured",
        scope: Connect, keys: ["p"], hint: 55,
    } => { ready: db_client::chosen_ready(neon), run: db_client::chosen }
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
    } => { ready: always, run: sign_in::choose }
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
    } => { ready: sign_in::is_choosing(dialogs), run: sign_in::quit }
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
            Menu as MenuDown, Palette as PaletteDown, Help as HelpDown, SignIn as SignInDown ["j", "↓", "Ctrl-n"],
            Confirm as ConfirmDown ["↓"], EnvFile as EnvDown ["↓"], Restore as RestoreDown ["Ctrl-n"],
        ], keys: ["↓", "Ctrl-n"],
    } => { ready: always, run: dialog::keys::next_line }
    PreviousLine {
        label: "Up", help: "Move or scroll up",
        scope: [
            Menu as MenuUp, Palette as PaletteUp, Help as HelpUp, SignIn as SignInUp ["k", "↑", "Ctrl-p"],
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
            Connect as ConnectNext ["Tab", "↓", "j"],
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
pub(super) use actions;
