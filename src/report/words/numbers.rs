//! Numbers as each language writes them: groups of three, and the decimal mark. Rounds nothing.

use super::Lang;

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
}
