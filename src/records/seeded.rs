//! Random tests whose seed is printed: a failure can be run again with `PROPTEST_RNG_SEED`.

use proptest::test_runner::{Config, RngSeed};
use std::hash::{BuildHasher as _, RandomState};

/// The configuration of a random test, with a seed that is new in each run unless it is given.
pub(crate) fn seeded(cases: u32) -> Config {
    let given = std::env::var("PROPTEST_RNG_SEED").ok();
    let seed = given
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_else(|| RandomState::new().hash_one(0));
    println!("PROPTEST_RNG_SEED={seed}");
    Config {
        cases,
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        ..Config::default()
    }
}
