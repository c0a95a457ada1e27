//! Who may change what is in the drive. All of a team's members see all of it.

use domain::{Caller, UserId};
use web::ApiError;

/// A file, a folder or a kit is changed and deleted by whoever made it, and by the team's owners and admins. Only for a
/// member has it to be read first.
pub(crate) async fn may_change(
    caller: &Caller,
    what: &str,
    made_by: impl Future<Output = Result<UserId, ApiError>>,
) -> Result<(), ApiError> {
    if caller.manages_team() {
        return Ok(());
    }
    let made_by = made_by.await?;
    if caller.user_id == made_by {
        return Ok(());
    }
    Err(ApiError::Forbidden(format!(
        "This {what} is {made_by}'s: only they, and owners and admins of the team, may change or delete it."
    )))
}
