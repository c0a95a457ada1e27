//! The parts of a request that a vendor may complain about, by the names that docs/API.md has for them. A failure says
//! which field to change, in our words: a vendor's own words may repeat what a customer wrote.

use domain::catalog::Vendor;
use domain::{ErrorCode, Failure, Kind};

use crate::{Portrait, Spoken, Task, Work};

/// What a vendor complains about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Avatar,
    Voice,
    Sound,
    Picture,
    Words,
}

/// The vendors' names for the parts, one word of each. A name of several words counts for the first part that has one
/// of them: `sound_file` and `promptImage` name no words.
const NAMES: [(Part, &[&str]); 5] = [
    (Part::Avatar, &["avatar", "avatars", "look", "looks"]),
    (Part::Voice, &["voice", "voices"]),
    (Part::Sound, &["audio", "audios", "sound", "sounds", "recording"]),
    (
        Part::Picture,
        &[
            "image",
            "images",
            "picture",
            "pictures",
            "photo",
            "photos",
            "frame",
            "frames",
            "keyframe",
            "keyframes",
            "pixel",
            "pixels",
            "face",
            "faces",
            "promptimage",
        ],
    ),
    (Part::Words, &["prompt", "prompts", "text", "texts", "script", "prompttext"]),
];

impl Part {
    /// The part that a vendor's name of a field or of a fault is about, such as `image_urls` or `avatar_not_found`.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let is_in = |words: &[&str]| words_of(&name).any(|word| words.contains(&word));
        NAMES.into_iter().find(|(_, words)| is_in(words)).map(|(part, _)| part)
    }

    /// The part that a sentence names first. `text-to-video` is no text, and `look at` is no look.
    pub(crate) fn from_sentence(sentence: &str) -> Option<Self> {
        let sentence = sentence.to_ascii_lowercase();
        let mut names = names_of(&sentence).peekable();
        while let Some(name) = names.next() {
            let next = names.peek().copied().unwrap_or_default();
            let is_another_word = matches!(
                (name, next),
                ("text" | "image", "to") | ("look" | "looks", "at" | "up" | "into" | "for" | "like")
            );
            if let Some(part) = Self::from_name(name).filter(|_| !is_another_word) {
                return Some(part);
            }
        }
        None
    }
}

/// The names in a sentence: `voice_id` is one of them.
fn names_of(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split(|sign: char| !sign.is_alphanumeric() && sign != '_').filter(|name| !name.is_empty())
}

fn words_of(name: &str) -> impl Iterator<Item = &str> {
    name.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// What a request is made of, as far as a failure has to name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parts {
    kind: Kind,
    portrait: &'static str,
    said: Said,
    /// An avatar and a voice were chosen.
    chose_both: bool,
}

/// Where the sound of an avatar comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Script,
    Recording,
    /// A look knows the kind of its task only.
    Either,
}

impl Parts {
    pub(crate) fn from_task(task: &Task<'_>) -> Self {
        match task.work {
            Work::Image(_) => Self::from_kind(Kind::Image),
            Work::Video(_) => Self::from_kind(Kind::Video),
            Work::Speech(_) => Self::from_kind(Kind::Tts),
            Work::Avatar(avatar) => Self {
                kind: Kind::Avatar,
                portrait: match avatar.portrait {
                    Portrait::AvatarId(_) => "avatar_id",
                    Portrait::Picture(_) => "image_url",
                },
                said: match avatar.spoken {
                    Spoken::Script { .. } => Said::Script,
                    Spoken::Audio(_) => Said::Recording,
                },
                chose_both: matches!(
                    (avatar.portrait, avatar.spoken),
                    (Portrait::AvatarId(_), Spoken::Script { voice_id: Some(_), .. })
                ),
            },
        }
    }

    /// What is known of a task that was accepted. Only `HeyGen` has avatars of its own.
    pub(crate) const fn from_accepted(vendor: Vendor, kind: Kind) -> Self {
        let portrait = if matches!(vendor, Vendor::Heygen) { "avatar_id" } else { "image_url" };
        Self { kind, portrait, said: Said::Either, chose_both: false }
    }

    const fn from_kind(kind: Kind) -> Self {
        Self { kind, portrait: "image_url", said: Said::Either, chose_both: false }
    }

    /// What a customer chooses by an id: the avatar of a video, the voice of speech.
    const fn chosen(self) -> Part {
        match self.kind {
            Kind::Avatar if matches!(self.portrait.as_bytes(), b"avatar_id") => Part::Avatar,
            Kind::Image | Kind::Video | Kind::Avatar | Kind::Tts | Kind::Composite => Part::Voice,
        }
    }

    /// The vendor refuses what a customer chose, and does not say whether it means the avatar or the voice.
    pub(crate) fn refused_choice(self) -> Failure {
        const EITHER: &str = "avatar_id or voice_id: the provider has no such avatar or no such voice, or it is not ready, or \
                              not ours to use. Pick others from the lists of avatars and voices and submit again.";
        match (self.said, self.chosen()) {
            _ if self.chose_both => Failure::because(ErrorCode::InvalidInput, EITHER),
            // It has neither.
            (Said::Recording, Part::Voice) => self.invalid(None),
            (_, chosen) => self.invalid(Some(chosen)),
        }
    }

    /// The vendor cannot use this part of the request. Where it names none, or one that the request lacks, nothing is
    /// named.
    pub(crate) fn invalid(self, part: Option<Part>) -> Failure {
        let sentence = part.and_then(|part| self.sentence(part));
        sentence.map_or_else(
            || Failure::new(ErrorCode::InvalidInput),
            |sentence| Failure::because(ErrorCode::InvalidInput, sentence),
        )
    }

    /// The vendor could not get a file of the request, or could not open it.
    pub(crate) fn unread(self, part: Option<Part>) -> Failure {
        const CODE: ErrorCode = ErrorCode::InputUnreachable;
        let file = part.filter(|part| matches!(part, Part::Avatar | Part::Picture | Part::Sound));
        match file.and_then(|file| self.field(file)).filter(|field| field.contains("_url")) {
            Some(field) => Failure::because(
                CODE,
                format!("{field}: the provider could not read it. Check the file and submit again."),
            ),
            None => Failure::new(CODE),
        }
    }

    fn sentence(self, part: Part) -> Option<String> {
        let field = self.field(part)?;
        Some(match field {
            "avatar_id" => {
                "avatar_id: the provider has no such avatar, or it is not ready, or not ours to use. Pick another from \
                 the list of avatars and submit again."
                    .to_owned()
            }
            "voice_id" => {
                "voice_id: the provider has no such voice, or it is not ready, or not ours to use. Pick another from \
                 the list of voices and submit again."
                    .to_owned()
            }
            "script" if part == Part::Sound => {
                "script: the provider does not take the sound of it. It may be too short or too long when it is \
                 spoken. Change it and submit again."
                    .to_owned()
            }
            "prompt" | "text" | "script" => {
                format!("{field}: the provider does not take it. Change its words or its length and submit again.")
            }
            _ if part == Part::Sound => {
                format!("{field}: the provider does not take the length or the format of the sound. Change it and submit again.")
            }
            _ => format!(
                "{field}: the provider does not take the size, the shape or the format of the picture. Send another \
                 picture."
            ),
        })
    }

    /// Our name for a part of this request.
    fn field(self, part: Part) -> Option<&'static str> {
        Some(match (part, self.kind) {
            (Part::Avatar | Part::Picture, Kind::Avatar) => self.portrait,
            (Part::Voice, Kind::Avatar | Kind::Tts) => "voice_id",
            (Part::Sound, Kind::Avatar) => match self.said {
                Said::Script => "script",
                Said::Recording => "audio_url",
                Said::Either => "audio_url or script",
            },
            (Part::Words, Kind::Avatar) => "script",
            (Part::Words | Part::Sound, Kind::Tts) => "text",
            (Part::Picture, Kind::Image) => "reference_image_urls",
            (Part::Picture, Kind::Video) => "image_url",
            (Part::Words, Kind::Image | Kind::Video) => "prompt",
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests;
