//! What each endpoint answers when it has done what it was asked.

use serde_json::{Map, Value};
use web::{Answer, Listing, Replies, ReplyHeader};

use crate::catalog::CatalogView;
use crate::health::Health;
use crate::operator::OperatorStatus;
use crate::pick::view::{AvatarView, Picks, VoiceView};
use crate::view::generation::GenerationView;
use crate::view::job::JobView;
use crate::view::receipt::Receipt;
use crate::{catalog, generation, health, job, list, openapi, operator, pick, receipt};

const WHILE_IT_RUNS: &[ReplyHeader] = &[ReplyHeader::RetryAfter];
const GENERATIONS: &[Answer] = &[Answer::json::<Listing<GenerationView>>(200)];
const GENERATION: &[Answer] = &[Answer::json::<GenerationView>(200).with(WHILE_IT_RUNS)];

pub const REPLIES: &[Replies] = &[
    list::JOBS.answers(&[Answer::json::<Listing<JobView>>(200)]),
    job::ENDPOINT.answers(&[Answer::json::<JobView>(200).with(WHILE_IT_RUNS)]),
    receipt::ENDPOINT.answers(&[Answer::json::<Receipt>(200)]),
    list::IMAGE_GENERATIONS.answers(GENERATIONS),
    list::VIDEO_GENERATIONS.answers(GENERATIONS),
    list::AVATAR_GENERATIONS.answers(GENERATIONS),
    list::VOICE_GENERATIONS.answers(GENERATIONS),
    generation::IMAGE.answers(GENERATION),
    generation::VIDEO.answers(GENERATION),
    generation::AVATAR.answers(GENERATION),
    generation::VOICE.answers(GENERATION),
    catalog::ENDPOINT.answers(&[Answer::json::<CatalogView>(200)]),
    pick::AVATARS.answers(&[Answer::json::<Picks<AvatarView>>(200)]),
    pick::VOICES.answers(&[Answer::json::<Picks<VoiceView>>(200)]),
    operator::ENDPOINT.answers(&[Answer::json::<OperatorStatus>(200)]),
    health::ENDPOINT.answers(&[Answer::json::<Health>(200)]),
    openapi::ENDPOINT.answers(&[
        Answer::json::<Map<String, Value>>(200).with(&[ReplyHeader::ETag]),
        Answer::empty(304).with(&[ReplyHeader::ETag]),
    ]),
];
