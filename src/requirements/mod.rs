//! One file per requirement: rule, citation, evidence, outcome. The ordered table of requirements stands here.

mod assessment;

pub use assessment::{
    Assessment, Explained, Finding, LedgerLine, Point, PointAssessment, Requirement, Treatment,
};
