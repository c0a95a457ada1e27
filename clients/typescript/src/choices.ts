// What a request can choose from: models, voices, avatars and brand kits.

import type { CallOptions, Http } from "./http.js";
import { List, pageOf } from "./pages.js";
import type { Body, BrandKit, Query, Reply } from "./types.js";

const AVATARS = "/api/v1/creative-hub/avatars";
const VOICES = "/api/v1/creative-hub/voices";
const KITS = "/api/v1/creative-hub/brand-kits";
const KIT = `${KITS}/{id}` as const;

export type Avatar = Reply<typeof AVATARS, "get", 200>["avatars"][number];
export type Voice = Reply<typeof VOICES, "get", 200>["voices"][number];

export function listAvatars(http: Http, query: Query<typeof AVATARS, "get"> = {}, options: CallOptions = {}): List<Avatar> {
  return new List(async (cursor) =>
    pageOf("avatars", await http.call("get", AVATARS, [200], { ...options, query: { ...query, cursor } })),
  );
}

export function listVoices(http: Http, query: Query<typeof VOICES, "get"> = {}, options: CallOptions = {}): List<Voice> {
  return new List(async (cursor) =>
    pageOf("voices", await http.call("get", VOICES, [200], { ...options, query: { ...query, cursor } })),
  );
}

export class BrandKits {
  constructor(private readonly http: Http) {}

  create(kit: Body<typeof KITS, "post">, options: CallOptions = {}): Promise<BrandKit> {
    return this.http.call("post", KITS, [201], { ...options, body: kit });
  }

  list(query: Query<typeof KITS, "get"> = {}, options: CallOptions = {}): List<BrandKit> {
    return new List(async (cursor) =>
      pageOf("brand_kits", await this.http.call("get", KITS, [200], { ...options, query: { ...query, cursor } })),
    );
  }

  get(id: string, options: CallOptions = {}): Promise<BrandKit> {
    return this.http.call("get", KIT, [200], { ...options, path: { id } });
  }

  update(id: string, change: Body<typeof KIT, "patch">, options: CallOptions = {}): Promise<BrandKit> {
    return this.http.call("patch", KIT, [200], { ...options, path: { id }, body: change });
  }

  delete(id: string, options: CallOptions = {}): Promise<undefined> {
    return this.http.call("delete", KIT, [204], { ...options, path: { id } });
  }
}
