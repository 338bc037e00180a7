//! What the terminal reports about the mouse.

/// Something that the mouse did, and the cell where: its column and line on the screen, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MouseEvent {
    pub cell: (u16, u16),
    pub act: MouseAct,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseAct {
    /// The left button was pressed.
    Press,
    /// The mouse was moved while the left button was held.
    Drag,
    Release,
    /// The wheel was turned by one notch.
    Wheel(Way),
}

/// Where a wheel scrolls to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
    Left,
    Right,
}
