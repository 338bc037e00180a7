//! Forms: settings of a compute or a project.

use super::DialogId;
use crate::{
    api::{
        Answer, ApiError, Request,
        types::{PreloadLibrary, ProjectId},
    },
    core::{action::Ready, effect::Effect, model::Model, target::Target},
    key::Key,
};

/// A form.
#[derive(Debug)]
pub struct Form {}

macro_rules! nothing { ($($name:ident),*) => { $(
    /// Not built yet.
    pub fn $name(_: &mut Model) -> Vec<Effect> { Vec::new() }
)* } }
nothing!(
    edit_compute,
    edit_project,
    apply,
    next,
    previous,
    less,
    more,
    toggle,
    revert,
    field_help,
    close
);
macro_rules! hidden { ($($name:ident),*) => { $(
    /// Not built yet.
    pub fn $name(_: &Model) -> Ready { Ready::Hidden }
)* } }
hidden!(compute_ready, project_ready, settings_ready);

pub(super) fn type_key(_: &mut Model, _: Key) -> Option<Vec<Effect>> {
    None
}
pub(super) fn paste(_: &mut Model, _: &str) -> Vec<Effect> {
    Vec::new()
}
/// The request that the form would send now.
pub fn request(_: &Form) -> Option<&Request> {
    None
}
/// The form's change is on its way.
pub fn set_sending(_: &mut Model, _: DialogId) {}
/// The form's change was refused, and this is why: the form keeps everything.
pub fn set_refused(_: &mut Model, _: Option<DialogId>, _: &str) {}
/// The form that is reading this thing again before it sends, if one does.
pub fn is_rereading(_: &Model, _: &Target) -> Option<DialogId> {
    None
}
/// The thing was read again.
pub fn reread(_: &mut Model, _: DialogId, _: Result<Answer, ApiError>) -> Vec<Effect> {
    Vec::new()
}
/// The libraries that a project may preload.
pub fn libraries_came(_: &mut Model, _: &ProjectId, _: Vec<PreloadLibrary>) {}
/// They could not be had.
pub fn libraries_failed(_: &mut Model, _: &ProjectId, _: &ApiError) {}
