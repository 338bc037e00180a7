//! What is about to be copied.

use crate::{
    api::ConnectionUri,
    store::target::Target,
    ui::{text::fit, uri::UriOf},
};

/// What is about to be copied, and the secret on the clipboard.
#[derive(Debug, Default)]
pub struct Clipboard {
    /// The row whose URI was asked for before everything about it was loaded.
    pub uri_wanted: Option<Target>,
    /// The connection whose URI is being fetched.
    pub uri_for: Option<UriOf>,
    /// The secret that was put on a clipboard whose content can be checked later.
    pub secret: Option<ConnectionUri>,
}

impl Clipboard {
    /// Stops waiting for a URI.
    pub fn forget_uri(&mut self) {
        self.uri_wanted = None;
        self.uri_for = None;
    }
}

/// Something that can be copied as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyItem {
    /// "name", "id".
    pub label: &'static str,
    /// The key of its line in the menu: the same for every row.
    pub letter: char,
    pub text: String,
}

impl CopyItem {
    /// The text on one line, short enough for a menu.
    pub fn preview(&self) -> String {
        const MOST: usize = 60;
        // The text may be long: looks at no more than can be shown.
        let line = self.text.chars().take(MOST * 2);
        let line: String = line.map(|c| if c.is_control() { ' ' } else { c }).collect();
        fit(&line, MOST).into_owned()
    }
}
