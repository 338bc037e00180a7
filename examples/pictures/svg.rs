//! Draws recorded screens as SVG: one as a still, several as a film strip that moves past a window.

use std::{collections::HashMap, fmt::Write as _, time::Duration};

use crate::{
    color::{Rgb, Theme, faint, hex},
    glyph::{self, Place, number},
};

const CELL: (f32, f32) = (8.4, 18.0);
const FONT_SIZE: f32 = 14.0;
const MARGIN: f32 = 14.0;
const FONTS: &str = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',\
                     'Noto Sans Mono CJK SC',monospace";

#[derive(PartialEq)]
pub struct Frame {
    pub rows: Vec<Vec<Cell>>,
    /// The keys that led here, and what they are for.
    pub said: (&'static str, &'static str),
    pub shown: Duration,
}

#[derive(Clone, PartialEq)]
pub struct Cell {
    text: String,
    wide: bool,
    text_color: vt100::Color,
    background: vt100::Color,
    bold: bool,
    faint: bool,
    italic: bool,
    underlined: bool,
    reversed: bool,
}

impl Cell {
    pub fn of(cell: &vt100::Cell) -> Self {
        Self {
            text: cell.contents().to_owned(),
            wide: cell.is_wide(),
            text_color: cell.fgcolor(),
            background: cell.bgcolor(),
            bold: cell.bold(),
            faint: cell.dim(),
            italic: cell.italic(),
            underlined: cell.underline(),
            reversed: cell.inverse(),
        }
    }

    fn look(&self, theme: Theme) -> Look {
        let mut text = theme.rgb(self.text_color, theme.text());
        let mut background = theme.rgb(self.background, theme.background());
        if self.reversed {
            (text, background) = (background, text);
        }
        if self.faint {
            text = faint(text, background);
        }
        Look {
            text,
            background,
            bold: self.bold,
            italic: self.italic,
            underlined: self.underlined,
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
struct Look {
    text: Rgb,
    background: Rgb,
    bold: bool,
    italic: bool,
    underlined: bool,
}

pub fn draw(frames: &[Frame], theme: Theme) -> String {
    let rows = frames.first().map_or(0, |frame| frame.rows.len());
    let columns = frames
        .first()
        .and_then(|frame| frame.rows.first())
        .map_or(0, Vec::len);
    let moving = frames.len() > 1;
    let inner = (columns as f32 * CELL.0, rows as f32 * CELL.1);
    let caption = if moving { 2.0 * CELL.1 } else { 0.0 };
    let width = number(inner.0 + 2.0 * MARGIN);
    let height = number(inner.1 + 2.0 * MARGIN + caption);
    let back = hex(theme.background());
    let edge = match theme {
        Theme::Dark => "#3a3f48",
        Theme::Light => "#d0d7de",
    };

    let mut strip = Strip::new(theme, inner);
    frames.iter().for_each(|frame| strip.add(frame));

    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         font-family=\"{FONTS}\" font-size=\"{FONT_SIZE}\">\n<style>text{{white-space:pre}}"
    );
    if moving {
        svg.push_str(&film(frames, inner.0));
    }
    let _ = write!(
        svg,
        "</style>\n<defs>\n{}</defs>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{back}\" \
         stroke=\"{edge}\"/>\n<svg x=\"{margin}\" y=\"{margin}\" width=\"{}\" height=\"{}\">\n\
         <g class=\"film\">\n{}</g>\n</svg>\n</svg>\n",
        strip.rows,
        number(inner.0),
        number(inner.1 + caption),
        strip.frames,
        margin = number(MARGIN),
    );
    svg
}

/// The animation: each frame stays as long as it was shown.
fn film(frames: &[Frame], width: f32) -> String {
    let total: f32 = frames.iter().map(|frame| frame.shown.as_secs_f32()).sum();
    let mut css = format!(
        ".film{{animation:film {}s steps(1,end) infinite}}\
         @media (prefers-reduced-motion:reduce){{.film{{animation:none}}}}@keyframes film{{",
        number(total)
    );
    let mut start = 0.0;
    for (index, frame) in frames.iter().enumerate() {
        let _ = write!(
            css,
            "{}%{{transform:translateX({}px)}}",
            number(start / total * 100.0),
            number(-(index as f32) * width)
        );
        start += frame.shown.as_secs_f32();
    }
    css.push('}');
    css
}

/// The frames side by side. Rows that look alike are drawn once.
struct Strip {
    theme: Theme,
    size: (f32, f32),
    known: HashMap<String, usize>,
    rows: String,
    frames: String,
    count: usize,
}

impl Strip {
    fn new(theme: Theme, size: (f32, f32)) -> Self {
        Self {
            theme,
            size,
            known: HashMap::new(),
            rows: String::new(),
            frames: String::new(),
            count: 0,
        }
    }

    fn add(&mut self, frame: &Frame) {
        let x = number(self.count as f32 * self.size.0);
        let _ = writeln!(self.frames, "<g transform=\"translate({x})\">");
        for (index, cells) in frame.rows.iter().enumerate() {
            let drawn = row(cells, self.theme);
            if drawn.is_empty() {
                continue;
            }
            let next = self.known.len();
            let id = *self.known.entry(drawn).or_insert_with_key(|drawn| {
                let _ = writeln!(self.rows, "<g id=\"r{next}\">{drawn}</g>");
                next
            });
            let y = number(index as f32 * CELL.1);
            let _ = write!(self.frames, "<use href=\"#r{id}\" y=\"{y}\"/>");
        }
        self.say(frame.said);
        self.frames.push_str("</g>\n");
        self.count += 1;
    }

    /// The keys in a box, and what they do, below the screen.
    fn say(&mut self, (keys, text): (&str, &str)) {
        let y = self.size.1 + CELL.1 * 1.5;
        let mut x = CELL.0;
        if !keys.is_empty() {
            let width = (keys.chars().count() + 2) as f32 * CELL.0;
            let _ = write!(
                self.frames,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"22\" rx=\"5\" fill=\"#2d333b\" stroke=\"#768390\"/>\
                 <text x=\"{}\" y=\"{}\" fill=\"#fff\" font-weight=\"700\">{}</text>",
                number(x),
                number(y - 15.5),
                number(width),
                number(x + CELL.0),
                number(y),
                escape(keys)
            );
            x += width + 2.0 * CELL.0;
        }
        let _ = write!(
            self.frames,
            "<text x=\"{}\" y=\"{}\" fill=\"#c8ccd4\">{}</text>",
            number(x),
            number(y),
            escape(text)
        );
    }
}

/// A row: backgrounds, then shapes, then text.
fn row(cells: &[Cell], theme: Theme) -> String {
    let looks: Vec<Look> = cells.iter().map(|cell| cell.look(theme)).collect();
    let mut drawn = backgrounds(&looks, theme);
    shades(cells, &looks, &mut drawn);
    shapes(cells, &looks, &mut drawn);
    texts(cells, &looks, &mut drawn);
    drawn
}

fn backgrounds(looks: &[Look], theme: Theme) -> String {
    let mut drawn = String::new();
    let mut column = 0;
    for run in looks.chunk_by(|a, b| a.background == b.background) {
        if let Some(look) = run.first()
            && look.background != theme.background()
        {
            let _ = write!(
                drawn,
                "<path fill=\"{}\" d=\"M{} 0h{w}v{h}h-{w}z\"/>",
                hex(look.background),
                number(column as f32 * CELL.0),
                w = number(run.len() as f32 * CELL.0),
                h = number(CELL.1),
            );
        }
        column += run.len();
    }
    drawn
}

/// Shades of the text's color: one rectangle for neighbors, as two would show a seam.
fn shades(cells: &[Cell], looks: &[Look], drawn: &mut String) {
    let shades: Vec<_> = cells
        .iter()
        .zip(looks)
        .map(|(cell, look)| (cell.text.chars().next().and_then(glyph::shade), look.text))
        .collect();
    let mut column = 0;
    for run in shades.chunk_by(|a, b| a == b) {
        if let Some((Some(opacity), color)) = run.first() {
            let _ = write!(
                drawn,
                "<path fill=\"{}\" opacity=\"{opacity}\" d=\"M{} 0h{w}v{h}h-{w}z\"/>",
                hex(*color),
                number(place(column).x),
                w = number(run.len() as f32 * CELL.0),
                h = number(CELL.1),
            );
        }
        column += run.len();
    }
}

fn place(column: usize) -> Place {
    Place {
        x: column as f32 * CELL.0,
        width: CELL.0,
        height: CELL.1,
    }
}

fn shapes(cells: &[Cell], looks: &[Look], drawn: &mut String) {
    let mut path = String::new();
    let mut color = None;
    for (column, (cell, look)) in cells.iter().zip(looks).enumerate() {
        let Some(character) = cell.text.chars().next() else {
            continue;
        };
        if color != Some(look.text) {
            flush(&mut path, color, drawn);
            color = Some(look.text);
        }
        let _ = glyph::draw(character, place(column), &mut path);
    }
    flush(&mut path, color, drawn);
}

fn flush(path: &mut String, color: Option<Rgb>, drawn: &mut String) {
    if let Some(color) = color
        && !path.is_empty()
    {
        let _ = write!(drawn, "<path fill=\"{}\" d=\"{path}\"/>", hex(color));
    }
    path.clear();
}

/// A piece of text in one look.
struct Run {
    column: usize,
    cells: usize,
    text: String,
    look: Look,
}

fn texts(cells: &[Cell], looks: &[Look], drawn: &mut String) {
    let mut run: Option<Run> = None;
    for (column, (cell, look)) in cells.iter().zip(looks).enumerate() {
        let text = cell.text.as_str();
        if text.trim().is_empty() {
            match &mut run {
                // One blank belongs to the sentence around it.
                Some(open)
                    if open.column + open.cells == column
                        && !open.text.ends_with(' ')
                        && !look.underlined =>
                {
                    open.text.push(' ');
                    open.cells += 1;
                }
                _ => {}
            }
            continue;
        }
        if is_shape(text) {
            continue;
        }
        let alone = cell.wide || !text.is_ascii();
        match &mut run {
            Some(open)
                if !alone && open.column + open.cells == column && same_text(&open.look, look) =>
            {
                open.text.push_str(text);
                open.cells += 1;
            }
            _ => {
                write_run(run.take(), drawn);
                run = Some(Run {
                    column,
                    cells: if cell.wide { 2 } else { 1 },
                    text: text.to_owned(),
                    look: *look,
                });
                if alone {
                    write_run(run.take(), drawn);
                }
            }
        }
    }
    write_run(run, drawn);
}

fn is_shape(text: &str) -> bool {
    let mut nowhere = String::new();
    text.chars().next().is_some_and(|character| {
        glyph::shade(character).is_some()
            || glyph::draw(character, place(0), &mut nowhere).is_some()
    })
}

/// Backgrounds are drawn already.
fn same_text(a: &Look, b: &Look) -> bool {
    (a.text, a.bold, a.italic, a.underlined) == (b.text, b.bold, b.italic, b.underlined)
}

fn write_run(run: Option<Run>, drawn: &mut String) {
    let Some(run) = run else { return };
    let text = run.text.trim_end();
    let cells = run.cells - (run.text.len() - text.len());
    let _ = write!(
        drawn,
        "<text x=\"{}\" y=\"13.5\" fill=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"",
        number(run.column as f32 * CELL.0),
        hex(run.look.text),
        number(cells as f32 * CELL.0),
    );
    for (set, attribute) in [
        (run.look.bold, " font-weight=\"700\""),
        (run.look.italic, " font-style=\"italic\""),
        (run.look.underlined, " text-decoration=\"underline\""),
    ] {
        if set {
            drawn.push_str(attribute);
        }
    }
    let _ = write!(drawn, ">{}</text>", escape(text));
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
