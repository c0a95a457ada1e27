//! What a look at one task found, and what becomes of a task of which nothing usable is seen.

use domain::catalog::Route;
use domain::health::route_key;
use domain::lifecycle::{UnusableLook, UnusableLooks};
use domain::{ErrorCode, Failure, Model};
use metrics::Metric;
use queue::{Message, Task};
use vendors::{Look, LookError};

use crate::Engine;

#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) variant: usize,
    pub(crate) look: Look,
    /// This look and those before it, if they brought nothing usable.
    pub(crate) unusable: Option<UnusableLooks>,
    /// What the operator has to hear of it, once a job.
    news: Option<String>,
}

impl Seen {
    pub(crate) const fn usable(task: &Task, look: Look) -> Self {
        Self { variant: task.variant, look, unusable: None, news: None }
    }

    /// Running, as far as anybody knows.
    pub(crate) const fn goes_on(task: &Task) -> Self {
        Self::usable(task, Look::Running { progress_percent: None })
    }

    pub(crate) const fn is_running(&self) -> bool {
        matches!(self.look, Look::Running { .. })
    }
}

/// Whether a step that saw this has something to save or to end.
pub(crate) fn any_is_over(seen: &[Seen]) -> bool {
    seen.iter().any(|seen| !seen.is_running())
}

/// The looks that brought nothing usable, of a variant that goes on.
pub(crate) fn unusable(seen: &[Seen]) -> impl Fn(usize) -> Option<UnusableLooks> + use<> {
    let rows: Vec<_> = seen.iter().map(|seen| (seen.variant, seen.unusable)).collect();
    move |variant| rows.iter().find(|(index, _)| *index == variant).and_then(|(_, row)| *row)
}

const fn kind(error: &LookError) -> UnusableLook {
    match error {
        LookError::NoAnswer(_) => UnusableLook::NoAnswer,
        LookError::Denied(_) => UnusableLook::Denied,
        LookError::Unreadable(_) => UnusableLook::Unreadable,
        LookError::UnknownState(_) => UnusableLook::UnknownState,
    }
}

impl Engine {
    /// A look that brought nothing usable: the task goes on, or is given up.
    pub(crate) fn bear(
        &self,
        message: &Message,
        model: &Model,
        route: &Route,
        task: &Task,
        error: &LookError,
    ) -> Seen {
        let now = self.jobs.clock.now();
        let kind = kind(error);
        let row = UnusableLooks::after(task.unusable, kind, now);
        let Some(latest) = row.filter(|_| kind != UnusableLook::NoAnswer) else {
            tracing::warn!(job_id = %message.job_id, team_id = %message.team_id, variant = task.variant, %error, "a look failed");
            return Seen { unusable: row, ..Seen::goes_on(task) };
        };
        let news = latest.is_news().then(|| error.to_string());
        let look = match latest.verdict(model.median_seconds, self.jobs.pace, now) {
            Some(code) => {
                log_given_up(message, task, code, latest.all(), latest.seconds(now), error);
                if code == ErrorCode::ProviderUnavailable {
                    tell_denied(model, route, error);
                }
                Look::Failed(Failure::new(code))
            }
            None => Look::Running { progress_percent: None },
        };
        Seen { variant: task.variant, look, unusable: row, news }
    }
}

fn tell_denied(model: &Model, route: &Route, error: &LookError) {
    let why = error.to_string();
    metrics::count(Metric::LookDenied, route.vendor.as_str(), &route_key(model, route), &why);
}

/// Logs and counts what could not be read, at the first look that met it. Several variants mostly meet the same.
pub(crate) fn tell_news(message: &Message, model: &Model, route: Option<&Route>, seen: &[Seen]) {
    let mut told: Vec<&str> = Vec::new();
    for seen in seen {
        let Some(news) = seen.news.as_deref().filter(|news| !told.contains(news)) else { continue };
        told.push(news);
        tracing::warn!(job_id = %message.job_id, team_id = %message.team_id, variant = seen.variant, why = news, "a look brought nothing usable; the task is looked at again for some time");
        if let Some(route) = route {
            metrics::count(Metric::AnswerNotRead, route.vendor.as_str(), &route_key(model, route), news);
        }
    }
}

fn log_given_up(
    message: &Message,
    task: &Task,
    code: ErrorCode,
    looks: u32,
    seconds: i64,
    error: &LookError,
) {
    tracing::error!(job_id = %message.job_id, team_id = %message.team_id, variant = task.variant, task = task.handle.id, ?code, looks, seconds, %error, "a task is given up, because its looks bring nothing usable; the vendor may have made it and bill it");
}

#[cfg(test)]
mod tests {
    use domain::{Catalog, Kind};
    use metrics::testing::counted;
    use serde_json::json;

    use super::*;
    use crate::testing;

    #[test]
    fn a_look_is_counted_by_the_key_of_its_route() {
        let catalog = Catalog::shipped().unwrap();
        let job = testing::job(&catalog, Kind::Image, &json!({"prompt": "x", "provider": "flux_2_pro"}));
        let model = catalog.model(Kind::Image, "flux_2_pro").unwrap();
        let route = model.route("bfl").unwrap();
        let key = "image/flux_2_pro/bfl";
        let denied = counted(|| tell_denied(model, route, &LookError::Denied("HTTP 401".into())));
        assert_eq!(denied.len(), 1);
        assert_eq!(denied[0].fields(), ("LookDenied", "bfl", key, "our key is of no use: HTTP 401"));
        let seen = |variant| Seen {
            variant,
            look: Look::Running { progress_percent: None },
            unusable: None,
            news: Some("HTTP 404".to_owned()),
        };
        let message = Message::next_for(&job);
        let not_read = counted(|| tell_news(&message, model, Some(route), &[seen(0), seen(1)]));
        assert_eq!(not_read.len(), 1, "two variants met the same");
        assert_eq!(not_read[0].fields(), ("AnswerNotRead", "bfl", key, "HTTP 404"));
    }
}
