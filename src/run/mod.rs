//! The order of stages, threads, child processes and the clock. (Only the child process is here yet.)

pub mod child_process;
