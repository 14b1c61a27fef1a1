//! Single numbers of the law that change on their own days.

use crate::calendar::Day;
use crate::law::toml_day;
use serde::Deserialize;

/// A dated value that rules ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DatedKey {
    /// How far advisories look ahead.
    AdvisoryHorizonDays,
    /// Since when applications are made by invitation.
    ExpressEntry,
    /// The weekly hours of work off campus under a study permit.
    OffCampusHours,
    /// The days of a year of work.
    OneYearDays,
    /// The days of paid vacation that count in each period.
    PaidVacationDays,
    /// From when on an application has been pending for long.
    PendingReviewMonths,
    /// The days after studies within which a post-graduation work permit is applied for.
    PgwpApplicationDays,
    /// The public policy for physicians.
    PhysicianPublicPolicy,
    /// Since when PTE Core is a designated test.
    PteCoreDesignated,
    /// The days after which a study permit ends once studies are completed.
    StudyPermitEndsAfterCompletion,
    /// When reissued TEF scores must be used.
    TefReissuedScores,
    /// The length of a period of vacation.
    VacationPeriodDays,
}

impl DatedKey {
    /// All of them, in order.
    pub const ALL: [Self; 12] = [
        Self::AdvisoryHorizonDays,
        Self::ExpressEntry,
        Self::OffCampusHours,
        Self::OneYearDays,
        Self::PaidVacationDays,
        Self::PendingReviewMonths,
        Self::PgwpApplicationDays,
        Self::PhysicianPublicPolicy,
        Self::PteCoreDesignated,
        Self::StudyPermitEndsAfterCompletion,
        Self::TefReissuedScores,
        Self::VacationPeriodDays,
    ];

    /// The key in `dated_values.toml`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::AdvisoryHorizonDays => "advisory_horizon_days",
            Self::ExpressEntry => "express_entry",
            Self::OffCampusHours => "off_campus_hours",
            Self::OneYearDays => "one_year_days",
            Self::PaidVacationDays => "paid_vacation_days",
            Self::PendingReviewMonths => "pending_review_months",
            Self::PgwpApplicationDays => "pgwp_application_days",
            Self::PhysicianPublicPolicy => "physician_public_policy",
            Self::PteCoreDesignated => "pte_core_designated",
            Self::StudyPermitEndsAfterCompletion => "study_permit_ends_after_completion",
            Self::TefReissuedScores => "tef_reissued_scores",
            Self::VacationPeriodDays => "vacation_period_days",
        }
    }
}

/// A number in force from a day until the next value of its key begins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedValue {
    /// What it is the value of.
    pub key: String,
    /// First day in force.
    #[serde(deserialize_with = "toml_day::deserialize")]
    pub from: Day,
    /// The number; `None` where the rule is waived or has ended.
    pub value: Option<u32>,
    /// Unit of the number.
    pub unit: String,
    /// Rank of the source.
    pub authority: String,
    /// Key of the [`crate::law::Citation`].
    pub citation: String,
    /// How sure we are of the value and its day.
    pub confidence: String,
    /// The day somebody last compared it with the source.
    #[serde(deserialize_with = "toml_day::deserialize")]
    pub confirmed_on: Day,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    value: Vec<DatedValue>,
}

impl DatedValue {
    pub(crate) fn parse_all(text: &str) -> Result<Vec<Self>, toml::de::Error> {
        let mut values = toml::from_str::<File>(text)?.value;
        values.sort_by(|a, b| (&a.key, a.from).cmp(&(&b.key, b.from)));
        Ok(values)
    }
}
