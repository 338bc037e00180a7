//! Files in the user's directory: variables, and the branch that is checked out.

use crate::story::{DEV, STAGING, Story, branch};
use lazyneon::{
    emulator::{Fault, Options},
    ui::{Action, Settings, Startup, dialog::kinds::Dialog},
};
use std::{fs, os::unix::fs::PermissionsExt, path::Path};

/// The connect dialog on staging, after `w` and another file name.
async fn writing(file: &Path) -> Story {
    let mut story = Story::at(branch(STAGING)).await;
    story.settle().await;
    story.act(Action::Connect);
    story.settle().await;
    story.act(Action::ConnectWrite);
    story.settle().await;
    name(&mut story, file).await;
    story
}

async fn name(story: &mut Story, file: &Path) {
    story.key(lazyneon::key::Key::ctrl('u'));
    story.type_text(file.to_str().unwrap());
    story.act(Action::EnvLook);
    story.settle().await;
}

fn mode(file: &Path) -> u32 {
    fs::metadata(file).unwrap().permissions().mode() & 0o777
}

#[tokio::test(start_paused = true)]
async fn a_file_is_shown_and_then_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(".env");
    fs::write(&file, "# mine\nexport DATABASE_URL='old'\r\nA=1\n").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let mut story = writing(&file).await;
    story
        .sees("- export DATABASE_URL=********")
        .sees("+ export DATABASE_URL='postgresql://")
        .misses("npg_");
    story.act(Action::EnvWrite);
    story.settle().await;
    story.sees("wrote DATABASE_URL and DATABASE_URL_UNPOOLED");
    assert!(matches!(
        story.model().dialogs.shown(),
        Some(Dialog::Connect(_))
    ));
    let text = fs::read_to_string(&file).unwrap();
    let lines: Vec<&str> = text.split('\n').collect();
    assert_eq!((lines[0], lines[3]), ("# mine", "A=1"));
    assert!(
        lines[1].starts_with("export DATABASE_URL='postgresql://") && lines[1].ends_with("'\r")
    );
    assert!(lines[1].contains("-pooler.") && lines[1].contains(":npg_"));
    assert!(
        lines[2].starts_with("export DATABASE_URL_UNPOOLED=") && !lines[2].contains("-pooler.")
    );
    assert_eq!(mode(&file), 0o600);
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "something was left"
    );
    story.act(Action::ConnectWrite);
    story.settle().await;
    name(&mut story, &file).await;
    story.sees("the file is up to date");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_is_encrypted_stays_and_other_variables_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(".env");
    let sealed = "DOTENV_PUBLIC_KEY=\"03ab\"\nDATABASE_URL=\"encrypted:BDqD\"\n";
    fs::write(&file, sealed).unwrap();
    let mut story = writing(&file).await;
    story.sees("DATABASE_URL is encrypted here (dotenvx)");
    story.act(Action::EnvWrite);
    story.settle().await;
    assert_eq!(fs::read_to_string(&file).unwrap(), sealed);
    let other = folder.path().join("other.env");
    let host = "ep-old-sun-a1b2c3.us-east-2.aws.neon.tech";
    fs::write(
        &other,
        format!("DATABASE_URL=x\nPGHOST={host}\nPOSTGRES_URL=postgres://u:npg_OLDONE@{host}/d\n"),
    )
    .unwrap();
    name(&mut story, &other).await;
    story
        .sees("PGHOST, POSTGRES_URL name another database and stay as they are")
        .misses("npg_");
    story.act(Action::EnvWrite);
    story.settle().await;
    story.sees("PGHOST, POSTGRES_URL name another database");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_new_file_is_for_its_owner_alone_and_links_are_followed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.env");
    let mut story = writing(&file).await;
    story.sees("is new: only you may read it");
    assert!(!file.exists(), "it was written before it was shown");
    story.act(Action::EnvWrite);
    story.settle().await;
    assert_eq!(mode(&file), 0o600);
    let link = folder.path().join(".env");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    fs::write(&file, "A=1\n").unwrap();
    story.act(Action::ConnectWrite);
    story.settle().await;
    name(&mut story, &link).await;
    story.act(Action::EnvWrite);
    story.settle().await;
    assert!(link.is_symlink() && fs::read_to_string(&file).unwrap().contains("DATABASE_URL="));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_is_no_file_of_variables_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("folder")).unwrap();
    fs::write(at("read-only"), "A=1\n").unwrap();
    fs::set_permissions(at("read-only"), fs::Permissions::from_mode(0o444)).unwrap();
    fs::write(at("latin"), b"A=\xe9\n").unwrap();
    std::os::unix::fs::symlink(at("nowhere"), at("link")).unwrap();
    let mut story = writing(&at("folder")).await;
    for (file, why) in [
        ("folder", "is a folder; nothing was written"),
        ("read-only", "is read-only; nothing was written"),
        ("latin", "is not UTF-8 text; nothing was written"),
        ("link", "is a dangling link"),
        ("none/file", "there is no folder"),
    ] {
        name(&mut story, &at(file)).await;
        let screen = story.screen().replace(['┃', '\n'], " ");
        let words: Vec<&str> = screen.split_whitespace().collect();
        assert!(words.join(" ").contains(why), "{why}: {}", story.screen());
        story.act(Action::EnvWrite);
        story.settle().await;
    }
    assert_eq!(fs::read(at("latin")).unwrap(), b"A=\xe9\n");
    assert_eq!(fs::read_to_string(at("read-only")).unwrap(), "A=1\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_file_that_changes_meanwhile_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(".env");
    fs::write(&file, "A=1\n").unwrap();
    let mut story = writing(&file).await;
    fs::write(&file, "A=2\n").unwrap();
    story.act(Action::EnvWrite);
    story.settle().await;
    story.sees("has changed since");
    assert_eq!(fs::read_to_string(&file).unwrap(), "A=2\n");
    story.act(Action::EnvLook);
    story.settle().await;
    story.act(Action::EnvWrite);
    story.settle().await;
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .starts_with("A=2\nDATABASE_URL=")
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn git_is_asked_about_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(".env");
    fs::write(&file, "A=1\n").unwrap();
    let git = |arguments: &[&str]| {
        let done = std::process::Command::new("git")
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(done.status.success());
    };
    git(&["init", "--quiet"]);
    let mut story = writing(&file).await;
    story.sees("git does not ignore");
    git(&["add", ".env"]);
    name(&mut story, &folder.path().join("other")).await;
    name(&mut story, &file).await;
    story.sees("the password would be committed");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn without_a_password_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(".env");
    let mut story = Story::at(branch(STAGING)).await;
    story.settle().await;
    story.act(Action::Connect);
    story.settle().await;
    let refusal = Fault::Status {
        code: 412,
        retry_after: None,
        body: Some(r#"{"message": "storing passwords is disabled"}"#.to_owned()),
    };
    story
        .neon
        .faults()
        .add(Some("GET"), "/connection_uri", 4, refusal);
    story.act(Action::ConnectWrite);
    story.settle().await;
    story.sees("password not stored for");
    // Another file: the request that was refused is sent again.
    name(&mut story, &file).await;
    story.act(Action::EnvWrite);
    story.settle().await;
    assert!(!file.exists());
    story.escape();
    assert!(matches!(
        story.model().dialogs.shown(),
        Some(Dialog::Connect(_))
    ));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_branch_is_checked_out_in_the_form_of_the_official_client() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(".neon");
    let session = Startup {
        settings: Settings {
            context_file: Some(file.clone()),
            ..Settings::default()
        },
        ..Startup::default()
    };
    let mut story = Story::with(session, Options::default()).await;
    story.settle().await;
    story.open_storefront().await;
    story.go(&branch(DEV)).await;
    story.neon.forget_requests();
    story.act(Action::CheckOut);
    story.settle().await;
    story.sees("checked out dev/maya: wrote ");
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(
        text,
        "{\n  \"orgId\": \"org-bright-harbor-48215076\",\n  \"projectId\": \"hidden-river-50598307\",\n  \"branch\": \"dev/maya\"\n}"
    );
    assert!(
        story.row("dev/maya").contains('@'),
        "{}",
        story.row("dev/maya")
    );
    story.act(Action::CheckOut);
    story.sees("is checked out already");
    fs::write(&file, "{ mine").unwrap();
    story.go(&branch(STAGING)).await;
    story.act(Action::CheckOut);
    story.settle().await;
    story.sees("not checked out").sees("damaged");
    assert_eq!(fs::read_to_string(&file).unwrap(), "{ mine");
    assert!(story.changes().is_empty(), "nothing changes at Neon");
    story.end();
}
