//! The built program from outside: what it publishes, how it ends, and what it never says.

mod checking;
mod determinism;
mod firm;
mod hostile;
mod privacy;
mod publishing;
mod statuses;
