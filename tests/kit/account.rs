//! Credits: submits and grants, the ledger, published notifications, and the turn of the month.

use domain::{Month, TeamId, Timestamp};
use reqwest::Url;
use serde_json::{Value, json};
use store::Books;

use crate::{Answer, Client, World};

impl Client {
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request("PUT", path).json(body)).await
    }

    /// Submits the cheapest picture, which costs 40 credits.
    pub async fn ask(&self, prompt: &str) -> Answer {
        self.post("/creative-hub/generate/image", &picture(prompt)).await
    }

    /// Submits the cheapest picture, which must be accepted, and returns the job's id.
    pub async fn submit_picture(&self, prompt: &str) -> String {
        self.submit(&picture(prompt)).await
    }

    pub async fn cancel(&self, job_id: &str) -> Answer {
        self.send(self.request("POST", &format!("/creative-hub/generate/jobs/{job_id}/cancel"))).await
    }

    /// A page of the ledger; the request must succeed.
    pub async fn transactions(&self, query: &[(&str, &str)]) -> Value {
        let answer = self.send(self.request("GET", "/credits/transactions").query(query)).await;
        assert_eq!(answer.status, 200, "{query:?}: {answer:?}");
        answer.body
    }
}

fn picture(prompt: &str) -> Value {
    json!({"prompt": prompt, "width": 256, "height": 256})
}

impl World {
    /// The id of the team of owner, admin and member.
    pub fn team(&self) -> &str {
        &self.stack.ready.teams[0]
    }

    /// The id of `owner`, `admin` or `member`.
    pub fn user(&self, who: &str) -> String {
        format!("{who}-{}", self.team())
    }

    /// Makes another team, which has no people.
    pub async fn make_team(&self, id: &str) -> Answer {
        let made = self.client("operator").post("/teams", &json!({"id": id, "name": id})).await;
        assert_eq!(made.status, 201, "{made:?}");
        made
    }

    /// Grants credits to that team, or takes some by an adjustment.
    pub async fn give(&self, line_type: &str, amount: i64) -> Answer {
        let body = json!({"team_id": self.team(), "type": line_type, "amount": amount, "reason": "a test"});
        self.client("operator").post("/credits/grants", &body).await
    }

    /// The books of a team, which must balance.
    pub async fn balanced_books(&self, team_id: &str) -> Books {
        let books = self.stack.store.books(&TeamId::new(team_id)).await.unwrap();
        let books = books.expect("the team has a row");
        assert_eq!(books.differences(), [], "{books:#?}");
        books
    }

    /// The messages published to SNS so far, in order.
    pub async fn notifications(&self) -> Vec<Value> {
        let url = Url::parse(&self.stack.ready.aws["sns"]).unwrap().join("/_sns/messages").unwrap();
        let (_, published) = self.stranger().download(url.as_str()).await;
        let published: Value = serde_json::from_slice(&published).unwrap();
        let published = published["messages"].as_array().unwrap();
        published.iter().map(|it| serde_json::from_str(it["message"].as_str().unwrap()).unwrap()).collect()
    }

    pub fn month(&self) -> Month {
        self.clock.clock().now().month()
    }

    /// Lets time pass until the next hour is a minute old, so that neither the hour nor what was read a minute ago ends
    /// between two calls.
    pub fn advance_into_next_hour(&self) {
        let now = self.clock.clock().now();
        let next = now.start_of_hour().plus_seconds(3660);
        self.clock.advance_seconds(next.seconds_from(now));
    }

    /// Lets time pass until so many seconds are left of a calendar month in UTC.
    pub fn advance_to_end_of_month(&self, seconds_left: i64) {
        let whole = seconds_of_month_left(self.clock.clock().now());
        if whole < seconds_left {
            self.clock.advance_seconds(whole);
            return self.advance_to_end_of_month(seconds_left);
        }
        self.clock.advance_seconds(whole - seconds_left);
    }
}

/// The seconds until the next month begins.
fn seconds_of_month_left(now: Timestamp) -> i64 {
    let (mut this_month, mut next_month) = (0, 32 * 24 * 3600);
    while next_month - this_month > 1 {
        let middle = i64::midpoint(this_month, next_month);
        let side =
            if now.plus_seconds(middle).month() == now.month() { &mut this_month } else { &mut next_month };
        *side = middle;
    }
    next_month
}
