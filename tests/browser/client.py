"""The files of the page that uses the TypeScript client, and what it should see."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent.parent / "clients" / "typescript"
EXPECTED = {"refused": "prompt", "status": "completed", "type": "image/png"}


def is_built() -> bool:
    return (PACKAGE / "build" / "src" / "index.js").is_file()


def files() -> dict[str, tuple[str, bytes]]:
    script = "text/javascript"
    modules = {f"/client/{path.name}": (script, path.read_bytes()) for path in (PACKAGE / "build" / "src").glob("*.js")}
    fetch = PACKAGE / "node_modules" / "openapi-fetch" / "dist" / "index.mjs"
    return {
        "/client.html": ("text/html", (HERE / "client.html").read_bytes()),
        "/openapi-fetch.mjs": (script, fetch.read_bytes()),
        **modules,
    }


def problems(seen: dict) -> list[str]:
    return [] if seen == EXPECTED else [f"the page with the TypeScript client saw {seen}, not {EXPECTED}"]
