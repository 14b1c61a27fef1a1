//! Language tests with scores that the tests can give.

use super::person::{Person, Test};
use super::random::Random;
use landed::calendar::Day;

/// A test: its name, the lowest score of levels 4 to 10 in listening, reading, writing and speaking.
struct Kind {
    name: &'static str,
    scores: [[f64; 7]; 4],
}

const IELTS: [[f64; 7]; 4] = [
    [4.5, 5.0, 5.5, 6.0, 7.5, 8.0, 8.5],
    [3.5, 4.0, 5.0, 6.0, 6.5, 7.0, 8.0],
    [4.0, 5.0, 5.5, 6.0, 6.5, 7.0, 7.5],
    [4.0, 5.0, 5.5, 6.0, 6.5, 7.0, 7.5],
];
const CELPIP: [[f64; 7]; 4] = [[4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]; 4];
const TEF: [[f64; 7]; 4] = [
    [145.0, 181.0, 217.0, 249.0, 280.0, 298.0, 316.0],
    [121.0, 151.0, 181.0, 207.0, 233.0, 248.0, 263.0],
    [181.0, 226.0, 271.0, 310.0, 349.0, 371.0, 393.0],
    [181.0, 226.0, 271.0, 310.0, 349.0, 371.0, 393.0],
];
const TCF: [[f64; 7]; 4] = [
    [331.0, 369.0, 398.0, 458.0, 503.0, 523.0, 549.0],
    [342.0, 375.0, 406.0, 453.0, 499.0, 524.0, 549.0],
    [4.0, 6.0, 7.0, 10.0, 12.0, 14.0, 16.0],
    [4.0, 6.0, 7.0, 10.0, 12.0, 14.0, 16.0],
];
const PTE: [[f64; 7]; 4] = [
    [28.0, 39.0, 50.0, 60.0, 71.0, 82.0, 89.0],
    [33.0, 42.0, 51.0, 60.0, 69.0, 78.0, 88.0],
    [41.0, 51.0, 60.0, 69.0, 79.0, 88.0, 90.0],
    [42.0, 51.0, 59.0, 68.0, 76.0, 84.0, 89.0],
];

const fn kind(name: &'static str, scores: [[f64; 7]; 4]) -> Kind {
    Kind { name, scores }
}

const KINDS: [Kind; 7] = [
    kind("CELPIP-General", CELPIP),
    kind("IELTS General Training", IELTS),
    kind("TEF Canada", TEF),
    kind("TCF Canada", TCF),
    kind("PTE Core", PTE),
    kind("IELTS Academic", IELTS),
    kind("IELTS", IELTS),
];
const WEIGHTS: [(u64, usize); 7] = [
    (430, 0),
    (400, 1),
    (80, 2),
    (30, 3),
    (30, 4),
    (20, 5),
    (10, 6),
];

/// Gives an applicant the tests that were taken before a day.
pub fn take(person: &mut Person, now: Day, random: &mut Random) {
    for _ in 0..random.weighted(&[(40, 0), (660, 1), (250, 2), (50, 3)]) {
        let kind = &KINDS[random.weighted(&WEIGHTS)];
        let usual = random.weighted(&[
            (30, 0),
            (50, 1),
            (90, 2),
            (230, 3),
            (260, 4),
            (220, 5),
            (120, 6),
        ]);
        let mut low = random.between(-850, -20);
        if kind.name == "PTE Core" {
            low = low.max(-700);
        }
        let scores = kind.scores.each_ref().map(|levels| {
            let level: usize = usual + random.position(3);
            levels[level.saturating_sub(1).min(6)]
        });
        let scale = if kind.name == "TEF Canada" && random.chance(30) {
            "699"
        } else {
            ""
        };
        person.tests.push(Test {
            name: kind.name,
            date: now.plus_days(low),
            scores,
            scale,
            number: random.below(1_000_000_000),
        });
    }
}
