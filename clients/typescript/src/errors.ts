// What can go wrong, as classes. `code` is the API's word for it and stays; messages are for people and may change.

import type { ErrorCode, Job } from "./types.js";

/** Every error that this package makes. */
export class CreativeHubError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A mistake in one field of a request. */
export interface FieldError {
  field: string;
  message: string;
}

/** The body of an error, as the API answers it. A gateway before the API may answer another one. */
export interface ErrorBody {
  error?: string;
  code?: string;
  request_id?: string;
  doc_url?: string;
  fields?: FieldError[];
  more_fields?: number;
  credits_required?: number;
  credits_available?: number;
  [more: string]: unknown;
}

/** The API refused a request. The classes below say why. */
export class ApiError extends CreativeHubError {
  readonly status: number;
  /** Such as `invalid_request`, or a word of a newer API; `undefined` if a gateway answered. */
  readonly code: ErrorCode | (string & {}) | undefined;
  readonly requestId: string | undefined;
  readonly docUrl: string | undefined;
  /** When the same request may work, in milliseconds from now. */
  readonly retryAfterMs: number | undefined;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody, headers: Headers) {
    const gateway = typeof body["message"] === "string" ? body["message"] : `the API answered ${status}`;
    super(body.error ?? gateway);
    this.status = status;
    this.code = body.code;
    this.requestId = body.request_id ?? headers.get("x-request-id") ?? undefined;
    this.docUrl = body.doc_url;
    this.retryAfterMs = retryAfterMs(headers);
    this.body = body;
  }
}

/** The request itself is wrong: 400, 405, 413 and 415. `fields` lists all mistakes at once. */
export class InvalidRequestError extends ApiError {
  get fields(): FieldError[] {
    return this.body.fields ?? [];
  }
}

/** The API key is missing, mistyped, revoked or has expired: 401. */
export class AuthenticationError extends ApiError {}

/** The balance or a cap does not leave enough: 402. */
export class PaymentError extends ApiError {
  get creditsRequired(): number | undefined {
    return this.body.credits_required;
  }

  get creditsAvailable(): number | undefined {
    return this.body.credits_available;
  }
}

/** The team's balance is too low. */
export class InsufficientCreditsError extends PaymentError {}

/** A monthly cap of the team, the member or the API key is reached. */
export class CapExceededError extends PaymentError {}

/** The role, a scope or the API key's models are not enough: 403. */
export class PermissionDeniedError extends ApiError {}

/** The thing does not exist for this caller: 404. */
export class NotFoundError extends ApiError {}

/** The state of a thing forbids the request, such as canceling a job that has ended: 409. */
export class ConflictError extends ApiError {}

/** The same idempotency key came with another request: 422. */
export class IdempotencyError extends ApiError {}

/** Too many jobs or requests at once: 429. */
export class RateLimitError extends ApiError {}

/** The service failed: 500 and above. */
export class ServerError extends ApiError {}

/** A model or its vendor cannot be used now: 503. */
export class UnavailableError extends ServerError {}

/** The API could not be reached, or did not answer. */
export class NetworkError extends CreativeHubError {}

/** The API did not answer in time. */
export class RequestTimeoutError extends NetworkError {}

/** The storage did not take the bytes of an upload. */
export class UploadError extends CreativeHubError {
  constructor(readonly status: number) {
    super(`the storage answered ${status} to the upload`);
  }
}

/** A link to a file gave no file. */
export class DownloadError extends CreativeHubError {
  constructor(readonly status: number) {
    super(`the link answered ${status}; links to results end after 15 minutes, read the job again for fresh ones`);
  }
}

/** A job has failed. It costs nothing. `code` is its `error_code`, such as `moderation_rejected`. */
export class JobFailedError extends CreativeHubError {
  readonly code: string;

  constructor(readonly job: Job) {
    super(job.error_message ?? "the job has failed");
    this.code = job.error_code ?? "internal";
  }
}

/** A job was canceled. */
export class JobCanceledError extends JobFailedError {}

/** A job has not ended before the deadline of the wait. It goes on: `hub.jobs.wait(error.jobId)` waits again. */
export class WaitTimeoutError extends CreativeHubError {
  constructor(
    readonly jobId: string,
    /** The job as it was last seen. */
    readonly job: Job | undefined,
  ) {
    super(`job ${jobId} has not ended in time; it goes on, and can be waited for again`);
  }
}

export function apiError(status: number, answer: unknown, headers: Headers): ApiError {
  const body = typeof answer === "object" && answer !== null ? (answer as ErrorBody) : {};
  const Class = errorClass(status, body.code);
  return new Class(status, body, headers);
}

export function jobError(job: Job): JobFailedError {
  return job.error_code === "canceled" ? new JobCanceledError(job) : new JobFailedError(job);
}

function errorClass(status: number, code: string | undefined): typeof ApiError {
  switch (status) {
    case 401:
      return AuthenticationError;
    case 402:
      return code === "insufficient_credits" ? InsufficientCreditsError : CapExceededError;
    case 403:
      return PermissionDeniedError;
    case 404:
      return NotFoundError;
    case 409:
      return ConflictError;
    case 422:
      return IdempotencyError;
    case 429:
      return RateLimitError;
    case 503:
      return UnavailableError;
    default:
      return status >= 500 ? ServerError : InvalidRequestError;
  }
}

/** The header `Retry-After` in milliseconds. It has seconds or a date. */
export function retryAfterMs(headers: Headers, now = Date.now()): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (!text) return undefined;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
