//! Names that no file system takes for another.

use super::*;

fn names(ids: &[&str]) -> Vec<String> {
    let names = FileNames::of(ids.iter().copied());
    (0..ids.len()).map(|i| names.name(i).to_owned()).collect()
}

#[test]
fn usual_ids_keep_their_name() {
    assert_eq!(names(&["C-1001", "x_y.z"]), ["C-1001.csv", "x_y.z.csv"]);
}

#[test]
fn hostile_ids_stay_in_their_folder_and_apart() {
    let long = "x".repeat(300);
    let longer = "x".repeat(301);
    let accents = "é".repeat(120);
    let reserved = format!("aux.{long}");
    let ids = [
        "../../etc/passwd",
        "CON",
        "con",
        "aux.csv",
        "a/b",
        "a\\b",
        "A1",
        "a1",
        "-rf",
        "~$x",
        "e\u{301}",
        "é",
        "É",
        ".",
        "..",
        ".hidden",
        "",
        "com1",
        "COM1.x",
        "com10",
        "a%2Fb",
        "nul",
        "x y",
        "x\u{0}y",
        "A1-fake",
        &long,
        &longer,
        &accents,
        &reserved,
    ];
    let names = names(&ids);
    let mut seen = BTreeSet::new();
    for (id, name) in ids.iter().zip(&names) {
        assert!(seen.insert(name.to_ascii_lowercase()), "{id}: {name}");
        assert!(name.len() <= LONGEST_NAME, "{id}");
        assert!(!name.starts_with('.') && !is_reserved(name), "{id}: {name}");
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'%');
        assert!(name.bytes().all(plain), "{id}: {name}");
    }
    assert_eq!(names[4], "a%2Fb.csv");
}

#[test]
fn a_mark_that_another_id_already_bears_gets_longer() {
    let hash = crate::report::digest_hex(b"A1");
    let thief = format!("A1-{}", hash.get(..8).unwrap());
    let names = names(&["A1", "a1", &thief]);
    assert_eq!(names[0], format!("A1-{}.csv", hash.get(..16).unwrap()));
    assert_eq!(names[2], format!("{thief}.csv"));
}

#[test]
fn the_order_of_ids_changes_no_name() {
    let ids = ["b", "B", "a", "CON", ".x"];
    let mut turned = ids;
    turned.reverse();
    let mut back = names(&turned);
    back.reverse();
    assert_eq!(names(&ids), back);
}

#[test]
fn many_applicants_are_spread_over_subfolders() {
    let ids: Vec<String> = (0..=FLAT_UP_TO).map(|i| format!("C{i}")).collect();
    let names = FileNames::of(ids.iter().map(String::as_str));
    let expected = format!(
        "{}/C7.csv",
        crate::report::digest_hex(b"C7").get(..2).unwrap()
    );
    assert_eq!(names.name(7), expected);
    assert_eq!(names.subfolders().count(), 256);
}

/// The same names, found the plain way: every name and form in a set of its own.
fn plainly(ids: &[&str]) -> Vec<String> {
    let form = |id: &str| -> String { id.nfc().flat_map(char::to_lowercase).nfc().collect() };
    let mut twins: BTreeMap<String, usize> = BTreeMap::new();
    for id in ids {
        *twins.entry(form(id)).or_default() += 1;
    }
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    let mut marked: Vec<&str> = Vec::new();
    for id in ids {
        let mut name = String::new();
        percent_encode(id, &mut name);
        if is_plain(id, &name) && twins[&form(id)] == 1 {
            names.insert(id, name);
        } else {
            marked.push(id);
        }
    }
    marked.sort_unstable();
    for id in marked {
        let is_free = |one: &str| !names.values().any(|name| name.eq_ignore_ascii_case(one));
        let name = marked_name(id, is_free);
        names.insert(id, name);
    }
    ids.iter().map(|id| format!("{}.csv", names[id])).collect()
}

#[test]
fn names_are_those_of_the_plain_way() {
    let mut state = 20_261_122_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let parts = [
        "a", "A", "b", ".", "-", "é", "É", "e\u{301}", "1", "con", "İ", "i\u{307}", "ß", "%", "/",
    ];
    for _ in 0..300 {
        let mut ids: BTreeSet<String> = (0..12)
            .map(|_| (0..next(4)).map(|_| parts[next(parts.len())]).collect())
            .collect();
        // Some ids bear the name that another one would be given.
        let thieves: Vec<String> = ids
            .iter()
            .take(3)
            .map(|id| {
                format!(
                    "{id}-{}",
                    crate::report::digest_hex(id.as_bytes()).get(..8).unwrap()
                )
            })
            .collect();
        ids.extend(thieves);
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        assert_eq!(names(&ids), plainly(&ids), "{ids:?}");
    }
}

#[test]
fn names_in_order_are_sorted_whatever_the_order_of_ids() {
    let ids: Vec<String> = (0..=FLAT_UP_TO)
        .rev()
        .map(|i| format!("C{i}{}", if i % 3 == 0 { "-x" } else { "" }))
        .collect();
    let names = FileNames::of(ids.iter().map(String::as_str));
    let sorted: Vec<&str> = names.sorted().into_iter().map(|i| names.name(i)).collect();
    assert!(sorted.is_sorted());
    assert_eq!(sorted.len(), ids.len());
    let few = FileNames::of(["b", "a-x", "a"]);
    assert_eq!(few.sorted(), [1, 2, 0]);
}
