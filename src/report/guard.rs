//! Text that a spreadsheet could take for a formula is guarded by an apostrophe, which is taken off where it is read back.

/// Whether a spreadsheet could take text that begins with this character for a formula. The full-width forms are
/// there because East Asian versions of Excel read them as their plain twins.
pub(super) const fn begins_formula(first: char) -> bool {
    matches!(
        first,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'
    )
}

/// Whether text needs one more apostrophe before it: it begins a formula, or it already looks guarded. The second part
/// makes guarding reversible.
pub(super) fn needs_guard(text: &str) -> bool {
    // Nearly all text begins with a letter or digit, which none of these characters does.
    if text
        .bytes()
        .next()
        .is_none_or(|b| b.is_ascii_alphanumeric())
    {
        return false;
    }
    text.trim_start_matches('\'')
        .chars()
        .next()
        .is_some_and(begins_formula)
}

/// Reads guarded text back as it stood in the input.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => rest,
        _ => text,
    }
}
