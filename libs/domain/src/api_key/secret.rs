//! How a secret is written: a prefix that scanners for secrets find, 30 random characters, and six with a checksum, as in
//! GitHub's tokens. A mistyped secret can be told without asking anybody.

use std::fmt;

use serde::{Deserialize, Serialize};

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// 178 random bits.
const RANDOM_CHARACTERS: usize = 30;
/// 62⁶ is more than 2³².
const CHECKSUM_CHARACTERS: usize = 6;
const LAST_CHARACTERS: usize = 4;

/// Which deployments a secret is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum KeyPrefix {
    #[default]
    Live,
    /// Local stacks, whose keys open nothing else.
    Test,
    /// Not a key: a browser token of either.
    Token,
}

impl KeyPrefix {
    const ALL: [Self; 3] = [Self::Live, Self::Test, Self::Token];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Live => "chub_live_",
            Self::Test => "chub_test_",
            Self::Token => "chub_tok_",
        }
    }

    /// From a deployment's settings.
    pub fn parse(text: &str) -> Result<Self, String> {
        let found = [Self::Live, Self::Test].into_iter().find(|prefix| prefix.as_str() == text);
        found.ok_or_else(|| format!("must be chub_live_ or chub_test_, got '{text}'"))
    }

    /// `None`: a key from before there were prefixes.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|prefix| key.starts_with(prefix.as_str()))
    }
}

/// The text that a client sends. It is shown once and stored nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Each number gives half of the random characters.
    pub fn new(prefix: KeyPrefix, random: [u128; 2]) -> Self {
        let random = random.map(|number| base62(number, RANDOM_CHARACTERS / 2)).concat();
        Self(format!("{}{random}{}", prefix.as_str(), checksum(&random)))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What of a secret may be shown, so that a person can tell which one it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub prefix: String,
    pub last_four: String,
}

impl Shown {
    /// `None`: the key has no prefix, so it may be so short that its end would say much of it.
    pub fn of(key: &str) -> Option<Self> {
        let prefix = KeyPrefix::of(key).filter(|_| Spelling::of(key) == Spelling::Sound)?;
        let last_four = key.get(key.len() - LAST_CHARACTERS..)?.to_owned();
        Some(Self { prefix: prefix.as_str().to_owned(), last_four })
    }
}

/// What a key's own text says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// From before there were prefixes: only the store knows.
    WithoutPrefix,
    Sound,
    /// Nobody was ever given this key.
    Mistyped,
}

impl Spelling {
    pub fn of(key: &str) -> Self {
        let Some(rest) = KeyPrefix::of(key).and_then(|prefix| key.strip_prefix(prefix.as_str())) else {
            return Self::WithoutPrefix;
        };
        let is_whole = rest.len() == RANDOM_CHARACTERS + CHECKSUM_CHARACTERS
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match rest.split_at_checked(RANDOM_CHARACTERS) {
            Some((random, sum)) if is_whole && sum == checksum(random) => Self::Sound,
            _ => Self::Mistyped,
        }
    }
}

fn checksum(random: &str) -> String {
    base62(crc32fast::hash(random.as_bytes()).into(), CHECKSUM_CHARACTERS)
}

/// The last `characters` digits of a number. Of 128 random bits, 15 digits are even but for one part in 2³⁸.
fn base62(mut number: u128, characters: usize) -> String {
    let mut digits = vec![b'0'; characters];
    for digit in digits.iter_mut().rev() {
        let place = usize::try_from(number % 62).unwrap_or_default();
        *digit = DIGITS.get(place).copied().unwrap_or(b'0');
        number /= 62;
    }
    digits.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_has_a_prefix_and_a_checksum() {
        let secret = Secret::new(KeyPrefix::Live, [0, 61]);
        // CRC32 of the 30 digits, by `python3 -c "import zlib; print(zlib.crc32(b'0'*29 + b'z'))"`: 3790369548.
        assert_eq!(secret.as_str(), "chub_live_00000000000000000000000000000z48W0Gi");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        let shown = Shown::of(secret.as_str()).unwrap();
        assert_eq!((shown.prefix.as_str(), shown.last_four.as_str()), ("chub_live_", "W0Gi"));
        assert!(Secret::new(KeyPrefix::Test, [u128::MAX; 2]).as_str().starts_with("chub_test_"));
        assert_eq!(Shown::of("chub_mine"), None);
    }

    #[test]
    fn every_slip_in_one_place_is_told() {
        let secret = Secret::new(KeyPrefix::Live, [u128::MAX / 3, u128::MAX / 7]);
        let key = secret.as_str();
        assert_eq!(Spelling::of(key), Spelling::Sound);
        let start = KeyPrefix::Live.as_str().len();
        let written_at = |place: usize, other: &str| {
            let mut written = key.to_owned();
            written.replace_range(place..=place, other);
            written
        };
        for place in start..key.len() {
            for digit in DIGITS.iter().map(|digit| char::from(*digit)).chain(['_', 'é']) {
                let mistyped = written_at(place, &digit.to_string());
                let expected = if mistyped == key { Spelling::Sound } else { Spelling::Mistyped };
                assert_eq!(Spelling::of(&mistyped), expected, "{mistyped}");
            }
            let without = written_at(place, "");
            assert_eq!(Spelling::of(&without), Spelling::Mistyped, "{without}");
        }
        for longer in
            [format!("{key}0"), format!("{key} "), "chub_live_".to_owned(), "chub_test_é".to_owned()]
        {
            assert_eq!(Spelling::of(&longer), Spelling::Mistyped, "{longer}");
        }
    }

    #[test]
    fn a_key_without_a_prefix_is_looked_up() {
        for key in ["", "chub_", "chub_live", "chub_kept_owner", "CHUB_LIVE_x", "my-key"] {
            assert_eq!(Spelling::of(key), Spelling::WithoutPrefix, "{key}");
        }
    }

    #[test]
    fn a_prefix_is_one_of_two() {
        assert_eq!(KeyPrefix::parse("chub_test_"), Ok(KeyPrefix::Test));
        for text in ["", "live", "chub_live", "chub_tok_"] {
            let complaint = format!("must be chub_live_ or chub_test_, got '{text}'");
            assert_eq!(KeyPrefix::parse(text), Err(complaint));
        }
    }
}
