//! `Flux2Inputs`: the checks on a start, each as the schema states it. All that is wrong is told at once.

use serde_json::{Map, Value};

use super::errors::Problem;
use super::task::Task;
use crate::picture::{Format, Size};

/// 4 MP, the largest output (BFL skills; not in the schema).
const MOST_PIXELS: i64 = 4 * 1024 * 1024;
/// Pixels of a side that is left to the vendor. BFL follows the input image; here it is always this.
const AUTOMATIC_SIDE: u32 = 1024;
const IMAGES: [&str; 8] = [
    "input_image",
    "input_image_2",
    "input_image_3",
    "input_image_4",
    "input_image_5",
    "input_image_6",
    "input_image_7",
    "input_image_8",
];

/// The prompt and the task a body asks for. Fields the schema does not have are ignored, explicit nulls of
/// optional fields count as absent.
pub(super) fn read(body: &Value) -> Result<(String, Task), Vec<Problem>> {
    let Some(fields) = body.as_object() else {
        let msg = "Input should be a valid dictionary".to_owned();
        return Err(vec![Problem { loc: vec!["body"], msg, kind: "dict_type" }]);
    };
    let mut reader = Reader { fields, problems: Vec::new() };
    let prompt = reader.prompt();
    let task = reader.task();
    match prompt {
        Some(prompt) if reader.problems.is_empty() => Ok((prompt, task)),
        _ => Err(reader.problems),
    }
}

struct Reader<'a> {
    fields: &'a Map<String, Value>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn prompt(&mut self) -> Option<String> {
        let Some(prompt) = self.fields.get("prompt") else {
            self.wrong("prompt", "missing", "Field required");
            return None;
        };
        let Some(prompt) = prompt.as_str() else {
            self.wrong("prompt", "string_type", "Input should be a valid string");
            return None;
        };
        Some(prompt.to_owned())
    }

    /// A task to be used only if no problem was found.
    fn task(&mut self) -> Task {
        if let Some(tolerance) = self.integer("safety_tolerance") {
            self.within("safety_tolerance", tolerance, 0, 5);
        }
        self.text("user", 256);
        self.text("webhook_secret", usize::MAX);
        Task {
            size: self.size(),
            seed: self.integer("seed"),
            format: self.format(),
            disable_pup: self.flag("disable_pup"),
            input_images: self.input_images(),
            webhook_url: self.webhook_url(),
        }
    }

    fn size(&mut self) -> Size {
        let (width, height) = (self.side("width"), self.side("height"));
        if width.saturating_mul(height) > MOST_PIXELS {
            let msg = format!("Value error, width x height should be at most {MOST_PIXELS} pixels");
            self.problems.push(Problem { loc: vec!["body"], msg, kind: "value_error" });
        }
        let side = |pixels| u32::try_from(pixels).unwrap_or(AUTOMATIC_SIDE);
        Size { width: side(width), height: side(height) }
    }

    /// Null and 0 are automatic.
    fn side(&mut self, name: &'static str) -> i64 {
        match self.integer(name) {
            None | Some(0) => i64::from(AUTOMATIC_SIDE),
            Some(pixels) => {
                self.within(name, pixels, 64, i64::MAX);
                if pixels % 16 != 0 {
                    self.wrong(name, "multiple_of", "Input should be a multiple of 16");
                }
                pixels
            }
        }
    }

    fn format(&mut self) -> Format {
        let Some(asked) = self.optional("output_format") else { return Format::Jpeg };
        asked.as_str().and_then(Format::named).unwrap_or_else(|| {
            self.wrong("output_format", "enum", "Input should be 'jpeg', 'png' or 'webp'");
            Format::Jpeg
        })
    }

    fn input_images(&mut self) -> u32 {
        IMAGES.into_iter().map(|name| u32::from(self.text(name, usize::MAX).is_some())).sum()
    }

    fn webhook_url(&mut self) -> Option<String> {
        let text = self.text("webhook_url", 2083)?;
        if !url::Url::parse(&text).is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
            self.wrong("webhook_url", "url_parsing", "Input should be a valid URL");
        }
        Some(text)
    }

    fn flag(&mut self, name: &'static str) -> bool {
        let Some(asked) = self.optional(name) else { return false };
        asked.as_bool().unwrap_or_else(|| {
            self.wrong(name, "bool_type", "Input should be a valid boolean");
            false
        })
    }

    fn integer(&mut self, name: &'static str) -> Option<i64> {
        let number = self.optional(name)?.as_i64();
        if number.is_none() {
            self.wrong(name, "int_type", "Input should be a valid integer");
        }
        number
    }

    /// Not empty and at most so many characters.
    fn text(&mut self, name: &'static str, most: usize) -> Option<String> {
        let Some(text) = self.optional(name)?.as_str() else {
            self.wrong(name, "string_type", "Input should be a valid string");
            return None;
        };
        if text.is_empty() {
            self.wrong(name, "string_too_short", "String should have at least 1 character");
        } else if text.chars().nth(most).is_some() {
            self.wrong(name, "string_too_long", &format!("String should have at most {most} characters"));
        }
        Some(text.to_owned())
    }

    fn within(&mut self, name: &'static str, number: i64, least: i64, most: i64) {
        if number < least {
            let msg = format!("Input should be greater than or equal to {least}");
            self.wrong(name, "greater_than_equal", &msg);
        } else if number > most {
            self.wrong(name, "less_than_equal", &format!("Input should be less than or equal to {most}"));
        }
    }

    fn optional(&self, name: &str) -> Option<&'a Value> {
        self.fields.get(name).filter(|value| !value.is_null())
    }

    fn wrong(&mut self, name: &'static str, kind: &'static str, msg: &str) {
        self.problems.push(Problem { loc: vec!["body", name], msg: msg.to_owned(), kind });
    }
}
