//! Whether a result is what was asked for. A result that contradicts the request by more than a tenth is delivered all
//! the same, and the operator hears of it: the vendor may have changed what it makes.

use domain::catalog::AspectRatio;
use domain::request::{AvatarRequest, InputRole, Request, VideoRequest};
use domain::size::Size;
use domain::{Job, MediaFacts, Model};
use media::FileType;

/// What about a result contradicts its request, as a sentence for the log. A picture is judged as the vendor made it,
/// before it is fitted.
pub(crate) fn contradiction(
    job: &Job,
    model: Option<&Model>,
    file_type: FileType,
    came: &MediaFacts,
) -> Option<String> {
    match (&job.request, came) {
        (Request::Image(_), MediaFacts::Picture { width, height }) => {
            let asked = job.applied.native()?.size;
            of_size(asked, Size::new(*width, *height))
        }
        (Request::Video(video), MediaFacts::Video { width, height, millis }) => {
            of_video(job, video, model, Size::new(*width, *height), *millis)
        }
        (Request::Avatar(avatar), MediaFacts::Video { width, height, millis }) => {
            of_avatar(job, avatar, Size::new(*width, *height), *millis)
        }
        (Request::Tts(speech), MediaFacts::Sound { .. }) => {
            let asked = speech.output_format.as_str();
            let came = file_type.extension();
            (asked != came).then(|| format!("{asked} was asked for, and {came} came"))
        }
        _ => None,
    }
}

fn of_video(
    job: &Job,
    video: &VideoRequest,
    model: Option<&Model>,
    came: Size,
    millis: u64,
) -> Option<String> {
    let ratio = job.applied.aspect_ratio.unwrap_or(AspectRatio::Wide);
    let resolution = model.and_then(Model::video).map(|options| options.resolution.as_str());
    of_length(u64::from(video.duration) * 1000, millis)
        .or_else(|| of_ratio(ratio, came))
        .or_else(|| of_resolution(resolution?, came))
}

fn of_avatar(job: &Job, avatar: &AvatarRequest, came: Size, millis: u64) -> Option<String> {
    let recording = job.inputs.iter().find(|input| input.role == InputRole::Audio);
    let recording = recording.and_then(|input| input.file.as_ref()?.millis);
    recording
        .and_then(|asked| of_length(asked, millis))
        .or_else(|| of_ratio(avatar.aspect_ratio?, came))
        .or_else(|| of_resolution(&avatar.resolution, came))
}

fn of_length(asked: u64, came: u64) -> Option<String> {
    differ(asked, came).then(|| format!("it should last {asked} ms, and lasts {came}"))
}

fn of_size(asked: Size, came: Size) -> Option<String> {
    let sides = [(asked.width, came.width), (asked.height, came.height)];
    let side_differs = sides.into_iter().any(|(asked, came)| differ(asked.into(), came.into()));
    (side_differs || ratios_differ(asked, came)).then(|| {
        let [asked, came] = [asked, came].map(shown);
        format!("{asked} was asked for, and {came} came")
    })
}

fn of_ratio(asked: AspectRatio, came: Size) -> Option<String> {
    let [across, down] = asked.terms();
    let differs = ratios_differ(Size::new(across, down), came);
    differs.then(|| format!("{} was asked for, and {} came", asked.as_str(), shown(came)))
}

/// Some vendors call a resolution by its short side, others by the area that it has at 16:9.
fn of_resolution(asked: &str, came: Size) -> Option<String> {
    let short: u32 = asked.strip_suffix('p')?.parse().ok()?;
    let area = Size::with_short_side(short, AspectRatio::Wide.terms()).pixels();
    let is_of_side = !differ(short.into(), came.width.min(came.height).into());
    let is_of_area = !differ(area.isqrt(), came.pixels().isqrt());
    (!is_of_side && !is_of_area).then(|| format!("{asked} was asked for, and {} came", shown(came)))
}

/// By more than a tenth of what was asked.
const fn differ(asked: u64, came: u64) -> bool {
    asked.abs_diff(came).saturating_mul(10) > asked
}

fn ratios_differ(asked: Size, came: Size) -> bool {
    const TENTH: u64 = 100;
    asked.distance(came) > TENTH
}

fn shown(size: Size) -> String {
    format!("{} × {}", size.width, size.height)
}

#[cfg(test)]
mod tests {
    use domain::{BucketFile, Catalog, Kind};
    use serde_json::{Value, json};

    use super::*;
    use crate::testing;

    fn job(kind: Kind, body: &Value) -> Job {
        let catalog = Catalog::shipped().unwrap();
        testing::job(&catalog, kind, body)
    }

    fn contradicts(job: &Job, file_type: FileType, came: &MediaFacts) -> bool {
        let catalog = Catalog::shipped().unwrap();
        let model = catalog.model(job.request.kind(), job.request.model());
        contradiction(job, model, file_type, came).is_some()
    }

    #[test]
    fn a_picture_has_about_the_size_that_the_vendor_was_asked_for() {
        let mut job = job(Kind::Image, &json!({"prompt": "x", "provider": "seedream_4"}));
        job.applied.native.as_mut().unwrap().size = Size::new(2048, 1152);
        for (width, height, expected) in [
            (2048, 1152, false),
            (2000, 1152, false),
            (2240, 1260, false),
            (1850, 1041, false),
            (2300, 1294, true),
            (1820, 1024, true),
            (1152, 2048, true),
            (2048, 1024, true),
            // Each side is within a tenth, and the ratio is not.
            (2240, 1050, true),
            (1, 1, true),
        ] {
            let came = MediaFacts::Picture { width, height };
            assert_eq!(contradicts(&job, FileType::Png, &came), expected, "{width} x {height}");
        }
    }

    #[test]
    fn a_video_has_about_the_length_the_ratio_and_the_resolution_that_were_asked_for() {
        let body = json!({"prompt": "x", "provider": "seedance_pro", "duration": 5, "aspect_ratio": "16:9"});
        let wide = job(Kind::Video, &body);
        let mut square = wide.clone();
        square.applied.aspect_ratio = Some(AspectRatio::Square);
        let mut tall = wide.clone();
        tall.applied.aspect_ratio = Some(AspectRatio::Tall);
        for (job, width, height, millis, expected) in [
            (&wide, 1280, 720, 5_000, false),
            (&wide, 1280, 720, 5_042, false),
            (&wide, 1280, 704, 5_500, false),
            (&wide, 1280, 720, 5_501, true),
            (&wide, 1280, 720, 4_499, true),
            (&wide, 1280, 720, 10_000, true),
            (&wide, 864, 480, 5_000, true),
            (&wide, 1920, 1080, 5_000, true),
            (&wide, 720, 1280, 5_000, true),
            (&wide, 960, 960, 5_000, true),
            (&tall, 720, 1280, 5_000, false),
            (&tall, 1280, 720, 5_000, true),
            // By its short side, and by its area.
            (&square, 720, 720, 5_000, false),
            (&square, 960, 960, 5_000, false),
            (&square, 480, 480, 5_000, true),
        ] {
            let came = MediaFacts::Video { width, height, millis };
            let seen = contradicts(job, FileType::Mp4, &came);
            assert_eq!(seen, expected, "{width} x {height}, {millis} ms");
        }
    }

    #[test]
    fn an_avatar_lasts_about_as_long_as_its_recording() {
        let body = json!({
            "provider": "kling_avatar", "image_url": "https://files.example/a.png",
            "audio_url": "https://files.example/a.mp3", "resolution": "720p"
        });
        let mut job = job(Kind::Avatar, &body);
        let sound = MediaFacts::Sound { millis: 20_000 };
        let audio = job.inputs.iter_mut().find(|input| input.role == InputRole::Audio).unwrap();
        audio.file = Some(BucketFile::new("k".to_owned(), "audio/wav", 1, sound));
        for (width, height, millis, expected) in [
            (720, 1280, 20_000, false),
            (960, 960, 21_900, false),
            (720, 1280, 22_100, true),
            (720, 1280, 10_000, true),
            (360, 640, 20_000, true),
        ] {
            let came = MediaFacts::Video { width, height, millis };
            let seen = contradicts(&job, FileType::Mp4, &came);
            assert_eq!(seen, expected, "{width} x {height}, {millis} ms");
        }
    }

    #[test]
    fn speech_is_of_the_type_that_was_asked_for() {
        let came = MediaFacts::Sound { millis: 1_000 };
        for (asked, file_type, expected) in [
            ("mp3", FileType::Mp3, false),
            ("mp3", FileType::Wav, true),
            ("wav", FileType::Wav, false),
            ("wav", FileType::Mp3, true),
            ("wav", FileType::Ogg, true),
        ] {
            let body = json!({"text": "Hello.", "provider": "openai_tts", "output_format": asked});
            assert_eq!(contradicts(&job(Kind::Tts, &body), file_type, &came), expected, "{asked}");
        }
    }
}
