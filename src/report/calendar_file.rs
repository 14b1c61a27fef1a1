//! An iCalendar file (RFC 5545): days with what to do on them, for the calendars that people keep.
//!
//! Owns the dialect: CRLF, lines of at most 75 octets, escaped text. The same events give the same bytes.

use crate::calendar::Day;
use std::fmt::Write as _;

/// Octets that a line may hold, without its end.
const LINE_OCTETS: usize = 75;

/// One day in the calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// By what a calendar knows the event again.
    pub uid: String,
    /// The day.
    pub on: Day,
    /// Its title.
    pub summary: String,
    /// What to know and to do.
    pub description: String,
    /// Its kind, for people.
    pub category: String,
}

/// The bytes of the file. `stamp` is the moment of the run in UTC, as `20261122T031500Z`.
pub fn to_bytes(name: &str, stamp: &str, events: &[Event]) -> Vec<u8> {
    let mut file = String::new();
    let mut put = |name: &str, value: &str| line(&mut file, name, value);
    put("BEGIN", "VCALENDAR");
    put("VERSION", "2.0");
    put("PRODID", "-//landed//landed//EN");
    put("CALSCALE", "GREGORIAN");
    put("METHOD", "PUBLISH");
    put("X-WR-CALNAME", &escaped(name));
    for event in events {
        put("BEGIN", "VEVENT");
        put("UID", &escaped(&event.uid));
        put("DTSTAMP", stamp);
        put("DTSTART;VALUE=DATE", &compact(event.on));
        put("DTEND;VALUE=DATE", &compact(event.on.next()));
        put("SUMMARY", &escaped(&event.summary));
        put("DESCRIPTION", &escaped(&event.description));
        put("CATEGORIES", &escaped(&event.category));
        put("CLASS", "CONFIDENTIAL");
        put("TRANSP", "TRANSPARENT");
        put("END", "VEVENT");
    }
    put("END", "VCALENDAR");
    file.into_bytes()
}

fn compact(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// Text as a value: nothing in it can end the line or the value.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\n' => value.push_str("\\n"),
            c if c.is_control() => value.push(' '),
            c => value.push(c),
        }
    }
    value
}

/// A content line, folded between characters.
fn line(file: &mut String, name: &str, value: &str) {
    let mut octets = 0;
    let colon = std::iter::once(':');
    for c in name.chars().chain(colon).chain(value.chars()) {
        if LINE_OCTETS < octets + c.len_utf8() {
            file.push_str("\r\n ");
            octets = 1;
        }
        // Writing to a String cannot fail.
        let _ = write!(file, "{c}");
        octets += c.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters_and_text_cannot_leave_its_value() {
        let event = Event {
            uid: "1@landed".to_owned(),
            on: Day::from_ymd(2026, 12, 31).unwrap(),
            summary: "é".repeat(60),
            description: "a,b;c\\d\r\nEND:VEVENT\u{7}".to_owned(),
            category: "Permit".to_owned(),
        };
        let bytes = to_bytes("Dates", "20261122T031500Z", &[event]);
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(text.matches('\r').count(), text.matches("\r\n").count());
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        let lines = || text.split("\r\n");
        assert!(lines().all(|line| line.len() <= LINE_OCTETS));
        assert!(lines().any(|line| line.len() >= LINE_OCTETS - 1));
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:{}\r\n", "é".repeat(60))));
        assert!(unfolded.contains("DESCRIPTION:a\\,b\\;c\\\\d \\nEND:VEVENT \r\n"));
        assert!(unfolded.contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"));
        assert_eq!(lines().filter(|line| *line == "END:VEVENT").count(), 1);
    }
}
