//! The seam to the product: what the product says of the same tables, in the model's own terms.

use crate::naive::Output;
use crate::tables::Tables;

/// To be filled in when the library of the product has its API; `None` until then.
pub fn product(_tables: &Tables, _applicant: &str, _as_of: &str) -> Option<Output> {
    None
}
