//! What a finding shows: figures and one sentence. They are kept as facts and become text where they are written.

use crate::calendar::Day;
use crate::finding::{Outcome, Reason};
use crate::law::{Hours, LanguageLevel};
use std::fmt;

/// A figure of a finding.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Figure {
    /// None.
    #[default]
    None,
    /// Hours.
    Hours(Hours),
    /// Hours without a known limit.
    Unlimited,
    /// A level that a test reaches.
    Level(LanguageLevel),
    /// A level that is required.
    Threshold(u8),
    /// A day.
    Day(Day),
    /// A word.
    Word(&'static str),
}

impl Figure {
    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Hours(hours) => hours.fmt(f),
            Self::Unlimited => f.write_str("unlimited"),
            Self::Level(level) => level.fmt(f),
            Self::Threshold(level) => level.fmt(f),
            Self::Day(day) => day.fmt(f),
            Self::Word(word) => f.write_str(word),
        }
    }
}

/// One plain English sentence about a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Explanation {
    /// The sentence itself.
    Sentence(&'static str),
    /// What cannot be decided, and because of what.
    Because(&'static str, &'static str),
    /// About the hours.
    Hours(HoursExplained),
    /// About the best test.
    Language(LanguageExplained),
    /// The invitation was good until a day, on which or before which the application came, or not.
    Invitation {
        /// The last good day.
        last: Day,
        /// The day applied.
        applied: Day,
    },
    /// The invitation ran out without an application.
    Lapsed {
        /// The day of the invitation, where it is known.
        invited: Option<Day>,
        /// The last day on which it was good, at the latest.
        last: Day,
    },
    /// What cannot be decided, because dates of the profile are not known to the day.
    Imprecise {
        /// What cannot be decided.
        what: &'static str,
        /// Which dates.
        dates: ImpreciseDates,
        /// Whether the date of another row is not known to the day either, and leaves it open, too.
        rows: bool,
    },
}

/// Which dates of the profile are not known to the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImpreciseDates {
    /// That of the invitation.
    Invitation,
    /// That of the application.
    Application,
    /// Those of both.
    Both,
}

impl ImpreciseDates {
    const fn sentence(self) -> &'static str {
        match self {
            Self::Invitation => "the invitation date is not known to the day",
            Self::Application => "the application date is not known to the day",
            Self::Both => "the invitation date and the application date are not known to the day",
        }
    }

    /// The reasons by which each of these days is asked for.
    pub(crate) const fn asked(self) -> &'static [Reason] {
        match self {
            Self::Invitation => &[Reason::InvitationDateUnknown],
            Self::Application => &[Reason::ApplicationDateUnknown],
            Self::Both => &[
                Reason::InvitationDateUnknown,
                Reason::ApplicationDateUnknown,
            ],
        }
    }
}

/// What is said about the hours.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HoursExplained {
    /// What came out.
    pub outcome: Outcome,
    /// Hours that surely count.
    pub counted: Hours,
    /// Hours that count at most; `None` if unlimited.
    pub possible: Option<Hours>,
    /// Hours required.
    pub required: u32,
    /// The assessed day.
    pub day: Day,
    /// Why it is open.
    pub because: &'static str,
}

/// What is said about the best language test.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LanguageExplained {
    /// What came out.
    pub outcome: Outcome,
    /// The name of the best valid test and the level of its lowest ability.
    pub best: Option<(&'static str, LanguageLevel)>,
    /// CLB or NCLC.
    pub unit: &'static str,
    /// Whether none is surely valid, and one may be.
    pub perhaps_valid: bool,
    /// The highest and the lowest level that may be required.
    pub required: (u8, u8),
    /// The assessed day.
    pub day: Day,
    /// Why it is open.
    pub because: &'static str,
}

impl Explanation {
    /// The requirement was left open for a reason.
    pub(crate) const fn open_for(reason: Reason) -> Self {
        Self::Because("This cannot be decided", reason.sentence())
    }
}

/// A piece of a sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// Hours.
    Hours(&'a Hours),
    /// A day.
    Day(Day),
    /// A whole number.
    Number(u32),
}

use Piece::{Number, Words};

impl fmt::Display for Piece<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Words(words) => f.write_str(words),
            Self::Hours(hours) => hours.fmt(f),
            Self::Day(day) => day.fmt(f),
            Number(number) => number.fmt(f),
        }
    }
}

fn because<'a>(what: &'a str, why: &'a str, take: &mut impl FnMut(Piece<'a>)) {
    all(
        [Words(what), Words(" because "), Words(why), Words(".")],
        take,
    );
}

fn lapsed<'a>(invited: Option<Day>, last: Day, take: &mut impl FnMut(Piece<'a>)) {
    let last = Piece::Day(last);
    if let Some(invited) = invited {
        let of = [Words("The invitation of "), Piece::Day(invited)];
        all(of, take);
        let ran_out = [
            Words(" ran out on "),
            last,
            Words(" without an application."),
        ];
        all(ran_out, take);
    } else {
        let ran_out = Words("The invitation ran out without an application, on ");
        all([ran_out, last, Words(" at the latest.")], take);
    }
}

fn all<'a, const N: usize>(pieces: [Piece<'a>; N], take: &mut impl FnMut(Piece<'a>)) {
    pieces.into_iter().for_each(take);
}

impl Explanation {
    /// Hands over the sentence piece by piece.
    pub fn pieces<'a>(&'a self, take: &mut impl FnMut(Piece<'a>)) {
        match self {
            Self::Sentence(sentence) => take(Words(sentence)),
            Self::Because(what, why) => because(what, why, take),
            Self::Imprecise { what, dates, .. } => because(what, dates.sentence(), take),
            Self::Lapsed { invited, last } => lapsed(*invited, *last, take),
            Self::Hours(hours) => hours.pieces(take),
            Self::Language(language) => language.pieces(take),
            Self::Invitation { last, applied } => {
                let is = if applied <= last {
                    " is not later."
                } else {
                    " is later."
                };
                all(
                    [
                        Words("The invitation was good until "),
                        Piece::Day(*last),
                        Words(", and "),
                        Piece::Day(*applied),
                        Words(is),
                    ],
                    take,
                );
            }
        }
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut told = Ok(());
        self.pieces(&mut |piece| {
            if told.is_ok() {
                told = piece.fmt(f);
            }
        });
        told
    }
}

impl HoursExplained {
    fn pieces<'a>(&'a self, take: &mut impl FnMut(Piece<'a>)) {
        let most = self.possible.as_ref();
        let (shows, goes_on) = match self.outcome {
            Outcome::Met => ("The record shows ", "; "),
            Outcome::NotMet => ("The record shows ", ", and at most "),
            Outcome::Undetermined | Outcome::NotAssessed | Outcome::NotRequired => {
                ("The record surely shows ", " and ")
            }
        };
        all(
            [
                Words(shows),
                Piece::Hours(&self.counted),
                Words(" hours of eligible work in the three years before "),
                Piece::Day(self.day),
                Words(goes_on),
            ],
            take,
        );
        let required = Number(self.required);
        match self.outcome {
            Outcome::Met => all([required, Words(" are required.")], take),
            Outcome::NotMet => {
                take(most.map_or(Words("unlimited"), Piece::Hours));
                let doubts = " even if every doubt is settled in the applicant's favour; ";
                all([Words(doubts), required, Words(" are required.")], take);
            }
            Outcome::Undetermined | Outcome::NotAssessed | Outcome::NotRequired => {
                match most {
                    Some(most) => all([Words("up to "), Piece::Hours(most)], take),
                    None => take(Words("possibly more, without a known limit,")),
                }
                let doubts = Words(" if the doubts are settled; ");
                let because = Words(self.because);
                let are = Words(" are required, and ");
                all([doubts, required, are, because, Words(".")], take);
            }
        }
    }
}

impl LanguageExplained {
    fn pieces<'a>(&'a self, take: &mut impl FnMut(Piece<'a>)) {
        let (unit, day, because) = (Words(self.unit), Piece::Day(self.day), Words(self.because));
        let (required, lowest) = self.required;
        let [required, lowest] = [required, lowest].map(|level| Number(u32::from(level)));
        let space = Words(" ");
        if self.outcome == Outcome::NotMet && self.perhaps_valid {
            let none = Words("No approved language test was surely valid on ");
            let low = Words(", and one that may have been is too low; ");
            let is = Words(" is required at least.");
            return all([none, day, low, unit, space, lowest, is], take);
        }
        if self.outcome == Outcome::NotMet && self.best.is_none() {
            let none = Words("No approved language test was valid on ");
            let is = Words(" is required.");
            return all([none, day, Words("; "), unit, space, required, is], take);
        }
        self.found(take);
        match self.outcome {
            Outcome::Met => {
                let is = Words(" is required.");
                all([Words("; "), unit, space, required, is], take);
            }
            Outcome::NotMet => {
                let is = Words(" is required at least.");
                all([Words("; "), unit, space, lowest, is], take);
            }
            Outcome::Undetermined | Outcome::NotAssessed | Outcome::NotRequired => {
                let may = Words(" may be required.");
                let and = Words(", and ");
                all(
                    [and, because, Words("; "), unit, space, required, may],
                    take,
                );
            }
        }
    }

    fn found<'a>(&'a self, take: &mut impl FnMut(Piece<'a>)) {
        let day = Piece::Day(self.day);
        let Some((test, level)) = self.best else {
            let none = Words("No approved language test is surely valid on ");
            return all([none, day], take);
        };
        let (stands, level) = match level {
            LanguageLevel::At(level) => (") gives ", level),
            LanguageLevel::Below(lowest) => (") is below ", lowest),
        };
        all(
            [
                Words("The best test valid on "),
                day,
                Words(" ("),
                Words(test),
                Words(stands),
                Words(self.unit),
                Words(" "),
                Number(u32::from(level)),
                Words(" in its lowest ability"),
            ],
            take,
        );
    }
}
