//! The invitation and the application as the record dates them, and what each reading of an invitation means.

use crate::calendar::{Day, FAR_PAST, RecordedDate};
use crate::finding::Reason;
use crate::law::{DatedKey, Law};
use crate::records::{Doubt, Fact};

/// A date of the profile.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ProfileDate {
    /// None is given.
    NotGiven,
    /// It is given, and cannot be relied on at all.
    Unknown(Doubt),
    /// It lies between these readings.
    Read(RecordedDate),
}

/// More readings than a year of days are no date.
const MOST_READINGS: i32 = 366;

impl ProfileDate {
    pub(crate) fn of(fact: &Fact<RecordedDate>) -> Self {
        match fact {
            Fact::Blank | Fact::NoColumn => Self::NotGiven,
            Fact::Unclear(doubt) => Self::Unknown(*doubt),
            Fact::Known(date) if date.latest.days_since(date.earliest) < MOST_READINGS => {
                Self::Read(*date)
            }
            Fact::Known(_) => Self::Unknown(Doubt::Unreadable),
        }
    }

    /// Every day between the readings; none if not given or unknown.
    pub(crate) fn days(self) -> impl Iterator<Item = Day> {
        let (first, count) = match self {
            Self::NotGiven | Self::Unknown(_) => (FAR_PAST, 0),
            Self::Read(date) => {
                let after = date.latest.days_since(date.earliest);
                (date.earliest, after + 1)
            }
        };
        (0..count).map(move |offset| first.plus_days(offset))
    }
}

/// What one reading of the invitation means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Invited {
    /// No invitation is given.
    No,
    /// Its days ran out before the run, without an application: it is ignored.
    Lapsed,
    /// It lies after the run, after the application, or before Express Entry: it is ignored, and a problem.
    Invalid,
    /// It cannot be relied on at all.
    Unknown(Doubt),
    /// On this day.
    On(Day),
}

/// The application, under one reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Applied {
    /// None was made: the day of the run is judged.
    NotYet,
    /// One was made, on a day that is not known.
    SomeDay,
    /// On this day.
    On(Day),
}

/// The last good day of an invitation.
pub(crate) fn last_good_day(invited: Day, law: &Law) -> Option<Day> {
    let days = law.edition_in_force(invited)?.invitation_valid_days?;
    Some(invited.plus_days(i32::try_from(days).ok()?))
}

/// What an invitation on `day` means beside an application.
pub(crate) fn classify(day: Day, applied: Applied, as_of: Day, law: &Law) -> Invited {
    let before_express_entry = law.value(DatedKey::ExpressEntry, day).is_none();
    let after_application = matches!(applied, Applied::On(applied) if applied < day);
    if as_of < day || before_express_entry || after_application {
        return Invited::Invalid;
    }
    let ran_out = last_good_day(day, law).is_some_and(|last| last < as_of);
    if applied == Applied::NotYet && ran_out {
        Invited::Lapsed
    } else {
        Invited::On(day)
    }
}

/// The reasons that say why a date cannot be relied on.
pub(crate) fn doubt_reasons(doubt: Doubt, unknown: Reason) -> Vec<Reason> {
    match doubt {
        Doubt::Conflict => vec![Reason::RecordConflict],
        Doubt::Unreadable => vec![unknown],
    }
}
