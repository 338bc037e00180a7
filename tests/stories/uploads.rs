//! Storing files as objects.

use crate::{
    storage::inside,
    story::{DEV, PRODUCTION, Story, branch, locked, on, refusal},
    tables,
};
use lazyneon::{emulator::Fault, key::Key, ui::Action};
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// A file of this size, in a folder that goes away.
fn file(name: &str, size: usize) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, vec![b'x'; size]).unwrap();
    (folder, path)
}

/// Names the file in the prompt and accepts it.
async fn store(story: &mut Story, path: &str) {
    story.act(Action::UploadObject);
    story.sees("Store a file in product-images");
    story.key(Key::ctrl('u'));
    story.type_text(path);
    story.act(Action::PromptAccept);
    story.settle().await;
}

/// The changes that reached Neon or its storage.
fn puts(story: &Story) -> usize {
    let requests = story.neon.requests();
    requests
        .iter()
        .filter(|request| request.method == "PUT")
        .count()
}

#[tokio::test(start_paused = true)]
async fn a_file_is_stored_piece_by_piece_and_listed() {
    let (_folder, path) = file("new.bin", 300_000);
    let mut story = inside(&["product-images"]).await;
    store(&mut story, path.to_str().unwrap()).await;
    story.sees("new.bin is stored (300 kB)");
    // The key for new things adds to the list on screen.
    story.act(Action::NewMenu);
    story.sees("Store a file in product-images").escape();
    tables::go(&mut story, "new.bin");
    story.sees("300 kB");
    assert_eq!(puts(&story), 1);
    // The key of the API goes to the API only, and each request to it is listed.
    let requests = story.neon.requests();
    assert!(
        requests
            .iter()
            .any(|request| request.path.ends_with("/presign"))
    );
    let log = story.model().neon.log.entries();
    assert!(
        log.iter()
            .any(|entry| entry.operation.to_string().starts_with("presign"))
    );
    let back = story
        .save_as(
            Action::DownloadObject,
            "new.bin",
            &path.with_extension("back"),
        )
        .await;
    assert_eq!(back.len(), 300_000);
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_object_is_replaced_only_after_a_question() {
    let (_folder, path) = file("placeholder.svg", 7);
    let path = path.to_str().unwrap();
    let mut story = inside(&["product-images"]).await;
    for yes in [false, true] {
        store(&mut story, path).await;
        story
            .sees("Replace placeholder.svg?")
            .sees("912 B")
            .sees("cannot be brought back");
        assert_eq!(puts(&story), 0);
        match yes {
            true => story.act(Action::ConfirmYes),
            false => story.act(Action::ConfirmNo),
        }
        story.settle().await;
        if !yes {
            // The prompt is still there, with the name.
            story.sees("Store a file in").sees("placeholder.svg");
            story.escape();
        }
    }
    story.sees("placeholder.svg is stored (7 B)");
    assert_eq!(puts(&story), 1);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_file_that_is_not_stored_stays_named_in_the_prompt() {
    let (_folder, path) = file("new.bin", 10);
    let path = path.to_str().unwrap();
    for (method, at, fault, says) in [
        (
            "POST",
            "/presign",
            refusal(403, "not allowed to write"),
            "ot allowed to write",
        ),
        ("POST", "/presign", locked(), "running"),
        (
            "GET",
            "/objects",
            refusal(404, "bucket not found"),
            "ucket not found",
        ),
        (
            "PUT",
            "/s3/",
            refusal(403, "request has expired"),
            "equest has expired",
        ),
        ("PUT", "/s3/", Fault::ResetBefore, "nothing was stored"),
    ] {
        let mut story = inside(&["product-images"]).await;
        story.neon.faults().add(Some(method), at, 20, fault);
        store(&mut story, path).await;
        story.sees(says).sees(path.rsplit('/').next().unwrap());
        story.sees("Store a file in");
        story.escape();
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn after_a_lost_answer_the_object_is_read_again() {
    let (_folder, path) = file("new.bin", 10);
    let mut story = inside(&["product-images"]).await;
    story
        .neon
        .faults()
        .add(Some("PUT"), "/s3/", 1, Fault::Reset);
    store(&mut story, path.to_str().unwrap()).await;
    story.sees("new.bin is stored (10 B)");
    assert_eq!(puts(&story), 1);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn esc_stops_a_transfer_that_nobody_answers() {
    let (folder, path) = file("new.bin", 10);
    for (method, at) in [("PUT", "/s3/"), ("GET", "/download")] {
        let mut story = inside(&["product-images"]).await;
        story.neon.faults().add(Some(method), at, 1, Fault::Silence);
        let (action, name) = match method {
            "PUT" => (Action::UploadObject, path.clone()),
            _ => (Action::DownloadObject, folder.path().join("out")),
        };
        on(&mut story, "placeholder.svg");
        story.act(action);
        story.key(Key::ctrl('u'));
        story.type_text(name.to_str().unwrap());
        story.act(Action::PromptAccept);
        story.sees("Waiting for Neon").sees("Esc stops it");
        story.escape();
        story.sees("stopped");
        story.settle().await;
        assert!(story.model().dialogs.is_empty());
        story.misses("is stored").misses("wrote ");
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "{left:?}");
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_no_file_is_refused_without_a_request() {
    let mut story = inside(&["product-images"]).await;
    story.neon.forget_requests();
    for (name, says) in [
        ("/nowhere/at/all", "there is no file"),
        ("/tmp/", "is not a file"),
        ("/dev/null", "is not a regular file"),
        ("..", "is not a file"),
    ] {
        store(&mut story, name).await;
        story.sees(says);
        story.escape();
    }
    assert!(story.requests().is_empty(), "{:?}", story.requests());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn read_only_mode_stores_nothing() {
    let mut story = inside(&["product-images"]).await;
    story.act(Action::ReadOnly);
    story.act(Action::UploadObject);
    story.settle().await;
    story.misses("Store a file in").sees("read-only");
    story.end();
}

/// In the list of the functions of a branch.
async fn functions() -> Story {
    let mut story = Story::at(branch(PRODUCTION)).await;
    story.act(Action::Functions);
    story.settle().await;
    story
}

async fn deploy(story: &mut Story, path: &str) {
    story.act(Action::DeployFunction);
    story.sees("A ZIP archive with index.mjs");
    story.type_text(path);
    story.act(Action::PromptAccept);
    story.settle().await;
}

fn deployments(story: &Story) -> usize {
    let requests = story.neon.requests().into_iter();
    let all = requests.filter(|request| request.path.ends_with("/deployments"));
    all.count()
}

fn archive(name: &str) -> (TempDir, PathBuf) {
    let (folder, path) = file(name, 200_000);
    let mut bytes = fs::read(&path).unwrap();
    bytes[..2].copy_from_slice(b"PK");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

#[tokio::test(start_paused = true)]
async fn a_bundle_is_deployed_to_a_function_after_a_question() {
    let (_folder, path) = archive("any name.zip");
    let path = path.to_str().unwrap();
    let mut story = functions().await;
    tables::go(&mut story, "Nightly reports");
    deploy(&mut story, path).await;
    story
        .sees("Deploy to Nightly reports?")
        .sees("instead of deployment 3");
    story.act(Action::ConfirmNo);
    story.sees("Deploy to Nightly reports");
    assert_eq!(deployments(&story), 0);
    story.act(Action::PromptAccept);
    story.settle().await;
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("Nightly reports is being built from");
    assert_eq!(deployments(&story), 1);
    story.act(Action::Describe);
    story.settle().await;
    story.sees("\"id\": 4");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_bundle_creates_a_function_that_is_named_like_it() {
    let (_folder, path) = archive("thumbnails2.zip");
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Functions);
    story.settle().await;
    for end in ["Not a slug.zip", "thumbnails2.zip"] {
        let path = path.with_file_name(end);
        story.act(Action::NewFunction);
        story.type_text(path.to_str().unwrap());
        story.act(Action::PromptAccept);
        story.settle().await;
        if end.contains(' ') {
            story.sees("cannot be a slug");
            story.escape();
        }
    }
    story.sees("thumbnails2 is being built from");
    assert_eq!(deployments(&story), 1);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_deployment_that_fails_says_why_and_a_lost_answer_is_looked_up() {
    let (_folder, path) = archive("reports.zip");
    let path = path.to_str().unwrap();
    for (fault, says) in [
        (
            refusal(403, "not allowed to deploy"),
            "ot allowed to deploy",
        ),
        (locked(), "running"),
        (Fault::ResetBefore, "nothing was stored"),
        (Fault::Reset, "is being built from"),
    ] {
        let mut story = functions().await;
        story
            .neon
            .faults()
            .add(Some("POST"), "/deployments", 1, fault);
        tables::go(&mut story, "Nightly reports");
        deploy(&mut story, path).await;
        story.act(Action::ConfirmYes);
        story.settle().await;
        story.sees(says);
        assert_eq!(deployments(&story), 1);
        if story.model().dialogs.top().is_some() {
            story.escape();
        }
        story.end();
    }
}
