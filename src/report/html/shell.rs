//! What every page has around its content: head, policy, style, heading and foot.
//!
//! Owns the content security policy: a page may use its own style (and the overview its own script), known by their hashes,
//! and nothing else; no page can reach the network.

use crate::report::html::Setting;
use crate::report::words::Words;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("overview.js");

static POLICY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'",
        source_hash(STYLE)
    )
});

static POLICY_WITH_SCRIPT: LazyLock<String> =
    LazyLock::new(|| format!("{}; script-src '{}'", *POLICY, source_hash(SCRIPT)));

/// A page around its content.
pub(crate) struct Page<'a> {
    pub words: &'a Words,
    pub title: &'a str,
    pub heading: Markup,
    pub content: Markup,
    pub foot: Markup,
    pub with_script: bool,
}

impl Page<'_> {
    /// The whole document.
    pub(crate) fn render(self) -> String {
        let policy = if self.with_script {
            &POLICY_WITH_SCRIPT
        } else {
            &POLICY
        };
        let document = html! {
            (DOCTYPE)
            html lang=(self.words.lang.code()) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy.as_str());
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    meta name="robots" content="noindex";
                    title { (self.title) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    a .skip href="#content" { (self.words.skip) }
                    header { (self.heading) }
                    main #content { (self.content) }
                    footer { (self.foot) }
                    @if self.with_script { script { (PreEscaped(SCRIPT)) } }
                }
            }
        };
        document.into_string()
    }
}

/// The line under each page: what it is not, and from what it was made.
pub(crate) fn foot(setting: &Setting<'_>) -> Markup {
    let words = setting.lang.words();
    html! {
        p { (words.not_advice) }
        p .quiet { "landed " (crate::report::VERSION) " \u{b7} " (words.as_of) " " (setting.bench.as_of) " \u{b7} " (setting.identity.hash()) }
    }
}

/// A hash as a content security policy writes it.
fn source_hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

/// Base 64 with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (i, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let letter = usize::try_from(bits >> shift & 63).ok();
            let letter = letter.and_then(|at| LETTERS.get(at)).copied();
            let letter = letter.filter(|_| i <= chunk.len()).unwrap_or(b'=');
            text.push(char::from(letter));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_agrees_with_the_examples_of_rfc_4648() {
        let examples = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, coded) in examples {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn style_and_script_cannot_end_their_element() {
        assert!(!STYLE.contains("</") && !SCRIPT.contains("</"));
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    }
}
