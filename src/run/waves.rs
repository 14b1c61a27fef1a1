//! Files that are made in pieces by several threads, and written in order.

use crate::report::publish::PublishError;
use crate::report::stream::Stream;
use crate::run::status::RunError;
use rayon::prelude::*;

/// Pieces that are made together.
const WAVE: usize = 32;

/// Makes the pieces of a file and adds them to it in their order. While some are made, those before them are written. `say` puts what a
/// piece says into a text, which may hold another from before.
///
/// # Errors
/// If a piece cannot be made, or the file cannot be written.
pub(super) fn write_in_waves<P: Sync, T: Default + AsRef<[u8]> + Send + Sync>(
    stream: &mut Stream<'_>,
    pieces: &[P],
    say: impl Fn(&P, &mut T) -> Result<(), RunError> + Sync,
) -> Result<(), RunError> {
    let (mut ready, mut next) = (Vec::new(), Vec::new());
    for wave in pieces.chunks(WAVE) {
        next.resize_with(wave.len(), T::default);
        let made = || {
            let texts = wave.par_iter().zip(&mut next);
            texts.try_for_each(|(piece, text)| say(piece, text))
        };
        let (made, added) = rayon::join(made, || add(stream, &ready));
        added?;
        made?;
        std::mem::swap(&mut ready, &mut next);
    }
    Ok(add(stream, &ready)?)
}

fn add(stream: &mut Stream<'_>, texts: &[impl AsRef<[u8]>]) -> Result<(), PublishError> {
    texts.iter().try_for_each(|text| stream.add(text.as_ref()))
}
