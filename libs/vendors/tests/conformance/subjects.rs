//! What the scenarios are run against: every route of the catalog, with every kind of input that it takes.

use std::fmt;

use domain::catalog::{AspectRatio, Catalog, Input, Model, Options, Route, Vendor};
use domain::size::{Native, Size};
use vendors::{AvatarTask, ImageTask, Portrait, SpeechTask, Spoken, Task, VideoTask, Work};

use crate::test_bed::TestBed;

pub(crate) struct Subject<'a> {
    pub(crate) model: &'a Model,
    pub(crate) route: &'a Route,
    pub(crate) input: Input,
    /// A recording carries no words, so it cannot instruct the simulator to misbehave.
    pub(crate) spoken: SpokenBy,
    native: Option<Native>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpokenBy {
    Words,
    Recording,
}

pub(crate) fn all(catalog: &Catalog) -> Vec<Subject<'_>> {
    let mut subjects = Vec::new();
    for model in catalog.models() {
        let native = model.image().and_then(|options| options.sizes.native_for(Size::new(1024, 1024)));
        for route in &model.routes {
            // The vendor answers 404 for it, as it should. Nothing else can be tried.
            if route.wire_model.as_deref() == Some("seedance-1-5-pro-251215") {
                continue;
            }
            for input in [Input::WordsOnly, Input::Images, Input::References] {
                for spoken in ways(model, route) {
                    if route.wire_model(input).is_some() {
                        subjects.push(Subject { model, route, input, spoken, native: native.clone() });
                    }
                }
            }
        }
    }
    subjects
}

fn ways(model: &Model, route: &Route) -> Vec<SpokenBy> {
    match &model.options {
        Options::Avatar(options) if options.script_max_characters.is_some() && route.takes_script => {
            vec![SpokenBy::Words, SpokenBy::Recording]
        }
        Options::Avatar(_) => vec![SpokenBy::Recording],
        _ => vec![SpokenBy::Words],
    }
}

impl Subject<'_> {
    /// The requests that one start takes: Kling speaks a script before it starts the avatar.
    pub(crate) fn requests_to_start(&self) -> usize {
        let speaks_first =
            self.route.vendor == Vendor::Kling && self.is_avatar() && self.spoken == SpokenBy::Words;
        if speaks_first { 2 } else { 1 }
    }

    pub(crate) fn is_avatar(&self) -> bool {
        self.model.avatar().is_some()
    }

    /// A task of this subject, with these words.
    pub(crate) fn task<'b>(&'b self, bed: &'b TestBed, external_id: &'b str, words: &'b str) -> Task<'b> {
        let (pictures, references) = match self.input {
            Input::WordsOnly => (&[][..], &[][..]),
            Input::Images => (std::slice::from_ref(&bed.picture), &[][..]),
            Input::References => (&[][..], &bed.references[..]),
        };
        let work = match &self.model.options {
            Options::Composite(_) => unreachable!("no vendor makes composites"),
            Options::Image(_) => Work::Image(ImageTask {
                prompt: words,
                native: self.native.as_ref().unwrap(),
                seed: None,
                references: pictures,
            }),
            Options::Video(options) => Work::Video(VideoTask {
                prompt: words,
                seconds: options.durations(self.input)[0],
                aspect_ratio: AspectRatio::Wide,
                resolution: &options.resolution,
                start_frame: pictures.first(),
                references,
            }),
            Options::Avatar(options) => Work::Avatar(AvatarTask {
                spoken: match self.spoken {
                    SpokenBy::Words => {
                        Spoken::Script { text: words, voice_id: options.default_voice.as_deref() }
                    }
                    SpokenBy::Recording => Spoken::Audio(&bed.sound),
                },
                portrait: match pictures.first() {
                    Some(picture) => Portrait::Picture(picture),
                    None => Portrait::AvatarId("Abigail_standing_office_front"),
                },
                aspect_ratio: options.aspect_ratios.first().copied(),
                resolution: &options.resolutions[0],
            }),
            Options::Speech(options) => Work::Speech(SpeechTask {
                text: words,
                voice_id: options.default_voices.first().map_or(HEYGEN_VOICE, String::as_str),
                language: None,
                speed: None,
                format: options.formats[0],
            }),
        };
        Task { external_id, route_key: "kind/model/route", work }
    }
}

/// A voice that the simulator lists.
pub(crate) const HEYGEN_VOICE: &str = "hv_b3909e64c7d1";

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.model.kind.as_str();
        write!(f, "{kind}/{}/{} {:?} {:?}", self.model.id, self.route.name, self.input, self.spoken)
    }
}
