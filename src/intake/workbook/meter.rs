//! Counts the bytes that really come out of a zipped workbook, whatever its headers claim, and stops beyond the limits.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::intake::limits::{Excess, Limits};

/// The count of one workbook.
pub(crate) struct Meter {
    limits: Limits,
    zipped: u64,
    inflated: Arc<AtomicU64>,
    excess: Option<Excess>,
}

impl Meter {
    /// For a workbook of this many bytes.
    pub(crate) fn new(limits: Limits, zipped: u64) -> Self {
        Self {
            limits,
            zipped,
            inflated: Arc::default(),
            excess: None,
        }
    }

    /// A meter that counts on with this one, for another part of the same workbook.
    pub(crate) fn beside(&self) -> Self {
        Self {
            inflated: Arc::clone(&self.inflated),
            ..*self
        }
    }

    /// The limit that was passed, if one was.
    pub(crate) fn excess(&self) -> Option<Excess> {
        self.excess
    }

    /// A reader that counts into this meter.
    pub(crate) fn metered<R: Read>(&mut self, inner: R) -> Metered<'_, R> {
        Metered { inner, meter: self }
    }

    /// Counts bytes that are not read again, because it is known what they are.
    pub(crate) fn count(&mut self, bytes: usize) -> io::Result<usize> {
        let bytes_now = bytes as u64;
        let before = self.inflated.fetch_add(bytes_now, Ordering::Relaxed);
        let inflated = before.saturating_add(bytes_now);
        if inflated > self.limits.inflated_bytes {
            self.excess = Some(Excess::InflatedBytes);
        } else if self.limits.beyond_ratio(inflated, self.zipped) {
            self.excess = Some(Excess::InflateRatio);
        }
        if self.excess.is_some() {
            return Err(io::Error::other("beyond a limit"));
        }
        Ok(bytes)
    }
}

/// See [`Meter::metered`].
pub(crate) struct Metered<'a, R> {
    inner: R,
    meter: &'a mut Meter,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.meter.count(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use crate::intake::limits::{Excess, Limits};
    use crate::intake::workbook::meter::Meter;

    fn drain(limits: Limits, zipped: u64, inflated: u64) -> Option<Excess> {
        let mut meter = Meter::new(limits, zipped);
        let read = io::copy(
            &mut meter.metered(io::repeat(0).take(inflated)),
            &mut io::sink(),
        );
        assert_eq!(read.is_err(), meter.excess().is_some());
        meter.excess()
    }

    #[test]
    fn what_comes_out_counts() {
        let limits = Limits {
            inflated_bytes: 3 << 20,
            ..Limits::default()
        };
        assert_eq!(drain(limits, 1 << 20, 3 << 20), None);
        assert_eq!(
            drain(limits, 1 << 20, (3 << 20) + 1),
            Some(Excess::InflatedBytes)
        );
        assert_eq!(drain(limits, 1000, 2 << 20), Some(Excess::InflateRatio));
        assert_eq!(drain(limits, 1000, 1 << 20), None);
    }

    #[test]
    fn meters_of_one_workbook_count_together() {
        let limits = Limits {
            inflated_bytes: 100,
            ..Limits::default()
        };
        let mut one = Meter::new(limits, 100);
        let mut other = one.beside();
        let drained = |meter: &mut Meter, bytes| {
            let mut source = meter.metered(io::repeat(0).take(bytes));
            io::copy(&mut source, &mut io::sink()).is_ok()
        };
        assert!(drained(&mut one, 60) && drained(&mut other, 40));
        assert!(!drained(&mut one, 1));
        assert_eq!(one.excess(), Some(Excess::InflatedBytes));
    }
}
