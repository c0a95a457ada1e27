"""Creative Hub from Python: pictures, videos, avatars, speech and ads."""

from . import _models as models
from ._async._client import AsyncCreativeHub
from ._async._list import AsyncList
from ._call import HUB_VERSION
from ._errors import (
    ApiError,
    AuthenticationError,
    CapExceededError,
    ConflictError,
    CreativeHubError,
    DownloadError,
    FieldError,
    IdempotencyError,
    InsufficientCreditsError,
    InvalidRequestError,
    JobCanceledError,
    JobFailedError,
    NetworkError,
    NotFoundError,
    PaymentError,
    PermissionDeniedError,
    RateLimitError,
    RequestTimeoutError,
    ServerError,
    UnavailableError,
    UploadError,
    WaitTimeoutError,
)
from ._page import Page
from ._sync._client import CreativeHub
from ._sync._list import List
from ._types import *  # noqa: F403
from ._types import __all__ as _types

__all__ = [
    "ApiError",
    "AsyncCreativeHub",
    "AsyncList",
    "AuthenticationError",
    "CapExceededError",
    "ConflictError",
    "CreativeHub",
    "CreativeHubError",
    "DownloadError",
    "FieldError",
    "HUB_VERSION",
    "IdempotencyError",
    "InsufficientCreditsError",
    "InvalidRequestError",
    "JobCanceledError",
    "JobFailedError",
    "List",
    "NetworkError",
    "NotFoundError",
    "Page",
    "PaymentError",
    "PermissionDeniedError",
    "RateLimitError",
    "RequestTimeoutError",
    "ServerError",
    "UnavailableError",
    "UploadError",
    "WaitTimeoutError",
    "models",
    *_types,
]
