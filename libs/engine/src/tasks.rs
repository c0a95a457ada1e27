//! Putting a job's request into the words that adapters take, with the files it needs.

use domain::BucketFile;
use domain::catalog::AspectRatio;
use domain::job::JobInput;
use domain::request::{InputRole, Request};
use domain::{Failure, Job};
use futures::future::try_join_all;
use vendors::{Attachment, AvatarTask, ImageTask, Portrait, SpeechTask, Spoken, VideoTask, Work};

use crate::{Engine, Error};

/// Pictures are brought in at 5 MB at most; longer sounds go as a link only.
const LARGEST_ATTACHED_BYTES: usize = 5 * 1024 * 1024;

/// The files of a job, ready to be handed to a vendor.
pub(crate) struct Attached {
    files: Vec<(InputRole, Attachment)>,
}

impl Attached {
    fn first(&self, wanted: InputRole) -> Option<&Attachment> {
        self.files.iter().find(|(role, _)| *role == wanted).map(|(_, file)| file)
    }

    /// The references of a picture, in their order.
    pub(crate) fn references(&self) -> Vec<Attachment> {
        let references = self.files.iter().filter(|(role, _)| *role == InputRole::Reference);
        references.map(|(_, file)| file.clone()).collect()
    }
}

impl Engine {
    /// Reads the job's files back: one call each.
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

/// The work of one variant. An error means that the job lacks what it cannot lack: a bug.
pub(crate) fn work<'a>(
    job: &'a Job,
    variant: usize,
    attached: &'a Attached,
    references: &'a [Attachment],
) -> Result<Work<'a>, Failure> {
    let bug = || Failure::new(domain::ErrorCode::Internal);
    let prompt = |plain: &'a str| job.applied.prompt.as_deref().unwrap_or(plain);
    Ok(match &job.request {
        Request::Image(image) => Work::Image(ImageTask {
            prompt: prompt(&image.prompt),
            native: job.applied.native.as_ref().ok_or_else(bug)?,
            seed: image.seed_of(u32::try_from(variant).unwrap_or_default()),
            references,
        }),
        Request::Video(video) => Work::Video(VideoTask {
            prompt: prompt(&video.prompt),
            seconds: video.duration,
            aspect_ratio: job.applied.aspect_ratio.unwrap_or(AspectRatio::Wide),
            resolution: "720p",
            start_frame: attached.first(InputRole::StartFrame),
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
        // No vendor makes one.
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

/// The same for every start of the same variant: vendors that know our ids refuse a second one.
pub(crate) fn reference(job: &Job, variant: usize) -> String {
    format!("{}-{variant}", job.job_id)
}
