//! Requests to make or change a brand kit. All mistakes are reported at once.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::{BrandKit, MAX_COLORS, MAX_FONTS};
use crate::fields::{Change, FieldError, Fields, is_visible, prose};
use crate::given::quoted;
use crate::{FileId, KitId, TeamId, Timestamp, UserId};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewKit {
    pub name: String,
    pub colors: Vec<String>,
    pub fonts: Vec<String>,
    pub logo: Option<FileId>,
    pub voice: Option<String>,
}

/// `None` leaves a value as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitChange {
    pub name: Option<String>,
    pub colors: Option<Vec<String>>,
    pub fonts: Option<Vec<String>>,
    pub logo: Change<FileId>,
    pub voice: Change<String>,
}

impl NewKit {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::new(body)?;
        let name = required_name(&mut fields);
        let (colors, fonts) = (colors(&mut fields), fonts(&mut fields));
        let (logo, voice) = (logo(&mut fields).applied_to(None), voice(&mut fields).applied_to(None));
        fields.finish()?;
        // Where nothing is wrong with any field, there is a name.
        Ok(Self { name: name.unwrap_or_default(), colors, fonts, logo, voice })
    }

    pub fn into_kit(self, id: KitId, team_id: TeamId, user_id: UserId, now: Timestamp) -> BrandKit {
        let Self { name, colors, fonts, logo, voice } = self;
        BrandKit { id, team_id, user_id, name, colors, fonts, logo, voice, created_at: now, updated_at: now }
    }
}

impl KitChange {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::new(body)?;
        // A name cannot be taken away; lists can be emptied.
        let given: BTreeSet<&str> = FIELDS.into_iter().filter(|name| fields.is_named(name)).collect();
        fields.must_name_one_of(&FIELDS);
        let name = if given.contains("name") {
            required_name(&mut fields)
        } else {
            fields.text("name", NAME_CHARACTERS)
        };
        let (colors, fonts) = (colors(&mut fields), fonts(&mut fields));
        let (logo, voice) = (logo(&mut fields), voice(&mut fields));
        fields.finish()?;
        Ok(Self {
            name,
            colors: given.contains("colors").then_some(colors),
            fonts: given.contains("fonts").then_some(fonts),
            logo,
            voice,
        })
    }

    /// The kit after the change.
    #[must_use]
    pub fn apply(&self, kit: BrandKit, now: Timestamp) -> BrandKit {
        let Self { name, colors, fonts, logo, voice } = self.clone();
        BrandKit {
            name: name.unwrap_or(kit.name),
            colors: colors.unwrap_or(kit.colors),
            fonts: fonts.unwrap_or(kit.fonts),
            logo: logo.applied_to(kit.logo),
            voice: voice.applied_to(kit.voice),
            updated_at: now,
            ..kit
        }
    }
}

const FIELDS: [&str; 5] = ["name", "colors", "fonts", "logo", "voice"];
const NAME_CHARACTERS: std::ops::RangeInclusive<usize> = 1..=255;
const FONT_CHARACTERS: usize = 64;

fn required_name(fields: &mut Fields<'_>) -> Option<String> {
    fields.required_text("name", NAME_CHARACTERS)
}

fn colors(fields: &mut Fields<'_>) -> Vec<String> {
    fields.color_list("colors", MAX_COLORS).into_iter().map(|color| color.to_ascii_lowercase()).collect()
}

fn fonts(fields: &mut Fields<'_>) -> Vec<String> {
    fields.texts("fonts", MAX_FONTS, |fields, place, font| {
        let is_name = is_visible(&font) && font.chars().count() <= FONT_CHARACTERS;
        if !is_name {
            let problem = format!(
                "must be the name of a font of 1 to {FONT_CHARACTERS} characters, got {}",
                quoted(&font)
            );
            fields.refuse(place, problem);
        }
        is_name.then_some(font)
    })
}

fn logo(fields: &mut Fields<'_>) -> Change<FileId> {
    fields.text_change("logo", 1..=64).read(|text| {
        let id = text.strip_prefix("asset:").and_then(|id| id.parse().ok());
        if id.is_none() {
            let problem = "must name a picture in your team's drive as asset:<file id>";
            fields.refuse("logo", format!("{problem}, got {}", quoted(&text)));
        }
        id
    })
}

fn voice(fields: &mut Fields<'_>) -> Change<String> {
    fields.text_change("voice", prose(1..=500))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ID: &str = "0198c0de-0000-7000-8000-000000000000";

    fn complaints<T: std::fmt::Debug>(read: Result<T, Vec<FieldError>>) -> Vec<String> {
        read.unwrap_err().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_kit_needs_nothing_but_a_name() {
        let kit = NewKit::read(&json!({"name": "Acme"})).unwrap();
        let none = NewKit {
            name: "Acme".to_owned(),
            colors: Vec::new(),
            fonts: Vec::new(),
            logo: None,
            voice: None,
        };
        assert_eq!(kit, none);
    }

    #[test]
    fn every_mistake_is_reported_at_once() {
        let body = json!({
            "name": "", "colors": ["#123456", "red", "#12345g"], "fonts": ["Inter", "f".repeat(65)],
            "logo": ID, "voice": "v".repeat(501), "slogan": "x",
        });
        let all = ["name", "colors[1]", "colors[2]", "fonts[1]", "logo", "voice", "slogan"];
        assert_eq!(complaints(NewKit::read(&body)), all);
        let too_many = json!({"name": "a", "colors": vec!["#123456"; 6], "fonts": vec!["f"; 4]});
        assert_eq!(complaints(NewKit::read(&too_many)), ["colors", "fonts"]);
        for bad in [json!({"logo": 7}), json!({"logo": "asset:7"}), json!({"colors": "#123456"})] {
            assert_eq!(complaints(KitChange::read(&bad)).len(), 1, "{bad}");
        }
    }

    #[test]
    fn a_change_leaves_the_fields_that_it_does_not_have() {
        let now = Timestamp::from_millis(1);
        let body = json!({"name": "Acme", "colors": ["#ABCDEF"], "fonts": ["Inter"],
            "logo": format!("asset:{ID}"), "voice": "calm"});
        let id = KitId::new(now, [0; 10]);
        let kit = NewKit::read(&body).unwrap().into_kit(id, TeamId::new("t"), UserId::new("u"), now);
        assert_eq!(kit.colors, ["#abcdef"], "written one way");
        let later = now.plus_seconds(1);
        let change = |body: Value| KitChange::read(&body).unwrap().apply(kit.clone(), later);
        let renamed = change(json!({"name": "Acme 2"}));
        assert_eq!(renamed, BrandKit { name: "Acme 2".to_owned(), updated_at: later, ..kit.clone() });
        let emptied = change(json!({"colors": [], "fonts": null, "logo": null, "voice": null}));
        assert!(emptied.colors.is_empty() && emptied.fonts.is_empty(), "{emptied:?}");
        assert_eq!((emptied.logo, emptied.voice), (None, None));
    }

    #[test]
    fn a_change_of_nothing_and_a_name_of_null_are_refused() {
        assert_eq!(complaints(KitChange::read(&json!({}))), ["body"]);
        assert_eq!(complaints(KitChange::read(&json!({"name": null}))), ["name"]);
    }
}
