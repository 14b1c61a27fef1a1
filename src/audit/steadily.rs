//! A look at published runs that other runs may replace meanwhile.
//!
//! Owns when a look counts: only if every `run.json` has the same bytes before and after it. What was seen otherwise is of two runs.

use crate::audit::AuditError;
use crate::report::digest_hex;
use crate::report::manifest::MANIFEST;
use std::path::Path;

/// So often a look begins before it is given up. A run takes about as long as a look at it, and few run at a time.
const LOOKS: u32 = 5;

/// Looks at the runs in these folders, and begins again where one of them was replaced meanwhile.
///
/// # Errors
/// What the look says, or that the runs were replaced during every one.
pub fn steadily<T, E: From<AuditError>>(
    folders: &[&Path],
    mut look: impl FnMut() -> Result<T, E>,
) -> Result<T, E> {
    let stand = || folders.iter().map(|folder| manifest_of(folder));
    for _ in 0..LOOKS {
        let before: Vec<Option<String>> = stand().collect();
        let seen = look();
        if stand().eq(before) {
            return seen;
        }
    }
    Err(AuditError::Replaced.into())
}

/// The hash of the manifest, if there is one.
fn manifest_of(folder: &Path) -> Option<String> {
    let bytes = std::fs::read(folder.join(MANIFEST)).ok()?;
    Some(digest_hex(&bytes))
}

#[cfg(test)]
mod tests {
    use super::{LOOKS, steadily};
    use crate::audit::AuditError;
    use crate::report::disk::Disk;
    use crate::report::manifest::MANIFEST;
    use std::fs;
    use std::path::Path;

    /// Another manifest takes the place of the one that is there.
    fn replace(folder: &Path, text: &str) {
        let path = folder.join(MANIFEST);
        let _ = fs::remove_file(&path);
        Disk::real().write_new(&path, text.as_bytes()).unwrap();
    }

    #[test]
    fn a_look_begins_again_where_the_run_was_replaced_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        replace(folder.path(), "first");
        let mut looks = 0;
        let seen: Result<u32, AuditError> = steadily(&[folder.path()], || {
            looks += 1;
            if looks < 3 {
                replace(folder.path(), &format!("while looking {looks}"));
                return Err(AuditError::damaged("a.csv", "it is of another run"));
            }
            Ok(looks)
        });
        assert_eq!(seen.unwrap(), 3);
    }

    #[test]
    fn a_run_that_never_stays_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let mut looks = 0;
        let seen: Result<(), AuditError> = steadily(&[folder.path()], || {
            looks += 1;
            replace(folder.path(), &looks.to_string());
            Ok(())
        });
        assert!(matches!(seen, Err(AuditError::Replaced)));
        assert_eq!(looks, LOOKS);
    }

    #[test]
    fn what_stays_is_looked_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut looks = 0;
        let mut look = || {
            looks += 1;
            Err::<(), _>(AuditError::damaged("a.csv", "it is missing"))
        };
        assert!(steadily(&[folder.path()], &mut look).is_err());
        assert_eq!(looks, 1);
    }
}
