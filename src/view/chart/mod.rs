//! Drawings of numbers as text: pure, of a given width. A missing or impossible number draws as nothing.

mod bar;
mod columns;
mod gauge;
mod lineage;
mod scale;

pub use bar::{Bar, bars, good_room, shortened};
pub use columns::Columns;
pub use gauge::gauge;
pub use lineage::{Axis, Life};
pub use scale::{labelled_scale, scale};

/// A part of a width in whole cells. What is more than nothing has a cell.
fn cells(share: f64, width: usize) -> usize {
    let share = if share.is_nan() { 0.0 } else { share };
    let cells = (share.clamp(0.0, 1.0) * width as f64).round() as usize;
    cells.max(usize::from(share > 0.0)).min(width)
}

#[cfg(test)]
mod tests {
    #[test]
    fn any_share_has_its_cells() {
        for (share, width, cells) in [
            (0.0, 10, 0),
            (0.001, 10, 1),
            (0.5, 10, 5),
            (0.999, 10, 10),
            (1.0, 10, 10),
            (7e300, 10, 10),
            (f64::INFINITY, 10, 10),
            (-1.0, 10, 0),
            (f64::NAN, 10, 0),
            (0.5, 1, 1),
            (0.5, 0, 0),
        ] {
            assert_eq!(super::cells(share, width), cells, "{share} of {width}");
        }
    }
}
