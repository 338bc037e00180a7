//! URLs that transfer objects without other credentials.

use super::{Changes, event::Event};
use crate::{
    api::{ApiError, types::Presigned},
    neon::Neon,
    store::target::Target,
};

/// Handles a presigned URL: it goes to the clipboard.
pub fn presigned(
    changes: &mut Changes,
    neon: &mut Neon,
    of: &Target,
    answer: Result<Presigned, ApiError>,
) {
    let name = neon.store.name(of);
    match answer {
        Ok(answer) => changes.tell(Event::Secret {
            text: answer.url,
            label: format!("a URL that downloads {name}"),
        }),
        Err(error) => neon.say_bad(format!("no URL of {name}: {}", error.sentence())),
    }
}
