"""Warns of routes whose last day is near or past, and of models that then have no route left.

Reads libs/domain/catalog.toml and is part of `make check`. A warning does not fail the check, because a vendor's
calendar is no mistake in the code, and the build must not break just because time passes.
"""

import datetime
import pathlib
import sys
import tomllib

CATALOG = pathlib.Path(__file__).resolve().parent.parent / "libs" / "domain" / "catalog.toml"
WARN_DAYS = 30


def warnings(catalog, today):
    for model in catalog["models"]:
        # A model without routes is made by our own worker, so no vendor can end it.
        if "routes" not in model:
            continue
        name = f"{model['kind']}/{model['id']}"
        lasting = []
        for route in model["routes"]:
            sunset = route.get("sunset_at")
            days = (datetime.date.fromisoformat(sunset) - today).days if sunset else None
            if days is None or days > WARN_DAYS:
                lasting.append(route["name"])
            elif days > 0:
                yield f"{name}/{route['name']} ({route.get('wire_model')}) ends on {sunset}, in {days} days"
            else:
                yield f"{name}/{route['name']} ({route.get('wire_model')}) ended on {sunset} and is never picked"
        if not lasting:
            yield f"{name} has no route that lasts {WARN_DAYS} days"


def main():
    today = datetime.date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else datetime.date.today()
    found = list(warnings(tomllib.loads(CATALOG.read_text()), today))
    for warning in found:
        print(f"sunset: {warning}")
    print(f"sunsets: {len(found)} to check")


main()
