//! Listens on every AWS call of a stack: counts them, and makes the n-th one fail, before it acts or after.
//! Transactions may meet conflicts on it, too.

use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextRef,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

use crate::Conflicts;

/// Shared by all clients of a stack. Clones listen on the same wire.
#[derive(Debug, Clone, Default)]
pub struct WireTap {
    heard: Arc<Mutex<Heard>>,
    /// Stay as they are when the rest is reset.
    pub conflicts: Conflicts,
}

#[derive(Debug, Default)]
struct Heard {
    calls: Vec<String>,
    fault: Option<Fault>,
}

/// What shall go wrong, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The n-th call from now, from 0, never reaches AWS.
    BeforeCall(usize),
    /// The n-th call from now acts, and its answer is lost.
    AfterCall(usize),
}

impl WireTap {
    /// Forgets what was heard.
    pub fn reset(&self) {
        *self.heard() = Heard::default();
    }

    /// The operations since the last reset, such as `PutItem`, attempts counted one by one.
    pub fn calls(&self) -> Vec<String> {
        self.heard().calls.clone()
    }

    /// Forgets what was heard, and arms a fault.
    pub fn arm(&self, fault: Fault) {
        *self.heard() = Heard { fault: Some(fault), ..Heard::default() };
    }

    /// Whether an armed fault has happened.
    pub fn has_struck(&self) -> bool {
        self.heard().fault.is_none()
    }

    fn heard(&self) -> std::sync::MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Marks the one call whose answer shall be lost.
#[derive(Debug)]
struct AnswerIsLost;

impl Storable for AnswerIsLost {
    type Storer = StoreReplace<Self>;
}

#[dyn_dispatch_hint]
impl Intercept for WireTap {
    fn name(&self) -> &'static str {
        "WireTap"
    }

    fn read_before_transmit(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let operation = cfg.load::<Metadata>().map(|it| it.name().to_owned()).unwrap_or_default();
        let mut heard = self.heard();
        let number = heard.calls.len();
        heard.calls.push(operation);
        if heard.fault == Some(Fault::BeforeCall(number)) {
            heard.fault = None;
            return Err("injected: the call never left".into());
        }
        if heard.fault == Some(Fault::AfterCall(number)) {
            heard.fault = None;
            cfg.interceptor_state().store_put(AnswerIsLost);
        }
        Ok(())
    }

    fn read_after_transmit(
        &self,
        _context: &BeforeDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        match cfg.load::<AnswerIsLost>() {
            Some(_) => Err("injected: the answer was lost".into()),
            None => Ok(()),
        }
    }
}
