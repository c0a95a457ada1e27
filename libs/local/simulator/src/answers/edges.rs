//! What stands between a client and a vendor answers in the vendor's place, or sends the client elsewhere.

use super::Seen::{Documented, Reported};
use super::{ALL, At, Canned, RealAnswer, What, answer, canned, start};

/// The page of an edge that does not know what it fronts.
pub(crate) const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Error</title></head><body><h1>Error</h1>\
    <p>The web server reported an error.</p></body></html>\n";

/// Where every redirect leads: nobody listens there.
pub(crate) const ELSEWHERE: &str = "http://127.0.0.1:9/elsewhere";

pub(super) const ANSWERS: &[RealAnswer] = &[
    start("origin-down-521", ALL, 521, PAGE).seen(Reported),
    start("origin-timeout-522", ALL, 522, PAGE).seen(Reported),
    start("origin-unreachable-523", ALL, 523, PAGE).seen(Reported),
    start("origin-tls-525", ALL, 525, PAGE).seen(Documented),
    start("origin-certificate-526", ALL, 526, PAGE).seen(Documented),
    start("origin-unknown-530", ALL, 530, PAGE).seen(Reported),
    moved("redirect-301", 301),
    moved("redirect-302", 302),
    moved("redirect-303", 303),
    moved("redirect-307", 307).seen(Reported),
    moved("redirect-308", 308).seen(Reported),
    after("edge-error-520", 520).seen(Reported),
    after("edge-timeout-524", 524).seen(Reported),
    after("gateway-502", 502).seen(Reported),
    after("gateway-504", 504).seen(Reported),
    after("timeout-408", 408).seen(Documented),
    start("unavailable-503", ALL, 503, PAGE).seen(Reported),
    start("overloaded-529", ALL, 529, PAGE),
    // A firewall in front of the vendor looks at what is sent, so it may be one prompt that it does not like.
    start("firewall-403", ALL, 403, PAGE).seen(Reported),
    start("bare-403", ALL, 403, "{}"),
    start("rate-limit-with-a-long-wait", ALL, 429, "{}").with(&[("retry-after", "120")]).seen(Reported),
    start("rate-limit-with-a-fraction", ALL, 429, "{}").with(&[("retry-after", "1.5")]),
    start("rate-limit-until-a-date", ALL, 429, "{}")
        .with(&[("retry-after", "Sun, 06 Nov 2044 08:49:37 GMT")]),
];

const fn moved(name: &'static str, status: u16) -> RealAnswer {
    let canned = Canned { status, headers: &[("location", ELSEWHERE)], body: "" };
    answer(name, ALL, At::Start, What::Instead(canned))
}

/// The vendor may be at work by now: here it is.
const fn after(name: &'static str, status: u16) -> RealAnswer {
    answer(name, ALL, At::Start, What::After(canned(status, PAGE)))
}

impl RealAnswer {
    const fn with(self, headers: &'static [(&'static str, &'static str)]) -> Self {
        match self.what {
            What::Instead(canned) => Self { what: What::Instead(Canned { headers, ..canned }), ..self },
            What::After(_) | What::Changed(_) => self,
        }
    }
}
