//! Work that can be done in any order. This room makes no threads: whoever has some hands them in.

/// Does pieces of work, several at the same time if it likes.
pub trait Executor: Sync {
    /// Calls `piece` once with each number below `count`, in any order and from any thread, and comes back when all is done.
    fn each(&self, count: usize, piece: &(dyn Fn(usize) + Sync));
}

/// One piece after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct InTurn;

impl Executor for InTurn {
    fn each(&self, count: usize, piece: &(dyn Fn(usize) + Sync)) {
        (0..count).for_each(piece);
    }
}
