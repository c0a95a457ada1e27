//! Looks up what a request names of the team's own before it is quoted: jobs and files as its sources, a folder, a brand
//! kit with its logo. What the answers mean is decided in `domain::resolve`.

use domain::Caller;
use domain::request::{Facts, Logo, References, Request};
use web::ApiError;

use crate::App;

/// What is done with a request whose folder for the results is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WithoutFolder {
    Refuse,
    /// As with a result whose folder was deleted while it was made.
    FileInRoot,
}

/// One AWS call, and none where `asked` is empty; a second one for a kit's logo that there is room for. A
/// request without its folder may be changed to file its results in the root.
pub(crate) async fn gather(
    app: &App,
    caller: &Caller,
    request: &mut Request,
    mut asked: References,
    without_folder: WithoutFolder,
) -> Result<Facts, ApiError> {
    let referenced = app.store.referenced(&caller.team_id, &asked).await?.visible_to(caller);
    if without_folder == WithoutFolder::FileInRoot && referenced.folder.is_none() {
        asked.folder = None;
        request.extras_mut().drive_folder_id = None;
    }
    let mut facts = referenced.facts(&asked, request);
    let logo = referenced.kit.as_ref().and_then(|kit| request.logo(kit, &app.catalog));
    if let Some(logo) = logo {
        facts.logo = app.store.file(&caller.team_id, logo).await?.map(Logo::from);
    }
    Ok(facts)
}
