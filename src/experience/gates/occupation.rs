//! Gate 9: the occupation is eligible under the edition. Source: IRPR s. 87.1(2)(a); Ministerial Instructions.

use crate::experience::gates::Gate;
use crate::finding::Reason;
use crate::law::{Bands, Edition, Law, Level, NocCode};
use crate::records::{Employment, Fact};

/// What a record's occupation is under an edition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Occupation {
    /// The code, if it is known.
    pub code: Option<NocCode>,
    /// The gate.
    pub gate: Gate,
    /// The language bands it may belong to.
    pub bands: Bands,
    /// What tells it apart from other occupations; `None` for an unknown code, which is an occupation of its own.
    pub identity: Option<(u8, u32)>,
    /// Whether the concordance was needed.
    pub by_concordance: bool,
    /// Its level in its own version.
    pub level: Option<Level>,
}

/// The code that a record gives, if it is one of the table of its version.
pub(crate) fn code(employment: &Employment, law: &Law) -> Option<NocCode> {
    let digits = employment.noc_code.known()?;
    match &employment.noc_version {
        Fact::Known(version) => law.occupations().resolve(digits, Some(*version)),
        Fact::Blank | Fact::NoColumn => law.occupations().resolve(digits, None),
        Fact::Unclear(_) => None,
    }
}

/// Reads a record's occupation under an edition.
pub(crate) fn occupation(employment: &Employment, edition: &Edition, law: &Law) -> Occupation {
    let Some(code) = code(employment, law) else {
        return Occupation {
            code: None,
            gate: Gate::unknown(Reason::OccupationUnknown),
            bands: Bands::EITHER,
            identity: None,
            by_concordance: false,
            level: None,
        };
    };
    let standing = law.occupations().standing(edition, code);
    Occupation {
        code: Some(code),
        gate: match standing.eligible {
            Some(true) => Gate::Passes,
            Some(false) => Gate::Fails(Reason::OccupationNotEligible),
            None => Gate::unknown(Reason::OccupationUnknown),
        },
        bands: standing.bands,
        identity: Some(standing.identity),
        by_concordance: standing.by_concordance,
        level: Some(code.level),
    }
}
