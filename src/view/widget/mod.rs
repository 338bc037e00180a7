//! What more than one pane is drawn with.

pub mod fields;
pub mod found;
pub mod input;
pub mod lines;
pub mod panel;
pub mod pen;
pub mod table;

pub use panel::Panel;
pub use pen::Pen;
