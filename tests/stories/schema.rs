//! Schemas: shown, compared with other branches and with earlier moments.

use crate::story::{DEV, PRODUCTION, STOREFRONT, Story, branch, no_waking, refusal};
use lazyneon::{
    emulator::Fault,
    key::{Code, Key},
    ui::{Action, BranchData, Target},
};
use std::fs;

/// The program with the cursor on the main database of the branch `dev/maya`.
async fn on_a_database() -> Story {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Right);
    story.settle().await;
    let database = Target::Database(STOREFRONT.into(), DEV.into(), "storefront".into());
    story.go(&database).await;
    story.neon.forget_requests();
    story
}

/// The queries of the comparisons that were requested.
fn compared(story: &Story) -> Vec<String> {
    let asked = story.neon.requests();
    let asked = asked.iter();
    asked
        .filter(|one| one.path.ends_with("/compare_schema"))
        .map(|one| format!("{:?}", one.query))
        .collect()
}

/// Requests the comparison of a branch with its own past.
async fn with_its_own_past() -> Story {
    let mut story = on_a_database().await;
    story.act(Action::CompareWith);
    story.sees("itself, earlier");
    story.act(Action::NextLine);
    story.act(Action::MenuRun);
    story.sees("Compare storefront with dev/maya as of when?");
    story
}

#[tokio::test(start_paused = true)]
async fn a_schema_is_compared_with_its_own_past() {
    let mut story = with_its_own_past().await;
    story.act(Action::PromptAccept);
    story.sees("choose an earlier time");
    story.type_text("90d ago");
    story.misses("choose an earlier time");
    story.act(Action::PromptAccept);
    story.sees("nothing before");
    story.key(Key::ctrl('u'));
    story.type_text("1h ago");
    story.act(Action::PromptAccept);
    story.sees("may wake computes");
    assert!(story.requests().is_empty());
    story.act(Action::ConfirmYes);
    story.settle().await;
    let queries = compared(&story);
    assert_eq!(queries.len(), 1);
    assert!(
        queries[0].contains("base_timestamp") && queries[0].contains(DEV),
        "{queries:?}"
    );
    story.sees("dev/maya against dev/maya as of");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_place_in_the_log_that_neon_refuses_says_why() {
    let mut story = with_its_own_past().await;
    story.type_text("FF/FFFFFFFF");
    story.act(Action::PromptAccept);
    story.act(Action::ConfirmYes);
    story.settle().await;
    let queries = compared(&story);
    assert!(queries[0].contains("base_lsn"), "{queries:?}");
    story.misses("takes longer if a compute is idle");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_moment_that_is_not_typed_after_all_sends_nothing() {
    let mut story = with_its_own_past().await;
    story.type_text("1h");
    story.act(Action::Close);
    story.settle().await;
    story.misses("as of when?");
    assert!(story.requests().is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_schema_is_compared_with_a_branch_that_is_chosen() {
    let mut story = on_a_database().await;
    story.act(Action::CompareWith);
    story.sees("with which branch?").sees("parent");
    assert!(story.requests().is_empty());
    // The parent, the branch itself, then the others, each as it is now: no time is asked for.
    story.act(Action::NextLine);
    story.act(Action::NextLine);
    story.act(Action::MenuRun);
    story.misses("as of when?").sees("may wake computes");
    story.act(Action::ConfirmYes);
    story.settle().await;
    let asked = story.neon.requests();
    let compared = asked
        .iter()
        .find(|one| one.path.ends_with("/compare_schema"));
    let query = format!("{:?}", compared.map(|one| &one.query));
    assert!(query.contains("base_branch_id"), "{query}");
    story.sees("Schema of storefront: dev/maya against");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_schema_is_compared_with_the_past_of_any_branch() {
    let mut story = on_a_database().await;
    story.act(Action::CompareWith);
    story.sees("any of them, earlier …");
    story.act(Action::NextPage);
    story.act(Action::MenuRun);
    story
        .sees("with which branch, earlier?")
        .misses("any of them");
    story.act(Action::MenuRun);
    story.sees("Compare storefront with production as of when?");
    story.type_text("2h ago");
    story.act(Action::PromptAccept);
    story.act(Action::ConfirmYes);
    story.settle().await;
    let queries = compared(&story);
    assert!(queries[0].contains("base_timestamp"), "{queries:?}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_schema_is_shown_as_sql_and_a_refusal_in_its_place() {
    let mut story = on_a_database().await;
    story.act(Action::ShowSchema);
    story.sees("Show the schema of storefront?");
    story.act(Action::ConfirmNo);
    story.settle().await;
    assert!(story.requests().is_empty(), "Esc half-way sends nothing");
    story.act(Action::ShowSchema);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("CREATE TABLE");
    story.act(Action::Back);
    let refuse = Fault::Status {
        code: 403,
        retry_after: None,
        body: None,
    };
    story.neon.faults().add(Some("GET"), "/schema", 1, refuse);
    // It was confirmed once; now it is sent at once.
    story.act(Action::ShowSchema);
    story.settle().await;
    story.sees("No permission");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_difference_is_saved_as_a_patch_and_replaces_nothing_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dev.patch");
    let mut story = on_a_database().await;
    story.act(Action::CompareSchema);
    story.act(Action::ConfirmYes);
    story.settle().await;
    let begin = async |story: &mut Story| {
        story.act(Action::ViewSave);
        story.sees("schema-of-storefront-dev-maya-against-");
        story.key(Key::ctrl('u'));
        story.type_text(file.to_str().unwrap());
        story.act(Action::PromptAccept);
        story.settle().await;
    };
    begin(&mut story).await;
    story.sees("wrote ").misses("Save the text");
    let patch = fs::read_to_string(&file).unwrap();
    assert!(
        patch.starts_with("--- ") && patch.contains("\n+++ dev/maya\n@@ "),
        "{patch}"
    );

    fs::write(&file, "mine").unwrap();
    begin(&mut story).await;
    story.sees("already exists: Enter again");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    // Another name, then this one again: a new confirmation is needed.
    story.type_text("x");
    story.key(Key::plain(Code::Backspace));
    story.act(Action::PromptAccept);
    story.settle().await;
    story.sees("already exists: Enter again");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    story.act(Action::PromptAccept);
    story.settle().await;
    assert_eq!(fs::read_to_string(&file).unwrap(), patch);

    story.act(Action::ViewSave);
    story.key(Key::ctrl('u'));
    story.act(Action::PromptAccept);
    story.sees("type the name of a file");
    story.type_text("/nowhere/at/all.patch");
    story.act(Action::PromptAccept);
    story.settle().await;
    story.sees("there is no folder /nowhere/at");
    story.act(Action::Close);
    story.sees("Schema of storefront");
    story.end();
}

/// The program with the cursor on the branch `dev/maya`, whose two databases are loaded, and with faults for
/// their comparisons.
async fn comparing(faults: &[(&str, Fault)]) -> Story {
    let mut story = on_a_database().await;
    story.go(&branch(DEV)).await;
    for (path, fault) in faults {
        let faults = story.neon.faults();
        faults.add(Some("GET"), path, 1, fault.clone());
    }
    story.act(Action::CompareSchema);
    story
}

#[tokio::test(start_paused = true)]
async fn all_databases_of_a_branch_are_counted_and_one_is_opened() {
    let mut story = comparing(&[]).await;
    story.sees("Compare the schema of dev/maya? This may wake computes");
    assert!(story.requests().is_empty());
    story.act(Action::ConfirmYes);
    story.settle().await;
    assert_eq!(compared(&story).len(), 2);
    story.sees("Schemas of dev/maya against production");
    story.sees("1 of 2 databases differ").sees("the same");
    let differs = |line: &str| line.contains("storefront ") && line.contains("+");
    assert!(story.screen().lines().any(differs), "{}", story.screen());
    story.neon.forget_requests();
    // It opens from the loaded data, and Esc leads back to the list.
    story.act(Action::SearchText);
    story.type_text("storefront");
    story.act(Action::SearchKeep);
    story.act(Action::Open);
    story.settle().await;
    story.sees("Schema of storefront: dev/maya against production");
    story.sees("hunk");
    story.act(Action::Back);
    story.sees("1 of 2 databases differ");
    assert!(story.requests().is_empty());
    // Esc clears the search, then closes.
    story.act(Action::Back);
    story.act(Action::Back);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_database_that_cannot_be_compared_says_why_and_is_asked_for_again() {
    let refuse = Fault::Status {
        code: 403,
        retry_after: None,
        body: None,
    };
    let mut story = comparing(&[("/compare_schema", refuse)]).await;
    story.act(Action::ConfirmYes);
    story.settle().await;
    story
        .sees("No permission")
        .sees("2 databases, ")
        .sees("of 1 compared are different");
    assert_eq!(compared(&story).len(), 2);
    // Moves the cursor to it.
    let screen = story.screen();
    let refused = screen.lines().find(|line| line.contains("No permission"));
    if refused.is_some_and(|line| !line.contains("┃ ▌")) {
        story.act(Action::Down);
    }
    story.act(Action::Open);
    story.settle().await;
    assert_eq!(compared(&story).len(), 3);
    story
        .misses("No permission")
        .sees("1 of 2 databases differ");
    story.act(Action::Back);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_branch_that_must_not_be_woken_is_no_base_either() {
    const WHY: &str = "may wake the compute of production: blocked by the rule";
    let mut story = on_a_database().await;
    story.model_mut().neon.policy.rules = no_waking("production");
    story.act(Action::CompareSchema);
    story.sees(WHY).misses("This may wake computes");
    story.act(Action::CompareWith);
    story.act(Action::MenuRun);
    story.sees(WHY).misses("as of when?");
    story.act(Action::Back);
    // All databases of a branch, with a rule added while the confirmation was open.
    story.model_mut().neon.policy.rules.clear();
    story.go(&branch(DEV)).await;
    story.act(Action::CompareSchema);
    story.model_mut().neon.policy.rules = no_waking("production");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees(WHY);
    assert_eq!(compared(&story), Vec::<String>::new());
    // The branch's own schema, which nothing forbids, can still be shown and compared with itself.
    story.act(Action::CompareWith);
    story.act(Action::NextLine);
    story.act(Action::MenuRun);
    story.sees("as of when?");
    story.act(Action::Close);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn databases_that_only_the_base_has_are_listed_and_ask_for_nothing() {
    let mut story = on_a_database().await;
    story.go(&branch(DEV)).await;
    let now = story.model().neon.now;
    let store = &mut story.model_mut().neon.store;
    let contents = store.contents_mut(&STOREFRONT.into(), &DEV.into());
    let mut databases = contents.databases.value.clone();
    let missing = std::mem::replace(&mut databases[0].name, "mine".into());
    contents.databases.set(databases, now);
    // The base branch has not been opened yet.
    *store.contents_mut(&STOREFRONT.into(), &PRODUCTION.into()) = BranchData::default();
    story.act(Action::CompareSchema);
    story.act(Action::ConfirmYes);
    story.sees("what only production has is unknown");
    story.settle().await;
    story
        .misses("is not known")
        .sees("only in production")
        .sees("3 databases, ");
    let asked = compared(&story).len();
    story.act(Action::Bottom);
    story.act(Action::Open);
    story.settle().await;
    story.sees(&format!("{missing} is only in production"));
    assert_eq!(compared(&story).len(), asked);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn which_databases_there_were_is_not_claimed() {
    let mut story = on_a_database().await;
    story.go(&branch(DEV)).await;
    story.act(Action::CompareWith);
    story.act(Action::NextPage);
    story.act(Action::MenuRun);
    story.act(Action::MenuRun);
    story.type_text("1h ago");
    story.act(Action::PromptAccept);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("the names at that time are unknown");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn databases_are_compared_a_few_at_a_time() {
    let mut story = on_a_database().await;
    story.go(&branch(DEV)).await;
    let contents = story
        .model_mut()
        .neon
        .store
        .contents_mut(&STOREFRONT.into(), &DEV.into());
    let mut databases = contents.databases.value.clone();
    for at in 0..20 {
        let mut more = databases[0].clone();
        more.name = format!("more_{at}").as_str().into();
        databases.push(more);
    }
    let now = story.model().neon.now;
    let contents = story
        .model_mut()
        .neon
        .store
        .contents_mut(&STOREFRONT.into(), &DEV.into());
    contents.databases.set(databases, now);
    story.act(Action::CompareSchema);
    story.act(Action::ConfirmYes);
    let on_their_way = story
        .screen()
        .matches("takes longer if a compute is idle")
        .count();
    assert_eq!(on_their_way, 4);
    // Closing the list ends the requests.
    story.act(Action::Back);
    story.settle().await;
    assert_eq!(compared(&story).len(), 4);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_is_looked_for_before_the_text_has_come_is_found_in_it() {
    let mut story = on_a_database().await;
    for action in [Action::ShowSchema, Action::CompareSchema] {
        story.model_mut().settings.may_wake = true;
        story.act(action);
        story.act(Action::SearchText);
        story.type_text("create");
        story.act(Action::SearchKeep);
        story.sees("no match");
        story.settle().await;
        story.misses("no match").sees("1/");
        story.act(Action::NextMatch);
        story.sees("2/");
        story.act(Action::Back);
        story.act(Action::Back);
    }
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_text_is_searched_forth_and_back() {
    let mut story = on_a_database().await;
    story.act(Action::ShowSchema);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.act(Action::SearchText);
    story.type_text("create table");
    story.sees("/create table").sees("1/");
    story.act(Action::SearchKeep);
    story.act(Action::NextMatch);
    story.sees("2/");
    story.act(Action::PreviousMatch);
    story.act(Action::PreviousMatch);
    story.misses("2/");
    // Esc first ends the search, then closes the text.
    story.act(Action::Back);
    story.misses("/create table").sees("CREATE TABLE");
    story.act(Action::SearchText);
    story.type_text("no such thing");
    story.sees("no match");
    story.act(Action::SearchDrop);
    story.act(Action::Back);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn two_marked_branches_are_compared_with_each_other() {
    let mut story = crate::tables::branches().await;
    for name in ["qa/checkout-v2", "dev/maya"] {
        crate::tables::go(&mut story, name);
        story.act(Action::Mark);
    }
    story.act(Action::CompareSchema);
    story.settle().await;
    story.sees("loading the databases");
    story.act(Action::CompareSchema);
    story.act(Action::ConfirmYes);
    story.settle().await;
    let queries = compared(&story);
    assert!(!queries.is_empty());
    for query in &queries {
        assert!(
            query.contains("base_branch_id") && query.contains(DEV),
            "{query}"
        );
    }
    story.sees("qa/checkout-v2 against dev/maya");
    story.act(Action::Close);
    crate::tables::go(&mut story, "staging");
    story.act(Action::Mark);
    story.act(Action::CompareSchema);
    story.sees("mark two branches to compare them: 3 are marked");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn where_both_computes_are_awake_nothing_is_asked() {
    let mut story = crate::tables::branches().await;
    for name in ["staging", "production"] {
        crate::tables::go(&mut story, name);
        story.act(Action::Mark);
    }
    story.act(Action::CompareSchema);
    story.sees("loading the databases");
    story.settle().await;
    assert!(!compared(&story).is_empty(), "{}", story.screen());
    story.act(Action::Back);
    // That was no permission to wake another.
    for name in ["staging", "production"] {
        crate::tables::go(&mut story, name);
        story.act(Action::Mark);
    }
    crate::tables::go(&mut story, "dev/maya");
    story.act(Action::CompareSchema);
    story.settle().await;
    story.sees("This may wake computes");
}

/// Puts the cursor on a branch of which nothing is loaded.
async fn on_an_unknown_branch() -> Story {
    let mut story = Story::at(branch(DEV)).await;
    let inside = story.model_mut().neon.store.inside_mut(&STOREFRONT.into());
    inside.contents.clear();
    story.neon.forget_requests();
    story
}

#[tokio::test(start_paused = true)]
async fn what_needs_databases_goes_on_once_they_are_loaded() {
    let mut story = on_an_unknown_branch().await;
    story.act(Action::CompareSchema);
    story.sees("loading the databases of dev/maya");
    assert!(story.model().dialogs.is_empty());
    story.settle().await;
    // It may wake a compute, so it asks as if the databases had been there.
    story.sees("wake");
    assert!(!story.model().dialogs.is_empty());
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn another_key_ends_waiting_for_databases() {
    let mut story = on_an_unknown_branch().await;
    story.act(Action::CompareSchema);
    story.act(Action::Down);
    story.settle().await;
    assert!(story.model().dialogs.is_empty());
    assert!(compared(&story).is_empty());
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn databases_that_cannot_be_loaded_end_the_waiting() {
    let mut story = on_an_unknown_branch().await;
    let refused = refusal(403, "not allowed here");
    story
        .neon
        .faults()
        .add(Some("GET"), "/databases", 9, refused);
    story.act(Action::CompareSchema);
    story.settle().await;
    assert!(story.model().dialogs.is_empty());
    story.sees("not allowed here");
    story.elapse(std::time::Duration::from_secs(5)).await;
    let asked = story.requests();
    let of_databases = asked.iter().filter(|one| one.ends_with("/databases"));
    assert!(of_databases.count() <= 2, "{asked:?}");
    story.quit();
}

#[tokio::test(start_paused = true)]
async fn a_role_leads_to_the_schemas_of_its_branch() {
    let mut story = on_a_database().await;
    let role = Target::Role(STOREFRONT.into(), DEV.into(), "readonly".into());
    story.go(&role).await;
    story.act(Action::CompareWith);
    story.sees("itself, earlier");
    story.quit();
}
