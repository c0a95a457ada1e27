//! Decides how Han characters are written, which differs between China, Japan and Korea.

/// The three ways in which Han characters are written here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Han {
    China,
    Japan,
    Korea,
}

impl Han {
    /// Goes by the other characters of a text: kana is Japanese, hangul is Korean.
    pub(super) fn from_text(text: &str) -> Self {
        let has = |range: std::ops::RangeInclusive<char>| text.chars().any(|it| range.contains(&it));
        if has('\u{3040}'..='\u{30ff}') {
            Self::Japan
        } else if has('\u{ac00}'..='\u{d7af}') || has('\u{1100}'..='\u{11ff}') {
            Self::Korea
        } else {
            Self::China
        }
    }

    /// Whether a face of this family may be used. Only the Chinese, Japanese and Korean ones differ.
    pub(super) fn takes(self, family: &str) -> bool {
        let wanted = match self {
            Self::China => "Noto Sans CJK SC",
            Self::Japan => "Noto Sans CJK JP",
            Self::Korea => "Noto Sans CJK KR",
        };
        family == wanted || !family.starts_with("Noto Sans CJK")
    }
}
