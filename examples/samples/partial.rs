//! Small sets in which tables or columns are missing, with and without what the firm vouches for.

use crate::Outcome;
use crate::delimited;
use crate::expect::{MET, NO_STUDY, NOT, OPEN_QUESTION, language, other, work};
use crate::model::{JOB, Job, OPEN, PERMIT, Permit, SCENARIO, Scenario, TABLES};
use crate::story::Set;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// A full-time contract of 400 days.
const CONTRACT: Job = Job {
    from: "2024-09-02",
    to: "2025-10-06",
    ..JOB
};

const FULL: &str = "1714.28";
const NONE: &str = "0.00";

/// Columns of the employment table that some exports lack.
const BARE: &[&str] = &[
    "pay",
    "employment_type",
    "province",
    "country",
    "total_hours",
];

/// One set: its tables by position in [`TABLES`], the columns that are left out, and the firm's assumptions.
struct Partial {
    name: &'static str,
    purpose: &'static str,
    tables: &'static [usize],
    without: &'static [&'static str],
    assume: &'static str,
    client: Scenario,
}

const PARTIALS: [Partial; 6] = [
    Partial {
        name: "partial/no-absences",
        purpose: "Maintained status without an absences table: that the client remained in Canada is an assumption.",
        tables: &[0, 1, 2, 3, 4],
        without: &[],
        assume: "",
        client: Scenario {
            id: "P-2001",
            name: ("Andriessen", "Fenna"),
            story: "The extension was applied for in time; no absences table is given.",
            jobs: &[CONTRACT],
            permits: &[
                Permit {
                    to: "2025-03-31",
                    ..OPEN
                },
                Permit {
                    kind: "open_work_permit",
                    number: "U900812",
                    from: "2025-09-10",
                    to: "2027-09-09",
                    applied: "2025-02-15",
                    decided: "2025-09-10",
                    decision: "approved",
                    ..PERMIT
                },
            ],
            expect: &[
                work(MET, FULL, FULL).assumes("no_absence_records;no_study_records"),
                language(MET, "9"),
            ],
            ..SCENARIO
        },
    },
    Partial {
        name: "partial/payroll-only",
        purpose: "Employment (without pay, capacity and place) and language only: missing tables do what set-aside rows do.",
        tables: &[1, 4],
        without: BARE,
        assume: "",
        client: Scenario {
            id: "P-2002",
            name: ("", ""),
            story: "Nothing is known but the job and the test.",
            jobs: &[CONTRACT],
            outcome: "needs_review",
            expect: &[
                work(OPEN_QUESTION, NONE, FULL)
                    .because(
                        "record_set_aside;location_unknown;pay_unknown;employment_type_unknown",
                    )
                    .assumes(""),
                language(MET, "9"),
                other("residence_outside_quebec", OPEN_QUESTION)
                    .because("intended_province_unknown"),
            ],
            ledger: "record_set_aside;location_unknown;pay_unknown;employment_type_unknown",
            ..SCENARIO
        },
    },
    Partial {
        name: "partial/vouched",
        purpose: "The same export with permits, and with `vouched.toml`, in which the firm vouches for what the export lacks.",
        tables: &[1, 2, 4],
        without: BARE,
        assume: "[assume]\npaid = true\nemployee = true\nin_canada = true\noutside_quebec = true\nno_study_records_means_no_study = true\n",
        client: Scenario {
            id: "P-2003",
            name: ("", ""),
            story: "The firm vouches for pay, capacity, place, intention and that nobody studied.",
            jobs: &[CONTRACT],
            expect: &[
                work(MET, FULL, FULL)
                    .assumes("assume_paid;assume_employee;assume_in_canada;assume_no_study"),
                language(MET, "9"),
                other("residence_outside_quebec", MET).assumes("assume_outside_quebec"),
            ],
            ..SCENARIO
        },
    },
    Partial {
        name: "partial/no-permits-vouched",
        purpose: "No permits table, and in `no-permits-vouched.toml` the firm vouches that there are no permits.",
        tables: &[0, 1, 3, 4],
        without: &[],
        assume: "[assume]\nno_permit_records_means = \"no_permits\"\n",
        client: Scenario {
            id: "P-2004",
            name: ("Huang", "Yi-Chén"),
            story: "No permit exists, so no work was authorized.",
            jobs: &[CONTRACT],
            outcome: "not_eligible",
            expect: &[
                work(NOT, NONE, NONE)
                    .because("hours_below_requirement;not_authorized")
                    .assumes("no_study_records;assume_no_permits"),
                language(MET, "9").advises("mixed_level_rule"),
            ],
            ledger: "not_authorized",
            ..SCENARIO
        },
    },
    Partial {
        name: "partial/no-employment",
        purpose: "The employment table is missing from the input: the hours have no upper bound.",
        tables: &[0, 2, 3, 4],
        without: &[],
        assume: "",
        client: Scenario {
            id: "P-2005",
            name: ("Desrosiers", "Noémie"),
            story: "Permits and a test, and no word about work.",
            outcome: "needs_review",
            expect: &[
                work(OPEN_QUESTION, NONE, "unlimited")
                    .because("record_set_aside")
                    .assumes(NO_STUDY),
                language(MET, "9").advises("mixed_level_rule"),
            ],
            ..SCENARIO
        },
    },
    Partial {
        name: "partial/no-language",
        purpose: "The language table is missing from the input: a test may have been passed.",
        tables: &[0, 1, 2, 3],
        without: &[],
        assume: "",
        client: Scenario {
            id: "P-2006",
            name: ("Jeong", "Ha-rin"),
            story: "Work and permits are complete.",
            jobs: &[CONTRACT],
            outcome: "needs_review",
            expect: &[
                work(MET, FULL, FULL),
                language(OPEN_QUESTION, "").because("record_set_aside"),
            ],
            ..SCENARIO
        },
    },
];

/// The sets with their expectations.
pub fn sets() -> Vec<Set> {
    PARTIALS
        .iter()
        .map(|one| Set {
            name: one.name,
            purpose: one.purpose,
            clients: vec![one.client],
        })
        .collect()
}

/// Writes the sets under `samples`, each with its configuration beside it.
pub fn write(samples: &Path) -> Outcome {
    for one in &PARTIALS {
        let folder = samples.join(one.name);
        fs::create_dir_all(&folder)?;
        for (position, table) in TABLES.iter().enumerate() {
            if one.tables.contains(&position) {
                let without = if table.sheet == "Employment" {
                    one.without
                } else {
                    &[]
                };
                delimited::write(
                    &folder.join(table.file),
                    table,
                    without,
                    &one.client.rows(position),
                )?;
            }
        }
        if !one.assume.is_empty() {
            File::create(folder.with_extension("toml"))?.write_all(one.assume.as_bytes())?;
        }
    }
    Ok(())
}
