//! What authorized a period of work, in a word: what the ledger shows, and what tells two of its lines apart.

use crate::authorization::{Basis, Timeline, Verdict};
use crate::finding::Reason;

/// What authorized a period of work.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Authority {
    /// An open work permit.
    Open,
    /// An employer-specific work permit.
    EmployerSpecific,
    /// Maintained status, IRPR s. 186(u).
    Maintained,
    /// Work after studies, IRPR s. 186(w).
    AfterStudies,
    /// An interim authorization by public policy.
    Interim,
    /// Work for which no permit is needed, IRPR s. 186.
    Exempt,
    /// The work permit of a refugee claimant.
    Refugee,
    /// A study permit only, which authorizes nothing that counts.
    StudyPermit,
    /// A co-op work permit only, which authorizes nothing that counts.
    CoOp,
    /// Nothing.
    None,
    /// The record does not say.
    Unknown,
}

impl Authority {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Open,
        Self::EmployerSpecific,
        Self::Maintained,
        Self::AfterStudies,
        Self::Interim,
        Self::Exempt,
        Self::Refugee,
        Self::StudyPermit,
        Self::CoOp,
        Self::None,
        Self::Unknown,
    ];

    /// The word used in the ledger.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::EmployerSpecific => "employer_specific",
            Self::Maintained => "maintained_186u",
            Self::AfterStudies => "after_studies_186w",
            Self::Interim => "interim",
            Self::Exempt => "exempt",
            Self::Refugee => "refugee",
            Self::StudyPermit => "study_permit",
            Self::CoOp => "co_op",
            Self::None => "none",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the applicant was not authorized to do the work.
    pub const fn is_missing(self) -> bool {
        matches!(self, Self::StudyPermit | Self::CoOp | Self::None)
    }
}

impl Basis {
    /// What authorizes where this is the basis.
    pub const fn authority(self) -> Authority {
        match self {
            Self::Open => Authority::Open,
            Self::EmployerSpecific => Authority::EmployerSpecific,
            Self::Maintained => Authority::Maintained,
            Self::UnknownGap => Authority::Unknown,
            Self::AfterStudies => Authority::AfterStudies,
            Self::Interim => Authority::Interim,
            Self::Exempt => Authority::Exempt,
            Self::Refugee => Authority::Refugee,
        }
    }

    /// The word used in the ledger.
    pub const fn id(self) -> &'static str {
        self.authority().id()
    }
}

impl Timeline {
    /// What a verdict shows, and the row of the permit that it rests on, among the case's permits.
    pub(crate) fn shown(&self, verdict: &Verdict) -> (Authority, Option<usize>) {
        let permit = |position: usize| self.authorizations.get(position)?.permit;
        match *verdict {
            Verdict::Authorized(position) => {
                let one = self.authorizations.get(position);
                one.map_or((Authority::None, None), |one| {
                    (one.basis.authority(), one.permit)
                })
            }
            Verdict::Unknown(_, position) => (Authority::Unknown, position.and_then(permit)),
            Verdict::Unauthorized(Reason::CoOpWork) => (Authority::CoOp, None),
            Verdict::Unauthorized(Reason::StudyPermitWork) => (Authority::StudyPermit, None),
            Verdict::Unauthorized(_) => (Authority::None, None),
        }
    }
}
