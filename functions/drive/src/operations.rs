//! How each endpoint is described.

use web::{Operation, Problem, Tag};

use crate::errors::TOO_MANY_FOLDERS;
use crate::{brand_kits, files, folders, shared, uploads};

const ONE: &[Problem] = &[Problem::NOT_FOUND];
const CREATE: &[Problem] = &[Problem::DRIVE_CONTENDED];
const CHANGE: &[Problem] = &[Problem::NOT_FOUND, Problem::DRIVE_CONTENDED];
const CREATE_FOLDER: &[Problem] = &[TOO_MANY_FOLDERS, Problem::DRIVE_CONTENDED];
const CHANGE_FOLDER: &[Problem] = &[Problem::NOT_FOUND, TOO_MANY_FOLDERS, Problem::DRIVE_CONTENDED];
const DELETE_FOLDER: &[Problem] = &[Problem::NOT_FOUND, folders::delete::NOT_EMPTY, Problem::DRIVE_CONTENDED];
const COMPLETE: &[Problem] =
    &[Problem::NOT_FOUND, uploads::complete::CHANGED, uploads::complete::NOT_THERE, Problem::DRIVE_CONTENDED];

pub const OPERATIONS: &[Operation] = &[
    folders::list::ENDPOINT.operation("listFolders", Tag::Drive, "List folders, the oldest first", &[]),
    folders::create::ENDPOINT.operation("createFolder", Tag::Drive, "Make a folder", CREATE_FOLDER),
    folders::read::ENDPOINT.operation("getFolder", Tag::Drive, "Read a folder", ONE),
    folders::change::ENDPOINT.operation("updateFolder", Tag::Drive, "Rename or move a folder", CHANGE_FOLDER),
    folders::delete::ENDPOINT.operation("deleteFolder", Tag::Drive, "Delete an empty folder", DELETE_FOLDER),
    files::list::ENDPOINT.operation("listFiles", Tag::Drive, "List a folder's files, the newest first", &[]),
    files::read::ENDPOINT.operation("getFile", Tag::Drive, "Read a file's facts", ONE),
    files::change::ENDPOINT.operation("updateFile", Tag::Drive, "Rename, move, mark or label a file", CHANGE),
    files::delete::ENDPOINT.operation("deleteFile", Tag::Drive, "Delete a file", CHANGE),
    files::content::ENDPOINT.operation("getFileContent", Tag::Drive, "Download a file", ONE),
    files::share::ENDPOINT.operation(
        "shareFile",
        Tag::Drive,
        "Give a file a link for people without a key",
        CHANGE,
    ),
    files::share::WITHDRAW.operation("unshareFile", Tag::Drive, "Withdraw a file's link", CHANGE),
    shared::ENDPOINT.operation(
        "getSharedFile",
        Tag::Drive,
        "Download a file by its link, without a key",
        ONE,
    ),
    uploads::begin::ENDPOINT.operation("createUpload", Tag::Drive, "Announce an upload", CREATE),
    uploads::complete::ENDPOINT.operation("completeUpload", Tag::Drive, "Make a file of an upload", COMPLETE),
    brand_kits::list::ENDPOINT.operation(
        "listBrandKits",
        Tag::BrandKits,
        "List brand kits, the newest first",
        &[],
    ),
    brand_kits::create::ENDPOINT.operation("createBrandKit", Tag::BrandKits, "Make a brand kit", CREATE),
    brand_kits::read::ENDPOINT.operation("getBrandKit", Tag::BrandKits, "Read a brand kit", ONE),
    brand_kits::change::ENDPOINT.operation("updateBrandKit", Tag::BrandKits, "Change a brand kit", CHANGE),
    brand_kits::delete::ENDPOINT.operation("deleteBrandKit", Tag::BrandKits, "Delete a brand kit", CHANGE),
];
