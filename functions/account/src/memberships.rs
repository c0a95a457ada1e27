//! `GET /members` and `PUT /members/{user_id}`: what owners and admins say of the members of their team. One AWS call to
//! list them, and two or three to change one: what was said is read, and an admin is no owner's superior.

use domain::caller::named_user;
use domain::membership::MembershipChange;
use domain::{Role, UserId};
use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use store::{MemberRecord, MembershipChanged};
use web::parameter::{CURSOR, LIMIT};
use web::{Access, ApiError, Call, Endpoint, Handled, Listed, Page, Parameters};

use crate::App;

pub(crate) const LIST: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/api/v1/members",
    access: Access::Manager,
    parameters: Parameters::List(&[&LIMIT, &CURSOR]),
    handler: |app, call| Box::pin(list(app, call)),
};

pub(crate) const CHANGE: Endpoint<App> = Endpoint {
    method: "PUT",
    path: "/api/v1/members/{user_id}",
    access: Access::Manager,
    parameters: Parameters::None,
    handler: |app, call| Box::pin(change(app, call)),
};

/// Somebody who has used the team's credits, or of whom an owner or admin has said something.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TeamMember")]
pub(crate) struct TeamMemberView {
    /// The member.
    user_id: UserId,
    /// The most that their keys and tokens can be; null: nobody has said it.
    role: Option<Role>,
    /// Whether their keys and tokens are refused.
    disabled: bool,
}

impl Listed for TeamMemberView {
    const LIST: &'static str = "members";
}

impl TeamMemberView {
    fn new(record: &MemberRecord) -> Self {
        let MemberRecord { member, membership } = record;
        Self { user_id: member.user_id.clone(), role: membership.role, disabled: membership.disabled }
    }
}

async fn list(app: &App, call: &Call<'_>) -> Handled {
    let team = &call.caller()?.team_id;
    let listed = ("team-members", team);
    let (limit, after) = call.page_by_key(&LIMIT, &listed)?;
    let after = after.map(UserId::new);
    let page = app.store.members_after(team, after.as_ref(), limit).await?;
    let shown = page.members.iter().map(|it| (TeamMemberView::new(it), it.member.user_id.clone()));
    Ok(Page::fitting(shown).reply(&listed, page.next_after))
}

async fn change(app: &App, call: &Call<'_>) -> Handled {
    let (maker, now) = (call.caller()?, app.clock.now());
    let user_id = named_user(&call.path_parameter("user_id"));
    let user_id = user_id.map_err(|complaint| ApiError::field("user_id", complaint))?;
    let change = call.read(MembershipChange::read)?;
    // For an owner it makes no difference.
    let owns_key = maker.role != Role::Owner && app.store.owns_key(&maker.team_id, &user_id, now).await?;
    let month = now.month();
    let changed = app.store.change_membership(
        (&maker.team_id, &user_id),
        (&maker.user_id, maker.role),
        &month,
        |before| change.of(before, &user_id, maker, owns_key),
    );
    match changed.await? {
        MembershipChanged::Now(record) => {
            let (by, team_id, membership) = (&maker.user_id, &maker.team_id, record.membership);
            tracing::info!(%by, %team_id, %user_id, ?membership, "what is said of a member was changed");
            Ok(web::json(StatusCode::OK, &TeamMemberView::new(&record)))
        }
        MembershipChanged::Refused(sentence) => Err(ApiError::Forbidden(sentence)),
        MembershipChanged::MakerChanged => Err(ApiError::Forbidden(
            "Your own role in the team was changed, or you were disabled, a moment ago.".to_owned(),
        )),
    }
}
