//! Translates a job's request, with its files, into the tasks that adapters take.

use domain::catalog::AspectRatio;
use domain::job::JobInput;
use domain::request::{InputRole, Request};
use domain::{BucketFile, Catalog, ErrorCode, Failure, Job, Model};
use futures::future::try_join_all;
use vendors::{Attachment, AvatarTask, ImageTask, Portrait, SpeechTask, Spoken, VideoTask, Work};

use crate::{Engine, Error};

/// Pictures have at most 5 MB when they are fetched. Longer sounds go as a link only.
const LARGEST_ATTACHED_BYTES: usize = 5 * 1024 * 1024;

/// The files of a job, ready to be handed to a vendor.
pub(crate) struct Attached {
    files: Vec<(InputRole, Attachment)>,
}

impl Attached {
    fn first(&self, wanted: InputRole) -> Option<&Attachment> {
        self.files.iter().find(|(role, _)| *role == wanted).map(|(_, file)| file)
    }

    /// The references of a picture or a video, in their order.
    pub(crate) fn references(&self) -> Vec<Attachment> {
        let references = self.files.iter().filter(|(role, _)| *role == InputRole::Reference);
        references.map(|(_, file)| file.clone()).collect()
    }
}

impl Engine {
    /// Reads the job's files from the bucket, with one call for each.
    pub(crate) async fn attach(&self, job: &Job) -> Result<Attached, Error> {
        let files = job.inputs.iter().filter_map(|input| Some((input, input.file.as_ref()?)));
        let files = try_join_all(files.map(|(input, file)| self.attachment(input, file))).await?;
        Ok(Attached { files })
    }

    async fn attachment(
        &self,
        input: &JobInput,
        file: &BucketFile,
    ) -> Result<(InputRole, Attachment), Error> {
        let link = self.files.vendor_link(&file.key, self.jobs.clock.now()).await?;
        let small = usize::try_from(file.bytes).is_ok_and(|bytes| bytes <= LARGEST_ATTACHED_BYTES);
        let bytes = if small {
            self.files.read(&file.key, LARGEST_ATTACHED_BYTES).await?.unwrap_or_default()
        } else {
            bytes::Bytes::new()
        };
        Ok((input.role, Attachment { mime: file.mime.clone(), bytes, link: link.url }))
    }
}

/// The work of one variant. An error means a bug: the job or the catalog lacks something that every such job has.
pub(crate) fn work<'a>(
    catalog: &'a Catalog,
    job: &'a Job,
    variant: usize,
    attached: &'a Attached,
    references: &'a [Attachment],
) -> Result<Work<'a>, Failure> {
    let bug = || Failure::new(ErrorCode::Internal);
    let prompt = |plain: &'a str| job.applied.prompt.as_deref().unwrap_or(plain);
    Ok(match &job.request {
        Request::Image(image) => Work::Image(ImageTask {
            prompt: prompt(&image.prompt),
            native: job.applied.native().ok_or_else(bug)?,
            seed: image.seed_of(u32::try_from(variant).unwrap_or_default()),
            references,
        }),
        Request::Video(video) => Work::Video(VideoTask {
            prompt: prompt(&video.prompt),
            seconds: video.duration,
            aspect_ratio: job.applied.aspect_ratio.unwrap_or(AspectRatio::Wide),
            resolution: resolution(catalog, job).ok_or_else(bug)?,
            start_frame: attached.first(InputRole::StartFrame),
            references,
        }),
        Request::Avatar(avatar) => Work::Avatar(AvatarTask {
            spoken: match &avatar.script {
                Some(text) => Spoken::Script { text, voice_id: avatar.voice_id.as_deref() },
                None => Spoken::Audio(attached.first(InputRole::Audio).ok_or_else(bug)?),
            },
            portrait: match &avatar.avatar_id {
                Some(id) => Portrait::AvatarId(id),
                None => Portrait::Picture(attached.first(InputRole::Portrait).ok_or_else(bug)?),
            },
            aspect_ratio: avatar.aspect_ratio,
            resolution: &avatar.resolution,
        }),
        // No vendor makes composites.
        Request::Composite(_) => return Err(bug()),
        Request::Tts(speech) => Work::Speech(SpeechTask {
            text: &speech.text,
            voice_id: &speech.voice_id,
            language: job.applied.language.as_deref(),
            speed: speech.speed,
            format: speech.output_format,
        }),
    })
}

/// The resolution that the catalog gives the job's model, and that its price counts.
fn resolution<'a>(catalog: &'a Catalog, job: &Job) -> Option<&'a str> {
    let options = catalog.model(job.request.kind(), job.request.model()).and_then(Model::video)?;
    Some(&options.resolution)
}

/// The external id of a variant's task. It is the same for every start, because vendors that know our ids refuse a second
/// task of the same one.
pub(crate) fn external_id(job: &Job, variant: usize) -> String {
    format!("{}-{variant}", job.job_id)
}

#[cfg(test)]
mod tests {
    use domain::{Cents, Kind};
    use serde_json::json;

    use super::*;
    use crate::testing;

    fn entry(model: &str) -> &'static str {
        let mut entries = Catalog::TEXT.split("[[models]]\n");
        entries.find(|entry| entry.starts_with(&format!("id = \"{model}\""))).unwrap()
    }

    /// The shipped catalog, and a model of it under another id at 1080p, for twice the price.
    fn catalog() -> Catalog {
        let hd = entry("seedance_pro")
            .replacen("seedance_pro", "seedance_hd", 1)
            .replace("resolution = \"720p\"", "resolution = \"1080p\"")
            .replace("\"720p\" = 150_000", "\"720p\" = 150_000, \"1080p\" = 300_000");
        Catalog::parse(&format!("{}\n[[models]]\n{hd}", Catalog::TEXT)).unwrap()
    }

    fn job(catalog: &Catalog, model: &str) -> Job {
        let body = json!({"prompt": "x", "provider": model, "duration": 5});
        testing::job(catalog, Kind::Video, &body)
    }

    #[test]
    fn a_video_is_asked_for_at_the_resolution_that_its_price_counts() {
        let catalog = catalog();
        for (model, resolution, quote) in [("seedance_pro", "720p", 83), ("seedance_hd", "1080p", 165)] {
            let job = job(&catalog, model);
            assert_eq!(job.quote, Cents::new(quote), "{model}");
            let attached = Attached { files: Vec::new() };
            match work(&catalog, &job, 0, &attached, &[]) {
                Ok(Work::Video(video)) => assert_eq!(video.resolution, resolution, "{model}"),
                other => panic!("{model}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_model_that_the_catalog_has_lost_is_our_own_mistake() {
        let job = job(&catalog(), "seedance_hd");
        let shipped = Catalog::shipped().unwrap();
        let lost = work(&shipped, &job, 0, &Attached { files: Vec::new() }, &[]).map(|_| ());
        assert_eq!(lost, Err(Failure::new(ErrorCode::Internal)));
    }
}
