//! Files without a doubt, and what the firm or the client says for itself.

use super::CONTRACT;
use crate::expect::{MET, NO_STUDY, NOT, OPEN_QUESTION, language, other, work};
use crate::model::{
    Absence, Job, PERMIT, PROFILE, Permit, Profile, SCENARIO, STUDY, Scenario, Study, Test,
};

const FULL: &str = "1714.28";

pub const CLIENTS: &[Scenario] = &[
    Scenario {
        id: "M-1001",
        name: ("Tremblay-Nguyễn", "Zoë"),
        story: "A graduate on a post-graduation work permit, in one job since 2024: nothing is doubtful.",
        jobs: &[Job {
            from: "2024-01-08",
            to: "present",
            ..CONTRACT
        }],
        permits: &[
            Permit {
                kind: "study_permit",
                number: "S441002",
                from: "2021-08-15",
                to: "2023-09-30",
                applied: "2021-05-03",
                decided: "2021-07-12",
                decision: "approved",
                ..PERMIT
            },
            Permit {
                kind: "pgwp",
                number: "U441900",
                from: "2023-10-02",
                to: "2026-12-31",
                applied: "2023-07-10",
                decided: "2023-10-02",
                decision: "approved",
                ..PERMIT
            },
        ],
        studies: &[Study {
            from: "2021-09-07",
            completed: "2023-06-16",
            ..STUDY
        }],
        expect: &[
            work(MET, "4495.71", "4495.71").assumes(""),
            language(MET, "9"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1002",
        name: ("Okafor", "Ifeanyi"),
        story: "Exactly 52 weeks at 30 hours: 1,560.00 hours on 364 days. Guidance is satisfied to the hour; the law says one year.",
        jobs: &[Job {
            employer: "Northgate Analytics Ltd.",
            from: "2025-03-03",
            to: "2026-03-01",
            hours: "30",
            ..CONTRACT
        }],
        expect: &[
            work(MET, "1560.00", "1560.00").advises("one_year_margin"),
            language(MET, "9"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1003",
        name: ("Lindqvist", "Åsa"),
        story: "The same contract, one day shorter: 1,555.71 hours are not enough, however many hours of overtime the weeks had.",
        jobs: &[Job {
            employer: "Northgate Analytics Ltd.",
            from: "2025-03-03",
            to: "2026-02-28",
            hours: "60",
            ..CONTRACT
        }],
        outcome: "not_eligible",
        expect: &[
            work(NOT, "1555.71", "1555.71").because("hours_below_requirement"),
            language(MET, "9"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1004",
        name: ("Ben Youssef", "Amélie"),
        story: "Part-time work, 15 hours a week for 104 weeks, is the equivalent of a year.",
        jobs: &[Job {
            employer: "Clinique du Vieux-Quai",
            title: "Comptable",
            noc: "11100",
            from: "2024-06-03",
            to: "2026-05-31",
            hours: "15",
            province: "NB",
            ..CONTRACT
        }],
        expect: &[work(MET, "1560.00", "1560.00"), language(MET, "9")],
        ..SCENARIO
    },
    Scenario {
        id: "M-1005",
        name: ("Castellanos", "Íñigo"),
        story: "Two part-time jobs at once, 20 and 16 hours: together they count for 30 a week, and the ledger shows the rest over the cap.",
        jobs: &[
            Job {
                hours: "20",
                ..CONTRACT
            },
            Job {
                employer: "Harbourlight Games ULC",
                hours: "16",
                pay: "wages",
                ..CONTRACT
            },
        ],
        expect: &[work(MET, FULL, FULL), language(MET, "9")],
        ..SCENARIO
    },
    Scenario {
        id: "M-1006",
        name: ("Désilets", "Mariam-Ève"),
        story: "Work done in Québec counts for somebody who intends to live in New Brunswick; the job's end is left blank and read as ongoing. TEF Canada.",
        profiles: &[Profile {
            province: "NB",
            ..PROFILE
        }],
        jobs: &[Job {
            employer: "Les Logiciels Érablière enr.",
            title: "Développeuse de logiciels",
            from: "2025-02-03",
            to: "",
            province: "QC",
            ..CONTRACT
        }],
        tests: &[Test {
            name: "TEF Canada",
            on: "2025-05-12",
            scores: ["300", "250", "371", "393"],
            scale: "",
            number: "TEF-20931",
        }],
        expect: &[
            work(MET, "2815.71", "2815.71").assumes("no_study_records;ongoing_by_blank_end"),
            language(MET, "9"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1007",
        name: ("Beauséjour", "Lucien"),
        story: "A good file of somebody who intends to live in Québec: the class is for the other provinces.",
        profiles: &[Profile {
            province: "QC",
            ..PROFILE
        }],
        jobs: &[CONTRACT],
        outcome: "not_eligible",
        expect: &[
            work(MET, FULL, FULL),
            language(MET, "9"),
            other("residence_outside_quebec", NOT).because("intends_quebec"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1008",
        name: ("Haraldsdóttir", "Björk Lára"),
        story: "A good file that does not say where the client intends to live.",
        profiles: &[Profile {
            province: "",
            ..PROFILE
        }],
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
        id: "M-1009",
        name: ("Oyelaran", "Títílayọ̀"),
        story: "The firm attests the duties; the first day of work is text, not a date.",
        profiles: &[Profile {
            duties: "yes",
            ..PROFILE
        }],
        jobs: &[Job {
            from: "'2024-09-02",
            ..CONTRACT
        }],
        expect: &[
            work(MET, FULL, FULL),
            language(MET, "9"),
            other("occupational_duties", MET),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1010",
        name: ("Petrović", "Đorđe"),
        story: "The firm states that the main duties were not performed.",
        profiles: &[Profile {
            duties: "no",
            ..PROFILE
        }],
        jobs: &[CONTRACT],
        outcome: "not_eligible",
        expect: &[
            work(MET, FULL, FULL),
            language(MET, "9"),
            other("occupational_duties", NOT).because("duties_not_performed"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1011",
        name: ("Achterberg", "Noëlle"),
        story: "In the cell for the duties stands a remark that says neither yes nor no.",
        profiles: &[Profile {
            duties: "waiting for employer letter",
            ..PROFILE
        }],
        jobs: &[CONTRACT],
        outcome: "needs_review",
        expect: &[
            work(MET, FULL, FULL),
            language(MET, "9"),
            other("occupational_duties", OPEN_QUESTION).because("attestation_unclear"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1012",
        name: ("Varga", "Ödön"),
        story: "The sheet states that the client is inadmissible.",
        profiles: &[Profile {
            inadmissible: "yes",
            ..PROFILE
        }],
        jobs: &[CONTRACT],
        outcome: "not_eligible",
        expect: &[
            work(MET, FULL, FULL),
            language(MET, "9"),
            other("admissibility", NOT).because("inadmissible"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1013",
        name: ("Mbeki-Laurin", "Thandiwe"),
        story: "Ten days abroad on paid vacation count: they are within the fourteen of the 52 weeks.",
        jobs: &[CONTRACT],
        absences: &[Absence {
            left: "2025-03-07",
            returned: "2025-03-18",
            reason: "paid_vacation",
        }],
        expect: &[work(MET, FULL, FULL).assumes(NO_STUDY), language(MET, "9")],
        ..SCENARIO
    },
];
