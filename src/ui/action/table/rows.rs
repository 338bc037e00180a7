//! What can be done with a row: connect, start, create, edit, restore, delete.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { crate::ui::action::table::services::rows! { $read $($before)*
    Connect {
        label: "Connect", short: "connect", help: "Choose branch, database, role and format; copy the text",
        also: "connection-string cs dsn uri url host",
        keys: ["c"], hint: 90, group: Connect,
    } => { ready: connect::choices::ready(browser), run: connect::choices::open(browser, dialogs, neon) }
    CopyUri {
        label: "Copy connection URI", short: "copy URI", help: "Copy the pooled connection URI of this row",
        also: "connection-string url cs yank clipboard",
        keys: ["Y"], hint: 70, group: Connect, repeats: true,
    } => { ready: clipboard::uri_ready(browser, neon), run: clipboard::uri }
    CopyMenu {
        label: "Copy …", short: "copy", help: "Copy the name, id, host or JSON of this row",
        also: "clipboard yank",
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
        also: "resume wake endpoint unsuspend",
        keys: ["s"], risk: Write, wakes: true, hint: 80, group: Compute,
    } => {
        ready: commands::compute::can_start(browser, changes, neon),
        run: commands::compute::start(browser, changes, neon), bulk: commands::compute::BULK_START, about: Compute,
    }
    SuspendCompute {
        label: "Suspend compute", short: "suspend", help: "Scale the compute to zero; drops open connections",
        also: "stop sleep idle endpoint pause",
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
    AllowConnections {
        label: "Allow connections", short: "allow", help: "Let clients connect to the blocked compute again",
        also: "unblock enable disabled blocked endpoint", risk: Write, letter: '8', group: Compute,
    } => {
        ready: commands::compute::can_allow(browser, changes, neon),
        run: commands::compute::allow(browser, changes, neon),
    }
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
        also: "branches create fork clone past ago",
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
        also: "resize cu autoscaling set scale",
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
    Access {
        label: "Access", short: "access", help: "List who and what can reach the project, how and since when",
        also: "who permissions security people keys tokens members shares offers audit",
        keys: ["g W"], group: Lists,
    } => { opens: &table::access::SPEC }
    ProjectMembers {
        label: "Members of the project", short: "members", help: "List the roles of members in the project, and set them",
        also: "permissions people users access viewer editor admin",
        keys: [], group: Lists,
    } => { opens: flat::of::<types::ProjectMember>() }
    ApiKeys {
        label: "API keys", short: "API keys", help: "List, create and revoke API keys",
        also: "tokens",
        keys: ["g k"], group: Lists,
    } => { opens: &table::api_keys::SPEC }
    NewKey {
        label: "New API key", short: "API key", help: "Create an API key, shown once and copied",
        risk: Write, new: 'K', group: New,
    } => { adds_to: &table::api_keys::SPEC }
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
        also: "budget billing money quota cap alert",
        risk: Write, group: Edit,
    } => {
        ready: commands::spending_limit::ready(browser, neon),
        run: form::spending_limit::edit_spending(browser, dialogs, settings, neon),
    }
    Transfer {
        label: "Transfer project", short: "transfer", help: "Transfer the project to another organization",
        also: "move",
        risk: Write, letter: 'F', asks: true, group: Danger,
    } => {
        ready: commands::transfer::ready(browser, changes, neon),
        run: commands::transfer::list(browser, dialogs, neon),
    }
    OfferTransfer {
        label: "Offer to transfer", short: "offer", help: "Make a link: whoever has it can take the project",
        also: "transfer request claim hand over give away", risk: Write, letter: 'N', group: Danger,
    } => {
        ready: commands::transfer::offer_ready(browser, changes, neon),
        run: commands::transfer::offer(browser, dialogs, settings, neon),
    }
    AcceptTransfer {
        label: "Accept transfer", short: "transfer", help: "Take a project that is offered into the organization",
        also: "transfer request claim take over link", risk: Write, letter: '9', group: New,
    } => {
        ready: commands::transfer::claim_ready(browser),
        run: commands::transfer::claim(browser, dialogs, settings, neon),
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
        risk: Write, letter: 'i', asks: true, group: Branch,
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
        also: "branches restore pitr time travel history backup rollback rewind",
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
        label: "Snapshots", short: "snapshots", help: "List the snapshots of the project, or of all",
        also: "backups",
        keys: ["g s"], group: Lists,
    } => { opens: &table::snapshots::SPEC, or_of_all: table::everywhere::SNAPSHOTS }
    CompareSchema {
        label: "Compare schema with parent", short: "compare", help: "Compare schemas: with the parent, or two marked ones",
        also: "diff schema-diff",
        keys: ["C"], wakes: true, hint: 25, group: Branch,
    } => {
        ready: compare::ready(browser, neon), run: compare::run(browser, dialogs, settings, neon),
        bulk: compare::marked::BULK,
    }
    CompareWith {
        label: "Compare schema with …", short: "compare with",
        help: "Compare the schema with any branch, time or LSN", also: "diff schema-diff",
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
        also: "remove rm destroy drop kill branch compute database role project",
        keys: ["D", "Delete"], risk: Write, hint: 12, asks: true, group: Danger,
    } => {
        ready: commands::delete::ready(browser, keymap, changes, neon), run: commands::delete::confirm,
        bulk: commands::delete::BULK,
    }
    } };
}
pub(in crate::ui::action) use rows;
