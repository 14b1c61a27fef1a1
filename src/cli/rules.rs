//! `landed rules`: the dated values of the law, with citation and link.

use crate::calendar::Day;
use crate::law::{DatedValue, Edition, Law};
use std::fmt::Write as _;

/// All dated values, or those in force on a day.
pub fn rules(on: Option<Day>) -> String {
    let law = Law::book();
    let mut text = String::new();
    if let Some(day) = on {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(text, "In force on {day}\n");
        match law.edition_in_force(day) {
            Some(edition) => write_edition(&mut text, edition),
            None => {
                text.push_str(
                    "No edition of the Canadian Experience Class is held for this day.\n",
                );
            }
        }
    } else {
        for edition in law.editions() {
            write_edition(&mut text, edition);
        }
    }
    text.push_str("\nDated values\n");
    let mut values: Vec<&DatedValue> = law.dated_values().iter().collect();
    if let Some(day) = on {
        values.retain(|value| law.dated(&value.key, day).is_some_and(|v| v == *value));
    }
    for value in values {
        write_value(&mut text, law, value);
    }
    let _ = writeln!(text, "\nSHA-256 of the law data: {}", law.hash());
    text
}

fn write_edition(text: &mut String, edition: &Edition) {
    let list = |items: Vec<String>| {
        if items.is_empty() {
            "none".to_owned()
        } else {
            items.join(", ")
        }
    };
    let levels =
        |levels: &[crate::law::Level]| list(levels.iter().map(ToString::to_string).collect());
    let invitation = match edition.invitation_valid_days {
        Some(days) => format!("{days} days"),
        None => "no invitations".to_owned(),
    };
    let lines = [
        ("hours required", edition.required_hours.to_string()),
        (
            "hours a week, at most",
            edition.full_time_hours_per_week.to_string(),
        ),
        (
            "window",
            format!("{} months before the application", edition.window_months),
        ),
        ("classification", format!("NOC {}", edition.noc_version.0)),
        ("eligible", levels(edition.eligible_levels.all())),
        ("excluded codes", list(edition.excluded_noc.clone())),
        (
            "language",
            format!(
                "CLB/NCLC {} for {}; {} for {}",
                edition.threshold_upper,
                levels(edition.upper_levels.all()),
                edition.threshold_lower,
                levels(edition.lower_levels.all())
            ),
        ),
        (
            "language test valid",
            format!("{} months", edition.language_validity_months),
        ),
        ("invitation valid", invitation),
        ("authority", edition.authority.clone()),
        ("citation", edition.citation.clone()),
        ("link", edition.href.clone()),
        (
            "confirmed",
            format!("{} ({})", edition.confirmed_on, edition.confidence),
        ),
    ];
    let _ = writeln!(text, "{}, from {}", edition.id, edition.in_force_from);
    for (name, value) in lines {
        let _ = writeln!(text, "  {name:<22} {value}");
    }
}

fn write_value(text: &mut String, law: &Law, value: &DatedValue) {
    let shown = match value.value {
        Some(number) => format!("{number} {}", value.unit),
        None => value.unit.clone(),
    };
    let _ = writeln!(text, "{}, from {}: {shown}", value.key, value.from);
    if let Some(citation) = law.find_citation(&value.citation) {
        let _ = writeln!(text, "  {:<22} {}", "citation", citation.citation);
        let _ = writeln!(text, "  {:<22} {}", "link", citation.href);
    }
    let _ = writeln!(
        text,
        "  {:<22} {} ({})",
        "confirmed", value.confirmed_on, value.confidence
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_on_a_day_are_those_in_force() {
        let text = rules(Day::parse_iso("2024-11-07"));
        assert!(text.contains("cec-2022-11-16, from 2022-11-16"));
        assert!(text.contains("off_campus_hours, from 2024-05-01: 20 hours a week"));
        assert!(!text.contains("off_campus_hours, from 2024-11-08"));
        assert!(!text.contains("cec-2018-06-26"));
    }
}
