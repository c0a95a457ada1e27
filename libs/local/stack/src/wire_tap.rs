//! Records every AWS call of a stack, and can make the n-th call fail, before or after AWS has acted. It can also
//! inject conflicts between transactions.

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

/// All clients of a stack share one. Clones share their state.
#[derive(Debug, Clone, Default)]
pub struct WireTap {
    state: Arc<Mutex<State>>,
    /// A reset does not change these.
    pub conflicts: Conflicts,
}

#[derive(Debug, Default)]
struct State {
    calls: Vec<String>,
    fault: Option<Fault>,
}

/// A failure that happens once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The n-th call from now, counted from 0, never reaches AWS.
    BeforeCall(usize),
    /// AWS acts on the n-th call from now, counted from 0, and its answer is lost.
    AfterCall(usize),
}

impl WireTap {
    /// Forgets the recorded calls and the fault.
    pub fn reset(&self) {
        *self.state() = State::default();
    }

    /// The operations since the last reset, such as `PutItem`. Every attempt is recorded.
    pub fn calls(&self) -> Vec<String> {
        self.state().calls.clone()
    }

    /// Forgets the recorded calls, and makes this fault happen.
    pub fn arm(&self, fault: Fault) {
        *self.state() = State { fault: Some(fault), ..State::default() };
    }

    /// Whether the armed fault has happened.
    pub fn has_struck(&self) -> bool {
        self.state().fault.is_none()
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Marks the one call whose answer is to be lost.
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
        let mut state = self.state();
        let number = state.calls.len();
        state.calls.push(operation);
        if state.fault == Some(Fault::BeforeCall(number)) {
            state.fault = None;
            return Err("injected: the call was not sent".into());
        }
        if state.fault == Some(Fault::AfterCall(number)) {
            state.fault = None;
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
