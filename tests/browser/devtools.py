"""Steers a Chromium through its DevTools protocol, over a pipe: no library, and no port that somebody else could use."""

import json
import os
import select
import subprocess
import time

# Chromium reads commands from one descriptor and writes answers to the other.
READS, WRITES = 3, 4


class Tab:
    """One page. `requests` and `complaints` are what it has asked for and what the browser's console says."""

    def __init__(self, browser: str, profile: str) -> None:
        commands, to_browser = os.pipe()
        from_browser, answers = os.pipe()
        # They must not be among those that they become.
        commands, answers = os.dup(commands), os.dup(answers)

        def connect() -> None:
            spare = os.dup2(commands, 63), os.dup2(answers, 64)
            os.dup2(spare[0], READS)
            os.dup2(spare[1], WRITES)

        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe"]
        self.process = subprocess.Popen([browser, *options, f"--user-data-dir={profile}", "--window-size=1400,900", "about:blank"],
                                        close_fds=False, preexec_fn=connect, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        self.to_browser, self.from_browser = os.fdopen(to_browser, "wb", 0), from_browser
        self.unread, self.sent, self.session = b"", 0, None
        self.requests: list[dict] = []
        self.complaints: list[str] = []
        page = next(it for it in self.call("Target.getTargets")["targetInfos"] if it["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: object) -> dict:
        self.sent += 1
        message = {"id": self.sent, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.to_browser.write(json.dumps(message).encode() + b"\0")
        while (answer := self.next(60)).get("id") != self.sent:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def next(self, seconds: float) -> dict:
        """The next message of the browser. An event is noted; an empty one means that none came in time."""
        until = time.monotonic() + seconds
        while b"\0" not in self.unread:
            if not select.select([self.from_browser], [], [], max(0, until - time.monotonic()))[0]:
                return {}
            piece = os.read(self.from_browser, 1 << 16)
            if not piece:
                raise RuntimeError("the browser has ended")
            self.unread += piece
        text, self.unread = self.unread.split(b"\0", 1)
        message = json.loads(text)
        self.note(message)
        return message

    def note(self, event: dict) -> None:
        match event.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(event["params"]["request"])
            case "Log.entryAdded" if event["params"]["entry"]["level"] == "error":
                self.complaints.append(event["params"]["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(event["params"]["exceptionDetails"]))

    def evaluate(self, script: str) -> object:
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def until(self, script: str, seconds: float = 60) -> object:
        """What the script says, once it says something."""
        end = time.monotonic() + seconds
        while not (said := self.evaluate(script)):
            if time.monotonic() > end:
                raise RuntimeError(f"this was never so: {script}")
            self.next(0.05)
        return said

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()
