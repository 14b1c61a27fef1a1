//! Rows of the permits table: permits, status documents and applications for them.

use super::row::{RowReader, SET_ASIDE};
use crate::finding::ProblemCode;
use crate::records::columns::permits as at;
use crate::records::{Decision, Fact, Permit, PermitClass, PermitType};

/// Reads a row.
pub(in crate::records) fn read(row: &mut RowReader<'_>) -> Option<Permit> {
    let permit_type = row
        .required_word(at::PERMIT_TYPE, "permit_type")
        .and_then(PermitType::from_id);
    row.of_permit(permit_type);
    let permit_number = row.text(at::PERMIT_NUMBER);
    let employer = row.telling_text(at::EMPLOYER);
    let valid_from = row.optional_date(at::VALID_FROM, false);
    let valid_to = row.optional_date(at::VALID_TO, false);
    let applied_on = row.optional_date(at::APPLIED_ON, false);
    let decided_on = row.optional_date(at::DECIDED_ON, false);
    let decision = row.fact(at::DECISION, "decision", |row| {
        Decision::from_id(row.word(at::DECISION, "decision")?)
    });
    row.must_not_be_inverted(valid_from, valid_to, at::VALID_TO);
    let permit = Permit {
        permit_type: permit_type?,
        permit_number,
        employer,
        valid_from,
        valid_to,
        applied_on,
        decided_on,
        decision,
    };
    if row.is_usable()
        && let Some((column, contradiction)) = contradiction(&permit)
    {
        row.problem(
            ProblemCode::PermitContradictory,
            column,
            SET_ASIDE,
            contradiction,
        );
        row.give_up();
    }
    warn_of_early_decision(row, &permit);
    Some(permit)
}

/// How a row contradicts itself, if it does: the column to look at and what to do.
fn contradiction(permit: &Permit) -> Option<(usize, &'static str)> {
    if permit.permit_type.class() == PermitClass::Interim {
        return None;
    }
    if permit.valid_to.is_some() && permit.valid_from.is_none() {
        return Some((
            at::VALID_TO,
            "It has a last day of validity and no first one. Fill in valid_from, or clear valid_to.",
        ));
    }
    let valid = permit.valid_from.is_some();
    let decision = match &permit.decision {
        Fact::Known(decision) => *decision,
        Fact::Blank | Fact::NoColumn if valid => Decision::Approved,
        Fact::Blank | Fact::NoColumn => Decision::Pending,
        Fact::Unclear(_) => return None,
    };
    match decision {
        Decision::Refused | Decision::Pending if valid => Some((
            at::DECISION,
            "A permit that is valid from a day was approved. Check the decision and valid_from.",
        )),
        Decision::Pending if permit.decided_on.is_some() => Some((
            at::DECIDED_ON,
            "A pending application has no day of decision. Fill in the decision, or clear decided_on.",
        )),
        Decision::Approved if !valid && permit.decided_on.is_none() => Some((
            at::DECISION,
            "An approved permit needs valid_from or decided_on. Fill in one of them.",
        )),
        Decision::Approved | Decision::Refused | Decision::Withdrawn | Decision::Pending => None,
    }
}

fn warn_of_early_decision(row: &mut RowReader<'_>, permit: &Permit) {
    let Some((applied, decided)) = permit.applied_on.zip(permit.decided_on) else {
        return;
    };
    if decided.latest < applied.earliest {
        row.problem(
            ProblemCode::DecisionBeforeApplication,
            at::DECIDED_ON,
            "Both dates were kept.",
            "The decision is dated before the application. Check the two dates.",
        );
    }
}
