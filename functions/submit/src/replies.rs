//! What each endpoint answers when it has done what it was asked.

use web::{Answer, Replies};

use crate::accepted::{AcceptedGeneration, AcceptedJob, DryRun, Told};
use crate::cancel::Canceled;
use crate::{cancel, delete, retry, submit};

const DRY_RUN: Answer = Answer::json::<Told<DryRun>>(200);
const JOB: &[Answer] = &[Answer::json::<Told<AcceptedJob>>(202), DRY_RUN];
const GENERATION: &[Answer] = &[Answer::json::<Told<AcceptedGeneration>>(202), DRY_RUN];

pub const REPLIES: &[Replies] = &[
    submit::IMAGE.answers(JOB),
    submit::VIDEO.answers(JOB),
    submit::AVATAR.answers(JOB),
    submit::TTS.answers(JOB),
    submit::COMPOSITE.answers(JOB),
    submit::IMAGE_STUDIO.answers(GENERATION),
    submit::VIDEO_STUDIO.answers(GENERATION),
    submit::AVATAR_STUDIO.answers(GENERATION),
    submit::VOICE_STUDIO.answers(GENERATION),
    cancel::ENDPOINT.answers(&[Answer::json::<Canceled>(200), Answer::json::<Canceled>(202)]),
    retry::ENDPOINT.answers(JOB),
    delete::ENDPOINT.answers(&[Answer::empty(204)]),
];
