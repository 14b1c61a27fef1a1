//! What the values that recur in a table mean, each found once for all its rows and all threads.
//!
//! Only a memory: what a value means depends on the value and its column alone, so nothing changes if it is found again.

use super::slots::Slots;
use super::values::{DateFault, HoursFault, NocText, ScoreFault, Settled, WrittenScore};
use super::{Hourly, Pay};

/// What a value means in its column.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    Date(DateMeaning),
    Word(Option<&'static str>),
    YesNo(Option<bool>),
    /// Apart, because it is many times as large as the others.
    Hours(Box<HoursMeaning>),
    Pay(Option<Pay>),
    Occupation(Option<NocText>),
    Score(ScoreMeaning),
}

/// What a value means in a column of hours.
pub(super) type HoursMeaning = Result<Hourly, HoursFault>;

/// What a value means in a column of scores, whichever test they are of.
pub(super) type ScoreMeaning = Result<WrittenScore, ScoreFault>;

/// What a value means in a column of dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DateMeaning {
    /// A word for "still going on".
    Ongoing,
    /// A date, by the order of the column, or why it is none.
    Dated(Result<Settled, DateFault>),
}

/// One kind of meaning.
pub(super) struct Kind<T> {
    pub(super) keep: fn(T) -> Meaning,
    pub(super) of: fn(&Meaning) -> Option<&T>,
}

macro_rules! kinds {
    ($($name:ident = $variant:ident: $type:ty, $keep:expr);+ $(;)?) => {
        $(pub(super) const $name: Kind<$type> = Kind {
            keep: $keep,
            of: |meaning| match meaning {
                Meaning::$variant(found) => Some(found),
                _ => None,
            },
        };)+
    };
}

kinds! {
    DATE = Date: DateMeaning, Meaning::Date;
    WORD = Word: Option<&'static str>, Meaning::Word;
    YES_NO = YesNo: Option<bool>, Meaning::YesNo;
    HOURS = Hours: HoursMeaning, |found| Meaning::Hours(Box::new(found));
    PAY = Pay: Option<Pay>, Meaning::Pay;
    OCCUPATION = Occupation: Option<NocText>, Meaning::Occupation;
    SCORE = Score: ScoreMeaning, Meaning::Score;
}

/// The meanings of the values of one table.
pub(super) type Meanings = Slots<Meaning>;
