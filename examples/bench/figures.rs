//! Medians, ratios, and how figures are written.

use crate::child::Measured;

/// The middle one.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The median of several runs, figure by figure.
pub fn middle(runs: &[Measured]) -> Measured {
    let of = |figure: fn(&Measured) -> f64| median(runs.iter().map(figure));
    Measured {
        wall: of(|run| run.wall),
        cpu: of(|run| run.cpu),
        busy: of(|run| run.busy),
        peak: of(|run| run.peak),
        own: of(|run| run.own),
    }
}

/// A ratio that was found: the median of the pairs and the extremes.
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    pub middle: f64,
    pub least: f64,
    pub most: f64,
}

impl Ratio {
    /// The ratios of paired figures.
    pub fn of(pairs: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let all: Vec<f64> = pairs.into_iter().map(|(one, other)| one / other).collect();
        Self {
            middle: median(all.iter().copied()),
            least: all.iter().copied().fold(f64::INFINITY, f64::min),
            most: all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        }
    }
}

/// Seconds.
pub fn seconds(value: f64) -> String {
    match value {
        value if value < 0.001 => format!("{:.2} µs", value * 1e6),
        value if value < 1.0 => format!("{:.1} ms", value * 1e3),
        _ => format!("{value:.2} s"),
    }
}

/// Bytes.
pub fn mebibytes(value: f64) -> String {
    format!("{:.0} MiB", value / 1_048_576.0)
}
