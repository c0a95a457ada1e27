//! What each endpoint answers when it has done what it was asked.

use web::{Answer, Listing, Replies, ReplyHeader};

use crate::files::content::ContentLink;
use crate::uploads::begin::UploadView;
use crate::view::{FileView, FolderView, KitView};
use crate::{brand_kits, files, folders, shared, uploads};

const FILE: &[Answer] = &[Answer::json::<FileView>(200)];
const FOLDER: &[Answer] = &[Answer::json::<FolderView>(200)];
const KIT: &[Answer] = &[Answer::json::<KitView>(200)];
const REDIRECT: Answer = Answer::empty(302).with(&[ReplyHeader::Location]);
const GONE: &[Answer] = &[Answer::empty(204)];

pub const REPLIES: &[Replies] = &[
    folders::list::ENDPOINT.answers(&[Answer::json::<Listing<FolderView>>(200)]),
    folders::create::ENDPOINT.answers(&[Answer::json::<FolderView>(201)]),
    folders::read::ENDPOINT.answers(FOLDER),
    folders::change::ENDPOINT.answers(FOLDER),
    folders::delete::ENDPOINT.answers(GONE),
    files::list::ENDPOINT.answers(&[Answer::json::<Listing<FileView>>(200)]),
    files::read::ENDPOINT.answers(FILE),
    files::change::ENDPOINT.answers(FILE),
    files::delete::ENDPOINT.answers(GONE),
    files::content::ENDPOINT.answers(&[REDIRECT, Answer::json::<ContentLink>(200)]),
    files::share::ENDPOINT.answers(FILE),
    files::share::WITHDRAW.answers(FILE),
    shared::ENDPOINT.answers(&[REDIRECT]),
    uploads::begin::ENDPOINT.answers(&[Answer::json::<UploadView>(201)]),
    uploads::complete::ENDPOINT.answers(FILE),
    brand_kits::list::ENDPOINT.answers(&[Answer::json::<Listing<KitView>>(200)]),
    brand_kits::create::ENDPOINT.answers(&[Answer::json::<KitView>(201)]),
    brand_kits::read::ENDPOINT.answers(KIT),
    brand_kits::change::ENDPOINT.answers(KIT),
    brand_kits::delete::ENDPOINT.answers(GONE),
];
