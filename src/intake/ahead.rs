//! Lets one thread make bytes while another uses those made before.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

use crate::intake::blocks::fill;

/// Bytes that go over at once.
pub(crate) const BLOCK: usize = 256 << 10;

/// Blocks that wait to be used.
const WAITING: usize = 3;

/// Gives `take` all that `source` reads, which a thread of its own reads ahead where there is more than one. The source comes back,
/// unless it panicked; then what was taken is not all.
///
/// The thread is not one of the pool, for in a pool whose threads all wait for blocks nobody would make them.
pub(crate) fn read_ahead<S: Read + Send, T>(
    mut source: S,
    take: impl FnOnce(&mut dyn Read) -> T,
) -> (T, Option<S>) {
    if rayon::current_num_threads() < 2 {
        let taken = take(&mut source);
        return (taken, Some(source));
    }
    std::thread::scope(|scope| {
        let (full, blocks) = sync_channel(WAITING);
        let (used, empty) = channel();
        let producer = scope.spawn(move || produce(source, &full, &empty));
        let mut ahead = Ahead {
            blocks,
            used,
            block: Vec::new(),
            at: 0,
        };
        let taken = take(&mut ahead);
        // Nobody takes blocks any more, so the other thread ends.
        drop(ahead);
        (taken, producer.join().ok())
    })
}

fn produce<S: Read>(
    mut source: S,
    full: &SyncSender<io::Result<Vec<u8>>>,
    empty: &Receiver<Vec<u8>>,
) -> S {
    loop {
        let mut block = empty.try_recv().unwrap_or_default();
        block.resize(BLOCK, 0);
        let (length, error) = fill(&mut source, &mut block);
        block.truncate(length);
        let is_end = block.is_empty();
        // What came before an error is used first.
        let taken = is_end || full.send(Ok(block)).is_ok();
        if let Some(error) = error {
            let _ = full.send(Err(error));
            return source;
        }
        if is_end || !taken {
            return source;
        }
    }
}

/// Reads the blocks that the other thread makes.
struct Ahead {
    blocks: Receiver<io::Result<Vec<u8>>>,
    used: Sender<Vec<u8>>,
    block: Vec<u8>,
    at: usize,
}

impl Read for Ahead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.block.len() {
            let Ok(next) = self.blocks.recv() else {
                return Ok(0);
            };
            let used = std::mem::replace(&mut self.block, next?);
            self.at = 0;
            // If the other thread has ended it needs no room.
            let _ = self.used.send(used);
        }
        let mut rest = self.block.get(self.at..).unwrap_or_default();
        let read = rest.read(buffer)?;
        self.at += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use crate::intake::ahead::{BLOCK, read_ahead};

    /// Gives numbered bytes in odd pieces, then ends, fails or panics.
    struct Source {
        given: usize,
        total: usize,
        end: fn() -> io::Result<usize>,
    }

    impl Read for Source {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let more = buffer.len().min(self.total - self.given).min(10_007);
            if more == 0 {
                return (self.end)();
            }
            for (place, number) in buffer.iter_mut().zip(self.given..self.given + more) {
                *place = u8::try_from(number % 251).unwrap();
            }
            self.given += more;
            Ok(more)
        }
    }

    fn taken(total: usize, end: fn() -> io::Result<usize>) -> (usize, bool, bool) {
        let source = Source {
            given: 0,
            total,
            end,
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build();
        pool.unwrap().install(|| {
            let ((bytes, ended), source) = read_ahead(source, |reader| {
                let mut bytes = Vec::new();
                let ended = reader.read_to_end(&mut bytes).is_ok();
                (bytes, ended)
            });
            assert!(
                bytes
                    .iter()
                    .enumerate()
                    .all(|(at, byte)| at % 251 == usize::from(*byte))
            );
            (bytes.len(), ended, source.is_some())
        })
    }

    #[test]
    fn all_bytes_come_over_in_order() {
        for total in [0, 1, BLOCK, BLOCK * 9 + 1] {
            assert_eq!(taken(total, || Ok(0)), (total, true, true));
        }
    }

    #[test]
    fn an_error_comes_after_the_bytes_before_it() {
        let total = BLOCK + 5;
        let broken = taken(total, || Err(io::ErrorKind::InvalidData.into()));
        assert_eq!(broken, (total, false, true));
    }

    #[test]
    fn a_source_that_panics_does_not_come_back() {
        let (_, _, whole) = taken(BLOCK + 5, || panic!("a fault"));
        assert!(!whole);
    }

    #[test]
    fn a_taker_that_stops_early_lets_the_source_end() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build();
        pool.unwrap().install(|| {
            let (first, source) = read_ahead(io::repeat(7), |reader| {
                let mut first = [0];
                reader.read_exact(&mut first).unwrap();
                first
            });
            assert_eq!((first, source.is_some()), ([7], true));
        });
    }
}
