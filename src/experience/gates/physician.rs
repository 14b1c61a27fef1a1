//! Self-employed physicians providing publicly funded services. Source: IRCC public policy of 2023-04-25.

use crate::calendar::Day;
use crate::experience::gates::Gate;
use crate::finding::Reason;
use crate::law::{DatedKey, Law, NocCode};

/// Whether the public policy applies at an assessment point.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PhysicianPolicy {
    /// The invitation came on or after the policy's first day.
    Applies,
    /// It came before.
    DoesNotApply,
    /// There is no invitation date.
    Unknown,
}

impl PhysicianPolicy {
    /// Whether the policy applies to an invitation of this day.
    pub fn on(invited: Day, law: &Law) -> Self {
        if law
            .value(DatedKey::PhysicianPublicPolicy, invited)
            .is_some()
        {
            Self::Applies
        } else {
            Self::DoesNotApply
        }
    }
}

/// The gate for a self-employed applicant; `publicly_funded` says whether the record states publicly funded services.
pub(crate) fn gate(
    policy: PhysicianPolicy,
    occupation: Option<NocCode>,
    publicly_funded: bool,
    law: &Law,
) -> Gate {
    let may_be_physician = occupation.is_none_or(|code| law.physicians().contains(&code));
    match (policy, occupation) {
        _ if !may_be_physician => Gate::Fails(Reason::SelfEmployed),
        (PhysicianPolicy::DoesNotApply, _) => Gate::Fails(Reason::SelfEmployed),
        (PhysicianPolicy::Applies, Some(_)) if publicly_funded => Gate::Passes,
        (PhysicianPolicy::Applies | PhysicianPolicy::Unknown, _) => {
            Gate::unknown(Reason::PhysicianPublicPolicy)
        }
    }
}
