//! The mouse. What a click means is what was drawn there: [`crate::view`] notes the spots of a frame while it draws
//! them, each with the identity of what it shows, and a click looks its place up in the last frame.
//!
//! | question | file |
//! |---|---|
//! | what the terminal reports | `event.rs` |
//! | what can be clicked, and where it was drawn | `spot.rs` |
//! | what is kept between two reports | `state.rs` |
//! | what a report does | `pointer.rs`, a click `click.rs`, the wheel `wheel.rs` |
//! | switching it on and off | `switch.rs` |
//!
//! It is off at first, so that text is selected as in any program. A click asks for no less than a key: a hint presses
//! the keys that it names, a double-click performs [`Action::Open`](super::Action::Open) or what Enter does in a
//! dialog.

pub mod click;
pub mod event;
pub mod pointer;
pub mod spot;
pub mod state;
pub mod switch;
pub mod wheel;
