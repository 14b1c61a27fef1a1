//! What an optional cell tells: a value, nothing, or something that cannot be relied on.

/// What an optional cell tells.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum Fact<T> {
    /// The cell says this.
    Known(T),
    /// The cell is blank.
    #[default]
    Blank,
    /// The table has no such column: the firm's assumptions may speak.
    NoColumn,
    /// The cell says something that cannot be relied on.
    Unclear(Doubt),
}

/// Why a cell cannot be relied on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Doubt {
    /// Its text was not understood.
    Unreadable,
    /// Two rows say different things.
    Conflict,
}

impl<T> Fact<T> {
    /// The value, if the cell says one.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Blank | Self::NoColumn | Self::Unclear(_) => None,
        }
    }

    /// Whether the cell, or the whole column, is silent.
    pub const fn is_silent(&self) -> bool {
        matches!(self, Self::Blank | Self::NoColumn)
    }
}
