//! The endpoints of a vendor, as a router and as a list. A test compares the list with what is called.

use std::sync::Arc;

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodRouter, delete, get, post, put};

use crate::world::World;

#[derive(Debug, Default)]
pub(crate) struct Endpoints {
    pub(crate) router: Router<Arc<World>>,
    /// Methods and paths, with placeholders such as `{id}`.
    pub(crate) list: Vec<(&'static str, &'static str)>,
}

impl Endpoints {
    pub(crate) fn get<H: Handler<T, Arc<World>>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.add("GET", path, get(handler))
    }

    pub(crate) fn post<H: Handler<T, Arc<World>>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.add("POST", path, post(handler))
    }

    pub(crate) fn put<H: Handler<T, Arc<World>>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.add("PUT", path, put(handler))
    }

    pub(crate) fn delete<H: Handler<T, Arc<World>>, T: 'static>(
        self,
        path: &'static str,
        handler: H,
    ) -> Self {
        self.add("DELETE", path, delete(handler))
    }

    fn add(mut self, method: &'static str, path: &'static str, handler: MethodRouter<Arc<World>>) -> Self {
        self.list.push((method, path));
        Self { router: self.router.route(path, handler), list: self.list }
    }
}
