//! Blocks of memory that are used again and again, so that a small file costs no new memory. Each thread has its own.

use std::cell::RefCell;
use std::io::{self, Read};
use std::ops::{Deref, DerefMut};

/// How long a block is when it is taken.
pub(crate) const BLOCK: usize = 64 << 10;

/// A thread keeps so many blocks.
const MOST: usize = 4;

thread_local! {
    static FREE: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

/// A block; what it holds when it is taken means nothing. It may grow, and goes back when it is dropped, unless it has grown.
pub(crate) struct Block(Vec<u8>);

impl Block {
    /// A block of [`BLOCK`] bytes.
    pub(crate) fn take() -> Self {
        let free = FREE.with_borrow_mut(Vec::pop);
        Self(free.unwrap_or_else(|| vec![0; BLOCK]))
    }
}

impl Deref for Block {
    type Target = Vec<u8>;

    fn deref(&self) -> &Vec<u8> {
        &self.0
    }
}

impl DerefMut for Block {
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        if self.0.len() != BLOCK {
            return;
        }
        let block = std::mem::take(&mut self.0);
        // A thread that ends keeps nothing.
        let _ = FREE.try_with(|free| {
            if let Ok(mut free) = free.try_borrow_mut()
                && free.len() < MOST
            {
                free.push(block);
            }
        });
    }
}

/// Fills a block as far as the source has bytes; the answer is how many came, and the error that came then.
pub(crate) fn fill(source: &mut impl Read, block: &mut [u8]) -> (usize, Option<io::Error>) {
    let mut length = 0;
    while let Some(room) = block.get_mut(length..).filter(|room| !room.is_empty()) {
        match source.read(room) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (length, Some(error)),
        }
    }
    (length, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_used_again_at_their_length_and_few_are_kept() {
        let mut grown = Block::take();
        grown.resize(2 * BLOCK, 1);
        drop(grown);
        let several: Vec<Block> = (0..2 * MOST).map(|_| Block::take()).collect();
        assert!(several.iter().all(|block| block.len() == BLOCK));
        drop(several);
        assert_eq!(FREE.with_borrow(Vec::len), MOST);
        let _again = Block::take();
        assert_eq!(FREE.with_borrow(Vec::len), MOST - 1);
    }
}
