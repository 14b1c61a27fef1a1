//! landed: judges a book of clients against the Canadian Experience Class and shows every hour.
//!
//! ```text
//! files ──> intake ──> recognition ──> records ──> casefile ──> authorization ──> experience ─┐
//!                                                                   language ──────────────────┼─> requirements ──> report
//! law, calendar, provenance, finding: the words and numbers that all of them speak in          ┘
//! ```
//! Data flows one way: a room uses only rooms above it in the list below.

pub mod calendar;

pub mod provenance;

pub mod law;

pub mod finding;

pub mod intake;

pub mod recognition;

pub mod records;

pub mod casefile;

pub mod authorization;

pub mod experience;

pub mod language;

pub mod requirements;

pub mod horizon;

pub mod report;

pub mod audit;

pub mod run;

pub mod cli;
