//! Occupation codes: the digits as written, out of what people write around them.

use super::Content;
use super::text::fold;
use crate::law::NocVersion;
use crate::provenance::Text;
use crate::recognition::vocabulary;

/// An occupation code as a cell gives it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct NocText {
    /// The digits, leading zeros kept.
    pub(crate) digits: Text,
    /// The version, if the cell names one ("NOC 2016 2173").
    pub(crate) version: Option<NocVersion>,
}

/// The code that a cell gives; `None` if there is none, or more than one.
pub(crate) fn read_noc(content: &Content<'_>) -> Option<NocText> {
    let text = match content {
        Content::Text(text) => fold(text),
        Content::Number(_) => content.text().into_owned(),
        Content::Blank | Content::Broken(_) | Content::Date(..) | Content::Bool(_) => return None,
    };
    let after_name = ["noc", "cnp"]
        .iter()
        .find_map(|name| text.strip_prefix(name))
        .map(|rest| rest.trim_start_matches([' ', ':', '#', '-', '.', '/']));
    let rest = after_name.unwrap_or(&text);
    let rest = rest
        .strip_prefix("code")
        .map_or(rest, |rest| rest.trim_start_matches([' ', ':', '#', '-']));
    if after_name.is_some()
        && let Some((version, rest)) = leading_version(rest)
        && let Some(digits) = code(rest)
    {
        return Some(NocText {
            digits: digits.into(),
            version: Some(version),
        });
    }
    let digits = code(rest).or_else(|| only_group(rest))?;
    Some(NocText {
        digits: digits.into(),
        version: None,
    })
}

/// `2016 v1.3 - 2173` gives the version and what follows it, if that begins with a digit.
fn leading_version(text: &str) -> Option<(NocVersion, &str)> {
    let (year, rest) = text.split_at_checked(4)?;
    let id = vocabulary::lookup("noc_version", year)?;
    let version = NocVersion(id.parse().ok()?);
    // "NOC 20160" is a code of five digits.
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let rest = rest.trim_start();
    let rest = rest.strip_prefix('v').map_or(rest, |number| {
        number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
    });
    let rest = rest.trim_start_matches([' ', ':', '-', '/', ',']);
    rest.starts_with(|c: char| c.is_ascii_digit())
        .then_some((version, rest))
}

/// The code that a text begins with: alone, with `.0`, or with a title behind it.
fn code(text: &str) -> Option<String> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    if digits.is_empty() {
        return None;
    }
    let rest = match rest.strip_prefix('.') {
        Some(decimals) => {
            let title = decimals.trim_start_matches('0');
            (title.len() < decimals.len() || title.starts_with(' ') || title.is_empty())
                .then_some(title)?
        }
        None => rest,
    };
    let alone = rest.is_empty() && digits.len() <= 10;
    let titled = rest.starts_with([' ', '-', ':', ',', ';', '(', '/', '|'])
        && (4..=5).contains(&digits.len())
        && rest.contains(|c: char| c.is_alphabetic())
        && !groups(rest).any(|group| group.len() >= 4);
    (alone || titled).then(|| digits.to_owned())
}

/// The code of `Software engineers (21231)`: the only number in the text, of four or five digits.
fn only_group(text: &str) -> Option<String> {
    if !text.starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    let mut groups = groups(text);
    let only = groups.next()?;
    let apart = text
        .split(only)
        .all(|part| !part.ends_with(['.', ',']) && !part.starts_with(['.', ',']));
    ((4..=5).contains(&only.len()) && apart && groups.next().is_none()).then(|| only.to_owned())
}

fn groups(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
}
