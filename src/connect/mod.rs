//! Connection strings: parsing them, writing them, keeping secrets out of them.
//!
//! | question | file |
//! |---|---|
//! | what pasted or typed connection data means, without its password | `connection/` |
//! | which compute a host names | `host.rs` |
//! | in which formats a connection is copied | `formats/` (one table) |
//! | what a change to a `.env` file would do | `env_file.rs`, `env_file/` |

pub mod connection;
pub mod env_file;
pub mod formats;
pub mod host;
