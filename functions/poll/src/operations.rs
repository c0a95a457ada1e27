//! How each endpoint is described.

use web::{Operation, Problem, Tag};

use crate::{catalog, generation, health, job, list, openapi, operator, pick, receipt};

const ONE: &[Problem] = &[Problem::NOT_FOUND];
const PICK: &[Problem] = &[Problem::PROVIDER_UNAVAILABLE];

pub const OPERATIONS: &[Operation] = &[
    list::JOBS.operation("listJobs", Tag::Jobs, "List jobs, the newest first", &[]),
    job::ENDPOINT.operation("getJob", Tag::Jobs, "Read a job", ONE),
    receipt::ENDPOINT.operation("getReceipt", Tag::Jobs, "Read what a job cost, and why", ONE),
    list::IMAGE_GENERATIONS.operation(
        "listImageGenerations",
        Tag::Studios,
        "List the image studio's generations, the newest first",
        &[],
    ),
    list::VIDEO_GENERATIONS.operation(
        "listVideoGenerations",
        Tag::Studios,
        "List the video studio's generations, the newest first",
        &[],
    ),
    list::AVATAR_GENERATIONS.operation(
        "listAvatarGenerations",
        Tag::Studios,
        "List the avatar studio's generations, the newest first",
        &[],
    ),
    list::VOICE_GENERATIONS.operation(
        "listVoiceGenerations",
        Tag::Studios,
        "List the voice studio's generations, the newest first",
        &[],
    ),
    generation::IMAGE.operation(
        "getImageGeneration",
        Tag::Studios,
        "Read a generation of the image studio",
        ONE,
    ),
    generation::VIDEO.operation(
        "getVideoGeneration",
        Tag::Studios,
        "Read a generation of the video studio",
        ONE,
    ),
    generation::AVATAR.operation(
        "getAvatarGeneration",
        Tag::Studios,
        "Read a generation of the avatar studio",
        ONE,
    ),
    generation::VOICE.operation(
        "getVoiceGeneration",
        Tag::Studios,
        "Read a generation of the voice studio",
        ONE,
    ),
    catalog::ENDPOINT.operation(
        "getCatalog",
        Tag::Catalog,
        "Read which models there are and what they cost",
        &[],
    ),
    pick::AVATARS.operation("listAvatars", Tag::Catalog, "List the avatars to pick from", PICK),
    pick::VOICES.operation("listVoices", Tag::Catalog, "List the voices to pick from", PICK),
    operator::ENDPOINT.operation(
        "getOperatorStatus",
        Tag::Service,
        "Read how routes and the oldest jobs stand, for operators",
        &[],
    ),
    health::ENDPOINT.operation("getHealth", Tag::Service, "Ask whether the service answers", &[]),
    openapi::ENDPOINT.operation("getOpenApi", Tag::Service, "Read this description of the API", &[]),
];
