"""Reads the reference at /docs as a developer would: every error's address opens its paragraph, and a request is tried with a
key. Nothing may be asked of another origin."""

import json
import urllib.request
from urllib.parse import urlsplit

from devtools import Tab

OPERATION = "#tag/credits/GET/api/v1/credits/balance"
# The viewer has rows that look like buttons, and shows a field for the key twice: beside the text, and where a request is sent.
VISIBLE = "[...document.querySelectorAll('{}')].filter(it => it.offsetParent)"
KEY_FIELD = VISIBLE.format("[role=dialog] input") + ".find(it => it.placeholder.length > 30)"


def button(words: str) -> str:
    return VISIBLE.format("button") + f".find(it => it.innerText.includes({json.dumps(words)}))"


def press(tab: Tab, words: str) -> None:
    tab.until(f"Boolean({button(words)})")
    tab.evaluate(f"{button(words)}.click()")


def asked(tab: Tab, path: str) -> dict | None:
    return next((it for it in tab.requests if urlsplit(it["url"]).path == path), None)


def read_about_an_error(tab: Tab, api: str) -> list[str]:
    try:
        urllib.request.urlopen(f"{api}/api/v1/credits/balance")
    except urllib.error.HTTPError as refused:
        address = json.load(refused)["doc_url"]
    tab.call("Page.navigate", url=address)
    heading = f"document.getElementById('hub/{urlsplit(address).fragment}')"
    tab.until(f"{heading} && Math.abs({heading}.getBoundingClientRect().top) < 300")
    title = tab.evaluate("document.title")
    return [] if title.startswith("Creative Hub") else [f"the page is titled {title!r}"]


def every_code_has_a_place(tab: Tab) -> list[str]:
    codes = tab.evaluate("document.getElementById('reference').dataset.codes").split(" ")
    places = set(tab.evaluate("[...document.querySelectorAll('[id]')].map(it => it.id)"))
    return [f"the reference does not explain {code}" for code in codes if f"hub/errors/{code}" not in places]


def try_a_request(tab: Tab, key: str) -> list[str]:
    tab.evaluate(f"location.hash = '{OPERATION}'")
    press(tab, "Test Request")
    tab.until(f"Boolean({KEY_FIELD})")
    tab.evaluate(f"{KEY_FIELD}.focus()")
    tab.call("Input.insertText", text=key)
    press(tab, "Send")
    tab.until("document.body.innerText.includes('200 OK')")
    sent = asked(tab, "/api/v1/credits/balance")
    wrong = [] if sent and key in json.dumps(sent["headers"]) else ["the key was not sent"]
    kept = tab.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])")
    return wrong + (["the page keeps the key"] if key in kept else [])


def problems(browser: str, profile: str, api: str, key: str) -> list[str]:
    tab = Tab(browser, profile)
    try:
        wrong = read_about_an_error(tab, api) + every_code_has_a_place(tab) + try_a_request(tab, key)
        foreign = {it["url"] for it in tab.requests if not it["url"].startswith((f"{api}/", "data:", "blob:"))}
        return wrong + [f"the page asked {url}" for url in foreign] + tab.complaints
    except RuntimeError as failed:
        return [str(failed), *tab.complaints]
    finally:
        tab.close()
