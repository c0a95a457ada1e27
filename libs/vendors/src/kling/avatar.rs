//! Talking portraits, over the older standard. There is one model, so the route's name for it goes nowhere; the
//! size follows the picture, the length what is said.

use domain::{ErrorCode, Failure};
use reqwest::RequestBuilder;

use super::{errors, not_plain, plain, speech, wire};
use crate::http::{self, NoAnswer, STATUS};
use crate::{AvatarTask, Call, CallError, Portrait, Spoken, StartError};

const PATH: &str = "v1/videos/avatar/image2video";

/// A script is spoken first, which is a call of its own.
pub(super) async fn create(
    call: Call<'_>,
    task: &AvatarTask<'_>,
    reference: &str,
) -> Result<RequestBuilder, StartError> {
    // Neither an avatar of the vendor's own nor a script without a voice exists here; the catalog says so too.
    let invalid = || StartError::Refused(Failure::new(ErrorCode::InvalidInput));
    let Portrait::Picture(picture) = task.portrait else { return Err(invalid()) };
    let voice = match task.spoken {
        Spoken::Audio(recording) => wire::Voice::of(recording),
        Spoken::Script { text, voice_id } => {
            wire::Voice::Spoken { audio_id: speech::speak(call, text, voice_id.ok_or_else(invalid)?).await? }
        }
    };
    Ok(started_with(call, &wire::Avatar::of(picture, voice, task.resolution, reference)))
}

pub(super) fn started_with(call: Call<'_>, avatar: &wire::Avatar<'_>) -> RequestBuilder {
    call.http.post(format!("{}/{PATH}", call.route.base_url)).bearer_auth(call.key).json(avatar)
}

/// `None`: the vendor knows no such task.
pub(super) async fn find(call: Call<'_>, id: &str) -> Result<Option<wire::Known>, CallError> {
    let answer = http::send(query(call, id)?, STATUS).await.map_err(NoAnswer::unseen)?;
    errors::single(&answer)
}

/// The vendor takes its own id and ours in the same place.
pub(super) fn query(call: Call<'_>, id: &str) -> Result<RequestBuilder, CallError> {
    if !plain(id) {
        return Err(not_plain());
    }
    Ok(call.http.get(format!("{}/{PATH}/{id}", call.route.base_url)).bearer_auth(call.key))
}
