//! A record with its place, and rows that could not become one.

use crate::calendar::RecordedDate;
use crate::provenance::{Origin, Table, Text};
use crate::records::PermitType;

/// Cells whose text the typed record does not hold: (position of the canonical column, text as read). Sorted by column.
pub type Verbatim = Box<[(u8, Text)]>;

/// A typed record with its place. Two rows are duplicates when `facts` and `verbatim` are equal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row<T> {
    /// Where it stands.
    pub origin: Origin,
    /// The applicant's id: trimmed, NFC, whole numbers without ".0".
    pub applicant: Text,
    /// What the row says.
    pub facts: T,
    /// Text of the cells that were unreadable, so that `records/` can show them.
    pub verbatim: Verbatim,
}

/// A row that could not become a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetAside {
    /// Where it stands.
    pub origin: Origin,
    /// Which table.
    pub table: Table,
    /// The applicant's id, if the row has one.
    pub applicant: Option<Text>,
    /// All its cells as text, in the order of [`Table::columns`].
    pub cells: Box<[Text]>,
    /// Why.
    pub reject: Reject,
}

/// Why a row was set aside, as far as the judgement needs to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reject {
    /// No applicant id: it belongs to nobody.
    NoApplicant,
    /// A cell that the row needs is blank or unreadable, or its dates contradict each other.
    Unusable,
    /// A language test that cannot be used, whose date can be read.
    DatedTest(RecordedDate),
    /// A permit row that cannot be used, of which it can be read what it is.
    Permit(PermitType),
}
