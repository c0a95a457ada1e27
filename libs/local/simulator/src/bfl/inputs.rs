//! `Flux2Inputs`: the checks on a start, each as the schema states it. All problems are named at once.

use serde_json::{Map, Value};

use super::errors::Problem;
use super::submit::Task;
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

/// The prompt, the seed and the task a body asks for. Other fields are ignored, explicit nulls of optional fields
/// count as absent.
pub(super) fn read(body: &Value) -> Result<(String, Option<i64>, Task), Vec<Problem>> {
    let Some(fields) = body.as_object() else {
        let msg = "Input should be a valid dictionary".to_owned();
        return Err(vec![Problem { loc: vec!["body"], msg, kind: "dict_type" }]);
    };
    let mut reader = Reader { fields, problems: Vec::new() };
    let prompt = reader.prompt();
    let seed = reader.integer("seed");
    let size = reader.size();
    let task = Task { size, format: reader.format(), input_images: reader.input_images() };
    match prompt {
        Some(prompt) if reader.problems.is_empty() => Ok((prompt, seed, task)),
        _ => Err(reader.problems),
    }
}

/// Its answers are to be used only if it found no problems.
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
        let prompt = prompt.as_str().map(str::to_owned);
        if prompt.is_none() {
            self.wrong("prompt", "string_type", "Input should be a valid string");
        }
        prompt
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
        let pixels = self.integer(name).unwrap_or(0);
        if pixels == 0 {
            return i64::from(AUTOMATIC_SIDE);
        }
        if pixels < 64 {
            self.wrong(name, "greater_than_equal", "Input should be greater than or equal to 64");
        }
        if pixels % 16 != 0 {
            self.wrong(name, "multiple_of", "Input should be a multiple of 16");
        }
        pixels
    }

    fn format(&mut self) -> Format {
        let Some(asked) = self.optional("output_format") else { return Format::Jpeg };
        asked.as_str().and_then(Format::from_name).unwrap_or_else(|| {
            self.wrong("output_format", "enum", "Input should be 'jpeg', 'png' or 'webp'");
            Format::Jpeg
        })
    }

    fn input_images(&mut self) -> u32 {
        let mut count = 0_u32;
        for name in IMAGES {
            match self.optional(name) {
                Some(image) if image.is_string() => count = count.saturating_add(1),
                Some(_) => self.wrong(name, "string_type", "Input should be a valid string"),
                None => {}
            }
        }
        count
    }

    fn integer(&mut self, name: &'static str) -> Option<i64> {
        let number = self.optional(name)?.as_i64();
        if number.is_none() {
            self.wrong(name, "int_type", "Input should be a valid integer");
        }
        number
    }

    fn optional(&self, name: &str) -> Option<&'a Value> {
        self.fields.get(name).filter(|value| !value.is_null())
    }

    fn wrong(&mut self, name: &'static str, kind: &'static str, msg: &str) {
        self.problems.push(Problem { loc: vec!["body", name], msg: msg.to_owned(), kind });
    }
}
