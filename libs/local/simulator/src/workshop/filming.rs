//! What ffmpeg is told for a clip: inputs, a graph of filters between them, and how the result is written. It names the
//! streams, so that no caller counts inputs.

use std::path::Path;

use super::clip::Clip;
use super::ffmpeg::{Arguments, Scrap};
use crate::numbers;
use crate::picture::Size;

#[derive(Debug)]
pub(super) struct Filming {
    arguments: Arguments,
    inputs: u32,
    graph: Vec<String>,
    fps: u32,
    frames: u64,
    seconds: f64,
}

impl Filming {
    pub(super) fn new(clip: &Clip) -> Self {
        let (fps, frames, seconds) = (clip.fps.number(), clip.frames(), numbers::seconds(clip.millis));
        Self { arguments: Arguments::default(), inputs: 0, graph: Vec::new(), fps, frames, seconds }
    }

    pub(super) fn input(&mut self, path: &Path) -> String {
        self.added(|arguments| arguments.input(path))
    }

    pub(super) fn scrap(&mut self, scrap: Scrap) -> String {
        self.added(|arguments| arguments.scrap_input(scrap))
    }

    /// What a filter makes of nothing.
    pub(super) fn source(&mut self, filter: &str) -> String {
        self.added(|arguments| arguments.words("-f lavfi -i").word(filter))
    }

    /// PNGs one after the other in one file, a frame each.
    pub(super) fn frames(&mut self, scrap: Scrap) -> String {
        let format = format!("-f image2pipe -c:v png -framerate {}", self.fps);
        self.added(|arguments| arguments.words(&format).scrap_input(scrap))
    }

    /// A picture that is decoded once and lasts as long as the clip.
    pub(super) fn endless(&mut self, scrap: Scrap, pixels: &str) -> String {
        let input = self.scrap(scrap);
        self.lasting(&input, &format!("format={pixels}"))
    }

    /// A picture of the client's, over all of the clip's size.
    pub(super) fn opening(&mut self, path: &Path, Size { width, height }: Size) -> String {
        let input = self.input(path);
        let fitted = format!(
            "scale={width}:{height}:force_original_aspect_ratio=increase,crop={width}:{height},setsar=1"
        );
        self.lasting(&input, &format!("{fitted},format=yuv420p"))
    }

    /// A picture of the client's, as a card with a white edge. Its sides have this length.
    pub(super) fn card(&mut self, path: &Path, side: u32, edge: u32) -> String {
        let input = self.input(path);
        let inner = side.saturating_sub(edge.saturating_mul(2)).max(2);
        let fitted = format!(
            "scale={inner}:{inner}:force_original_aspect_ratio=increase,crop={inner}:{inner},\
             pad={side}:{side}:{edge}:{edge}:0xfcfaf5,setsar=1"
        );
        self.lasting(&input, &format!("{fitted},format=yuv420p"))
    }

    fn lasting(&mut self, input: &str, filter: &str) -> String {
        let fps = self.fps;
        self.filter(input, &format!("{filter},loop=loop=-1:size=1:start=0,setpts=N/({fps}*TB)"))
    }

    /// The stream behind the filter.
    pub(super) fn filter(&mut self, input: &str, filter: &str) -> String {
        let name = self.name();
        self.graph.push(format!("[{input}]{filter}[{name}]"));
        name
    }

    pub(super) fn overlay(&mut self, below: &str, above: &str, options: &str) -> String {
        self.filter(&format!("{below}][{above}"), &format!("overlay={options}"))
    }

    /// The video is `shown`, its sound is `heard`.
    pub(super) fn arguments(self, shown: &str, heard: Option<&str>) -> Arguments {
        let Self { arguments, graph, fps, frames, seconds, .. } = self;
        let arguments = arguments.word("-filter_complex").word(graph.join(";"));
        let arguments = arguments.words(&format!("-map [{shown}]"));
        let arguments = match heard {
            Some(heard) => {
                arguments.words(&format!("-map [{heard}] -c:a aac -b:a 96k -ar 48000 -ac 2 -t {seconds}"))
            }
            None => arguments.words("-an"),
        };
        arguments.words(&format!(
            "-r {fps} -frames:v {frames} -c:v libx264 -preset ultrafast -pix_fmt yuv420p -threads 2 \
             -map_metadata -1 -fflags +bitexact -movflags +faststart -f mp4"
        ))
    }

    fn added(&mut self, add: impl FnOnce(Arguments) -> Arguments) -> String {
        self.arguments = add(std::mem::take(&mut self.arguments));
        let number = self.inputs;
        self.inputs = number.saturating_add(1);
        number.to_string()
    }

    fn name(&self) -> String {
        format!("s{}", self.graph.len())
    }
}
