//! The configuration changes while the program runs.

use crate::story::Story;
use lazyneon::{
    config::{File, settings::SETTINGS},
    emulator::Options,
    ui::{
        Action, Msg, Startup, TimeStyle,
        child::{ChildEnd, ChildOutput},
        theme_menu,
    },
};
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// A program that follows a file.
pub struct Configured {
    pub story: Story,
    home: TempDir,
}

impl Configured {
    pub async fn with(text: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("config.toml");
        fs::write(&path, text).unwrap();
        let mut startup = Startup::default();
        startup.policy.rules = File::parse(text).0.rules;
        let mut story = Story::with(startup, Options::default()).await;
        story.settle().await;
        story.configure(&path);
        story.act(Action::Down);
        Self { story, home }
    }

    fn path(&self) -> PathBuf {
        self.home.path().join("config.toml")
    }

    /// The file changes, and the system says so.
    pub async fn write(&mut self, text: &str) -> &mut Story {
        fs::write(self.path(), text).unwrap();
        self.touch().await
    }

    async fn touch(&mut self) -> &mut Story {
        self.story.tell(Msg::ConfigurationTouched);
        self.story.settle().await;
        &mut self.story
    }

    fn read_only_by(&self) -> Option<String> {
        let selected = self.story.model().browser.selected();
        self.story.model().neon.read_only_by(selected)
    }
}

#[tokio::test(start_paused = true)]
async fn what_has_changed_is_used_at_once_and_said() {
    let mut program = Configured::with("").await;
    let selected = program.story.model().browser.selected().cloned();
    let new = "theme = \"mine\"\nrefresh_seconds = 60\nstale_days = 3\ntimes = \"local\"\n\
        time_zone = \"Asia/Tokyo\"\nclient = \"usql\"\n[keys]\nHelp = \"F9\"\n[clients]\nusql = \"usql\"\n\
        [prices]\nstorage = 1\n[themes.mine]\nbase = \"nord\"\naccent = \"#88c0d0\"\n";
    let story = program.write(new).await;
    story.sees("config.toml has changed: refresh_seconds, stale_days, times, time_zone, theme, client, [keys]");
    let model = story.model();
    assert_eq!(model.browser.selected().cloned(), selected);
    assert_eq!(theme_menu::shown(model).name, "mine");
    assert_eq!(model.neon.session.refresh_seconds, 60);
    assert_eq!(model.browser.stale_days, 3);
    assert_eq!(model.settings.times, TimeStyle::Local);
    assert_eq!(model.settings.zone.iana_name(), Some("Asia/Tokyo"));
    assert_eq!(model.settings.programs.client.words, ["usql"]);
    assert_eq!(model.neon.store.prices.storage.to_string(), "1");
    story.act(Action::SettingsInForce);
    story.sees("every 1m").escape();
    // The new key opens the help.
    story.key(lazyneon::key::Code::F(9));
    story.sees("This screen");
}

#[tokio::test(start_paused = true)]
async fn what_the_user_has_chosen_on_the_screen_stays() {
    let mut program = Configured::with("times = \"local\"\nstale_days = 5\n").await;
    program.story.model_mut().settings.times = TimeStyle::Utc;
    program.story.model_mut().browser.stale_days = 30;
    program.story.model_mut().settings.theme.name = "dracula".to_owned();
    program.story.model_mut().settings.mouse = true;
    program.story.act(Action::Linear);
    let story = program
        .write("times = \"local\"\nstale_days = 5\nascii = true\n")
        .await;
    story.sees("config.toml has changed: ascii");
    assert_eq!(story.model().settings.times, TimeStyle::Utc);
    assert_eq!(story.model().browser.stale_days, 30);
    assert_eq!(theme_menu::shown(story.model()).name, "dracula");
    assert!(story.model().settings.mouse);
    assert!(story.model().browser.panes.linear);
    let story = program
        .write("times = \"local\"\nstale_days = 5\nascii = true\nmouse = true\n")
        .await;
    story.sees("config.toml has changed: mouse");
    let story = program.write("times = \"local\"\nstale_days = 5\n").await;
    assert!(!story.model().settings.mouse);
}

#[tokio::test(start_paused = true)]
async fn a_mistake_is_told_with_its_line_and_the_last_good_file_stays() {
    let mut program = Configured::with("").await;
    program.write("theme = \"nord\"\n").await;
    let story = program.write("ascii = true\ntheme = \"drakula\"\n").await;
    story.sees("config.toml line 2: unknown theme \"drakula\", did you mean \"dracula\"?");
    story.misses("auto is used");
    assert_eq!(theme_menu::shown(story.model()).name, "nord");
    assert!(!story.model().settings.ascii);
    assert_eq!(program.read_only_by(), None);
    let story = program.write("ascii = true\ntheme = \"dracula\"\n").await;
    assert_eq!(theme_menu::shown(story.model()).name, "dracula");
    assert!(story.model().settings.ascii);
}

#[tokio::test(start_paused = true)]
async fn a_key_that_another_action_loses_is_told_and_what_is_mended_is_no_longer_told() {
    let mut program = Configured::with("").await;
    let story = program.write("[keys]\nRename = [\"d\"]\n").await;
    story.sees("line 2: key \"d\" is Rename now, no longer Describe");
    assert_eq!(story.model().keyboard.keymap.name(Action::Rename), "d");
    // Written again as it was, it still holds.
    let story = program.write("[keys]\nRename = [\"d\"]\n\n").await;
    story.sees("no longer Describe").misses("is right again");
    let story = program
        .write("[keys]\nRename = [\"d\"]\nDescribe = []\n")
        .await;
    story.misses("no longer Describe");
    let story = program
        .write("[keys]\nRename = [\"d\"]\nDescribe = \"Nope\"\n")
        .await;
    story.sees("config.toml line 3");
    let story = program
        .write("[keys]\nRename = [\"d\"]\nDescribe = []\n")
        .await;
    story
        .misses("config.toml line 3")
        .sees("config.toml is right again");
    program.story.end();
}

#[tokio::test(start_paused = true)]
async fn a_mistake_that_may_hide_a_protection_protects_until_it_is_fixed() {
    let mut program = Configured::with("theme = \"nord\"\n").await;
    for wrong in ["theme = \"nord\"\nreadonly = true\n", "theme = \"nord\n"] {
        program.write(wrong).await.sees("lazyneon is read-only");
        assert!(program.read_only_by().is_some(), "{wrong}");
        program
            .write("theme = \"nord\"\n")
            .await
            .sees("config.toml is right again");
        assert_eq!(program.read_only_by(), None, "{wrong}");
    }
    // What cannot be read at all may say anything.
    fs::remove_file(program.path()).unwrap();
    fs::create_dir(program.path()).unwrap();
    program
        .touch()
        .await
        .sees("config.toml: the file is a folder. This may be");
    assert!(program.read_only_by().is_some());
}

#[tokio::test(start_paused = true)]
async fn protections_that_are_gone_stay_until_the_next_start() {
    let rule = "[[rules]]\nproject = \"*\"\nread_only = true\n";
    let mut program = Configured::with(rule).await;
    assert_eq!(
        program.read_only_by().unwrap(),
        "the rule in line 1 of config.toml"
    );
    // Half a file is good TOML, too.
    let story = program.write("stale_days = 3\n").await;
    story.sees("config.toml protects less now");
    assert_eq!(
        program.read_only_by().unwrap(),
        "a rule that config.toml had"
    );
    program.write(&format!("stale_days = 3\n{rule}")).await;
    assert_eq!(
        program.read_only_by().unwrap(),
        "the rule in line 2 of config.toml"
    );
    program.write("stale_days = 3\nno_wake = true\n").await;
    let model = program.story.model();
    let by = model.neon.no_wake_by(model.browser.selected());
    assert_eq!(by.unwrap(), "no_wake in config.toml");
    // The protections of a file with mistakes count as well.
    let wrong = "theme = 3\n[[rules]]\nproject = \"*\"\nprod = true\n";
    program.write(wrong).await;
    let model = program.story.model();
    let by = model.neon.production_by(model.browser.selected().unwrap());
    assert_eq!(by.unwrap(), "the rule in line 2 of config.toml");
}

#[tokio::test(start_paused = true)]
async fn a_file_that_is_gone_or_empty_changes_nothing() {
    let mut program = Configured::with("").await;
    // It was empty before.
    program.touch().await.misses("config.toml");
    program.write("theme = \"nord\"\nread_only = true\n").await;
    for gone in [true, false] {
        if gone {
            fs::remove_file(program.path()).unwrap();
        } else {
            fs::write(program.path(), " \n").unwrap();
        }
        let story = program.touch().await;
        story.sees("config.toml does not exist or is empty");
        assert_eq!(theme_menu::shown(story.model()).name, "nord");
        assert_eq!(program.read_only_by().unwrap(), "read_only in config.toml");
        program.write("theme = \"nord\"\nread_only = true\n").await;
    }
}

#[tokio::test(start_paused = true)]
async fn every_setting_is_used_at_once_or_at_the_next_start() {
    let values = [
        "refresh_seconds = 61",
        "stale_days = 61",
        "times = \"utc\"",
        "time_zone = \"Asia/Tokyo\"",
        "theme = \"nord\"",
        "read_only = true",
        "no_wake = true",
        "ascii = true",
        "ambiguous_width = \"wide\"",
        "linear = true",
        "mouse = true",
        "clear_clipboard_seconds = 61",
        "log_changes = false",
        "key_command = \"echo hunter2\"",
        "client = \"pgcli\"",
        "editor = \"odd\"",
        "pager = \"odd\"",
    ];
    assert_eq!(values.len(), SETTINGS.len());
    for (setting, value) in SETTINGS.iter().zip(values) {
        assert!(value.starts_with(setting.name), "{value}");
        let mut program = Configured::with("").await;
        let state = |story: &Story| {
            let model = story.model();
            let (policy, session) = (&model.neon.policy, &model.neon.session);
            format!(
                "{policy:?} {session:?} {:?} {}",
                model.settings, model.browser.stale_days
            )
        };
        let prices = "[prices]\nstorage = 9\n";
        program.write(prices).await;
        let before = state(&program.story);
        let story = program.write(&format!("{value}\n{prices}")).await;
        let is_later = setting.name == "key_command";
        let said = match is_later {
            true => format!("{} in config.toml applies when you start", setting.name),
            false => format!("config.toml has changed: {}", setting.name),
        };
        story.sees(&said).misses("hunter2");
        assert_eq!(state(story) == before, is_later, "{value}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_list_shows_the_columns_that_were_chosen() {
    let mut program = Configured::with("").await;
    program.story.open_storefront().await;
    program.story.act(Action::Branches);
    program.story.settle().await;
    let heading = |story: &mut Story| {
        let screen = story.screen();
        let line = screen.lines().find(|line| line.contains("BRANCH "));
        let words = line.unwrap().split_whitespace();
        let words = words.filter(|word| word.chars().any(char::is_alphabetic));
        words.map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    assert!(heading(&mut program.story).starts_with("BRANCH STATE"));
    let selected = program.story.model().browser.selected().cloned();
    let story = program
        .write("[columns]\nbranches = [\"cost\", \"id\", \"state\"]\n")
        .await;
    story.sees("config.toml has changed: [columns]");
    assert_eq!(heading(story), "BRANCH ~COST ID STATE");
    assert_eq!(story.model().browser.selected().cloned(), selected);
    // Others have what they had; those that are hidden can still be sorted by, filtered and seen.
    story.act(Action::Wide);
    assert!(
        heading(story).starts_with("BRANCH ~COST ID STATE "),
        "{}",
        heading(story)
    );
    story.act(Action::Wide);
    story.act(Action::Filter);
    story.type_text("data>1gb");
    story.settle().await;
    story.sees("match");
    story.escape();
    for _ in 0..3 {
        story.act(Action::NextTab);
    }
    story.sees("[Lineage]").sees("EXPIRES");
    let story = program.write("[columns]\nbranches = [\"cots\"]\n").await;
    story.sees("line 2: branches have no column \"cots\", did you mean \"cost\"?");
}

/// Opens a view by its name.
async fn open_view(story: &mut Story, name: &str) {
    story.act(Action::Palette);
    story.type_text(name);
    story.settle().await;
    story.act(Action::PaletteRun);
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn a_saved_view_is_opened_by_its_name() {
    let mut program = Configured::with("").await;
    program.story.open_storefront().await;
    let views = "[[views]]\nname = \"costly\"\nlist = \"branches\"\ntab = \"flat\"\nfilter = \"!dev data>1gb\"\n\
        sort = \"-cost\"\n[[views]]\nname = \"here\"\nlist = \"databases\"\n\
        [[views]]\nname = \"help\"\nlist = \"branches\"\nall = true\nsort = \"name\"\n";
    let story = program.write(views).await;
    story.sees("config.toml has changed: [[views]]");
    story.act(Action::Palette);
    story.type_text("costly");
    story.settle().await;
    story.sees("branches, flat, sorted by cost: !dev data>1gb");
    story.escape();
    story.escape();
    open_view(story, "costly").await;
    story
        .sees("storefront › Branches")
        .sees("[Flat]")
        .sees("~COST▾");
    story.sees("7 matches of 10");
    let names = |story: &Story| {
        let model = story.model();
        let rows = model.browser.table.iter().flat_map(|table| &table.rows);
        rows.map(|row| model.neon.store.name(&row.target))
            .collect::<Vec<_>>()
    };
    assert_eq!(names(story)[..2], ["production", "staging"]);
    // Again, after the order and the filter have been changed by hand.
    story.act(Action::Reverse);
    story.act(Action::Back);
    open_view(story, "costly").await;
    assert_eq!(names(story)[..2], ["production", "staging"]);
    open_view(story, "here").await;
    story.sees("production › Databases");
    // It comes before an action of that name.
    open_view(story, "help").await;
    story.sees("1 All").sees("[Branches]");
    let all = names(story);
    let mut sorted = all.clone();
    sorted.sort_by_key(|name| name.to_lowercase());
    assert!(all.len() > 10 && all[0] == sorted[0], "{all:?}");
    let story = program.write("[keys]\nZoom = \"F9\"\n").await;
    story.act(Action::Palette);
    story.type_text("costly");
    story.settle().await;
    story.misses("sorted by cost");
}

#[tokio::test(start_paused = true)]
async fn the_file_is_read_again_on_request() {
    let mut program = Configured::with("").await;
    program.story.act(Action::ReloadConfiguration);
    program.story.settle().await;
    program.story.sees("config.toml does not exist or is empty");
    fs::write(program.path(), "theme = \"nord\"\n").unwrap();
    program.story.act(Action::Palette);
    program.story.type_text("reload config");
    program.story.settle().await;
    program.story.act(Action::PaletteRun);
    program.story.settle().await;
    program.story.sees("config.toml has changed: theme");
    program.story.act(Action::ReloadConfiguration);
    program.story.settle().await;
    program.story.sees("config.toml has not changed");
}

#[tokio::test(start_paused = true)]
async fn a_new_file_opens_in_the_editor_and_is_used_when_that_ends() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("new/config.toml");
    let mut startup = Startup::default();
    startup.settings.config = Some(path.clone());
    let mut story = Story::with(startup, Options::default()).await;
    story.settle().await;
    story.configure(&path);
    story.act(Action::EditConfiguration);
    story.sees("no editor is known");
    assert!(!path.exists());
    story.model_mut().settings.programs.editor = Some(vec!["ed".to_owned()]);
    story.act(Action::EditConfiguration);
    story.settle().await;
    let child = story.children().remove(0);
    assert_eq!(child.words, ["ed", path.to_str().unwrap()]);
    // Everything is a comment until the user changes it.
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text, File::template());
    fs::write(&path, text.replace("# stale_days = 7", "stale_days = 4")).unwrap();
    story.tell(Msg::ChildEnded {
        purpose: child.purpose,
        name: "ed".to_owned(),
        end: ChildEnd::Exited(0),
        left: ChildOutput::Nothing,
    });
    story.settle().await;
    story.sees("config.toml has changed: stale_days");
    assert_eq!(story.model().browser.stale_days, 4);
    story.end();
}

#[test]
fn the_comments_of_a_new_file_are_what_holds_without_it() {
    let text = File::template();
    let (file, problems) = File::parse(&text);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(file.print(), File::default().print());
    let (_, settings) = text.split_once("\n\n").unwrap();
    let lines = settings.lines().map(|line| line.strip_prefix("# "));
    let lines = lines.map(|line| line.unwrap_or_default());
    // Settings without a value stay comments.
    let lines = lines.filter(|line| !line.contains(" = …"));
    let settings = lines.collect::<Vec<_>>().join("\n");
    let (file, problems) = File::parse(&settings);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(file.print(), File::default().print());
}
