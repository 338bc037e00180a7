//! The impure rest.

mod painter;
mod pen;
