//! The values that recur in one column, each kept once and named by a number.

use super::values::Content;
use crate::intake::SharedText;
use crate::provenance::{Text, TextKey};
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::borrow::Cow;
use std::hash::BuildHasher as _;

/// Longer texts are not looked for: they hardly recur.
const LONGEST: usize = 128;

/// After so many values it shows whether the column is one of values that recur: it has no more different ones than these by then. Early
/// on only columns are given up in which hardly anything recurs.
const TRIALS: [(u32, usize); 2] = [(2_048, 1_946), (16_384, 8_192)];

/// What recurs. Numbers are told apart by their bits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Value {
    /// A text, cleaned.
    Text(Text),
    /// The bits of a number.
    Number(u64),
    /// The bits of the serial number of a date, and whether it counts from 1904.
    Date(u64, bool),
}

/// What may recur, as it is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sought<'a> {
    /// A text, cleaned.
    Text(&'a str),
    /// The bits of a number.
    Number(u64),
    /// The bits of the serial number of a date, and whether it counts from 1904.
    Date(u64, bool),
}

impl Value {
    /// As the content of a cell.
    pub(super) fn content(&self) -> Content<'_> {
        match self {
            Self::Text(text) => Content::Text(Cow::Borrowed(text)),
            Self::Number(bits) => Content::Number(f64::from_bits(*bits)),
            Self::Date(bits, is_1904) => Content::date(f64::from_bits(*bits), *is_1904),
        }
    }

    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&Text> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(_) | Self::Date(..) => None,
        }
    }
}

impl Sought<'_> {
    fn kept(self) -> Value {
        match self {
            Self::Text(text) => Value::Text(Text::from(text)),
            Self::Number(bits) => Value::Number(bits),
            Self::Date(bits, is_1904) => Value::Date(bits, is_1904),
        }
    }
}

/// By what a value is told apart: for most it says all, so that nobody looks at where the value is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Key {
    Text(TextKey),
    Number(u64),
    Date(u64, bool),
}

impl Key {
    fn of(value: Sought<'_>, hasher: &RandomState) -> Self {
        match value {
            Sought::Text(text) => Self::Text(TextKey::of(text, hasher)),
            Sought::Number(bits) => Self::Number(bits),
            Sought::Date(bits, is_1904) => Self::Date(bits, is_1904),
        }
    }

    /// A text of which the key does not say all.
    fn is_long(self) -> bool {
        matches!(self, Self::Text(key) if !key.says_all())
    }

    /// A column hardly ever holds numbers, dates and texts that look like their bits.
    fn hash(self, hasher: &RandomState) -> u64 {
        match self {
            Self::Text(key) => key.hash(hasher),
            Self::Number(bits) | Self::Date(bits, _) => hasher.hash_one(bits),
        }
    }
}

/// Which values the texts are that cells of a workbook share, by their numbers there. A direct-mapped cache, so its size is bounded
/// whatever the workbook; a text that falls out of it is only looked for again. Texts that recur mostly have numbers close to each
/// other, because they came for the first time in rows close to each other, so few of them share a slot.
#[derive(Clone, Debug, Default)]
struct SharedNumbers {
    /// The number in the workbook, and that of the value.
    slots: Vec<(u32, Option<u16>)>,
}

/// How many shared texts are remembered at most; a power of two.
const SLOTS: u32 = 8_192;

impl SharedNumbers {
    fn get(&self, shared: SharedText<'_>) -> Option<u16> {
        let (known, number) = self.slots.get(Self::slot(shared))?;
        number.filter(|_| *known == shared.number())
    }

    fn remember(&mut self, shared: SharedText<'_>, number: u16) {
        let slot = Self::slot(shared);
        if self.slots.len() <= slot {
            // A small workbook has few shared texts, and needs few slots.
            self.slots.resize((slot + 1).next_power_of_two(), (0, None));
        }
        if let Some(place) = self.slots.get_mut(slot) {
            *place = (shared.number(), Some(number));
        }
    }

    fn slot(shared: SharedText<'_>) -> usize {
        usize::try_from(shared.number() & (SLOTS - 1)).unwrap_or(0)
    }
}

/// The texts that were found last, by their ends. A direct-mapped cache as [`SharedNumbers`] is; of a longer text it only says which
/// one it may be.
#[derive(Clone, Debug, Default)]
struct RecentTexts {
    slots: Vec<Option<(TextKey, u16)>>,
}

/// How many texts are remembered at first, and at most; powers of two.
const FIRST_RECENT: usize = 32;
const MOST_RECENT: usize = 4_096;

impl RecentTexts {
    #[inline]
    fn get(&self, key: TextKey) -> Option<u16> {
        let slot = self.slots.get(key.place(self.slots.len()));
        let (known, number) = (*slot?)?;
        (known == key).then_some(number)
    }

    /// Remembers one of so many values of the column.
    fn remember(&mut self, key: TextKey, number: u16, values: usize) {
        let room = 2 * values.next_power_of_two();
        let room = room.clamp(FIRST_RECENT, MOST_RECENT);
        if self.slots.len() < room {
            // All are in other places now, and found again soon.
            self.slots.clear();
            self.slots.resize(room, None);
        }
        if let Some(slot) = self.slots.get_mut(key.place(room)) {
            *slot = Some((key, number));
        }
    }
}

/// The values of one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    values: Vec<Value>,
    numbers: HashTable<(Key, u16)>,
    hasher: RandomState,
    /// Of the workbook that is being read.
    shared: SharedNumbers,
    recent: RecentTexts,
    asked: u32,
    /// How many trials are over.
    tried: usize,
    closed: bool,
}

impl Dictionary {
    /// The number of a value. `None` if the dictionary does not take it: it is full, or the column (of ids, of names) repeats
    /// too little to be worth it.
    pub(super) fn number(&mut self, value: Sought<'_>) -> Option<u16> {
        if self.closed || matches!(value, Sought::Text(text) if text.len() > LONGEST) {
            return None;
        }
        self.asked = self.asked.saturating_add(1);
        if let Some((asked, different)) = TRIALS.get(self.tried)
            && self.asked >= *asked
        {
            self.tried += 1;
            if self.values.len() > *different {
                self.closed = true;
                self.recent = RecentTexts::default();
                return None;
            }
        }
        let key = Key::of(value, &self.hasher);
        if let Some(number) = self.find(key, value) {
            return Some(number);
        }
        let number = u16::try_from(self.values.len()).ok()?;
        let Self {
            numbers, hasher, ..
        } = self;
        let hash = |(key, _): &(Key, u16)| key.hash(hasher);
        numbers.insert_unique(key.hash(hasher), (key, number), hash);
        self.values.push(value.kept());
        Some(number)
    }

    /// The number of what a cell holds as it stands there, if it is one of the values; else all is as before. Values are clean texts,
    /// so a text is clean, too, and whatever its value was looked at for when it came first needs no second look.
    pub(super) fn number_of_known(&mut self, value: Sought<'_>) -> Option<u16> {
        if self.closed || matches!(value, Sought::Text(text) if text.len() > LONGEST) {
            return None;
        }
        let key = Key::of(value, &self.hasher);
        let number = self.find(key, value)?;
        self.asked = self.asked.saturating_add(1);
        Some(number)
    }

    /// Whether the column repeats too little, so that no value has a number any more.
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// The number of a text as it stands in a cell, as [`Dictionary::number_of_known`] has it: mostly one that was found not long ago.
    #[inline]
    pub(super) fn number_of_text(&mut self, text: &str) -> Option<u16> {
        let key = TextKey::by_ends(text);
        // There are none once the dictionary is closed.
        if let Some(number) = self.recent.get(key)
            && (key.says_all() || self.is_text(number, Sought::Text(text)))
        {
            self.asked = self.asked.saturating_add(1);
            return Some(number);
        }
        self.number_of_older_text(key, text)
    }

    /// The same for a text that was not found lately, which is remembered.
    #[inline(never)]
    fn number_of_older_text(&mut self, key: TextKey, text: &str) -> Option<u16> {
        let number = self.number_of_known(Sought::Text(text))?;
        self.recent.remember(key, number, self.values.len());
        Some(number)
    }

    /// The same for a text that cells share: mostly known by its number there, so that nobody looks at the text.
    pub(super) fn number_of_shared(&mut self, shared: SharedText<'_>) -> Option<u16> {
        if self.closed {
            return None;
        }
        if let Some(number) = self.shared.get(shared) {
            self.asked = self.asked.saturating_add(1);
            return Some(number);
        }
        let number = self.number_of_known(Sought::Text(shared.text()))?;
        self.shared.remember(shared, number);
        Some(number)
    }

    fn find(&self, key: Key, value: Sought<'_>) -> Option<u16> {
        let is_same = |(known, number): &(Key, u16)| {
            *known == key && (!key.is_long() || self.is_text(*number, value))
        };
        let found = self.numbers.find(key.hash(&self.hasher), is_same);
        found.map(|(_, number)| *number)
    }

    fn is_text(&self, number: u16, value: Sought<'_>) -> bool {
        let kept = self.value(number).and_then(Value::text);
        kept.is_some_and(|kept| value == Sought::Text(kept))
    }

    /// The value of a number.
    pub(super) fn value(&self, number: u16) -> Option<&Value> {
        self.values.get(usize::from(number))
    }

    /// How many values there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// No value is added any more, and none is looked for.
    pub(super) fn close(&mut self) {
        self.closed = true;
        self.values.shrink_to_fit();
        self.numbers = HashTable::new();
        self.shared = SharedNumbers::default();
        self.recent = RecentTexts::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::SharedStrings;

    /// So many values pass the last trial.
    const TRIAL: u32 = TRIALS[1].0;

    fn text(text: &str) -> Sought<'_> {
        Sought::Text(text)
    }

    #[test]
    fn a_column_that_does_not_repeat_is_given_up_and_what_was_kept_stays() {
        // Of so many different values in turn, (how many are asked for when it shows, the column repeats enough).
        for (different, shows_at, repeats) in [
            (u32::MAX, 2_048, false),
            (1_947, 2_048, false),
            (1_946, TRIAL, true),
        ] {
            let mut dictionary = Dictionary::default();
            let values = (0..TRIAL + 10).map(|at| format!("C-{}", at % different));
            let numbers: Vec<Option<u16>> = values
                .map(|value| dictionary.number(text(&value)))
                .collect();
            assert_eq!(numbers[1], Some(1));
            let given_up = numbers.iter().position(Option::is_none);
            let shows_at = usize::try_from(shows_at).unwrap();
            assert_eq!(given_up, (!repeats).then_some(shows_at - 1), "{different}");
            assert_eq!(dictionary.number(text("C-1")), repeats.then_some(1));
            assert_eq!(dictionary.number_of_text("C-1"), repeats.then_some(1));
            assert_eq!(dictionary.value(1), Some(&text("C-1").kept()));
        }
    }

    #[test]
    fn a_column_that_repeats_at_first_can_be_given_up_later() {
        let mut dictionary = Dictionary::default();
        let values = (0..TRIAL).map(|at| format!("C-{}", if at < 512 { 0 } else { at }));
        let numbers: Vec<Option<u16>> = values
            .map(|value| dictionary.number(text(&value)))
            .collect();
        let given_up = numbers.iter().position(Option::is_none);
        assert_eq!(given_up, usize::try_from(TRIAL - 1).ok());
    }

    #[test]
    fn a_text_is_found_by_its_ends_as_by_all_of_it() {
        let mut dictionary = Dictionary::default();
        // More than are remembered; those of one length begin and end alike.
        let middle = |at: usize| format!("Atelier {at:0width$} Boréal", width = 1 + at % 7);
        let texts: Vec<String> = (0..3 * MOST_RECENT)
            .map(|at| {
                if at % 2 == 0 {
                    middle(at)
                } else {
                    at.to_string()
                }
            })
            .collect();
        for round in 0..3 {
            for one in &texts {
                let expected = dictionary.number_of_known(text(one));
                assert_eq!(dictionary.number_of_text(one), expected, "{one}");
                assert_eq!(dictionary.number_of_text(one), expected, "{one}");
                assert_eq!(expected.is_some(), round > 0);
                if round == 0 {
                    dictionary.number(text(one));
                    dictionary.asked = 0;
                }
            }
        }
        assert_eq!(dictionary.recent.slots.len(), MOST_RECENT);
        dictionary.close();
        assert_eq!(dictionary.number_of_text("1"), None);
    }

    #[test]
    fn no_more_texts_than_numbers() {
        let mut dictionary = Dictionary::default();
        for _ in 0..TRIAL {
            dictionary.number(text("often"));
        }
        for at in 0..70_000 {
            dictionary.number(text(&format!("C-{at}")));
        }
        assert_eq!(dictionary.number(text("C-69999")), None);
        assert_eq!(dictionary.number(text("C-1")), Some(2));
        assert_eq!(dictionary.value(u16::MAX), Some(&text("C-65534").kept()));
    }

    #[test]
    fn a_long_text_is_not_the_one_that_begins_and_ends_like_it() {
        let mut dictionary = Dictionary::default();
        let long = ["0123456789", "abcdefghij"].map(|middle| format!("Atelier {middle} Boréal"));
        let numbers = long.each_ref().map(|one| dictionary.number(text(one)));
        assert_eq!(numbers, [Some(0), Some(1)]);
        let again = long
            .each_ref()
            .map(|one| dictionary.number_of_known(text(one)));
        assert_eq!(again, numbers);
        assert_eq!(dictionary.number_of_known(text("Atelier")), None);
    }

    #[test]
    fn a_shared_text_is_known_by_its_number_as_by_itself() {
        // Every second text is written with a hard space, and its clean form is another one that is shared.
        let count = 2 * SLOTS + 10;
        let written = |at: u32| format!("{}C-{}", ["", "\u{a0}"][at as usize % 2], at / 2);
        let texts: Vec<String> = (0..count).map(written).collect();
        let xml = format!(
            "<sst><si><t>{}</t></si></sst>",
            texts.join("</t></si><si><t>")
        );
        let shared = SharedStrings::read(xml.as_bytes()).unwrap();
        let mut dictionary = Dictionary::default();
        for _ in 0..TRIAL {
            dictionary.number(text("often"));
        }
        for round in 0..3 {
            for at in 0..count {
                let one = shared.get(at).unwrap();
                let expected = dictionary.number_of_known(text(one.text()));
                assert_eq!(dictionary.number_of_shared(one), expected, "{at}");
                assert_eq!(expected.is_some(), round > 0 && at % 2 == 0, "{at}");
                if round == 0 {
                    let number = dictionary.number(text(one.text().trim()));
                    assert_eq!(number.map(u32::from), Some(at / 2 + 1));
                }
            }
        }
        assert!(dictionary.shared.slots.len() <= usize::try_from(SLOTS).unwrap());
        dictionary.close();
        assert_eq!(dictionary.number_of_shared(shared.get(0).unwrap()), None);
        assert!(dictionary.shared.slots.is_empty());
    }

    #[test]
    fn a_number_is_not_the_text_that_looks_like_it() {
        let mut dictionary = Dictionary::default();
        let bits = 1.0_f64.to_bits();
        let values = [
            text("1"),
            Sought::Number(bits),
            Sought::Date(bits, false),
            Sought::Date(bits, true),
        ];
        let numbers = values.map(|value| dictionary.number(value));
        assert_eq!(numbers, [Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!(dictionary.value(2), Some(&values[2].kept()));
    }
}
