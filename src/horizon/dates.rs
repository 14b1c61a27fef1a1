//! The dates to watch.

use crate::authorization::Timeline;
use crate::calendar::Day;
use crate::casefile::CaseFile;
use crate::horizon::outlook::Spell;
use crate::horizon::stages::Prospect;
use crate::requirements::Bench;

/// What comes on a date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DateKind {
    /// todo
    X,
}

/// A date to watch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NextDate {
    /// When.
    pub on: Day,
    /// What comes.
    pub kind: DateKind,
}

pub(crate) fn next_dates(
    _bench: &Bench<'_>,
    _case: &CaseFile,
    _timeline: &Timeline,
    _prospect: Option<(&Prospect<'_>, Option<Spell>)>,
) -> Vec<NextDate> {
    Vec::new()
}
