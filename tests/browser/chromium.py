"""A headless Chromium, spoken to over its debugging pipe: nothing but the standard library, no port, no network."""

import base64
import itertools
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--disable-extensions", "--hide-scrollbars", "--mute-audio",
    "--remote-debugging-pipe", "--no-proxy-server", "--host-resolver-rules=MAP * ~NOTFOUND",
]


class Browser:
    """Starts Chromium with a fresh profile; ends exactly the process group that it started."""

    def __init__(self, limit=60):
        self.limit = limit
        self.profile = tempfile.mkdtemp(prefix="landed-chromium-")
        to_browser, self.write_end = os.pipe()
        self.read_end, from_browser = os.pipe()
        # Chromium reads from descriptor 3 and writes to descriptor 4.
        program = os.environ.get("CHROMIUM", "chromium")
        command = f'exec 3<&{to_browser} 4>&{from_browser}; exec "$0" "$@"'
        self.process = subprocess.Popen(
            ["bash", "-c", command, program, *FLAGS, f"--user-data-dir={self.profile}", "about:blank"],
            pass_fds=[to_browser, from_browser], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        os.close(to_browser)
        os.close(from_browser)
        os.set_blocking(self.read_end, False)
        self.numbers = itertools.count(1)
        self.buffer = b""
        self.events = []
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        attached = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})
        self.session = attached["sessionId"]
        for domain in ["Page", "Runtime", "Network", "Log"]:
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(10)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            self.process.kill()
        shutil.rmtree(self.profile, ignore_errors=True)

    def _messages(self, deadline):
        while b"\0" not in self.buffer:
            if time.monotonic() > deadline:
                raise TimeoutError("Chromium does not answer")
            try:
                part = os.read(self.read_end, 1 << 20)
                if not part:
                    raise RuntimeError("Chromium has ended")
                self.buffer += part
            except BlockingIOError:
                time.sleep(0.005)
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, parameters=None):
        """Calls a method of the protocol and returns its result."""
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters or {}}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        os.write(self.write_end, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + self.limit
        while True:
            answer = self._messages(deadline)
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            if "method" in answer:
                self.events.append(answer)

    def open(self, url):
        """Opens a page and waits until it has loaded; returns what happened meanwhile."""
        self.events = []
        self.call("Page.navigate", {"url": url})
        deadline = time.monotonic() + self.limit
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            answer = self._messages(deadline)
            if "method" in answer:
                self.events.append(answer)
        time.sleep(0.02)
        self.evaluate("1")  # what came meanwhile is read with the answer
        return list(self.events)

    def evaluate(self, expression):
        """The value of an expression in the page."""
        result = self.call("Runtime.evaluate", {
            "expression": expression, "returnByValue": True, "awaitPromise": True})
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"]))
        return result["result"].get("value")

    def type(self, selector, text):
        """Types text into a field as a person does."""
        self.evaluate(f"document.querySelector({json.dumps(selector)}).focus()")
        self.evaluate(f"document.querySelector({json.dumps(selector)}).select()")
        if text:
            self.call("Input.insertText", {"text": text})
        else:
            for kind in ["keyDown", "keyUp"]:
                self.call("Input.dispatchKeyEvent", {"type": kind, "key": "Delete", "windowsVirtualKeyCode": 46})

    def screenshot(self, path, width=1280):
        """The whole page as PNG."""
        self.call("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
        height = int(self.evaluate("document.documentElement.scrollHeight"))
        image = self.call("Page.captureScreenshot", {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}})
        with open(path, "wb") as file:
            file.write(base64.b64decode(image["data"]))

    def pdf(self, path, width, height):
        """The page as printed on paper of a size in inches."""
        printed = self.call("Page.printToPDF", {
            "paperWidth": width, "paperHeight": height, "printBackground": True, "preferCSSPageSize": False})
        with open(path, "wb") as file:
            file.write(base64.b64decode(printed["data"]))


def problems_of(events):
    """What must not happen on a page: requests beyond files on disk, console messages, exceptions, refusals of the policy."""
    found = []
    for event in events:
        method, detail = event["method"], event["params"]
        if method == "Network.requestWillBeSent" and not detail["request"]["url"].startswith("file:"):
            found.append(f"request: {detail['request']['url']}")
        elif method == "Network.loadingFailed":
            found.append(f"failed: {detail}")
        elif method == "Runtime.exceptionThrown":
            found.append(f"exception: {detail['exceptionDetails'].get('text')}")
        elif method == "Runtime.consoleAPICalled":
            found.append(f"console: {detail['args']}")
        elif method == "Log.entryAdded":
            found.append(f"log: {detail['entry']['text']}")
        elif method == "Page.javascriptDialogOpening":
            found.append(f"dialog: {detail['message']}")
    return found
