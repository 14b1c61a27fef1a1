//! The story as Markdown, for a memo to the file: headings, tables, and every text from the input escaped.

use crate::audit::story::tell::words;
use crate::audit::story::{AheadStory, PeriodStory, PointStory, RequirementStory, Story};
use std::fmt::Write as _;

/// The story as Markdown.
pub fn markdown(story: &Story) -> String {
    let mut text = String::new();
    let name = if story.name.is_empty() {
        plain(&story.applicant_id)
    } else {
        format!("{}, {}", plain(&story.applicant_id), plain(&story.name))
    };
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(text, "# {name}\n");
    let _ = writeln!(
        text,
        "**{}**, as of {}\n",
        story.outcome_in_words, story.as_of
    );
    for note in &story.notes {
        let _ = writeln!(text, "> {}\n", plain(note));
    }
    ahead(&mut text, &story.ahead);
    for point in &story.points {
        write_point(&mut text, point);
    }
    authorizations(&mut text, story);
    if !story.rows_set_aside.is_empty() {
        text.push_str("## Rows that could not be used\n\n");
        for row in &story.rows_set_aside {
            let _ = writeln!(text, "- {} ({})", plain(&row.source), row.table);
        }
        text.push('\n');
    }
    if !story.problems.is_empty() {
        text.push_str("## Problems in the data\n\n| where | problem | found | done | to do |\n|---|---|---|---|---|\n");
        for problem in &story.problems {
            row(
                &mut text,
                &[
                    &problem.source,
                    &problem.code,
                    &problem.value,
                    &problem.done,
                    &problem.todo,
                ],
            );
        }
        text.push('\n');
    }
    let _ = writeln!(
        text,
        "Run of {} by landed {}. SHA-256 of run.json: `{}`",
        story.as_of,
        plain(&story.version),
        story.run_sha256
    );
    text
}

fn ahead(text: &mut String, ahead: &AheadStory) {
    let _ = writeln!(text, "## {}\n", words().horizon.heading);
    let _ = writeln!(text, "{}\n", plain(&ahead.sentences.join(" ")));
    if !ahead.assumes.is_empty() {
        let _ = writeln!(text, "{}\n", plain(ahead.assumes));
    }
    if ahead.dates.is_empty() {
        return;
    }
    text.push_str(
        "| date | days left | what comes | what to do | provision |\n|---|---|---|---|---|\n",
    );
    for date in &ahead.dates {
        row(
            text,
            &[
                &date.date,
                &date.days_left.to_string(),
                date.what,
                &date.todo,
                &date.provision.citation,
            ],
        );
    }
    text.push('\n');
}

fn write_point(text: &mut String, point: &PointStory) {
    let day = if point.assessed_on.is_empty() {
        "a day that is not known"
    } else {
        &point.assessed_on
    };
    let edition = if point.edition.is_empty() {
        "no edition in force"
    } else {
        &point.edition
    };
    let decides = if point.decides {
        "; this point decides"
    } else {
        ""
    };
    let _ = writeln!(
        text,
        "## {}: {day}\n\nEdition: {edition}{decides}\n",
        point.point_in_words
    );
    text.push_str("| requirement | outcome | required | found | at most | unit | provision |\n|---|---|---|---|---|---|---|\n");
    for one in &point.requirements {
        row(
            text,
            &[
                one.requirement_in_words,
                one.outcome,
                &one.required,
                &one.found,
                &one.found_at_most,
                one.unit,
                &one.provision.citation,
            ],
        );
    }
    text.push('\n');
    for one in &point.requirements {
        requirement(text, one);
    }
    periods(text, &point.periods);
}

fn periods(text: &mut String, periods: &[PeriodStory]) {
    text.push_str("### Work, period by period\n\n");
    if periods.is_empty() {
        text.push_str("The record holds no work.\n\n");
        return;
    }
    text.push_str("| job | employer | from | to | days | treatment | why | authorization | counted | uncertain | over cap | row |\n");
    text.push_str("|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    for period in periods {
        let reasons: Vec<&str> = period.reasons.iter().map(|reason| reason.because).collect();
        row(
            text,
            &[
                &period.record.to_string(),
                &period.employer,
                &period.from,
                &period.to,
                &period.days.to_string(),
                period.treatment,
                &reasons.join("; "),
                period.authorization,
                &period.hours_counted,
                &period.hours_uncertain,
                &period.hours_over_cap,
                &period.source,
            ],
        );
    }
    text.push('\n');
}

fn requirement(text: &mut String, one: &RequirementStory) {
    let _ = writeln!(
        text,
        "### {}\n\n{}\n",
        one.requirement_in_words,
        plain(&one.explanation)
    );
    let provision = &one.provision;
    let title = plain(&provision.title);
    if provision.link.is_empty() {
        let _ = writeln!(text, "- {}: {title}", plain(&provision.citation));
    } else {
        let _ = writeln!(
            text,
            "- [{}]({}): {title}",
            plain(&provision.citation),
            provision.link
        );
    }
    for reason in &one.reasons {
        let _ = writeln!(
            text,
            "- because {} ({})",
            plain(reason.because),
            plain(&reason.provision.citation)
        );
    }
    for question in &one.questions {
        let _ = writeln!(text, "- **{}**", plain(question));
    }
    for remark in one.advisories.iter().chain(&one.assumptions) {
        let _ = writeln!(text, "- note: {}", plain(remark.words));
    }
    if !one.evidence.is_empty() {
        let _ = writeln!(text, "- rows: {}", plain(&one.evidence.join(", ")));
    }
    text.push('\n');
}

fn authorizations(text: &mut String, story: &Story) {
    text.push_str("## Permits, status and what authorized the work\n\n");
    if story.authorizations.is_empty() {
        text.push_str("The record holds none.\n\n");
        return;
    }
    text.push_str("| kind | basis | number | employer | surely from | to | perhaps from | to | doubt | row |\n");
    text.push_str("|---|---|---|---|---|---|---|---|---|---|\n");
    for one in &story.authorizations {
        row(
            text,
            &[
                one.kind,
                one.basis,
                &one.permit_number,
                &one.employer,
                &one.surely_from,
                &one.surely_to,
                &one.possibly_from,
                &one.possibly_to,
                one.doubt,
                &one.source,
            ],
        );
    }
    text.push('\n');
}

fn row(text: &mut String, cells: &[&str]) {
    text.push('|');
    for cell in cells {
        let _ = write!(text, " {} |", plain(cell));
    }
    text.push('\n');
}

/// Text without a meaning in Markdown or HTML.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => plain.extend(['\\', c]),
            c if c.is_control() => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}
