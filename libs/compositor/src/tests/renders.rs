use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use super::material::{Bench, frame, level_between, loudness, probed, request};
use crate::timeline::Timeline;
use crate::{Error, Facts};

const U: &str = "https://example.com/x";
const VIDEO: &str = "-c:v libx264 -pix_fmt yuv420p";

fn clips(bench: &Bench) -> [PathBuf; 4] {
    [
        bench.made("a.mp4", &format!("-f lavfi -i testsrc2=s=1280x720:r=24:d=3 {VIDEO}")),
        bench.made(
            "b.mp4",
            &format!(
                "-f lavfi -i testsrc2=s=720x1280:r=30:d=3 -f lavfi -i sine=f=440:r=44100:d=3 {VIDEO} -c:a aac"
            ),
        ),
        bench.made("c.mov", "-f lavfi -i testsrc2=s=1104x832:r=25:d=4 -c:v libx264 -pix_fmt yuv420p10le"),
        bench.made("d.png", "-f lavfi -i testsrc2=s=900x600:d=1 -frames:v 1"),
    ]
}

#[tokio::test]
async fn mixed_clips_become_one_video_of_the_planned_frames() {
    let bench = Bench::new().await;
    let files = clips(&bench);
    for (kind, fit, frames) in [("fade", "cover", 345), ("none", "blur", 390), ("slideleft", "contain", 345)]
    {
        let clips: Vec<_> = (0..4).map(|_| json!({"source": U, "fit": fit})).collect();
        let transition = json!({"type": kind, "duration": 0.5});
        let body = json!({"resolution": "720p", "clips": clips, "transition": transition});
        let made = bench.render(&body, &files).await.unwrap();
        assert_eq!(made.millis, Some(frames * 1000 / 30), "{kind}");
        assert_eq!(video(&made.path), format!("h264,High,720,1280,yuv420p,30/1,{frames}"), "{kind}");
        assert_eq!(sound(&made.path), "aac,48000,2");
        let level = loudness(&made.path);
        assert!((level + 16.0).abs() < 1.0, "{level}");
    }
}

fn video(path: &Path) -> String {
    let entries = "stream=codec_name,profile,width,height,pix_fmt,r_frame_rate,nb_read_frames";
    probed(path, &format!("-count_frames -select_streams v -show_entries {entries}"))
}

fn sound(path: &Path) -> String {
    probed(path, "-select_streams a -show_entries stream=codec_name,sample_rate,channels")
}

#[tokio::test]
async fn every_transition_is_one_that_ffmpeg_knows() {
    let bench = Bench::new().await;
    let files: Vec<PathBuf> = ["red", "blue"]
        .map(|name| {
            bench.made(&format!("{name}.png"), &format!("-f lavfi -i color={name}:s=320x320 -frames:v 1"))
        })
        .into();
    let clip = json!({"source": U, "duration": 0.5});
    for kind in domain::request::composite::TransitionKind::ALL {
        let transition = json!({"type": kind, "duration": 0.2});
        let clips = json!([clip, clip]);
        let body =
            json!({"resolution": "720p", "aspect_ratio": "1:1", "clips": clips, "transition": transition});
        let made = bench.render(&body, &files).await.unwrap();
        let middle = frame(&made.path, 0.4);
        let count = |channel: usize| middle.pixels().filter(|pixel| pixel.0[channel] > 60).count();
        if kind != domain::request::composite::TransitionKind::None {
            assert!(count(0) > 1000 && count(2) > 1000, "{kind:?}: both clips are seen");
        }
    }
}

/// A whole ad: three clips of mixed sources, two transitions, three scripts, a logo, speech and ducked music.
fn ad() -> Value {
    json!({
        "aspect_ratio": "9:16", "resolution": "1080p",
        "clips": [
            {"source": U, "end": 5}, {"source": U, "start": 1, "end": 6.5, "fit": "blur"},
            {"source": U, "duration": 5.5, "fit": "contain"},
        ],
        "transition": {"type": "fade", "duration": 0.5},
        "texts": [
            {"text": "Summer sale\nتخفيضات الصيف\n夏のセール", "position": "top_center", "size": 0.045},
            {"text": "From the 1st of June", "start": 3, "end": 6, "box": true, "position": "center"},
        ],
        "overlays": [{"source": U, "position": "bottom_right", "width": 0.2, "opacity": 0.9}],
        "narration": {"source": U}, "music": {"source": U},
    })
}

fn ad_files(bench: &Bench) -> Vec<PathBuf> {
    vec![
        bench.made("wide.mp4", &format!("-f lavfi -i testsrc2=s=1280x720:r=24:d=6 {VIDEO}")),
        bench.made("ten.mov", "-f lavfi -i testsrc=s=1104x832:r=25:d=7 -c:v libx264 -pix_fmt yuv420p10le"),
        bench.made("still.png", "-f lavfi -i testsrc2=s=900x600 -frames:v 1"),
        bench.made("logo.png", "-f lavfi -i color=red:s=200x100,format=rgba -frames:v 1"),
        // There is speech from second 4 to 8. Before and after it, the music plays alone.
        bench.made(
            "speech.wav",
            "-f lavfi -i sine=f=300:r=24000:d=8 -af volume=enable='lt(t,4)':volume=0 -ac 1",
        ),
        bench.made("music.mp3", "-f lavfi -i sine=f=1000:r=44100:d=3 -af volume=0.5 -c:a libmp3lame"),
    ]
}

#[tokio::test]
async fn a_whole_ad_is_what_was_planned() {
    let bench = Bench::new().await;
    let files = ad_files(&bench);
    let made = bench.render(&ad(), &files).await.unwrap();
    assert_eq!((made.millis, made.mime), (Some(15_000), "video/mp4"));
    assert_eq!(video(&made.path), "h264,High,1080,1920,yuv420p,30/1,450");
    assert_eq!(sound(&made.path), "aac,48000,2");
    let bytes = std::fs::read(&made.path).unwrap();
    let at = |name: &[u8]| bytes.windows(4).position(|window| window == name).unwrap();
    assert!(at(b"moov") < at(b"mdat"), "it can be played before all of it has arrived");
    let level = loudness(&made.path);
    assert!((level + 16.0).abs() < 1.0, "{level} LUFS");

    // The music's own tone gets quieter while somebody speaks, and comes back.
    let music = |from: f64, to: f64| level_between(&made.path, 1000, from, to);
    let (before, during, after) = (music(1.0, 3.5), music(5.0, 7.5), music(9.5, 13.0));
    assert!(before - during > 6.0 && after - during > 6.0, "{before} {during} {after} dB");

    let early = frame(&made.path, 2.0);
    let late = frame(&made.path, 4.0);
    let logo = |picture: &image::RgbImage| {
        let corner = picture.get_pixel(1080 - 130 - 100, 1920 - 384 - 50);
        corner.0[0] > 180 && corner.0[2] < 80
    };
    assert!(logo(&early) && logo(&late), "the logo lies at the bottom right");
    let ink = |picture: &image::RgbImage, rows: std::ops::Range<u32>| {
        let white = picture.enumerate_pixels().filter(|(_, y, _)| rows.contains(y));
        white.filter(|(_, _, pixel)| pixel.0.iter().all(|level| *level > 240)).count()
    };
    assert!(ink(&early, 269..640) > 10_000, "the headline is seen: {}", ink(&early, 269..640));
    let covered = [0..269, 1536..1920].map(|rows| ink(&early, rows));
    assert_eq!(covered, [0, 0], "nothing is where apps lay their own signs");
    assert!(ink(&late, 920..1000) > 1000, "the second text is seen in its time");
    assert!(ink(&early, 920..1000) < 200, "and not before");
    compare(&frame(&made.path, 4.0), "ad");
}

/// Compares with a picture that a person has checked, at a quarter of the size and with some tolerance, because
/// encoders differ.
fn compare(picture: &image::RgbImage, name: &str) {
    let small = image::imageops::thumbnail(picture, picture.width() / 4, picture.height() / 4);
    if let Some(folder) = option_env!("GOLDEN_FOLDER") {
        small.save(format!("{folder}/{name}.png")).unwrap();
    }
    let golden = format!("{}/src/tests/{name}.png", env!("CARGO_MANIFEST_DIR"));
    let expected = image::open(golden).unwrap().into_rgb8();
    assert_eq!(small.dimensions(), expected.dimensions());
    let apart: u64 =
        small.iter().zip(expected.iter()).map(|(one, other)| u64::from(one.abs_diff(*other))).sum();
    let mean = apart / u64::try_from(small.len()).unwrap();
    assert!(mean < 6, "{name} looks different: {mean} levels on average; GOLDEN_FOLDER=folder draws anew");
}

/// These are known only once the files are there, and the fonts.
#[tokio::test]
async fn a_text_that_nobody_could_see_or_read_is_refused() {
    let bench = Bench::new().await;
    let film = bench.made("a.mp4", &format!("-f lavfi -i testsrc2=s=320x320:r=30:d=2 {VIDEO}"));
    let logo = bench.made("logo.png", "-f lavfi -i color=red:s=200x100,format=rgba -frames:v 1");
    let lines = "a line\n".repeat(60);
    let text = |text: Value| json!({"resolution": "720p", "clips": [{"source": U}], "texts": [{"text": "Hi"}, text]});
    let overlay = json!({
        "resolution": "720p", "clips": [{"source": U}], "overlays": [{"source": U, "start": 2}],
    });
    for (body, field, problem) in [
        (
            text(json!({"text": "late", "start": 2})),
            "texts[1].start",
            "is 2 s, but the film is over after 2 s",
        ),
        (overlay, "overlays[0].start", "is 2 s, but the film is over after 2 s"),
        (
            text(json!({"text": lines})),
            "texts[1].text",
            "does not fit into 546 x 844 pixels, even with letters of 26",
        ),
        (text(json!({"text": "\u{e000}"})), "texts[1].text", "has what no font here can draw: U+E000"),
    ] {
        let error = bench.render(&body, &[film.clone(), logo.clone()]).await.unwrap_err();
        let Error::Input { field: named, problem: said } = error else { panic!("{body}: {error}") };
        assert_eq!(named, field);
        assert!(said.starts_with(problem), "{said}");
    }
    // A text is seen in the last frame, and for at least one.
    for (start, end) in [(1.95, 1.96), (0.5, 0.501)] {
        assert!(
            bench
                .render(&text(json!({"text": "x", "start": start, "end": end})), std::slice::from_ref(&film))
                .await
                .is_ok()
        );
    }
}

#[tokio::test]
async fn speech_is_never_cut() {
    let bench = Bench::new().await;
    let files = [
        bench.made("a.mp4", &format!("-f lavfi -i testsrc2=s=320x320:r=30:d=1 {VIDEO}")),
        bench.made("speech.wav", "-f lavfi -i sine=f=300:r=24000:d=2.51"),
    ];
    let body = json!({
        "aspect_ratio": "1:1", "resolution": "720p", "clips": [{"source": U}], "narration": {"source": U},
    });
    let made = bench.render(&body, &files).await.unwrap();
    assert_eq!(video(&made.path), "h264,High,720,720,yuv420p,30/1,76");
    let (held, last) = (frame(&made.path, 0.97), frame(&made.path, 2.4));
    let apart: u64 = held.iter().zip(last.iter()).map(|(one, other)| u64::from(one.abs_diff(*other))).sum();
    assert!(apart / u64::try_from(held.len()).unwrap() < 4, "the last frame is held");
    assert!(level_between(&made.path, 300, 2.2, 2.5) > -40.0, "and the speech is heard to its end");
}

#[tokio::test]
async fn turned_and_stretched_films_are_shown_upright_and_square() {
    let bench = Bench::new().await;
    bench.made("lying.mp4", &format!("-f lavfi -i color=red:s=640x360:r=30:d=1 {VIDEO}"));
    let lying = bench.path("lying.mp4").display().to_string();
    let files = [
        bench.made("turned.mp4", &format!("-i {lying} -c copy -metadata:s:v rotate=90")),
        bench.made("squeezed.mp4", &format!("-f lavfi -i color=red:s=320x360:r=30:d=1 -vf setsar=2 {VIDEO}")),
    ];
    // The bars around a film show which shape it has.
    for (file, red_at, black_at) in [(0, (360, 30), (100, 360)), (1, (30, 360), (360, 60))] {
        let body = json!({
            "aspect_ratio": "1:1", "resolution": "720p", "clips": [{"source": U, "fit": "contain"}],
        });
        let made = bench.render(&body, &files[file..=file]).await.unwrap();
        let picture = frame(&made.path, 0.5);
        let red = |(x, y): (u32, u32)| picture.get_pixel(x, y).0[0] > 150;
        assert!(red(red_at) && !red(black_at), "file {file}");
    }
}

#[tokio::test]
async fn a_still_is_a_picture_of_the_size_asked_for() {
    let bench = Bench::new().await;
    let files = [
        bench.made("back.png", "-f lavfi -i color=blue:s=900x600 -frames:v 1"),
        bench.made("logo.png", "-f lavfi -i color=red@0.5:s=100x100,format=rgba -frames:v 1"),
    ];
    for output in ["png", "jpg"] {
        let body = json!({
            "output": output, "aspect_ratio": "4:5", "clips": [{"source": U}],
            "overlays": [{"source": U, "position": "center", "width": 0.5}],
            "texts": [{"text": "Open", "position": {"x": 0.5, "y": 0.9}}],
        });
        let made = bench.render(&body, &files).await.unwrap();
        let picture = image::open(&made.path).unwrap().into_rgb8();
        assert_eq!((picture.dimensions(), made.millis), ((1080, 1350), None));
        let [red, _, blue] = picture.get_pixel(540, 675).0;
        assert!((100..160).contains(&red) && (100..160).contains(&blue), "half of each: {red} {blue}");
        assert!(picture.get_pixel(20, 20).0[2] > 200);
    }
}

#[tokio::test]
async fn silence_is_not_made_louder() {
    let bench = Bench::new().await;
    let files = [
        bench.made("a.mp4", &format!("-f lavfi -i testsrc2=s=320x320:r=30:d=1 {VIDEO}")),
        bench.made("nothing.wav", "-f lavfi -i anullsrc=r=24000:cl=mono -t 1"),
    ];
    let body = json!({"resolution": "720p", "clips": [{"source": U}], "music": {"source": U}});
    let made = bench.render(&body, &files).await.unwrap();
    assert!(level_between(&made.path, 300, 0.0, 1.0) < -80.0);
}

#[tokio::test]
async fn a_text_that_looks_like_a_filter_or_a_command_is_only_drawn() {
    let bench = Bench::new().await;
    let files = [bench.made("a.mp4", &format!("-f lavfi -i testsrc2=s=320x320:r=30:d=1 {VIDEO}"))];
    let texts: Vec<_> = [
        "50% off: it's \"new\" \\ {x} [y], a;b — %{pts}",
        "';[in]null[out];movie=/etc/passwd,",
        "-i /etc/passwd -f lavfi",
        "$(touch /tmp/x) `id` && exit",
    ]
    .map(|text| json!({"text": text, "size": 0.03}))
    .into();
    let body = json!({"resolution": "720p", "clips": [{"source": U}], "texts": texts});
    assert!(bench.render(&body, &files).await.is_ok());
}

#[tokio::test]
async fn a_render_that_takes_too_long_is_killed_with_all_its_processes() {
    let bench = Bench::new().await;
    let files = [bench.made("a.png", "-f lavfi -i testsrc2=s=320x320 -frames:v 1")];
    let body = json!({"clips": [{"source": U, "duration": 170, "fit": "blur"}]});
    let limit = Duration::from_millis(1500);
    let error = bench.render_within(&body, &files, limit).await.unwrap_err();
    assert!(matches!(error, Error::TimedOut), "{error}");
    let work = bench.path("work").display().to_string();
    let running = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok).filter(|process| {
        let line = std::fs::read(process.path().join("cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).contains(&work)
    });
    assert_eq!(running.count(), 0, "no ffmpeg is left");
}

#[tokio::test]
async fn a_file_that_cannot_be_decoded_is_named() {
    let bench = Bench::new().await;
    let good = bench.made("a.mp4", &format!("-f lavfi -i testsrc2=s=320x320:r=30:d=2 {VIDEO}"));
    let mut bytes = std::fs::read(&good).unwrap();
    let middle = bytes.len() / 2;
    bytes[48..middle].fill(0);
    let bad = bench.written("b.mp4", &bytes);
    let body = json!({"resolution": "720p", "clips": [{"source": U}, {"source": U}]});
    let error = bench.render(&body, &[good, bad]).await.unwrap_err();
    assert_eq!(error.to_string(), "clips[1].source: cannot be decoded");
}

#[test]
fn a_timeline_is_counted_in_frames() {
    let body = json!({
        "clips": [{"source": U}, {"source": U, "start": 1, "end": 3}, {"source": U, "duration": 2.5}],
        "transition": {"type": "fade", "duration": 0.5},
    });
    let film = |millis| film_of(millis, 1280, 720);
    let facts = [film(5042), film(3000), Facts::Picture];
    let timeline = Timeline::new(&request(&body), &facts).unwrap();
    let frames: Vec<(u64, u64)> = timeline.clips.iter().map(|clip| (clip.at, clip.frames)).collect();
    assert_eq!(frames, [(0, 151), (136, 60), (181, 75)]);
    assert_eq!((timeline.total, timeline.shown()), (256, 256));
    assert_eq!(timeline.window(Some(1.0), Some(2.0)), Some((30, 59)));
    assert_eq!(timeline.window(Some(100.0), None), None, "what begins after the end is never seen");
    assert_eq!(timeline.window(None, None), Some((0, 255)));
}

#[tokio::test]
async fn a_film_whose_sound_is_longer_holds_its_last_picture() {
    let bench = Bench::new().await;
    let files = [bench.made(
        "a.mp4",
        &format!("-f lavfi -i testsrc2=s=320x320:r=30:d=1 -f lavfi -i sine=f=300:d=4 {VIDEO} -c:a aac"),
    )];
    let body = json!({"resolution": "720p", "clips": [{"source": U}]});
    let made = bench.render(&body, &files).await.unwrap();
    assert!((3900..4100).contains(&made.millis.unwrap()), "{made:?}");
    assert!(level_between(&made.path, 300, 3.0, 3.8) > -40.0);
}

#[tokio::test]
async fn music_of_every_kind_goes_round_until_the_end() {
    let bench = Bench::new().await;
    let clip = bench.made("a.png", "-f lavfi -i testsrc2=s=320x320 -frames:v 1");
    let body = json!({
        "resolution": "720p", "clips": [{"source": U, "duration": 5}], "music": {"source": U},
    });
    for (name, codec) in [
        ("a.mp3", "libmp3lame"),
        ("a.wav", "pcm_s16le"),
        ("a.m4a", "aac"),
        ("a.aac", "aac"),
        ("a.ogg", "libvorbis"),
    ] {
        let music = bench.made(name, &format!("-f lavfi -i sine=f=1000:r=44100:d=1.3 -c:a {codec}"));
        let made = bench.render(&body, &[clip.clone(), music]).await.unwrap();
        let level = level_between(&made.path, 1000, 3.0, 3.9);
        assert!(level > -40.0, "{name}: {level} dB");
    }
}

#[test]
fn films_that_would_need_too_much_memory_are_refused() {
    let body = json!({"clips": vec![json!({"source": U}); 10]});
    let film = film_of(1000, 4096, 2160);
    let error = Timeline::new(&request(&body), &[film; 10]).unwrap_err();
    assert!(error.to_string().starts_with("clips[9].source: is too large beside"), "{error}");
}

#[tokio::test]
async fn the_largest_timeline_is_rendered_in_bounded_memory() {
    let bench = Bench::new().await;
    let film = bench.made(
        "a.mp4",
        &format!("-f lavfi -i testsrc2=s=1920x1080:r=30:d=1 -f lavfi -i sine=f=300:d=1 {VIDEO} -preset ultrafast -c:a aac"),
    );
    let logo = bench.made("logo.png", "-f lavfi -i color=red:s=200x100 -frames:v 1");
    let body = json!({
        "aspect_ratio": "16:9", "resolution": "720p",
        "clips": vec![json!({"source": U}); 20],
        "transition": {"type": "dissolve", "duration": 0.3},
        "texts": vec![json!({"text": "Summer sale", "start": 1, "end": 12}); 20],
        "overlays": vec![json!({"source": U, "start": 2}); 10],
    });
    let files: Vec<PathBuf> = vec![film; 20].into_iter().chain(vec![logo; 10]).collect();
    let made = bench.render(&body, &files).await.unwrap();
    assert_eq!(video(&made.path), format!("h264,High,1280,720,yuv420p,30/1,{}", 20 * 30 - 19 * 9));
    assert!(bench.peak_kib() < 1_600_000, "{} KiB", bench.peak_kib());
}

const fn film_of(millis: u64, width: u32, height: u32) -> Facts {
    let file_type = media::FileType::Mp4;
    Facts::Video { file_type, millis, seen_millis: millis, has_sound: false, width, height }
}

#[tokio::test]
async fn a_cut_without_pictures_is_refused() {
    let bench = Bench::new().await;
    let files = [bench.made(
        "a.mp4",
        &format!("-f lavfi -i testsrc2=s=320x320:r=30:d=2 -f lavfi -i sine=f=300:d=6 {VIDEO} -c:a aac"),
    )];
    let body = json!({"resolution": "720p", "clips": [{"source": U, "start": 4}]});
    let error = bench.render(&body, &files).await.unwrap_err().to_string();
    assert!(error.contains("has pictures up to second 2"), "{error}");
}

#[tokio::test]
async fn a_mix_that_is_louder_than_its_scale_is_brought_down() {
    let bench = Bench::new().await;
    let files = [
        bench.made("a.png", "-f lavfi -i testsrc2=s=320x320 -frames:v 1"),
        bench.made("beep.wav", "-f lavfi -i sine=f=3000:r=48000:d=4 -af volume=30"),
    ];
    let body = json!({
        "resolution": "720p", "clips": [{"source": U, "duration": 4}],
        "narration": {"source": U, "volume": 4},
    });
    let made = bench.render(&body, &files).await.unwrap();
    let level = loudness(&made.path);
    assert!((level + 16.0).abs() < 1.0, "{level}");
}

#[tokio::test]
async fn a_brands_colour_stays_what_it_is() {
    let bench = Bench::new().await;
    let files = [
        bench.made("a.png", "-f lavfi -i color=0xE4002B:s=320x320,format=rgb24 -frames:v 1"),
        bench.made("logo.png", "-f lavfi -i color=0x0057B8:s=100x100,format=rgba -frames:v 1"),
    ];
    let body = json!({
        "resolution": "720p", "aspect_ratio": "1:1", "clips": [{"source": U, "duration": 1}],
        "overlays": [{"source": U, "position": "center", "width": 0.5}],
    });
    let made = bench.render(&body, &files).await.unwrap();
    let tagged = probed(&made.path, "-select_streams v -show_entries stream=color_range,color_space");
    assert_eq!(tagged, "tv,bt709");
    // The file is read with the colours that its tags state.
    let png = bench.made(
        "frame.png",
        &format!(
            "-i {} -vf scale=in_color_matrix=bt709:in_range=tv,format=rgb24 -frames:v 1 -update 1",
            made.path.display()
        ),
    );
    let picture = image::open(png).unwrap().into_rgb8();
    for ((x, y), wanted) in [((30, 30), [0xE4, 0x00, 0x2B]), ((360, 360), [0x00, 0x57, 0xB8])] {
        let seen = picture.get_pixel(x, y).0;
        let apart = seen.iter().zip(wanted).map(|(one, other)| one.abs_diff(other)).max().unwrap();
        assert!(apart < 8, "{seen:?} instead of {wanted:?}");
    }
}

/// Films: one of a browser without an index, an MP4 of a rare brand, a movie without any. FLAC speaks, Vorbis plays.
#[tokio::test]
async fn films_and_sounds_of_rarer_types_are_rendered() {
    let bench = Bench::new().await;
    let film = "-f lavfi -i testsrc2=s=320x320:r=30:d=1 -f lavfi -i sine=f=300:d=1";
    let renamed = |path: PathBuf, name: &str, from: &[u8], to: &[u8]| {
        let mut bytes = std::fs::read(path).unwrap();
        let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
        bytes[at..at + to.len()].copy_from_slice(to);
        bench.written(name, &bytes)
    };
    let files = [
        bench
            .made("a.webm", &format!("{film} -c:v libvpx -deadline realtime -c:a libopus -ar 48000 -live 1")),
        renamed(bench.made("a.mp4", &format!("{film} {VIDEO} -c:a aac")), "b.mp4", b"ftypisom", b"ftyp3gp4"),
        renamed(bench.made("a.mov", &format!("{film} {VIDEO} -c:a aac")), "b.mov", b"ftyp", b"free"),
        bench.made("speech.flac", "-f lavfi -i sine=f=500:r=24000:d=2.8"),
        bench.made("music.webm", "-f lavfi -i sine=f=1000:r=48000:d=1.3 -c:a libvorbis"),
    ];
    let cut = json!({"source": U, "start": 0.2});
    let body = json!({
        "resolution": "720p", "aspect_ratio": "1:1", "clips": [cut, cut, cut], "narration": {"source": U},
        "music": {"source": U},
    });
    let made = bench.render(&body, &files).await.unwrap();
    assert_eq!(made.millis, Some(2_800));
    for tone in [300, 500, 1000] {
        let level = level_between(&made.path, tone, 1.0, 2.0);
        assert!(level > -50.0, "{tone}: {level}");
    }
}

#[test]
fn a_file_that_is_not_taken_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.avi");
    for (bytes, words) in [
        (&b"RIFF\x24\0\0\0AVI LIST"[..], "is an AVI video; PNG"),
        (b"\x1A\x45\xDF\xA3\x8B\x42\x82\x88matroska", "is a Matroska video (MKV); PNG"),
    ] {
        std::fs::write(&path, bytes).unwrap();
        let problem = crate::probe(&path).unwrap_err();
        assert!(problem.contains(words), "{problem}");
    }
}
