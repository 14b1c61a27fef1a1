//! Remarks beside a requirement that change no outcome.

/// An advisory with a stable identifier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Advisory {
    /// The hours are reached on fewer than 365 calendar days: the law says one year, guidance says 1,560 hours.
    OneYearMargin,
    /// The edition on the invitation date differs from the one on the assessed date.
    EditionStraddle,
    /// The invitation ran out before the run without an application, and is ignored.
    InvitationLapsed,
    /// The application is from 2015-01-01 or later and no invitation date is given.
    InvitationDateMissing,
    /// An authorization rests on an application that has been pending for more than a year.
    PendingOverAYear,
    /// Before the application after studies, the jobs under the study permit summed to more than the off-campus limit.
    OffCampusHours,
    /// A TEF Canada test of the period in which reissued scores must be used.
    TefReissuedScores,
    /// An occupation was converted from another version of the classification.
    OccupationByConcordance,
    /// More than one language threshold is possible.
    MixedLevelRule,
    /// The best test stops being valid within 90 days.
    LanguageExpiresWithin90Days,
    /// Hours that age out within 90 days would drop the total below the requirement.
    HoursLeavingWindow,
}

impl Advisory {
    /// All of them, in order.
    pub const ALL: [Self; 11] = [
        Self::OneYearMargin,
        Self::EditionStraddle,
        Self::InvitationLapsed,
        Self::InvitationDateMissing,
        Self::PendingOverAYear,
        Self::OffCampusHours,
        Self::TefReissuedScores,
        Self::OccupationByConcordance,
        Self::MixedLevelRule,
        Self::LanguageExpiresWithin90Days,
        Self::HoursLeavingWindow,
    ];

    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::OneYearMargin => "one_year_margin",
            Self::EditionStraddle => "edition_straddle",
            Self::InvitationLapsed => "invitation_lapsed",
            Self::InvitationDateMissing => "invitation_date_missing",
            Self::PendingOverAYear => "pending_over_a_year",
            Self::OffCampusHours => "off_campus_hours",
            Self::TefReissuedScores => "tef_reissued_scores",
            Self::OccupationByConcordance => "occupation_by_concordance",
            Self::MixedLevelRule => "mixed_level_rule",
            Self::LanguageExpiresWithin90Days => "language_expires_within_90_days",
            Self::HoursLeavingWindow => "hours_leaving_window",
        }
    }

    /// The one with this identifier.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }

    /// The key of the provision or instruction that it concerns.
    pub const fn citation_key(self) -> &'static str {
        match self {
            Self::OneYearMargin => "ircc-1560",
            Self::EditionStraddle | Self::HoursLeavingWindow => "irpr-87.1-2-a",
            Self::InvitationLapsed | Self::InvitationDateMissing => "irpa-11.2",
            Self::PendingOverAYear => "irpr-186-u",
            Self::OffCampusHours => "irpr-186-v",
            Self::TefReissuedScores => "ircc-tef-scale",
            Self::OccupationByConcordance => "statcan-concordance",
            Self::MixedLevelRule => "irpr-87.1-2-e",
            Self::LanguageExpiresWithin90Days => "irpr-87.1-2-d",
        }
    }
}
