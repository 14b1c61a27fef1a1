//! The clients of the invented firm, by what they show. Every one is judged on 2026-11-22.

mod dates;
mod eligible;
mod language;
mod permits;
mod records;
mod work;

use crate::model::{JOB, Job, Scenario};

/// 400 days of full-time work: 1,714.28 hours.
const CONTRACT: Job = Job {
    from: "2024-09-02",
    to: "2025-10-06",
    ..JOB
};

/// All clients, in the order of the workbook.
pub fn clients() -> Vec<Scenario> {
    [
        eligible::CLIENTS,
        work::CLIENTS,
        permits::CLIENTS,
        dates::CLIENTS,
        language::CLIENTS,
        records::CLIENTS,
    ]
    .concat()
}
