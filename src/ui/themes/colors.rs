//! The few colors that a theme is made of, by role.

use super::shade::Shade;

/// A role, by its name in the configuration.
#[derive(Debug)]
pub struct Role {
    pub name: &'static str,
    /// What has this color.
    pub help: &'static str,
    pub get: fn(&Colors) -> Shade,
    pub set: fn(&mut Colors, Shade),
}

macro_rules! roles {
    ($($name:ident: $help:literal,)*) => {
        /// The colors of a theme.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct Colors { $(#[doc = $help] pub $name: Shade,)* }

        /// All roles.
        pub const ROLES: &[Role] = &[$(Role {
            name: stringify!($name),
            help: $help,
            get: |colors| colors.$name,
            set: |colors, shade| colors.$name = shade,
        }),*];
    };
}

roles! {
    background: "behind everything; `none` leaves that of the terminal",
    text: "ordinary text; `none` leaves that of the terminal",
    dim: "labels and less important text",
    line: "frames",
    accent: "keys, the focused frame, bars, names in JSON",
    good: "what is active, and costs money",
    busy: "what is in progress, numbers in JSON",
    bad: "what needs attention, and what cannot be undone",
    demo: "the word demo",
    changed: "what your own change has just changed",
    json: "texts in JSON",
    production: "behind the word PROD",
    row: "behind the row of the cursor; `none` shows it in reverse",
    row_text: "ordinary text on that row",
    covered: "what is behind a dialog",
}
