//! `GET …/{studio}/generations/{id}`: a job in the words of its studio, whichever way it was submitted.

use domain::request::Family;
use domain::{Kind, TokenScope};
use web::{Access, ApiError, Call, Endpoint, Handled, Handler, Parameters};

use crate::view::generation::GenerationView;
use crate::view::sign;
use crate::{App, job};

pub(crate) const IMAGE: Endpoint<App> =
    of_studio("/api/v1/creative-hub/image-studio/generations/{id}", |app, call| {
        Box::pin(read(app, call, Kind::Image))
    });
pub(crate) const VIDEO: Endpoint<App> =
    of_studio("/api/v1/creative-hub/video-studio/generations/{id}", |app, call| {
        Box::pin(read(app, call, Kind::Video))
    });
pub(crate) const AVATAR: Endpoint<App> =
    of_studio("/api/v1/creative-hub/avatar-studio/generations/{id}", |app, call| {
        Box::pin(read(app, call, Kind::Avatar))
    });
pub(crate) const VOICE: Endpoint<App> =
    of_studio("/api/v1/creative-hub/voice-studio/generations/{id}", |app, call| {
        Box::pin(read(app, call, Kind::Tts))
    });

const fn of_studio(path: &'static str, handler: Handler<App>) -> Endpoint<App> {
    Endpoint {
        method: "GET",
        path,
        access: Access::MemberOrToken(TokenScope::JobsRead),
        parameters: Parameters::Ignored,
        handler,
    }
}

async fn read(app: &App, call: &Call<'_>, kind: Kind) -> Handled {
    let job = job::find(app, call).await?;
    if job.request.kind() != kind {
        return Err(ApiError::NotFound);
    }
    let links = sign(app, &job).await?;
    Ok(job::reply(&job, &GenerationView::new(&job, &links), Family::Studio))
}
