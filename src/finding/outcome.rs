//! The outcome of a requirement, and of an applicant.

/// The outcome of one requirement at one assessment point.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
    /// The record shows that the requirement holds.
    Met,
    /// The record shows that it does not hold.
    NotMet,
    /// The record, or the law, leaves room: a person must look.
    Undetermined,
    /// The program does not judge this; the lawyer does.
    NotAssessed,
    /// The class has no such requirement.
    NotRequired,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 5] = [
        Self::Met,
        Self::NotMet,
        Self::Undetermined,
        Self::NotAssessed,
        Self::NotRequired,
    ];

    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::Undetermined => "undetermined",
            Self::NotAssessed => "not_assessed",
            Self::NotRequired => "not_required",
        }
    }
}

/// The outcome of an applicant, from best to worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ApplicantOutcome {
    /// No requirement at any point is not met or undetermined: "eligible on the record".
    Eligible,
    /// At least one requirement is undetermined, none is not met.
    NeedsReview,
    /// At least one requirement at any point is not met.
    NotEligible,
}

impl ApplicantOutcome {
    /// All outcomes, from best to worst.
    pub const ALL: [Self; 3] = [Self::Eligible, Self::NeedsReview, Self::NotEligible];

    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::NeedsReview => "needs_review",
            Self::NotEligible => "not_eligible",
        }
    }

    /// What a set of requirement outcomes means for the applicant.
    pub fn of(outcomes: impl IntoIterator<Item = Outcome>) -> Self {
        outcomes
            .into_iter()
            .map(|outcome| match outcome {
                Outcome::Met | Outcome::NotAssessed | Outcome::NotRequired => Self::Eligible,
                Outcome::Undetermined => Self::NeedsReview,
                Outcome::NotMet => Self::NotEligible,
            })
            .max()
            .unwrap_or(Self::NeedsReview)
    }
}
