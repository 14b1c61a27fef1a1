//! The story on a terminal: plain lines of at most 100 columns, in colour where that is wanted.

use crate::audit::story::tell::words;
use crate::audit::story::{
    AheadStory, AuthorizationStory, PeriodStory, PointStory, RequirementStory, Story,
};
use std::fmt::Write as _;

const WIDTH: usize = 100;

/// The story as plain text; `colour` sets outcomes and treatments in colour.
pub fn terminal(story: &Story, colour: bool) -> String {
    let mut page = Page {
        text: String::new(),
        colour,
    };
    heading(&mut page, story);
    ahead(&mut page, &story.ahead);
    for point in &story.points {
        write_point(&mut page, point);
    }
    authorizations(&mut page, &story.authorizations);
    if !story.rows_set_aside.is_empty() {
        page.title("Rows that could not be used");
        for row in &story.rows_set_aside {
            page.line(2, &format!("{} ({})", row.source, row.table));
        }
    }
    if !story.problems.is_empty() {
        page.title("Problems in the data");
        for problem in &story.problems {
            let value = quoted(&problem.value);
            let place = &problem.source;
            page.line(
                2,
                &format!("{place}: {} ({}){value}", problem.code, problem.severity),
            );
            page.line(6, &format!("{} {}", problem.done, problem.todo));
        }
    }
    page.title("Where this comes from");
    page.line(
        2,
        &format!("run of {} by landed {}", story.as_of, story.version),
    );
    page.line(2, &format!("SHA-256 of run.json: {}", story.run_sha256));
    page.text
}

fn quoted(value: &str) -> String {
    if value.is_empty() {
        String::new()
    } else {
        format!(" \"{value}\"")
    }
}

fn heading(page: &mut Page, story: &Story) {
    let mut name = story.applicant_id.clone();
    for (label, text) in [
        ("", &story.name),
        ("file ", &story.file_number),
        ("responsible: ", &story.responsible),
    ] {
        if !text.is_empty() {
            name = format!("{name} · {label}{text}");
        }
    }
    page.line(0, &name);
    page.coloured(
        0,
        story.outcome,
        story.outcome_in_words,
        &format!("as of {}", story.as_of),
    );
    for note in &story.notes {
        page.line(0, &format!("Note: {note}"));
    }
}

fn ahead(page: &mut Page, ahead: &AheadStory) {
    page.title(words().horizon.heading);
    for sentence in &ahead.sentences {
        page.line(2, sentence);
    }
    if !ahead.assumes.is_empty() {
        page.line(2, ahead.assumes);
    }
    for date in &ahead.dates {
        let left = match date.days_left {
            0 => "today".to_owned(),
            1 => "in 1 day".to_owned(),
            days => format!("in {days} days"),
        };
        page.line(
            2,
            &format!(
                "{} ({left}): {} [{}]",
                date.date, date.what, date.provision.citation
            ),
        );
        page.line(6, &format!("-> {}", date.todo));
    }
}

fn write_point(page: &mut Page, point: &PointStory) {
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
    let decides = if point.decides { ", decides" } else { "" };
    page.title(&format!(
        "{}: {day} ({edition}{decides})",
        point.point_in_words
    ));
    for one in &point.requirements {
        requirement(page, one);
    }
    if point.periods.is_empty() {
        page.line(2, "The record holds no work.");
    }
    let mut record = 0;
    for period in &point.periods {
        if period.record != record {
            record = period.record;
            job(page, period);
        }
        write_period(page, period);
    }
}

fn requirement(page: &mut Page, one: &RequirementStory) {
    page.coloured(
        2,
        one.outcome,
        &one.outcome.replace('_', " "),
        one.requirement_in_words,
    );
    page.line(6, &one.explanation);
    let figures = [
        ("required", &one.required),
        ("found", &one.found),
        ("at most", &one.found_at_most),
    ];
    let figures: Vec<String> = figures
        .into_iter()
        .filter(|(_, figure)| !figure.is_empty())
        .map(|(name, figure)| format!("{name} {figure}"))
        .collect();
    if !figures.is_empty() {
        page.line(6, &format!("{} {}", figures.join(", "), one.unit));
    }
    page.line(
        6,
        &format!("{}: {}", one.provision.citation, one.provision.title),
    );
    if !one.provision.link.is_empty() {
        page.line(6, &one.provision.link);
    }
    for reason in &one.reasons {
        page.line(
            6,
            &format!("because {} [{}]", reason.because, reason.provision.citation),
        );
    }
    for question in &one.questions {
        page.line(6, &format!("-> {question}"));
    }
    for remark in one.advisories.iter().chain(&one.assumptions) {
        page.line(6, &format!("note: {}", remark.words));
    }
    if !one.evidence.is_empty() {
        page.line(6, &format!("rows: {}", one.evidence.join(", ")));
    }
}

fn job(page: &mut Page, period: &PeriodStory) {
    let parts = [&period.employer, &period.job_title, &period.occupation];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    page.line(
        2,
        &format!(
            "Job {}: {} ({})",
            period.record,
            parts.join(", "),
            period.source
        ),
    );
}

fn write_period(page: &mut Page, period: &PeriodStory) {
    let days = if period.days == 1 { "day" } else { "days" };
    let mut line = format!("{} to {}, {} {days}", period.from, period.to, period.days);
    if !period.hours_per_week.is_empty() {
        let _ = write!(line, ", {} hours a week", period.hours_per_week);
    }
    for (hours, what) in [
        (&period.hours_counted, "counted"),
        (&period.hours_uncertain, "uncertain"),
        (&period.hours_over_cap, "over the cap"),
    ] {
        if hours != "0.00" {
            let _ = write!(line, ", {hours} {what}");
        }
    }
    let _ = write!(line, "; {}", authorized(period));
    page.coloured(4, period.treatment, period.treatment, &line);
    for reason in &period.reasons {
        page.line(
            8,
            &format!("because {} [{}]", reason.because, reason.provision.citation),
        );
    }
}

fn authorized(period: &PeriodStory) -> String {
    let basis = period.authorization.replace('_', " ");
    if period.permit.is_empty() {
        format!("authorization: {basis}")
    } else {
        format!("authorization: {basis} ({})", period.permit)
    }
}

fn authorizations(page: &mut Page, all: &[AuthorizationStory]) {
    page.title("Permits, status and what authorized the work");
    if all.is_empty() {
        page.line(2, "The record holds none.");
    }
    for one in all {
        let mut line = one.basis.replace('_', " ");
        if one.kind == "authorization" {
            line = format!("authorized: {line}");
        }
        for text in [&one.permit_number, &one.employer] {
            if !text.is_empty() {
                let _ = write!(line, ", {text}");
            }
        }
        let sure = span(&one.surely_from, &one.surely_to);
        let possible = span(&one.possibly_from, &one.possibly_to);
        if one.doubt.is_empty() {
            let _ = write!(line, ": {possible}");
        } else {
            let surely = if one.surely_from.is_empty() && one.surely_to.is_empty() {
                "no day"
            } else {
                &sure
            };
            let _ = write!(
                line,
                ": surely {surely}, perhaps {possible}, because {}",
                one.doubt
            );
        }
        if !one.source.is_empty() {
            let _ = write!(line, " ({})", one.source);
        }
        page.line(2, &line);
    }
}

fn span(from: &str, to: &str) -> String {
    match (from, to) {
        ("", "") => "always".to_owned(),
        ("", to) => format!("to {to}"),
        (from, "") => format!("from {from}"),
        (from, to) => format!("{from} to {to}"),
    }
}

/// The page under construction.
struct Page {
    text: String,
    colour: bool,
}

impl Page {
    /// A heading, after an empty line.
    fn title(&mut self, text: &str) {
        self.text.push('\n');
        let text = plain(text);
        if self.colour {
            // Writing to a String cannot fail, here and below.
            let _ = writeln!(self.text, "\u{1b}[1m{text}\u{1b}[0m");
        } else {
            let _ = writeln!(self.text, "{text}");
        }
    }

    /// A line, wrapped between words.
    fn line(&mut self, indent: usize, text: &str) {
        let mut line = " ".repeat(indent);
        let mut is_empty = true;
        for word in plain(text).split(' ').filter(|word| !word.is_empty()) {
            let longer = line.chars().count() + 1 + word.chars().count();
            if !is_empty && longer > WIDTH {
                let _ = writeln!(self.text, "{line}");
                line = " ".repeat(indent + 2);
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        let _ = writeln!(self.text, "{line}");
    }

    /// A line that begins with an outcome or treatment, in its colour.
    fn coloured(&mut self, indent: usize, id: &str, word: &str, rest: &str) {
        let start = self.text.len();
        self.line(indent, &format!("{word}: {rest}"));
        if self.colour {
            let ink = match id {
                "met" | "eligible" | "counted" => "32",
                "not_met" | "not_eligible" | "excluded" => "31",
                "undetermined" | "needs_review" | "uncertain" => "33",
                _ => "2",
            };
            let at = start + indent;
            self.text.insert_str(at, &format!("\u{1b}[{ink}m"));
            let end = at + 3 + ink.len() + word.len();
            if self.text.is_char_boundary(end) {
                self.text.insert_str(end, "\u{1b}[0m");
            }
        }
    }
}

/// A value from the input must not steer the terminal it is shown on.
fn plain(text: &str) -> String {
    let shown = |c: char| {
        if c.is_control() || is_direction(c) {
            ' '
        } else {
            c
        }
    };
    text.chars().map(shown).collect()
}

/// Characters that turn the direction of what follows.
const fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
