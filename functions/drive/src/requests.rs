//! What each endpoint takes, for the description of the API.

use domain::brand::{KitChange, NewKit};
use domain::drive::{FileChange, FolderChange, NewFolder, NewUpload, ShareChange};
use web::Takes;

use crate::{brand_kits, files, folders, uploads};

pub const REQUESTS: &[Takes] = &[
    folders::create::ENDPOINT.takes(|_| NewFolder::schema()),
    folders::change::ENDPOINT.takes(|_| FolderChange::schema()),
    files::change::ENDPOINT.takes(|_| FileChange::schema()),
    files::share::ENDPOINT.takes(|_| ShareChange::schema()),
    uploads::begin::ENDPOINT.takes(|_| NewUpload::schema()),
    brand_kits::create::ENDPOINT.takes(|_| NewKit::schema()),
    brand_kits::change::ENDPOINT.takes(|_| KitChange::schema()),
];
