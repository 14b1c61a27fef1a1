//! The lives that are told: graduates, workers bound to an employer, spouses and holiday makers, refugee claimants and others, each
//! with the permits, jobs, gaps and slips that files really hold.

use super::person::{Absence, Leave, Permit, Person, Study, World};
use super::random::Random;
use super::rows::most;
use super::telling::Telling;
use super::tests_taken;
use super::words::{self, Spelling};
use landed::calendar::Day;

/// The applicant with a number.
pub fn person(world: &World, index: u64) -> Person {
    let mut random = Random::of([world.seed, index, 0, 0]);
    let mut telling = Telling {
        person: Person::named(index, world.as_of, &mut random),
        random,
        now: world.as_of,
    };
    telling.dates(world.as_of);
    match telling.random.below(100) {
        0..40 => telling.graduate(),
        40..62 => telling.bound_worker(),
        62..82 => telling.open_worker(),
        82..88 => telling.student(),
        88..94 => telling.refugee(),
        _ => telling.otherwise(),
    }
    telling.earlier_years();
    telling.other_work();
    telling.breaks();
    telling.slips();
    tests_taken::take(&mut telling.person, telling.now, &mut telling.random);
    telling.person.shorten(most);
    telling.person
}

const OPEN: [&str; 4] = [
    "spousal_open_work_permit",
    "open_work_permit",
    "working_holiday",
    "bridging_open_work_permit",
];
const BOUND: [&str; 3] = [
    "employer_specific_work_permit",
    "lmia_work_permit",
    "young_professionals",
];
impl Telling {
    /// The dates of invitation and application; some files are old ones, kept to be audited under the law of their day.
    fn dates(&mut self, as_of: Day) {
        let random = &mut self.random;
        match random.below(100) {
            0..4 => {
                self.now = random.after(as_of, -4600, -300);
                self.person.application = Some(self.now);
                self.person.invitation = Some(random.after(self.now, -58, -3));
                let express_entry = as_of.minus_months(12 * 11 + 9);
                if self.now < express_entry {
                    self.person.invitation = None;
                }
            }
            4..18 => self.person.invitation = Some(random.after(as_of, -59, -1)),
            18..27 => {
                let invited = random.after(as_of, -110, -60);
                self.person.invitation = Some(invited);
                self.person.application = Some(random.after(invited, 4, 59));
            }
            27 => self.person.application = Some(random.after(as_of, -90, -1)),
            28 => self.person.invitation = Some(random.after(as_of, -200, -62)),
            _ => {}
        }
    }

    /// Studies, a post-graduation work permit, and jobs on it.
    fn graduate(&mut self) {
        let length = self.random.pick(&[240, 420, 600, 720, 1020]);
        let completed = self.random.after(self.now, -1250, -150);
        let start = completed.plus_days(-length);
        self.studies(start, Some(completed));
        let late = self.random.chance(60);
        let applied = if late {
            self.random.after(completed, 95, 200)
        } else {
            self.random.after(completed, 4, 80)
        };
        let decided = self.random.after(applied, 25, 140);
        let first = self.random.after(completed, 0, 120);
        if decided >= self.now {
            self.application("pgwp", None, applied);
        } else {
            let months = self.random.weighted(&[(650, 36), (200, 18), (150, 12)]);
            let to = decided.plus_months(months);
            let known = !self.random.chance(100);
            self.permit("pgwp", None, (decided, to), known.then_some(applied));
            self.renewals(None, to);
        }
        self.jobs(first, self.now, None);
    }

    /// A study permit, the studies, and work beside them.
    fn studies(&mut self, start: Day, completed: Option<Day>) {
        let from = self.random.after(start, -40, -5);
        let last = completed.unwrap_or(self.now);
        let to = self.random.after(last, 60, 220);
        let applied = self.random.after(from, -120, -30);
        self.permit("study_permit", None, (from, to), Some(applied));
        let full_time = self.random.weighted(&[(930, "yes"), (40, "no"), (30, "")]);
        self.person.studies.push(Study {
            institution: self.random.pick(&words::SCHOOLS),
            program: self.random.pick(&words::PROGRAMS),
            full_time,
            start,
            completed,
        });
        if self.random.chance(450) {
            let first = self.random.after(start, 20, 120);
            let hours = self.random.pick(&[10.0, 15.0, 18.0, 20.0, 24.0]);
            let employer = words::employer(&mut self.random);
            let skilled = self.random.chance(300);
            self.job(employer, (first, Some(last.plus_days(-3))), skilled);
            self.last_job(|job| job.hours = Some(hours));
        }
        if self.random.chance(180) {
            let first = self.random.after(start, 90, 150);
            let end = first.plus_days(110);
            self.permit("co_op_work_permit", None, (from, to), Some(applied));
            let employer = words::employer(&mut self.random);
            self.job(employer, (first, Some(end)), true);
            self.last_job(|job| job.kind = "co_op");
        }
    }

    /// A worker whose permits name the employer.
    fn bound_worker(&mut self) {
        let arrived = self.random.after(self.now, -1500, -250);
        let employer = words::employer(&mut self.random);
        let kind = self.random.pick(&BOUND);
        let spelling = self.random.weighted(&[
            (840, Spelling::Full),
            (100, Spelling::Same),
            (60, Spelling::Similar),
        ]);
        let months = self.random.pick(&[12, 24, 24, 36]);
        let to = arrived.plus_months(months);
        let applied = self.random.after(arrived, -200, -30);
        self.permit(
            kind,
            Some((employer, spelling)),
            (arrived, to),
            Some(applied),
        );
        self.renewals(Some((employer, spelling)), to);
        let start = self.random.after(arrived, 0, 25);
        if self.random.chance(180) {
            let changed = self.random.after(start, 150, 600);
            self.jobs(start, changed.min(self.now), Some(employer));
            self.change_of_employer(changed);
        } else {
            self.jobs(start, self.now, Some(employer));
        }
        if self.random.chance(120) {
            let other = words::employer(&mut self.random);
            let from = self.random.after(start, 30, 200);
            self.job(other, (from, Some(from.plus_days(180))), true);
            self.last_job(|job| job.hours = Some(12.0));
        }
    }

    /// Work for another employer: on an interim authorization, on a new permit, or on nothing.
    fn change_of_employer(&mut self, day: Day) {
        if self.now <= day {
            return;
        }
        let other = words::employer(&mut self.random);
        let named = Some((other, Spelling::Full));
        let applied = self.random.after(day, -30, -1);
        let decided = self.random.after(day, 40, 150);
        match self.random.below(4) {
            0 => self.person.permits.push(Permit {
                kind: "interim_authorization",
                number: self.random.below(1_000_000_000),
                employer: named,
                from: Some(day),
                applied: Some(applied),
                ..Permit::default()
            }),
            1 | 2 => {
                let to = day.plus_months(24);
                self.permit("lmia_work_permit", named, (day, to), Some(applied));
            }
            _ if decided < self.now => {
                let to = decided.plus_months(24);
                self.permit("lmia_work_permit", named, (decided, to), Some(applied));
            }
            _ => {}
        }
        self.jobs(day, self.now, Some(other));
    }

    /// A worker who may work for anybody.
    fn open_worker(&mut self) {
        let arrived = self.random.after(self.now, -1500, -250);
        let kind = self.random.pick(&OPEN);
        let months = self.random.pick(&[12, 24, 24, 36]);
        let to = arrived.plus_months(months);
        let applied = self.random.after(arrived, -200, -30);
        self.permit(kind, None, (arrived, to), Some(applied));
        self.renewals(None, to);
        let start = self.random.after(arrived, 0, 90);
        self.jobs(start, self.now, None);
    }

    /// Still in studies.
    fn student(&mut self) {
        let start = self.random.after(self.now, -900, -60);
        self.studies(start, None);
        let first = self.random.after(start, 10, 50);
        self.jobs(first, self.now, None);
        self.last_job(|job| job.hours = Some(20.0));
    }

    /// A claimant, sometimes with another permit later.
    fn refugee(&mut self) {
        let arrived = self.random.after(self.now, -1300, -300);
        let to = arrived.plus_months(24);
        self.permit("refugee_claimant_work_permit", None, (arrived, to), None);
        if self.random.chance(400) {
            let later = self.random.after(arrived, 200, 500);
            if later < self.now {
                let end = later.plus_months(24);
                self.permit("open_work_permit", None, (later, end), None);
            }
        }
        let start = self.random.after(arrived, 5, 60);
        self.jobs(start, self.now, None);
    }

    /// Visitors, exempt work, temporary resident permits, work before the permit.
    fn otherwise(&mut self) {
        let arrived = self.random.after(self.now, -1300, -300);
        let to = arrived.plus_months(36);
        let employer = words::employer(&mut self.random);
        match self.random.below(4) {
            0 => self.permit("visitor_record", None, (arrived, to), None),
            1 => self.permit("temporary_resident_permit", None, (arrived, to), None),
            2 => self.permit(
                "permit_exempt_work",
                Some((employer, Spelling::Full)),
                (arrived, to),
                None,
            ),
            _ => {
                let later = self.random.after(arrived, 60, 200);
                self.permit("open_work_permit", None, (later, to), Some(arrived));
            }
        }
        let start = self.random.after(arrived, 5, 60);
        self.jobs(start, self.now, Some(employer));
    }

    /// Documents and studies from before the story begins.
    fn earlier_years(&mut self) {
        let first = self.person.permits.iter().filter_map(|permit| permit.from);
        let mut before = first.min().unwrap_or(self.now).plus_days(-10);
        for _ in 0..self.random.weighted(&[(200, 0), (450, 1), (350, 2)]) {
            let to = self.random.after(before, -200, -5);
            let from = self.random.after(to, -700, -150);
            let kind = self.random.weighted(&[
                (550, "visitor_record"),
                (300, "study_permit"),
                (150, "working_holiday"),
            ]);
            self.permit(kind, None, (from, to), None);
            before = from;
        }
        for _ in 0..self.random.weighted(&[(480, 0), (420, 1), (100, 2)]) {
            let completed = self.random.after(before, -900, -20);
            let length = self.random.pick(&[360, 720, 1080, 1400]);
            self.person.studies.push(Study {
                institution: self.random.pick(&words::SCHOOLS),
                program: self.random.pick(&words::PROGRAMS),
                full_time: "yes",
                start: completed.plus_days(-length),
                completed: Some(completed),
            });
            before = completed.plus_days(-length);
        }
    }

    /// Work abroad, for oneself, or for nothing.
    fn other_work(&mut self) {
        let first = self.person.jobs.iter().map(|job| job.start).min();
        let first = first.unwrap_or(self.now);
        for _ in 0..self
            .random
            .weighted(&[(150, 0), (300, 1), (350, 2), (200, 3)])
        {
            let end = self.random.after(first, -700, -40);
            let start = self.random.after(end, -900, -200);
            let (employer, skilled) = (words::employer(&mut self.random), self.random.chance(800));
            let country = self.random.pick(&words::COUNTRIES);
            self.job(employer, (start, Some(end)), skilled);
            self.last_job(|job| {
                job.country = country;
                job.province = "";
            });
        }
        for (share, kind, pay) in [
            (70, "self_employed", "yes"),
            (20, "volunteer", "volunteer"),
            (20, "intern", "unpaid"),
            (15, "intern", "wages"),
        ] {
            if self.random.chance(share) {
                let start = self.random.after(self.now, -900, -250);
                let (employer, length) = (
                    words::employer(&mut self.random),
                    self.random.between(60, 240),
                );
                self.job(employer, (start, Some(start.plus_days(length))), true);
                self.last_job(|job| {
                    job.kind = kind;
                    job.pay = pay;
                });
            }
        }
    }

    /// Absences from Canada and leaves from work.
    fn breaks(&mut self) {
        for _ in 0..self.random.weighted(&[(800, 0), (150, 1), (50, 2)]) {
            let left = self.random.after(self.now, -900, -40);
            let reason = self.random.weighted(&[
                (500, "paid_vacation"),
                (300, "family care"),
                (150, "business"),
                (50, ""),
            ]);
            let length = self.random.between(6, 35);
            self.person.absences.push(Absence {
                left,
                returned: Some(left.plus_days(length)),
                reason,
            });
        }
        for _ in 0..self.random.weighted(&[(820, 0), (150, 1), (30, 2)]) {
            let start = self.random.after(self.now, -900, -60);
            let kind = self.random.weighted(&[
                (450, "paid_vacation"),
                (150, "unpaid"),
                (170, "sick"),
                (100, "parental"),
                (80, "maternity"),
                (50, "other"),
            ]);
            let employer = self.person.jobs.first().map(|job| job.employer);
            let length = self.random.between(5, 45);
            self.person.leaves.push(Leave {
                employer: employer.filter(|_| self.random.chance(700)),
                start,
                end: start.plus_days(length),
                kind,
            });
        }
    }

    /// What whoever filled in the file got slightly wrong, or wrote in another way.
    fn slips(&mut self) {
        let random = &mut self.random;
        for job in &mut self.person.jobs {
            if let Some(end) = job.end
                && random.chance(30)
            {
                let hours = end.days_since(job.start) * 5;
                job.total = Some(f64::from(hours));
                job.hours = None;
            }
            if random.chance(40) {
                job.spelling = Spelling::Same;
            }
        }
        if random.chance(25) {
            self.person.province = "";
        }
    }
}
