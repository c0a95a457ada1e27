//! What is wrong is the operator's: the key, the balance, the quota, or the model.

use super::Seen::{Documented, Reported};
use super::{RealAnswer, result, start};

const OPENAI: &[&str] = &["openai"];
const GOOGLE: &[&str] = &["google"];
const BYTEPLUS: &[&str] = &["byteplus"];
const ELEVENLABS: &[&str] = &["elevenlabs"];
const BFL: &[&str] = &["bfl"];
const FAL: &[&str] = &["fal"];
const LUMA: &[&str] = &["luma"];
const RUNWAY: &[&str] = &["runway"];
const KLING: &[&str] = &["kling"];
const HEYGEN: &[&str] = &["heygen"];

pub(super) const ANSWERS: &[RealAnswer] = &[
    // Balance and quota.
    start("exhausted-balance", FAL, 403, r#"{"detail":"User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing."}"#).seen(Reported),
    start("exhausted-balance", OPENAI, 429, r#"{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}"#).seen(Reported),
    start("exhausted-balance", GOOGLE, 429, r#"{"error":{"code":429,"message":"Your prepayment credits are depleted. Please go to AI Studio to manage your project and billing.","status":"RESOURCE_EXHAUSTED"}}"#).seen(Reported),
    start("exhausted-balance", BYTEPLUS, 403, r#"{"error":{"code":"AccountOverdueError","message":"The request failed because your account has an overdue balance.","param":"","type":"Forbidden"}}"#).seen(Documented),
    start("exhausted-balance", ELEVENLABS, 401, r#"{"detail":{"status":"quota_exceeded","message":"This request exceeds your quota of 10000. You have 12 credits remaining, while 40 credits are required for this request."}}"#).seen(Reported),
    start("exhausted-balance", BFL, 402, r#"{"detail":"Insufficient credits. Please add credits to your account."}"#).seen(Documented),
    start("exhausted-balance", LUMA, 402, r#"{"detail":"Insufficient credits"}"#).seen(Documented),
    start("exhausted-balance", RUNWAY, 400, r#"{"error":"You do not have enough credits to run this task."}"#).seen(Reported),
    start("exhausted-balance", KLING, 429, r#"{"code":1102,"message":"Account balance not enough","request_id":"r1"}"#).seen(Reported),
    start("exhausted-balance", HEYGEN, 402, r#"{"error":{"code":"insufficient_credit","message":"Insufficient credit. Please upgrade your plan or purchase more credits.","param":null,"doc_url":null}}"#).seen(Documented),
    start("billing-limit", OPENAI, 400, r#"{"error":{"message":"Billing hard limit has been reached.","type":"billing_limit_user_error","param":null,"code":"billing_hard_limit_reached"}}"#).seen(Reported),
    start("billing-not-active", OPENAI, 429, r#"{"error":{"message":"Your account is not active, please check your billing details on our website.","type":"billing_not_active","param":null,"code":"billing_not_active"}}"#).seen(Reported),
    start("billing-not-active", GOOGLE, 403, r#"{"error":{"code":403,"message":"This API method requires billing to be enabled. Please enable billing on project #1.","status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"BILLING_DISABLED"}]}}"#).seen(Documented),
    start("set-limit-exceeded", BYTEPLUS, 429, r#"{"error":{"code":"SetLimitExceeded","message":"Your account has reached the set inference limit for the model, and the model service has been paused.","param":"","type":"TooManyRequests"}}"#).seen(Reported),
    start("quota-exceeded", BYTEPLUS, 429, r#"{"error":{"code":"QuotaExceeded","message":"The free trial quota of the model is used up.","param":"","type":"TooManyRequests"}}"#).seen(Documented),
    // The account or the key.
    start("bad-key", OPENAI, 401, r#"{"error":{"message":"Incorrect API key provided.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}"#).seen(Documented),
    start("bad-key", GOOGLE, 400, r#"{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}"#).seen(Reported),
    start("bad-key", BYTEPLUS, 401, r#"{"error":{"code":"AuthenticationError","message":"The API key in the request is missing or invalid.","param":"","type":"Unauthorized"}}"#).seen(Documented),
    start("bad-key", ELEVENLABS, 401, r#"{"detail":{"status":"invalid_api_key","message":"Invalid API key"}}"#).seen(Reported),
    start("bad-key", BFL, 403, r#"{"detail":"Not authenticated"}"#).seen(Reported),
    start("bad-key", FAL, 401, r#"{"detail":"No user found for Key ID and Secret"}"#).seen(Reported),
    start("bad-key", LUMA, 403, r#"{"detail":"Not authenticated"}"#),
    start("bad-key", RUNWAY, 401, r#"{"error":"The API key you provided is not valid."}"#).seen(Documented),
    start("bad-key", KLING, 401, r#"{"code":1002,"message":"Authorization is invalid","request_id":"r1"}"#).seen(Documented),
    start("bad-key", HEYGEN, 401, r#"{"error":{"code":"unauthorized","message":"Missing or invalid API key.","param":null,"doc_url":null}}"#).seen(Documented),
    start("key-leaked", GOOGLE, 403, r#"{"error":{"code":403,"message":"Your API key was reported as leaked. Please use another API key.","status":"PERMISSION_DENIED"}}"#).seen(Reported),
    start("account-deactivated", OPENAI, 401, r#"{"error":{"message":"The OpenAI account associated with this API key has been deactivated.","type":"invalid_request_error","param":null,"code":"account_deactivated"}}"#).seen(Reported),
    start("account-locked", ELEVENLABS, 401, r#"{"detail":{"status":"detected_unusual_activity","message":"Unusual activity detected. Free Tier usage disabled."}}"#).seen(Reported),
    start("account-locked", FAL, 403, r#"{"detail":"User is locked. Reason: Account suspended."}"#),
    start("key-lacks-permission", ELEVENLABS, 401, r#"{"detail":{"status":"missing_permissions","message":"The API key you used is missing the permission text_to_speech to execute this operation."}}"#).seen(Reported),
    start("key-lacks-permission", OPENAI, 401, r#"{"error":{"message":"You have insufficient permissions for this operation. Missing scopes: api.model.images.request","type":"invalid_request_error","param":null,"code":"missing_scope"}}"#).seen(Reported),
    start("key-lacks-permission", BYTEPLUS, 403, r#"{"error":{"code":"AccessDenied","message":"The API key has no permission to access the resource.","param":"","type":"Forbidden"}}"#).seen(Documented),
    start("organisation-not-verified", OPENAI, 403, r#"{"error":{"message":"Your organization must be verified to use the model `gpt-image-1.5`.","type":"invalid_request_error","param":null,"code":null}}"#).seen(Reported),
    start("country-not-supported", OPENAI, 403, r#"{"error":{"message":"Country, region, or territory not supported","type":"request_forbidden","param":null,"code":"unsupported_country_region_territory"}}"#).seen(Reported),
    start("country-not-supported", GOOGLE, 400, r#"{"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}"#).seen(Reported),
    // The model.
    start("model-gone", OPENAI, 404, r#"{"error":{"message":"The model `tts-1` has been deprecated.","type":"invalid_request_error","param":null,"code":"model_not_found"}}"#).seen(Reported),
    start("model-gone", GOOGLE, 404, r#"{"error":{"code":404,"message":"models/x is not found for API version v1beta, or is not supported for generateContent.","status":"NOT_FOUND"}}"#).seen(Reported),
    start("model-gone", BYTEPLUS, 404, r#"{"error":{"code":"InvalidEndpointOrModel.NotFound","message":"The model or endpoint x does not exist or you do not have access to it.","param":"","type":"NotFound"}}"#).seen(Reported),
    start("model-gone", ELEVENLABS, 400, r#"{"detail":{"status":"model_not_found","message":"A model with model ID x could not be found."}}"#).seen(Reported),
    start("model-gone", BFL, 404, r#"{"detail":"Not Found"}"#).seen(Documented),
    start("model-gone", FAL, 404, r#"{"detail":"Application 'x' not found"}"#).seen(Reported),
    start("model-gone", KLING, 404, r#"{"code":1203,"message":"The requested resource does not exist, e.g. model","request_id":"r1"}"#).seen(Documented),
    start("model-not-open", BYTEPLUS, 404, r#"{"error":{"code":"ModelNotOpen","message":"Your account has not activated the model.","param":"","type":"NotFound"}}"#).seen(Reported),
    // Seen after the task was over, too.
    result("result-exhausted-balance", FAL, 403, r#"{"detail":"User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing."}"#).seen(Reported),
];
