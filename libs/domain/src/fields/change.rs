//! What a change request does to one value.

/// What a request does to a value that may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<T> {
    /// The request does not have the field.
    Keep,
    /// The field is an explicit `null`.
    Clear,
    To(T),
}

impl<T> Change<T> {
    /// The value after the change.
    pub fn applied_to(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::To(value) => Some(value),
        }
    }

    /// Reads the new value, if there is one. A value that `read` refuses changes nothing.
    pub fn read<U>(self, read: impl FnOnce(T) -> Option<U>) -> Change<U> {
        match self {
            Self::Keep => Change::Keep,
            Self::Clear => Change::Clear,
            Self::To(value) => read(value).map_or(Change::Keep, Change::To),
        }
    }
}
