//! The tables of the National Occupational Classification in all its versions, with the concordance.

use crate::law::{Bands, Edition, Level, NocCode, NocVersion, Standing, UnitGroup};
use serde::Deserialize;

#[derive(Debug)]
struct Version {
    year: NocVersion,
    system: u8,
    digits: u8,
    assumed_when_blank: bool,
    units: Vec<UnitGroup>,
    /// Their numbers, in order: what is searched lies close together.
    numbers: Vec<u32>,
}

impl Version {
    fn position(&self, number: u32) -> Option<usize> {
        self.numbers.binary_search(&number).ok()
    }

    fn level(&self, number: u32) -> Option<Level> {
        let unit = self.units.get(self.position(number)?)?;
        Some(unit.level)
    }
}

#[derive(Debug)]
struct Concordance {
    from: u8,
    to: u8,
    /// Sorted pairs of (from, to).
    forward: Vec<(u32, u32)>,
    /// Sorted pairs of (to, from).
    backward: Vec<(u32, u32)>,
}

/// All versions of the classification and the concordances between their systems.
#[derive(Debug)]
pub struct Occupations {
    versions: Vec<Version>,
    concordances: Vec<Concordance>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    version: Vec<VersionEntry>,
    concordance: Vec<ConcordanceEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VersionEntry {
    version: NocVersion,
    system: String,
    digits: u8,
    assumed_when_blank: bool,
    table: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConcordanceEntry {
    from: String,
    to: String,
    table: String,
}

impl Occupations {
    /// Loads `noc.toml` and the tables it names; `None` if any of them is missing or malformed.
    pub(crate) fn load<'a>(table: &impl Fn(&str) -> Option<&'a str>) -> Option<Self> {
        let manifest: Manifest = toml::from_str(table("noc.toml")?).ok()?;
        let mut systems: Vec<String> = Vec::new();
        let mut versions = Vec::new();
        for entry in manifest.version {
            if !systems.contains(&entry.system) {
                systems.push(entry.system.clone());
            }
            let units = units(table(&entry.table)?)?;
            versions.push(Version {
                year: entry.version,
                system: u8::try_from(systems.iter().position(|system| *system == entry.system)?)
                    .ok()?,
                digits: entry.digits,
                assumed_when_blank: entry.assumed_when_blank,
                numbers: units.iter().map(|unit| unit.number).collect(),
                units,
            });
        }
        let index = |name: &String| {
            systems
                .iter()
                .position(|system| system == name)
                .and_then(|i| u8::try_from(i).ok())
        };
        let mut concordances = Vec::new();
        for entry in manifest.concordance {
            let mut forward = pairs(table(&entry.table)?)?;
            let mut backward: Vec<(u32, u32)> =
                forward.iter().map(|(from, to)| (*to, *from)).collect();
            forward.sort_unstable();
            backward.sort_unstable();
            concordances.push(Concordance {
                from: index(&entry.from)?,
                to: index(&entry.to)?,
                forward,
                backward,
            });
        }
        Some(Self {
            versions,
            concordances,
        })
    }

    fn version(&self, version: NocVersion) -> Option<&Version> {
        self.versions.iter().find(|one| one.year == version)
    }

    /// All versions, oldest first.
    pub fn versions(&self) -> impl Iterator<Item = NocVersion> + '_ {
        self.versions.iter().map(|one| one.year)
    }

    /// The unit groups of a version, by code.
    pub fn units(&self, version: NocVersion) -> &[UnitGroup] {
        self.version(version).map_or(&[], |one| &one.units)
    }

    /// The code that `digits` means in a version, or without one in the version that its number of digits says. Lost
    /// leading zeros are restored only when the version is given. `None` if there is no such code.
    pub fn resolve(&self, digits: &str, version: Option<NocVersion>) -> Option<NocCode> {
        let number = number_of(digits)?;
        let length = u8::try_from(digits.len()).ok()?;
        let found = match version {
            Some(version) => self.version(version).filter(|one| length <= one.digits)?,
            None => self
                .versions
                .iter()
                .find(|one| one.assumed_when_blank && one.digits == length)?,
        };
        let position = found.position(number)?;
        Some(NocCode {
            position,
            level: found.units.get(position)?.level,
            version: found.year,
            system: found.system,
            digits: found.digits,
            number,
        })
    }

    /// Reads a table of codes (version, code); `None` if one of them does not exist.
    pub(crate) fn codes_of(&self, table: &str) -> Option<Vec<NocCode>> {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let mut codes = Vec::new();
        for record in reader.records() {
            let record = record.ok()?;
            codes.push(self.resolve(
                record.get(1)?,
                Some(NocVersion(record.get(0)?.parse().ok()?)),
            )?);
        }
        Some(codes)
    }

    /// The title and level of a code.
    pub fn unit(&self, code: NocCode) -> Option<&UnitGroup> {
        self.version(code.version)?.units.get(code.position)
    }

    /// How a code stands under an edition: read directly within one system, else by the concordance.
    pub fn standing(&self, edition: &Edition, code: NocCode) -> Standing {
        let own = Standing {
            eligible: None,
            bands: Bands::EITHER,
            by_concordance: true,
            identity: (code.system, code.number),
        };
        let Some(target) = self.version(edition.noc_version) else {
            return own;
        };
        if target.system == code.system {
            let (eligible, bands) = read(edition, target, Some(code.level), code.number);
            return Standing {
                eligible: Some(eligible),
                bands,
                by_concordance: false,
                ..own
            };
        }
        let targets = self.targets(code, target.system);
        let mut eligible = 0_usize;
        let mut bands = Bands {
            upper: false,
            lower: false,
        };
        for (_, number) in targets {
            let level = target.level(*number);
            let (counts, its_bands) = read(edition, target, level, *number);
            if counts {
                eligible += 1;
                bands.upper |= its_bands.upper;
                bands.lower |= its_bands.lower;
            }
        }
        let standing = if eligible == 0 {
            Standing {
                eligible: Some(false),
                bands: Bands::EITHER,
                ..own
            }
        } else {
            Standing {
                eligible: (eligible == targets.len()).then_some(true),
                bands,
                ..own
            }
        };
        match targets {
            [] => own,
            [(_, only)] => Standing {
                identity: (target.system, *only),
                ..standing
            },
            _ => standing,
        }
    }

    /// The pairs of a code with the numbers in another system that it may be, in order.
    fn targets(&self, code: NocCode, system: u8) -> &[(u32, u32)] {
        let pairs = self.concordances.iter().find_map(|one| {
            if one.from == code.system && one.to == system {
                Some(&one.forward)
            } else if one.to == code.system && one.from == system {
                Some(&one.backward)
            } else {
                None
            }
        });
        let Some(pairs) = pairs else {
            return &[];
        };
        let start = pairs.partition_point(|(from, _)| *from < code.number);
        let rest = pairs.get(start..).unwrap_or_default();
        let of_code = rest.iter().take_while(|(from, _)| *from == code.number);
        rest.get(..of_code.count()).unwrap_or_default()
    }
}

/// The number that digits write, and nothing but digits; `None` beyond machine integers.
fn number_of(digits: &str) -> Option<u32> {
    let add = |number: u32, byte: u8| {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    };
    let number = digits.bytes().try_fold(0, add)?;
    (!digits.is_empty()).then_some(number)
}

fn read(edition: &Edition, target: &Version, level: Option<Level>, number: u32) -> (bool, Bands) {
    let Some(level) = level else {
        return (false, Bands::EITHER);
    };
    let written = || format!("{number:0width$}", width = usize::from(target.digits));
    let excluded = !edition.excluded_noc.is_empty() && edition.excluded_noc.contains(&written());
    let bands = Bands {
        upper: edition.upper_levels.contains(level),
        lower: edition.lower_levels.contains(level),
    };
    (edition.eligible_levels.contains(level) && !excluded, bands)
}

fn units(table: &str) -> Option<Vec<UnitGroup>> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let teer = reader
        .headers()
        .ok()?
        .iter()
        .any(|heading| heading == "teer");
    let mut units = Vec::new();
    for record in reader.records() {
        let record = record.ok()?;
        let level = record.get(2)?;
        let level = if teer {
            Level::from_text(&format!("TEER {level}"))
        } else {
            Level::from_text(level)
        };
        units.push(UnitGroup {
            number: record.get(0)?.parse().ok()?,
            title: record.get(1)?.to_owned(),
            level: level?,
        });
    }
    units.sort_by_key(|unit| unit.number);
    Some(units)
}

fn pairs(table: &str) -> Option<Vec<(u32, u32)>> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut pairs = Vec::new();
    for record in reader.records() {
        let record = record.ok()?;
        pairs.push((record.get(0)?.parse().ok()?, record.get(1)?.parse().ok()?));
    }
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use crate::calendar::Day;
    use crate::law::{Bands, Edition, Law, NocVersion};

    fn edition(day: &str) -> &'static Edition {
        Law::book()
            .edition_in_force(Day::parse_iso(day).unwrap())
            .unwrap()
    }

    fn standing(day: &str, digits: &str) -> (Option<bool>, Bands, bool) {
        let noc = Law::book().occupations();
        let standing = noc.standing(edition(day), noc.resolve(digits, None).unwrap());
        (standing.eligible, standing.bands, standing.by_concordance)
    }

    const UPPER: Bands = Bands {
        upper: true,
        lower: false,
    };

    #[test]
    fn codes_are_read_directly_in_their_own_system_and_by_concordance_in_another() {
        assert_eq!(standing("2026-01-01", "21231"), (Some(true), UPPER, false));
        assert_eq!(standing("2018-01-01", "2173"), (Some(true), UPPER, false));
        assert_eq!(standing("2026-01-01", "2173"), (Some(true), UPPER, true));
        // NOC 2016 1123 has targets on both sides of the TEER 3/4 line.
        assert_eq!(standing("2026-01-01", "1123").0, None);
    }

    #[test]
    fn only_digits_are_a_number() {
        for text in [
            "",
            "0",
            "007",
            "+7",
            "-7",
            "7 ",
            "٧",
            "1a",
            "4294967295",
            "4294967296",
        ] {
            let plain = text.bytes().all(|byte| byte.is_ascii_digit());
            let expected = text.parse().ok().filter(|_| plain);
            assert_eq!(super::number_of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn every_code_finds_its_own_unit_group() {
        let noc = Law::book().occupations();
        for version in noc.versions() {
            for unit in noc.units(version) {
                let digits = unit.number.to_string();
                let code = noc.resolve(&digits, Some(version)).unwrap();
                assert_eq!(noc.unit(code), Some(unit), "{version:?} {digits}");
            }
        }
    }

    #[test]
    fn six_occupations_were_excluded_by_ministerial_instructions_until_express_entry() {
        assert_eq!(standing("2013-11-08", "6322").0, Some(true));
        assert_eq!(standing("2013-11-09", "6322").0, Some(false));
        assert_eq!(standing("2014-12-31", "6322").0, Some(false));
        assert_eq!(standing("2015-01-01", "6322").0, Some(true));
    }

    #[test]
    fn lost_zeros_are_restored_only_when_the_version_says_how_many_digits() {
        let noc = Law::book().occupations();
        assert_eq!(noc.resolve("11", None), None);
        assert_eq!(
            noc.resolve("11", Some(NocVersion(2016)))
                .unwrap()
                .to_string(),
            "0011"
        );
        assert_eq!(noc.resolve("0011", None).unwrap().version, NocVersion(2016));
        assert_eq!(
            noc.resolve("10", Some(NocVersion(2021)))
                .unwrap()
                .to_string(),
            "00010"
        );
        assert_eq!(noc.resolve("99999", None), None);
    }
}
