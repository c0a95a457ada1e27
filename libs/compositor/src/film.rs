//! The filters that bring a film to the size and the colours of the result, whatever its own are.

use domain::request::composite::{FRAMES_PER_SECOND, Fit};
use domain::size::Size;

use crate::cube;
use crate::pictures::{BLUR_SHRINK, BLUR_SIGMA, CUT_OUT_SHADE, beyond, contained};
use crate::signal::Signal;

/// What every frame of a result is.
pub(crate) const MARKS: &str =
    "setparams=field_mode=prog:range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709";
/// From red, green and blue to the colours of high-definition video, so that a brand's colours stay what they are.
pub(crate) const COLOURS: &str = "scale=out_color_matrix=bt709:out_range=tv";
/// Versions before 6 leave the range of the film on what has become red, green and blue.
const RGB: &str = "setparams=range=pc:colorspace=gbr";
/// Without these, swscale takes a shortcut that costs two levels or the resolution of the colours.
const EXACT: &str = "flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp";

/// A film among ffmpeg's inputs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Film<'a> {
    pub(crate) input: usize,
    /// As it is shown: upright and with square pixels.
    pub(crate) size: (u32, u32),
    pub(crate) signal: &'a Signal,
}

impl Film<'_> {
    /// Makes the film fill the frame. The last filter has no name for its output yet. `ground`: the colour behind it.
    pub(crate) fn shaped(&self, frame: Size, fit: Fit, ground: [u8; 3]) -> String {
        if self.signal.is_transparent {
            return self.upon_ground(frame, fit, ground);
        }
        let (opened, name) = (self.opened(), self.input);
        let whole = (frame.width, frame.height);
        let (width, height) = whole;
        let within = self.coloured(contained(self.size, whole), "");
        match fit {
            Fit::Cover => {
                let crop = format!(",crop={width}:{height}");
                format!("{opened},{}", self.coloured(beyond(self.size, whole), &crop))
            }
            Fit::Contain if ground == BLACK => {
                format!("{opened},{within},pad={width}:{height}:(ow-iw)/2:(oh-ih)/2:color=black")
            }
            Fit::Contain => {
                let plain = plain(whole, ground);
                format!(
                    "{plain},{COLOURS},format=yuv420p,{MARKS}[ground{name}];{opened},{within},setsar=1[whole{name}];\
                     [ground{name}][whole{name}]{}",
                    centred("")
                )
            }
            Fit::Blur => {
                let (small, crop) = small(frame);
                let far = self.coloured(beyond(self.size, small), &crop);
                format!(
                    "{opened},split[near{name}][far{name}];\
                     [far{name}]{far},gblur=sigma={BLUR_SIGMA},scale={width}:{height},setsar=1[ground{name}];\
                     [near{name}]{within},setsar=1[whole{name}];[ground{name}][whole{name}]{}",
                    centred("")
                )
            }
        }
    }

    /// Lays a film with alpha upon its ground. Its colours are multiplied by its alpha first, so that nothing shows
    /// of the colours that its transparent parts have.
    fn upon_ground(&self, frame: Size, fit: Fit, ground: [u8; 3]) -> String {
        let (cut_out, name) = (self.premultiplied(), self.input);
        let whole = (frame.width, frame.height);
        let (width, height) = whole;
        let within = resized(contained(self.size, whole));
        // In planes, versions before 6 take red, green and blue for brightness that begins at 16.
        let upon = centred(":format=rgb:alpha=premultiplied");
        match fit {
            Fit::Cover | Fit::Contain => {
                let fitted = match fit {
                    Fit::Cover => format!("{},crop={width}:{height}", resized(beyond(self.size, whole))),
                    _ => within,
                };
                let plain = plain(whole, ground);
                format!(
                    "{plain}[ground{name}];{cut_out},{fitted}[whole{name}];\
                     [ground{name}][whole{name}]{upon},{COLOURS}"
                )
            }
            Fit::Blur => {
                let (small, crop) = small(frame);
                let (plain, far) = (plain(small, ground), resized(beyond(self.size, small)));
                let shade = if self.signal.is_cut_out { CUT_OUT_SHADE } else { 1.0 };
                format!(
                    "{plain}[plain{name}];{cut_out},split[near{name}][far{name}];\
                     [far{name}]{far}{crop},\
                     colorchannelmixer=rr={shade}:gg={shade}:bb={shade}:aa={shade}[shade{name}];\
                     [plain{name}][shade{name}]{upon},format=gbrp,gblur=sigma={BLUR_SIGMA},\
                     scale={width}:{height},setsar=1[ground{name}];\
                     [near{name}]{within}[whole{name}];[ground{name}][whole{name}]{upon},{COLOURS}"
                )
            }
        }
    }

    /// Makes the film so large and so opaque, to be laid upon others from a frame of the whole on.
    pub(crate) fn overlaid(&self, size: (u32, u32), opacity: f64, from: u64) -> String {
        let clock = format!("settb=1/{FRAMES_PER_SECOND},setpts=N+{from}");
        if self.signal.is_transparent {
            let (cut_out, fitted) = (self.premultiplied(), resized(size));
            return format!(
                "{cut_out},{fitted},format=gbrap,unpremultiply=inplace=1,lutrgb=a=val*{opacity:.4},{COLOURS},format=yuva420p,{clock}"
            );
        }
        let faded =
            if opacity < 1.0 { format!("format=yuva420p,lutyuv=a=val*{opacity:.4},") } else { String::new() };
        format!("{},{},setsar=1,{faded}{clock}", self.opened(), self.coloured(size, ""))
    }

    /// At the frame rate and without fields. If pictures are missing at the beginning, the first one stands in.
    fn opened(&self) -> String {
        let whole_pictures =
            if self.signal.is_interlaced { "bwdif=mode=send_frame:deint=interlaced," } else { "" };
        format!("[{}:v:0]{whole_pictures}fps={FRAMES_PER_SECOND}:start_time=0", self.input)
    }

    /// This large and in the result's colours. `crop` comes between the two, because it saves work.
    fn coloured(&self, (width, height): (u32, u32), crop: &str) -> String {
        let read = self.read();
        if self.signal.is_plain() && self.signal.is_as_results_are() {
            return format!(
                "scale={width}:{height}{read}:out_color_matrix=bt709:out_range=tv,format=yuv420p{crop}"
            );
        }
        // By way of red, green and blue, because swscale loses two levels where it goes from matrix to matrix.
        let deep = if self.signal.is_deep { "gbrp10le" } else { "gbrp" };
        let table = self.table();
        format!(
            "scale={width}:{height}{read}:{EXACT},format={deep},{RGB}{crop}{table},{COLOURS},format=yuv420p"
        )
    }

    /// The filter that makes the film's red, green and blue those of a screen, where they are not.
    fn table(&self) -> String {
        if self.signal.is_plain() {
            String::new()
        } else {
            format!(",lut3d=file={}", cube::name(self.signal))
        }
    }

    /// As large as it is, in red, green and blue that are multiplied by alpha.
    fn premultiplied(&self) -> String {
        let ((width, height), read) = (self.size, self.read());
        let (opened, table) = (self.opened(), self.table());
        let deep = if self.signal.is_deep { "gbrap10le" } else { "gbrap" };
        let multiplied = if self.signal.is_premultiplied { "" } else { ",premultiply=inplace=1" };
        format!(
            "{opened},scale={width}:{height}{read}:{EXACT},format={deep},{RGB}{table},format=gbrap,{RGB}{multiplied}"
        )
    }

    /// How `scale` is to read the samples.
    fn read(&self) -> String {
        let range = self.signal.range.name();
        let matrix = self.signal.matrix.name().map(|name| format!(":in_color_matrix={name}"));
        format!("{}:in_range={range}", matrix.unwrap_or_default())
    }
}

const BLACK: [u8; 3] = [0; 3];

/// The size of the copy that is blurred, and the filter that crops to it.
fn small(frame: Size) -> ((u32, u32), String) {
    let (width, height) = (even(frame.width / BLUR_SHRINK), even(frame.height / BLUR_SHRINK));
    ((width, height), format!(",crop={width}:{height}"))
}

const fn even(side: u32) -> u32 {
    side - side % 2
}

fn resized((width, height): (u32, u32)) -> String {
    format!("scale={width}:{height}:{EXACT},setsar=1,format=rgba")
}

fn centred(how: &str) -> String {
    format!("overlay=x=(W-w)/2:y=(H-h)/2{how}")
}

/// An endless film of one colour.
fn plain((width, height): (u32, u32), [red, green, blue]: [u8; 3]) -> String {
    format!(
        "color=c=0x{red:02x}{green:02x}{blue:02x}:s={width}x{height}:r={FRAMES_PER_SECOND},format=rgb24,setsar=1"
    )
}
