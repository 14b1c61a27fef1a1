//! Gate 8: temporary resident status during the work. Source: IRPR s. 87.1(3)(c).

use crate::authorization::{Authorization, Basis, Likeness, Timeline, Verdict};
use crate::calendar::Day;
use crate::experience::gates::Gate;
use crate::finding::Reason;
use crate::records::PermitClass;

/// The gate on one day for a job whose employer stands to the authorizations as `likeness` says.
///
/// It fails when every authorization that covers the job is a refugee claimant's and no other document is valid on the day.
pub(crate) fn gate(
    timeline: &Timeline,
    likeness: &[Likeness],
    verdict: &Verdict,
    day: Day,
) -> Gate {
    let Verdict::Authorized(position) = verdict else {
        return Gate::Passes;
    };
    // Authorizations stand in the order of their basis, refugee last: the one found is a refugee's only if no other covers surely.
    let only_refugee = timeline
        .authorizations
        .get(*position)
        .is_some_and(|one| one.basis == Basis::Refugee);
    let other_documents = || {
        timeline
            .documents
            .iter()
            .filter(|one| one.class != PermitClass::Refugee && one.reach.possibly(day))
    };
    if !only_refugee || other_documents().any(|one| one.surely_gives_status(day)) {
        return Gate::Passes;
    }
    let might_cover = |(one, likeness): (&Authorization, &Likeness)| {
        one.basis != Basis::Refugee && one.reach.possibly(day) && *likeness != Likeness::Different
    };
    let another_might = timeline
        .authorizations
        .iter()
        .zip(likeness)
        .any(might_cover);
    if another_might || other_documents().next().is_some() {
        Gate::unknown(Reason::AuthorizationUnknown)
    } else {
        Gate::Fails(Reason::NoTemporaryResidentStatus)
    }
}
