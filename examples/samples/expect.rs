//! What must come out for a client, by the reading of the law: written by hand, never taken from the program.

/// One row of an eligibility file.
#[derive(Clone, Copy, Debug)]
pub struct Expect {
    /// Assessment point.
    pub point: &'static str,
    /// Requirement.
    pub requirement: &'static str,
    /// Its outcome.
    pub outcome: &'static str,
    /// `found`, where it is checked.
    pub found: &'static str,
    /// `found_at_most`, where it is checked.
    pub at_most: &'static str,
    /// Reasons that must be listed, joined by `;`.
    pub reasons: &'static str,
    /// The advisories, all of them, joined by `;`.
    pub advisories: &'static str,
    /// The assumptions, all of them, joined by `;`.
    pub assumptions: &'static str,
}

/// Met.
pub const MET: &str = "met";
/// Not met.
pub const NOT: &str = "not_met";
/// Undetermined.
pub const OPEN_QUESTION: &str = "undetermined";
/// Not assessed.
pub const UNASSESSED: &str = "not_assessed";

/// The assumption that most clients without studies carry.
pub const NO_STUDY: &str = "no_study_records";

const fn row(requirement: &'static str, outcome: &'static str) -> Expect {
    Expect {
        point: "today",
        requirement,
        outcome,
        found: "",
        at_most: "",
        reasons: "",
        advisories: "",
        assumptions: "",
    }
}

/// The work experience, today, of a client without studies: hours counted and hours at most.
pub const fn work(outcome: &'static str, found: &'static str, at_most: &'static str) -> Expect {
    Expect {
        found,
        at_most,
        assumptions: NO_STUDY,
        ..row("work_experience", outcome)
    }
}

/// The language, today: level found.
pub const fn language(outcome: &'static str, found: &'static str) -> Expect {
    Expect {
        found,
        ..row("language", outcome)
    }
}

/// The invitation window, today.
pub const fn window(outcome: &'static str) -> Expect {
    row("invitation_window", outcome)
}

/// Another requirement, today.
pub const fn other(requirement: &'static str, outcome: &'static str) -> Expect {
    row(requirement, outcome)
}

impl Expect {
    /// At the application point.
    pub const fn applied(self) -> Self {
        Self {
            point: "application",
            ..self
        }
    }

    /// At the invitation point.
    pub const fn invited(self) -> Self {
        Self {
            point: "invitation",
            ..self
        }
    }

    /// With these reasons among the reasons.
    pub const fn because(self, reasons: &'static str) -> Self {
        Self { reasons, ..self }
    }

    /// With exactly these advisories.
    pub const fn advises(self, advisories: &'static str) -> Self {
        Self { advisories, ..self }
    }

    /// With exactly these assumptions.
    pub const fn assumes(self, assumptions: &'static str) -> Self {
        Self {
            assumptions,
            ..self
        }
    }
}
