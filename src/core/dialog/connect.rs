//! Connection strings.

use crate::{
    api::{ApiError, ConnectionUri},
    core::{
        action::Ready,
        copying::{self, UriOf},
        effect::Effect,
        model::Model,
    },
    key::Key,
};

/// The connect dialog.
#[derive(Debug)]
pub struct Connect {}

macro_rules! nothing { ($($name:ident),*) => { $(
    /// Not built yet.
    pub fn $name(_: &mut Model) -> Vec<Effect> { Vec::new() }
)* } }
nothing!(open, copy, next, previous, less, more, reveal, close);
/// Whether the selection can be connected to.
pub fn ready(model: &Model) -> Ready {
    copying::uri_ready(model)
}
pub(super) fn type_key(_: &mut Model, _: Key) -> Option<Vec<Effect>> {
    None
}
/// Hides the secret again.
pub fn hide(_: &mut Model) {}
/// The URI came.
pub fn uri_came(model: &mut Model, uri: ConnectionUri) -> Vec<Effect> {
    copying::uri_came(model, uri)
}
/// It could not be had.
pub fn uri_failed(model: &mut Model, _: Option<&UriOf>, error: &ApiError) -> Vec<Effect> {
    model.say_bad(error.sentence())
}
