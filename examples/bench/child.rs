//! Runs a command as a child and measures it: wall clock, processor time, peak memory.

use crate::Outcome;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// What one run took.
#[derive(Clone, Copy, Default, Debug)]
pub struct Measured {
    /// Seconds by the clock.
    pub wall: f64,
    /// Seconds of all processors.
    pub cpu: f64,
    /// Seconds in which processors of the machine were busy meanwhile, with whatever: what the system does later or by threads of
    /// its own (giving pages back, writing them to the disk) is in no other figure. Zero where the system does not tell.
    pub busy: f64,
    /// Most bytes held in memory, mapped files included.
    pub peak: f64,
    /// Most bytes of its own (`RssAnon`), seen every few milliseconds.
    pub own: f64,
}

/// How a command ended that could not be measured.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused(pub String);

/// Runs a command line. Exit status 0 is good, and 3: some rows were set aside.
pub fn measure(line: &[String]) -> Outcome<Result<Measured, Refused>> {
    let (program, arguments) = line.split_first().ok_or("an empty command")?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let (began, busy_before) = (Instant::now(), busy());
    let child = command.spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let over = AtomicBool::new(false);
    let (ended, own) = std::thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(Path::new(&status), &over));
        let ended = child.wait4();
        over.store(true, Ordering::Relaxed);
        (ended, watcher.join().unwrap_or(0))
    });
    let ended = ended?;
    let wall = began.elapsed().as_secs_f64();
    if !matches!(ended.status.code(), Some(0 | 3)) {
        return Ok(Err(Refused(format!("it ended with {}", ended.status))));
    }
    let used = ended.rusage;
    Ok(Ok(Measured {
        wall,
        cpu: (used.utime + used.stime).as_secs_f64(),
        busy: busy() - busy_before,
        peak: bytes(used.maxrss),
        own: bytes(own),
    }))
}

/// Seconds in which processors were busy since the machine started, in all.
fn busy() -> f64 {
    let text = std::fs::read_to_string("/proc/stat").unwrap_or_default();
    let all = text.lines().next().unwrap_or_default().split_whitespace();
    // In hundredths: user, nice, system, idle, waiting for a disk, interrupts of both kinds.
    let counts = all.skip(1).take(7).enumerate();
    let busy = counts.filter(|(at, _)| !matches!(at, 3 | 4));
    busy.filter_map(|(_, one)| one.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

/// Bytes as a number to calculate with; exact up to eight petabytes.
fn bytes(count: u64) -> f64 {
    let (high, low) = (count >> 32, count & 0xffff_ffff);
    let [high, low] = [high, low].map(|part| f64::from(u32::try_from(part).unwrap_or(u32::MAX)));
    high * 4_294_967_296.0 + low
}

/// The most `RssAnon` until the process is over.
fn watch(status: &Path, over: &AtomicBool) -> u64 {
    let mut most = 0;
    while !over.load(Ordering::Relaxed) {
        let text = std::fs::read_to_string(status).unwrap_or_default();
        most = most.max(kibibytes(&text, "RssAnon:") * 1024);
        std::thread::sleep(Duration::from_millis(4));
    }
    most
}

/// A line of `/proc` that gives kibibytes.
pub fn kibibytes(text: &str, name: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|rest| rest.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}
