//! The rows of the table: what users can do, in the order of the help.

use super::{NOTHING, Risk, Scope, Spec, always};
use crate::core::{
    bookmarks, branch, client, compare, compute, console, context, copying, delete, deleted,
    dialog, expiry, filter, guard, made, moving, panes, refresh, role, save, snapshot, spending,
    table::{self, List},
    transfer, travel, undo,
};

actions! {
    Connect { label: "Connect", short: "connect", help: "Choose branch, compute, database, role and format, and copy the connection text.",
        scope: Main, keys: ["c"], risk: None, wakes: false, hint: 90, ready: dialog::connect::ready, run: dialog::connect::open }
    CopyUri { label: "Copy connection URI", short: "copy URI", help: "Copy the pooled connection URI of what is selected, at once.",
        scope: Main, keys: ["Y"], risk: None, wakes: false, hint: 70, ready: copying::uri_ready, run: copying::uri }
    CopyMenu { label: "Copy …", short: "copy", help: "Copy the name, id, host or JSON of what is selected.",
        scope: Main, keys: ["y"], risk: None, wakes: false, hint: 60, ready: dialog::menu::copy_ready, run: dialog::menu::copy }
    OpenConsole { label: "Open in the Console", short: "console", help: "Open the page of the Neon Console in a browser; where there is none, say and copy its address.",
        scope: Main, keys: ["o"], risk: None, wakes: false, hint: 7, ready: console::ready, run: console::open }
    CheckOut { label: "Check out", short: "check out", help: "Work on the branch in this directory: write it to .neon, where the neon CLI finds it, too.",
        scope: Main, keys: ["A"], risk: None, wakes: false, hint: 10, ready: context::ready, run: context::check_out }
    StartCompute { label: "Start compute", short: "start (wakes)", help: "Wake the compute so that it accepts connections.",
        scope: Main, keys: ["s"], risk: Write, wakes: true, hint: 80, ready: compute::can_start, run: compute::start, bulk: compute::BULK_START }
    SuspendCompute { label: "Suspend compute", short: "suspend", help: "Scale the compute to zero now; open connections drop.",
        scope: Main, keys: ["s"], risk: Write, wakes: false, hint: 80, ready: compute::can_suspend, run: compute::suspend, bulk: compute::BULK_SUSPEND }
    ComputeMenu { label: "Compute …", short: "compute", help: "Everything that can be done to the compute of this row.",
        scope: Main, keys: ["S"], risk: None, wakes: false, hint: 20, ready: compute::has_one, run: dialog::menu::compute }
    RestartCompute { label: "Restart compute", short: "restart", help: "Suspend the compute and start it again; open connections drop.",
        scope: Main, keys: ["g R"], risk: Write, wakes: false, hint: 0, ready: compute::can_restart, run: compute::restart }
    NewMenu { label: "New …", short: "new", help: "Make something in what is selected: a branch, database, role, compute, replica or project.",
        scope: Main, keys: ["n"], risk: None, wakes: false, hint: 72, ready: dialog::menu::new_ready, run: dialog::menu::new }
    NewBranch { label: "New branch", short: "branch", help: "Make a branch of any other: from now, a past time or an LSN, with or without data, compute and expiry.",
        scope: Main, keys: [], risk: Write, wakes: false, hint: 0, ready: dialog::form::new_branch_ready, run: dialog::form::new_branch, new: 'b', about: made::branch_from }
    NewDatabase { label: "New database", short: "database", help: "Make a database on the branch; wakes its compute.",
        scope: Main, keys: [], risk: Write, wakes: true, hint: 0, ready: dialog::form::new_inside_ready, run: dialog::form::new_database, new: 'd' }
    NewRole { label: "New role", short: "role", help: "Make a role on the branch; its password goes to the clipboard. Wakes the compute and drops its connections.",
        scope: Main, keys: [], risk: Write, wakes: true, hint: 0, ready: dialog::form::new_inside_ready, run: dialog::form::new_role, new: 'r' }
    NewCompute { label: "Add compute", short: "compute", help: "Give a branch without one a compute that reads and writes.",
        scope: Main, keys: [], risk: Write, wakes: true, hint: 0, ready: dialog::form::new_compute_ready, run: dialog::form::new_compute, new: 'c' }
    NewReplica { label: "Add read replica", short: "replica", help: "Give the branch one more compute, which only reads.",
        scope: Main, keys: [], risk: Write, wakes: true, hint: 0, ready: dialog::form::new_replica_ready, run: dialog::form::new_replica, new: 'a' }
    NewProject { label: "New project", short: "project", help: "Make a project in the organisation: region, Postgres version, sizes, first branch, database and role.",
        scope: Main, keys: [], risk: Write, wakes: true, hint: 0, ready: dialog::form::new_project_ready, run: dialog::form::new_project, new: 'p' }
    GoToNew { label: "Go to the newest", short: "newest", help: "Put the cursor on what was created last; it never goes there by itself.",
        scope: Main, keys: ["g n"], risk: None, wakes: false, hint: 0, ready: made::can_go, run: made::go }
    Edit { label: "Edit", short: "edit", help: "Edit what the row is, in a form; says so where it has nothing to edit.",
        scope: Main, keys: ["e"], risk: None, wakes: false, hint: 75, ready: dialog::form::edit_ready, run: dialog::form::edit }
    EditDatabase { label: "Edit database", short: "edit", help: "Rename the database or give it another owner; wakes the compute.",
        scope: Main, keys: [], risk: Write, wakes: true, hint: 0, ready: dialog::form::database_ready, run: dialog::form::edit_database }
    EditBranch { label: "Edit branch", short: "branch", help: "Change the name, protection and expiry of the branch.",
        scope: Main, keys: [], risk: Write, wakes: false, hint: 0, ready: dialog::form::branch_ready, run: dialog::form::edit_branch }
    SetExpiry { label: "Set expiry", short: "expiry", help: "Say when Neon deletes the branch or the snapshot, or that it never does.",
        scope: Main, keys: ["t"], risk: Write, wakes: false, hint: 18, ready: dialog::form::expiry_ready, run: dialog::form::set_expiry, bulk: expiry::BULK }
    Rename { label: "Rename", short: "rename", help: "Give the branch, compute, database, snapshot or project another name.",
        scope: Main, keys: ["F2"], risk: Write, wakes: false, hint: 17, ready: dialog::form::rename_ready, run: dialog::form::rename }
    EditCompute { label: "Edit compute", short: "edit compute", help: "Change size, autoscaling, scale to zero, name and access of the compute of this row.",
        scope: Main, keys: ["g E"], risk: Write, wakes: false, hint: 6, ready: dialog::form::compute_ready, run: dialog::form::edit_compute }
    EditProject { label: "Edit project settings", short: "edit", help: "Change the name, restore window, compute defaults, access and limits of the project.",
        scope: Main, keys: [], risk: Write, wakes: false, hint: 0, ready: dialog::form::project_ready, run: dialog::form::edit_project }
    EditText { label: "Edit as text", short: "as text", help: "Open the form of the row, and it as YAML in $VISUAL or $EDITOR; the form then shows what changes and asks.",
        scope: Main, keys: ["E"], risk: Write, wakes: false, hint: 16, ready: dialog::form::edit_text_ready, run: dialog::form::edit_text }
    ProjectSettings { label: "Project settings", short: "settings", help: "Open the settings of the project that this row is in.",
        scope: Main, keys: ["g t"], risk: Write, wakes: false, hint: 0, ready: dialog::form::settings_ready, run: dialog::form::edit_project }
    Share { label: "Share project", short: "share", help: "Let somebody else use the project, by e-mail; asks.",
        scope: Main, keys: [], risk: Write, wakes: false, hint: 0, ready: dialog::form::share_ready, run: dialog::form::share, new: 's' }
    ListShares { label: "Shared with", short: "shared with", help: "List with whom the project is shared, share it with somebody else, or take access away.",
        scope: Main, keys: ["g w"], risk: None, wakes: false, hint: 0, ready: |model| table::can_open(model, List::Shares), run: |model| table::open(model, List::Shares) }
    ApiKeys { label: "API keys", short: "API keys", help: "List your API keys and those of the organisation; make one, or revoke one.",
        scope: Main, keys: ["g k"], risk: None, wakes: false, hint: 0, ready: |model| table::can_open(model, List::Keys), run: |model| table::open(model, List::Keys) }
    NewKey { label: "New API key", short: "API key", help: "Make an API key for yourself, or for the organisation or one project of it; it is told once and goes to the clipboard.",
        scope: Main, keys: [], risk: Write, wakes: false, hint: 0, ready: dialog::form::new_key_ready, run: dialog::form::new_key, new: 'k' }
    Members { label: "Members", short: "members", help: "List who belongs to the organisation and who was invited: roles, invite somebody, take somebody out.",
        scope: Main, keys: ["g m"], risk: None, wakes: false, hint: 0, ready: |model| table::can_open(model, List::Members), run: |model| table::open(model, List::Members) }
    Invite { label: "Invite people", short: "invite", help: "Ask people to join the organisation, by e-mail, with a role; asks.",
        scope: Main, keys: [], risk: Write, wakes: false, hint: 0, ready: dialog::form::invite_ready, run: dialog::form::invite, new: 'i' }
    EditMember { label: "Change role", short: "role", help: "Change what the member may do in the organisation; asks.",
        scope: Main, keys: [], risk: Write, wakes: false, hint: 0, ready: dialog::form::member_ready, run: dialog::form::edit_member }
    EditSpending { label: "Edit spending limit", short: "spending", help: "Say at what spending of the organisation in a month Neon sends e-mails; it stops nothing.",
        scope: Main, keys: [], risk: Write, wakes: false, hint: 0, ready: spending::ready, run: dialog::form::edit_spending }
    Transfer { label: "Transfer project", short: "transfer", help: "Give the project to another of your organisations; says what that changes, and the name is typed.",
        scope: Main, keys: [], risk: Write, wakes: false, hint: 0, ready: transfer::ready, run: transfer::list }
    Protect { label: "Protect branch", short: "protect", help: "Forbid that the branch is deleted, reset or restored over, and that its project is deleted.",
        scope: Main, keys: ["P"], risk: Write, wakes: false, hint: 14, ready: branch::can_protect, run: branch::protect, bulk: branch::BULK_PROTECT }
    Unprotect { label: "Unprotect branch", short: "unprotect", help: "Take the protection of the branch away; asks.",
        scope: Main, keys: ["P"], risk: Write, wakes: false, hint: 14, ready: branch::can_unprotect, run: branch::unprotect, bulk: branch::BULK_UNPROTECT }
    SetDefault { label: "Make default branch", short: "default", help: "Make this the branch that clients get when they name none; asks.",
        scope: Main, keys: [], risk: Write, wakes: false, hint: 0, ready: branch::can_be_default, run: branch::set_default }
    ResetBranch { label: "Reset from parent", short: "reset", help: "Put the branch back to what its parent is now: says what is lost and what is kept. The name is typed.",
        scope: Main, keys: ["u"], risk: Write, wakes: true, hint: 13, ready: branch::can_reset, run: dialog::restore::reset }
    Restore { label: "Restore …", short: "restore", help: "Give the branch an earlier state, that of another branch, or a snapshot: when, preview, impact, and the name is typed.",
        scope: Main, keys: ["b"], risk: Write, wakes: true, hint: 45, ready: dialog::restore::ready, run: dialog::restore::open }
    TakeSnapshot { label: "Take a snapshot", short: "snapshot", help: "Keep the branch as it is now, at a past time or at an LSN, for later: name, expiry.",
        scope: Main, keys: ["B"], risk: Write, wakes: false, hint: 16, ready: snapshot::can_take, run: dialog::form::new_snapshot }
    EditSnapshot { label: "Edit snapshot", short: "edit", help: "Change the name and the expiry of the snapshot.",
        scope: Main, keys: [], risk: Write, wakes: false, hint: 0, ready: snapshot::is_one, run: dialog::form::edit_snapshot }
    NewFromSnapshot { label: "Branch from snapshot", short: "branch", help: "Make a branch out of the snapshot, to be looked at before it replaces anything.",
        scope: Main, keys: ["g f"], risk: Write, wakes: true, hint: 72, ready: snapshot::is_one, run: dialog::form::branch_of_snapshot }
    FinalizeRestore { label: "Finalize the restore", short: "finalize", help: "Put a branch out of a snapshot in the place of the branch it was restored for. The name is typed.",
        scope: Main, keys: ["g F"], risk: Write, wakes: true, hint: 71, ready: snapshot::can_finalize, run: snapshot::finalize }
    BackupSchedule { label: "Backup schedule", short: "backups", help: "Say when Neon takes snapshots of the branch by itself, and how long it keeps them.",
        scope: Main, keys: ["g B"], risk: Write, wakes: false, hint: 0, ready: dialog::form::schedule_ready, run: dialog::form::edit_schedule }
    Snapshots { label: "Snapshots", short: "snapshots", help: "List the snapshots of the project: size, origin, expiry.",
        scope: Main, keys: ["g s"], risk: None, wakes: false, hint: 0, ready: |model| table::can_open(model, List::Snapshots), run: |model| table::open(model, List::Snapshots) }
    CompareSchema { label: "Compare schema with parent", short: "compare", help: "Show how the schema differs from that of the parent branch; of a branch, how much each of its databases does.",
        scope: Main, keys: ["C"], risk: None, wakes: true, hint: 25, ready: compare::ready, run: compare::run }
    CompareWith { label: "Compare schema with …", short: "compare with", help: "Show how the schema differs from that of any branch of the project, or as of a past time or LSN.",
        scope: Main, keys: ["g C"], risk: None, wakes: true, hint: 15, ready: compare::show_ready, run: compare::with_any }
    ShowSchema { label: "Show schema", short: "schema", help: "Show the schema of the database as SQL; E opens it in the editor.",
        scope: Main, keys: ["g c"], risk: None, wakes: true, hint: 15, ready: compare::show_ready, run: compare::show }
    OpenClient { label: "Open psql", short: "psql", help: "Connect with psql, or the client of the configuration, and come back to the same row; asks before it wakes a compute.",
        scope: Main, keys: ["p"], risk: None, wakes: false, hint: 62, ready: client::client_ready, run: client::client }
    OpenShell { label: "Open a shell", short: "shell", help: "Run your shell with PG*, DATABASE_URL and NEON_* set for what is selected; exit comes back.",
        scope: Main, keys: ["!"], risk: None, wakes: false, hint: 16, ready: panes::has_selection, run: client::shell }
    ResetPassword { label: "Reset password", short: "new password", help: "Have Neon make a new password for the role and copy it; drops connections. The name is typed.",
        scope: Main, keys: ["X"], risk: Write, wakes: true, hint: 40, ready: role::can_reset, run: role::reset }
    CopyPassword { label: "Copy password", short: "copy password", help: "Ask Neon for the password of the role and copy it; it is not shown.",
        scope: Main, keys: ["g P"], risk: None, wakes: false, hint: 35, ready: role::can_copy, run: role::ask_to_copy }
    ShowPassword { label: "Show password", short: "show password", help: "Show the password of the role for 10 seconds.",
        scope: Main, keys: ["g v"], risk: None, wakes: false, hint: 34, ready: role::can_show, run: role::ask_to_show }
    Delete { label: "Delete", short: "delete", help: "Delete what is selected; says what goes with it, and the name is typed.",
        scope: Main, keys: ["D", "Delete"], risk: Write, wakes: false, hint: 12, ready: delete::ready, run: delete::ask, bulk: delete::BULK }
    Undo { label: "Undo", short: "undo", help: "Take the last change back, if it can be; says what that sends, and asks.",
        scope: Main, keys: ["z"], risk: Write, wakes: false, hint: 11, ready: undo::ready, run: undo::newest }
    UndoList { label: "What can be undone", short: "undo …", help: "List the changes of this session that can be taken back.",
        scope: Main, keys: ["Z"], risk: Write, wakes: false, hint: 0, ready: undo::ready, run: undo::list }
    Deleted { label: "Deleted projects", short: "deleted", help: "List the deleted projects that can come back, and bring one back; on a deleted branch, bring that back.",
        scope: Main, keys: ["U"], risk: None, wakes: false, hint: 8, ready: always, run: deleted::list }
    Describe { label: "Describe", short: "describe", help: "Show everything about this row, as the API sent it, on the whole screen.",
        scope: Main, keys: ["d"], risk: None, wakes: false, hint: 30, ready: panes::has_selection, run: panes::describe }
    ActionsMenu { label: "All actions", short: "more", help: "List what can be done with this row, and why the rest cannot.",
        scope: Main, keys: ["x"], risk: None, wakes: false, hint: 55, ready: always, run: dialog::menu::actions }
    CopyCurl { label: "Copy as curl", short: "curl", help: "Copy the shown or the newest request as a curl command, without the key.",
        scope: Move, keys: ["Ctrl-y"], risk: None, wakes: false, hint: 0, ready: copying::curl_ready, run: copying::curl }
    Filter { label: "Filter", short: "filter", help: "Show only rows that contain a text; also searches what is not loaded.",
        scope: Main, keys: ["/"], risk: None, wakes: false, hint: 50, ready: always, run: filter::open }
    Sort { label: "Sort projects", short: "sort", help: "Order projects as Neon lists them, by name, or by last activity.",
        scope: Main, keys: [","], risk: None, wakes: false, hint: 0, ready: table::keys::is_hidden, run: moving::sort }
    Branches { label: "Branches", short: "branches", help: "Show the branches of the project as a table: as a tree, flat, stale or deleted ones; to sort, mark and change many at once.",
        scope: Main, keys: ["g b"], risk: None, wakes: false, hint: 0, ready: |model| table::can_open(model, List::Branches), run: |model| table::open(model, List::Branches) }
    Recover { label: "Recover", short: "recover", help: "Bring the deleted branch of this row back, with its computes and connection strings.",
        scope: Main, keys: ["u"], risk: Write, wakes: false, hint: 78, ready: deleted::can_recover, run: deleted::recover_selected, bulk: deleted::BULK }
    Refresh { label: "Refresh", short: "refresh", help: "Ask Neon again for what is selected.",
        scope: Main, keys: ["r", "Ctrl-r"], risk: None, wakes: false, hint: 15, ready: always, run: refresh::refresh_selected }
    RefreshAll { label: "Refresh everything", short: "refresh all", help: "Ask Neon again for everything that is on screen.",
        scope: Main, keys: ["R"], risk: None, wakes: false, hint: 0, ready: always, run: refresh::refresh_all }
    Live { label: "Live refresh on or off", short: "live", help: "Refresh the project under the cursor from time to time, or only when asked.",
        scope: Main, keys: ["a"], risk: None, wakes: false, hint: 0, ready: always, run: refresh::toggle_live }
    ReadOnly { label: "Read-only on or off", short: "read-only", help: "Refuse every change until it is pressed again.",
        scope: Main, keys: ["W"], risk: None, wakes: false, hint: 0, ready: panes::can_switch_mode, run: panes::switch_mode }
    Times { label: "Times relative, local, UTC", short: "times", help: "Write points in time relative to now, in local time, or in UTC.",
        scope: Main, keys: ["T"], risk: None, wakes: false, hint: 0, ready: always, run: panes::cycle_times }
    RequestLog { label: "API requests", short: "requests", help: "List the requests that were sent: method, path, status, time, tries, request id.",
        scope: Main, keys: ["@"], risk: None, wakes: false, hint: 10, ready: always, run: dialog::viewer::open_log }
    Accounts { label: "Organisations and accounts", short: "accounts", help: "Go to another organisation or to shared projects, sign in with another profile or key, or look at the demo.",
        scope: Main, keys: ["O"], risk: None, wakes: false, hint: 7, ready: always, run: dialog::sign_in::open }
    AccountsHere { label: "Sign in from here", short: "accounts", help: "The same over a form or a question: what was typed stays.",
        scope: Always, keys: ["Ctrl-o"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::sign_in::open }
    SettingsInForce { label: "Settings in force", short: "settings", help: "Say whether the row is read-only, not to be woken or production, and which setting says so; and whose key is in use.",
        scope: Main, keys: ["g i"], risk: None, wakes: false, hint: 0, ready: always, run: guard::show }
    Help { label: "Help", short: "help", help: "Every key that works here; type to filter by key or words.",
        scope: Main, keys: ["?", "F1"], risk: None, wakes: false, hint: 95, ready: always, run: dialog::help::open }
    GoBack { label: "Last place", short: "last place", help: "Go back to the row where the cursor rested before.",
        scope: Main, keys: ["-", "Alt-←"], risk: None, wakes: false, hint: 0, ready: travel::can_go_back, run: travel::back }
    GoForward { label: "Forward", short: "forward", help: "Forward again, after going back.",
        scope: Main, keys: ["Alt-→"], risk: None, wakes: false, hint: 0, ready: travel::can_go_forward, run: travel::forward }
    Home { label: "Home", short: "home", help: "To the first row of the tree; drops filter and table.",
        scope: Main, keys: ["0"], risk: None, wakes: false, hint: 0, ready: always, run: travel::home }
    SetLetter { label: "Set a letter", short: "letter", help: "Give the row a letter from a to z, to come back to it; kept for the next time.",
        scope: Main, keys: ["m"], risk: None, wakes: false, hint: 0, ready: bookmarks::can_name, run: bookmarks::name }
    GoToLetter { label: "Go to a letter", short: "jump", help: "Go to the row that has the next letter; twice: to the last place.",
        scope: Main, keys: ["'"], risk: None, wakes: false, hint: 0, ready: always, run: bookmarks::jump }
    Pin { label: "Pin or unpin", short: "pin", help: "Put the project on top of its organisation, or the branch on top of its siblings, or back to its place; kept for the next time.",
        scope: Main, keys: ["*"], risk: None, wakes: false, hint: 0, ready: bookmarks::can_pin, run: bookmarks::pin }
    Repeat { label: "Repeat", short: "repeat", help: "Do to this row what was done last; asks again where that asks.",
        scope: Main, keys: ["."], risk: None, wakes: false, hint: 0, ready: travel::can_repeat, run: travel::repeat }
    GoToProject { label: "Go to the project", short: "project", help: "To the project that the row is in.",
        scope: Main, keys: ["g p"], risk: None, wakes: false, hint: 0, ready: travel::is_in_project, run: travel::project }
    GoToComputes { label: "Go to the computes", short: "computes", help: "Open the branch of the row and go to its first compute.",
        scope: Main, keys: ["g e"], risk: None, wakes: false, hint: 0, ready: travel::is_in_project, run: travel::compute }
    GoToDatabases { label: "Go to the databases", short: "databases", help: "Open the branch of the row and go to its first database.",
        scope: Main, keys: ["g d"], risk: None, wakes: false, hint: 0, ready: travel::is_in_project, run: travel::database }
    GoToRoles { label: "Go to the roles", short: "roles", help: "Open the branch of the row and go to its first role.",
        scope: Main, keys: ["g r"], risk: None, wakes: false, hint: 0, ready: travel::is_in_project, run: travel::role }
    GoToOperations { label: "Go to the operations", short: "operations", help: "Give the keys to the operations.",
        scope: Main, keys: ["g o"], risk: None, wakes: false, hint: 0, ready: always, run: panes::focus_operations }
    Header { label: "Header on or off", short: "header", help: "Put the first line away, or bring it back.",
        scope: Main, keys: ["Ctrl-e"], risk: None, wakes: false, hint: 0, ready: always, run: panes::header }
    Strip { label: "Operations on or off", short: "operations", help: "Put the operations away, or bring them back.",
        scope: Main, keys: ["Ctrl-g"], risk: None, wakes: false, hint: 0, ready: always, run: panes::operations }
    Zoom { label: "Full screen", short: "zoom", help: "Let the focused pane fill the screen, or put it back.",
        scope: Main, keys: ["f"], risk: None, wakes: false, hint: 0, ready: always, run: panes::zoom }
    NextPane { label: "Next pane", short: "pane", help: "Give the keys to the next pane.",
        scope: Main, keys: ["Tab"], risk: None, wakes: false, hint: 0, ready: always, run: panes::next }
    PreviousPane { label: "Previous pane", short: "pane", help: "Give the keys to the previous pane.",
        scope: Main, keys: ["Shift-Tab"], risk: None, wakes: false, hint: 0, ready: always, run: panes::previous }
    FocusTree { label: "Resources", short: "tree", help: "Give the keys to the tree.",
        scope: Main, keys: ["1"], risk: None, wakes: false, hint: 0, ready: always, run: panes::focus_tree }
    FocusDetails { label: "Details", short: "details", help: "Give the keys to the details.",
        scope: Main, keys: ["2"], risk: None, wakes: false, hint: 0, ready: always, run: panes::focus_details }
    FocusOperations { label: "Operations", short: "operations", help: "Give the keys to the operations.",
        scope: Main, keys: ["3"], risk: None, wakes: false, hint: 0, ready: always, run: panes::focus_operations }
    PreviousTab { label: "Previous tab", short: "tab", help: "Show the previous page of the details, or the previous tab of the table.",
        scope: Main, keys: ["["], risk: None, wakes: false, hint: 0, ready: always, run: panes::previous_tab }
    NextTab { label: "Next tab", short: "tab", help: "Show the next page of the details, or the next tab of the table.",
        scope: Main, keys: ["]"], risk: None, wakes: false, hint: 0, ready: always, run: panes::next_tab }
    Redraw { label: "Redraw", short: "redraw", help: "Draw the whole screen again.",
        scope: Always, keys: ["Ctrl-l"], risk: None, wakes: false, hint: 0, ready: always, run: panes::redraw }
    SuspendProgram { label: "Suspend lazyneon", short: "shell", help: "Give the terminal back to the shell; fg returns.",
        scope: Always, keys: ["Ctrl-z"], risk: None, wakes: false, hint: 0, ready: always, run: panes::suspend }
    Quit { label: "Close or quit", short: "quit", help: "Leave full screen or the table, else end the program.",
        scope: Move, keys: ["q"], risk: None, wakes: false, hint: 5, ready: always, run: panes::quit }
    QuitFromHere { label: "Quit", short: "quit", help: "End the program; asks while a change is on its way.",
        scope: Main, keys: ["Q"], risk: None, wakes: false, hint: 0, ready: always, run: panes::quit_now }
    QuitNow { label: "Quit", short: "quit", help: "End the program from anywhere; asks while a change is on its way.",
        scope: Always, keys: ["Ctrl-c"], risk: None, wakes: false, hint: 0, ready: always, run: panes::quit_now }

    Down { label: "Down", short: "down", help: "One row down.",
        scope: Move, keys: ["j", "↓"], risk: None, wakes: false, hint: 0, ready: always, run: moving::down }
    Up { label: "Up", short: "up", help: "One row up.",
        scope: Move, keys: ["k", "↑"], risk: None, wakes: false, hint: 0, ready: always, run: moving::up }
    Left { label: "Collapse", short: "collapse", help: "Close the row; on a closed row, go to the one above it in the tree.",
        scope: Move, keys: ["h", "←"], risk: None, wakes: false, hint: 0, ready: always, run: moving::left }
    Right { label: "Expand", short: "expand", help: "Open the row; on an open row, go to its first child.",
        scope: Move, keys: ["l", "→"], risk: None, wakes: false, hint: 0, ready: always, run: moving::right }
    Open { label: "Open", short: "open", help: "Open or close the row; on a row without children, show its details; from a table, go to the thing in the tree.",
        scope: Move, keys: ["Enter"], risk: None, wakes: false, hint: 65, ready: always, run: moving::open }
    Back { label: "Back", short: "back", help: "One step back: close what is open, drop the filter, the marks, the table, go up in the tree. Never quits.",
        scope: Move, keys: ["Esc"], risk: None, wakes: false, hint: 12, ready: always, run: moving::back }
    Top { label: "Top", short: "top", help: "To the first row.",
        scope: Move, keys: ["g g", "Home"], risk: None, wakes: false, hint: 0, ready: always, run: moving::top }
    Bottom { label: "Bottom", short: "bottom", help: "To the last row.",
        scope: Move, keys: ["G", "End"], risk: None, wakes: false, hint: 0, ready: always, run: moving::bottom }
    HalfDown { label: "Half a page down", short: "½ down", help: "Half a page down.",
        scope: Move, keys: ["Ctrl-d"], risk: None, wakes: false, hint: 0, ready: always, run: moving::half_down }
    HalfUp { label: "Half a page up", short: "½ up", help: "Half a page up.",
        scope: Move, keys: ["Ctrl-u"], risk: None, wakes: false, hint: 0, ready: always, run: moving::half_up }
    PageDown { label: "Page down", short: "page", help: "A page down.",
        scope: Move, keys: ["PgDn", "Ctrl-f"], risk: None, wakes: false, hint: 0, ready: always, run: moving::page_down }
    PageUp { label: "Page up", short: "page", help: "A page up.",
        scope: Move, keys: ["PgUp", "Ctrl-b"], risk: None, wakes: false, hint: 0, ready: always, run: moving::page_up }
    DetailsDown { label: "Scroll details down", short: "details", help: "Scroll the details while the keys stay in the tree.",
        scope: Move, keys: ["J"], risk: None, wakes: false, hint: 0, ready: always, run: moving::details_down }
    DetailsUp { label: "Scroll details up", short: "details", help: "Scroll the details while the keys stay in the tree.",
        scope: Move, keys: ["K"], risk: None, wakes: false, hint: 0, ready: always, run: moving::details_up }
    ScrollLeft { label: "Scroll left", short: "left", help: "Show what is left of long lines.",
        scope: Move, keys: ["H"], risk: None, wakes: false, hint: 0, ready: always, run: moving::scroll_left }
    ScrollRight { label: "Scroll right", short: "right", help: "Show what is right of long lines.",
        scope: Move, keys: ["L"], risk: None, wakes: false, hint: 0, ready: always, run: moving::scroll_right }

    Mark { label: "Mark", short: "mark", help: "Mark the row, or take its mark away, and go to the next one.",
        scope: Table, keys: ["Space"], risk: None, wakes: false, hint: 79, ready: table::keys::has_row, run: table::marks::toggle }
    MarkRange { label: "Mark a range", short: "range", help: "Begin a range of marks; a second time ends it and keeps it.",
        scope: Table, keys: ["v"], risk: None, wakes: false, hint: 16, ready: table::keys::has_row, run: table::marks::range }
    MarkAll { label: "Mark all", short: "mark all", help: "Mark every row that the filter shows; when all are marked, none.",
        scope: Table, keys: ["V"], risk: None, wakes: false, hint: 15, ready: table::keys::has_row, run: table::marks::all }
    SortBy { label: "Sort …", short: "sort", help: "Choose the column that the rows are ordered by.",
        scope: Table, keys: [","], risk: None, wakes: false, hint: 45, ready: table::keys::is_shown, run: table::keys::sort }
    Reverse { label: "Reverse the order", short: "reverse", help: "Turn the order of the rows round.",
        scope: Table, keys: [";"], risk: None, wakes: false, hint: 0, ready: table::keys::is_shown, run: table::keys::reverse }
    Wide { label: "All columns on or off", short: "wide", help: "Show every column, also those that find no room: they scroll sideways.",
        scope: Table, keys: ["w"], risk: None, wakes: false, hint: 40, ready: table::keys::is_shown, run: table::keys::wide }
    FewerDays { label: "Stale sooner", short: "fewer days", help: "Count branches as stale after fewer days without activity; until the program ends.",
        scope: Table, keys: ["<"], risk: None, wakes: false, hint: 43, ready: table::keys::has_days, run: table::keys::fewer_days }
    MoreDays { label: "Stale later", short: "more days", help: "Count branches as stale only after more days without activity; until the program ends.",
        scope: Table, keys: [">"], risk: None, wakes: false, hint: 42, ready: table::keys::has_days, run: table::keys::more_days }
    ExportTable { label: "Save to a file", short: "export", help: "Save the rows that are shown with every column: CSV, or JSON for a name that ends in .json.",
        scope: Table, keys: ["Ctrl-s"], risk: None, wakes: false, hint: 14, ready: table::keys::is_shown, run: save::export }
    FlatOrTree { label: "Tree or flat", short: "tree/flat", help: "Show what hangs under what, or one flat list.",
        scope: Table, keys: ["`"], risk: None, wakes: false, hint: 0, ready: table::keys::can_be_flat, run: table::keys::flat }

    FilterKeep { label: "Keep the filter", short: "keep", help: "Back to the list, with the filter on.",
        scope: Filter, keys: ["Enter"], risk: None, wakes: false, hint: 90, ready: always, run: filter::keep }
    FilterDrop { label: "Drop the filter", short: "drop", help: "Back to the whole list.",
        scope: Filter, keys: ["Esc"], risk: None, wakes: false, hint: 80, ready: always, run: filter::drop }
    FilterDown { label: "Down", short: "down", help: "One row down in the filtered list; among earlier filters, to the one after.",
        scope: Filter, keys: ["↓", "Ctrl-n"], risk: None, wakes: false, hint: 0, ready: always, run: filter::down }
    FilterUp { label: "Up", short: "up", help: "One row up in the filtered list; on an empty line, the filters of before.",
        scope: Filter, keys: ["↑", "Ctrl-p"], risk: None, wakes: false, hint: 0, ready: always, run: filter::up }

    FormApply { label: "Apply", short: "apply", help: "Check everything, read the thing again, show what will be sent.",
        scope: Form, keys: ["Ctrl-s"], risk: Write, wakes: false, hint: 95, ready: always, run: dialog::form::apply }
    FormNext { label: "Next field", short: "next", help: "To the next field.",
        scope: Form, keys: ["Tab", "↓", "Enter"], risk: None, wakes: false, hint: 60, ready: always, run: dialog::form::next }
    FormPrevious { label: "Previous field", short: "previous", help: "To the previous field.",
        scope: Form, keys: ["Shift-Tab", "↑"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::form::previous }
    FormLess { label: "Step down", short: "less", help: "The previous value of a stepper.",
        scope: Form, keys: ["←"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::form::less }
    FormMore { label: "Step up", short: "change", help: "The next value of a stepper.",
        scope: Form, keys: ["→"], risk: None, wakes: false, hint: 55, ready: always, run: dialog::form::more }
    FormToggle { label: "Toggle", short: "toggle", help: "Switch a box; in a list, mark the entry.",
        scope: Form, keys: ["Space"], risk: None, wakes: false, hint: 50, ready: always, run: dialog::form::toggle }
    FormRevert { label: "Revert field", short: "revert", help: "Give the field the value that it started with.",
        scope: Form, keys: ["Ctrl-r"], risk: None, wakes: false, hint: 40, ready: always, run: dialog::form::revert }
    FormText { label: "Edit as text", short: "as text", help: "Open the form as YAML in your editor; what comes back goes into the form, and nothing is sent yet.",
        scope: Form, keys: ["Ctrl-e"], risk: None, wakes: false, hint: 25, ready: always, run: dialog::form::open_text }
    FormHelp { label: "Field help", short: "help", help: "What the field means, in the words of the API.",
        scope: Form, keys: ["F1"], risk: None, wakes: false, hint: 30, ready: always, run: dialog::form::field_help }
    FormCurl { label: "Copy as curl", short: "curl", help: "Copy the request that the form would send.",
        scope: Form, keys: ["Ctrl-y"], risk: None, wakes: false, hint: 20, ready: always, run: copying::curl }
    FormTheirs { label: "Take theirs", short: "theirs", help: "Of a field that somebody else has changed meanwhile, take their value.",
        scope: Form, keys: ["t"], risk: None, wakes: false, hint: 90, ready: dialog::form::in_conflict, run: dialog::form::theirs }
    FormMine { label: "Keep mine", short: "mine", help: "Of a field that somebody else has changed meanwhile, keep the form's value.",
        scope: Form, keys: ["m"], risk: None, wakes: false, hint: 89, ready: dialog::form::in_conflict, run: dialog::form::mine }
    FormClose { label: "Close", short: "close", help: "Leave the form; asks when something was changed.",
        scope: Form, keys: ["Esc"], risk: None, wakes: false, hint: 70, ready: always, run: dialog::form::close }

    ConfirmYes { label: "Yes", short: "yes", help: "Do it.",
        scope: Confirm, keys: ["y"], risk: None, wakes: false, hint: 90, ready: dialog::confirm::is_question, run: dialog::confirm::yes }
    ConfirmNo { label: "No", short: "no", help: "Change nothing.",
        scope: Confirm, keys: ["n", "Enter"], risk: None, wakes: false, hint: 80, ready: dialog::confirm::is_question, run: dialog::confirm::no }
    ConfirmEnter { label: "Confirm", short: "confirm", help: "Do it, once the name was typed.",
        scope: Confirm, keys: ["Enter"], risk: None, wakes: false, hint: 70, ready: dialog::confirm::is_typed, run: dialog::confirm::enter }
    ConfirmCurl { label: "Copy as curl instead", short: "curl", help: "Copy the request and send nothing.",
        scope: Confirm, keys: ["Ctrl-y"], risk: None, wakes: false, hint: 50, ready: copying::curl_ready, run: copying::curl }
    ConfirmClose { label: "Keep everything", short: "back", help: "Close the question; nothing changes.",
        scope: Confirm, keys: ["Esc"], risk: None, wakes: false, hint: 60, ready: always, run: dialog::confirm::no }

    ConfirmDown { label: "Read on", short: "more", help: "Show what comes further down.",
        scope: Confirm, keys: ["↓"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::confirm::down }
    ConfirmUp { label: "Read back", short: "back", help: "Show what stands further up.",
        scope: Confirm, keys: ["↑"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::confirm::up }
    ConfirmPageDown { label: "Read on by pages", short: "page", help: "Show the next page of what is asked.",
        scope: Confirm, keys: ["PgDn"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::confirm::page_down }
    ConfirmPageUp { label: "Read back by pages", short: "page", help: "Show the page before.",
        scope: Confirm, keys: ["PgUp"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::confirm::page_up }

    MenuDown { label: "Down", short: "down", help: "The next line.",
        scope: Menu, keys: ["↓", "Ctrl-n"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::menu::down }
    MenuUp { label: "Up", short: "up", help: "The previous line.",
        scope: Menu, keys: ["↑", "Ctrl-p"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::menu::up }
    MenuPageDown { label: "Page down", short: "page", help: "Half a screen of lines further down.",
        scope: Menu, keys: ["PgDn"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::menu::page_down }
    MenuPageUp { label: "Page up", short: "page", help: "Half a screen of lines further up.",
        scope: Menu, keys: ["PgUp"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::menu::page_up }
    MenuRun { label: "Choose", short: "choose", help: "Do what the line says.",
        scope: Menu, keys: ["Enter"], risk: None, wakes: false, hint: 90, ready: always, run: dialog::menu::choose }
    MenuClose { label: "Close", short: "close", help: "Close the menu.",
        scope: Menu, keys: ["Esc"], risk: None, wakes: false, hint: 80, ready: always, run: dialog::menu::close }

    HelpDown { label: "Down", short: "down", help: "Scroll down.",
        scope: Help, keys: ["↓", "Ctrl-n"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::help::down }
    HelpUp { label: "Up", short: "up", help: "Scroll up.",
        scope: Help, keys: ["↑", "Ctrl-p"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::help::up }
    HelpPageDown { label: "Page down", short: "page", help: "A page down.",
        scope: Help, keys: ["PgDn"], risk: None, wakes: false, hint: 60, ready: always, run: dialog::help::page_down }
    HelpPageUp { label: "Page up", short: "page", help: "A page up.",
        scope: Help, keys: ["PgUp"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::help::page_up }
    HelpClose { label: "Close", short: "close", help: "Clear the filter, then close the help.",
        scope: Help, keys: ["Esc", "F1", "?"], risk: None, wakes: false, hint: 80, ready: always, run: dialog::help::close }

    RestoreNext { label: "Next step", short: "next step", help: "Check this step and go to the next one; the last one asks for the name.",
        scope: Restore, keys: ["Enter"], risk: None, wakes: false, hint: 95, ready: always, run: dialog::restore::next }
    RestoreCompare { label: "Compare schemas", short: "compare", help: "Ask Neon how the schemas differ between now and then; may wake computes.",
        scope: Restore, keys: ["C"], risk: None, wakes: true, hint: 90, ready: dialog::restore::compare_ready, run: dialog::restore::compare }
    RestoreDiff { label: "Show the difference", short: "diff", help: "Show how the schema of the database of the cursor would change.",
        scope: Restore, keys: ["d"], risk: None, wakes: false, hint: 88, ready: dialog::restore::diff_ready, run: dialog::restore::diff }
    RestoreClient { label: "Open psql at that time", short: "psql then", help: "Open psql, or your client, to the database of the cursor as it was then: read-only, and the wizard stays. Starts a compute; asks.",
        scope: Restore, keys: ["p"], risk: None, wakes: true, hint: 87, ready: dialog::restore::client_ready, run: dialog::restore::open_client }
    RestoreTry { label: "Branch to look at", short: "look at it", help: "Make a branch of that moment to look at, which deletes itself after an hour; from the history it starts a compute, from a snapshot none.",
        scope: Restore, keys: ["n"], risk: Write, wakes: true, hint: 85, ready: dialog::restore::try_ready, run: dialog::restore::try_out }
    RestoreEarlier { label: "A minute earlier", short: "1m", help: "A minute earlier; on the sources, the one before.",
        scope: Restore, keys: ["←"], risk: None, wakes: false, hint: 80, ready: dialog::restore::on_when, run: dialog::restore::earlier }
    RestoreLater { label: "A minute later", short: "1m", help: "A minute later; on the sources, the next one.",
        scope: Restore, keys: ["→"], risk: None, wakes: false, hint: 79, ready: dialog::restore::on_when, run: dialog::restore::later }
    RestoreHourEarlier { label: "An hour earlier", short: "1h", help: "An hour earlier.",
        scope: Restore, keys: ["Shift-←"], risk: None, wakes: false, hint: 40, ready: dialog::restore::on_when, run: dialog::restore::hour_earlier }
    RestoreHourLater { label: "An hour later", short: "1h", help: "An hour later.",
        scope: Restore, keys: ["Shift-→"], risk: None, wakes: false, hint: 39, ready: dialog::restore::on_when, run: dialog::restore::hour_later }
    RestoreDayEarlier { label: "A day earlier", short: "1d", help: "A day earlier.",
        scope: Restore, keys: ["PgUp"], risk: None, wakes: false, hint: 38, ready: dialog::restore::on_when, run: dialog::restore::day_earlier }
    RestoreDayLater { label: "A day later", short: "1d", help: "A day later.",
        scope: Restore, keys: ["PgDn"], risk: None, wakes: false, hint: 37, ready: dialog::restore::on_when, run: dialog::restore::day_later }
    RestoreField { label: "Next field", short: "fields", help: "To the next field; in the preview, to the next database.",
        scope: Restore, keys: ["Tab", "↓"], risk: None, wakes: false, hint: 60, ready: dialog::restore::has_fields, run: dialog::restore::next_field }
    RestoreFieldBack { label: "Previous field", short: "previous", help: "To the previous field; in the preview, to the previous database.",
        scope: Restore, keys: ["Shift-Tab", "↑"], risk: None, wakes: false, hint: 0, ready: dialog::restore::has_fields, run: dialog::restore::previous_field }
    RestoreCurl { label: "Copy as curl", short: "curl", help: "Copy the request that the wizard would send.",
        scope: Restore, keys: ["Ctrl-y"], risk: None, wakes: false, hint: 20, ready: copying::curl_ready, run: copying::curl }
    RestoreBack { label: "Back", short: "back", help: "One step back; from the first step out. Nothing is sent.",
        scope: Restore, keys: ["Esc"], risk: None, wakes: false, hint: 70, ready: always, run: dialog::restore::back }

    ConnectCopy { label: "Copy", short: "copy", help: "Fetch the URI and copy it in the chosen format.",
        scope: Connect, keys: ["Enter"], risk: None, wakes: false, hint: 95, ready: always, run: dialog::connect::copy }
    ConnectNext { label: "Next field", short: "next", help: "To the next field.",
        scope: Connect, keys: ["Tab", "↓", "j"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::connect::next }
    ConnectPrevious { label: "Previous field", short: "previous", help: "To the previous field.",
        scope: Connect, keys: ["Shift-Tab", "↑", "k"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::connect::previous }
    ConnectLess { label: "Previous value", short: "less", help: "The previous value of the field.",
        scope: Connect, keys: ["←", "h"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::connect::less }
    ConnectMore { label: "Next value", short: "change", help: "The next value of the field.",
        scope: Connect, keys: ["→", "l", "Space"], risk: None, wakes: false, hint: 60, ready: always, run: dialog::connect::more }
    ConnectDown { label: "Read on", short: "more text", help: "Show what comes further down in the text.",
        scope: Connect, keys: ["PgDn"], risk: None, wakes: false, hint: 58, ready: dialog::connect::is_long, run: dialog::connect::text_down }
    ConnectUp { label: "Read back", short: "back", help: "Show what stands further up in the text.",
        scope: Connect, keys: ["PgUp"], risk: None, wakes: false, hint: 0, ready: dialog::connect::is_long, run: dialog::connect::text_up }
    ConnectReveal { label: "Reveal", short: "reveal", help: "Show the text with its password for 10 seconds.",
        scope: Connect, keys: ["v"], risk: None, wakes: false, hint: 50, ready: always, run: dialog::connect::reveal }
    ConnectOpen { label: "Open psql", short: "psql", help: "Connect with psql, or the client of the configuration, to what is chosen; asks before it wakes a compute.",
        scope: Connect, keys: ["p"], risk: None, wakes: false, hint: 55, ready: client::chosen_ready, run: client::chosen }
    ConnectWrite { label: "Write to .env", short: ".env", help: "Write DATABASE_URL and DATABASE_URL_UNPOOLED into a file of variables; shows the difference first.",
        scope: Connect, keys: ["w"], risk: None, wakes: false, hint: 45, ready: always, run: dialog::env::open }
    ConnectReset { label: "Reset password", short: "new password", help: "Have Neon make a new password for the chosen role and copy it; drops connections. The name is typed.",
        scope: Connect, keys: ["X"], risk: Write, wakes: true, hint: 20, ready: dialog::connect::can_reset, run: dialog::connect::reset_password, about: dialog::connect::chosen_role }
    EnvLook { label: "Look at the file", short: "look at it", help: "Read the file that is named and show what would change.",
        scope: EnvFile, keys: ["Enter"], risk: None, wakes: false, hint: 90, ready: dialog::env::can_look, run: dialog::env::look }
    EnvWrite { label: "Write the file", short: "write", help: "Write the difference that is shown.",
        scope: EnvFile, keys: ["Enter"], risk: None, wakes: false, hint: 90, ready: dialog::env::can_write, run: dialog::env::write }
    EnvClose { label: "Close", short: "close", help: "Close and write nothing.",
        scope: EnvFile, keys: ["Esc"], risk: None, wakes: false, hint: 80, ready: always, run: dialog::env::close }
    ViewText { label: "Open in the editor", short: "editor", help: "Open the text in $VISUAL or $EDITOR, else in $PAGER; nothing comes back.",
        scope: Viewer, keys: ["E"], risk: None, wakes: false, hint: 45, ready: dialog::viewer::has_text, run: dialog::viewer::open_text }
    ViewSave { label: "Save to a file", short: "save", help: "Save the text, a difference as a .patch; a file that is there is replaced only after a second Enter.",
        scope: Viewer, keys: ["Ctrl-s"], risk: None, wakes: false, hint: 40, ready: dialog::viewer::has_text, run: save::open }
    SearchText { label: "Search", short: "search", help: "Look for words in the text; small letters also find capitals.",
        scope: Viewer, keys: ["/"], risk: None, wakes: false, hint: 60, ready: dialog::viewer::search::ready, run: dialog::viewer::search::open }
    WrapText { label: "Wrap long lines or cut them", short: "wrap", help: "Let long lines go on below, or cut them and scroll sideways.",
        scope: Viewer, keys: ["w"], risk: None, wakes: false, hint: 50, ready: dialog::viewer::can_wrap, run: dialog::viewer::wrap }
    NextMatch { label: "Next match", short: "next", help: "To the next place where the words are; after the last one, to the first.",
        scope: Viewer, keys: ["n"], risk: None, wakes: false, hint: 91, ready: dialog::viewer::search::is_on, run: dialog::viewer::search::next }
    PreviousMatch { label: "Previous match", short: "previous", help: "To the place before where the words are.",
        scope: Viewer, keys: ["N"], risk: None, wakes: false, hint: 86, ready: dialog::viewer::search::is_on, run: dialog::viewer::search::previous }
    SearchKeep { label: "Keep the words", short: "keep", help: "Back to the text; the matches stay marked.",
        scope: Search, keys: ["Enter"], risk: None, wakes: false, hint: 90, ready: always, run: dialog::viewer::search::keep }
    SearchDrop { label: "Drop the words", short: "drop", help: "Back to where the text was.",
        scope: Search, keys: ["Esc"], risk: None, wakes: false, hint: 80, ready: always, run: dialog::viewer::search::drop }
    SearchNext { label: "Next match", short: "next", help: "To the next place where the words are, while they are typed.",
        scope: Search, keys: ["↓", "Ctrl-n"], risk: None, wakes: false, hint: 70, ready: always, run: dialog::viewer::search::next }
    SearchPrevious { label: "Previous match", short: "previous", help: "To the place before where the words are, while they are typed.",
        scope: Search, keys: ["↑", "Ctrl-p"], risk: None, wakes: false, hint: 60, ready: always, run: dialog::viewer::search::previous }
    NextHunk { label: "Next difference", short: "next", help: "To the next place where the two differ.",
        scope: Viewer, keys: ["n"], risk: None, wakes: false, hint: 90, ready: dialog::viewer::has_hunks, run: dialog::viewer::next_hunk }
    PreviousHunk { label: "Previous difference", short: "previous", help: "To the previous place where the two differ.",
        scope: Viewer, keys: ["N"], risk: None, wakes: false, hint: 85, ready: dialog::viewer::has_hunks, run: dialog::viewer::previous_hunk }

    PromptAccept { label: "Go on", short: "go on", help: "Go on with what was typed.",
        scope: Prompt, keys: ["Enter"], risk: None, wakes: false, hint: 90, ready: always, run: dialog::prompt::accept }
    PromptClose { label: "Close", short: "close", help: "Close; nothing happens.",
        scope: Prompt, keys: ["Esc"], risk: None, wakes: false, hint: 80, ready: always, run: dialog::prompt::close }

    ConnectClose { label: "Close", short: "close", help: "Close without copying.",
        scope: Connect, keys: ["Esc", "q"], risk: None, wakes: false, hint: 80, ready: always, run: dialog::connect::close }

    SignInChoose { label: "Choose", short: "choose", help: "Go to the organisation, sign in with the account, or probe the pasted key.",
        scope: SignIn, keys: ["Enter"], risk: None, wakes: false, hint: 95, ready: always, run: dialog::sign_in::choose }
    SignInMode { label: "Read-only or read-write", short: "read-only", help: "Choose the mode to start in.",
        scope: SignIn, keys: ["r"], risk: None, wakes: false, hint: 70, ready: dialog::sign_in::can_switch, run: dialog::sign_in::switch_mode }
    SignInKeep { label: "Where to keep the key", short: "keep it", help: "Keep the pasted key nowhere, in the OS keyring, or in a file that only you may read.",
        scope: SignIn, keys: ["Tab"], risk: None, wakes: false, hint: 80, ready: dialog::sign_in::is_pasting, run: dialog::sign_in::next_keep }
    SignInDown { label: "Down", short: "down", help: "The next line.",
        scope: SignIn, keys: ["j", "↓", "Ctrl-n"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::sign_in::down }
    SignInUp { label: "Up", short: "up", help: "The previous line.",
        scope: SignIn, keys: ["k", "↑", "Ctrl-p"], risk: None, wakes: false, hint: 0, ready: always, run: dialog::sign_in::up }
    SignInQuit { label: "Quit", short: "quit", help: "End the program; while something is on the screen below, close the dialog.",
        scope: SignIn, keys: ["q"], risk: None, wakes: false, hint: 60, ready: dialog::sign_in::is_choosing, run: dialog::sign_in::quit }
    SignInClose { label: "Back", short: "back", help: "Back from the key to the list, from the list to the screen below.",
        scope: SignIn, keys: ["Esc"], risk: None, wakes: false, hint: 75, ready: dialog::sign_in::can_close, run: dialog::sign_in::close }
}
