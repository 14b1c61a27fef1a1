//! What a misspelt key was probably meant to be.

/// The candidate most like the word, if any is like it at all.
pub fn nearest<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let word = word.to_lowercase();
    let likeness = |candidate: &&str| strsim::jaro_winkler(&word, candidate);
    candidates
        .iter()
        .copied()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        .filter(|best| likeness(best) > 0.7)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_misspelt_key_finds_its_neighbour_and_a_foreign_one_none() {
        let keys = ["inputs", "out", "assume", "limits", "files"];
        assert_eq!(nearest("asume", &keys), Some("assume"));
        assert_eq!(nearest("Input", &keys), Some("inputs"));
        assert_eq!(nearest("zzz", &keys), None);
    }
}
