//! The simulated account's avatars: characters, and the looks that each of them has.

use crate::picture::Size;

#[derive(Debug, PartialEq, Eq)]
pub(in crate::heygen) struct Look {
    /// Sent as `avatar_id`.
    pub(in crate::heygen) id: &'static str,
    pub(in crate::heygen) name: &'static str,
    pub(super) group: &'static str,
    pub(in crate::heygen) kind: Kind,
    /// None: a script needs a voice.
    pub(in crate::heygen) voice: Option<&'static str>,
    pub(in crate::heygen) size: Size,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::heygen) enum Kind {
    Studio,
    Twin,
    Photo,
}

/// What animates a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::heygen) enum Engine {
    Iii,
    Iv,
    V,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) gender: &'static str,
    pub(super) ownership: &'static str,
}

const fn group(id: &'static str, name: &'static str, gender: &'static str, ownership: &'static str) -> Group {
    Group { id, name, gender, ownership }
}

pub(super) static GROUPS: [Group; 7] = [
    group("1727672614", "Abigail", "female", "public"),
    group("1727720854", "Marcus", "male", "public"),
    group("1732323320", "Annie", "female", "public"),
    group("1732856199", "Brandon", "male", "public"),
    group("1733741500", "Imelda", "female", "public"),
    group("7d6f4a1cbb5e4d0f9a52", "Our CEO", "male", "private"),
    group("c3a90b1f2d8e47aab601", "Our mascot", "unspecified", "private"),
];

const fn look(
    id: &'static str,
    name: &'static str,
    group: &'static str,
    kind: Kind,
    voice: Option<&'static str>,
    (width, height): (u32, u32),
) -> Look {
    Look { id, name, group, kind, voice, size: Size { width, height } }
}

const WIDE: (u32, u32) = (1920, 1080);
const TALL: (u32, u32) = (1080, 1920);
const EVA: Option<&str> = Some("8fb979fae61f487297620072ff19e6b5");
const MARK: Option<&str> = Some("5d8c378ba8c3434586081a52ac368738");
const AMY: Option<&str> = Some("1bd001e7e50f421d891986aad5158bc8");

/// Made up in the vendor's style.
pub(super) static LOOKS: [Look; 12] = [
    look("Abigail_standing_office_front", "Abigail Office Front", "1727672614", Kind::Studio, EVA, WIDE),
    look("Abigail_sitting_sofa_front", "Abigail Sofa Front", "1727672614", Kind::Studio, EVA, WIDE),
    look("Abigail_expressive_2024112501", "Abigail Upper Body", "1727672614", Kind::Studio, EVA, TALL),
    look("Marcus_standing_lounge_side", "Marcus Lounge Side", "1727720854", Kind::Studio, MARK, WIDE),
    look("Marcus_suit_front_public", "Marcus in Suit", "1727720854", Kind::Studio, MARK, WIDE),
    look("Annie_expressive12_public", "Annie in Blue Shirt", "1732323320", Kind::Studio, AMY, WIDE),
    look("Annie_business_casual_side", "Annie Business Casual", "1732323320", Kind::Studio, AMY, TALL),
    look("Brandon_expressive2_public", "Brandon in Suit", "1732856199", Kind::Studio, MARK, WIDE),
    look("Imelda_casual_front_public", "Imelda Casual", "1733741500", Kind::Studio, None, WIDE),
    look("4f1c7e0a93b24d5f8e6a", "CEO at his desk", "7d6f4a1cbb5e4d0f9a52", Kind::Twin, MARK, WIDE),
    look("9be2d41f60c7483a8d15", "CEO portrait", "7d6f4a1cbb5e4d0f9a52", Kind::Photo, MARK, (900, 1200)),
    look("e07a5c82f19b4e63a4d0", "Mascot", "c3a90b1f2d8e47aab601", Kind::Photo, None, (1024, 1024)),
];

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Studio => "studio_avatar",
            Self::Twin => "digital_twin",
            Self::Photo => "photo_avatar",
        }
    }

    pub(in crate::heygen) fn engines(self) -> &'static [Engine] {
        match self {
            Self::Studio => &[Engine::Iii, Engine::Iv],
            Self::Twin | Self::Photo => &[Engine::Iii, Engine::Iv, Engine::V],
        }
    }
}

impl Engine {
    pub(in crate::heygen) const NAMES: [&str; 3] = ["avatar_iii", "avatar_iv", "avatar_v"];

    pub(in crate::heygen) fn named(name: &str) -> Option<Self> {
        [Self::Iii, Self::Iv, Self::V].into_iter().find(|engine| engine.name() == name)
    }

    pub(in crate::heygen) fn name(self) -> &'static str {
        match self {
            Self::Iii => "avatar_iii",
            Self::Iv => "avatar_iv",
            Self::V => "avatar_v",
        }
    }
}

impl Look {
    pub(in crate::heygen) fn with_id(id: &str) -> Option<&'static Self> {
        LOOKS.iter().find(|look| look.id == id)
    }

    pub(in crate::heygen) fn is_of_the_group_of(&self, other: &Self) -> bool {
        self.group == other.group
    }

    pub(super) fn group(&self) -> Option<&'static Group> {
        GROUPS.iter().find(|group| group.id == self.group)
    }
}

impl Group {
    pub(super) fn looks(&self) -> impl Iterator<Item = &'static Look> {
        LOOKS.iter().filter(|look| look.group == self.id)
    }
}
