//! Requests to make or change a brand kit. All mistakes are reported at once.

use serde::Serialize;
use serde_json::{Value, json};

use super::{BrandKit, MAX_COLORS, MAX_FONTS};
use crate::fields::{
    Change, Color, Field, FieldError, Fields, List, Parsed, Shape, Text, Written, line, prose,
};
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

static NAME: Field<Text> =
    Field::new("name", line(1..=255), "What people call the kit.", || json!("Acme")).required();
static NEXT_NAME: Field<Text> =
    Field::new("name", line(1..=255), "Its new name.", || json!("Acme")).not_null();
static COLORS: Field<List<Color>> = Field::new(
    "colors",
    List { of: Color, count: 0..=MAX_COLORS },
    "The brand's colours, the most important first.",
    || json!(["#d4342c", "#f7f3ea"]),
);
static FONTS: Field<List<Text>> = Field::new(
    "fonts",
    List { of: line(1..=64), count: 0..=MAX_FONTS },
    "The names of the brand's fonts. They are kept for people; nothing is set in them.",
    || json!(["Inter"]),
);
static LOGO: Field<Parsed<FileId>> = Field::new(
    "logo",
    Parsed { text: line(1..=64), parse: logo, written: Written::Pattern(ASSET_PATTERN) },
    "A picture in your team's drive.",
    || json!("asset:0198c0de-0000-7000-8000-000000000000"),
);
static VOICE: Field<Text> = Field::new(
    "voice",
    prose(1..=500),
    "How the brand speaks and looks, in words that become part of prompts.",
    || json!("Warm and plain. Natural light."),
);
static NEW_KIT: Shape = Shape::new("NewBrandKit", &[&NAME, &COLORS, &FONTS, &LOGO, &VOICE]);
static KIT_CHANGE: Shape = Shape::new("BrandKitChange", &[&NEXT_NAME, &COLORS, &FONTS, &LOGO, &VOICE])
    .with(|| json!({"minProperties": 1}));

impl NewKit {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        Fields::read_all(body, &NEW_KIT, |fields| {
            let name = fields.read(&NAME);
            let (colors, fonts) = (colors(fields), fields.read(&FONTS).unwrap_or_default());
            let (logo, voice) = (fields.read(&LOGO), fields.read(&VOICE));
            Some(Self { name: name?, colors, fonts, logo, voice })
        })
    }

    pub fn schema() -> Value {
        NEW_KIT.schema()
    }

    pub fn into_kit(self, id: KitId, team_id: TeamId, user_id: UserId, now: Timestamp) -> BrandKit {
        let Self { name, colors, fonts, logo, voice } = self;
        BrandKit { id, team_id, user_id, name, colors, fonts, logo, voice, created_at: now, updated_at: now }
    }
}

impl KitChange {
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        Fields::read_all(body, &KIT_CHANGE, |fields| {
            fields.must_name_one();
            let name = fields.read(&NEXT_NAME);
            let (colors, fonts) = (colors(fields), fields.read(&FONTS).unwrap_or_default());
            Some(Self {
                name,
                // Lists can be emptied, also by `null`.
                colors: fields.is_named(COLORS.name()).then_some(colors),
                fonts: fields.is_named(FONTS.name()).then_some(fonts),
                logo: fields.change(&LOGO),
                voice: fields.change(&VOICE),
            })
        })
    }

    pub fn schema() -> Value {
        KIT_CHANGE.schema()
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

/// Written in one way.
fn colors(fields: &mut Fields<'_>) -> Vec<String> {
    let colors = fields.read(&COLORS).unwrap_or_default();
    colors.into_iter().map(|color| color.to_ascii_lowercase()).collect()
}

const ASSET_PATTERN: &str = "^asset:[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$";

fn logo(text: &str) -> Result<FileId, String> {
    let id = text.strip_prefix("asset:").and_then(|id| id.parse().ok());
    let wanted = "must name a picture in your team's drive as asset:<file id>";
    id.ok_or_else(|| format!("{wanted}, got {}", quoted(text)))
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
