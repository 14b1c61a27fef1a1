//! Dates: imprecise ones, invitations and applications, and the seven editions of the law.

use super::CONTRACT;
use crate::expect::{Expect, MET, NOT, OPEN_QUESTION, UNASSESSED, language, window, work};
use crate::model::{Job, OPEN, PROFILE, Permit, Profile, SCENARIO, Scenario, TEST, Test};

const FULL: &str = "1714.28";
const NONE: &str = "0.00";

/// 401 days of work that lie before 2025: 1,718.57 hours.
const EARLIER: Job = Job {
    from: "2023-11-27",
    to: "2024-12-31",
    ..CONTRACT
};

/// A developer by NOC 2011 or 2016.
const PROGRAMMER: Job = Job {
    title: "Computer programmer",
    noc: "2174",
    version: "2016",
    ..CONTRACT
};

/// A test of June 2024.
const TEST_2024: Test = Test {
    on: "2024-06-15",
    ..TEST
};

/// No window row, or one without a remark.
const NO_INVITATION: Expect = window(UNASSESSED)
    .applied()
    .advises("invitation_date_missing");

pub const CLIENTS: &[Scenario] = &[
    Scenario {
        id: "M-1060",
        name: ("Fontaine", "Maëlle"),
        story: "The invitation is known to the month only, October 2026: it is good on every reading.",
        profiles: &[Profile {
            invitation: "'2026-10",
            ..PROFILE
        }],
        jobs: &[CONTRACT],
        expect: &[
            work(MET, FULL, FULL).invited(),
            language(MET, "9").invited(),
            work(MET, FULL, FULL),
            language(MET, "9"),
            window(MET),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1061",
        name: ("Olofsson", "Håkan"),
        story: "From May 2024 to May 2025, without days: 336 days are sure, 396 possible.",
        jobs: &[Job {
            from: "'2024-05",
            to: "'2025-05",
            ..CONTRACT
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, "1440.00", "1697.14").because("date_imprecise"),
            language(MET, "9"),
        ],
        ledger: "date_imprecise",
        ..SCENARIO
    },
    Scenario {
        id: "M-1062",
        name: ("Mitchell", "Róisín"),
        story: "03/04/2024 is the 3rd of April or the 4th of March, and nothing in the column settles which.",
        jobs: &[Job {
            from: "03/04/2024",
            to: "2025-03-31",
            ..CONTRACT
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, "1555.71", "1684.28").because("date_imprecise"),
            language(MET, "9"),
        ],
        ledger: "date_imprecise",
        ..SCENARIO
    },
    Scenario {
        id: "M-1063",
        name: ("Sokolov", "Arseniy"),
        story: "An application planned for January 2027: the days from today on have not been worked yet.",
        profiles: &[Profile {
            application: "2027-01-15",
            ..PROFILE
        }],
        jobs: &[Job {
            from: "2026-01-05",
            to: "present",
            ..CONTRACT
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, "1375.71", "1607.14")
                .applied()
                .because("not_yet_worked"),
            language(MET, "9").applied(),
            NO_INVITATION,
        ],
        ledger: "not_yet_worked",
        ..SCENARIO
    },
    Scenario {
        id: "M-1064",
        name: ("Dlamini", "Nokuthula"),
        story: "Invited before NOC 2021 and applied after it: the edition of the invitation holds, with a remark.",
        profiles: &[Profile {
            invitation: "2022-10-05",
            application: "2022-11-28",
            ..PROFILE
        }],
        jobs: &[Job {
            from: "2021-09-06",
            to: "2022-10-10",
            ..PROGRAMMER
        }],
        permits: &[Permit {
            from: "2021-06-01",
            to: "2024-05-31",
            applied: "2021-03-01",
            decided: "2021-06-01",
            ..OPEN
        }],
        tests: &[Test {
            on: "2022-03-12",
            ..TEST
        }],
        expect: &[
            work(MET, "1688.57", "1688.57").invited(),
            language(MET, "9").invited(),
            work(MET, FULL, FULL).applied().advises("edition_straddle"),
            language(MET, "9").applied(),
            window(MET).applied(),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1065",
        name: ("Fernández-Roy", "Belén"),
        story: "The invitation of May 2026 ran out without an application: it is ignored.",
        profiles: &[Profile {
            invitation: "2026-05-01",
            ..PROFILE
        }],
        jobs: &[CONTRACT],
        expect: &[
            work(MET, FULL, FULL),
            language(MET, "9"),
            window(UNASSESSED).advises("invitation_lapsed"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1066",
        name: ("Clément", "Aurèle"),
        story: "The application came 81 days after the invitation, which was good for 60.",
        profiles: &[Profile {
            invitation: "2025-01-10",
            application: "2025-04-01",
            ..PROFILE
        }],
        jobs: &[EARLIER],
        tests: &[TEST_2024],
        outcome: "not_eligible",
        expect: &[
            work(MET, "1718.57", "1718.57").invited(),
            language(MET, "9").invited(),
            work(MET, "1718.57", "1718.57").applied(),
            language(MET, "9").applied(),
            window(NOT).applied().because("invitation_expired"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1067",
        name: ("Arslan", "Gökçe"),
        story: "Invited five weeks ago: judged on the day of the invitation and as if applying today.",
        profiles: &[Profile {
            invitation: "2026-10-15",
            ..PROFILE
        }],
        jobs: &[CONTRACT],
        expect: &[
            work(MET, FULL, FULL).invited(),
            language(MET, "9").invited(),
            work(MET, FULL, FULL),
            language(MET, "9"),
            window(MET),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1068",
        name: ("Johansen", "Sølvi"),
        story: "The invitation is dated after the application.",
        profiles: &[Profile {
            invitation: "2026-03-10",
            application: "2026-02-01",
            ..PROFILE
        }],
        jobs: &[CONTRACT],
        outcome: "needs_review",
        expect: &[
            work(MET, FULL, FULL).applied(),
            language(MET, "9").applied(),
            window(OPEN_QUESTION)
                .applied()
                .because("invitation_date_invalid"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1069",
        name: ("Mokoena", "Lerato"),
        story: "The invitation is dated after the day of the run.",
        profiles: &[Profile {
            invitation: "2027-01-05",
            ..PROFILE
        }],
        jobs: &[CONTRACT],
        outcome: "needs_review",
        expect: &[
            work(MET, FULL, FULL),
            language(MET, "9"),
            window(OPEN_QUESTION).because("invitation_date_invalid"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1070",
        name: ("Giroux", "Honoré"),
        story: "For the invitation stands a remark that is no date.",
        profiles: &[Profile {
            invitation: "vers Pâques 2026",
            application: "2026-06-15",
            ..PROFILE
        }],
        jobs: &[CONTRACT],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, "", "")
                .invited()
                .because("invitation_date_unknown")
                .assumes("*"),
            language(OPEN_QUESTION, "")
                .invited()
                .because("invitation_date_unknown"),
            work(OPEN_QUESTION, "", "")
                .applied()
                .because("invitation_date_unknown")
                .assumes("*"),
            language(OPEN_QUESTION, "")
                .applied()
                .because("invitation_date_unknown"),
            window(OPEN_QUESTION)
                .applied()
                .because("invitation_date_unknown"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1071",
        name: ("Ramanathan", "Meenakshi"),
        story: "For the application stands \"à vérifier\".",
        profiles: &[Profile {
            invitation: "2026-04-20",
            application: "à vérifier",
            ..PROFILE
        }],
        jobs: &[CONTRACT],
        outcome: "needs_review",
        expect: &[
            work(MET, FULL, FULL).invited(),
            language(MET, "9").invited(),
            work(OPEN_QUESTION, "", "")
                .applied()
                .because("application_date_unknown")
                .assumes("*"),
            language(OPEN_QUESTION, "")
                .applied()
                .because("application_date_unknown"),
            window(OPEN_QUESTION)
                .applied()
                .because("application_date_unknown"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1072",
        name: ("Leblanc-Osei", "Kwabena"),
        story: "An application of 2025 without an invitation date in the record. CELPIP.",
        profiles: &[Profile {
            application: "2025-05-20",
            ..PROFILE
        }],
        jobs: &[EARLIER],
        tests: &[Test {
            name: "CELPIP-General",
            scores: ["9", "8", "9", "10"],
            number: "CP-33801",
            ..TEST_2024
        }],
        expect: &[
            work(MET, "1718.57", "1718.57").applied(),
            language(MET, "8").applied(),
            NO_INVITATION,
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1073",
        name: ("Hussain", "Zubaida"),
        story: "An application of 2012: the program holds no edition of the law for that day, and does not guess.",
        profiles: &[Profile {
            application: "2012-11-05",
            ..PROFILE
        }],
        jobs: &[Job {
            version: "2011",
            from: "2011-05-02",
            to: "2012-10-31",
            ..PROGRAMMER
        }],
        permits: &[Permit {
            from: "2011-01-01",
            to: "2013-12-31",
            applied: "2010-10-01",
            decided: "2011-01-01",
            ..OPEN
        }],
        tests: &[Test {
            on: "2012-02-04",
            ..TEST
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, "", "")
                .applied()
                .because("no_edition_in_force")
                .assumes("*"),
            language(OPEN_QUESTION, "")
                .applied()
                .because("no_edition_in_force"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1074",
        name: ("Bélanger", "Gaétan"),
        story: "An application of June 2013, under the edition of 2013-01-02.",
        profiles: &[Profile {
            application: "2013-06-17",
            ..PROFILE
        }],
        jobs: &[Job {
            version: "2011",
            from: "2012-03-05",
            to: "2013-04-30",
            ..PROGRAMMER
        }],
        permits: &[Permit {
            from: "2012-01-01",
            to: "2014-12-31",
            applied: "2011-10-03",
            decided: "2012-01-01",
            ..OPEN
        }],
        tests: &[Test {
            on: "2013-01-19",
            ..TEST
        }],
        expect: &[
            work(MET, "1808.57", "1808.57").applied(),
            language(MET, "9").applied(),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1075",
        name: ("Santos", "Maricel"),
        story: "A cook who applied in February 2014: excluded by Ministerial Instructions MI-10.",
        profiles: &[Profile {
            application: "2014-02-10",
            ..PROFILE
        }],
        jobs: &[Job {
            employer: "Auberge du Lac Perdu",
            title: "Cook",
            noc: "6322",
            version: "2011",
            from: "2012-09-03",
            to: "2014-01-31",
            pay: "wages",
            ..CONTRACT
        }],
        permits: &[Permit {
            from: "2012-01-01",
            to: "2014-12-31",
            applied: "2011-10-03",
            decided: "2012-01-01",
            ..OPEN
        }],
        tests: &[Test {
            on: "2013-06-15",
            ..TEST
        }],
        outcome: "not_eligible",
        expect: &[
            work(NOT, NONE, NONE)
                .applied()
                .because("hours_below_requirement;occupation_not_eligible"),
            language(MET, "9").applied().advises("mixed_level_rule"),
        ],
        ledger: "occupation_not_eligible",
        ..SCENARIO
    },
    Scenario {
        id: "M-1076",
        name: ("Ivanova", "Desislava"),
        story: "An application of August 2014, under MI-12. CELPIP.",
        profiles: &[Profile {
            application: "2014-08-18",
            ..PROFILE
        }],
        jobs: &[Job {
            version: "2011",
            from: "2013-04-01",
            to: "2014-07-31",
            ..PROGRAMMER
        }],
        permits: &[Permit {
            from: "2013-01-01",
            to: "2015-12-31",
            applied: "2012-10-01",
            decided: "2013-01-01",
            ..OPEN
        }],
        tests: &[Test {
            name: "CELPIP-General",
            on: "2014-05-10",
            scores: ["8", "8", "7", "9"],
            number: "CP-10442",
            ..TEST
        }],
        expect: &[
            work(MET, "2087.14", "2087.14").applied(),
            language(MET, "7").applied(),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1077",
        name: ("Tupas", "Rodrigo"),
        story: "Under Express Entry cooks are eligible again: applied in March 2016 on an invitation of February; CLB 5 is enough for the lower band.",
        profiles: &[Profile {
            invitation: "2016-02-10",
            application: "2016-03-21",
            ..PROFILE
        }],
        jobs: &[Job {
            employer: "Auberge du Lac Perdu",
            title: "Cook",
            noc: "6322",
            version: "2011",
            from: "2014-06-02",
            to: "2015-12-31",
            pay: "wages",
            ..CONTRACT
        }],
        permits: &[Permit {
            from: "2014-01-01",
            to: "2016-12-31",
            applied: "2013-10-01",
            decided: "2014-01-01",
            ..OPEN
        }],
        tests: &[Test {
            on: "2015-03-14",
            scores: ["5", "4", "5", "5"],
            ..TEST
        }],
        expect: &[
            work(MET, "2477.14", "2477.14").invited(),
            language(MET, "5").invited(),
            work(MET, "2477.14", "2477.14").applied(),
            language(MET, "5").applied(),
            window(MET).applied(),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1078",
        name: ("Walsh", "Siobhán"),
        story: "Applied 77 days after an invitation of June 2017, when invitations were good for 90.",
        profiles: &[Profile {
            invitation: "2017-06-20",
            application: "2017-09-05",
            ..PROFILE
        }],
        jobs: &[Job {
            from: "2016-01-11",
            to: "2017-05-31",
            ..PROGRAMMER
        }],
        permits: &[Permit {
            from: "2015-06-01",
            to: "2018-05-31",
            applied: "2015-03-02",
            decided: "2015-06-01",
            ..OPEN
        }],
        tests: &[Test {
            on: "2016-10-15",
            ..TEST
        }],
        expect: &[
            work(MET, "2172.85", "2172.85").invited(),
            language(MET, "9").invited(),
            work(MET, "2172.85", "2172.85").applied(),
            language(MET, "9").applied(),
            window(MET).applied(),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1079",
        name: ("Duarte", "Vitória"),
        story: "An application of February 2020, under the edition of 2018-06-26.",
        profiles: &[Profile {
            invitation: "2019-12-20",
            application: "2020-02-03",
            ..PROFILE
        }],
        jobs: &[Job {
            from: "2018-05-07",
            to: "2019-11-30",
            ..PROGRAMMER
        }],
        permits: &[Permit {
            from: "2018-01-01",
            to: "2020-12-31",
            applied: "2017-10-02",
            decided: "2018-01-01",
            ..OPEN
        }],
        tests: &[Test {
            on: "2019-02-16",
            ..TEST
        }],
        expect: &[
            work(MET, "2455.71", "2455.71").invited(),
            language(MET, "9").invited(),
            work(MET, "2455.71", "2455.71").applied(),
            language(MET, "9").applied(),
            window(MET).applied(),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1080",
        name: ("Eriksen", "Dr. Tuva"),
        story: "A self-employed physician who applied without a recorded invitation date: whether the public policy applies is open.",
        profiles: &[Profile {
            application: "2025-12-01",
            ..PROFILE
        }],
        jobs: &[Job {
            employer: "Clinique Baie-Verte",
            title: "Family physician",
            noc: "31102",
            hours: "40",
            kind: "self_employed_physician_public",
            ..CONTRACT
        }],
        outcome: "needs_review",
        expect: &[
            work(OPEN_QUESTION, NONE, FULL)
                .applied()
                .because("physician_public_policy"),
            language(MET, "9").applied(),
            NO_INVITATION,
        ],
        ledger: "physician_public_policy",
        ..SCENARIO
    },
];
