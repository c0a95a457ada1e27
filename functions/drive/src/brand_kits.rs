//! `…/brand-kits`.

mod change;
mod create;
mod delete;
mod list;
mod read;

pub(crate) use change::change;
pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use list::list;
pub(crate) use read::read;

use web::ApiError;

fn no_logo() -> ApiError {
    crate::reply::wrong("logo", "is not a picture in your team's drive")
}
