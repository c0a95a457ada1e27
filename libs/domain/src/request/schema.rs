//! What a body of each kind may be, as JSON Schema: one schema for each model, because each has durations, shapes, voices
//! and limits of its own, and one for a body that leaves the model to us.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::read::{PROVIDER, offered};
use super::{Family, avatar, composite, image, speech, video};
use crate::Kind;
use crate::catalog::{
    AspectRatio, AvatarLook, AvatarOptions, Catalog, ImageOptions, Input, Model, Options, SpeechFormat,
    SpeechOptions, VideoOptions,
};
use crate::fields::Shape;
use crate::fields::schema::{never_null, set, type_name, unset};

/// The fields of a kind in the vocabulary of a family.
pub(super) const fn shape(kind: Kind, family: Family) -> &'static Shape {
    match kind {
        Kind::Image => image::shape(family),
        Kind::Video => video::shape(family),
        Kind::Avatar => avatar::shape(family),
        Kind::Tts => speech::shape(family),
        Kind::Composite => &composite::COMPOSITE,
    }
}

/// The schema of a body. Every part of it that is a type of its own has a title.
pub fn schema(kind: Kind, family: Family, catalog: &Catalog) -> Value {
    let shape = shape(kind, family);
    if kind == Kind::Composite {
        return shape.schema();
    }
    let models = offered(catalog, kind, family).map(|model| of_model(shape, model));
    let all: Vec<Value> = models.chain([of_no_model(shape)]).collect();
    json!({"title": shape.title, "oneOf": all})
}

/// Of a body that names no model.
fn of_no_model(shape: &Shape) -> Value {
    let mut schema = Body::new(shape, "AnyModel", "The first model that takes all of the request makes it.");
    schema.set(PROVIDER.name(), |provider| *provider = json!({"type": "null"}));
    if shape.names().any(|name| name == "avatar_id") {
        schema.need_a_look();
    }
    schema.with_example()
}

fn of_model(shape: &Shape, model: &Model) -> Value {
    let mut schema = Body::new(shape, &type_name(&model.id), &format!("Made by {}.", model.name));
    schema.set(PROVIDER.name(), |provider| {
        *provider = json!({"type": "string", "const": model.id, "description": "The model."});
    });
    schema.require(PROVIDER.name());
    match &model.options {
        Options::Image(options) => schema.narrow_image(options),
        Options::Video(options) => schema.narrow_video(model, options),
        Options::Avatar(options) => schema.narrow_avatar(options),
        Options::Speech(options) => schema.narrow_speech(options),
        Options::Composite(_) => {}
    }
    schema.with_example()
}

/// The schema of a body, to be narrowed to what a model takes.
struct Body(Value);

impl Body {
    fn new(shape: &Shape, name: &str, meaning: &str) -> Self {
        let mut schema = shape.schema();
        set(&mut schema, "title", format!("{}{name}", shape.title));
        set(&mut schema, "description", meaning);
        Self(schema)
    }

    fn narrow_image(&mut self, options: &ImageOptions) {
        if !options.seed {
            self.leave_out("seed");
        }
        self.limit_references(options.references);
        if options.references == 0 {
            self.leave_out("reference_image_url");
        }
    }

    fn narrow_video(&mut self, model: &Model, options: &VideoOptions) {
        self.limit_references(model.max_reference_images().max(1));
        let inputs = [Input::WordsOnly, Input::Images, Input::References];
        let inputs = inputs.into_iter().filter(|it| *it != Input::References || options.references.is_some());
        let inputs: Vec<Input> = inputs.collect();
        let durations = union(inputs.iter().map(|input| options.durations(*input)));
        let ratios = union(inputs.iter().map(|input| options.aspect_ratios(*input)));
        self.choose("duration", &durations);
        self.choose("aspect_ratio", &names(&ratios));
        for input in inputs {
            let (own_durations, own_ratios) = (options.durations(input), options.aspect_ratios(input));
            let mut own = Map::new();
            if own_durations.len() < durations.len() {
                own.insert("duration".to_owned(), json!({"enum": nullable(own_durations)}));
            }
            if own_ratios.len() < ratios.len() {
                own.insert("aspect_ratio".to_owned(), json!({"enum": nullable(&names(own_ratios))}));
            }
            if !own.is_empty() {
                self.add_rule(json!({"if": given(input), "then": {"properties": own}}));
            }
        }
    }

    fn narrow_avatar(&mut self, options: &AvatarOptions) {
        let (needed, other) = match options.look {
            AvatarLook::AvatarId => ("avatar_id", "image_url"),
            AvatarLook::Picture => ("image_url", "avatar_id"),
        };
        self.require(needed);
        self.leave_out(other);
        self.choose("resolution", &options.resolutions);
        if options.aspect_ratios.is_empty() {
            self.leave_out("aspect_ratio");
        }
        let [least, most] = options.audio_seconds;
        self.set("max_seconds", |it| {
            set(it, "minimum", least.max(1));
            set(it, "maximum", most.min(avatar::MAX_SECONDS));
        });
        self.narrow_script(options);
        self.choose_voice(&options.voices);
    }

    fn narrow_script(&mut self, options: &AvatarOptions) {
        if let Some(most) = options.script_max_characters {
            self.set("script", |script| set(script, "maxLength", most.min(avatar::MAX_SCRIPT)));
            return;
        }
        for of_a_script in ["script", "voice_id"] {
            self.leave_out(of_a_script);
        }
        // The choice between a script and a recording.
        unset(&mut self.0, "oneOf");
        self.require("audio_url");
    }

    /// Every avatar is somebody of a list, or a picture.
    fn need_a_look(&mut self) {
        if self.properties().is_some_and(|all| all.contains_key("image_url")) {
            let given = |name: &str| json!({"properties": {name: {"type": "string"}}, "required": [name]});
            self.add_rule(json!({"anyOf": [given("avatar_id"), given("image_url")]}));
        } else {
            self.require("avatar_id");
        }
    }

    fn narrow_speech(&mut self, options: &SpeechOptions) {
        match options.speed {
            Some([slowest, fastest]) => self.set("speed", |speed| {
                set(speed, "minimum", slowest);
                set(speed, "maximum", fastest);
            }),
            None => self.leave_out("speed"),
        }
        let formats: Vec<&str> = options.formats.iter().map(|format| SpeechFormat::as_str(*format)).collect();
        self.choose("output_format", &formats);
        self.choose_voice(&options.voices);
        if options.default_voices.is_empty() {
            self.require("voice_id");
        }
    }

    /// An empty list: the vendor has more than we know.
    fn choose_voice(&mut self, voices: &[String]) {
        if voices.is_empty() {
            self.set("voice_id", |voice| set(voice, "pattern", "^[-0-9A-Za-z_]+$"));
        } else {
            self.choose("voice_id", voices);
        }
    }

    fn limit_references(&mut self, most: u32) {
        if most == 0 {
            self.leave_out("reference_image_urls");
        }
        self.set("reference_image_urls", |it| {
            let of_all = it.get("maxItems").and_then(Value::as_u64).unwrap_or(u64::MAX);
            set(it, "maxItems", of_all.min(most.into()));
        });
    }

    /// With a body that has what must be there, and of an avatar who it is and what it says.
    fn with_example(self) -> Value {
        let Self(mut schema) = self;
        let required: Vec<&str> = strings(schema.get("required")).collect();
        let is_shown = |name: &str| required.contains(&name) || matches!(name, "script" | "avatar_id");
        let fields = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        let shown = fields.filter(|(name, _)| is_shown(name));
        let example: Map<String, Value> =
            shown.filter_map(|(name, field)| Some((name.clone(), example_of(field)?))).collect();
        set(&mut schema, "examples", [example]);
        schema
    }

    fn properties(&mut self) -> Option<&mut Map<String, Value>> {
        self.0.get_mut("properties")?.as_object_mut()
    }

    /// Changes the schema of a field, if there is such a field.
    fn set(&mut self, name: &str, change: impl FnOnce(&mut Value)) {
        if let Some(field) = self.properties().and_then(|all| all.get_mut(name)) {
            change(field);
        }
    }

    fn leave_out(&mut self, name: &str) {
        if let Some(all) = self.properties() {
            all.shift_remove(name);
        }
    }

    /// The values that an optional field may have, of those that the shape takes.
    fn choose<T: Serialize>(&mut self, name: &str, values: &[T]) {
        self.set(name, |field| {
            let of_all = field.get("enum").and_then(Value::as_array).cloned();
            let taken = |value: &Value| of_all.as_ref().is_none_or(|all| all.contains(value));
            let values: Vec<Value> = values.iter().map(|value| json!(value)).filter(taken).collect();
            for keyword in ["minimum", "maximum", "minLength", "maxLength", "pattern"] {
                unset(field, keyword);
            }
            set(field, "enum", nullable(&values));
            set(field, "examples", values.first().into_iter().collect::<Vec<_>>());
        });
    }

    fn require(&mut self, name: &str) {
        self.push("required", json!(name));
        self.set(name, never_null);
    }

    fn add_rule(&mut self, rule: Value) {
        self.push("allOf", rule);
    }

    /// Adds to a keyword that is a list.
    fn push(&mut self, keyword: &str, value: Value) {
        let Some(schema) = self.0.as_object_mut() else { return };
        if let Value::Array(list) = schema.entry(keyword).or_insert_with(|| json!([])) {
            list.push(value);
        }
    }
}

fn strings(list: Option<&Value>) -> impl Iterator<Item = &str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn example_of(field: &Value) -> Option<Value> {
    field.get("const").or_else(|| field.get("examples")?.get(0)).cloned()
}

/// The bodies that give such pictures.
fn given(input: Input) -> Value {
    let frame = json!({"properties": {"image_url": {"type": "string"}}, "required": ["image_url"]});
    let several = |least: u32| {
        json!({
            "properties": {"reference_image_urls": {"type": "array", "minItems": least}},
            "required": ["reference_image_urls"],
        })
    };
    match input {
        Input::WordsOnly => json!({"not": {"anyOf": [frame, several(1)]}}),
        Input::Images => json!({"anyOf": [frame, several(1)], "not": several(2)}),
        Input::References => several(2),
    }
}

/// All of them once, in order.
fn union<'a, T: Copy + Ord + 'a>(lists: impl Iterator<Item = &'a [T]>) -> Vec<T> {
    lists.flatten().copied().collect::<BTreeSet<T>>().into_iter().collect()
}

fn names(ratios: &[AspectRatio]) -> Vec<&'static str> {
    ratios.iter().map(|ratio| ratio.as_str()).collect()
}

fn nullable<T: Serialize>(values: &[T]) -> Value {
    let mut values: Vec<Value> = values.iter().map(|value| json!(value)).collect();
    values.push(Value::Null);
    values.into()
}

#[cfg(test)]
mod tests;
