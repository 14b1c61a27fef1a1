//! Which blank cells mean something, so that blanking them is not the same as not knowing.

use super::tables::{Cells, Owned};

/// What the blank means in this column of this row; `None` if only that nothing is known.
pub(crate) fn blank_means_something(
    cells: &Cells,
    row: &[Owned],
    column: usize,
) -> Option<&'static str> {
    let name = cells.table.columns()[column];
    let filled = |name: &str| {
        let at = cells.table.column(name);
        at.is_some_and(|at| cells.present[at] && !row[at].is_blank())
    };
    let is_of = |word: &str| {
        let at = cells.table.column("permit_type");
        at.is_some_and(|at| row[at] == Owned::text(word))
    };
    match (cells.table.name(), name) {
        (_, "applicant_id") => Some("whose row it is"),
        ("employment", "end_date") => Some("ongoing"),
        ("studies", "completed_on") => Some("continuing"),
        ("absences", "returned_on") => Some("not back yet"),
        ("permits", "employer") if is_of("permit_exempt_work") => Some("any employer"),
        ("permits", "decided_on" | "valid_to") if is_of("interim_authorization") => {
            Some("undecided, no printed end")
        }
        ("permits", "decision") => Some("approved where there is a first day, else pending"),
        ("applicants", "invitation_date" | "application_date") => {
            Some("not invited, not yet applied")
        }
        ("applicants", "inadmissible" | "duties_confirmed") => Some("not assessed"),
        ("employment", "hours_per_week" | "total_hours")
            if filled("hours_per_week") && filled("total_hours") =>
        {
            Some("the other says it")
        }
        ("employment", "country" | "province") if filled("country") && filled("province") => {
            Some("the other says it")
        }
        _ => None,
    }
}
