//! How numbers, dates and places look on a page. Rounds nothing.

use crate::calendar::{Day, FAR_FUTURE, FAR_PAST, RecordedDate};
use crate::law::Hours;
use crate::report::words::{Lang, Words, french_link};
use std::borrow::Cow;

pub(crate) use crate::report::words::grouped;

/// Hours with two decimals, truncated.
pub(crate) fn hours(hours: &Hours, lang: Lang) -> String {
    grouped(&hours.to_string(), lang)
}

/// Hours, or nothing where there are none: columns of zeros hide what matters.
pub(crate) fn hours_if_any(amount: &Hours, lang: Lang) -> String {
    if amount.is_zero() {
        String::new()
    } else {
        hours(amount, lang)
    }
}

/// The whole hundredths of hours, for drawing.
pub(crate) fn hundredths(hours: &Hours) -> i64 {
    let digits: String = hours.to_string().chars().filter(|c| *c != '.').collect();
    digits.parse().unwrap_or(0)
}

/// A count.
pub(crate) fn count(number: usize, lang: Lang) -> String {
    grouped(&number.to_string(), lang)
}

/// A required, found or possible value as the judgement gives it.
pub(crate) fn figure(text: &str, words: &Words) -> String {
    match text {
        "unlimited" => words.unlimited.to_owned(),
        "not QC" => words.not_quebec.to_owned(),
        _ => grouped(text, words.lang),
    }
}

/// A day, or the words for no end.
pub(crate) fn day(day: Day, words: &Words) -> String {
    if day == FAR_FUTURE {
        words.no_end.to_owned()
    } else if day == FAR_PAST {
        "\u{2026}".to_owned()
    } else {
        day.to_string()
    }
}

/// A recorded date, or nothing.
pub(crate) fn recorded(date: Option<RecordedDate>) -> String {
    date.map_or_else(String::new, |date| date.to_string())
}

/// A citation in the language of the page.
pub(crate) fn citation(text: &str, lang: Lang) -> Cow<'_, str> {
    lang.words().cited(text)
}

/// A link to a provision in the language of the page.
pub(crate) fn provision_link(link: &str, lang: Lang) -> Cow<'_, str> {
    match lang {
        Lang::English => Cow::Borrowed(link),
        Lang::French => french_link(link),
    }
}

/// Text cut to a number of characters, with an ellipsis where something is missing.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}\u{2026}", kept.trim_end())
}

/// Words with a capital at the beginning.
pub(crate) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_uppercase(), letters.as_str())
    })
}

/// A sentence from words that end one: a capital at the beginning, a full stop at the end.
pub(crate) fn sentence(words: &str) -> String {
    format!("{}.", capitalised(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(cut("Société générale", 9), "Société\u{2026}");
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(hundredths(&Hours::whole(12)), 1200);
    }
}
