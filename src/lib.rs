//! landed: judges a book of clients against the Canadian Experience Class and shows every hour.
pub mod calendar;
pub mod finding;
pub mod intake;
pub mod law;
pub mod provenance;
