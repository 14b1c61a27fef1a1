//! One file per requirement: rule, citation, evidence, outcome. The ordered table of requirements stands here.

mod assessment;

pub use crate::experience::{LedgerLine, Treatment};
pub use assessment::{Assessment, Explained, Finding, Point, PointAssessment, Requirement};
