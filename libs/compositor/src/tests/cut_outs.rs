//! What lies behind and beside a picture or film that does not fill the frame.

use std::path::{Path, PathBuf};

use image::{Rgba, RgbaImage};
use serde_json::json;

use super::material::{Bench, apart, true_frame};

const U: &str = "https://example.com/x";
const BLUE: [u8; 3] = [30, 60, 220];
const RED: [u8; 3] = [220, 30, 30];

/// A red disc with a soft edge, all around which hidden pixels are bright green.
fn disc(bench: &Bench) -> PathBuf {
    let path = bench.path("disc.png");
    let picture = RgbaImage::from_fn(600, 600, |x, y| {
        let away = f64::from(x).sub_squared(299.5) + f64::from(y).sub_squared(299.5);
        match away.sqrt() {
            away if away < 200.0 => Rgba([220, 30, 30, 255]),
            away if away < 203.0 => Rgba([220, 30, 30, 128]),
            _ => Rgba([0, 255, 0, 0]),
        }
    });
    picture.save(&path).unwrap();
    path
}

trait SubSquared {
    fn sub_squared(self, other: f64) -> f64;
}

impl SubSquared for f64 {
    fn sub_squared(self, other: f64) -> f64 {
        (self - other) * (self - other)
    }
}

/// The disc as a still picture, and as films of every kind with alpha.
fn discs(bench: &Bench) -> Vec<(&'static str, PathBuf)> {
    let disc = disc(bench);
    let film = |name: &str, words: &str| {
        bench.made(name, &format!("-loop 1 -framerate 30 -i {} -t 0.5 {words}", disc.display()))
    };
    let prores =
        "-vf scale=out_color_matrix=bt709:out_range=tv -pix_fmt yuva444p10le -c:v prores_ks -profile:v 4444";
    let webm = "-vf scale=out_color_matrix=bt709:out_range=tv -pix_fmt yuva420p -colorspace bt709 -auto-alt-ref 0 \
                -deadline realtime -b:v 4M -crf 4";
    vec![
        ("a picture", disc.clone()),
        ("ProRes 4444", film("a.mov", prores)),
        ("Animation", film("b.mov", "-pix_fmt argb -c:v qtrle")),
        ("PNG", film("c.mov", "-pix_fmt rgba -c:v png")),
        ("VP9", film("d.webm", &format!("{webm} -c:v libvpx-vp9"))),
        ("VP8", film("e.webm", &format!("{webm} -c:v libvpx"))),
    ]
}

/// The most green that there is in a picture without any green of its own.
fn greenest(picture: &image::RgbImage) -> i16 {
    let excess = |[red, green, blue]: [u8; 3]| i16::from(green) - i16::from(red.max(blue));
    picture.pixels().map(|pixel| excess(pixel.0)).max().unwrap()
}

async fn film_of(bench: &Bench, clip: serde_json::Value, file: &Path) -> image::RgbImage {
    let body = json!({"aspect_ratio": "9:16", "resolution": "720p", "clips": [clip]});
    let made = bench.render(&body, &[file.to_owned()]).await.unwrap();
    true_frame(&made.path, 0.2)
}

#[tokio::test]
async fn a_cut_out_lies_on_its_background_without_a_halo() {
    let bench = Bench::new().await;
    for (name, file) in discs(&bench) {
        for fit in ["cover", "contain", "blur"] {
            for (background, wanted) in [(None, [0, 0, 0]), (Some("#1e3cdc"), BLUE)] {
                let mut clip = json!({"source": U, "fit": fit});
                if let Some(background) = background {
                    clip["background"] = json!(background);
                }
                let picture = film_of(&bench, clip, &file).await;
                let case = format!("{name}, {fit}, {background:?}");
                let corner = picture.get_pixel(8, 8).0;
                assert!(apart(corner, wanted) <= 4, "{case}: {corner:?} in the corner");
                let middle = picture.get_pixel(360, 640).0;
                assert!(apart(middle, RED) <= 4, "{case}: {middle:?} in the middle");
                // VP8 and VP9 have one colour for four pixels themselves.
                let most = if name.starts_with("VP") { 30 } else { 12 };
                assert!(greenest(&picture) <= most, "{case}: {} of the hidden colour", greenest(&picture));
            }
        }
    }
}

#[tokio::test]
async fn a_cut_out_can_be_told_from_its_own_blur() {
    let bench = Bench::new().await;
    for (name, file) in discs(&bench) {
        for background in ["#000000", "#ffffff", "#1e3cdc"] {
            let picture =
                film_of(&bench, json!({"source": U, "fit": "blur", "background": background}), &file).await;
            // The disc is 480 wide, so its edge is at 360 ± 240.
            let (inside, outside) =
                (picture.get_pixel(360 + 225, 640).0, picture.get_pixel(360 + 255, 640).0);
            assert!(apart(inside, RED) <= 4, "{name} on {background}: {inside:?}");
            assert!(apart(outside, RED) > 60, "{name} on {background}: {outside:?} beside it");
        }
    }
}

#[tokio::test]
async fn a_still_has_its_background_as_well() {
    let bench = Bench::new().await;
    let disc = disc(&bench);
    for output in ["png", "jpg"] {
        for fit in ["cover", "contain", "blur"] {
            let clip = json!({"source": U, "fit": fit, "background": "#1E3CDC"});
            let body = json!({"output": output, "resolution": "720p", "clips": [clip]});
            let made = bench.render(&body, std::slice::from_ref(&disc)).await.unwrap();
            let picture = image::open(&made.path).unwrap().into_rgb8();
            let case = format!("{output}, {fit}");
            assert!(apart(picture.get_pixel(8, 8).0, BLUE) <= 2, "{case}");
            assert!(apart(picture.get_pixel(360, 640).0, RED) <= 2, "{case}");
            assert!(greenest(&picture) <= 4, "{case}: {} of the hidden colour", greenest(&picture));
        }
    }
}

#[tokio::test]
async fn bars_beside_an_opaque_film_have_the_background() {
    let bench = Bench::new().await;
    let film =
        bench.made("a.mp4", "-f lavfi -i color=red:s=640x360:r=30:d=0.5 -c:v libx264 -pix_fmt yuv420p");
    for (background, wanted) in [("#1e3cdc", BLUE), ("#e6d21e", [230, 210, 30]), ("#000000", [0; 3])] {
        let clip = json!({"source": U, "fit": "contain", "background": background});
        let picture = film_of(&bench, clip, &film).await;
        let bar = picture.get_pixel(360, 100).0;
        assert!(apart(bar, wanted) <= 4, "{background}: {bar:?}");
    }
}

#[tokio::test]
async fn an_overlay_may_be_a_film_and_hides_what_it_should() {
    let bench = Bench::new().await;
    let ground = bench.made("ground.png", "-f lavfi -i color=0x1e3cdc:s=720x1280,format=rgb24 -frames:v 1");
    let opaque = bench.made(
        "o.mp4",
        "-f lavfi -i color=0xdc1e1e:s=640x640:r=30:d=0.5,format=gbrp \
        -vf scale=out_color_matrix=bt709:out_range=tv -pix_fmt yuv420p -colorspace bt709 -qp 4 -c:v libx264",
    );
    let mut films = discs(&bench);
    films.push(("H.264", opaque));
    for (name, file) in films {
        for (opacity, wanted) in [(1.0, RED), (0.5, [125, 45, 125])] {
            let body = json!({
                "resolution": "720p", "clips": [{"source": U, "duration": 2}],
                "overlays": [{
                    "source": U, "position": "center", "width": 0.5, "opacity": opacity, "start": 0.5, "end": 1.5,
                }],
            });
            let made = bench.render(&body, &[ground.clone(), file.clone()]).await.unwrap();
            for (second, wanted) in [(0.2, BLUE), (0.6, wanted), (1.3, wanted), (1.7, BLUE)] {
                let picture = true_frame(&made.path, second);
                let middle = picture.get_pixel(360, 640).0;
                assert!(apart(middle, wanted) <= 5, "{name} at {opacity}, second {second}: {middle:?}");
                assert!(greenest(&picture) <= 30, "{name}: {} of the hidden colour", greenest(&picture));
                assert!(apart(picture.get_pixel(8, 8).0, BLUE) <= 4, "{name}: the rest of the frame stays");
            }
        }
    }
}

#[tokio::test]
async fn an_overlay_film_without_an_end_goes_when_it_is_over() {
    let bench = Bench::new().await;
    let ground = bench.made("ground.png", "-f lavfi -i color=0x1e3cdc:s=720x1280,format=rgb24 -frames:v 1");
    // Red for half a second, and then yellow for half a second.
    let film = bench.made(
        "a.mov",
        "-f lavfi -i color=0xdc1e1e:s=64x64:r=30:d=0.5 -f lavfi -i color=0xe6d21e:s=64x64:r=30:d=0.5 \
         -filter_complex [0]format=rgb24[a];[1]format=rgb24[b];[a][b]concat -c:v png",
    );
    let body = json!({
        "resolution": "720p", "clips": [{"source": U, "duration": 2}],
        "overlays": [{"source": U, "position": "center", "width": 0.5, "start": 0.5}],
    });
    let made = bench.render(&body, &[ground, film.clone()]).await.unwrap();
    for (second, wanted) in [(0.3, BLUE), (0.6, RED), (0.9, RED), (1.1, [230, 210, 30]), (1.6, BLUE)] {
        let middle = true_frame(&made.path, second).get_pixel(360, 640).0;
        assert!(apart(middle, wanted) <= 5, "second {second}: {middle:?}");
    }
    let body = json!({"output": "png", "clips": [{"source": U}], "overlays": [{"source": U}]});
    let error = bench.render(&body, &[bench.path("ground.png"), film]).await.unwrap_err();
    assert_eq!(error.to_string(), "overlays[0].source: is not a picture, as a png needs");
}
