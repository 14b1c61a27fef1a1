//! The English words of the pages.

use crate::finding::{Advisory, Assumption, OCCUPATION_ON_BOTH_SIDES, ProblemCode, Reason};
use crate::report::words::english_questions::question;
use crate::report::words::{Lang, Words, english_horizon};

pub(super) static WORDS: Words = Words {
    lang: Lang::English,
    program: "Canadian Experience Class",
    assessment: "Assessment of the record",
    overview: "Overview of the book",
    back: "All applicants",
    skip: "Skip to the content",
    no_name: "Name not given",
    applicant_id: "Applicant",
    file_number: "File",
    responsible: "Responsible",
    name: "Name",
    as_of: "As of",
    assessed_on: "Assessed on",
    edition: "Edition of the law",
    no_edition: "none in force",
    unknown_day: "a day that is not known",
    outcomes: [
        "Eligible on the record",
        "Needs review",
        "Not eligible on the record",
    ],
    outcomes_short: ["Eligible", "Needs review", "Not eligible"],
    outcome_sentences: [
        "Every requirement that a record can show is met. Duties and admissibility remain the lawyer's to judge.",
        "The record, or the law, leaves room. The questions below say what would settle it.",
        "At least one requirement is not met, even if every doubt is settled in the applicant's favour.",
    ],
    hours_counted: "Hours that count",
    hours_at_most: "At most possible",
    hours_required: "Required",
    unlimited: "no known limit",
    hours: "hours",
    language: "Language",
    no_test: "no valid approved test",
    required_level: "required",
    stale_law: "Check the law first: these dated values were last confirmed more than 180 days before the day of this assessment.",
    days_ago: "days before",
    questions: "Questions to settle",
    questions_intro: "Each line is a point on which the record is silent or doubtful.",
    no_questions: "Nothing is undetermined.",
    timeline: "Timeline",
    timeline_intro: "The tables below say the same in words and numbers.",
    timeline_desc: "One row for each study, document, authorization, absence, job and test, along one axis of dates; the look-back window is shaded.",
    window: "Look-back window",
    permits: "Permits and status",
    studies: "Studies",
    pace: "Pace",
    not_quebec: "not QC",
    full_time: "full-time",
    part_time: "part-time",
    unclear_time: "full-time or part-time not known",
    away: "Absences and leaves",
    absences: "Outside Canada",
    leaves: "Leaves",
    jobs: "Work",
    tests: "Language tests",
    curve: "Hours",
    curve_desc: "Hours that count, added up over the look-back window, the band of hours that may count, and the line of the required hours. Within a period the hours are drawn evenly.",
    invitation: "Invitation",
    application: "Application",
    day_of_run: "Day of the assessment",
    legend_sure: "Covered surely",
    legend_doubtful: "Covered perhaps",
    requirements: "Requirements",
    requirement: "Requirement",
    outcome: "Outcome",
    required: "Required",
    found: "Found",
    at_most: "At most",
    explanation: "In plain words",
    provision: "Provision",
    because: "Why:",
    evidence: "Rows:",
    rows_more: "more in the eligibility file",
    ledger: "Work, period by period",
    ledger_intro: "Every job from its first to its last day. Nothing is left out and nothing is counted twice; at most the full-time week of the edition counts.",
    ledger_empty: "The record holds no work.",
    job: "Job",
    from: "From",
    to: "To",
    days: "Days",
    treatment: "Treatment",
    treatments: ["Counted", "Uncertain", "Excluded"],
    treatment_letters: ["C", "?", "\u{d7}"],
    why: "Why",
    every_gate: "passes every test",
    authorization: "Authorization",
    per_week: "Hours a week",
    counted: "Counted",
    uncertain: "Uncertain",
    over_cap: "Over the cap",
    total: "Total",
    source: "Source",
    authorizations: "Permits, status and what authorized the work",
    authorizations_intro: "Documents by their printed dates, then each authorization with its basis.",
    basis: "Basis",
    employer: "Employer",
    any_employer: "any",
    not_named: "one, not named in the record",
    surely: "Surely",
    perhaps: "Perhaps",
    document: "Document",
    no_end: "no end",
    nothing: "The record holds none.",
    test: "Test",
    test_date: "Date",
    valid_until: "Valid until",
    abilities: ["Listening", "Reading", "Writing", "Speaking"],
    problems: "Problems in the data",
    no_problems: "No problem was found in this applicant's rows.",
    place: "Where",
    problem: "Problem",
    value: "Found",
    done: "What the program did",
    todo: "What to do",
    severities: ["Error", "Warning", "Note"],
    remarks: "Assumptions and remarks",
    assumptions: "Assumptions",
    assumptions_intro: "Taken from silence, or vouched for by the firm:",
    advisories: "Remarks that change no outcome",
    none: "None.",
    proof: "Where this comes from",
    proof_intro: "The same input, day and version give the same bytes. landed verify checks this folder against its hashes.",
    run_identity: "Identity of this judgement (SHA-256)",
    law_hash: "Law data (SHA-256)",
    version: "Program",
    input_files: "Input files",
    bytes: "Bytes",
    eligibility_file: "Eligibility as CSV",
    ledger_file: "Ledger as CSV",
    not_advice: "This page is not legal advice. It prepares a file for a lawyer: it says what the record shows under the edition of the law named above, and where the record or the law leaves room.",
    not_decided: "What the program does not decide",
    not_decided_items: [
        "whether the applicant performed the lead statement and the main duties of the occupation;",
        "admissibility;",
        "whether the documents behind the rows are genuine and complete;",
        "how an officer will use discretion;",
        "the comprehensive ranking score, or any other program.",
    ],
    limits: "Limits",
    points: [
        "On the invitation",
        "On the application",
        "If applied today",
    ],
    requirement_names: [
        "Work experience",
        "Language",
        "Residence outside Quebec",
        "Invitation still good",
        "Duties of the occupation",
        "Admissibility",
        "Education",
    ],
    outcome_names: [
        "Met",
        "Not met",
        "Undetermined",
        "Not assessed",
        "Not required",
    ],
    permit_names: [
        "Post-graduation work permit",
        "Open work permit",
        "Open work permit (spouse)",
        "Bridging open work permit",
        "Working holiday",
        "Employer-specific work permit",
        "Work permit on an LMIA",
        "Young Professionals",
        "Interim authorization",
        "Co-op work permit",
        "Study permit",
        "Work permit (refugee claimant)",
        "Visitor record",
        "Temporary resident permit",
        "Work without a permit",
    ],
    table_names: [
        "applicants",
        "employment",
        "permits",
        "studies",
        "language tests",
        "absences",
        "leaves",
    ],
    bases: [
        ("open", "open work permit"),
        ("employer_specific", "employer-specific work permit"),
        ("maintained_186u", "maintained status, s. 186(u)"),
        ("after_studies_186w", "work after studies, s. 186(w)"),
        ("interim", "interim authorization (public policy)"),
        ("exempt", "no permit needed, s. 186"),
        ("refugee", "work permit of a refugee claimant"),
        ("study_permit", "study permit only"),
        ("co_op", "co-op work permit only"),
        ("none", "none"),
        ("unknown", "not known"),
    ],
    by_outcome: "Outcomes",
    by_reason: "Why applicants are not plainly eligible",
    by_reason_intro: "Applicants by reason, at the deciding point of each. One applicant can have several.",
    lost: "Hours lost, by reason",
    lost_intro: "Excluded hours are those of the recorded week, at most the full-time week of the edition. Work outside the window is not in this table.",
    lost_excluded: "Excluded hours",
    lost_uncertain: "Uncertain hours",
    reason: "Reason",
    applicants: "Applicants",
    applicants_intro: "Figures of the deciding point: the worst outcome, then the later point.",
    issues: "Issues",
    filter: "Filter by any text",
    filter_any: "All outcomes",
    shown: "shown",
    law: "The law applied",
    law_intro: "Editions that decided at least one applicant.",
    in_force_from: "In force from",
    confirmed_on: "Last confirmed",
    confidence: "Confidence",
    firm_assumptions: "What the firm vouches for",
    firm_assumption_sentences: [
        "Work is paid where the employment table has no pay column.",
        "Applicants are employees where the employment table has no employment type column.",
        "Work was performed in Canada where the employment table has neither a country nor a province column.",
        "Applicants intend to live outside Quebec where no intended province is given.",
        "A missing studies table means that nobody studied.",
        "A missing permits table means that there are no permits.",
    ],
    tables_missing: "Tables that the input does not hold:",
    general_problems: "Problems of the input that belong to no applicant",
    general_more: "more in issues.csv",
    no_page: "no page in this report",
    horizon: &english_horizon::WORDS,
    on_both_sides: OCCUPATION_ON_BOTH_SIDES,
    reason_sentence: Reason::sentence,
    question,
    advisory,
    assumption,
    problem_meaning: ProblemCode::meaning,
    explain: |finding| finding.explanation.to_string(),
};

fn advisory(advisory: Advisory) -> &'static str {
    match advisory {
        Advisory::OneYearMargin => {
            "The hours are reached on fewer than 365 calendar days. The Regulations say one year; the guidance says 1,560 hours, which is 364 days of full-time work."
        }
        Advisory::EditionStraddle => {
            "The edition of the law on the invitation date differs from the one on the assessed date."
        }
        Advisory::InvitationLapsed => {
            "The invitation ran out without an application and is ignored."
        }
        Advisory::InvitationDateMissing => {
            "The application is from the time of Express Entry, and no invitation date is given."
        }
        Advisory::PendingOverAYear => {
            "An authorization rests on an application that has been pending for more than a year."
        }
        Advisory::OffCampusHours => {
            "Before the application after studies, work under the study permit went beyond the off-campus limit."
        }
        Advisory::TefReissuedScores => {
            "The TEF Canada test was taken when reissued scores must be used: check that these are the reissued ones."
        }
        Advisory::OccupationByConcordance => {
            "An occupation was converted from another version of the classification by the official concordance."
        }
        Advisory::MixedLevelRule => "More than one language threshold is possible.",
        Advisory::LanguageExpiresWithin90Days => {
            "The best language test stops being valid within 90 days."
        }
        Advisory::HoursLeavingWindow => {
            "Hours that age out of the window within 90 days would drop the total below the requirement."
        }
    }
}

fn assumption(assumption: Assumption) -> &'static str {
    match assumption {
        Assumption::NoAbsenceRecords => {
            "No absences table was given: the applicant is taken to have remained in Canada while maintained status was used."
        }
        Assumption::NoStudyRecords => {
            "The applicant has no row in the studies table and no study permit: taken as no study."
        }
        Assumption::ExemptStatusDocuments => {
            "Work without a permit was counted without a document of status."
        }
        Assumption::OngoingByBlankEnd => "Counted days rest on a blank end date, read as ongoing.",
        Assumption::LevelAsStated => {
            "A language level was stated instead of a score, and is taken as it stands."
        }
        Assumption::AssumePaid => "The firm vouches that the work is paid.",
        Assumption::AssumeEmployee => "The firm vouches that the applicant is an employee.",
        Assumption::AssumeInCanada => "The firm vouches that the work was in Canada.",
        Assumption::AssumeOutsideQuebec => {
            "The firm vouches for the intention to live outside Quebec."
        }
        Assumption::AssumeNoStudy => {
            "The firm vouches that a missing studies table means no study."
        }
        Assumption::AssumeNoPermits => {
            "The firm vouches that a missing permits table means no permits."
        }
    }
}
