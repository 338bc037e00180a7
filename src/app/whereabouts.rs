//! Where the program goes at start: what the command line says, else what is checked out here.

use super::chores;
use crate::{
    cli::{Dashboard, Usage},
    core::{context::Context, heading::Heading},
};
use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// What was found.
#[derive(Debug, Default)]
pub struct Whereabouts {
    /// Where to.
    pub heading: Option<Heading>,
    /// What is checked out here.
    pub context: Option<Context>,
    /// What the user should know.
    pub notices: Vec<String>,
}

/// Reads the command line and the nearest `.neon`. What was said on the command line wins; the demo
/// has projects of its own and looks at no file that was not named.
pub fn find(told: &Dashboard) -> Result<Whereabouts, Usage> {
    let mut found = Whereabouts::default();
    let nearest = || chores::nearest(&env::current_dir().ok()?);
    let file = told
        .context_file
        .clone()
        .or_else(|| nearest().filter(|_| !told.demo));
    if let Some(file) = &file {
        match read(file) {
            Ok(context) => found.context = context,
            Err(why) => found.notices.push(why),
        }
    }
    let explicit = match (&told.place, &told.project_id) {
        (Some(place), _) => Some(Heading::read(place).map_err(|why| Usage(format!("{why}.")))?),
        (None, Some(id)) => Some(Heading::of_project(id)),
        (None, None) => None,
    };
    let of_file = || {
        let context = found.context.as_ref()?;
        Heading::of_context(context, &name(file.as_deref()?))
    };
    let same = |heading: &Heading| told.place.is_none() && heading.project == told.project_id;
    found.heading = match explicit {
        Some(heading) => of_file().filter(same).or(Some(heading)),
        None => of_file().filter(|_| told.org_id.is_none()),
    };
    Ok(found)
}

/// A file as it is called from here.
fn name(file: &Path) -> String {
    let here = env::current_dir().unwrap_or_else(|_| PathBuf::from("/"));
    file.strip_prefix(&here)
        .unwrap_or(file)
        .display()
        .to_string()
}

/// Reads a context file; one that is not there says nothing.
fn read(file: &Path) -> Result<Option<Context>, String> {
    match fs::read_to_string(file) {
        Ok(text) => Context::read(&text).map(Some).ok_or_else(|| {
            format!(
                "{} is damaged (no JSON object), so it is not used.",
                name(file)
            )
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!(
            "{} cannot be read ({error}), so it is not used.",
            name(file)
        )),
    }
}
