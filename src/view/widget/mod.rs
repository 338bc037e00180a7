//! Widgets that more than one pane uses.

pub mod fields;
pub mod flow;
pub mod found;
pub mod input;
pub mod line_writer;
pub mod lines;
pub mod panel;
pub mod table;
pub mod timeline;

pub use line_writer::LineWriter;
pub use panel::Panel;
