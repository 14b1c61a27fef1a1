//! How numbers, dates and places look on a page.
//!
//! Owns grouping and decimal marks by language. Rounds nothing.

use crate::calendar::{Day, FAR_FUTURE, FAR_PAST, RecordedDate};
use crate::law::Hours;
use crate::report::words::{Lang, Words, french_link};
use std::borrow::Cow;

/// A plain decimal number with groups of three, as the language writes it; other text stays as it is.
pub(crate) fn grouped(text: &str, lang: Lang) -> String {
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(fraction) {
        return text.to_owned();
    }
    let (group, point) = match lang {
        Lang::English => (',', '.'),
        Lang::French => ('\u{202f}', ','),
    };
    let mut shown = sign.to_owned();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            shown.push(group);
        }
        shown.push(digit);
    }
    if !fraction.is_empty() {
        shown.push(point);
        shown.push_str(fraction);
    }
    shown
}

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
    fn numbers_are_grouped_as_each_language_writes_them() {
        assert_eq!(grouped("1560.00", Lang::English), "1,560.00");
        assert_eq!(grouped("1234567", Lang::French), "1\u{202f}234\u{202f}567");
        assert_eq!(grouped("560.00", Lang::French), "560,00");
        for text in ["<4", "2026-11-22", "", "7"] {
            assert_eq!(grouped(text, Lang::English), text);
        }
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(cut("Société générale", 9), "Société\u{2026}");
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(hundredths(&Hours::whole(12)), 1200);
    }
}
