//! Yes and no in English and French, also under headings that ask the opposite ("Unpaid?").

use super::{Content, WordFinder};
use crate::records::Pay;

/// The value of a yes/no cell; `inverted` when the heading asks the opposite question.
pub(crate) fn read_yes_no(
    content: &Content<'_>,
    column: &str,
    inverted: bool,
    words: &WordFinder<'_>,
) -> Option<bool> {
    let text = content.text();
    // A word that the configuration maps is the canonical word, whatever the heading asks.
    let inverted = inverted && !words.maps(column, &text);
    match words.find(column, "yes_no", &text)? {
        "yes" => Some(!inverted),
        "no" => Some(inverted),
        _ => None,
    }
}

/// Whether study was full-time. "Part-time" says what it is under any heading; only yes and no change places.
pub(crate) fn read_full_time(
    content: &Content<'_>,
    column: &str,
    inverted: bool,
    words: &WordFinder<'_>,
) -> Option<bool> {
    let yes_no = words.find_known("yes_no", &content.text());
    if yes_no.is_some() && !words.maps(column, &content.text()) {
        return read_yes_no(content, column, inverted, words);
    }
    match words.find(column, "full_time", &content.text())? {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// How work is paid. "Unpaid" says what it is under any heading; only yes and no change places.
pub(crate) fn read_pay(
    content: &Content<'_>,
    column: &str,
    inverted: bool,
    words: &WordFinder<'_>,
) -> Option<Pay> {
    let text = content.text();
    let word = Pay::from_id(words.find(column, "pay", &text)?)?;
    let yes_no =
        inverted && !words.maps(column, &text) && words.find_known("yes_no", &text).is_some();
    Some(match word {
        Pay::Yes if yes_no => Pay::No,
        Pay::No if yes_no => Pay::Yes,
        other => other,
    })
}
