//! Who gets a session, and who gives one up for it.
//!
//! A place has room for so many, and staff have theirs apart. Nobody waits for the full time
//! of sessions in which nothing happened: one that nobody looks at any more goes as soon as
//! its room is needed, and where a place is full whoever holds most gives one up. One in
//! which a card was read stays.

use crate::limits::{Client, Limits};
use crate::session::Care;
use std::collections::HashMap;

/// How long nobody looks at a session that is left, in seconds. A page that is open looks
/// every 25 seconds at least.
const LEFT: i64 = 60;

/// What a session takes, and who took it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Share {
    pub(crate) client: Client,
    /// Whether staff began it.
    pub(crate) staff: bool,
    pub(crate) care: Care,
    /// When somebody looked at it last.
    pub(crate) seen: i64,
    /// How many requests it published.
    pub(crate) published: u32,
}

/// A session under way: what it is known by, what it takes, and whether a card was read.
pub(crate) type Held<'s> = (&'s str, Share, bool);

impl Share {
    fn is_beside(&self, other: &Self) -> bool {
        match other.staff {
            true => self.staff,
            false => !self.staff && self.care == other.care,
        }
    }
}

/// Which session goes for a new one, if one has to; otherwise how many seconds it has to wait.
pub(crate) fn make_room<'s>(
    held: impl Iterator<Item = Held<'s>>,
    new: &Share,
    limits: &Limits,
) -> Result<Option<&'s str>, i64> {
    let beside: Vec<_> = held.filter(|(_, share, _)| share.is_beside(new)).collect();
    let most = match new.staff {
        true => limits.sessions_of_staff,
        false => limits.sessions_of_place,
    };
    let own = |one: &&Held<'s>| one.1.client == new.client;
    let owned = beside.iter().filter(own).count();
    if !new.staff && owned >= limits.sessions_of_client {
        return left(beside.iter().filter(own), new.seen).map(Some);
    }
    if beside.len() < most {
        return Ok(None);
    }
    left(beside.iter(), new.seen)
        .or_else(|wait| of_whoever_holds_most(&beside, owned).ok_or(wait))
        .map(Some)
}

/// The one that was left longest ago; otherwise when the next one counts as left.
fn left<'s, 'h>(held: impl Iterator<Item = &'h Held<'s>>, at: i64) -> Result<&'s str, i64>
where
    's: 'h,
{
    let oldest = held.filter(|(.., read)| !read).min_by_key(|one| one.1.seen);
    match oldest {
        Some((id, share, _)) if share.seen + LEFT <= at => Ok(id),
        Some((_, share, _)) => Err((share.seen + LEFT - at).max(1)),
        None => Err(LEFT),
    }
}

/// One of the client's that holds more than the new one would have.
fn of_whoever_holds_most<'s>(held: &[Held<'s>], owned: usize) -> Option<&'s str> {
    let mut counts: HashMap<Client, usize> = HashMap::new();
    for (_, share, _) in held {
        *counts.entry(share.client).or_default() += 1;
    }
    let count = |one: &&Held<'s>| counts.get(&one.1.client).copied().unwrap_or_default();
    let given_up = held
        .iter()
        .filter(|one| !one.2 && count(one) > owned + 1)
        .max_by_key(|one| (count(one), core::cmp::Reverse(one.1.seen)));
    given_up.map(|(id, ..)| *id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(client: u8, seen: i64) -> Share {
        Share {
            client: Client::at(([192, 0, 2, client], 1).into()),
            staff: false,
            care: Care::Home,
            seen,
            published: 0,
        }
    }

    fn limits() -> Limits {
        Limits {
            sessions_of_place: 4,
            sessions_of_client: 3,
            sessions_of_staff: 1,
            ..Limits::default()
        }
    }

    fn asked<'s>(held: &[Held<'s>], new: Share) -> Result<Option<&'s str>, i64> {
        make_room(held.iter().copied(), &new, &limits())
    }

    #[test]
    fn a_client_with_its_share_gives_up_what_it_left_and_nothing_else() {
        let held = [
            ("left", share(1, 5), false),
            ("read", share(1, 0), true),
            ("open", share(1, 40), false),
            ("other", share(2, 0), false),
        ];
        assert_eq!(asked(&held[..2], share(1, 50)), Ok(None));
        assert_eq!(asked(&held[..3], share(1, 50)), Err(15));
        assert_eq!(asked(&held, share(1, 65)), Ok(Some("left")));
        let read = held.map(|(id, share, _)| (id, share, true));
        assert_eq!(asked(&read, share(1, 1000)), Err(LEFT));
    }

    #[test]
    fn a_place_that_is_full_takes_from_what_was_left_and_then_from_whoever_holds_most() {
        let held = [
            ("one", share(1, 50), false),
            ("two", share(1, 40), false),
            ("three", share(1, 60), false),
            ("only", share(2, 10), false),
        ];
        assert_eq!(asked(&held, share(3, 69)), Ok(Some("two")));
        assert_eq!(asked(&held, share(3, 70)), Ok(Some("only")));
        let each = [1, 2, 3, 4].map(|client| ("each", share(client, 60), false));
        assert_eq!(asked(&each, share(5, 61)), Err(59));
    }

    #[test]
    fn staff_and_the_other_place_have_room_of_their_own() {
        let full = [1, 1, 1, 2].map(|client| ("public", share(client, 0), true));
        assert_eq!(asked(&full, share(3, 1)), Err(LEFT));
        let staff = |seen| Share {
            staff: true,
            ..share(1, seen)
        };
        assert_eq!(asked(&full, staff(1)), Ok(None));
        let online = Share {
            care: Care::Online,
            ..share(1, 1)
        };
        assert_eq!(asked(&full, online), Ok(None));
        let held = [("staff", staff(0), false)];
        assert_eq!(asked(&held, staff(1)), Err(59));
        assert_eq!(asked(&held, staff(60)), Ok(Some("staff")));
        assert_eq!(asked(&held, share(1, 1)), Ok(None));
    }
}
