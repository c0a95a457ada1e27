//! JSON bodies: right ones, and what becomes of them.

use serde_json::{Map, Value, json};

use crate::random::Random;

/// A body that the endpoint takes, if we know one. Without one, a body is made of the fields that the endpoint names.
pub(crate) fn good(method: &str, path: &str) -> Option<Value> {
    const URL: &str = "https://example.com/a.png";
    let ending = path.rsplit("/v1/").next().unwrap_or_default();
    let of_studio = |studio: &str| ending == format!("creative-hub/{studio}/generate");
    Some(match (method, ending) {
        ("POST", "creative-hub/generate/image") => json!({
            "prompt": "a lamp", "width": 512, "height": 512, "num_variants": 2, "negative_prompt": "rain", "seed": 7,
            "provider": "flux_2_pro", "metadata": {"a": "b"},
        }),
        ("POST", "creative-hub/generate/video") => {
            json!({"prompt": "a lamp", "duration": 5, "aspect_ratio": "16:9"})
        }
        ("POST", "creative-hub/generate/avatar") => {
            json!({"script": "Hello and welcome to us.", "avatar_id": "anna"})
        }
        ("POST", "creative-hub/generate/tts") => {
            json!({"text": "Hello.", "speed": 1.1, "language": "en", "output_format": "mp3", "provider": "elevenlabs"})
        }
        ("POST", "creative-hub/generate/composite") => json!({
            "aspect_ratio": "1:1", "resolution": "720p", "loudness": -16, "max_seconds": 60, "safe_area": true,
            "clips": [{"source": URL, "duration": 4.5, "fit": "blur"}, {"source": URL, "start": 1.5, "end": 6.5}],
            "transition": {"type": "fade", "duration": 0.5},
            "texts": [{"text": "Hi", "start": 0.5, "end": 2, "position": {"x": 0.5, "y": 0.5}, "size": 0.1, "box": true}],
            "overlays": [{"source": URL, "position": "center", "width": 0.5, "opacity": 0.5}],
            "narration": {"source": URL, "volume": 0.5}, "music": {"source": URL, "volume": 0.5, "duck": true},
        }),
        ("POST", _) if of_studio("image-studio") => json!({
            "prompt": "a lamp", "style": "cinematic", "brand_colors": ["#123456"], "aspect_ratio": "4:5",
            "reference_image_urls": [URL], "language": "French",
        }),
        ("POST", _) if of_studio("video-studio") => {
            json!({"prompt": "a lamp", "duration": 5, "image_url": URL})
        }
        ("POST", _) if of_studio("avatar-studio") => {
            json!({"audio_url": URL, "image_url": URL, "provider": "veed"})
        }
        ("POST", _) if of_studio("voice-studio") => {
            json!({"text": "Hello.", "provider": "openai_tts", "speed": 1})
        }
        ("POST", "credits/grants") => {
            json!({"team_id": "acme", "amount": 10, "reason": "a test", "type": "grant"})
        }
        ("PUT", "credits/cap" | "credits/members/{user_id}/cap") => json!({"monthly_cap": 1_000_000_000}),
        ("PUT", "credits/alerts") => json!({"low_balance_threshold": 10}),
        ("POST", "creative-hub/drive/folders") => json!({"name": "new", "parent_id": null}),
        ("POST", "creative-hub/drive/uploads") => json!({"name": "a.png", "mime": "image/png", "bytes": 100}),
        ("POST", "creative-hub/brand-kits") => {
            json!({"name": "new", "colors": ["#123456"], "fonts": ["Inter"], "voice": "calm"})
        }
        ("POST", "api-keys") => {
            json!({"name": "new", "models": ["flux_2_pro"], "monthly_cap": 100, "expires_at": "2099-01-01T00:00:00Z"})
        }
        ("POST", "api-keys/{id}/rotate") => json!({"old_key_valid_seconds": 60}),
        ("PATCH", _) => json!({"name": "renamed"}),
        _ => return None,
    })
}

/// Texts at the edges of what texts may be.
pub(crate) const TEXTS: &[&str] = &[
    "",
    " ",
    "\0",
    "a\0b",
    "\u{7}",
    "\u{1b}[31m",
    "\u{7f}",
    "\r\n",
    "\n",
    "\t",
    "\u{85}",
    "\u{2028}",
    "\u{202e}gpj.exe",
    "\u{feff}",
    "\u{200b}",
    "\u{3164}",
    "\u{301}",
    "\u{fe0f}",
    "\u{e0001}",
    "\u{ffff}",
    "\u{10ffff}",
    "é",
    "字",
    "👩‍👩‍👧",
    "..",
    "../../etc/passwd",
    "%00",
    "%2F",
    "'; DROP TABLE job; --",
    "<script>",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "null",
    "NaN",
    "-1",
    "1e400",
    "true",
    "[]",
    "{}",
    "asset:",
    "asset:x",
    "job:x/99999999999999999999",
    "https://",
    "https://[",
    "https://localhost/a.png",
    "https://169.254.169.254/",
    "http://example.com/a.png",
    "https://a:b@c/",
    "file:///etc/passwd",
    "data:image/png;base64,AAAA",
    "0198c0de-0000-7000-8000-000000000000",
    "#12345g",
];

/// Numbers as they are written.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "-0.0",
    "1",
    "-1",
    "0.5",
    "1e-200",
    "-1e-200",
    "5e-324",
    "1e-131",
    "1e126",
    "1e308",
    "1e400",
    "-1e400",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "512.0",
    "5.0000000001",
    "0.1",
    "2.5",
    "4294967295",
    "4294967296",
    "2147483648",
    "1e2",
    "1E+2",
    "123456789012345678901234567890123456789012345678901234567890",
    "0.123456789012345678901234567890123456789012345",
];

/// What stands for raw text within JSON, such as a number that no `Value` holds.
const RAW: &str = "@raw@";

fn strange(random: &mut Random) -> Value {
    let list_of = |count: usize, item: Value| Value::Array(vec![item; count]);
    match random.below(16) {
        0..=4 => json!(random.pick(TEXTS)),
        5..=8 => json!(format!("{RAW}{}{RAW}", random.pick(NUMBERS))),
        9 => json!(
            random.pick(&["a", "é", "\u{200b}", "\u{1}", "\\", "👍", "a b "]).repeat(1 + random.below(9000))
        ),
        10 => Value::Null,
        11 => json!(random.one_in(2)),
        12 => list_of(random.below(40), json!({})),
        13 => list_of(
            random.below(6000),
            random.pick(&[json!(0), json!(""), json!("x"), Value::Null, json!({})]).clone(),
        ),
        14 => json!({"x": 0.5, "y": format!("{RAW}{}{RAW}", random.pick(NUMBERS))}),
        _ => (0..random.below(120)).fold(json!(1), |inner, _| json!([inner])),
    }
}

/// The pointers to all that is in it, the whole included.
fn pointers(value: &Value) -> Vec<String> {
    let below = |name: String, value: &Value| {
        let name = name.replace('~', "~0").replace('/', "~1");
        pointers(value).into_iter().map(move |inner| format!("/{name}{inner}")).collect::<Vec<_>>()
    };
    let inner: Vec<String> = match value {
        Value::Array(items) => {
            items.iter().take(20).enumerate().flat_map(|(at, item)| below(at.to_string(), item)).collect()
        }
        Value::Object(object) => object.iter().flat_map(|(name, item)| below(name.clone(), item)).collect(),
        _ => Vec::new(),
    };
    std::iter::once(String::new()).chain(inner).collect()
}

/// The body with some changes. `fields`: what the endpoint is known to take.
pub(crate) fn changed(mut body: Value, fields: &[String], random: &mut Random) -> Value {
    for _ in 0..random.below(4) {
        let all = pointers(&body);
        let at = random.pick(&all).clone();
        let (value, name) = (strange(random), field_name(fields, random));
        let Some(place) = body.pointer_mut(&at) else { continue };
        match place {
            Value::Object(object) if !object.is_empty() && random.one_in(3) => {
                let names: Vec<String> = object.keys().cloned().collect();
                object.remove(random.pick(&names));
            }
            Value::Object(object) if !random.one_in(8) => {
                object.insert(name, value);
            }
            Value::Array(items) if random.one_in(2) => items.push(value),
            place => *place = value,
        }
    }
    body
}

fn field_name(fields: &[String], random: &mut Random) -> String {
    if fields.is_empty() || random.one_in(10) {
        let long = "k".repeat(random.below(3000));
        let text = *random.pick(TEXTS);
        return (*random.pick(&[text, "no_such_field", &long])).to_owned();
    }
    random.pick(fields).clone()
}

/// A body of some of the fields, with values that are probably wrong.
pub(crate) fn made_of(fields: &[String], random: &mut Random) -> Value {
    let some: Vec<&String> = fields.iter().filter(|_| random.one_in(2)).collect();
    Value::Object(some.into_iter().map(|field| (field.clone(), strange(random))).collect::<Map<_, _>>())
}

/// The body as bytes, some of them no longer JSON.
pub(crate) fn written(body: &Value, random: &mut Random) -> Vec<u8> {
    let text = body.to_string().replace(&format!("\"{RAW}"), "").replace(&format!("{RAW}\""), "");
    let mut bytes = text.into_bytes();
    match random.below(40) {
        0 => {
            let at = random.below(bytes.len());
            let byte = *random.pick(&[0xff_u8, 0xc0, 0xed, 0, b'"', b'{', b'\\', b'\n']);
            bytes.insert(at, byte);
        }
        1 => bytes.truncate(random.below(bytes.len())),
        2 => {
            let depth = random.below(20_000);
            bytes = [vec![b'['; depth], vec![b']'; depth]].concat();
        }
        3 => bytes = format!("{{\"a\":{}1", "{\"a\":".repeat(random.below(9_000))).into_bytes(),
        // A key that is there twice.
        4 if bytes.starts_with(b"{\"") => {
            let name: Vec<u8> = bytes.iter().skip(1).take_while(|byte| **byte != b':').copied().collect();
            bytes.splice(1..1, [name, b":1,".to_vec()].concat());
        }
        5 => bytes = b"\"\\ud800\"".to_vec(),
        6 => bytes = [b"\xef\xbb\xbf".to_vec(), bytes].concat(),
        7 => bytes.extend(b" trailing"),
        8 => bytes = vec![b' '; random.below(300_000)],
        9 => bytes.clear(),
        _ => {}
    }
    bytes
}
