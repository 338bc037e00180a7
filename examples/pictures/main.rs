//! Takes the pictures of the README from the real program, on the demo's world.
//!
//! ```sh
//! cargo build --release && cargo run --example pictures
//! ```
//!
//! Everything is drawn as SVG: stills in dark and light, and a moving picture of half a minute. Run it again after a
//! change of the screen; `cargo run --example pictures demo` takes only those with `demo` in their name.

mod color;
mod glyph;
mod svg;
mod tape;
mod terminal;

use std::{env, fs, path::PathBuf};

use anyhow::{Context, ensure};

/// A README that loads slowly is not read.
const MOST_BYTES: usize = 2_000_000;

fn main() -> anyhow::Result<()> {
    let wanted = env::args().nth(1).unwrap_or_default();
    let program = program()?;
    let assets = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets");
    for picture in tape::pictures() {
        if !picture.file.contains(&wanted) {
            continue;
        }
        let frames = terminal::record(&program, &picture).with_context(|| picture.file.clone())?;
        let svg = svg::draw(&frames, picture.theme);
        ensure!(
            svg.len() < MOST_BYTES,
            "{} would have {} bytes",
            picture.file,
            svg.len()
        );
        fs::write(assets.join(&picture.file), &svg)?;
        println!(
            "{}: {} frames, {} kB",
            picture.file,
            frames.len(),
            svg.len() / 1000
        );
    }
    Ok(())
}

/// The released program, in the target folder that this example was built into.
fn program() -> anyhow::Result<PathBuf> {
    let example = env::current_exe()?;
    let target = example.ancestors().nth(3).context("no target folder")?;
    let program = target.join("release/lazyneon");
    ensure!(
        program.exists(),
        "build the program first: cargo build --release"
    );
    Ok(program)
}
