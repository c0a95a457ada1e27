//! Invokes a function as Lambda does: an event goes in as JSON, a response comes out as JSON, and a panic is an error of
//! that one invocation.

use std::sync::Arc;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use engine::Engine;
use futures::FutureExt;
use futures::future::BoxFuture;
use lambda_http::request::LambdaRequest;
use lambda_http::{Adapter, Context, LambdaEvent, Request, service_fn};
use tower::ServiceExt;
use web::Reply;

/// A function, ready to be invoked.
#[derive(Clone)]
pub(crate) struct Function(Arc<Invoke>);

type Invoke = dyn Fn(String) -> BoxFuture<'static, Result<String, String>> + Send + Sync;

impl Function {
    /// A function that serves HTTP. In the cloud, `lambda_http` runs it.
    pub(crate) fn http<F>(handle: impl Fn(Request) -> F + Clone + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Reply> + Send + 'static,
    {
        Self::new(move |event| {
            let handle = handle.clone();
            async move {
                let payload: LambdaRequest =
                    serde_json::from_str(&event).map_err(|error| error.to_string())?;
                let service = service_fn(move |request: Request| {
                    let reply = handle(request);
                    async move { Ok::<_, std::convert::Infallible>(reply.await) }
                });
                let event = LambdaEvent::new(web::trusted(payload), Context::default());
                let Ok(response) = Adapter::from(service).oneshot(event).await;
                serde_json::to_string(&response).map_err(|error| error.to_string())
            }
        })
    }

    /// The worker of a kind that vendors make. All these kinds have the same engine.
    pub(crate) fn worker(engine: Engine) -> Self {
        Self::sqs(move |event| {
            let engine = engine.clone();
            async move { worker::handle(&engine, event).await }
        })
    }

    /// The worker that renders composites.
    pub(crate) fn composite_worker(app: composite_worker::App) -> Self {
        Self::sqs(move |event| {
            let app = app.clone();
            async move { composite_worker::handle(&app, event).await }
        })
    }

    fn sqs<F>(handle: impl Fn(SqsEvent) -> F + Clone + Send + Sync + 'static) -> Self
    where
        F: Future<Output = SqsBatchResponse> + Send + 'static,
    {
        Self::new(move |event| {
            let handle = handle.clone();
            async move {
                let event: SqsEvent = serde_json::from_str(&event).map_err(|error| error.to_string())?;
                serde_json::to_string(&handle(event).await).map_err(|error| error.to_string())
            }
        })
    }

    fn new<F>(run: impl Fn(String) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<String, String>> + Send + 'static,
    {
        Self(Arc::new(move |event| run(event).boxed()))
    }

    pub(crate) async fn invoke(&self, event: String) -> Result<String, String> {
        tokio::spawn((self.0)(event)).await.unwrap_or_else(|panic| Err(panic.to_string()))
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Function")
    }
}
