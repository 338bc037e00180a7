//! The impure rest: the loop, the background tasks, the terminal, the clipboard, signals.
//!
//! | question | file |
//! |---|---|
//! | what happens between two frames | `run.rs`: the one `select!` |
//! | what runs in the background, and whose answer counts | `tasks.rs` |
//! | what the loop and the stories share | `engine.rs` |
//! | what the bytes of the terminal mean | `input/` |
//! | how the terminal is taken and given back | `screen.rs`, `crash.rs`, `signals.rs`, `hangup.rs`, `suspend.rs` |
//! | which bytes a frame sends, and when it is drawn | `frames.rs`, `renderer/`, `sgr.rs`, `frame_limiter.rs` |
//! | how another program gets the terminal | `child.rs`, `child_session.rs`; texts it edits: `drafts.rs` |
//! | how another program runs without the terminal, and what it prints | `background.rs` |
//! | where a copied text goes | `clipboard.rs`, and `osc52.rs` for terminals and multiplexers |
//! | what the command line asks for | `start.rs`, `emulate.rs`, `print.rs`; for scripts, without a screen: `script/` |
//! | what the configuration means, also when it changes | `configuration.rs`, `config_watch.rs` |
//! | how the API is reached, and with whose key | `connect.rs`, `sign_in.rs` |
//! | what is kept on disk | `state_store/`, the changes that were sent in `change_log.rs` |

mod appearance;
mod background;
mod browser;
mod change_log;
mod child;
mod child_session;
pub mod clipboard;
mod config_watch;
pub mod configuration;
pub mod connect;
pub mod crash;
mod download;
mod drafts;
mod emulate;
pub mod engine;
pub mod frames;
mod hangup;
mod input;
mod journal;
mod libpq_files;
mod local_jobs;
mod sign_in;
mod suspend;

mod frame_limiter;
pub mod osc52;
mod print;
mod renderer;
mod run;
pub mod screen;
mod script;
mod sgr;
mod signals;
mod start;
mod start_target;
pub mod state_store;
pub mod tasks;
mod upload;

pub use start::start;
