"""Opens pages in headless Chromium at several widths, as a phone and a screen would.

    check_page.py [--screenshots FOLDER] [--most-sheets N] PAGE.html…

Fails where a page logs an error, asks for anything but itself, is wider than the window, has a
figure without content, has an element that reaches beyond its right edge without a box of its own
that scrolls, would be printed without the first rows of a table that is no figure's (nor folded away on a
page of several sweeps), or on more sheets of A4 than that.
Speaks the DevTools protocol over a pipe, so that nothing listens on a port.
"""

import argparse
import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

WIDTHS = (400, 1400)
# Inches.
A4 = {"paperWidth": 8.27, "paperHeight": 11.69}
PATIENCE_S = 60

OVERFLOW = """
(() => {
  const inScroller = e => e.closest('.scroll, svg') !== null;
  const edge = document.documentElement.clientWidth + 1;
  const beyond = [...document.querySelectorAll('body *')]
    .filter(e => !inScroller(e) && e.getBoundingClientRect().right > edge)
    .map(e => e.tagName + ': ' + e.textContent.slice(0, 40));
  const empty = [...document.querySelectorAll('figure')]
    .filter(f => !f.querySelector('svg path, svg use, svg text') || !f.querySelector('td'))
    .map(f => f.id);
  return JSON.stringify({
    width: document.documentElement.scrollWidth, inner: window.innerWidth,
    beyond, empty, figures: document.querySelectorAll('figure').length,
    scripts: document.scripts.length, height: document.documentElement.scrollHeight });
})()
"""

MISSING_ON_PAPER = """
[...document.querySelectorAll('td')]
  .filter(cell => !cell.checkVisibility()
    && !cell.closest('figure, tr:nth-child(n+31), body:has(> nav) > details')).length
"""


class Browser:
    """One headless Chromium, spoken to over file descriptors 3 and 4."""

    def __init__(self, profile):
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        if program is None:
            sys.exit("chromium is not installed; `make test-report` installs it")
        to_browser, self._to = os.pipe()
        self._from, from_browser = os.pipe()

        def connect():
            # Out of the way first: 3 or 4 may be one of the ends.
            ends = os.dup(to_browser), os.dup(from_browser)
            saved = [os.dup(end) for end in ends]
            os.dup2(saved[0], 3)
            os.dup2(saved[1], 4)

        # As root there is no sandbox to be had; the pages are our own.
        self._process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", f"--user-data-dir={profile}",
             "--remote-debugging-pipe", "about:blank"],
            preexec_fn=connect, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self._buffer = b""
        self._number = 0
        self.events = []

    def call(self, method, session=None, **parameters):
        """Sends a command and waits for its answer; events on the way are kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    sys.exit(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def wait_for(self, event):
        """Waits until an event has come."""
        while not any(e.get("method") == event for e in self.events):
            self.events.append(self._next())

    def _next(self):
        while b"\0" not in self._buffer:
            piece = os.read(self._from, 1 << 20)
            if not piece:
                sys.exit("chromium ended early")
            self._buffer += piece
        message, self._buffer = self._buffer.split(b"\0", 1)
        return json.loads(message)

    def close(self):
        self.call("Browser.close")
        self._process.wait(PATIENCE_S)


def sheets_of(browser, session):
    """On how many sheets of paper a page is printed."""
    printed = browser.call("Page.printToPDF", session, printBackground=True, **A4)
    return len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(printed["data"])))


def opened(browser):
    """A new tab, and the session that speaks to it."""
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    session = browser.call(
        "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    return target, session


def faults_of(browser, page, width, dark, screenshots):
    """What is wrong with a page at a width."""
    target, session = opened(browser)
    for domain in ("Page", "Runtime", "Log", "Network"):
        browser.call(f"{domain}.enable", session)
    browser.call("Emulation.setDeviceMetricsOverride", session, width=width, height=900,
                 deviceScaleFactor=1, mobile=width < 600)
    browser.call("Emulation.setEmulatedMedia", session, features=[
        {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
    browser.events.clear()
    address = page.resolve().as_uri()
    browser.call("Page.navigate", session, url=address)
    browser.wait_for("Page.loadEventFired")
    answer = browser.call("Runtime.evaluate", session, expression=OVERFLOW)
    seen = json.loads(answer["result"]["value"])

    faults = []
    for event in browser.events:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            url = parameters["request"]["url"]
            if url != address and not url.startswith("data:"):
                faults.append(f"asks for {url}")
        elif method == "Runtime.exceptionThrown":
            faults.append(f"throws {parameters['exceptionDetails']['text']}")
        elif method == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
            faults.append(f"logs {parameters['entry']['text']}")
        elif method == "Runtime.consoleAPICalled":
            faults.append("runs a script that logs")
    if seen["width"] > seen["inner"]:
        faults.append(f"is {seen['width']} pixels wide")
    faults += [f"{what} reaches beyond the window" for what in seen["beyond"][:3]]
    faults += [f"figure {name} is empty" for name in seen["empty"]]
    if seen["scripts"]:
        faults.append(f"has {seen['scripts']} scripts")
    if screenshots:
        picture = browser.call(
            "Page.captureScreenshot", session, captureBeyondViewport=True,
            clip={"x": 0, "y": 0, "width": width, "height": min(seen["height"], 15000), "scale": 1})
        name = f"{page.stem}-{width}-{'dark' if dark else 'light'}.png"
        (screenshots / name).write_bytes(base64.b64decode(picture["data"]))
    browser.call("Target.closeTarget", targetId=target)
    return faults, seen


def faults_on_paper(browser, page, most_sheets):
    """What is wrong with a page as it is printed, whatever the window; its sheets are counted where limited."""
    target, session = opened(browser)
    browser.call("Page.enable", session)
    browser.events.clear()
    browser.call("Page.navigate", session, url=page.resolve().as_uri())
    browser.wait_for("Page.loadEventFired")
    browser.call("Emulation.setEmulatedMedia", session, media="print")
    faults = []
    answer = browser.call("Runtime.evaluate", session, expression=MISSING_ON_PAPER)
    if answer["result"]["value"]:
        faults.append(f"would be printed without {answer['result']['value']} cells of tables")
    if most_sheets:
        sheets = sheets_of(browser, session)
        if sheets > most_sheets:
            faults.append(f"takes {sheets} sheets, more than {most_sheets}")
    browser.call("Target.closeTarget", targetId=target)
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="+", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--most-sheets", type=int)
    arguments = parser.parse_args()
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    count = 0
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(profile)
        for page in arguments.pages:
            for width in WIDTHS:
                for dark in (False, True):
                    faults, seen = faults_of(browser, page, width, dark, arguments.screenshots)
                    count += len(faults)
                    mode = "dark" if dark else "light"
                    print(f"{page} at {width} pixels, {mode}: {seen['figures']} figures, "
                          + ("; ".join(faults) or "good"))
            faults = faults_on_paper(browser, page, arguments.most_sheets)
            count += len(faults)
            print(f"{page} on paper: " + ("; ".join(faults) or "good"))
        browser.close()
    sys.exit(1 if count else 0)


if __name__ == "__main__":
    main()
