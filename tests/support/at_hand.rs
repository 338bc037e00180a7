//! Locates the API contract, which is not part of the repository.

use std::{fs, path::PathBuf};

/// The folder with `neon-openapi.json` and `neon-samples`: `$NEON_CONTRACT_DIR`, or one next to the checkout.
/// Prints a message if there is none.
pub fn contract_dir() -> Option<PathBuf> {
    let beside = || {
        let parent = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .parent()?
            .to_owned();
        let mut folders = fs::read_dir(parent)
            .ok()?
            .filter_map(|entry| Some(entry.ok()?.path()));
        folders.find(|folder| folder.join("neon-openapi.json").is_file())
    };
    let found = std::env::var_os("NEON_CONTRACT_DIR")
        .map(PathBuf::from)
        .or_else(beside);
    if found.is_none() {
        println!("LEFT OUT: no neon-openapi.json at hand (set NEON_CONTRACT_DIR)");
    }
    found
}
