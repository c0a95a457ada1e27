"""What schemathesis does otherwise here: it spares the keys that it runs with, names things that are there, and counts no
failure that exceptions.py excuses. Under the small budget it takes a part of the requests."""

import collections
import json
import os
import re
import sys
from pathlib import Path

import schemathesis

sys.path.insert(0, str(Path(__file__).resolve().parent))

from exceptions import SUBMITS, excused  # noqa: E402

# Of this id there is nothing. The document's examples have it, too.
NOBODYS = "0198c0de-0000-7000-8000-000000000000"
FOLDERS = ("drive_folder_id", "folder_id", "parent_id")
OWN_KEYS = os.environ["HUB_OWN_KEYS"].split(",")
# One of so many requests of the coverage phase is sent, and one of a submit's: they are most of all, since each model has a
# schema of its own.
SAMPLE, SUBMIT_SAMPLE = (int(text) for text in os.environ["HUB_SAMPLE"].split("/"))
seen: collections.Counter = collections.Counter()


def name(case) -> str:
    return case.operation.definition.raw["operationId"]


@schemathesis.hook
def filter_case(context, case) -> bool:
    """Whether it is sent."""
    if case.meta is None or case.meta.phase.name.value != "coverage":
        return True
    seen[name(case)] += 1
    return seen[name(case)] % (SUBMIT_SAMPLE if re.fullmatch(SUBMITS, name(case)) else SAMPLE) == 0


@schemathesis.hook
def before_call(context, case, kwargs) -> None:
    if case.meta is not None and case.meta.generation.mode.is_positive:
        make_acceptable(case)
    if name(case) in ("revokeApiKey", "rotateApiKey") and case.path_parameters.get("id") in OWN_KEYS:
        case.path_parameters["id"] = NOBODYS
    if isinstance(case.body, dict):
        there = {**dict.fromkeys(FOLDERS, os.environ["HUB_FOLDER"]), "brand_kit_id": os.environ["HUB_KIT"]}
        case.body.update({field: id for field, id in there.items() if case.body.get(field) == NOBODYS})


def make_acceptable(case) -> None:
    """A cursor that no list has given hides what a list makes of its other parameters, and so does a key that was used."""
    (case.query or {}).pop("cursor", None)
    if case.headers and "Idempotency-Key" in case.headers:
        seen["keys"] += 1
        case.headers["Idempotency-Key"] = f"key-{seen['keys']}"


@schemathesis.hook
def filter_failure(context, failure, case, response) -> bool:
    """Whether it counts."""
    if type(failure).__name__ != "RejectedPositiveData":
        return True
    answer = json.loads(response.content)
    # Whether a key was used before is no matter of its form, and examples are repeated.
    if (response.status_code, answer.get("code")) == (422, "idempotency_key_reused"):
        return False
    complaints = answer.get("fields", [])
    known = response.status_code == 400 and complaints and "more_fields" not in answer
    return not (known and all(excused(name(case), it) for it in complaints))
