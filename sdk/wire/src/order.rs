//! One merge sort for whatever is sorted. The library's sort is compiled anew
//! for every type, at four kilobytes each; the lists here are short.

use alloc::vec::Vec;

/// The items in order; equal ones stay as they stood. `precedes` says whether
/// the first of two items has to stand before the second.
#[must_use]
pub fn sorted<T>(items: Vec<T>, precedes: &dyn Fn(&T, &T) -> bool) -> Vec<T> {
    let places = places(
        items.len(),
        &|one, other| match (items.get(one), items.get(other)) {
            (Some(one), Some(other)) => precedes(one, other),
            _ => false,
        },
    );
    let mut items: Vec<_> = items.into_iter().map(Some).collect();
    let item = |place: usize| items.get_mut(place).and_then(Option::take);
    places.into_iter().filter_map(item).collect()
}

/// The places of those named alike, the first of each name in order.
#[must_use]
pub fn alike(names: &[&str]) -> Vec<Vec<usize>> {
    let by_name = places(names.len(), &|one, other| names.get(one) < names.get(other));
    let groups = by_name.chunk_by(|one, other| names.get(*one) == names.get(*other));
    let groups = groups.map(<[_]>::to_vec).collect();
    sorted(groups, &|one: &Vec<_>, other: &Vec<_>| {
        one.first() < other.first()
    })
}

fn places(count: usize, precedes: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut run: usize = 1;
    while run < count {
        let mut merged = Vec::with_capacity(count);
        for two in places.chunks(run.saturating_mul(2)) {
            let (mut left, mut right) = two.split_at_checked(run).unwrap_or((two, &[]));
            while let ([one, after_one @ ..], [other, after_other @ ..]) = (left, right) {
                if precedes(*other, *one) {
                    merged.push(*other);
                    right = after_other;
                } else {
                    merged.push(*one);
                    left = after_one;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        places = merged;
        run = run.saturating_mul(2);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn sorts_like_the_library_whatever_the_length() {
        for length in 0..40_u32 {
            let items: Vec<_> = (0..length).map(|item| item * 7919 % 11).collect();
            let mut expected = items.clone();
            expected.sort_unstable();
            assert_eq!(sorted(items, &|one, other| one < other), expected);
        }
    }

    #[test]
    fn names_are_gathered_where_each_is_first() {
        let names = ["b", "a", "c", "a", "b", "a"];
        let expected = [vec![0, 4], vec![1, 3, 5], vec![2]];
        assert_eq!(alike(&names), expected);
        assert!(alike(&[]).is_empty());
    }

    #[test]
    fn equal_items_stay_as_they_stood() {
        let items = vec![(1, 'a'), (0, 'b'), (1, 'c'), (0, 'd'), (1, 'e')];
        assert_eq!(
            sorted(items, &|one, other| one.0 < other.0),
            [(0, 'b'), (0, 'd'), (1, 'a'), (1, 'c'), (1, 'e')]
        );
    }
}
