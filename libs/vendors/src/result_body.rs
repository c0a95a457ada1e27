//! Results that come in the body of the answer to a start, as synchronous vendors send them.

use serde::de::{DeserializeOwned, IgnoredAny};

use crate::http::Answer;
use crate::{Output, StartError};

impl Answer {
    /// The body as JSON of this form. JSON of another form means that the vendor made nothing. What is no JSON at all
    /// was damaged on its way, and leaves open what the vendor made.
    pub(crate) fn result<T: DeserializeOwned>(&self) -> Result<T, StartError> {
        if let Some(result) = self.json() {
            return Ok(result);
        }
        match self.json::<IgnoredAny>() {
            Some(_) => Err(self.made_nothing()),
            None => Err(StartError::Uncertain("made, but the reply is unreadable".to_owned())),
        }
    }

    /// What a success means that has no file in it.
    pub(crate) fn made_nothing(&self) -> StartError {
        StartError::MadeNothing(format!("{} without a file", self.status_text()))
    }

    /// The body as a sound. The content type is not looked at: the file is probed when it is saved. mp3 begins with
    /// `ID3` or 0xFF and wav with `RIFF`, but JSON and web pages begin with one of the signs below.
    pub(crate) fn sound(&self) -> Result<Output, StartError> {
        match self.body.trim_ascii_start().first() {
            None | Some(b'{' | b'[' | b'<') => Err(self.made_nothing()),
            Some(_) => Ok(Output::Bytes(self.body.clone())),
        }
    }
}
