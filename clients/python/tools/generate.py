#!/usr/bin/env python3
"""Makes what is made in this package: `_models.py` from docs/openapi.json, and `_sync/` from `_async/`.

tools/generate.py          writes both
tools/generate.py --check  says whether they are up to date
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
PACKAGE = HERE / "src" / "creative_hub"
OPENAPI = HERE.parent.parent / "docs" / "openapi.json"
NOTE = "# Made by tools/generate.py; please change {source} instead.\n"
LIMITS = {
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
    "propertyNames",
    # pydantic does without: each alternative has a provider of its own. With it, new words could not be kept.
    "discriminator",
}
CHOICES = {"allOf", "anyOf", "oneOf"}
NAMES = {"properties", "schemas", "paths", "responses", "parameters", "headers"}
# What the async code says, and what the same code says where nothing is awaited.
WORDS = (
    (r"\basync (def|with|for)\b", r"\1"),
    (r"\bawait ", ""),
    (r"\banyio\.CancelScope\(shield=True\)", "contextlib.nullcontext()"),
    (r"\banyio\.sleep\b", "time.sleep"),
    (r"\bimport anyio\n", "import time\n"),
    (r"\basync_chunks\b", "chunks"),
    (r"\bAsync([A-Z]\w+)", r"\1"),
    (r"\b__a(enter|exit|iter)__", r"__\1__"),
    (r"\ba(close|iter_bytes)\b", r"\1"),
)


def sync(text: str) -> str:
    for pattern, word in WORDS:
        text = re.sub(pattern, word, text)
    # Two imports of the same module may have become one.
    lines = text.splitlines(keepends=True)
    return "".join(line for at, line in enumerate(lines) if not (line == "import time\n" and line in lines[:at]))


def made() -> dict[Path, str]:
    files = {PACKAGE / "_models.py": models()}
    for source in sorted((PACKAGE / "_async").glob("*.py")):
        files[PACKAGE / "_sync" / source.name] = NOTE.format(source=f"_async/{source.name}") + sync(source.read_text())
    return files


def without_limits(schema: Any, named: bool = False) -> Any:
    """The same schema without limits and conditions. The API checks them, says more about them, and may widen them.

    `named`: the keys are names of fields, parameters or schemas, and not words of JSON Schema."""
    if isinstance(schema, list):
        return [without_limits(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = (key for key in schema if named or not (key in LIMITS or is_condition(key, schema[key])))
    return {key: without_limits(schema[key], not named and key in NAMES) for key in kept}


def is_condition(word: str, value: Any) -> bool:
    """Whether it only says which fields go together, such as `oneOf` of `required: [script]` and `required: [audio_url]`.

    What says which fields there are has a `type`, too."""
    if word in ("if", "then", "else", "not", "dependentRequired"):
        return True
    conditions = {"properties", "required", "if", "then", "else", "not", *CHOICES}
    return word in CHOICES and all(isinstance(one, dict) and one.keys() <= conditions for one in value)


def models() -> str:
    with tempfile.TemporaryDirectory() as folder:
        document, output = Path(folder, "openapi.json"), Path(folder, "models.py")
        document.write_text(json.dumps(without_limits(json.loads(OPENAPI.read_text()))))
        # It warns of formats such as uint32, which are whole numbers to it.
        python = [sys.executable, "-W", "ignore::UserWarning"]
        command = [*python, "-m", "datamodel_code_generator", "--input", document, "--output", output]
        subprocess.run(command, cwd=HERE, check=True)
        return output.read_text()


def main() -> int:
    files = made()
    if "--check" not in sys.argv:
        for path, text in files.items():
            path.write_text(text)
        return 0
    old = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
    for path in old:
        print(f"{path.relative_to(HERE)} is not up to date; please run clients/python/tools/generate.py", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
