//! A list that nearly always holds one thing, or none, and then lies where it is used.

use std::fmt;
use std::ops::Deref;

/// A list of anything, of which there is nearly always one.
#[derive(Clone, Default)]
pub enum Few<T> {
    /// Nothing.
    #[default]
    None,
    /// One.
    One(T),
    /// Two or more.
    Many(Vec<T>),
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::None => &[],
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(all) => all,
        }
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        let mut all = all.into_iter();
        let Some(first) = all.next() else {
            return Self::None;
        };
        let Some(second) = all.next() else {
            return Self::One(first);
        };
        let mut many = vec![first, second];
        many.extend(all);
        Self::Many(many)
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(all: Vec<T>) -> Self {
        Self::Many(all)
    }
}

impl<T: PartialEq> PartialEq for Few<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for Few<T> {}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for Few<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_what_was_collected_however_it_lies() {
        for length in 0..5 {
            let all: Vec<u8> = (0..length).collect();
            let few: Few<u8> = all.iter().copied().collect();
            assert_eq!(*few, *all);
            assert_eq!(few, Few::from(all));
        }
        assert_ne!(Few::One(1), Few::None);
    }
}
