//! Which dated values of the law nobody has compared with their source for too long.

use crate::calendar::Day;
use crate::law::{Edition, Law};
use crate::requirements::Assessment;

/// After this many days without a look at the source, a page says so.
pub(crate) const CONFIRMED_WITHIN_DAYS: i32 = 180;

/// A value that should be compared with its source again.
pub(crate) struct Stale {
    /// What it is.
    pub name: String,
    /// The day somebody last compared it.
    pub confirmed_on: Day,
    /// How many days before the day of the run that was.
    pub days_before: i32,
}

/// The stale values among the editions and the single numbers in force on the day of the run.
pub(crate) fn stale<'a>(
    law: &Law,
    editions: impl IntoIterator<Item = &'a Edition>,
    as_of: Day,
) -> Vec<Stale> {
    let of = |name: String, confirmed_on: Day| Stale {
        name,
        confirmed_on,
        days_before: as_of.days_since(confirmed_on),
    };
    let editions = editions
        .into_iter()
        .map(|edition| of(edition.id.clone(), edition.confirmed_on));
    let in_force = law.dated_values().iter().filter(|value| {
        law.dated(&value.key, as_of)
            .is_some_and(|now| now.from == value.from)
    });
    let numbers = in_force.map(|value| of(value.key.replace('_', " "), value.confirmed_on));
    editions
        .chain(numbers)
        .filter(|value| CONFIRMED_WITHIN_DAYS < value.days_before)
        .collect()
}

/// The editions that decided an applicant, each once.
pub(crate) fn editions_of(assessment: &Assessment) -> Vec<&'static Edition> {
    let mut editions: Vec<&'static Edition> = Vec::new();
    for edition in assessment.points.iter().filter_map(|point| point.edition) {
        if editions.iter().all(|one| one.id != edition.id) {
            editions.push(edition);
        }
    }
    editions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_stale_from_the_hundred_and_eighty_first_day() {
        let law = Law::book();
        let newest = law.editions().last().unwrap();
        let on = |days| stale(law, [newest], newest.confirmed_on.plus_days(days));
        let names = |days| on(days).into_iter().map(|one| one.name).collect::<Vec<_>>();
        assert!(!names(CONFIRMED_WITHIN_DAYS).contains(&newest.id));
        let after = names(CONFIRMED_WITHIN_DAYS + 1);
        assert!(after.contains(&newest.id));
        assert!(after.len() > 1);
    }
}
