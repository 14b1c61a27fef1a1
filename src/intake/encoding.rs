//! Bytes of a text file to text: by its mark, by being UTF-8, else by the likeliest encoding, which is said.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};

use crate::finding::{Problem, ProblemCode};
use crate::intake::notice;

/// A text encoding that the firm prescribed for a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TextEncoding(&'static Encoding);

impl TextEncoding {
    /// The encoding of this name (`utf-8`, `windows-1252`, `latin1`, `utf-16le`, ...), if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Encoding::for_label(name.trim().as_bytes()).map(Self)
    }

    pub(crate) fn is_utf8(self) -> bool {
        self.0 == UTF_8
    }

    /// Its usual name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

/// The text of these bytes, without a mark at its head, and what is to be said about it.
pub(crate) fn decode(
    bytes: &[u8],
    file: u32,
    prescribed: Option<TextEncoding>,
) -> (Cow<'_, str>, Option<Problem>) {
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        let (text, broken) = marked.decode_with_bom_removal(bytes);
        return (text, broken.then(|| not_clean(file, marked)));
    }
    if let Some(TextEncoding(encoding)) = prescribed {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        return (text, broken.then(|| not_clean(file, encoding)));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), None);
    }
    if mostly_utf8(bytes) {
        return (String::from_utf8_lossy(bytes), Some(not_clean(file, UTF_8)));
    }
    let encoding = likeliest(bytes);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    (text, Some(assumed(file, encoding)))
}

/// A few bad bytes in a text full of good UTF-8 do not make it another encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|one| !one.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 10 * bad
}

fn likeliest(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"ca"), Utf8Detection::Deny);
    if guess == ISO_2022_JP {
        WINDOWS_1252
    } else {
        guess
    }
}

fn assumed(file: u32, encoding: &'static Encoding) -> Problem {
    let done = format!("The text is not UTF-8; it was read as {}.", encoding.name());
    notice::of_file(
        file,
        ProblemCode::EncodingAssumed,
        &done,
        "Check names with accents in the report. To settle it, export as \"CSV UTF-8\" or set the encoding in landed.toml.",
    )
}

fn not_clean(file: u32, encoding: &'static Encoding) -> Problem {
    let done = format!(
        "The text was read as {}, but some bytes are not valid in it; they were replaced by a question mark sign.",
        encoding.name()
    );
    notice::of_file(
        file,
        ProblemCode::EncodingAssumed,
        &done,
        "Look for the replaced characters, correct them in the source and export again as \"CSV UTF-8\".",
    )
}

#[cfg(test)]
mod tests {
    use crate::finding::ProblemCode;
    use crate::intake::encoding::{TextEncoding, decode};

    fn read(bytes: &[u8]) -> (String, bool) {
        let (text, problem) = decode(bytes, 0, None);
        assert!(
            problem
                .iter()
                .all(|p| p.code == ProblemCode::EncodingAssumed)
        );
        (text.into_owned(), problem.is_some())
    }

    #[test]
    fn marks_decide() {
        assert_eq!(read(b"\xEF\xBB\xBFn\xC3\xA9"), ("né".to_owned(), false));
        assert_eq!(read(b"\xFF\xFEn\0\xE9\0"), ("né".to_owned(), false));
        assert_eq!(read(b"\xFE\xFF\0n\0\xE9"), ("né".to_owned(), false));
    }

    #[test]
    fn utf8_needs_no_mark_and_french_windows_text_is_said() {
        assert_eq!(
            read("Prénom;Émile".as_bytes()),
            ("Prénom;Émile".to_owned(), false)
        );
        let windows = b"Pr\xE9nom;D\xE9but;\xC9mile \x96 caf\xE9";
        assert_eq!(
            read(windows),
            ("Prénom;Début;Émile – café".to_owned(), true)
        );
    }

    #[test]
    fn one_bad_byte_does_not_spoil_the_rest() {
        let mut bytes = "éàüç".repeat(10).into_bytes();
        bytes.push(0xE9);
        let (text, said) = read(&bytes);
        assert_eq!((text.matches("éàüç").count(), said), (10, true));
    }

    #[test]
    fn a_prescribed_encoding_is_not_an_assumption() {
        let latin = TextEncoding::named("latin1");
        assert_eq!(latin.map(TextEncoding::name), Some("windows-1252"));
        let (text, problem) = decode(b"n\xE9", 0, latin);
        assert_eq!((text.as_ref(), problem), ("né", None));
        assert_eq!(TextEncoding::named("no such"), None);
    }
}
