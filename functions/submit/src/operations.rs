//! How each endpoint is described.

use web::{Operation, Problem, Tag};

use crate::{cancel, delete, retry, submit};

const SUBMIT: &[Problem] = &[
    Problem::INSUFFICIENT_CREDITS,
    Problem::MONTHLY_CAP_EXCEEDED,
    Problem::MEMBER_CAP_EXCEEDED,
    Problem::KEY_CAP_EXCEEDED,
    // The API key may not use the model.
    Problem::FORBIDDEN,
    Problem::TOO_MANY_JOBS,
    Problem::CREDITS_CONTENDED,
    Problem::MODEL_UNAVAILABLE,
];
const CANCEL: &[Problem] = &[Problem::NOT_FOUND, cancel::ENDED, Problem::CREDITS_CONTENDED];
const RETRY: &[Problem] = &[
    Problem::NOT_FOUND,
    retry::NOT_FAILED,
    Problem::INSUFFICIENT_CREDITS,
    Problem::MONTHLY_CAP_EXCEEDED,
    Problem::MEMBER_CAP_EXCEEDED,
    Problem::KEY_CAP_EXCEEDED,
    Problem::FORBIDDEN,
    Problem::TOO_MANY_JOBS,
    Problem::CREDITS_CONTENDED,
    Problem::MODEL_UNAVAILABLE,
];
const DELETE: &[Problem] = &[Problem::NOT_FOUND, delete::STILL_RUNNING, Problem::CREDITS_CONTENDED];

pub const OPERATIONS: &[Operation] = &[
    submit::IMAGE.operation("createImage", Tag::Generate, "Make pictures", SUBMIT),
    submit::VIDEO.operation("createVideo", Tag::Generate, "Make a video", SUBMIT),
    submit::AVATAR.operation("createAvatar", Tag::Generate, "Make a talking avatar", SUBMIT),
    submit::TTS.operation("createSpeech", Tag::Generate, "Speak a text", SUBMIT),
    submit::COMPOSITE.operation("createComposite", Tag::Generate, "Put an ad together from clips", SUBMIT),
    submit::IMAGE_STUDIO.operation(
        "createImageGeneration",
        Tag::Studios,
        "Make pictures in the image studio",
        SUBMIT,
    ),
    submit::VIDEO_STUDIO.operation(
        "createVideoGeneration",
        Tag::Studios,
        "Make a video in the video studio",
        SUBMIT,
    ),
    submit::AVATAR_STUDIO.operation(
        "createAvatarGeneration",
        Tag::Studios,
        "Make a talking avatar in the avatar studio",
        SUBMIT,
    ),
    submit::VOICE_STUDIO.operation(
        "createVoiceGeneration",
        Tag::Studios,
        "Speak a text in the voice studio",
        SUBMIT,
    ),
    cancel::ENDPOINT.operation("cancelJob", Tag::Jobs, "Cancel a job", CANCEL),
    retry::ENDPOINT.operation("retryJob", Tag::Jobs, "Make a failed job's request once more", RETRY),
    delete::ENDPOINT.operation("deleteJob", Tag::Jobs, "Hide a job that has ended", DELETE),
];
