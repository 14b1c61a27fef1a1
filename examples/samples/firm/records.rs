//! The records themselves: rows set aside, rows that contradict or repeat each other, ids that are nearly the same.

use super::CONTRACT;
use crate::expect::{MET, NO_STUDY, OPEN_QUESTION, language, other, work};
use crate::model::{
    Absence, Job, OPEN, PERMIT, PROFILE, Permit, Profile, SCENARIO, STUDY, Scenario, Study, TEST,
    Test,
};

const FULL: &str = "1714.28";
const NONE: &str = "0.00";

pub const CLIENTS: &[Scenario] = &[
    Scenario {
        id: "M-1101",
        name: ("Robichaud", "Zélie"),
        story: "A job that ends before it starts cannot be read: what it would add is unknown, and so is its occupation.",
        jobs: &[
            Job {
                to: "2025-01-31",
                ..CONTRACT
            },
            Job {
                employer: "Harbourlight Games ULC",
                from: "2025-10-06",
                to: "2025-02-03",
                ..CONTRACT
            },
        ],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, "651.42", "unlimited").because("record_set_aside"),
            language(MET, "9").advises("mixed_level_rule"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1102",
        name: ("Jansen", "Maaike"),
        story: "A permit that is refused and valid at once contradicts itself: whether the work was authorized is open.",
        jobs: &[CONTRACT],
        permits: &[Permit {
            kind: "open_work_permit",
            number: "U815521",
            from: "2024-06-01",
            to: "2026-05-31",
            applied: "2024-03-01",
            decision: "refused",
            ..PERMIT
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, NONE, FULL).because("record_set_aside"),
            language(MET, "9"),
        ],
        ledger: "record_set_aside",
        ..SCENARIO
    },
    Scenario {
        id: "M-1103",
        name: ("Bouchard", "Loïc"),
        story: "A study row whose start cannot be read: every counted day is uncertain.",
        jobs: &[CONTRACT],
        studies: &[Study {
            from: "à l'automne",
            completed: "2024-04-26",
            ..STUDY
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, NONE, FULL)
                .because("record_set_aside")
                .assumes(""),
            language(MET, "9"),
        ],
        ledger: "record_set_aside",
        ..SCENARIO
    },
    Scenario {
        id: "M-1104",
        name: ("Nazari", "Parisa"),
        story: "IELTS gives no 6.3: the row is set aside, and a test may have been passed.",
        jobs: &[CONTRACT],
        tests: &[Test {
            scores: ["8", "6.3", "7", "7"],
            ..TEST
        }],
        outcome: "needs_review",
        expect: &[
            work(MET, FULL, FULL),
            language(OPEN_QUESTION, "").because("record_set_aside"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1105",
        name: ("Lefèvre", "Océane"),
        story: "Two rows for one client name Ontario and Québec.",
        profiles: &[
            PROFILE,
            Profile {
                province: "QC",
                ..PROFILE
            },
        ],
        jobs: &[CONTRACT],
        outcome: "needs_review",
        expect: &[
            work(MET, FULL, FULL),
            language(MET, "9"),
            other("residence_outside_quebec", OPEN_QUESTION).because("record_conflict"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1106",
        name: ("Côté", "Anaïs"),
        story: "Her id differs from another client's in a letter's case only: perhaps they are one file.",
        jobs: &[CONTRACT],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, "", "")
                .because("id_near_duplicate")
                .assumes("*"),
            language(OPEN_QUESTION, "").because("id_near_duplicate"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "m-1106",
        name: ("Cote", "Anais"),
        story: "The other of the two.",
        jobs: &[Job {
            employer: "Harbourlight Games ULC",
            ..CONTRACT
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, "", "")
                .because("id_near_duplicate")
                .assumes("*"),
            language(OPEN_QUESTION, "").because("id_near_duplicate"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1107",
        name: ("", ""),
        story: "In no row of the applicants table: judged today with blank facts.",
        profiles: &[],
        jobs: &[CONTRACT],
        outcome: "needs_review",
        expect: &[
            work(MET, FULL, FULL),
            language(MET, "9"),
            other("residence_outside_quebec", OPEN_QUESTION).because("intended_province_unknown"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1108",
        name: ("Gagné", "Pénélope"),
        story: "Every row was pasted twice: the copies are counted as duplicates and change nothing.",
        profiles: &[PROFILE, PROFILE],
        jobs: &[CONTRACT, CONTRACT],
        permits: &[OPEN, OPEN],
        tests: &[TEST, TEST],
        expect: &[work(MET, FULL, FULL), language(MET, "9")],
        ..SCENARIO
    },
    Scenario {
        id: "M-1109",
        name: ("Ishikawa", "Nao"),
        story: "An absence without a reason: the days may be vacation or not. There are hours enough without them.",
        jobs: &[CONTRACT],
        absences: &[Absence {
            left: "2025-03-01",
            returned: "2025-04-01",
            reason: "",
        }],
        expect: &[work(MET, "1585.71", FULL), language(MET, "9")],
        ledger: "location_unknown",
        ..SCENARIO
    },
    Scenario {
        id: "M-1110",
        name: ("Boudreau", "Théodora"),
        story: "200 hours a week are impossible: the hours are unknown.",
        jobs: &[Job {
            hours: "200",
            ..CONTRACT
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, NONE, FULL).because("hours_unknown"),
            language(MET, "9"),
        ],
        ledger: "hours_unknown",
        ..SCENARIO
    },
    Scenario {
        id: "20418",
        name: ("Yamamoto-Caron", "Émi"),
        story: "An id that is a number, from an older system.",
        jobs: &[CONTRACT],
        expect: &[work(MET, FULL, FULL).assumes(NO_STUDY), language(MET, "9")],
        ..SCENARIO
    },
];
