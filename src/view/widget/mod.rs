//! What more than one pane is drawn with.

pub mod fields;
pub mod found;
pub mod input;
pub mod line_writer;
pub mod lines;
pub mod panel;
pub mod table;

pub use line_writer::LineWriter;
pub use panel::Panel;
