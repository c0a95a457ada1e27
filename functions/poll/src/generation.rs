//! `GET …/{studio}/generations/{id}`: a job in the studio's words, whichever family it was submitted by.

use domain::Kind;
use domain::request::Family;
use lambda_http::Request;
use web::{ApiError, Handled};

use crate::view::{self, sign};
use crate::{App, job, reply};

pub(crate) async fn read(app: &App, request: &Request, kind: Kind) -> Handled {
    let job = job::find(app, request).await?;
    if job.request.kind() != kind {
        return Err(ApiError::NotFound);
    }
    let links = sign(app, &job).await?;
    Ok(reply::of_job(&job, &view::generation(&job, &links), Family::Studio))
}
