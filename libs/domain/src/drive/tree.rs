//! Where a folder may be put: into a folder that exists, not into itself, and not too deep.

use std::collections::BTreeMap;

use crate::FolderId;
use crate::drive::Folder;

/// How deep folders may be nested. A folder in the root counts as 1.
pub const MAX_DEPTH: usize = 10;
/// How many folders a team may have. So many are read in one or two calls.
pub const MAX_FOLDERS: usize = 1000;

/// Why a folder cannot be put where the request wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misplaced {
    NoSuchFolder,
    WithinItself,
    TooDeep,
    TooMany,
}

/// All folders of a team.
#[derive(Debug, Clone, Default)]
pub struct Tree(BTreeMap<FolderId, Option<FolderId>>);

impl<'a> FromIterator<&'a Folder> for Tree {
    fn from_iter<T: IntoIterator<Item = &'a Folder>>(folders: T) -> Self {
        Self(folders.into_iter().map(|folder| (folder.id, folder.parent_id)).collect())
    }
}

impl Tree {
    /// Whether one more folder may be created in `parent`.
    pub fn admits(&self, parent: Option<FolderId>) -> Result<(), Misplaced> {
        if self.0.len() >= MAX_FOLDERS {
            return Err(Misplaced::TooMany);
        }
        self.fits(parent, 1)
    }

    /// Whether `folder` may move to `parent` together with all that is in it.
    pub fn admits_move(&self, folder: FolderId, parent: Option<FolderId>) -> Result<(), Misplaced> {
        if parent.is_some_and(|parent| self.upwards(parent).any(|above| above == folder)) {
            return Err(Misplaced::WithinItself);
        }
        self.fits(parent, self.height(folder))
    }

    /// Whether so many levels of folders, `height`, fit into `parent`.
    fn fits(&self, parent: Option<FolderId>, height: usize) -> Result<(), Misplaced> {
        let above = match parent {
            Some(parent) if !self.0.contains_key(&parent) => return Err(Misplaced::NoSuchFolder),
            Some(parent) => self.upwards(parent).count(),
            None => 0,
        };
        if above + height > MAX_DEPTH { Err(Misplaced::TooDeep) } else { Ok(()) }
    }

    /// The levels from `folder` down to the deepest folder in it. Its own level counts.
    fn height(&self, folder: FolderId) -> usize {
        let below = |other: &FolderId| self.upwards(*other).position(|above| above == folder);
        self.0.keys().filter_map(below).max().map_or(1, |deepest| deepest + 1)
    }

    /// The folder itself and all folders that it is in, upwards. It ends even if the rows form a circle.
    fn upwards(&self, folder: FolderId) -> impl Iterator<Item = FolderId> {
        std::iter::successors(Some(folder), |folder| self.0.get(folder).copied().flatten())
            .take(MAX_DEPTH + 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Timestamp;

    fn id(n: u8) -> FolderId {
        FolderId::new(Timestamp::from_millis(n.into()), [n; 10])
    }

    /// Folder 1 is in the root, 2 in 1, 3 in 2, and so on.
    fn chain(length: u8) -> Tree {
        Tree((1..=length).map(|n| (id(n), (n > 1).then(|| id(n - 1)))).collect())
    }

    #[test]
    fn a_folder_is_put_into_one_that_exists() {
        assert_eq!(chain(1).admits(None), Ok(()));
        assert_eq!(chain(1).admits(Some(id(1))), Ok(()));
        assert_eq!(chain(1).admits(Some(id(9))), Err(Misplaced::NoSuchFolder));
    }

    #[test]
    fn the_eleventh_level_is_too_deep() {
        assert_eq!(chain(9).admits(Some(id(9))), Ok(()));
        assert_eq!(chain(10).admits(Some(id(10))), Err(Misplaced::TooDeep));
    }

    #[test]
    fn a_team_has_a_thousand_folders() {
        let many = (0..1000).map(|n| (FolderId::new(Timestamp::from_millis(n), [0; 10]), None));
        assert_eq!(Tree(many.collect()).admits(None), Err(Misplaced::TooMany));
    }

    #[test]
    fn a_folder_never_moves_into_itself_or_into_what_it_contains() {
        for into in 1..=4 {
            assert_eq!(chain(4).admits_move(id(1), Some(id(into))), Err(Misplaced::WithinItself), "{into}");
        }
        assert_eq!(chain(4).admits_move(id(4), Some(id(1))), Ok(()));
        assert_eq!(chain(4).admits_move(id(4), None), Ok(()));
    }

    #[test]
    fn a_folder_moves_with_all_its_levels() {
        let mut tree = chain(6);
        // Five levels of another kind: 11 to 15.
        tree.0.extend((11..=15).map(|n| (id(n), (n > 11).then(|| id(n - 1)))));
        assert_eq!(tree.admits_move(id(11), Some(id(5))), Ok(()));
        assert_eq!(tree.admits_move(id(11), Some(id(6))), Err(Misplaced::TooDeep));
        assert_eq!(tree.admits_move(id(12), Some(id(6))), Ok(()));
    }

    proptest! {
        #[test]
        fn what_is_admitted_makes_no_circle_and_nothing_too_deep(moves in prop::collection::vec((1..30_u8, 0..30_u8), 0..200)) {
            let mut tree = Tree::default();
            for (folder, parent) in moves {
                let parent = (parent > 0).then(|| id(parent));
                let known = tree.0.contains_key(&id(folder));
                let admitted = if known { tree.admits_move(id(folder), parent) } else { tree.admits(parent) };
                if admitted.is_ok() {
                    tree.0.insert(id(folder), parent);
                }
            }
            for folder in tree.0.keys() {
                prop_assert!(tree.upwards(*folder).count() <= MAX_DEPTH);
            }
        }
    }
}
