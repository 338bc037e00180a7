//! Buckets and objects of branches, and where S3 clients reach them. What all changes have in common (lost responses,
//! refusals, Esc) is in `write_scenarios`.

use crate::{
    scan,
    story::{DEV, PRODUCTION, Story, bodies, branch, on, refusal},
    tables,
};
use lazyneon::{
    emulator::Fault,
    ui::{Action, Target},
};
use serde_json::json;

/// In the list of the buckets of a branch.
pub async fn buckets() -> Story {
    let mut story = Story::at(branch(PRODUCTION)).await;
    story.act(Action::Buckets);
    story.settle().await;
    story
}

/// In one of the buckets, or in folders of it.
pub async fn inside(path: &[&str]) -> Story {
    let mut story = buckets().await;
    for name in path {
        tables::go(&mut story, name);
        story.act(Action::Open);
        story.settle().await;
    }
    story
}

#[tokio::test(start_paused = true)]
async fn the_menu_of_a_branch_leads_to_what_it_has_besides_postgres() {
    let mut story = Story::at(branch(PRODUCTION)).await;
    story.act(Action::ActionsMenu);
    story.sees("Storage, functions …").misses("S3 endpoint");
    story.escape();
    story.act(Action::ServicesMenu);
    story
        .sees("Buckets")
        .sees("Functions")
        .sees("AI gateway")
        .sees("Credentials");
    story.escape();
    story.act(Action::ObjectStorage);
    story.settle().await;
    story.sees(".storage.").sees("us-east-2");
    story.act(Action::Open);
    story.settle().await;
    story.sees("Path style");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn enter_goes_into_buckets_and_folders_and_esc_comes_back() {
    let mut story = buckets().await;
    story
        .sees("product-images")
        .sees("public to read")
        .sees("invoices");
    story.neon.forget_requests();
    on(&mut story, "product-images");
    story.act(Action::Open);
    story.settle().await;
    story
        .sees("shoes/")
        .sees("placeholder.svg")
        .sees("912 B")
        .misses("trail-runner");
    on(&mut story, "shoes/");
    story.act(Action::Open);
    story.settle().await;
    story.sees("trail-runner.webp").misses("shoes/trail");
    on(&mut story, "trail-runner.webp");
    story.act(Action::Open);
    story.settle().await;
    // Its page.
    story.sees("shoes/trail-runner.webp").sees("ETag");
    let requests = story.neon.requests().into_iter();
    let objects = requests.filter(|request| request.path.ends_with("/objects"));
    let queries: Vec<String> = objects.map(|request| request.query).collect();
    assert_eq!(queries, ["delimiter=%2F", "delimiter=%2F&prefix=shoes%2F"]);
    story.escape();
    story.settle().await;
    story.sees("city-sneaker.webp");
    story.escape();
    story.settle().await;
    story.sees("placeholder.svg");
    story.escape();
    story.settle().await;
    story.sees("invoices").misses("placeholder");
    story.escape();
    story.settle().await;
    assert_eq!(story.model().browser.selected(), Some(&branch(PRODUCTION)));
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_download_url_is_copied_and_never_shown() {
    let mut story = inside(&["invoices", "2026/", "09/"]).await;
    story.neon.forget_requests();
    on(&mut story, "INV-20417.pdf");
    story.act(Action::CopyObjectUrl);
    story.settle().await;
    assert_eq!(
        bodies(&story).pop().unwrap(),
        json!({ "operation": "download" })
    );
    let copied = story.copied().pop().unwrap();
    assert!(copied.contains("X-Amz-Signature="), "{copied}");
    story.sees("copied a URL that downloads INV-20417.pdf");
    story.misses("X-Amz");
    let screen = story.screen();
    assert_eq!(scan::found_in(&screen), None, "{screen}");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_object_is_downloaded_into_a_file_that_is_replaced_only_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("image.svg");
    let mut story = inside(&["product-images"]).await;
    on(&mut story, "placeholder.svg");
    let text = story
        .save_as(Action::DownloadObject, "placeholder.svg", &file)
        .await;
    assert_eq!(text.len(), 912);
    assert!(text.starts_with("placeholder.svgplaceholder.svg"), "{text}");
    std::fs::write(&file, "mine").unwrap();
    story.act(Action::DownloadObject);
    story.key(lazyneon::key::Key::ctrl('u'));
    story.type_text(file.to_str().unwrap());
    story.act(Action::PromptAccept);
    story.settle().await;
    story.sees("already exists: Enter again replaces it");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    story.act(Action::PromptAccept);
    story.settle().await;
    assert_eq!(std::fs::read_to_string(&file).unwrap().len(), 912);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_download_that_fails_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("image.svg");
    for trouble in [Fault::ResetBefore, refusal(404, "object not found")] {
        let mut story = inside(&["product-images"]).await;
        on(&mut story, "placeholder.svg");
        story
            .neon
            .faults()
            .add(Some("GET"), "/download", 1, trouble);
        story.act(Action::DownloadObject);
        story.key(lazyneon::key::Key::ctrl('u'));
        story.type_text(file.to_str().unwrap());
        story.act(Action::PromptAccept);
        story.settle().await;
        let screen = story.screen();
        let says = screen.contains("could not be reached") || screen.contains("bject not found");
        assert!(says, "{screen}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        story.escape();
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn a_folder_offers_no_download() {
    let mut story = inside(&["invoices"]).await;
    on(&mut story, "2026/");
    story.act(Action::CopyObjectUrl);
    story.act(Action::DownloadObject);
    story.settle().await;
    assert!(story.copied().is_empty() && story.model().dialogs.is_empty());
    story.act(Action::Delete);
    story
        .sees("Delete the folder 2026/?")
        .sees("every object below it")
        .sees("objects inherited from the parent branch");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn whoever_deletes_a_bucket_is_told_what_is_in_it() {
    let mut story = inside(&["product-images"]).await;
    story.escape();
    story.settle().await;
    on(&mut story, "product-images");
    story.act(Action::Delete);
    story
        .sees("Delete the bucket product-images?")
        .sees("1 object and 2 folders")
        .sees("on other branches");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_public_bucket_is_confirmed() {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Buckets);
    story.settle().await;
    story.act(Action::NewBucket);
    story.type_text("assets");
    story.key(lazyneon::key::Code::Tab);
    story.key(lazyneon::key::Code::Right);
    story.act(Action::FormApply);
    story.sees("anybody on the internet who knows the URL of an object can read it");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("assets created on dev/maya");
    assert_eq!(
        bodies(&story).pop().unwrap(),
        json!({ "name": "assets", "access_level": "public_read" })
    );
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_branch_without_storage_says_why_and_is_not_asked_again() {
    let mut story = Story::at(branch(DEV)).await;
    let off = refusal(404, "object storage is not available for this region");
    story.neon.faults().add(Some("GET"), "/buckets", 1, off);
    story.act(Action::Buckets);
    story.settle().await;
    story.sees("Object storage is not available for this region.");
    story.neon.forget_requests();
    story.elapse(std::time::Duration::from_secs(600)).await;
    story.settle().await;
    let asked = story.requests();
    let again = asked.iter().filter(|request| request.ends_with("/buckets"));
    assert_eq!(again.count(), 0, "{asked:?}");
    story.act(Action::NewMenu);
    story.sees("Object storage is not available for this region");
    assert!(matches!(
        story.model().browser.selected(),
        None | Some(Target::Branch(..))
    ));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_object_is_shown_by_its_key_and_offers_nothing_for_branches() {
    let mut story = inside(&["invoices", "2026/"]).await;
    story.act(Action::Top);
    let key = story.model().browser.selected().unwrap().id().to_owned();
    story.act(Action::ActionsMenu);
    story.settle().await;
    story.sees("Copy");
    for not in ["New branch", "masked branch", "Masking"] {
        assert!(!story.screen().contains(not), "{not}:\n{}", story.screen());
    }
    story.escape();
    story.act(Action::Describe);
    story.settle().await;
    story.sees(&format!("\"key\": \"{key}\""));
    story.end();
}
