//! Talking portraits, over the older standard. There is one model, so the route's name for it is not sent. The size
//! follows the picture, and the length follows what is said.

use domain::ErrorCode;
use reqwest::RequestBuilder;

use super::{errors, speech, wire};
use crate::adapter::Call;
use crate::http::{self, STATUS};
use crate::ids::url_safe;
use crate::part::{Part, Parts};
use crate::{AvatarTask, CallError, LookError, Portrait, Spoken, StartError};

const PATH: &str = "v1/videos/avatar/image2video";

/// A script has to be spoken first, which is a call of its own.
pub(super) async fn create(
    call: Call<'_>,
    task: &AvatarTask<'_>,
    external_id: &str,
    parts: Parts,
) -> Result<RequestBuilder, StartError> {
    // There are no avatars of the vendor's own, and no script goes without a voice. The catalog says so, too.
    let Portrait::Picture(picture) = task.portrait else {
        return Err(StartError::refused(ErrorCode::InvalidInput));
    };
    let voice = match task.spoken {
        Spoken::Audio(recording) => wire::Voice::from_recording(recording),
        Spoken::Script { text, voice_id } => {
            let voice_id = voice_id.ok_or_else(|| StartError::Refused(parts.invalid(Some(Part::Voice))))?;
            wire::Voice::Spoken { audio_id: speech::speak(call, text, voice_id, parts).await? }
        }
    };
    Ok(post(call, &wire::Avatar::new(picture, voice, task.resolution, external_id)))
}

pub(super) fn post(call: Call<'_>, avatar: &wire::Avatar<'_>) -> RequestBuilder {
    call.http.post(format!("{}/{PATH}", call.route.base_url)).bearer_auth(call.key).json(avatar)
}

/// `None`: the vendor knows no such task.
pub(super) async fn find(call: Call<'_>, id: &str) -> Result<Option<wire::KnownTask>, LookError> {
    let query = query(call, id).map_err(|CallError(why)| LookError::Unreadable(why))?;
    errors::single(&http::send(query, STATUS).await.map_err(CallError::from)?)
}

/// The vendor takes its own id and our external id in the same place of the address.
pub(super) fn query(call: Call<'_>, id: &str) -> Result<RequestBuilder, CallError> {
    let address = format!("{}/{PATH}/{}", call.route.base_url, url_safe(id)?);
    Ok(call.http.get(address).bearer_auth(call.key))
}
