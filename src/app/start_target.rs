//! What the program opens at start: what the command line says, otherwise what is checked out here.

use super::local_jobs;
use crate::{
    api::types::OrgId,
    cli::{Access, parse::Usage},
    config::text_file,
    connect::connection::{self, Place, Reading, Refused},
    ui::{context::Context, navigation_target::NavigationTarget},
};
use std::{
    env,
    path::{Path, PathBuf},
};

#[derive(Debug, Default)]
pub struct Whereabouts {
    pub destination: Option<NavigationTarget>,
    /// What is checked out here.
    pub context: Option<Context>,
    /// What the user should know.
    pub notices: Vec<String>,
}

/// Reads the command line and the nearest `.neon`. The command line wins; the demo has projects of its own and
/// reads only a file named explicitly.
pub fn find(
    access: &Access,
    place: Option<&str>,
    project_id: Option<&str>,
) -> Result<Whereabouts, Usage> {
    let mut found = Whereabouts::default();
    let nearest = || local_jobs::nearest(&env::current_dir().ok()?);
    let file = access
        .context_file
        .clone()
        .or_else(|| nearest().filter(|_| !access.demo));
    if let Some(file) = &file {
        match read(file) {
            Ok(context) => found.context = context,
            Err(why) => found.notices.push(why),
        }
    }
    let explicit = match (place, project_id) {
        (Some(place), _) => Some(NavigationTarget::read(place).map_err(|why| usage("PLACE", why))?),
        (None, Some(id)) => Some(match connection::read(id) {
            Ok(Reading::Names(_)) => NavigationTarget::of_project(id),
            Ok(Reading::Place(_)) => {
                NavigationTarget::read(id).map_err(|why| usage("--project-id", why))?
            }
            Err(why) => return Err(usage("--project-id", why)),
        }),
        (None, None) => None,
    };
    let of_file = || {
        let context = found.context.as_ref()?;
        NavigationTarget::of_context(context, &name(file.as_deref()?))
    };
    let same = |destination: &NavigationTarget| {
        place.is_none() && destination.project.as_deref() == project_id
    };
    found.destination = match explicit {
        Some(destination) => of_file().filter(same).or(Some(destination)),
        None => of_file().filter(|_| access.org_id.is_none()),
    };
    Ok(found)
}

/// The organization that the command line names, by its ID or anything that contains it.
pub fn organization(access: &Access) -> Result<Option<OrgId>, Usage> {
    let Some(text) = &access.org_id else {
        return Ok(None);
    };
    match connection::read(text) {
        Ok(Reading::Names(_)) => Ok(Some(text.as_str().into())),
        Ok(Reading::Place(Place { org: Some(org), .. })) => Ok(Some(org.into())),
        Ok(Reading::Place(_)) => Err(Usage(
            "--org-id: this names no organization (org-…).".to_owned(),
        )),
        Err(why) => Err(usage("--org-id", why)),
    }
}

fn usage(argument: &str, why: Refused) -> Usage {
    Usage(format!("{argument}: {why}."))
}

/// A file's path relative to the current directory.
fn name(file: &Path) -> String {
    let here = env::current_dir().unwrap_or_else(|_| PathBuf::from("/"));
    file.strip_prefix(&here)
        .unwrap_or(file)
        .display()
        .to_string()
}

/// Reads a context file; returns `None` if there is none.
fn read(file: &Path) -> Result<Option<Context>, String> {
    let why = match text_file::read(file) {
        Ok(None) => return Ok(None),
        Ok(Some(text)) => match Context::read(&text) {
            Ok(context) => return Ok(Some(context)),
            Err(why) => why,
        },
        Err(why) => why,
    };
    Err(format!("{} {why}, so it is not used.", name(file)))
}
