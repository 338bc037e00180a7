//! Lists over everything in the account, and of what is on a branch.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { crate::ui::action::table::screen::rows! { $read $($before)*
    Awake {
        label: "Awake computes", short: "awake", help: "List what is awake in all projects, the most expensive first",
        also: "active running computes cost",
        keys: ["g a"], group: Lists,
    } => { opens: &table::awake::SPEC }
    Projects {
        label: "All projects", short: "projects", help: "List all projects, the most expensive first",
        also: "projects project proj p ns list namespace cost costs spend",
        keys: ["g A"], group: Lists,
    } => { opens: &table::everywhere::SPEC }
    ProjectQuotas {
        label: "Projects by quota", short: "quotas", help: "List all projects, the nearest to its quota first",
        also: "quotas quota limits limit list cap",
        keys: [], group: Lists,
    } => { opens: &table::everywhere::SPEC, tab: table::everywhere::PROJECTS, by: table::projects::BY_QUOTA }
    Computes {
        label: "All computes", short: "computes", help: "List the computes of all projects, awake or not",
        also: "computes compute endpoints endpoint ep pods po list hosts",
        keys: [], group: Lists,
    } => { opens: &table::everywhere::SPEC, tab: table::everywhere::COMPUTES }
    AllBranches {
        label: "All branches", short: "all branches", help: "List the branches of all projects",
        also: "branches branch br list",
        keys: [], group: Lists,
    } => { opens: &table::everywhere::SPEC, tab: table::everywhere::BRANCHES }
    StaleBranches {
        label: "All stale branches", short: "stale", help: "List what nobody seems to need in all projects",
        also: "stale unused cleanup old inactive prune",
        keys: [], group: Lists,
    } => { opens: &table::everywhere::SPEC, tab: table::everywhere::STALE }
    GonePreviews {
        label: "Previews without a git branch", short: "gone", help: "List previews whose git branch is gone",
        also: "orphaned merged cleanup pull requests pr",
        keys: [], group: Lists,
    } => { opens: &table::everywhere::SPEC, tab: table::everywhere::GONE }
    ExpiringBranches {
        label: "All expiring branches", short: "expiring", help: "List the branches of all projects that expire",
        also: "expiry ttl",
        keys: [], group: Lists,
    } => { opens: &table::everywhere::SPEC, tab: table::everywhere::EXPIRING }
    AllSnapshots {
        label: "All snapshots", short: "all snapshots", help: "List the snapshots of all projects",
        also: "snapshots snapshot backups list",
        keys: [], group: Lists,
    } => { opens: &table::everywhere::SPEC, tab: table::everywhere::SNAPSHOTS }
    FailedOperations {
        label: "All failed operations", short: "failed", help: "List what Neon failed to do, in all projects",
        also: "failed errors failures events alerts",
        keys: [], group: Lists,
    } => { opens: &table::everywhere::SPEC, tab: table::everywhere::FAILED }
    Databases {
        label: "Databases", short: "databases", help: "List the databases of this branch",
        also: "databases db dbs list",
        keys: [], group: Lists,
    } => { opens: &table::contents::DATABASES }
    Roles {
        label: "Roles", short: "roles", help: "List the roles of this branch",
        also: "roles role users user list",
        keys: [], group: Lists,
    } => { opens: &table::contents::ROLES }
    } };
}
pub(in crate::ui::action) use rows;
