//! The queues as clients see them. Every test uses the real AWS SDK over HTTP, and moves the clock by hand.

#[cfg(test)]
mod batch;
#[cfg(test)]
mod delete;
#[cfg(test)]
mod long_poll;
#[cfg(test)]
mod persistence;
#[cfg(test)]
mod protocol;
#[cfg(test)]
mod queue_attributes;
#[cfg(test)]
mod receive;
#[cfg(test)]
mod redrive;
#[cfg(test)]
mod retention;
#[cfg(test)]
mod send;
#[cfg(test)]
mod stack;
