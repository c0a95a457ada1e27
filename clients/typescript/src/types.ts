// What the API takes and answers, by the endpoint, as its description has it. Nothing here is written by hand a second
// time: a type is named by the path and the status that it comes with.

import type { components, paths } from "./schema.js";

export type Path = keyof paths & string;
export type Method = "get" | "post" | "put" | "patch" | "delete";

type Json<Answer> = Answer extends { content: { "application/json": infer Body } } ? Body : undefined;

/** The JSON that an endpoint answers with this status; `undefined` where the answer has no body. */
export type Reply<P extends Path, M extends Method, Status extends number> = paths[P] extends {
  [method in M]: { responses: infer Answers };
}
  ? Status extends keyof Answers
    ? Json<Answers[Status]>
    : never
  : never;

/** The JSON that an endpoint takes. */
export type Body<P extends Path, M extends Method> = paths[P] extends {
  [method in M]: { requestBody?: infer Takes };
}
  ? NonNullable<Takes> extends { content: { "application/json": infer Content } }
    ? Content
    : never
  : never;

/** The query parameters that an endpoint takes. */
export type Query<P extends Path, M extends Method> = paths[P] extends {
  [method in M]: { parameters: { query?: infer Parameters } };
}
  ? NonNullable<Parameters>
  : never;

export type ErrorCode = components["schemas"]["ErrorCode"];
export type Job = Reply<"/api/v1/creative-hub/generate/jobs/{id}", "get", 200>;
export type Receipt = Reply<"/api/v1/creative-hub/generate/jobs/{id}/receipt", "get", 200>;
export type Cancellation = Reply<"/api/v1/creative-hub/generate/jobs/{id}/cancel", "post", 200>;
export type AcceptedJob = Reply<"/api/v1/creative-hub/generate/image", "post", 202>;
export type AcceptedGeneration = Reply<"/api/v1/creative-hub/image-studio/generate", "post", 202>;
export type Quote = Reply<"/api/v1/creative-hub/generate/image", "post", 200>;
export type Generation = Reply<"/api/v1/creative-hub/image-studio/generations/{id}", "get", 200>;
export type Folder = Reply<"/api/v1/creative-hub/drive/folders/{id}", "get", 200>;
export type DriveFile = Reply<"/api/v1/creative-hub/drive/files/{id}", "get", 200>;
export type Upload = Reply<"/api/v1/creative-hub/drive/uploads", "post", 201>;
export type BrandKit = Reply<"/api/v1/creative-hub/brand-kits/{id}", "get", 200>;
export type ApiKey = Reply<"/api/v1/api-keys/{id}", "get", 200>;
export type NewApiKey = Reply<"/api/v1/api-keys", "post", 201>;
export type BrowserToken = Reply<"/api/v1/tokens", "post", 201>;
export type TeamMember = Reply<"/api/v1/members/{user_id}", "put", 200>;
export type Balance = Reply<"/api/v1/credits/balance", "get", 200>;
export type Transaction = Reply<"/api/v1/credits/grants", "post", 201>;
export type Team = Reply<"/api/v1/teams/{team_id}", "get", 200>;
export type Catalog = Reply<"/api/v1/creative-hub/catalog", "get", 200>;
export type OperatorStatus = Reply<"/api/v1/operator/status", "get", 200>;
export type Me = Reply<"/api/v1/me", "get", 200>;
