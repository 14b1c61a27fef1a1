//! What one permit row says once blanks that have a meaning are filled: decision, validity, application.

use crate::authorization::reach::Reach;
use crate::calendar::{FAR_FUTURE, FAR_PAST, RecordedDate, RecordedSpan};
use crate::finding::Reason;
use crate::records::{Decision, Fact, Permit, PermitClass};

/// "No end", as a recorded date.
pub(crate) const NO_END: RecordedDate = RecordedDate::on(FAR_FUTURE);

/// How an application ends the authorization that rests on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct ApplicationEnd {
    /// The last day, as recorded; [`NO_END`] while pending.
    pub last: RecordedDate,
    /// Whether even that is not known: every day is doubtful.
    pub unknown: bool,
    /// Whether the application is pending.
    pub pending: bool,
}

/// The terms of one permit row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Terms {
    /// The class of the document.
    pub class: PermitClass,
    /// First and last day of validity; `None` if the row is an application only or never became a document.
    pub validity: Option<Validity>,
    /// The day of the application.
    pub applied: Option<RecordedDate>,
    /// How what rests on the application ends.
    pub end: ApplicationEnd,
}

impl Terms {
    /// Since when the application has been pending, if it is.
    pub(crate) fn pending_since(&self) -> Option<RecordedDate> {
        self.applied.filter(|_| self.end.pending)
    }
}

/// Validity of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Validity {
    /// First day.
    pub from: RecordedDate,
    /// Last day; `None` if blank.
    pub to: Option<RecordedDate>,
    /// Whether the decision is unreadable, so that the document may not exist.
    pub doubtful: bool,
}

impl Validity {
    /// The same, by those readings of its dates by which it does not end before it begins: what comes before it or follows it goes by them.
    /// There are such, else the row would have been set aside.
    pub(crate) fn in_order(self) -> Self {
        let Self { mut from, to, .. } = self;
        let to = to.map(|to| {
            from.latest = from.latest.min(to.latest);
            RecordedDate {
                earliest: to.earliest.max(from.earliest),
                ..to
            }
        });
        Self { from, to, ..self }
    }

    /// The days of validity. A blank end leaves every day from the first one on open.
    pub(crate) fn reach(self) -> Reach {
        let reach = Reach::of(RecordedSpan {
            start: self.from,
            end: self.to.unwrap_or(NO_END),
        });
        if self.to.is_none() || self.doubtful {
            reach.open_for(Reason::AuthorizationUnknown)
        } else {
            reach
        }
    }
}

/// The earlier of two recorded dates, reading by reading.
pub(crate) fn earlier(one: RecordedDate, other: RecordedDate) -> RecordedDate {
    RecordedDate {
        earliest: one.earliest.min(other.earliest),
        latest: one.latest.min(other.latest),
    }
}

/// The decision as recorded: blank with a first day of validity is approved, blank without one is pending; `None` if unreadable.
fn decision(permit: &Permit) -> Option<Decision> {
    match (&permit.decision, permit.valid_from) {
        (Fact::Known(decision), _) => Some(*decision),
        (Fact::Unclear(_), _) => None,
        (Fact::Blank | Fact::NoColumn, Some(_)) => Some(Decision::Approved),
        (Fact::Blank | Fact::NoColumn, None) => Some(Decision::Pending),
    }
}

const fn ends(last: RecordedDate) -> ApplicationEnd {
    ApplicationEnd {
        last,
        unknown: false,
        pending: false,
    }
}

const fn ends_some_day(last: RecordedDate) -> ApplicationEnd {
    ApplicationEnd {
        last,
        unknown: true,
        pending: false,
    }
}

/// An approved application: with one of `valid_from` and `decided_on` blank, the other is taken.
fn approved(permit: &Permit) -> Terms {
    let from = permit.valid_from.or(permit.decided_on);
    let first = from.map(|from| earlier(from, permit.decided_on.unwrap_or(from)));
    Terms {
        class: permit.permit_type.class(),
        validity: from.map(|from| Validity {
            from,
            to: permit.valid_to,
            doubtful: false,
        }),
        applied: permit.applied_on,
        end: first.map_or(ends_some_day(NO_END), |first| ends(first.previous())),
    }
}

/// The day before the decision, if it is recorded when that was.
fn undecided_until(permit: &Permit) -> RecordedDate {
    permit.decided_on.map_or(NO_END, RecordedDate::previous)
}

/// Reads the terms of a row that is not an interim authorization.
pub(crate) fn terms(permit: &Permit) -> Terms {
    let class = permit.permit_type.class();
    let applied = permit.applied_on;
    let decided = permit.decided_on;
    match decision(permit) {
        Some(Decision::Approved) => approved(permit),
        Some(Decision::Refused | Decision::Withdrawn) => {
            let end = decided.map_or(ends_some_day(NO_END), |decided| ends(decided.previous()));
            Terms {
                class,
                validity: None,
                applied,
                end,
            }
        }
        Some(Decision::Pending) => {
            let end = ApplicationEnd {
                pending: true,
                ..ends(NO_END)
            };
            Terms {
                class,
                validity: None,
                applied,
                end,
            }
        }
        None => Terms {
            class,
            validity: permit.valid_from.map(|from| Validity {
                from,
                to: permit.valid_to,
                doubtful: true,
            }),
            applied,
            // Whatever became of it, it was settled on the day of the decision, if that is known.
            end: ends_some_day(undecided_until(permit)),
        },
    }
}

/// The last day of an interim authorization: the earlier of `valid_to` and the day before the decision.
pub(crate) fn interim_end(permit: &Permit) -> RecordedDate {
    earlier(permit.valid_to.unwrap_or(NO_END), undecided_until(permit))
}

/// The days of an interim authorization: from the date of the e-mail to its last day.
pub(crate) fn interim_reach(permit: &Permit) -> Reach {
    let end = interim_end(permit);
    let start = permit.valid_from.unwrap_or(RecordedDate::on(FAR_PAST));
    let reach = Reach::of(RecordedSpan { start, end });
    let decided_some_day = permit.decided_on.is_none()
        && matches!(
            permit.decision,
            Fact::Known(Decision::Refused | Decision::Withdrawn) | Fact::Unclear(_)
        );
    if permit.valid_from.is_none() || decided_some_day {
        reach.open_for(Reason::AuthorizationUnknown)
    } else {
        reach
    }
}

/// Since when the application that an interim authorization rests on has been pending, if it is undecided.
pub(crate) fn interim_pending_since(permit: &Permit) -> Option<RecordedDate> {
    let undecided = permit.decided_on.is_none()
        && matches!(
            permit.decision,
            Fact::Blank | Fact::NoColumn | Fact::Known(Decision::Pending)
        );
    permit
        .applied_on
        .filter(|_| undecided && permit.permit_type.class() == PermitClass::Interim)
}
