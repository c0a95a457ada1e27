//! The requests of the demo: one of each kind, or every model in every mode, and an ad made of them.

use serde_json::{Map, Value, json};

/// One request. Its body may use another order's result as `job:<name>`.
#[derive(Debug, Clone)]
pub struct Order {
    /// Unique among the orders of a run.
    pub name: String,
    pub kind: &'static str,
    pub model: &'static str,
    pub mode: &'static str,
    /// Below the API's base path.
    pub path: &'static str,
    pub body: Value,
}

/// What the orders use that has to be there before them: what the vendors offer, and uploads.
#[derive(Debug, Clone)]
pub struct Material {
    pub avatar_id: String,
    pub heygen_voice: String,
    /// A film as a phone records it: turned, and in HLG.
    pub phone_film: String,
    /// A photo as a phone takes it: turned, and in Display P3.
    pub phone_photo: String,
}

const SCRIPT: &str = "Good morning! This is the light of our new lamp. It follows your day.";
const SPEECH: &str = "Every morning begins with light. Ours begins with you.";

/// One of each kind, by the legacy routes. The ad is submitted with the rest, and waits for it in the back end.
pub fn five(prompt: &str, material: &Material) -> Vec<Order> {
    vec![
        order(
            "image",
            "flux_2_pro",
            "text",
            "/creative-hub/generate/image",
            json!({"prompt": prompt, "width": 1024, "height": 768}),
        ),
        order(
            "video",
            "runway_gen4",
            "text",
            "/creative-hub/generate/video",
            json!({"prompt": prompt, "duration": 5, "aspect_ratio": "9:16"}),
        ),
        order(
            "avatar",
            "heygen",
            "script",
            "/creative-hub/generate/avatar",
            json!({"script": SCRIPT, "avatar_id": material.avatar_id, "aspect_ratio": "9:16"}),
        ),
        order("tts", "openai_tts", "text", "/creative-hub/generate/tts", json!({"text": SPEECH})),
        ad(material),
    ]
}

/// An ad with clips, stills, speech and words in four scripts, made of phone material and of the other orders' results.
fn ad(material: &Material) -> Order {
    let body = json!({
        "aspect_ratio": "9:16",
        "resolution": "1080p",
        "clips": [
            {"source": format!("asset:{}", material.phone_film)},
            {"source": "job:video runway_gen4 text"},
            {"source": format!("asset:{}", material.phone_photo), "duration": 2.5},
            {"source": "job:image flux_2_pro text", "fit": "blur", "duration": 3},
            {"source": "job:avatar heygen script"},
        ],
        "transition": {"type": "fade", "duration": 0.5},
        "texts": [
            {"text": "Every morning begins with light", "position": "top_center", "start": 0.3, "end": 4},
            {"text": "ทุกเช้าเริ่มต้นด้วยแสงสว่างที่อ่อนโยน", "position": "top_center", "start": 6.8, "end": 8.6},
            {"text": "ضوء الصباح\n朝の光", "position": "top_center", "start": 9.2, "end": 11.4, "box": true},
        ],
        "overlays": [
            {"source": "job:image flux_2_pro text", "position": "bottom_right", "width": 0.25, "end": 6.5},
        ],
        "narration": {"source": "job:tts openai_tts text"},
    });
    Order {
        name: "composite compositor ad".to_owned(),
        kind: "composite",
        model: "compositor",
        mode: "ad",
        path: "/creative-hub/generate/composite",
        body,
    }
}

/// All nineteen models, from words, from pictures and from recordings, by the studios' paths.
pub fn all(prompt: &str, material: &Material) -> Vec<Order> {
    let mut orders = Vec::new();
    for model in
        ["flux_2_pro", "gpt_image_1_5", "seedream_4", "seedream_4_5", "nano_banana_pro", "nano_banana"]
    {
        let path = "/creative-hub/image-studio/generate";
        let body = |mode| json!({"prompt": format!("{prompt}, {mode}"), "resolution": "720p", "aspect_ratio": "4:5"});
        orders.push(order("image", model, "text", path, body("from words")));
        let body = with(body("from a picture"), "reference_image_url", "job:image flux_2_pro text");
        orders.push(order("image", model, "references", path, body));
    }
    for model in ["kling_2_6", "kling_3_0", "veo_3_1", "seedance_pro", "luma_ray3", "runway_gen4"] {
        let path = "/creative-hub/video-studio/generate";
        let body = |mode| json!({"prompt": format!("{prompt}, {mode}")});
        orders.push(order("video", model, "text", path, body("from words")));
        let body = with(body("from a picture"), "image_url", "job:image flux_2_pro text");
        orders.push(order("video", model, "image", path, body));
    }
    let path = "/creative-hub/avatar-studio/generate";
    let audio = json!({"audio_url": "job:tts openai_tts text", "max_seconds": 20});
    let face = |body| with(body, "image_url", "job:image flux_2_pro text");
    let avatar = |body| with(body, "avatar_id", &material.avatar_id);
    let script = json!({"script": SCRIPT});
    orders.push(order("avatar", "heygen", "script", path, avatar(script.clone())));
    orders.push(order("avatar", "heygen", "audio", path, avatar(audio.clone())));
    orders.push(order("avatar", "kling_avatar", "script", path, face(script)));
    orders.push(order("avatar", "kling_avatar", "audio", path, face(audio.clone())));
    orders.push(order("avatar", "veed", "audio", path, face(audio)));
    let path = "/creative-hub/voice-studio/generate";
    orders.push(order("tts", "openai_tts", "text", path, json!({"text": SPEECH})));
    orders.push(order("tts", "elevenlabs", "text", path, json!({"text": SPEECH, "output_format": "wav"})));
    orders.push(order(
        "tts",
        "heygen",
        "text",
        path,
        json!({"text": SPEECH, "voice_id": material.heygen_voice}),
    ));
    // An order has to be submitted before the ones that use its result.
    orders.sort_by_key(|order| order.body.to_string().contains("\"job:"));
    orders.push(ad(material));
    orders
}

fn order(
    kind: &'static str,
    model: &'static str,
    mode: &'static str,
    path: &'static str,
    body: Value,
) -> Order {
    Order {
        name: format!("{kind} {model} {mode}"),
        kind,
        model,
        mode,
        path,
        body: with(body, "provider", model),
    }
}

fn with(mut body: Value, name: &str, value: &str) -> Value {
    if let Some(fields) = body.as_object_mut() {
        fields.insert(name.to_owned(), json!(value));
    }
    body
}

impl Order {
    /// The body with the names of other orders replaced by their jobs' ids.
    pub fn resolved(&self, job_id: impl Fn(&str) -> Option<String>) -> Value {
        resolved(&self.body, &job_id)
    }
}

fn resolved(value: &Value, job_id: &impl Fn(&str) -> Option<String>) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| (name.clone(), resolved(value, job_id)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        Value::Array(values) => values.iter().map(|value| resolved(value, job_id)).collect(),
        Value::String(text) => {
            let id = text.strip_prefix("job:").and_then(job_id);
            id.map_or_else(|| value.clone(), |id| json!(format!("job:{id}")))
        }
        _ => value.clone(),
    }
}
