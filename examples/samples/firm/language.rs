//! Language: tests that are missing, too old, too low, of another kind or scale.

use super::CONTRACT;
use crate::expect::{MET, NOT, OPEN_QUESTION, language, window, work};
use crate::model::{Job, OPEN, PROFILE, Permit, Profile, SCENARIO, Scenario, TEST, Test};

const FULL: &str = "1714.28";

/// TEF Canada at NCLC 9.
const TEF: Test = Test {
    name: "TEF Canada",
    on: "2025-02-10",
    scores: ["300", "250", "371", "393"],
    scale: "",
    number: "TEF-20940",
};

pub const CLIENTS: &[Scenario] = &[
    Scenario {
        id: "M-1081",
        name: ("Vaillancourt", "Étienne"),
        story: "No language test.",
        jobs: &[CONTRACT],
        tests: &[],
        outcome: "not_eligible",
        expect: &[
            work(MET, FULL, FULL),
            language(NOT, "").because("no_valid_test"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1082",
        name: ("Adekunle", "Bíọ́dún"),
        story: "The test is 24 months old to the day: no longer valid.",
        jobs: &[CONTRACT],
        tests: &[Test {
            on: "2024-11-22",
            ..TEST
        }],
        outcome: "not_eligible",
        expect: &[
            work(MET, FULL, FULL),
            language(NOT, "").because("no_valid_test"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1083",
        name: ("Mäkinen", "Päivi"),
        story: "A test one day younger is valid today for the last time.",
        jobs: &[CONTRACT],
        tests: &[Test {
            on: "2024-11-23",
            ..TEST
        }],
        expect: &[
            work(MET, FULL, FULL),
            language(MET, "9").advises("language_expires_within_90_days"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1084",
        name: ("Quintero", "Matías"),
        story: "CLB 6 for a developer, who needs 7.",
        jobs: &[CONTRACT],
        tests: &[Test {
            scores: ["5.5", "5", "5.5", "5.5"],
            ..TEST
        }],
        outcome: "not_eligible",
        expect: &[
            work(MET, FULL, FULL),
            language(NOT, "6").because("level_below_threshold"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1085",
        name: ("Begum", "Shirin"),
        story: "CLB 5 for a cook, who needs 5.",
        jobs: &[Job {
            employer: "Auberge du Lac Perdu",
            title: "Cook",
            noc: "63200",
            pay: "wages",
            ..CONTRACT
        }],
        tests: &[Test {
            scores: ["5", "4", "5", "5"],
            ..TEST
        }],
        expect: &[work(MET, FULL, FULL), language(MET, "5")],
        ..SCENARIO
    },
    Scenario {
        id: "M-1086",
        name: ("Larocque", "Sébastien"),
        story: "IELTS Academic is not a designated test.",
        jobs: &[CONTRACT],
        tests: &[Test {
            name: "IELTS Academic",
            ..TEST
        }],
        outcome: "not_eligible",
        expect: &[
            work(MET, FULL, FULL),
            language(NOT, "").because("no_valid_test;test_not_designated"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1087",
        name: ("Tanaka", "Hinako"),
        story: "\"IELTS\" does not say which IELTS.",
        jobs: &[CONTRACT],
        tests: &[Test {
            name: "IELTS",
            ..TEST
        }],
        outcome: "needs_review",
        expect: &[
            work(MET, FULL, FULL),
            language(OPEN_QUESTION, "").because("test_type_unknown"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1088",
        name: ("N'Diaye", "Ousmane"),
        story: "A TCF Canada of June 2018, before the first conversion chart that the program holds.",
        profiles: &[Profile {
            invitation: "2019-04-10",
            application: "2019-05-06",
            ..PROFILE
        }],
        jobs: &[Job {
            title: "Computer programmer",
            noc: "2174",
            version: "2016",
            from: "2017-10-02",
            to: "2019-03-31",
            ..CONTRACT
        }],
        permits: &[Permit {
            from: "2017-06-01",
            to: "2020-05-31",
            applied: "2017-03-01",
            decided: "2017-06-01",
            ..OPEN
        }],
        tests: &[Test {
            name: "TCF Canada",
            on: "2018-06-11",
            scores: ["520", "510", "14", "14"],
            scale: "",
            number: "TCF-7741",
        }],
        outcome: "needs_review",
        expect: &[
            work(MET, "2340.00", "2340.00").invited(),
            language(OPEN_QUESTION, "")
                .invited()
                .because("no_chart_for_date"),
            work(MET, "2340.00", "2340.00").applied(),
            language(OPEN_QUESTION, "")
                .applied()
                .because("no_chart_for_date"),
            window(MET).applied(),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1089",
        name: ("Moreau", "Clémence"),
        story: "TEF scores on the scale of 699, which Express Entry does not use.",
        jobs: &[CONTRACT],
        tests: &[Test {
            scores: ["480", "490", "500", "510"],
            scale: "699",
            ..TEF
        }],
        outcome: "needs_review",
        expect: &[
            work(MET, FULL, FULL),
            language(OPEN_QUESTION, "").because("tef_score_scale"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1090",
        name: ("Keïta", "Djénéba"),
        story: "A TEF Canada of February 2024: the reissued scores must be used.",
        profiles: &[Profile {
            invitation: "2025-02-20",
            application: "2025-03-10",
            ..PROFILE
        }],
        jobs: &[Job {
            from: "2023-11-27",
            to: "2024-12-31",
            ..CONTRACT
        }],
        tests: &[Test {
            on: "2024-02-15",
            ..TEF
        }],
        expect: &[
            work(MET, "1718.57", "1718.57").invited(),
            language(MET, "9").invited().advises("tef_reissued_scores"),
            work(MET, "1718.57", "1718.57").applied(),
            language(MET, "9").applied().advises("tef_reissued_scores"),
            window(MET).applied(),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1091",
        name: ("Wójcik", "Grzegorz"),
        story: "Two tests, each weak in one ability: they are never combined.",
        jobs: &[CONTRACT],
        tests: &[
            Test {
                on: "2025-03-01",
                scores: ["8", "7", "5", "7"],
                ..TEST
            },
            Test {
                on: "2025-09-06",
                scores: ["5", "7", "7", "7"],
                number: "IG-551890",
                ..TEST
            },
        ],
        outcome: "not_eligible",
        expect: &[
            work(MET, FULL, FULL),
            language(NOT, "5").because("level_below_threshold"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1092",
        name: ("Singh-Gauthier", "Manpreet"),
        story: "Levels in place of the scores.",
        jobs: &[CONTRACT],
        tests: &[Test {
            scores: ["CLB 9", "CLB 9", "CLB 8", "CLB 9"],
            ..TEST
        }],
        expect: &[
            work(MET, FULL, FULL),
            language(MET, "8").assumes("level_as_stated"),
        ],
        ..SCENARIO
    },
    Scenario {
        id: "M-1093",
        name: ("Alvarado", "Xóchitl"),
        story: "PTE Core, exactly at the threshold in every ability.",
        jobs: &[CONTRACT],
        tests: &[Test {
            name: "PTE Core",
            scores: ["60", "60", "69", "68"],
            number: "PTE-118822",
            ..TEST
        }],
        expect: &[work(MET, FULL, FULL), language(MET, "7")],
        ..SCENARIO
    },
];
