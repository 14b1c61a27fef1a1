//! Random applicants, by seed: a realistic core, near the boundaries, then disturbed.

use crate::naive::law::{self, System, chart, edition_on};
use crate::naive::values::{Day, add_months, day, show};
use crate::tables::{Row, TABLES, Tables, row};
use std::env;

/// A small generator of random numbers (splitmix64): the same seed gives the same applicants for ever.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = u64::try_from(i64::from(high) - i64::from(low) + 1).expect("low <= high");
        let step = i64::try_from(self.next() % width).expect("a small number");
        i32::try_from(i64::from(low) + step).expect("between the two")
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: i32) -> bool {
        self.between(1, 100) <= percent
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let place = self.between(0, i32::try_from(from.len()).expect("a short list") - 1);
        &from[usize::try_from(place).expect("a place")]
    }

    /// One of several, each as often as its weight says.
    pub fn weighted<T: Copy>(&mut self, from: &[(i32, T)]) -> T {
        let all = from.iter().map(|(weight, _)| weight).sum();
        let mut left = self.between(1, all);
        for (weight, one) in from {
            left -= weight;
            if left <= 0 {
                return *one;
            }
        }
        unreachable!("the weights add up")
    }
}

/// One applicant's input and the day of the run.
#[derive(Clone, Debug)]
pub struct Case {
    pub seed: u64,
    pub applicant: String,
    pub as_of: String,
    pub tables: Tables,
}

/// The seed and the number of cases: from the environment, or the defaults.
pub fn settings(default_cases: u64) -> (u64, u64) {
    let from = |name: &str, default: u64| {
        env::var(name).map_or(default, |text| text.parse().expect("a number"))
    };
    (
        from("LANDED_SEED", 20_261_122),
        from("LANDED_CASES", default_cases),
    )
}

/// The cases of a run: case `n` depends on the seed and on `n` alone.
pub fn cases(seed: u64, count: u64) -> impl Iterator<Item = Case> {
    (0..count).map(move |number| case(seed.wrapping_add(number.wrapping_mul(0x1_0000_0001))))
}

const EMPLOYERS: [&[&str]; 6] = [
    // Within a list: variants of one name, some the same by the law's rule, some similar.
    &[
        "Maple Software Inc.",
        "Maple Software Ltd.",
        "MAPLE SOFTWARE",
        "Maple Software Solutions Inc.",
        "Mapel Software",
    ],
    &[
        "Boulangerie Québec Ltée",
        "Boulangerie Quebec",
        "Boulangerie du Québec",
    ],
    &[
        "Northern Clinic",
        "Northern Clinics Corp",
        "The Northern Clinic",
    ],
    &["Acme Widgets Company", "Acme-Widgets", "Acme"],
    &["Zenith Foods", "Zenith Food Ltd"],
    &[
        "Kowalski & Sons Construction",
        "Kowalski Sons Construction Co",
    ],
];

const OPEN: [&str; 5] = [
    "pgwp",
    "open_work_permit",
    "spousal_open_work_permit",
    "bridging_open_work_permit",
    "working_holiday",
];
const CLOSED: [&str; 3] = [
    "employer_specific_work_permit",
    "lmia_work_permit",
    "young_professionals",
];

const CODES_2021: [&str; 20] = [
    "21232", "21231", "22222", "12200", "62020", "63200", "00012", "10022", "31100", "31101",
    "31102", "13201", "22311", "33100", "73300", "65201", "75110", "13110", "32109", "64100",
];
const GOOD_2021: [&str; 8] = [
    "21232", "21231", "22222", "12200", "62020", "63200", "10022", "00012",
];
const CODES_2016: [&str; 20] = [
    "2174", "2173", "0112", "1111", "1241", "1311", "6322", "6311", "3111", "3112", "1215", "1123",
    "1227", "6221", "4413", "0013", "6711", "2263", "6733", "5243",
];
const GOOD_2016: [&str; 6] = ["2174", "2173", "1111", "0013", "2283", "1311"];

struct Maker<'a> {
    dice: &'a mut Dice,
    tables: Tables,
    as_of: Day,
    /// The day about which the story is told: the application, or the day of the run.
    about: Day,
    system: System,
    applicant: String,
    /// Of a hundred cells, so many are disturbed.
    mess: i32,
    /// An orderly file: nothing odd but what the story brings with it.
    orderly: bool,
}

/// The case of one seed.
pub fn case(seed: u64) -> Case {
    let mut dice = Dice::new(seed);
    let as_of = if dice.chance(70) {
        dice.between(day("2024-01-01"), day("2026-12-31"))
    } else {
        dice.between(day("2012-06-01"), day("2027-12-31"))
    };
    let orderly = dice.chance(45);
    let mess = if orderly {
        dice.weighted(&[(8, 0), (2, 2)])
    } else {
        dice.weighted(&[(40, 0), (25, 2), (20, 6), (15, 15)])
    };
    let applicant = format!("A{}", seed % 9973);
    let mut maker = Maker {
        dice: &mut dice,
        tables: Tables::empty(),
        as_of,
        about: as_of,
        system: System::FiveDigits,
        applicant: applicant.clone(),
        mess,
        orderly,
    };
    maker.person();
    maker.story();
    maker.language();
    maker.extras();
    maker.disturb();
    let tables = maker.tables;
    Case {
        seed,
        applicant,
        as_of: show(as_of),
        tables,
    }
}

impl Maker<'_> {
    fn push(&mut self, table: &str, pairs: &[(&'static str, &str)]) {
        let mut all = vec![("applicant_id", self.applicant.as_str())];
        all.extend_from_slice(pairs);
        let row = row(&all);
        self.tables
            .table_mut(table)
            .get_or_insert_default()
            .push(row);
    }

    /// The applicants row, and with it the day about which the story is told.
    fn person(&mut self) {
        let as_of = self.as_of;
        let orderly = self.orderly;
        let dice = &mut *self.dice;
        let (invited, applied) = match dice.between(1, if orderly { 14 } else { 21 }) {
            1..=7 => (None, None),
            20 => {
                // About a change of the law.
                let from = day(dice.pick(&law::EDITIONS[3..]).from).min(as_of);
                let applied = (from + dice.between(0, 50)).min(as_of);
                (Some(from - dice.between(-2, 20)), Some(applied))
            }
            8..=10 => (None, Some(as_of - dice.between(0, 200))),
            11..=14 => {
                let applied = as_of - dice.between(0, 120);
                (Some(applied - dice.between(0, 59)), Some(applied))
            }
            15 => {
                // About the last good day.
                let applied = as_of - dice.between(0, 30);
                let days = *dice.pick(&[59, 60, 61, 89, 90, 91]);
                (Some(applied - days), Some(applied))
            }
            16 | 17 => {
                let days = *dice.pick(&[0, 10, 30, 59, 60, 61, 89, 90, 91, 200]);
                (Some(as_of - days), None)
            }
            18 => (Some(as_of + dice.between(0, 40)), None),
            19 => {
                // The invitation comes after the application, or the application after the run.
                if dice.chance(50) {
                    let applied = as_of - dice.between(10, 100);
                    (Some(applied + dice.between(0, 9)), Some(applied))
                } else {
                    (Some(as_of - 20), Some(as_of + dice.between(0, 40)))
                }
            }
            _ => {
                let applied = *dice.pick(&[
                    day("2014-12-31"),
                    day("2015-01-02"),
                    day("2015-02-10"),
                    day("2016-12-01"),
                    day("2022-11-20"),
                    day("2023-05-10"),
                ]);
                let applied = applied.min(as_of);
                let invited = dice.chance(70).then(|| applied - dice.between(0, 40));
                (invited, Some(applied))
            }
        };
        self.about = applied
            .or(invited.filter(|date| *date <= as_of))
            .unwrap_or(as_of);
        let law_of = invited.unwrap_or(self.about);
        self.system = edition_on(law_of).map_or(System::FourDigits, |edition| edition.system);
        let text = |date: Option<Day>| date.map_or(String::new(), show);
        let (invited, applied) = (text(invited), text(applied));
        let dice = &mut *self.dice;
        let (province, duties, inadmissible) = if orderly {
            ("ON", *dice.pick(&["yes", ""]), *dice.pick(&["", "no"]))
        } else {
            let province =
                dice.weighted(&[(80, "ON"), (6, "BC"), (5, "QC"), (5, ""), (4, "California")]);
            let duties = dice.weighted(&[(50, "yes"), (40, ""), (6, "no"), (4, "maybe")]);
            let inadmissible = dice.weighted(&[(75, ""), (17, "no"), (5, "yes"), (3, "perhaps")]);
            (province, duties, inadmissible)
        };
        let pairs = [
            ("family_name", "Tremblay"),
            ("given_name", "Sam"),
            ("invitation_date", invited.as_str()),
            ("application_date", applied.as_str()),
            ("intended_province", province),
            ("duties_confirmed", duties),
            ("inadmissible", inadmissible),
        ];
        if self.dice.chance(97) {
            self.push("applicants", &pairs);
        }
        if !self.orderly && self.dice.chance(12) {
            // A second row: a repetition, a row with fewer cells, or one that contradicts.
            let other = show(self.about - self.dice.between(0, 3));
            let again = match self.dice.between(1, 6) {
                1 => pairs.to_vec(),
                2 => vec![("family_name", "Tremblay"), ("intended_province", province)],
                3 => vec![("intended_province", "MB")],
                4 => vec![("duties_confirmed", "yes"), ("inadmissible", "no")],
                5 => vec![("application_date", other.as_str())],
                _ => vec![("invitation_date", other.as_str())],
            };
            self.push("applicants", &again);
        }
    }

    fn occupation(&mut self) -> (&'static str, &'static str) {
        let system = if self.dice.chance(if self.orderly { 92 } else { 80 }) {
            self.system
        } else {
            *self.dice.pick(&[System::FiveDigits, System::FourDigits])
        };
        let plain = self.dice.chance(if self.orderly { 97 } else { 75 });
        let code = match (system, plain) {
            (System::FiveDigits, true) => *self.dice.pick(&GOOD_2021),
            (System::FiveDigits, false) => *self.dice.pick(&CODES_2021),
            (System::FourDigits, true) => *self.dice.pick(&GOOD_2016),
            (System::FourDigits, false) => *self.dice.pick(&CODES_2016),
        };
        if !self.orderly && self.dice.chance(6) {
            return *self.dice.pick(&[
                ("", ""),
                ("99999", "2021"),
                ("12", "2021"),
                ("12", ""),
                ("13", "2016"),
                ("2174", "2021"),
                ("21232", "2016"),
                ("21232", "next"),
                ("developer", ""),
            ]);
        }
        let version = match (system, self.dice.between(1, 4)) {
            (_, 1) => "",
            (System::FiveDigits, _) => "2021",
            (System::FourDigits, 2) => "2011",
            (System::FourDigits, _) => "2016",
        };
        (code, version)
    }

    fn employer(&mut self) -> &'static str {
        self.dice.pick(&EMPLOYERS)[0]
    }

    /// The name as another table writes it: mostly the same, sometimes similar.
    fn variant(&mut self, employer: &str) -> String {
        if self.dice.chance(70) {
            return employer.to_owned();
        }
        let list = EMPLOYERS
            .iter()
            .find(|list| list.contains(&employer))
            .expect("a known employer");
        (*self.dice.pick(list)).to_owned()
    }

    /// A job from a first day to a last, or ongoing.
    fn job(&mut self, employer: &str, start: Day, end: Option<Day>, hours: &str) {
        let (code, version) = self.occupation();
        let end_text = match end {
            Some(end) => show(end),
            None if self.dice.chance(50) => "present".to_owned(),
            None => String::new(),
        };
        let orderly = self.orderly;
        let dice = &mut *self.dice;
        let (pay, kind, (province, country)) = if orderly {
            (
                *dice.pick(&["wages", "salary", "commission", "yes"]),
                "employee",
                *dice.pick(&[
                    ("ON", "Canada"),
                    ("BC", ""),
                    ("QC", "Canada"),
                    ("", "Canada"),
                ]),
            )
        } else {
            let pay = dice.weighted(&[
                (55, "wages"),
                (18, "salary"),
                (8, "yes"),
                (5, "commission"),
                (4, ""),
                (3, "unpaid"),
                (2, "no"),
                (2, "volunteer"),
                (1, "beads"),
            ]);
            let kind = dice.weighted(&[
                (84, "employee"),
                (3, "intern"),
                (3, "self_employed"),
                (2, "self_employed_physician_public"),
                (2, "co_op"),
                (2, "volunteer"),
                (3, ""),
                (1, "boss"),
            ]);
            let (province, country) = dice.weighted(&[
                (55, ("ON", "Canada")),
                (18, ("BC", "")),
                (10, ("QC", "Canada")),
                (6, ("", "Canada")),
                (3, ("", "")),
                (3, ("", "India")),
                (2, ("ON", "France")),
                (1, ("California", "")),
                (1, ("California", "United States")),
            ]);
            (pay, kind, (province, country))
        };
        let total = match (
            end,
            dice.between(if orderly { 8 } else { 1 }, if orderly { 180 } else { 100 }),
        ) {
            (Some(end), 1..=10) => {
                // Total hours that agree, nearly agree, contradict, or stand alone.
                let days = end - start + 1;
                let weekly = dice.weighted(&[(3, 30), (1, 20), (1, 36)]);
                format!("{}", (days * weekly) / 7)
            }
            (_, 11 | 12) => "1560".to_owned(),
            _ => String::new(),
        };
        let hours = if !total.is_empty() && dice.chance(50) {
            ""
        } else {
            hours
        };
        let start = show(start);
        self.push(
            "employment",
            &[
                ("employer", employer),
                ("job_title", "Worker"),
                ("noc_code", code),
                ("noc_version", version),
                ("start_date", &start),
                ("end_date", &end_text),
                ("hours_per_week", hours),
                ("total_hours", &total),
                ("pay", pay),
                ("employment_type", kind),
                ("province", province),
                ("country", country),
            ],
        );
    }

    fn physician(&mut self, start: Day, end: Day) {
        let kind = *self
            .dice
            .pick(&["self_employed_physician_public", "self_employed"]);
        let (code, version) = *self.dice.pick(&[
            ("31100", "2021"),
            ("31102", ""),
            ("3111", "2016"),
            ("3112", "2011"),
            ("", ""),
            ("21232", "2021"),
        ]);
        let (start, end) = (show(start), show(end));
        self.push(
            "employment",
            &[
                ("employer", "Northern Clinic"),
                ("noc_code", code),
                ("noc_version", version),
                ("start_date", &start),
                ("end_date", &end),
                ("hours_per_week", "40"),
                ("pay", "yes"),
                ("employment_type", kind),
                ("province", "ON"),
            ],
        );
    }

    /// Weekly hours, and the days that make about 1,560 hours with them.
    fn hours(&mut self) -> (&'static str, i32) {
        if self.orderly && self.dice.chance(70) {
            return *self
                .dice
                .pick(&[("30", 364), ("40", 364), ("37.5", 364), ("20", 546)]);
        }
        self.dice.weighted(&[
            (40, ("30", 364)),
            (15, ("40", 364)),
            (10, ("37.5", 364)),
            (8, ("15", 728)),
            (6, ("20", 546)),
            (5, ("35-40", 364)),
            (4, ("25-35", 400)),
            (3, ("30+", 364)),
            (2, ("20+", 500)),
            (2, ("29.99", 365)),
            (1, ("", 364)),
            (1, ("many", 364)),
            (1, ("200", 364)),
            (1, ("0", 364)),
        ])
    }

    /// Jobs that together make about a year, the last one ending about the day of the story. Gives their first day.
    fn jobs(&mut self, employer: &str) -> Day {
        let (hours, days) = self.hours();
        let slack = if self.orderly {
            self.dice.weighted(&[(10, 0), (30, 40), (30, 200), (2, -1)])
        } else {
            self.dice.weighted(&[
                (30, 0),
                (10, 1),
                (10, -1),
                (25, 40),
                (15, 200),
                (5, -30),
                (5, -180),
            ])
        };
        let days = (days + slack).max(1);
        let last = self.about
            - 1
            - self
                .dice
                .weighted(&[(60, 0), (15, 30), (15, 200), (10, 365)]);
        let last = if self.dice.chance(15) {
            // About the beginning of the window.
            (law::window(self.about).lo + days - 1 + self.dice.between(-3, 100)).min(last)
        } else {
            last
        };
        let first = last - days + 1;

        match self.dice.between(1, 10) {
            1..=6 => {
                let ongoing = last == self.about - 1 && self.dice.chance(60);
                self.job(employer, first, (!ongoing).then_some(last), hours);
            }
            7 | 8 => {
                // One after the other, with or without a gap, at one employer or two.
                let middle = first + days / 2;
                let gap = self.dice.weighted(&[(3, 0), (1, 7), (1, -20)]);
                let second = if self.dice.chance(40) {
                    self.variant(employer)
                } else {
                    self.employer().to_owned()
                };
                self.job(employer, first, Some(middle), hours);
                self.job(
                    &second,
                    middle + 1 + gap,
                    Some(last.max(middle + 1 + gap)),
                    hours,
                );
            }
            9 => {
                // Side by side.
                let second = self.employer();
                let (more, _) = self.hours();
                self.job(employer, first, Some(last), "20");
                let from = first - self.dice.between(-30, 30);
                self.job(second, from, Some(last), more);
                if self.dice.chance(30) {
                    let third = self.employer();
                    self.job(third, first + 60, None, "10");
                }
            }
            _ => {
                if self.dice.chance(60) {
                    self.physician(first, last);
                } else {
                    self.job(employer, first, Some(last), hours);
                    // The same stretch again, under another spelling.
                    let again = self.variant(employer);
                    let from = first + self.dice.between(-20, 20);
                    self.job(&again, from, Some(last), hours);
                }
            }
        }
        first
    }

    #[expect(clippy::too_many_arguments, reason = "the columns of a permit")]
    fn permit(
        &mut self,
        kind: &str,
        employer: &str,
        from: Option<Day>,
        to: Option<Day>,
        applied: Option<Day>,
        decided: Option<Day>,
        decision: &str,
    ) {
        let text = |date: Option<Day>| date.map_or(String::new(), show);
        let (from, to, applied, decided) = (text(from), text(to), text(applied), text(decided));
        self.push(
            "permits",
            &[
                ("permit_type", kind),
                ("employer", employer),
                ("valid_from", &from),
                ("valid_to", &to),
                ("applied_on", &applied),
                ("decided_on", &decided),
                ("decision", decision),
            ],
        );
    }

    /// An application for a permit that comes after `end`: in time or not, with any fate.
    fn application(&mut self, kind: &str, employer: &str, end: Day) {
        let applied = end
            + self.dice.weighted(&[
                (6, -40),
                (2, 0),
                (2, 1),
                (1, -1),
                (1, 30),
                (1, -300),
                (1, -900),
            ]);
        let applied = if self.dice.chance(12) {
            None
        } else {
            Some(applied)
        };
        let decided = end + self.dice.between(-20, 160);
        match self.dice.between(1, 10) {
            1..=5 => {
                let from = if self.dice.chance(30) {
                    end + 1
                } else {
                    decided.max(end - 10)
                };
                let to = self.dice.chance(95).then_some(from + 800);
                let decided = self.dice.chance(40).then_some(decided);
                let decision = if self.dice.chance(50) { "approved" } else { "" };
                self.permit(kind, employer, Some(from), to, applied, decided, decision);
            }
            6 => self.permit(
                kind,
                employer,
                None,
                None,
                applied,
                Some(decided),
                "refused",
            ),
            7 => self.permit(
                kind,
                employer,
                None,
                None,
                applied,
                Some(decided),
                "withdrawn",
            ),
            8 => {
                let decision = *self.dice.pick(&["refused", "withdrawn"]);
                self.permit(kind, employer, None, None, applied, None, decision);
            }
            _ => {
                let decision = if self.dice.chance(50) { "pending" } else { "" };
                self.permit(kind, employer, None, None, applied, None, decision);
                if self.dice.chance(30) {
                    let second = applied.map(|applied| applied + 15);
                    self.permit(kind, employer, None, None, second, None, "pending");
                }
            }
        }
    }

    fn study(&mut self, full_time: &str, start: Day, completed: Option<Day>) {
        let (start, completed) = (show(start), completed.map_or(String::new(), show));
        self.push(
            "studies",
            &[
                ("institution", "Seneca"),
                ("full_time", full_time),
                ("start_date", &start),
                ("completed_on", &completed),
            ],
        );
    }

    /// Employment, permits and studies that belong together.
    fn story(&mut self) {
        let employer = self.employer();
        let first = self.jobs(employer);
        let named = self.variant(employer);
        let any_open = *self.dice.pick(&OPEN);
        let any_closed = *self.dice.pick(&CLOSED);
        let end = self.about + 200;
        let story = if self.orderly && self.dice.chance(50) {
            self.dice.between(1, 7)
        } else {
            self.dice.between(1, 24)
        };
        match story {
            1..=5 => {
                // An open permit for all of it.
                let to = self.dice.chance(95).then_some(end);
                let from = first - self.dice.between(0, 300);
                self.permit(any_open, "", Some(from), to, None, None, "");
            }
            6 | 7 => {
                let to = self.dice.chance(95).then_some(end);
                let named = if self.dice.chance(8) {
                    String::new()
                } else {
                    named
                };
                self.permit(
                    any_closed,
                    &named,
                    Some(first - 10),
                    to,
                    None,
                    None,
                    "approved",
                );
            }
            8..=11 => {
                // A permit that ends on the way, and what was applied for.
                let ends = first + self.dice.between(30, 330);
                let (kind, name) = if self.dice.chance(50) {
                    (any_open, String::new())
                } else {
                    (any_closed, named.clone())
                };
                if self.dice.chance(30) {
                    // The base is itself two adjacent permits.
                    let middle = first + 15;
                    self.permit(kind, &name, Some(first - 50), Some(middle), None, None, "");
                    self.permit(kind, &name, Some(middle + 1), Some(ends), None, None, "");
                } else {
                    self.permit(kind, &name, Some(first - 50), Some(ends), None, None, "");
                }
                let next = if self.dice.chance(70) { kind } else { any_open };
                let next_name = if next == kind { name } else { String::new() };
                self.application(next, &next_name, ends);
            }
            12..=15 => self.graduate(first, any_open, end),
            16 => {
                // A refugee claimant, with or without another document.
                self.permit(
                    "refugee_claimant_work_permit",
                    "",
                    Some(first - 10),
                    Some(end),
                    None,
                    None,
                    "",
                );
                if self.dice.chance(60) {
                    let kind = *self.dice.pick(&[
                        "visitor_record",
                        "temporary_resident_permit",
                        "study_permit",
                        "pgwp",
                    ]);
                    let from = first + self.dice.between(-100, 200);
                    let to = self.dice.chance(70).then_some(end);
                    self.permit(kind, "", Some(from), to, None, None, "");
                }
            }
            17 => {
                // Exempt work.
                let named = if self.dice.chance(60) {
                    named
                } else {
                    String::new()
                };
                self.permit(
                    "permit_exempt_work",
                    &named,
                    Some(first - 10),
                    Some(end),
                    None,
                    None,
                    "",
                );
                if self.dice.chance(50) {
                    self.permit(
                        "visitor_record",
                        "",
                        Some(first - 10),
                        Some(end),
                        None,
                        None,
                        "",
                    );
                }
            }
            18 => {
                // A change of employer under the interim policy.
                let change = first + self.dice.between(20, 200);
                self.permit(
                    any_closed,
                    "Zenith Foods",
                    Some(first - 200),
                    Some(end),
                    None,
                    None,
                    "",
                );
                let email = self
                    .dice
                    .chance(85)
                    .then_some(first - self.dice.between(0, 20));
                let decided = self.dice.chance(60).then_some(change + 100);
                let to = self.dice.chance(20).then_some(change + 60);
                let decision = *self.dice.pick(&["", "pending", "approved"]);
                self.permit(
                    "interim_authorization",
                    &named,
                    email,
                    to,
                    Some(first - 30),
                    decided,
                    decision,
                );
                if self.dice.chance(60) {
                    self.permit(
                        any_closed,
                        &named,
                        Some(change + 100),
                        Some(end),
                        None,
                        None,
                        "",
                    );
                }
            }
            19 => {
                // A student at work.
                let kind = *self.dice.pick(&["study_permit", "co_op_work_permit"]);
                self.permit(kind, "", Some(first - 100), Some(end), None, None, "");
                if self.dice.chance(50) {
                    self.study("yes", first - 90, None);
                }
            }
            20 => {
                // Permits at random.
                for _ in 0..self.dice.between(0, 5) {
                    let kind = *self.dice.pick(&[
                        "pgwp",
                        "working_holiday",
                        "lmia_work_permit",
                        "young_professionals",
                        "interim_authorization",
                        "co_op_work_permit",
                        "study_permit",
                        "refugee_claimant_work_permit",
                        "visitor_record",
                        "temporary_resident_permit",
                        "permit_exempt_work",
                    ]);
                    let name = if self.dice.chance(50) {
                        named.clone()
                    } else {
                        String::new()
                    };
                    let from = first + self.dice.between(-200, 300);
                    let to = from + self.dice.between(0, 500);
                    let maybe = |dice: &mut Dice, day: Day| dice.chance(60).then_some(day);
                    let applied = maybe(self.dice, from - 60);
                    let decided = maybe(self.dice, from - 5);
                    let from = maybe(self.dice, from);
                    let to = maybe(self.dice, to);
                    let decision = *self.dice.pick(&[
                        "",
                        "approved",
                        "refused",
                        "withdrawn",
                        "pending",
                        "pending",
                        "unsure",
                    ]);
                    self.permit(kind, &name, from, to, applied, decided, decision);
                }
            }
            21 => {
                // Two classes side by side, or in a row.
                let ends = first + self.dice.between(30, 330);
                self.permit(
                    any_closed,
                    &named,
                    Some(first - 10),
                    Some(ends),
                    None,
                    None,
                    "",
                );
                let from = ends + 1 + self.dice.weighted(&[(2, 0), (1, 30), (1, -30)]);
                let applied = self.dice.chance(60).then_some(ends - 20);
                self.permit(
                    any_open,
                    "",
                    Some(from),
                    Some(end),
                    applied,
                    None,
                    "approved",
                );
            }
            22 => {
                // A gap before a permit of which the application is not dated.
                let ends = first + self.dice.between(30, 330);
                let name = if self.dice.chance(50) {
                    named
                } else {
                    String::new()
                };
                let kind = if name.is_empty() {
                    any_open
                } else {
                    any_closed
                };
                self.permit(kind, &name, Some(first - 10), Some(ends), None, None, "");
                let from = ends + self.dice.between(2, 90);
                self.permit(kind, &name, Some(from), Some(end), None, None, "");
            }
            _ => {
                // Part-time or full-time studies beside the work.
                self.permit(any_open, "", Some(first - 10), Some(end), None, None, "");
                let full_time = *self.dice.pick(&["no", "no", "yes", ""]);
                let start = first + self.dice.between(-100, 200);
                let completed = self
                    .dice
                    .chance(80)
                    .then_some(start + self.dice.between(10, 200));
                self.study(full_time, start, completed);
            }
        }
    }

    /// Studies, then work on the application or on the permit that follows.
    fn graduate(&mut self, first: Day, work_permit: &str, end: Day) {
        let completed = first - self.dice.between(-60, 60);
        let full_time = self.dice.weighted(&[(90, "yes"), (6, ""), (4, "no")]);
        let begun = completed - 500;
        self.study(full_time, begun, Some(completed));
        let expires = completed + *self.dice.pick(&[20, 60, 89, 90, 91, 200]);
        let expires = self.dice.chance(94).then_some(expires);
        if self.dice.chance(25) {
            // The study permit in two adjacent parts.
            let middle = completed - 200;
            self.permit(
                "study_permit",
                "",
                Some(begun - 10),
                Some(middle),
                None,
                None,
                "",
            );
            self.permit(
                "study_permit",
                "",
                Some(middle + 1),
                expires,
                None,
                None,
                "",
            );
        } else {
            self.permit(
                "study_permit",
                "",
                Some(begun - 10),
                expires,
                None,
                None,
                "",
            );
        }
        if self.dice.chance(15) {
            // Another program within the permit.
            let other = *self.dice.pick(&["yes", "", "no"]);
            let second = completed - self.dice.between(-20, 100);
            self.study(other, completed - 300, Some(second));
        }
        if self.dice.chance(35) {
            // Student work before the application; some of it beyond the limit.
            let hours = *self.dice.pick(&["15", "20", "24", "30"]);
            let employer = self.employer();
            self.job(employer, completed - 300, Some(completed - 10), hours);
        }
        let applied = completed
            + *self
                .dice
                .pick(&[0, 1, 10, 10, 20, 40, 60, 89, 90, 91, -1, 150]);
        let applied = self.dice.chance(85).then_some(applied);
        let decided = applied.unwrap_or(completed) + self.dice.between(20, 200);
        match self.dice.between(1, 10) {
            1..=7 => {
                let decided_on = self.dice.chance(50).then_some(decided);
                self.permit(
                    work_permit,
                    "",
                    Some(decided),
                    Some(end),
                    applied,
                    decided_on,
                    "approved",
                );
            }
            8 => self.permit(work_permit, "", None, None, applied, None, "pending"),
            9 => self.permit(
                work_permit,
                "",
                None,
                None,
                applied,
                Some(decided),
                "refused",
            ),
            _ => self.permit(work_permit, "", None, None, applied, None, "withdrawn"),
        }
    }

    fn language(&mut self) {
        let count = self.dice.weighted(&[(4, 0), (70, 1), (20, 2), (6, 3)]);
        for _ in 0..count {
            let orderly = self.orderly && self.dice.chance(90);
            let test = if orderly {
                *self
                    .dice
                    .pick(&["ielts_general", "celpip_general", "tef_canada"])
            } else {
                self.dice.weighted(&[
                    (30, "ielts_general"),
                    (20, "celpip_general"),
                    (10, "pte_core"),
                    (14, "tef_canada"),
                    (10, "tcf_canada"),
                    (3, "ielts_academic"),
                    (2, "ielts_one_skill_retake"),
                    (2, "pte_academic"),
                    (2, "celpip_general_ls"),
                    (2, "tef_other"),
                    (2, "ielts"),
                    (2, "tef"),
                    (1, "toefl"),
                ])
            };
            let about = self.about;
            let anniversary = add_months(about, -24);
            let taken = match self.dice.between(1, if orderly { 13 } else { 20 }) {
                1..=13 => about - self.dice.between(10, 600),
                14 | 15 => anniversary + self.dice.between(-1, 2),
                16 => about - self.dice.between(-1, 1),
                17 => anniversary + self.dice.between(80, 100),
                18 => day("2024-01-30") + self.dice.between(-2, 2),
                19 => day("2023-12-11") + self.dice.between(-5, 160),
                _ => about - self.dice.between(700, 1200),
            };
            let goal = if orderly {
                *self.dice.pick(&[7, 7, 9])
            } else {
                self.dice
                    .weighted(&[(60, 7), (10, 9), (10, 6), (12, 5), (8, 4)])
            };
            let mut scores = Vec::new();
            for ability in ["listening", "reading", "writing", "speaking"] {
                scores.push(self.score(test, ability, taken, goal, orderly));
            }
            let scale = if !orderly && test == "tef_canada" && self.dice.chance(15) {
                "699"
            } else {
                ""
            };
            let taken = show(taken);
            self.push(
                "language_tests",
                &[
                    ("test", test),
                    ("test_date", &taken),
                    ("listening", &scores[0]),
                    ("reading", &scores[1]),
                    ("writing", &scores[2]),
                    ("speaking", &scores[3]),
                    ("score_scale", scale),
                ],
            );
        }
    }

    /// A score at the lower edge of a level, just below it, or above.
    fn score(&mut self, test: &str, ability: &str, taken: Day, goal: u8, orderly: bool) -> String {
        if !orderly && self.dice.chance(1) {
            return (*self.dice.pick(&["6.3", "13.5", "9.25"])).to_owned();
        }
        let bands = if chart(test, ability, taken).is_empty() {
            chart("ielts_general", ability, taken)
        } else {
            chart(test, ability, taken)
        };
        let Some(band) = bands.iter().find(|band| band.level == goal) else {
            return "7".to_owned();
        };
        let half = test == "ielts_general" || band.test == "ielts_general";
        let step = if half {
            crate::naive::values::ratio(1, 2)
        } else {
            crate::naive::values::number(1)
        };
        let score = match self.dice.between(1, if orderly { 17 } else { 20 }) {
            1..=12 => band.least.clone(),
            13..=17 => band.most.clone(),
            18 => &band.least - step,
            _ => &band.most + step,
        };
        if !orderly && test == "tef_canada" && self.dice.chance(3) {
            return "520".to_owned();
        }
        let tenths = (score * crate::naive::values::number(10)).to_integer();
        let text = tenths.to_string();
        match text.strip_suffix('0') {
            Some("") => "0".to_owned(),
            Some(whole) => whole.to_owned(),
            None => format!("{}.{}", &text[..text.len() - 1], &text[text.len() - 1..]),
        }
    }

    /// Absences and leaves.
    fn extras(&mut self) {
        if self.dice.chance(if self.orderly { 15 } else { 30 }) {
            for _ in 0..self.dice.between(1, 2) {
                let left = self.about - self.dice.between(1, 420);
                let returned = left
                    + self
                        .dice
                        .weighted(&[(1, 0), (1, 1), (2, 2), (5, 12), (3, 16), (3, 40)]);
                let reason = self.dice.weighted(&[
                    (4, "paid_vacation"),
                    (4, "family visit"),
                    (2, "business trip"),
                    (2, ""),
                ]);
                let left = show(left);
                let returned = if self.dice.chance(94) {
                    show(returned)
                } else {
                    String::new()
                };
                self.push(
                    "absences",
                    &[
                        ("left_on", &left),
                        ("returned_on", &returned),
                        ("reason", reason),
                    ],
                );
            }
        }
        if self.dice.chance(if self.orderly { 15 } else { 30 }) {
            for _ in 0..self.dice.between(1, 3) {
                let start = self.about - self.dice.between(1, 500);
                let days = *self.dice.pick(&[0, 6, 12, 13, 14, 20, 60]);
                let kind = self.dice.weighted(&[
                    (8, "paid_vacation"),
                    (1, "unpaid"),
                    (2, "sick"),
                    (1, "parental"),
                    (1, "maternity"),
                    (1, "other"),
                    (1, ""),
                ]);
                let employer = if self.dice.chance(50) {
                    String::new()
                } else {
                    let first = self
                        .tables
                        .table("employment")
                        .and_then(|rows| rows.first())
                        .map_or("Acme", |job| job["employer"].as_str())
                        .to_owned();
                    self.variant(&first)
                };
                let (start, end) = (show(start), show(start + days));
                self.push(
                    "leaves",
                    &[
                        ("employer", &employer),
                        ("start_date", &start),
                        ("end_date", &end),
                        ("kind", kind),
                    ],
                );
            }
        }
    }

    /// Blank cells, imprecise and unreadable dates, rows set aside, repetitions, missing tables, another order.
    fn disturb(&mut self) {
        for table in TABLES {
            let Some(mut rows) = self.tables.table_mut(table).take() else {
                continue;
            };
            let mut extra: Vec<Row> = Vec::new();
            for row in &mut rows {
                let columns: Vec<&'static str> = row.keys().copied().collect();
                for column in columns {
                    let often = if ["invitation_date", "application_date"].contains(&column) {
                        2
                    } else {
                        1
                    };
                    if column != "applicant_id" && self.dice.chance(self.mess * often) {
                        let text = self.disturbed(column, &row[column]);
                        if text.is_empty() {
                            row.remove(column);
                        } else {
                            row.insert(column, text);
                        }
                    }
                }
                if self.mess > 0 && self.dice.chance(3) {
                    extra.push(row.clone());
                }
            }
            for one in extra {
                let place = self
                    .dice
                    .between(0, i32::try_from(rows.len()).expect("few"));
                rows.insert(usize::try_from(place).expect("a place"), one);
            }
            // Any order is a source order.
            if self.dice.chance(30) {
                for last in (1..rows.len()).rev() {
                    let place = self.dice.between(0, i32::try_from(last).expect("few"));
                    rows.swap(last, usize::try_from(place).expect("a place"));
                }
            }
            *self.tables.table_mut(table) = Some(rows);
        }
        let optional = ["absences", "leaves"];
        for table in TABLES {
            let empty = self.tables.table(table).is_none_or(Vec::is_empty);
            let percent = match (optional.contains(&table), empty) {
                (true, true) => 50,
                (true, false) => 0,
                (false, _) => i32::from(self.mess > 0),
            };
            if self.dice.chance(percent) {
                *self.tables.table_mut(table) = None;
            }
        }
        // Whoever is in no table is not an applicant.
        if !self.tables.applicant_ids().contains(&self.applicant) {
            self.push("applicants", &[("intended_province", "ON")]);
        }
    }

    fn disturbed(&mut self, column: &str, text: &str) -> String {
        let date = crate::naive::values::iso(text);
        match (date, self.dice.between(1, 10)) {
            (Some(date), 1..=5) => imprecise(date, self.dice),
            (Some(date), 6) => show(date + self.dice.between(-400, 400)),
            (Some(_), 7) => "2024-02-31".to_owned(),
            (None, 1) if column == "permit_type" => "golden_visa".to_owned(),
            (None, 1) => "?!".to_owned(),
            _ => String::new(),
        }
    }
}

/// The month of a day, or the two orders of its day and month.
pub fn imprecise(date: Day, dice: &mut Dice) -> String {
    let text = show(date);
    let (year, month, day_of_month) = (&text[0..4], &text[5..7], &text[8..10]);
    if day_of_month <= "12" && day_of_month != month && dice.chance(60) {
        let swapped = format!("{year}-{day_of_month}-{month}");
        return if swapped < text {
            format!("{swapped}/{text}")
        } else {
            format!("{text}/{swapped}")
        };
    }
    format!("{year}-{month}")
}
