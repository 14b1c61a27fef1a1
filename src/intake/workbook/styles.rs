//! Which styles of a workbook show a number as a date or a time, and how much of a date. Knows nothing else of looks.

use std::collections::BTreeMap;
use std::io::Read;

use crate::intake::workbook::tokens::{Tag, Tokens, XmlStop, attribute};

/// As what a style shows a number, the most exact last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(crate) enum Shown {
    /// As a number.
    #[default]
    Number,
    /// As a year alone.
    Year,
    /// As a month: of the day nothing is shown.
    Month,
    /// As a day, a time, or a part of one.
    Day,
}

/// By the number of the style: as what it shows a number.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Styles(Vec<Shown>);

impl Styles {
    /// Reads the part that holds them.
    pub(crate) fn read<R: Read>(part: R) -> Result<Self, XmlStop> {
        let mut tokens = Tokens::new(part);
        let mut own: BTreeMap<String, Shown> = BTreeMap::new();
        let mut styles = Vec::new();
        let mut section = Section::Other;
        while let Some(token) = tokens.next()? {
            match token.kind()? {
                Tag::Open(b"numFmts", _) => section = Section::Formats,
                Tag::Open(b"cellXfs", _) => section = Section::Cells,
                Tag::Close(b"numFmts" | b"cellXfs") => section = Section::Other,
                Tag::Open(b"numFmt", attributes) | Tag::Empty(b"numFmt", attributes)
                    if section == Section::Formats =>
                {
                    let id = attribute(attributes, b"numFmtId");
                    if let (Some(id), Some(format)) = (id, attribute(attributes, b"formatCode")) {
                        own.insert(id, shown_by(&format));
                    }
                }
                Tag::Open(b"xf", attributes) | Tag::Empty(b"xf", attributes)
                    if section == Section::Cells =>
                {
                    let id = attribute(attributes, b"numFmtId").unwrap_or_default();
                    styles.push(own.get(&id).copied().unwrap_or_else(|| built_in(&id)));
                }
                _ => {}
            }
        }
        Ok(Self(styles))
    }

    /// As what cells of this style show a number; those of a style that is missing, as a number.
    pub(crate) fn shown(&self, style: u32) -> Shown {
        usize::try_from(style)
            .ok()
            .and_then(|at| self.0.get(at).copied())
            .unwrap_or_default()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Formats,
    Cells,
    Other,
}

/// ECMA-376 part 1, 18.8.30, with the East Asian ones, of which three show months in some of the languages.
fn built_in(id: &str) -> Shown {
    match id.parse::<u16>() {
        Ok(17 | 34 | 52 | 55) => Shown::Month,
        Ok(14..=22 | 27..=36 | 45..=47 | 50..=58) => Shown::Day,
        _ => Shown::Number,
    }
}

/// As what the first section of a number format shows a number.
pub(crate) fn shown_by(format: &str) -> Shown {
    let mut letters = format.chars();
    let (mut shown, mut after_a) = (Shown::Number, false);
    while let Some(letter) = letters.next() {
        let part = match letter.to_ascii_lowercase() {
            ';' => break,
            // The next letter is shown as it is, left as a gap, or repeated.
            '\\' | '_' | '*' => {
                letters.next();
                continue;
            }
            '"' => {
                letters.by_ref().find(|quoted| *quoted == '"');
                continue;
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|inner| *inner != ']').collect();
                if !is_duration(&inside) {
                    continue;
                }
                Shown::Day
            }
            'a' => {
                after_a = true;
                continue;
            }
            'p' | '/' if after_a => Shown::Day,
            'm' => Shown::Month,
            'd' | 'h' | 's' if !after_a => Shown::Day,
            'y' if !after_a => Shown::Year,
            _ => continue,
        };
        shown = shown.max(part);
    }
    shown
}

/// `[h]`, `[mm]`, `[ss]`: hours, minutes or seconds that go on beyond a day.
fn is_duration(inside: &str) -> bool {
    let first = inside
        .chars()
        .next()
        .map(|letter| letter.to_ascii_lowercase());
    first.is_some_and(|first| {
        matches!(first, 'h' | 'm' | 's')
            && inside.chars().all(|one| one.to_ascii_lowercase() == first)
    })
}

#[cfg(test)]
mod tests {
    use crate::intake::workbook::styles::{Shown, Styles, shown_by};

    #[test]
    fn formats_of_dates_times_and_durations() {
        let dates = [
            "yyyy-mm-dd",
            "DD/MM/YY",
            "H:MM:SS;@",
            "[h]:mm:ss",
            "[ss].00",
            "[$-409]d mmm yyyy",
            "\"le \"d",
            "h AM/PM",
            "*-yyyy",
            "[Blue]\\+[h]:mm;[Red]0",
            "m\"M\"d\"D\";@",
            "[$-404]e\"x\"m",
        ];
        for format in dates {
            assert_ne!(shown_by(format), Shown::Number, "{format}");
        }
        let numbers = [
            "General",
            "0.00",
            "#,##0\\ [$\\u20bd-46D]",
            "\"Day \"0",
            "0;d",
            "\\Y000",
            "_d0",
            "#,##0*y",
            "[>=100][Magenta]General",
            "[Red]0",
            "0\"x\"*d",
            "",
        ];
        for format in numbers {
            assert_eq!(shown_by(format), Shown::Number, "{format}");
        }
    }

    #[test]
    fn formats_that_show_no_day() {
        let months = [
            "mmm-yy",
            "mmm yyyy",
            "mm/yyyy",
            "yyyy\\-mm",
            "[$-fr-CA]mmmm yyyy",
            "[$-409]mmm\\-yy;@",
            "mmmm",
            "yyyy\"-d\"mm",
        ];
        for format in months {
            assert_eq!(shown_by(format), Shown::Month, "{format}");
        }
        for format in ["yyyy", "yy;@", "\"in \"yyyy"] {
            assert_eq!(shown_by(format), Shown::Year, "{format}");
        }
        let days = [
            "yyyy-mm-dd",
            "d mmm",
            "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
            "mm:ss",
            "h:mm AM/PM",
            "m/d/yy h:mm",
        ];
        for format in days {
            assert_eq!(shown_by(format), Shown::Day, "{format}");
        }
    }

    #[test]
    fn styles_find_their_format() {
        let xml = "<styleSheet><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;x&quot;\"/></numFmts>\
            <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"><alignment/></xf>\
            <xf numFmtId=\"164\"/></cellXfs><dxfs><dxf><numFmt numFmtId=\"0\" formatCode=\"d\"/></dxf></dxfs></styleSheet>";
        let styles = Styles::read(xml.as_bytes()).unwrap();
        assert_eq!(
            [0, 1, 2, 3].map(|style| styles.shown(style)),
            [Shown::Number, Shown::Day, Shown::Year, Shown::Number]
        );
    }
}
