// The team's folders and files, and uploads into them.

import type { CallOptions, Http } from "./http.js";
import { List, pageOf } from "./pages.js";
import type { Body, DriveFile, Folder, Query } from "./types.js";
import { upload, type UploadOptions } from "./upload.js";

const FOLDERS = "/api/v1/creative-hub/drive/folders";
const FOLDER = `${FOLDERS}/{id}` as const;
const FILES = "/api/v1/creative-hub/drive/files";
const FILE = `${FILES}/{id}` as const;

export class Drive {
  readonly folders: Folders;
  readonly files: Files;

  constructor(private readonly http: Http) {
    this.folders = new Folders(http);
    this.files = new Files(http);
  }

  /** Puts a file into the drive. `asset` of the answer names it in other requests. */
  upload(content: Blob, options: UploadOptions = {}): Promise<DriveFile> {
    return upload(this.http, content, options);
  }
}

export class Folders {
  constructor(private readonly http: Http) {}

  create(folder: Body<typeof FOLDERS, "post">, options: CallOptions = {}): Promise<Folder> {
    return this.http.call("post", FOLDERS, [201], { ...options, body: folder });
  }

  list(query: Query<typeof FOLDERS, "get"> = {}, options: CallOptions = {}): List<Folder> {
    return new List(async (cursor) =>
      pageOf("folders", await this.http.call("get", FOLDERS, [200], { ...options, query: { ...query, cursor } })),
    );
  }

  get(id: string, options: CallOptions = {}): Promise<Folder> {
    return this.http.call("get", FOLDER, [200], { ...options, path: { id } });
  }

  /** Renames or moves it. */
  update(id: string, change: Body<typeof FOLDER, "patch">, options: CallOptions = {}): Promise<Folder> {
    return this.http.call("patch", FOLDER, [200], { ...options, path: { id }, body: change });
  }

  /** Throws a `ConflictError` with the code `folder_not_empty` unless it is empty. */
  delete(id: string, options: CallOptions = {}): Promise<undefined> {
    return this.http.call("delete", FOLDER, [204], { ...options, path: { id } });
  }
}

export class Files {
  constructor(private readonly http: Http) {}

  /** The files of one folder; of the root, if the query names none. The newest first. */
  list(query: Query<typeof FILES, "get"> = {}, options: CallOptions = {}): List<DriveFile> {
    return new List(async (cursor) =>
      pageOf("files", await this.http.call("get", FILES, [200], { ...options, query: { ...query, cursor } })),
    );
  }

  get(id: string, options: CallOptions = {}): Promise<DriveFile> {
    return this.http.call("get", FILE, [200], { ...options, path: { id } });
  }

  /** Renames, moves or marks it. */
  update(id: string, change: Body<typeof FILE, "patch">, options: CallOptions = {}): Promise<DriveFile> {
    return this.http.call("patch", FILE, [200], { ...options, path: { id }, body: change });
  }

  delete(id: string, options: CallOptions = {}): Promise<undefined> {
    return this.http.call("delete", FILE, [204], { ...options, path: { id } });
  }

  /** A link to the bytes that works for 15 minutes without a key. */
  async link(id: string, options: CallOptions = {}): Promise<string> {
    const query = { redirect: false };
    return (await this.http.call("get", `${FILE}/content`, [200], { ...options, path: { id }, query })).url;
  }

  /** Makes `share_url`, which gives the file to whoever has it, without a key. */
  share(id: string, share: Body<`${typeof FILE}/share`, "put"> = {}, options: CallOptions = {}): Promise<DriveFile> {
    return this.http.call("put", `${FILE}/share`, [200], { ...options, path: { id }, body: share });
  }

  unshare(id: string, options: CallOptions = {}): Promise<DriveFile> {
    return this.http.call("delete", `${FILE}/share`, [200], { ...options, path: { id } });
  }
}
