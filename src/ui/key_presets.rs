//! Sets of keys that other programs have made familiar: what differs from the default keys. The user's own keys come on
//! top.

/// A set of keys.
#[derive(Debug, PartialEq, Eq)]
pub struct KeyPreset {
    /// Its name in the configuration.
    pub name: &'static str,
    /// Whom it is for, in a sentence.
    pub help: &'static str,
    /// The names of actions, and their keys in place of the default ones.
    pub keys: &'static [(&'static str, &'static [&'static str])],
}

pub static DEFAULT: KeyPreset = KeyPreset {
    name: "default",
    help: "The keys of lazyneon.",
    keys: &[],
};

impl Default for &'static KeyPreset {
    fn default() -> Self {
        &DEFAULT
    }
}

/// All presets.
pub static PRESETS: [&KeyPreset; 4] = [&DEFAULT, &K9S, &LAZYGIT, &EMACS];

/// The preset with this name.
pub fn named(name: &str) -> Option<&'static KeyPreset> {
    PRESETS.into_iter().find(|preset| preset.name == name)
}

static K9S: KeyPreset = KeyPreset {
    name: "k9s",
    help: "As in k9s: `y` shows what the API says, `l` the logs, `s` a shell, `c` copies, Ctrl-d deletes; `N`, `A`, `S` and `P` sort.",
    keys: &[
        ("Describe", &["d", "y"]),
        ("Projects", &["0", "g A"]),
        ("Home", &["g h"]),
        ("Logs", &["l", "g L"]),
        ("OpenClient", &["s", "p"]),
        ("StartCompute", &["i"]),
        ("SuspendCompute", &["i"]),
        ("ComputeMenu", &["g S"]),
        ("RestartCompute", &["Ctrl-k", "g R"]),
        ("Delete", &["Ctrl-d", "Delete"]),
        ("CopyMenu", &["c"]),
        ("Connect", &["F"]),
        ("Palette", &[":", "Ctrl-p", "Ctrl-a"]),
        ("Wide", &["w", "Ctrl-w"]),
        ("SortByName", &["N"]),
        ("SortByAge", &["A"]),
        ("SortByState", &["S"]),
        ("SortByProject", &["P"]),
        ("Protect", &["g T"]),
        ("Unprotect", &["g T"]),
        ("CheckOut", &["g y"]),
        ("Right", &["→"]),
        ("HalfDown", &[]),
        ("HalfUp", &[]),
    ],
};

static LAZYGIT: KeyPreset = KeyPreset {
    name: "lazygit",
    help: "As in lazygit: `1` to `5` are panes and lists, `d` deletes, Space starts or suspends, `+` and `_` zoom, `<` and `>` go to the ends.",
    keys: &[
        ("Branches", &["4", "g b"]),
        ("Snapshots", &["5", "g s"]),
        ("Delete", &["d", "Delete"]),
        ("Describe", &["i"]),
        ("StartCompute", &["Space", "s"]),
        ("SuspendCompute", &["Space", "s"]),
        ("Mark", &["a"]),
        ("Live", &["Ctrl-t"]),
        ("Zoom", &["+", "_", "f"]),
        ("Top", &["<", "g g", "Home"]),
        ("Bottom", &[">", "G", "End"]),
        ("NarrowTree", &["("]),
        ("WidenTree", &[")"]),
        ("FewerDays", &["("]),
        ("MoreDays", &[")"]),
    ],
};

static EMACS: KeyPreset = KeyPreset {
    name: "emacs",
    help: "As in Emacs: Ctrl-n, -p, -f and -b move, Ctrl-s filters, Alt-x is the palette, Ctrl-g goes back.",
    keys: &[
        ("Down", &["Ctrl-n", "j", "↓"]),
        ("Up", &["Ctrl-p", "k", "↑"]),
        ("Right", &["Ctrl-f", "l", "→"]),
        ("Left", &["Ctrl-b", "h", "←"]),
        ("PageDown", &["Ctrl-v", "PgDn"]),
        ("PageUp", &["Alt-v", "PgUp"]),
        ("Top", &["Alt-<", "g g", "Home"]),
        ("Bottom", &["Alt->", "G", "End"]),
        ("Filter", &["Ctrl-s", "/"]),
        ("SearchText", &["Ctrl-s", "/"]),
        ("SearchNext", &["Ctrl-s", "↓", "Ctrl-n"]),
        ("Palette", &["Alt-x", ":"]),
        ("Quit", &["Ctrl-x Ctrl-c", "q"]),
        ("NextPane", &["Ctrl-x o", "Tab"]),
        ("Zoom", &["Ctrl-x 1", "f"]),
        ("Undo", &["Ctrl-x u", "z"]),
        ("Strip", &["Ctrl-x s"]),
        ("ExportTable", &["Ctrl-x Ctrl-w"]),
        ("ExportUsage", &["Ctrl-x Ctrl-w"]),
        ("ViewSave", &["Ctrl-x Ctrl-w"]),
        ("Back", &["Esc", "Ctrl-g"]),
        ("FilterDrop", &["Esc", "Ctrl-g"]),
        ("FormApply", &["Ctrl-x Ctrl-s", "Ctrl-s"]),
        ("FormClose", &["Esc", "Ctrl-g"]),
        ("ConfirmClose", &["Esc", "q", "Ctrl-g"]),
        ("MenuClose", &["Esc", "q", "Ctrl-g"]),
        ("HelpClose", &["Esc", "F1", "?", "Ctrl-g"]),
        ("PaletteClose", &["Esc", "Ctrl-g"]),
        ("ConnectClose", &["Esc", "q", "Ctrl-g"]),
        ("EnvClose", &["Esc", "Ctrl-g"]),
        ("RestoreBack", &["Esc", "q", "Ctrl-g"]),
        ("SearchDrop", &["Esc", "Ctrl-g"]),
        ("PromptClose", &["Esc", "Ctrl-g"]),
        ("SignInClose", &["Esc", "Ctrl-g"]),
    ],
};
