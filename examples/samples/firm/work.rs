//! What the work itself decides: place, pay, capacity, occupation, hours, leave, window.

use super::CONTRACT;
use crate::expect::{MET, NOT, OPEN_QUESTION, language, work};
use crate::model::{
    Absence, Job, Leave, PERMIT, Permit, SCENARIO, STUDY, Scenario, Study, TEST, Test,
};

const FULL: &str = "1714.28";
const NONE: &str = "0.00";

pub const CLIENTS: &[Scenario] = &[
    Scenario {
        id: "M-1014",
        name: ("Delacroix-Obi", "Rémi"),
        story: "Remote work from Lyon for a Canadian employer is not work in Canada. Without any hours both language thresholds are possible.",
        jobs: &[Job {
            province: "",
            country: "France",
            ..CONTRACT
        }],
        outcome: "not_eligible",
        expect: &[
            work(NOT, NONE, NONE).because("hours_below_requirement;outside_canada"),
            language(MET, "9").advises("mixed_level_rule"),
        ],
        ledger: "outside_canada",
        ..SCENARIO
    },
    Scenario {
        id: "M-1015",
        name: ("Szczepańska", "Łucja"),
        story: "Three and a half months abroad to care for a parent fall out of the year: 319 days remain.",
        jobs: &[Job {
            from: "2024-06-03",
            to: "2025-07-31",
            ..CONTRACT
        }],
        absences: &[Absence {
            left: "2024-11-01",
            returned: "2025-02-15",
            reason: "family care",
        }],
        outcome: "not_eligible",
        expect: &[
            work(NOT, "1367.14", "1367.14").because("hours_below_requirement;absent_from_canada"),
            language(MET, "9"),
        ],
        ledger: "absent_from_canada",
        ..SCENARIO
    },
    Scenario {
        id: "M-1016",
        name: ("Nakagawa", "Ren"),
        story: "Neither country nor province of work is given.",
        jobs: &[Job {
            province: "",
            country: "",
            ..CONTRACT
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, NONE, FULL).because("location_unknown"),
            language(MET, "9"),
        ],
        ledger: "location_unknown",
        ..SCENARIO
    },
    Scenario {
        id: "M-1017",
        name: ("Whitcombe", "Ottilie"),
        story: "The row says Ontario and United States: one of them is wrong.",
        jobs: &[Job {
            country: "United States",
            ..CONTRACT
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, NONE, FULL).because("location_unknown"),
            language(MET, "9"),
        ],
        ledger: "location_unknown",
        ..SCENARIO
    },
    Scenario {
        id: "M-1018",
        name: ("Abdi", "Hodan"),
        story: "An unpaid internship is not work.",
        jobs: &[Job {
            title: "Intern, data team",
            pay: "unpaid",
            kind: "intern",
            ..CONTRACT
        }],
        outcome: "not_eligible",
        expect: &[
            work(NOT, NONE, NONE).because("hours_below_requirement;unpaid"),
            language(MET, "9").advises("mixed_level_rule"),
        ],
        ledger: "unpaid",
        ..SCENARIO
    },
    Scenario {
        id: "M-1019",
        name: ("Fitzgerald", "Caoimhín"),
        story: "An internship of which the record does not say whether it was paid.",
        jobs: &[Job {
            title: "Intern, data team",
            pay: "",
            kind: "intern",
            ..CONTRACT
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, NONE, FULL).because("pay_unknown"),
            language(MET, "9"),
        ],
        ledger: "pay_unknown",
        ..SCENARIO
    },
    Scenario {
        id: "M-1020",
        name: ("Okonjo-Reyes", "Joaquín"),
        story: "A carpenter working through his own corporation is self-employed.",
        jobs: &[Job {
            employer: "Menuiserie Okonjo-Reyes inc.",
            title: "Carpenter",
            noc: "72310",
            kind: "self_employed",
            ..CONTRACT
        }],
        outcome: "not_eligible",
        expect: &[
            work(NOT, NONE, NONE).because("hours_below_requirement;self_employed"),
            language(MET, "9").advises("mixed_level_rule"),
        ],
        ledger: "self_employed",
        ..SCENARIO
    },
    Scenario {
        id: "M-1021",
        name: ("Sørensen", "Maj-Britt"),
        story: "Employee or contractor: the cell is blank.",
        jobs: &[Job {
            kind: "",
            ..CONTRACT
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, NONE, FULL).because("employment_type_unknown"),
            language(MET, "9"),
        ],
        ledger: "employment_type_unknown",
        ..SCENARIO
    },
    Scenario {
        id: "M-1022",
        name: ("Villanueva", "Corazón"),
        story: "A co-op placement during full-time studies, on a co-op work permit.",
        jobs: &[Job {
            title: "Co-op student developer",
            kind: "co_op",
            from: "2025-01-06",
            to: "2025-08-29",
            ..CONTRACT
        }],
        permits: &[
            Permit {
                kind: "study_permit",
                number: "S771001",
                from: "2024-08-20",
                to: "2026-06-30",
                applied: "2024-05-02",
                decided: "2024-07-15",
                decision: "approved",
                ..PERMIT
            },
            Permit {
                kind: "co_op_work_permit",
                number: "U771002",
                from: "2024-08-20",
                to: "2026-06-30",
                applied: "2024-05-02",
                decided: "2024-07-15",
                decision: "approved",
                ..PERMIT
            },
        ],
        studies: &[Study {
            from: "2024-09-03",
            completed: "2026-04-30",
            ..STUDY
        }],
        outcome: "not_eligible",
        expect: &[
            work(NOT, NONE, NONE)
                .because("hours_below_requirement;co_op_work;full_time_study")
                .assumes(""),
            language(MET, "9").advises("mixed_level_rule"),
        ],
        ledger: "co_op_work;full_time_study",
        ..SCENARIO
    },
    Scenario {
        id: "M-1023",
        name: ("Adeyemi", "Dr. Fọlákẹ́"),
        story: "A self-employed family physician providing publicly funded services: the public policy of 2023-04-25 applies to an application today.",
        jobs: &[Job {
            employer: "Clinique Baie-Verte",
            title: "Family physician",
            noc: "31102",
            hours: "40",
            kind: "self_employed_physician_public",
            ..CONTRACT
        }],
        expect: &[work(MET, FULL, FULL), language(MET, "9")],
        ..SCENARIO
    },
    Scenario {
        id: "M-1024",
        name: ("Rosenqvist", "Dr. Elias"),
        story: "A self-employed family physician; the row does not say whether the services were publicly funded.",
        jobs: &[Job {
            employer: "Clinique Baie-Verte",
            title: "Family physician",
            noc: "31102",
            hours: "40",
            kind: "self_employed",
            ..CONTRACT
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, NONE, FULL).because("physician_public_policy"),
            language(MET, "9"),
        ],
        ledger: "physician_public_policy",
        ..SCENARIO
    },
    Scenario {
        id: "M-1025",
        name: ("Pereira", "Conceição"),
        story: "A food counter attendant: TEER 5 is not eligible.",
        jobs: &[Job {
            employer: "Café du Passeur",
            title: "Food counter attendant",
            noc: "65201",
            pay: "wages",
            ..CONTRACT
        }],
        outcome: "not_eligible",
        expect: &[
            work(NOT, NONE, NONE).because("hours_below_requirement;occupation_not_eligible"),
            language(MET, "9").advises("mixed_level_rule"),
        ],
        ledger: "occupation_not_eligible",
        ..SCENARIO
    },
    Scenario {
        id: "M-1026",
        name: ("Grünwald", "Jörg"),
        story: "No occupation code: the occupation may be of either band.",
        jobs: &[Job {
            noc: "",
            version: "",
            ..CONTRACT
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, NONE, FULL).because("occupation_unknown"),
            language(MET, "9").advises("mixed_level_rule"),
        ],
        ledger: "occupation_unknown",
        ..SCENARIO
    },
    Scenario {
        id: "M-1027",
        name: ("Chaudhry", "Sana"),
        story: "A code of NOC 2016 (2173) whose two successors in NOC 2021 are both TEER 1.",
        jobs: &[Job {
            title: "Software engineer",
            noc: "2173",
            version: "2016",
            ..CONTRACT
        }],
        expect: &[
            work(MET, FULL, FULL).advises("occupation_by_concordance"),
            language(MET, "9"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1028",
        name: ("Kim-Larrivée", "Hae-won"),
        story: "A code of NOC 2016 (6221) whose successors in NOC 2021 are TEER 0, 2 and 5: eligible or not, and of either band.",
        jobs: &[Job {
            employer: "Comptoir Technique Aubépine",
            title: "Technical sales specialist",
            noc: "6221",
            version: "2016",
            pay: "commission",
            ..CONTRACT
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, NONE, FULL)
                .because("occupation_unknown")
                .advises("occupation_by_concordance"),
            language(MET, "9").advises("mixed_level_rule"),
        ],
        ledger: "occupation_unknown",
        ..SCENARIO
    },
    Scenario {
        id: "M-1029",
        name: ("Baptiste", "Wilguens"),
        story: "A spreadsheet made 631 of code 0631; the version says that there are four digits.",
        jobs: &[Job {
            employer: "Bistro des Glacis",
            title: "Gérant de restaurant",
            noc: "631",
            version: "2016",
            ..CONTRACT
        }],
        expect: &[
            work(MET, FULL, FULL).advises("occupation_by_concordance"),
            language(MET, "9"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1030",
        name: ("Mukherjee", "Ānanda"),
        story: "600 hours as developer, 600 as engineer, 960 as carpenter: the regulation looks at the occupation with the most work (CLB 5), the \
                instruction at the band (CLB 7). CLB 6 is between them.",
        jobs: &[
            Job {
                from: "2024-03-04",
                to: "2024-07-21",
                ..CONTRACT
            },
            Job {
                employer: "Harbourlight Games ULC",
                title: "Software engineer",
                noc: "21231",
                from: "2024-08-05",
                to: "2024-12-22",
                ..CONTRACT
            },
            Job {
                employer: "Toitures Beaulne",
                title: "Carpenter",
                noc: "72310",
                from: "2025-01-06",
                to: "2025-08-17",
                pay: "wages",
                ..CONTRACT
            },
        ],
        tests: &[Test {
            scores: ["5.5", "5", "5.5", "5.5"],
            ..TEST
        }],
        outcome: "needs_review",
        expect: &[
            work(MET, "2160.00", "2160.00"),
            language(OPEN_QUESTION, "6")
                .because("threshold_unsettled")
                .advises("mixed_level_rule"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1031",
        name: ("Ó Briain", "Saoirse"),
        story: "No hours are given: at most the weekly cap.",
        jobs: &[Job {
            hours: "",
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
        id: "M-1032",
        name: ("Marinescu", "Ștefan"),
        story: "Hours as a range, 25-35: its low end is sure, its high end possible.",
        jobs: &[Job {
            hours: "25-35",
            ..CONTRACT
        }],
        outcome: "needs_review",
        expect: &[work(OPEN_QUESTION, "1428.57", FULL), language(MET, "9")],
        ..SCENARIO
    },
    Scenario {
        id: "M-1033",
        name: ("Auclair", "Flora-Jade"),
        story: "Only the hours of the whole contract are given, 1,650.",
        jobs: &[Job {
            hours: "",
            total: "1650",
            ..CONTRACT
        }],
        expect: &[work(MET, "1650.00", "1650.00"), language(MET, "9")],
        ..SCENARIO
    },
    Scenario {
        id: "M-1034",
        name: ("Iglesias", "Ramón"),
        story: "Two rows for the same employer in other spelling cover the same days: perhaps two jobs, perhaps one written twice.",
        jobs: &[
            Job {
                hours: "20",
                ..CONTRACT
            },
            Job {
                employer: "ATELIER BOREAL",
                title: "Développeur",
                hours: "15",
                ..CONTRACT
            },
        ],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, "1142.85", FULL).because("duplicate_record_possible"),
            language(MET, "9"),
        ],
        ledger: "duplicate_record_possible",
        ..SCENARIO
    },
    Scenario {
        id: "M-1035",
        name: ("Thibodeau", "Anne-Sophie"),
        story: "25 weeks of parental leave do not count as work.",
        jobs: &[Job {
            from: "2024-06-03",
            to: "2025-08-31",
            ..CONTRACT
        }],
        leaves: &[Leave {
            employer: "Atelier Boreal",
            from: "2025-01-06",
            to: "2025-06-29",
            kind: "parental",
        }],
        outcome: "not_eligible",
        expect: &[
            work(NOT, "1200.00", "1200.00").because("hours_below_requirement;leave"),
            language(MET, "9"),
        ],
        ledger: "leave",
        ..SCENARIO
    },
    Scenario {
        id: "M-1036",
        name: ("Vandenberghe", "Joost"),
        story: "Three weeks of paid vacation in the 52 weeks: two count, the third is for the officer to decide, and it decides the case.",
        jobs: &[Job {
            from: "2025-03-03",
            to: "2026-03-01",
            hours: "30",
            ..CONTRACT
        }],
        leaves: &[Leave {
            employer: "",
            from: "2025-07-07",
            to: "2025-07-27",
            kind: "paid_vacation",
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, "1530.00", "1560.00").because("leave_at_officers_discretion"),
            language(MET, "9"),
        ],
        ledger: "leave_at_officers_discretion",
        ..SCENARIO
    },
    Scenario {
        id: "M-1037",
        name: ("Kowalenko", "Oksana"),
        story: "Three years of work, of which only the last four months lie in the window.",
        jobs: &[Job {
            from: "2021-01-04",
            to: "2024-03-31",
            ..CONTRACT
        }],
        outcome: "not_eligible",
        expect: &[
            work(NOT, "561.42", "561.42").because("hours_below_requirement"),
            language(MET, "9"),
        ],
        ledger: "outside_window",
        ..SCENARIO
    },
    Scenario {
        id: "M-1038",
        name: ("Rakotomalala", "Hery"),
        story: "Enough today, but the oldest hours leave the window within weeks.",
        jobs: &[Job {
            from: "2022-06-01",
            to: "2024-12-04",
            ..CONTRACT
        }],
        expect: &[
            work(MET, "1624.28", "1624.28").advises("hours_leaving_window"),
            language(MET, "9"),
        ],
        ledger: "outside_window",
        ..SCENARIO
    },
];
