//! The part of a list that one page shows.

use picks::Item;
use serde::{Deserialize, Serialize};

const A_PAGE: usize = 100;

/// Where a page begins: behind an entry. Where that has gone meanwhile, its place counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    behind: String,
    at: usize,
}

pub(super) struct Window<'a, T> {
    pub(super) items: Vec<&'a T>,
    pub(super) next: Option<Place>,
}

impl<'a, T: Item> Window<'a, T> {
    /// `found` is all that the search found.
    pub(super) fn new(found: Vec<&'a T>, place: Option<&Place>) -> Self {
        let first = place.map_or(0, |place| {
            let behind = found.iter().position(|item| item.id() == place.behind);
            behind.map_or(place.at, |behind| behind.saturating_add(1))
        });
        let count = found.len();
        let items: Vec<&T> = found.into_iter().skip(first).take(A_PAGE).collect();
        let at = first.saturating_add(items.len());
        let last = items.last().filter(|_| at < count);
        let next = last.map(|last| Place { behind: last.id().to_owned(), at });
        Self { items, next }
    }
}

#[cfg(test)]
mod tests {
    use vendors::Avatar;

    use super::*;

    fn avatars(count: usize) -> Vec<Avatar> {
        let avatar = |place: usize| Avatar {
            avatar_id: format!("a{place}"),
            name: String::new(),
            gender: None,
            default_voice_id: None,
            preview_url: None,
            is_ready: true,
        };
        (0..count).map(avatar).collect()
    }

    fn ids(window: &Window<'_, Avatar>) -> Vec<String> {
        window.items.iter().map(|avatar| avatar.avatar_id.clone()).collect()
    }

    #[test]
    fn pages_follow_each_other_to_the_end() {
        let list = avatars(2 * A_PAGE + 1);
        let (mut seen, mut place) = (Vec::new(), None);
        loop {
            let window = Window::new(list.iter().collect(), place.as_ref());
            seen.extend(ids(&window));
            place = window.next;
            if place.is_none() {
                break;
            }
        }
        assert_eq!(seen, list.iter().map(|avatar| avatar.avatar_id.clone()).collect::<Vec<_>>());
        let just_one = avatars(A_PAGE);
        assert_eq!(Window::new(just_one.iter().collect(), None).next, None);
    }

    #[test]
    fn an_entry_that_came_or_went_shifts_no_page() {
        let list = avatars(2 * A_PAGE);
        let place = Window::new(list.iter().collect(), None).next;
        let one_less = &list[1..];
        let second = Window::new(one_less.iter().collect(), place.as_ref());
        assert_eq!(ids(&second)[0], format!("a{A_PAGE}"));
        let without_the_mark: Vec<&Avatar> =
            list.iter().filter(|avatar| avatar.avatar_id != format!("a{}", A_PAGE - 1)).collect();
        let second = Window::new(without_the_mark, place.as_ref());
        assert_eq!(ids(&second)[0], format!("a{}", A_PAGE + 1));
        assert!(Window::new(Vec::<&Avatar>::new(), place.as_ref()).items.is_empty());
    }
}
