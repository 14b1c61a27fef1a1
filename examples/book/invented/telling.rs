//! What every story is told with: permits and their renewals, jobs one after the other.

use super::person::{Job, Permit, Person};
use super::random::Random;
use super::words::{self, Spelling};
use landed::calendar::Day;

const HOURS: [(u64, f64); 9] = [
    (380, 37.5),
    (260, 40.0),
    (120, 35.0),
    (60, 30.0),
    (50, 44.0),
    (50, 20.0),
    (30, 15.0),
    (30, 25.0),
    (20, 22.5),
];

/// A story while it is told.
pub struct Telling {
    pub person: Person,
    pub random: Random,
    /// The day that the story leads up to.
    pub now: Day,
}

impl Telling {
    /// Permits after the first one ran out: in time, late, refused, pending, or none.
    pub fn renewals(&mut self, employer: Option<(u32, Spelling)>, mut ends: Day) {
        let kind = match employer {
            Some(_) => "employer_specific_work_permit",
            None => "bridging_open_work_permit",
        };
        while ends < self.now {
            let late = self.random.chance(70);
            let applied = if late {
                self.random.after(ends, 3, 60)
            } else {
                self.random.after(ends, -100, -2)
            };
            let decided = self.random.after(ends, -20, 170).max(applied.next());
            match self.random.below(100) {
                0..8 => return,
                8..13 if decided < self.now => {
                    self.application(kind, employer, applied);
                    if let Some(refused) = self.person.permits.last_mut() {
                        refused.decided = Some(decided);
                        refused.decision = "refused";
                    }
                    return;
                }
                _ if self.now <= decided => return self.application(kind, employer, applied),
                _ => {}
            }
            let from = decided.max(ends.next());
            let months = self.random.pick(&[12, 18, 24, 24]);
            let to = from.plus_months(months);
            let known = !self.random.chance(120);
            self.permit(kind, employer, (from, to), known.then_some(applied));
            ends = to;
        }
    }

    pub fn permit(
        &mut self,
        kind: &'static str,
        employer: Option<(u32, Spelling)>,
        (from, to): (Day, Day),
        applied: Option<Day>,
    ) {
        let written = self.random.chance(850);
        let decided = self.random.after(from, -25, 0);
        let decided = applied.map_or(decided, |applied| applied.max(decided));
        let decision = if self.random.chance(800) {
            "approved"
        } else {
            ""
        };
        self.person.permits.push(Permit {
            kind,
            number: self.random.below(1_000_000_000),
            employer: employer.filter(|_| !self.random.chance(15)),
            from: Some(from),
            to: Some(to).filter(|_| !self.random.chance(6)),
            applied,
            decided: Some(decided).filter(|_| written),
            decision,
        });
    }

    pub fn application(
        &mut self,
        kind: &'static str,
        employer: Option<(u32, Spelling)>,
        applied: Day,
    ) {
        self.person.permits.push(Permit {
            kind,
            number: self.random.below(1_000_000_000),
            employer,
            applied: Some(applied),
            decision: if self.random.chance(800) {
                "pending"
            } else {
                ""
            },
            ..Permit::default()
        });
    }

    /// Jobs one after the other, with gaps, until a day.
    pub fn jobs(&mut self, from: Day, until: Day, bound_to: Option<u32>) {
        let skilled = self.random.chance(880);
        let mut start = from;
        while start < until.plus_days(-20) {
            let length = self.random.between(150, 950);
            let end = start.plus_days(length);
            let employer = bound_to.unwrap_or_else(|| words::employer(&mut self.random));
            let lasts = until <= end;
            let stays = lasts && until == self.now;
            let end = if stays { None } else { Some(end.min(until)) };
            self.job(employer, (start, end), skilled);
            if bound_to.is_none() && self.random.chance(140) {
                let other = words::employer(&mut self.random);
                let first = self.random.after(start, 10, 90);
                self.job(other, (first, Some(first.plus_days(150))), true);
                self.last_job(|job| job.hours = Some(12.5));
            }
            if lasts {
                return;
            }
            let next = start.plus_days(length);
            start = self.random.after(next, 1, 70);
        }
    }

    pub fn job(&mut self, employer: u32, (start, end): (Day, Option<Day>), skilled: bool) {
        let random = &mut self.random;
        let end = end.map(|end| end.max(start.plus_days(10)));
        let old = start.naive() < noc_2021_came() && random.chance(700) || random.chance(30);
        let known = !random.chance(25);
        let which = random.position(500);
        let unpaid = random.chance(12);
        let pay = random.weighted(&[
            (480, "salary"),
            (450, "wages"),
            (40, "commission"),
            (30, ""),
        ]);
        let province = random.weighted(&words::PROVINCES);
        let ongoing = random.weighted(&[
            (700, "present"),
            (200, ""),
            (60, "current"),
            (40, "à ce jour"),
        ]);
        self.person.jobs.push(Job {
            employer,
            spelling: Spelling::Full,
            occupation: known.then_some((!old, skilled, which)),
            start,
            end,
            ongoing,
            hours: Some(random.weighted(&HOURS)).filter(|_| !random.chance(20)),
            total: None,
            pay: if unpaid { "unpaid" } else { pay },
            kind: if random.chance(25) { "" } else { "employee" },
            province: if random.chance(40) { "" } else { province },
            country: if random.chance(60) { "" } else { "Canada" },
        });
    }

    pub fn last_job(&mut self, change: impl FnOnce(&mut Job)) {
        if let Some(job) = self.person.jobs.last_mut() {
            change(job);
        }
    }
}

/// The day from which the classification of 2021 was used.
fn noc_2021_came() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2022, 11, 16).unwrap_or_default()
}
