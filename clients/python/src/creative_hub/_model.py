"""What all models of requests and replies have in common."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, ValidatorFunctionWrapHandler, field_validator

# What a newer API may answer where an older client knows a list of words.
_NEW_WORDS = {"literal_error", "enum"}


class HubModel(BaseModel):
    """A newer API may answer more fields, and new words such as another `code`. Neither breaks an older client."""

    model_config = ConfigDict(extra="allow", populate_by_name=True, protected_namespaces=(), defer_build=True)

    @field_validator("*", mode="wrap")
    @classmethod
    def _keep_new_words(cls, value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
        try:
            return validate(value)
        except ValidationError as error:
            if all(mistake["type"] in _NEW_WORDS for mistake in error.errors()):
                return value
            raise
