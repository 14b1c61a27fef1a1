//! Study and authorization: whose permit, for which employer, on which days, and what bridges the gaps.

use super::CONTRACT;
use crate::expect::{MET, NOT, OPEN_QUESTION, language, work};
use crate::model::{Job, OPEN, PERMIT, Permit, SCENARIO, STUDY, Scenario, Study};

const FULL: &str = "1714.28";
const NONE: &str = "0.00";

/// An open work permit that ends on 2025-03-31.
const ENDS_IN_MARCH: Permit = Permit {
    to: "2025-03-31",
    ..OPEN
};

/// Study permit of somebody who completed in April 2024.
const STUDENT: Permit = Permit {
    kind: "study_permit",
    number: "S610044",
    from: "2022-08-20",
    to: "2024-10-31",
    applied: "2022-04-04",
    decided: "2022-06-30",
    decision: "approved",
    ..PERMIT
};

/// Full-time study completed in April 2024.
const COMPLETED: Study = Study {
    from: "2022-09-06",
    completed: "2024-04-26",
    ..STUDY
};

pub const CLIENTS: &[Scenario] = &[
    Scenario {
        id: "M-1041",
        name: ("Haddad", "Yasmine"),
        story: "Full-time work beside a full-time master's program, with an open work permit: work during full-time study does not count.",
        jobs: &[CONTRACT],
        studies: &[Study {
            institution: "Université des Trois-Caps",
            program: "Maîtrise en gestion",
            from: "2024-08-26",
            completed: "2026-04-24",
            ..STUDY
        }],
        outcome: "not_eligible",
        expect: &[
            work(NOT, NONE, NONE)
                .because("hours_below_requirement;full_time_study")
                .assumes(""),
            language(MET, "9").advises("mixed_level_rule"),
        ],
        ledger: "full_time_study",
        ..SCENARIO
    },
    Scenario {
        id: "M-1042",
        name: ("Rahman", "Tasnim"),
        story: "A graduate who never applied for a work permit went on working under the study permit.",
        jobs: &[CONTRACT],
        permits: &[Permit {
            to: "2026-12-31",
            ..STUDENT
        }],
        studies: &[COMPLETED],
        outcome: "not_eligible",
        expect: &[
            work(NOT, NONE, NONE)
                .because("hours_below_requirement;study_permit_work")
                .assumes(""),
            language(MET, "9").advises("mixed_level_rule"),
        ],
        ledger: "study_permit_work",
        ..SCENARIO
    },
    Scenario {
        id: "M-1043",
        name: ("Zhao-Pelletier", "Xīn Yí"),
        story: "Beside the open work permit a study permit, but no study record: nobody knows whether the client studied full-time.",
        jobs: &[CONTRACT],
        permits: &[
            OPEN,
            Permit {
                from: "2024-01-10",
                to: "2026-06-30",
                applied: "2023-10-02",
                decided: "2023-12-20",
                ..STUDENT
            },
        ],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, NONE, FULL)
                .because("study_status_unknown")
                .assumes(""),
            language(MET, "9"),
        ],
        ledger: "study_status_unknown",
        ..SCENARIO
    },
    Scenario {
        id: "M-1044",
        name: ("Morales", "Guadalupe"),
        story: "A work permit for a farm; the work was done in a warehouse's office.",
        jobs: &[Job {
            employer: "Entrepôt Nordique S.E.C.",
            title: "User support technician",
            noc: "22221",
            ..CONTRACT
        }],
        permits: &[Permit {
            kind: "lmia_work_permit",
            number: "U330871",
            employer: "Ferme Hautes-Prairies ltée",
            from: "2024-05-01",
            to: "2026-04-30",
            applied: "2024-01-15",
            decided: "2024-04-10",
            decision: "approved",
        }],
        outcome: "not_eligible",
        expect: &[
            work(NOT, NONE, NONE).because("hours_below_requirement;wrong_employer"),
            language(MET, "9").advises("mixed_level_rule"),
        ],
        ledger: "wrong_employer",
        ..SCENARIO
    },
    Scenario {
        id: "M-1045",
        name: ("Ferreira", "Gonçalo"),
        story: "The permit ended, a visitor record followed, and the work went on without authorization.",
        jobs: &[Job {
            from: "2024-01-08",
            to: "2025-12-31",
            ..CONTRACT
        }],
        permits: &[
            Permit {
                to: "2024-10-31",
                ..OPEN
            },
            Permit {
                kind: "visitor_record",
                number: "V204417",
                from: "2024-11-15",
                to: "2025-05-14",
                applied: "2024-10-20",
                decided: "2024-11-15",
                decision: "approved",
                ..PERMIT
            },
        ],
        outcome: "not_eligible",
        expect: &[
            work(NOT, "1277.14", "1277.14").because("hours_below_requirement;not_authorized"),
            language(MET, "9"),
        ],
        ledger: "not_authorized",
        ..SCENARIO
    },
    Scenario {
        id: "M-1046",
        name: ("Banerjee", "Anindita"),
        story: "The extension was applied for in time: the five months until the decision are authorized by maintained status, IRPR s. 186(u).",
        jobs: &[CONTRACT],
        permits: &[
            ENDS_IN_MARCH,
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
        expect: &[work(MET, FULL, FULL), language(MET, "9")],
        ..SCENARIO
    },
    Scenario {
        id: "M-1047",
        name: ("Kovač", "Željko"),
        story: "All hours rest on an application that has been pending for more than a year.",
        jobs: &[Job {
            from: "2025-04-07",
            to: "present",
            ..CONTRACT
        }],
        permits: &[
            ENDS_IN_MARCH,
            Permit {
                kind: "open_work_permit",
                applied: "2025-03-01",
                decision: "pending",
                ..PERMIT
            },
        ],
        expect: &[
            work(MET, "2545.71", "2545.71").advises("pending_over_a_year"),
            language(MET, "9"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1048",
        name: ("Dubois-Traoré", "Aïssatou"),
        story: "Three months between two permits, and the record does not say when the second was applied for.",
        jobs: &[CONTRACT],
        permits: &[
            ENDS_IN_MARCH,
            Permit {
                kind: "open_work_permit",
                number: "U900977",
                from: "2025-07-01",
                to: "2027-06-30",
                decision: "approved",
                ..PERMIT
            },
        ],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, "1324.28", FULL).because("maintained_status_unknown"),
            language(MET, "9"),
        ],
        ledger: "maintained_status_unknown",
        ..SCENARIO
    },
    Scenario {
        id: "M-1049",
        name: ("Nowak", "Bożena"),
        story: "The extension was refused, and nobody wrote down when.",
        jobs: &[CONTRACT],
        permits: &[
            ENDS_IN_MARCH,
            Permit {
                kind: "open_work_permit",
                applied: "2025-03-01",
                decision: "refused",
                ..PERMIT
            },
        ],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, "904.28", FULL).because("maintained_status_unknown"),
            language(MET, "9"),
        ],
        ledger: "maintained_status_unknown",
        ..SCENARIO
    },
    Scenario {
        id: "M-1050",
        name: ("Gutiérrez", "Ángela"),
        story: "A graduate who applied in time works from the day of the application, IRPR s. 186(w). Before it, 28 hours a week in a café were more \
                than off-campus work allows.",
        jobs: &[
            Job {
                employer: "Café du Passeur",
                title: "Food counter attendant",
                noc: "65201",
                from: "2024-05-06",
                to: "2024-06-19",
                hours: "28",
                pay: "wages",
                ..CONTRACT
            },
            Job {
                from: "2024-06-24",
                to: "2025-07-31",
                ..CONTRACT
            },
        ],
        permits: &[
            STUDENT,
            Permit {
                kind: "pgwp",
                number: "U612300",
                from: "2024-09-15",
                to: "2027-09-14",
                applied: "2024-06-20",
                decided: "2024-09-15",
                decision: "approved",
                ..PERMIT
            },
        ],
        studies: &[COMPLETED],
        expect: &[
            work(MET, "1727.14", "1727.14")
                .advises("off_campus_hours")
                .assumes(""),
            language(MET, "9"),
        ],
        ledger: "study_permit_work;occupation_not_eligible",
        ..SCENARIO
    },
    Scenario {
        id: "M-1051",
        name: ("Lavoie", "Théo"),
        story: "The end of the permit was not written down.",
        jobs: &[CONTRACT],
        permits: &[Permit { to: "", ..OPEN }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, NONE, FULL).because("authorization_unknown"),
            language(MET, "9"),
        ],
        ledger: "authorization_unknown",
        ..SCENARIO
    },
    Scenario {
        id: "M-1052",
        name: ("Papadopoulou", "Eléni"),
        story: "The permit names Boulangerie Lumière, the job Boulangerie Lumière du Nord: the same employer, or a sister company.",
        jobs: &[Job {
            employer: "Boulangerie Lumière du Nord",
            title: "Cook",
            noc: "63200",
            pay: "wages",
            ..CONTRACT
        }],
        permits: &[Permit {
            kind: "employer_specific_work_permit",
            number: "U448120",
            employer: "Boulangerie Lumière inc.",
            from: "2024-06-01",
            to: "2026-05-31",
            applied: "2024-02-01",
            decided: "2024-05-20",
            decision: "approved",
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, NONE, FULL).because("employer_similar"),
            language(MET, "9"),
        ],
        ledger: "employer_similar",
        ..SCENARIO
    },
    Scenario {
        id: "M-1053",
        name: ("Gebremedhin", "Selam"),
        story: "Work on a refugee claimant's work permit is authorized, but without temporary resident status.",
        jobs: &[CONTRACT],
        permits: &[Permit {
            kind: "refugee_claimant_work_permit",
            number: "U557001",
            from: "2023-05-01",
            to: "2026-12-31",
            applied: "2023-03-15",
            decided: "2023-05-01",
            decision: "approved",
            ..PERMIT
        }],
        outcome: "not_eligible",
        expect: &[
            work(NOT, NONE, NONE).because("hours_below_requirement;no_temporary_resident_status"),
            language(MET, "9").advises("mixed_level_rule"),
        ],
        ledger: "no_temporary_resident_status",
        ..SCENARIO
    },
    Scenario {
        id: "M-1054",
        name: ("Ó Conaill", "Fr. Diarmuid"),
        story: "A parish priest needs no work permit, IRPR s. 186(l); the status document is not in the record.",
        jobs: &[Job {
            employer: "Paroisse Saint-Alban",
            title: "Parish priest",
            noc: "41302",
            hours: "40",
            ..CONTRACT
        }],
        permits: &[Permit {
            kind: "permit_exempt_work",
            employer: "Paroisse Saint-Alban",
            from: "2024-08-01",
            to: "2026-12-31",
            ..PERMIT
        }],
        expect: &[
            work(MET, FULL, FULL).assumes("no_study_records;exempt_status_documents"),
            language(MET, "9"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1055",
        name: ("Kowalczyk", "Jadwiga"),
        story: "A change of employer: from the day of IRCC's e-mail the interim authorization covers the new one, until the decision.",
        jobs: &[
            Job {
                employer: "Serres du Ruisseau",
                title: "User support technician",
                noc: "22221",
                to: "2025-01-31",
                ..CONTRACT
            },
            Job {
                employer: "Maraîchers Kaminski",
                title: "User support technician",
                noc: "22221",
                from: "2025-02-10",
                ..CONTRACT
            },
        ],
        permits: &[
            Permit {
                kind: "lmia_work_permit",
                number: "U661204",
                employer: "Serres du Ruisseau",
                from: "2024-06-01",
                to: "2026-05-31",
                applied: "2024-02-10",
                decided: "2024-05-15",
                decision: "approved",
            },
            Permit {
                kind: "interim_authorization",
                employer: "Maraîchers Kaminski",
                from: "2025-02-03",
                applied: "2025-01-15",
                decided: "2025-10-20",
                decision: "approved",
                ..PERMIT
            },
            Permit {
                kind: "lmia_work_permit",
                number: "U702455",
                employer: "Maraîchers Kaminski",
                from: "2025-10-20",
                to: "2027-10-19",
                applied: "2025-01-15",
                decided: "2025-10-20",
                decision: "approved",
            },
        ],
        expect: &[work(MET, "1675.71", "1675.71"), language(MET, "9")],
        ..SCENARIO
    },
    Scenario {
        id: "M-1056",
        name: ("Sandhu", "Harleen"),
        story: "The commonest file: the permit after the studies does not say when it was applied for. The first weeks stay open; there are hours \
                enough without them.",
        jobs: &[Job {
            from: "2024-05-13",
            to: "present",
            ..CONTRACT
        }],
        permits: &[
            Permit {
                to: "2024-12-31",
                ..STUDENT
            },
            Permit {
                kind: "pgwp",
                number: "U498113",
                from: "2024-08-01",
                to: "2027-07-31",
                decision: "approved",
                ..PERMIT
            },
        ],
        studies: &[COMPLETED],
        expect: &[
            work(MET, "3612.85", "3955.71").assumes(""),
            language(MET, "9"),
        ],
        ledger: "authorization_unknown",
        ..SCENARIO
    },
];
