//! Frames, bars and shades, drawn as shapes: a font would leave gaps between the lines.

use std::fmt::Write as _;

/// Where a cell is, and how large.
#[derive(Clone, Copy)]
pub struct Place {
    pub x: f32,
    pub width: f32,
    pub height: f32,
}

/// Adds the shape of a character to a path; `None` if a font has to draw it.
pub fn draw(character: char, place: Place, path: &mut String) -> Option<()> {
    if let Some(arms) = doubled(character) {
        double_lines(arms, place, path);
        return Some(());
    }
    if let Some(arms) = arms(character) {
        lines(arms, place, path);
        return Some(());
    }
    let eighths = u32::from(character);
    let eighth = |n: u32| n as f32 / 8.0;
    let (left, top, width, height) = match eighths {
        0x2581..=0x2588 => {
            let height = eighth(eighths - 0x2580);
            (0.0, 1.0 - height, 1.0, height)
        }
        0x2589..=0x258f => (0.0, 0.0, eighth(0x2590 - eighths), 1.0),
        0x2580 => (0.0, 0.0, 1.0, 0.5),
        0x2590 => (0.5, 0.0, 0.5, 1.0),
        0x2594 => (0.0, 0.0, 1.0, 0.125),
        0x2595 => (0.875, 0.0, 0.125, 1.0),
        _ => return None,
    };
    rectangle(
        place.x + left * place.width,
        top * place.height,
        width * place.width,
        height * place.height,
        path,
    );
    Some(())
}

/// How much of the cell's color a shade lets through.
pub fn shade(character: char) -> Option<f32> {
    match character {
        '░' => Some(0.25),
        '▒' => Some(0.5),
        '▓' => Some(0.75),
        _ => None,
    }
}

/// The thickness of the lines to the left, right, top and bottom.
type Arms = [f32; 4];

fn arms(character: char) -> Option<Arms> {
    const THIN: f32 = 1.0;
    const HEAVY: f32 = 2.5;
    let arms = match character {
        '─' | '╌' | '┄' => [1, 1, 0, 0],
        '│' | '╎' | '┆' => [0, 0, 1, 1],
        '┌' | '╭' => [0, 1, 0, 1],
        '┐' | '╮' => [1, 0, 0, 1],
        '└' | '╰' => [0, 1, 1, 0],
        '┘' | '╯' => [1, 0, 1, 0],
        '├' => [0, 1, 1, 1],
        '┤' => [1, 0, 1, 1],
        '┬' => [1, 1, 0, 1],
        '┴' => [1, 1, 1, 0],
        '┼' => [1, 1, 1, 1],
        '╴' => [1, 0, 0, 0],
        '╶' => [0, 1, 0, 0],
        '╵' => [0, 0, 1, 0],
        '╷' => [0, 0, 0, 1],
        '━' => [2, 2, 0, 0],
        '┃' => [0, 0, 2, 2],
        '┏' => [0, 2, 0, 2],
        '┓' => [2, 0, 0, 2],
        '┗' => [0, 2, 2, 0],
        '┛' => [2, 0, 2, 0],
        _ => return None,
    };
    Some(arms.map(|arm| match arm {
        0 => 0.0,
        1 => THIN,
        _ => HEAVY,
    }))
}

/// Whether a character of double lines has one to the left, right, top and bottom.
fn doubled(character: char) -> Option<[bool; 4]> {
    let arms = match character {
        '═' => "lr",
        '║' => "tb",
        '╔' => "rb",
        '╗' => "lb",
        '╚' => "rt",
        '╝' => "lt",
        _ => return None,
    };
    Some(['l', 'r', 't', 'b'].map(|arm| arms.contains(arm)))
}

/// Two thin lines, which meet in corners.
fn double_lines([left, right, top, bottom]: [bool; 4], place: Place, path: &mut String) {
    const APART: f32 = 1.5;
    let Place { x, width, height } = place;
    let (middle, center) = (x + width / 2.0, height / 2.0);
    for side in [-1.0, 1.0] {
        // The outer line of a corner goes around the inner one.
        let turn = |before: bool, after: bool| match (before, after) {
            (true, false) => side * APART,
            (false, true) => -side * APART,
            _ => 0.0,
        };
        if left || right {
            let y = center + side * APART;
            let corner = middle
                + if left {
                    turn(top, bottom)
                } else {
                    turn(bottom, top)
                };
            let from = if left { x } else { corner - 0.5 };
            let to = if right { x + width } else { corner + 0.5 };
            rectangle(from, y - 0.5, to - from, 1.0, path);
        }
        if top || bottom {
            let line = middle + side * APART;
            let corner = center
                + if top {
                    turn(left, right)
                } else {
                    turn(right, left)
                };
            let from = if top { 0.0 } else { corner - 0.5 };
            let to = if bottom { height } else { corner + 0.5 };
            rectangle(line - 0.5, from, 1.0, to - from, path);
        }
    }
}

fn lines([left, right, top, bottom]: Arms, place: Place, path: &mut String) {
    let Place { x, width, height } = place;
    let (middle, center) = (x + width / 2.0, height / 2.0);
    let thick = left.max(right).max(top).max(bottom);
    let half = thick / 2.0;
    for (arm, from, to) in [(left, x, middle + half), (right, middle - half, x + width)] {
        if arm > 0.0 {
            rectangle(from, center - arm / 2.0, to - from, arm, path);
        }
    }
    for (arm, from, to) in [(top, 0.0, center + half), (bottom, center - half, height)] {
        if arm > 0.0 {
            rectangle(middle - arm / 2.0, from, arm, to - from, path);
        }
    }
}

fn rectangle(x: f32, y: f32, width: f32, height: f32, path: &mut String) {
    let [x, y, width, height] = [x, y, width, height].map(number);
    let _ = write!(path, "M{x} {y}h{width}v{height}h-{width}z");
}

/// A length in pixels, without digits that nobody sees.
pub fn number(n: f32) -> String {
    let text = format!("{n:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
