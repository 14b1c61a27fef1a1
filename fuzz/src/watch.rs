//! Tells a panic of the program from one of a library: `intake` catches both, and only the second kind is a file's own fault.

use std::cell::Cell;
use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static OURS: Cell<bool> = const { Cell::new(false) };
}

/// Where the sources of libraries lie.
const LIBRARIES: [&str; 2] = ["/registry/src/", "/rustc/"];

/// Runs something that catches panics, and fails if one of them was the program's own. A library's says nothing.
pub(crate) fn no_panic_of_ours<T>(run: impl FnOnce() -> T) -> T {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic: &PanicHookInfo<'_>| {
            let place = panic.location().map_or("", |place| place.file());
            if !LIBRARIES.iter().any(|folder| place.contains(folder)) {
                OURS.set(true);
                usual(panic);
            }
        }));
    });
    OURS.set(false);
    let result = run();
    assert!(!OURS.take(), "the program itself panicked while it read");
    result
}
