//! The colours of a result are those of its source, whatever kind of file it is: four corners are read back.

use std::path::{Path, PathBuf};

use image::{Rgb, RgbImage};
use serde_json::json;

use super::material::{Bench, apart, frame, probed, true_frame};

const U: &str = "https://example.com/x";
const CORNERS: [[u8; 3]; 4] = [[220, 30, 30], [30, 180, 60], [30, 60, 220], [230, 210, 30]];
/// What colour-accurate films are made of: the numbers for screens, read as screens read them.
const SCREEN: &str = "rangein=full:matrixin=gbr:transferin=iec61966-2-1:primariesin=709:range=limited";
const X264: &str = "-c:v libx264 -qp 4";
const X265: &str = "-pix_fmt yuv420p10le -tag:v hvc1 -c:v libx265 -x265-params log-level=none:qp=4";

/// Red, green, blue and yellow, and white in the middle.
fn card(bench: &Bench) -> PathBuf {
    let path = bench.path("card.png");
    let picture = RgbImage::from_fn(1280, 720, |x, y| {
        if x.abs_diff(640) < 100 && y.abs_diff(360) < 100 {
            return Rgb([255; 3]);
        }
        let corner = usize::from(x >= 640) + 2 * usize::from(y >= 360);
        Rgb(CORNERS[corner])
    });
    picture.save(&path).unwrap();
    path
}

/// A film of the card.
fn film(bench: &Bench, name: &str, words: &str) -> PathBuf {
    let card = card(bench);
    bench.made(name, &format!("-loop 1 -framerate 30 -i {} -t 0.2 {words}", card.display()))
}

fn read_corners(picture: &RgbImage) -> [[u8; 3]; 4] {
    let (width, height) = picture.dimensions();
    let (right, bottom) = (width - width / 8, height - height / 8);
    [(width / 8, height / 8), (right, height / 8), (width / 8, bottom), (right, bottom)]
        .map(|(x, y)| picture.get_pixel(x, y).0)
}

fn differences(seen: [[u8; 3]; 4], wanted: [[u8; 3]; 4]) -> u8 {
    seen.into_iter().zip(wanted).map(|(seen, wanted)| apart(seen, wanted)).max().unwrap()
}

async fn shown(bench: &Bench, film: &Path, ratio: &str) -> RgbImage {
    let body = json!({"aspect_ratio": ratio, "resolution": "720p", "clips": [{"source": U}]});
    let made = bench.render(&body, &[film.to_owned()]).await.unwrap();
    let tags = "stream=color_range,color_space,color_transfer,color_primaries";
    let tags = probed(&made.path, &format!("-select_streams v -show_entries {tags}"));
    assert_eq!(tags, "tv,bt709,bt709,bt709");
    true_frame(&made.path, 0.1)
}

#[tokio::test]
async fn a_still_has_the_colours_of_its_picture() {
    let bench = Bench::new().await;
    for source in ["png", "jpg", "webp"] {
        let card = card(&bench);
        let file = match source {
            "png" => card,
            "jpg" => bench.made("card.jpg", &format!("-i {} -pix_fmt yuvj444p -q:v 1", card.display())),
            _ => bench.made("card.webp", &format!("-i {} -c:v libwebp -lossless 1", card.display())),
        };
        for (output, tolerance) in [("png", 2), ("jpg", 5)] {
            for fit in ["cover", "contain", "blur"] {
                let clip = json!({"source": U, "fit": fit});
                let body = json!({"output": output, "aspect_ratio": "16:9", "clips": [clip]});
                let made = bench.render(&body, std::slice::from_ref(&file)).await.unwrap();
                let seen = read_corners(&image::open(&made.path).unwrap().into_rgb8());
                assert!(differences(seen, CORNERS) <= tolerance, "{source} as {output}, {fit}: {seen:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_jpeg_has_a_colour_for_every_pixel() {
    let bench = Bench::new().await;
    let body = json!({"output": "jpg", "aspect_ratio": "16:9", "clips": [{"source": U}]});
    let made = bench.render(&body, &[card(&bench)]).await.unwrap();
    let format = probed(&made.path, "-show_entries stream=pix_fmt");
    assert_eq!(format, "yuvj444p");
}

#[tokio::test]
async fn a_picture_in_a_film_has_its_colours() {
    let bench = Bench::new().await;
    let body = json!({
        "aspect_ratio": "16:9", "resolution": "720p", "clips": [{"source": U, "duration": 0.2}],
        "overlays": [{"source": U, "position": "center", "width": 0.25}],
    });
    let made = bench.render(&body, &[card(&bench), card(&bench)]).await.unwrap();
    let picture = true_frame(&made.path, 0.1);
    let seen = read_corners(&picture);
    assert!(differences(seen, CORNERS) <= 4, "{seen:?}");
    let upon = image::imageops::crop_imm(&picture, 480, 270, 320, 180).to_image();
    let seen = read_corners(&upon);
    assert!(differences(seen, CORNERS) <= 4, "the overlay: {seen:?}");
}

#[tokio::test]
async fn a_film_has_the_colours_that_players_show() {
    let bench = Bench::new().await;
    let of = |matrix: &str| format!("-vf scale=out_color_matrix={matrix}:out_range=tv");
    let tags = |matrix: &str, primaries: &str, transfer: &str| {
        format!("-colorspace {matrix} -color_primaries {primaries} -color_trc {transfer} -color_range tv")
    };
    let (hd, bt601) = (of("bt709"), of("bt601"));
    let bt709 = tags("bt709", "bt709", "bt709");
    let p3 = format!("-vf zscale={SCREEN}:transfer=iec61966-2-1:primaries=smpte432:matrix=709");
    let bt2020 = format!("-vf zscale={SCREEN}:transfer=iec61966-2-1:primaries=2020:matrix=2020_ncl");
    let lines525 = format!("zscale={SCREEN}:transfer=iec61966-2-1:primaries=170m:matrix=170m");
    let lines625 = format!("zscale={SCREEN}:transfer=iec61966-2-1:primaries=bt470bg:matrix=470bg");
    let full = "-vf scale=out_color_matrix=bt709:out_range=pc";
    let mut wrong = Vec::new();
    for (name, file, words) in [
        ("untagged, HD", "a.mp4", format!("{hd} -pix_fmt yuv420p {X264}")),
        ("untagged, HD, upright", "b.mp4", format!("{hd},transpose=1,transpose=2 -pix_fmt yuv420p {X264}")),
        ("untagged, HD, 10 bits", "c.mp4", format!("{hd} -pix_fmt yuv420p10le {X264}")),
        ("untagged, HD, 4:4:4", "d.mp4", format!("{hd} -pix_fmt yuv444p {X264}")),
        ("untagged, HEVC, 10 bits", "e.mp4", format!("{hd} {X265}")),
        ("untagged, SD", "f.mp4", format!("{bt601}:w=640:h=360 -pix_fmt yuv420p {X264}")),
        ("untagged, 525 lines", "g.mp4", format!("-vf {lines525},scale=720:480 -pix_fmt yuv420p {X264}")),
        ("untagged, 625 lines", "h.mp4", format!("-vf {lines625},scale=720:576 -pix_fmt yuv420p {X264}")),
        ("matrix tagged BT.601", "i.mp4", format!("{bt601} -pix_fmt yuv420p -colorspace smpte170m {X264}")),
        (
            "all tagged BT.601",
            "j.mp4",
            format!("-vf {lines525} -pix_fmt yuv420p {} {X264}", tags("smpte170m", "smpte170m", "smpte170m")),
        ),
        ("tagged BT.709", "k.mp4", format!("{hd} -pix_fmt yuv420p {bt709} {X264}")),
        ("tagged BT.709, SD", "l.mp4", format!("{hd}:w=640:h=360 -pix_fmt yuv420p {bt709} {X264}")),
        ("tagged by the container", "m.mov", format!("{hd} -pix_fmt yuv422p10le {bt709} -c:v v210")),
        ("full range", "n.mp4", format!("{full} -pix_fmt yuv420p -colorspace bt709 -color_range pc {X264}")),
        ("full range, JPEG's format", "o.mp4", format!("{full} -pix_fmt yuvj420p -colorspace bt709 {X264}")),
        ("ProRes, untagged", "p.mov", format!("{hd} -pix_fmt yuv422p10le -c:v prores_ks")),
        ("ProRes, tagged", "q.mov", format!("{hd} -pix_fmt yuv422p10le {bt709} -c:v prores_ks")),
        (
            "ProRes 4444, opaque",
            "r.mov",
            format!("{hd} -pix_fmt yuva444p10le -c:v prores_ks -profile:v 4444"),
        ),
        ("DNxHR", "s.mov", format!("{hd} -pix_fmt yuv422p -c:v dnxhd -profile:v dnxhr_hq")),
        ("Motion JPEG", "t.mov", "-pix_fmt yuvj422p -qmin 1 -q:v 1 -c:v mjpeg".to_owned()),
        ("Motion JPEG, SD", "u.mov", "-vf scale=720:576 -pix_fmt yuvj422p -q:v 2 -c:v mjpeg".to_owned()),
        ("PNG, RGB", "v.mov", "-pix_fmt rgb24 -c:v png".to_owned()),
        ("PNG, RGBA", "w.mov", "-pix_fmt rgba -c:v png".to_owned()),
        ("Animation, RGB", "x.mov", "-pix_fmt rgb24 -c:v qtrle".to_owned()),
        ("Animation, RGBA", "x2.mov", "-pix_fmt argb -c:v qtrle".to_owned()),
        ("H.264, RGB", "y.mp4", "-pix_fmt rgb24 -c:v libx264rgb -qp 4".to_owned()),
        (
            "P3",
            "z.mov",
            format!("{p3} -pix_fmt yuv422p10le {} -c:v prores_ks", tags("bt709", "smpte432", "bt709")),
        ),
        (
            "BT.2020, SDR",
            "z1.mp4",
            format!("{bt2020} {X265}:colorprim=bt2020:transfer=bt2020-10:colormatrix=bt2020nc"),
        ),
    ] {
        let file = film(&bench, file, &words);
        let seen = read_corners(&shown(&bench, &file, "16:9").await);
        let mut wanted = CORNERS;
        if name.ends_with("525 lines") || name == "all tagged BT.601" {
            // The primaries of 525 lines have no green as pure as this one.
            wanted[1][0] = 42;
        }
        if differences(seen, wanted) > 4 {
            wrong.push((name, seen));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn hdr_is_shown_with_a_white_white_and_true_hues() {
    let bench = Bench::new().await;
    let hdr = |transfer: &str| {
        format!("-vf zscale={SCREEN}:transfer={transfer}:primaries=2020:matrix=2020_ncl:npl=203:agamma=0")
    };
    let tags = |transfer: &str| format!("colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc");
    let (hlg, pq) = (hdr("arib-std-b67"), hdr("smpte2084"));
    let prores = "-pix_fmt yuv422p10le -c:v prores_ks -colorspace bt2020nc -color_primaries bt2020";
    for (name, file, words) in [
        ("HLG", "a.mp4", format!("{hlg} {X265}:{}", tags("arib-std-b67"))),
        ("PQ", "b.mp4", format!("{pq} {X265}:{}", tags("smpte2084"))),
        ("HLG in ProRes", "c.mov", format!("{hlg} {prores} -color_trc arib-std-b67")),
        ("PQ in ProRes", "d.mov", format!("{pq} {prores} -color_trc smpte2084")),
    ] {
        let lying = film(&bench, file, &words);
        for (degrees, ratio, order) in [
            (0, "16:9", [0, 1, 2, 3]),
            (90, "9:16", [1, 3, 0, 2]),
            (180, "16:9", [3, 2, 1, 0]),
            (270, "9:16", [2, 0, 3, 1]),
        ] {
            let turned = format!("-i {} -c copy -metadata:s:v rotate={degrees}", lying.display());
            let turned = bench.made(&format!("{degrees}-{file}"), &turned);
            let picture = shown(&bench, &turned, ratio).await;
            let seen = read_corners(&picture);
            let wanted = order.map(|corner: usize| CORNERS[corner]);
            assert!(differences(seen, wanted) <= 6, "{name} turned by {degrees}: {seen:?}");
            let white = picture.get_pixel(picture.width() / 2, picture.height() / 2).0;
            assert!(white.iter().all(|level| *level >= 235), "{name} turned by {degrees}: {white:?}");
            assert!(apart(white, [white[0]; 3]) <= 3, "{name}: white is not tinted: {white:?}");
        }
    }
}

#[tokio::test]
async fn fields_become_whole_pictures() {
    let bench = Bench::new().await;
    // A bar that moves by 8 pixels a field has combs 8 pixels deep wherever two fields are shown as one picture.
    let moving = "-f lavfi -i color=black:s=720x576:r=50:d=1 -f lavfi -i color=white:s=100x576:r=50:d=1 \
                  -filter_complex [0][1]overlay=x=8*n,tinterlace=interleave_top,setfield=tff";
    let h264 = "-c:v libx264 -flags +ilme+ildct -pix_fmt yuv420p -qp 10";
    for (name, file, words) in [
        ("H.264", "a.mp4", h264.to_owned()),
        ("H.264, bottom first", "b.mp4", h264.replace("-flags", "-x264opts bff -flags")),
        ("ProRes", "c.mov", "-c:v prores_ks -flags +ildct -pix_fmt yuv422p10le".to_owned()),
        ("MPEG-2", "d.mov", "-c:v mpeg2video -flags +ilme+ildct -q:v 2 -pix_fmt yuv420p".to_owned()),
        ("DV", "e.mov", "-c:v dvvideo -pix_fmt yuv420p".to_owned()),
    ] {
        let moving = if name.contains("bottom") {
            moving.replace("interleave_top,setfield=tff", "interleave_bottom,setfield=bff")
        } else {
            moving.to_owned()
        };
        let film = bench.made(file, &format!("{moving} {words}"));
        let body =
            json!({"aspect_ratio": "1:1", "resolution": "720p", "clips": [{"source": U, "fit": "contain"}]});
        let made = bench.render(&body, &[film]).await.unwrap();
        let picture = frame(&made.path, 0.5);
        assert!(comb(&picture) < 12.0, "{name}: {}", comb(&picture));
    }
}

/// How much neighbouring rows differ, on average over the rows of the middle. A comb makes them alternate.
fn comb(picture: &RgbImage) -> f64 {
    let rows = 200..500;
    let level = |x: u32, y: u32| f64::from(picture.get_pixel(x, y).0[1]);
    let differences = rows.clone().map(|y| {
        let widths = (0..picture.width()).map(|x| (level(x, y) - level(x, y + 1)).abs());
        widths.fold(0.0, f64::max)
    });
    differences.sum::<f64>() / f64::from(rows.end - rows.start)
}
