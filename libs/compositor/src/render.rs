//! A whole render, from files to a file that is checked before it is handed out.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use domain::request::CompositeRequest;
use domain::request::composite::{frames, millis_of};
use media::FileType;

use crate::argv::{Argv, Input, encode};
use crate::layers::{self, Given, Layer};
use crate::loudness::Measured;
use crate::pictures::Frame;
use crate::run::{Deadline, run};
use crate::signal::Signal;
use crate::sound::{Inputs, Loudness, lead, sounds};
use crate::timeline::Timeline;
use crate::{Compositor, Error, Facts, cube, diagnose, graph, opening, pictures, probe, still};

/// What ffmpeg prints, before and since 6.1, if a decoder could make nothing of a packet.
const LOST_PACKET: [&str; 2] = ["Error while decoding stream", "Error submitting packet to decoder"];

/// How far a result's length may be from the plan: a frame, and the part of the last packet of sound that goes
/// beyond it.
const TOLERANCE_MILLIS: u64 = 60;

/// A finished composite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    pub path: PathBuf,
    pub mime: &'static str,
    pub width: u32,
    pub height: u32,
    /// The planned length, which the result has to the frame; `None`: a still.
    pub millis: Option<u64>,
}

/// Everything that is known before ffmpeg runs.
pub(crate) struct Plan {
    pub(crate) timeline: Timeline,
    pub(crate) layers: Vec<Layer>,
    /// One file per clip: the film itself, or the still as it was drawn.
    pub(crate) clips: Vec<PathBuf>,
    /// How the samples of each source are to be read; `None`: it is not a film.
    pub(crate) signals: Vec<Option<Signal>>,
}

impl Compositor {
    /// Renders within `limit`. `files` are the request's sources in their order, and `dir` is an empty folder that
    /// the render may fill. `on_progress` is called with 0 to 100 percent. If this future is dropped, the render
    /// ends.
    pub async fn render(
        &self,
        request: &CompositeRequest,
        files: &[PathBuf],
        dir: &Path,
        limit: Duration,
        on_progress: impl Fn(u8),
    ) -> Result<Rendered, Error> {
        let deadline = Deadline::within(limit);
        let facts = self.facts(request, files).await?;
        let signals = opening::signals(&self.ffmpeg, request, files, &facts, dir, deadline).await?;
        let plan = self.plan(request, files, &facts, signals, dir).await?;
        if request.output.is_still() {
            return compose(request, plan, dir).await;
        }
        let made = self.make(request, &plan, files, dir, deadline, &on_progress).await;
        let doubtful = match &made {
            // A film that is damaged in the middle is shown as grey blocks: ffmpeg complains and goes on. Its other
            // complaints are about things that every player accepts.
            Ok((_, output)) => plan.has_film() && LOST_PACKET.iter().any(|lost| output.contains(lost)),
            Err(failure) => matches!(failure, Error::Ffmpeg { .. } | Error::Result(_) | Error::TimedOut),
        };
        if doubtful {
            let output = made.as_ref().map_or_else(ToString::to_string, |(_, output)| output.clone());
            tracing::info!(output, "a render is doubtful; its files are checked one by one");
            if let Some(culprit) = diagnose::culprit(&self.ffmpeg, request, files, &facts, dir).await {
                return Err(culprit);
            }
        }
        made.map(|(rendered, _)| rendered)
    }

    async fn facts(&self, request: &CompositeRequest, files: &[PathBuf]) -> Result<Vec<Facts>, Error> {
        let mut facts = Vec::new();
        for (source, path) in request.sources().into_iter().zip(files) {
            let path = path.clone();
            let probed = blocking(move || Ok(probe(&path))).await?;
            facts.push(probed.map_err(|problem| Error::input(&source.field, problem))?);
        }
        Ok(facts)
    }

    async fn plan(
        &self,
        request: &CompositeRequest,
        files: &[PathBuf],
        facts: &[Facts],
        signals: Vec<Option<Signal>>,
        dir: &Path,
    ) -> Result<Plan, Error> {
        let lettering = Arc::clone(&self.lettering);
        let (request, files, facts, dir) = (request.clone(), files.to_vec(), facts.to_vec(), dir.to_owned());
        blocking(move || {
            let timeline = Timeline::new(&request, &facts)?;
            let mut clips = Vec::new();
            for (index, (clip, file)) in timeline.clips.iter().zip(&files).enumerate() {
                if clip.film.is_some() {
                    clips.push(file.clone());
                    continue;
                }
                let drawn = dir.join(format!("still-{index}.png"));
                let frame = Frame { size: timeline.size, fit: clip.fit, ground: clip.ground };
                pictures::still(file, &drawn, frame, &format!("clips[{index}].source"))?;
                clips.push(drawn);
            }
            cube::write_all(&dir, signals.iter().flatten())?;
            let given: Vec<Given<'_>> = given(&files, &facts, &signals).collect();
            let mut lettering = lettering.lock().unwrap_or_else(PoisonError::into_inner);
            let layers = layers::draw(&request, &timeline, &mut lettering, &given, &dir)?;
            Ok(Plan { timeline, layers, clips, signals })
        })
        .await
    }

    /// Returns the result, and what ffmpeg has complained about.
    async fn make(
        &self,
        request: &CompositeRequest,
        plan: &Plan,
        files: &[PathBuf],
        dir: &Path,
        deadline: Deadline,
        on_progress: &impl Fn(u8),
    ) -> Result<(Rendered, String), Error> {
        let timeline = &plan.timeline;
        let path = result(request, dir);
        let mut argv = Argv::new();
        let mut graph = graph::pictures(timeline, &plan.layers, &plan.signals);
        plan.add_pictures(&mut argv);
        let measured = self.measure(plan, files, dir, deadline).await?;
        let inputs = plan.add_sounds(&mut argv, files, timeline.clips.len() + plan.layers.len());
        graph.push(';');
        graph.push_str(&sounds(timeline, &inputs, Loudness::Bring(measured)));
        argv.pair("-filter_complex", graph);
        argv.words(&["-map", "[video]", "-map", "[audio]", "-progress", "pipe:1", "-nostats"]);
        encode(&mut argv, timeline.total);
        argv.last(&path);
        let percent =
            |frame: u64| u8::try_from(frame.min(timeline.total) * 100 / timeline.total.max(1)).unwrap_or(100);
        let output =
            run(&self.ffmpeg, &argv, dir, deadline.left(), |frame| on_progress(percent(frame))).await?;
        let finished = path.clone();
        let facts = blocking(move || Ok(probe(&finished))).await?;
        check(&facts.map_err(Error::Result)?, timeline)?;
        Ok((rendered(path, request, timeline), output))
    }

    /// The first pass, which measures how loud the mix is. Returns `None` if nothing sounds.
    async fn measure(
        &self,
        plan: &Plan,
        files: &[PathBuf],
        dir: &Path,
        deadline: Deadline,
    ) -> Result<Option<Measured>, Error> {
        let mut argv = Argv::new();
        // ffmpeg prints the measurement at the level `info`.
        argv.words(&["-loglevel", "info", "-nostats"]);
        let inputs = plan.add_sounds(&mut argv, files, 0);
        if inputs.is_empty() {
            return Ok(None);
        }
        argv.pair("-filter_complex", sounds(&plan.timeline, &inputs, Loudness::Measure));
        argv.words(&["-map", "[audio]", "-f", "null", "-"]);
        let output = run(&self.ffmpeg, &argv, dir, deadline.left(), |_| {}).await?;
        Ok(Measured::read(&output))
    }
}

impl Plan {
    fn has_film(&self) -> bool {
        self.signals.iter().any(Option::is_some)
    }

    /// Adds the clips, and then the layers.
    fn add_pictures(&self, argv: &mut Argv) {
        for (clip, path) in self.timeline.clips.iter().zip(&self.clips) {
            let (file_type, cut) = match &clip.film {
                Some(film) => (film.file_type, Some((film.from, clip.frames))),
                None => (FileType::Png, None),
            };
            let signal = self.signals.get(clip.source).and_then(Option::as_ref);
            argv.decoder(signal.and_then(|signal| signal.decoder));
            Input { path, file_type, cut }.add_to(argv);
        }
        for layer in &self.layers {
            let (file_type, cut) = match &layer.moving {
                Some(moving) => (moving.file_type, Some((0.0, moving.frames))),
                None => (FileType::Png, None),
            };
            argv.decoder(layer.moving.as_ref().and_then(|moving| moving.signal.decoder));
            Input { path: &layer.path, file_type, cut }.add_to(argv);
        }
    }

    /// Adds each sound as an input of its own, from number `next` on. So the first pass reads no pictures, and the
    /// second does not wait for any.
    pub(crate) fn add_sounds(&self, argv: &mut Argv, files: &[PathBuf], mut next: usize) -> Inputs {
        let mut inputs = Inputs::default();
        let mut add = |path: &Path, file_type, cut| {
            Input { path, file_type, cut }.add_to(argv);
            next += 1;
            next - 1
        };
        for (place, (clip, path)) in self.timeline.clips.iter().zip(files).enumerate() {
            if let Some(film) = clip.film.as_ref().filter(|film| film.has_sound) {
                let lead = lead(film.from);
                let cut = Some((film.from - lead, clip.frames + frames(lead)));
                inputs.clips.push((place, add(path, film.file_type, cut)));
            }
        }
        if let Some(track) = &self.timeline.narration {
            inputs.narration = files.get(track.source).map(|path| add(path, track.file_type, None));
        }
        if let Some(track) = &self.timeline.music {
            inputs.music = files.get(track.source).map(|path| add(path, track.file_type, None));
        }
        inputs
    }
}

/// Makes a still, in which ffmpeg has no part.
async fn compose(request: &CompositeRequest, plan: Plan, dir: &Path) -> Result<Rendered, Error> {
    let (path, format) = (result(request, dir), request.output);
    let made = rendered(path.clone(), request, &plan.timeline);
    blocking(move || {
        let clip = plan.clips.first().ok_or_else(|| Error::Result("it has no clip".to_owned()))?;
        still::compose(clip, &plan.layers, &path, format)
    })
    .await?;
    Ok(made)
}

fn result(request: &CompositeRequest, dir: &Path) -> PathBuf {
    dir.join(format!("result.{}", request.output.as_str()))
}

fn rendered(path: PathBuf, request: &CompositeRequest, timeline: &Timeline) -> Rendered {
    let (width, height) = (timeline.size.width, timeline.size.height);
    let millis = (!request.output.is_still()).then(|| millis_of(timeline.total));
    Rendered { path, mime: request.output.mime(), width, height, millis }
}

fn given<'a>(
    files: &'a [PathBuf],
    facts: &'a [Facts],
    signals: &'a [Option<Signal>],
) -> impl Iterator<Item = Given<'a>> {
    let sources = files.iter().zip(facts).zip(signals);
    sources.map(|((path, facts), signal)| Given { path, facts, signal: signal.as_ref() })
}

/// Finds films that ended early, or of which ffmpeg could make nothing.
fn check(facts: &Facts, timeline: &Timeline) -> Result<(), Error> {
    let Facts::Video { millis, .. } = facts else {
        return Err(Error::Result("it is of another type".to_owned()));
    };
    let planned = millis_of(timeline.total);
    if millis.abs_diff(planned) <= TOLERANCE_MILLIS {
        return Ok(());
    }
    Err(Error::Result(format!("it lasts {millis} ms instead of {planned}")))
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|panic| Error::Result(panic.to_string()))?
}
