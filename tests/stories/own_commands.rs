//! The user's own commands.

use crate::{
    configuration::Configured,
    story::{DEV, PRODUCTION, STOREFRONT, Story, branch},
};
use lazyneon::{
    key::{Chord, Key},
    ui::{
        Action, Msg, Target,
        child::{Child, ChildEnd, ChildOutput, Setting},
    },
};

/// Presses the keys of a command.
pub fn press(story: &mut Story, keys: &str) {
    let chord: Chord = keys.parse().unwrap();
    chord.keys().iter().for_each(|key| story.key(*key));
}

fn only(story: &mut Story) -> Child {
    let mut children = story.children();
    assert_eq!(children.len(), 1, "{children:?}\n{}", story.screen());
    children.remove(0)
}

/// The storefront's branch of this id under the cursor, and these commands in the configuration.
pub async fn on(id: &str, commands: &str) -> Configured {
    let mut program = Configured::with("").await;
    program.story.open_storefront().await;
    program.story.go(&branch(id)).await;
    program.write(commands).await;
    program.story.sees("config.toml has changed: [[commands]]");
    program
}

const CLI: &str = "[[commands]]\nname = \"cli\"\nrun = \"pgcli -h {host} --name={branch_name} {project}\"\n\
    key = \"F8\"\non = \"branch\"\n";

#[tokio::test(start_paused = true)]
async fn a_command_gets_the_terminal_with_the_words_of_the_row() {
    let mut program = on(DEV, CLI).await;
    let story = &mut program.story;
    let odd = "it's $(odd)\"";
    let inside = story.model_mut().neon.store.inside_mut(&STOREFRONT.into());
    let dev = inside.branches.value.get_mut(DEV).unwrap();
    dev.name = odd.into();
    press(story, "F8");
    let child = only(story);
    assert_eq!(child.name(), "cli");
    let words = &child.words;
    assert_eq!((words.len(), &*words[0], &*words[1]), (5, "pgcli", "-h"));
    assert!(
        words[2].starts_with("ep-") && !words[2].contains("-pooler"),
        "{words:?}"
    );
    assert_eq!(
        (&*words[3], &*words[4]),
        (&*format!("--name={odd}"), STOREFRONT)
    );
    // The key is taken from its environment, and nothing secret put there.
    assert!(child.settings.contains(&("NEON_API_KEY", Setting::Unset)));
    let is_secret = |(_, setting): &(&str, Setting)| matches!(setting, Setting::Secret(_));
    assert!(!child.settings.iter().any(is_secret));

    // Elsewhere it says what it is for.
    story.go(&Target::Project(STOREFRONT.into())).await;
    press(story, "F8");
    story.sees("cli is only for: branch");
    assert_eq!(story.children().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_a_row_does_not_have_is_said() {
    let get =
        "[[commands]]\nname = \"get\"\nrun = \"neon branches delete {branch}\"\nkey = \"g F8\"\n";
    let mut program = on(DEV, get).await;
    let story = &mut program.story;
    press(story, "g F8");
    assert_eq!(only(story).words, ["neon", "branches", "delete", DEV]);
    // Its default branch is not meant.
    story.go(&Target::Project(STOREFRONT.into())).await;
    press(story, "g F8");
    story.sees("storefront has no {branch}");
    // Nor is one of several databases, or its role, guessed.
    let psql = "[[commands]]\nname = \"get\"\nrun = \"psql -U {role}\"\nkey = \"F8\"\n";
    program.write(psql).await;
    let story = &mut program.story;
    story.go(&branch(DEV)).await;
    press(story, "F8");
    story.settle().await;
    story.sees("no {role}: dev/maya has 2 databases and none is called neondb; select the one");
    // A name must not become an option.
    let named = "[[commands]]\nname = \"get\"\nrun = \"neon {branch_name}\"\nkey = \"F8\"\n";
    program.write(named).await;
    let story = &mut program.story;
    story.go(&branch(DEV)).await;
    let inside = story.model_mut().neon.store.inside_mut(&STOREFRONT.into());
    inside.branches.value.get_mut(DEV).unwrap().name = "--help".into();
    press(story, "F8");
    story.sees("{branch_name} begins with -, which reads as an option");
    assert_eq!(story.children().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn production_is_asked_about_and_a_name_is_typed_where_the_command_wants_it() {
    let typed = "[[commands]]\nname = \"drop it\"\nrun = \"drop {branch}\"\nkey = \"F9\"\nconfirm = \"type\"\n";
    let mut program = on(PRODUCTION, &format!("{CLI}{typed}")).await;
    let story = &mut program.story;
    press(story, "F8");
    assert_eq!(story.children().len(), 0);
    story
        .sees("Run cli on production?")
        .sees("PROD")
        .sees("pgcli -h ep-");
    story.act(Action::ConfirmEnter);
    assert_eq!(story.children().len(), 0);
    press(story, "F8");
    story.act(Action::ConfirmYes);
    assert_eq!(only(story).words[0], "pgcli");

    story.go(&branch(DEV)).await;
    press(story, "F9");
    story.sees("Run drop it on ").sees(&format!("drop {DEV}"));
    story.act(Action::ConfirmEnter);
    assert_eq!(story.children().len(), 0);
    let name = story.model().neon.store.name(&branch(DEV));
    story.type_text(&name);
    story.act(Action::ConfirmEnter);
    assert_eq!(only(story).words, ["drop", DEV]);
}

#[tokio::test(start_paused = true)]
async fn a_command_is_refused_where_what_it_may_do_is() {
    let reads = CLI.replace("cli", "look").replace("F8", "F9");
    let reads = format!("{reads}changes = false\n");
    let quiet = reads.replace("look", "rest").replace("F9", "F7");
    let quiet = format!("{quiet}wakes = false\n");
    let commands = format!("{CLI}{reads}{quiet}");
    let mut program = on(DEV, &commands).await;
    program
        .write(&format!("read_only = true\n{commands}"))
        .await;
    let story = &mut program.story;
    press(story, "F8");
    story.sees("read-only: cli is off");
    assert_eq!(story.children().len(), 0);
    press(story, "F9");
    assert_eq!(story.children().len(), 1);
    program
        .write(&format!("read_only = true\nno_wake = true\n{commands}"))
        .await;
    let story = &mut program.story;
    press(story, "F9");
    story.sees("look may wake a compute: blocked by");
    assert_eq!(story.children().len(), 0);
    press(story, "F7");
    assert_eq!(story.children().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_a_command_may_have_changed_is_read_again_at_once() {
    let reads = CLI.replace("cli", "look").replace("F8", "F9");
    let mut program = on(DEV, &format!("{CLI}{reads}changes = false\n")).await;
    let story = &mut program.story;
    let list = format!("GET /projects/{STOREFRONT}/branches");
    for (keys, end, is_read) in [
        ("F8", ChildEnd::Exited(0), true),
        // It may have come far.
        ("F8", ChildEnd::Exited(1), true),
        ("F8", ChildEnd::Missing, false),
        ("F9", ChildEnd::Exited(0), false),
    ] {
        press(story, keys);
        let child = only(story);
        story.settle().await;
        story.requests();
        story.tell(Msg::ChildEnded {
            purpose: child.purpose,
            name: "pgcli".to_owned(),
            end: end.clone(),
            left: ChildOutput::Nothing,
        });
        story.settle().await;
        if end == ChildEnd::Exited(1) {
            story.sees("cli ended with status 1");
        }
        let requests = story.requests();
        assert_eq!(
            requests.contains(&list),
            is_read,
            "{keys} {end:?}: {requests:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn protections_that_come_while_a_question_is_open_hold() {
    let mut program = on(PRODUCTION, CLI).await;
    press(&mut program.story, "F8");
    program.story.sees("Run cli on production?");
    program.write(&format!("read_only = true\n{CLI}")).await;
    let story = &mut program.story;
    story.act(Action::ConfirmYes);
    story.sees("read-only: cli is off");
    assert_eq!(story.children().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn the_palette_the_menu_and_the_help_know_commands() {
    let mut program = on(DEV, CLI).await;
    let story = &mut program.story;
    story.act(Action::Palette);
    story.type_text("cli");
    story.settle().await;
    story.sees("pgcli -h {host}").sees("F8");
    story.act(Action::PaletteRun);
    assert_eq!(only(story).words[0], "pgcli");

    story.act(Action::ActionsMenu);
    // They are at its end.
    story.sees("COMPUTE").act(Action::NextPage);
    story.sees("LISTS").act(Action::NextPage);
    story.sees("YOUR COMMANDS");
    story.key("F8".parse::<Chord>().unwrap().keys()[0]);
    assert_eq!(only(story).words[0], "pgcli");

    story.act(Action::Help);
    story.type_text("pgcli");
    story.sees("1 found").sees("F8");
    story.act(Action::HelpChoose);
    assert_eq!(only(story).words[0], "pgcli");

    // It goes when it leaves the configuration.
    program.write("[keys]\nZoom = \"F9\"\n").await;
    let story = &mut program.story;
    story.key(Key::char('x'));
    story.misses("YOUR COMMANDS");
    story.escape();
    press(story, "F8");
    assert_eq!(story.children().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_command_can_be_about_a_snapshot_or_an_operation_of_an_open_list() {
    let command = |kind: &str, key: &str| {
        format!(
            "[[commands]]\nname = \"{kind}s\"\nkey = \"{key}\"\non = \"{kind}\"\nconfirm = \"none\"\n\
             run = \"neon {{project_name}} {{region}} {{{kind}}}\"\n"
        )
    };
    let commands = format!(
        "{}{}",
        command("snapshot", "F8"),
        command("operation", "F9")
    );
    let mut program = on(DEV, &commands).await;
    let story = &mut program.story;
    press(story, "F8");
    story.sees("snapshots is only for: snapshot");
    for (list, key) in [(Action::Snapshots, "F8"), (Action::FailedOperations, "F9")] {
        story.act(list);
        story.settle().await;
        story.act(Action::Top);
        press(story, key);
        if story.model().dialogs.shown().is_some() {
            // Production is asked about.
            story.act(Action::ConfirmYes);
        }
        let row = story.model().browser.selected().unwrap().clone();
        let store = &story.model().neon.store;
        let project = &store.project(row.project().unwrap()).unwrap().row;
        let words = ["neon", &project.name, project.region_id.as_str(), row.id()];
        let words = words.map(str::to_owned);
        assert_eq!(only(story).words, words, "{row:?}");
    }
}
