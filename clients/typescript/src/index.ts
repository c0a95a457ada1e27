// Creative Hub from TypeScript and JavaScript. Runs in Node 20 or later and in browsers; files on disk are in "./node".

export type { Avatar, Voice } from "./choices.js";
export { CreativeHub, type CreativeHubOptions } from "./client.js";
export * from "./errors.js";
export type { CallOptions } from "./http.js";
export type { GenerateOptions } from "./make.js";
export { List, type Page } from "./pages.js";
export type { components, operations, paths } from "./schema.js";
export { HUB_VERSION } from "./transport.js";
export type * from "./types.js";
export type { UploadOptions } from "./upload.js";
export type { WaitOptions } from "./wait.js";
