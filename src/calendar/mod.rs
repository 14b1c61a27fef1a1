//! Days, inclusive periods, sets of periods, recorded dates with their readings, and the look-back window.
//!
//! This room owns every statement about the calendar ("within the three years before" lives here once).
//! It knows nothing of law, records or files.

mod day;
mod period;
mod period_set;
mod recorded_date;
mod window;

pub use day::{Day, FAR_FUTURE, FAR_PAST};
pub(crate) use day::{is_leap_year, two_digits};
pub use period::Period;
pub use period_set::PeriodSet;
pub use recorded_date::{Coverage, RecordedDate, RecordedSpan};
pub use window::look_back_window;
