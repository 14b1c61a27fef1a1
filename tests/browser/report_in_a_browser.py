#!/usr/bin/env python3
"""Opens the pages of an output in a real Chromium: they sort, filter, lead somewhere, fetch nothing and run nothing foreign.

usage: report_in_a_browser.py OUTPUT   (a folder that holds report/, of a run or of `cargo run --example report_pages`)
"""

import pathlib
import sys
import urllib.parse

from chromium import Browser, problems_of

FAILURES = []


def check(holds, what):
    if not holds:
        FAILURES.append(what)
        print(f"FAILED  {what}")


def local_links(browser, page):
    """Every link of a page that stays on the disk, as a path."""
    links = browser.evaluate("Array.from(document.links, (link) => link.href)")
    for link in links:
        parts = urllib.parse.urlsplit(link)
        if parts.scheme == "file":
            path = pathlib.Path(urllib.parse.unquote(parts.path))
            check(path.is_file(), f"{page.name}: a link leads nowhere: {link}")
            if parts.fragment:
                there = browser.evaluate(f"document.getElementById({parts.fragment!r}) !== null")
                check(path != page or there, f"{page.name}: no place {parts.fragment}")
        else:
            check(parts.scheme == "https" or parts.scheme == "http", f"{page.name}: a strange link: {link}")


ACCESSIBLE = """(() => {
  const bad = [];
  for (const table of document.querySelectorAll('table')) {
    if (!table.caption) bad.push('a table without caption');
    for (const head of table.querySelectorAll('th')) if (!head.scope) bad.push('a heading without scope: ' + head.textContent);
  }
  const ids = Array.from(document.querySelectorAll('[id]'), (one) => one.id);
  if (new Set(ids).size !== ids.length) bad.push('an id twice');
  for (const one of document.querySelectorAll('[aria-labelledby]'))
    for (const id of one.getAttribute('aria-labelledby').split(' ')) if (!document.getElementById(id)) bad.push('no label ' + id);
  for (const drawing of document.querySelectorAll('svg'))
    if (!drawing.hasAttribute('aria-hidden') && !(drawing.querySelector('title') && drawing.querySelector('desc'))) bad.push('a drawing without words');
  if (document.querySelectorAll('h1').length !== 1) bad.push('not one main heading');
  for (const script of document.scripts) if (script.src) bad.push('a script from elsewhere');
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) bad.push('the page is wider than the window');
  return bad;
})()"""


def open_page(browser, path):
    events = browser.open(path.as_uri())
    for problem in problems_of(events):
        check(False, f"{path.name}: {problem}")
    for problem in browser.evaluate(ACCESSIBLE):
        check(False, f"{path.name}: {problem}")
    local_links(browser, path)


def visible(browser):
    return browser.evaluate(
        "Array.from(document.querySelectorAll('#applicants tbody tr'), (row) => row).filter((row) => row.checkVisibility())"
        ".map((row) => Array.from(row.cells, (cell) => cell.textContent.trim()))")


def values(browser, column):
    return browser.evaluate(
        f"Array.from(document.querySelectorAll('#applicants tbody tr'), (row) => row.cells[{column}].dataset.v)")


def click(browser, column):
    browser.evaluate(f"document.querySelectorAll('#applicants thead button')[{column}].click()")


def overview(browser, path):
    open_page(browser, path)
    all_rows = visible(browser)
    check(len(all_rows) > 1, "the overview has rows")
    # Sorting: by hours up and down, by id, by outcome.
    click(browser, 5)
    hours = [float(value) if value else -1 for value in values(browser, 5)]
    check(hours == sorted(hours), "hours sort upwards")
    click(browser, 5)
    hours = [float(value) if value else -1 for value in values(browser, 5)]
    check(hours == sorted(hours, reverse=True), "hours sort downwards")
    check(browser.evaluate("document.querySelectorAll('#applicants th')[5].ariaSort") == "descending", "the order is announced")
    click(browser, 4)
    ranks = [int(value) for value in values(browser, 4)]
    check(ranks == sorted(ranks), "outcomes sort from best to worst")
    click(browser, 0)
    check(len(visible(browser)) == len(all_rows), "sorting loses no row")
    # Filtering: by text, without accents, by outcome, together, and back.
    wanted = all_rows[-1][0]
    browser.type("#filter", wanted)
    fits = [row[0] for row in all_rows if wanted.lower() in "".join(row).lower()]
    check(sorted(row[0] for row in visible(browser)) == sorted(fits), f"the filter finds {wanted}")
    check(browser.evaluate("document.getElementById('shown').textContent") == str(len(fits)), "the count follows the filter")
    browser.type("#filter", "no applicant has this text")
    check(visible(browser) == [], "a filter that fits nobody shows nobody")
    browser.type("#filter", "")
    check(len(visible(browser)) == len(all_rows), "an empty filter shows all")
    for outcome in ["eligible", "needs_review", "not_eligible"]:
        browser.evaluate(
            f"(() => {{ const one = document.getElementById('outcome'); one.value = '{outcome}'; one.dispatchEvent(new Event('change')); }})()")
        expected = browser.evaluate(f"document.querySelectorAll('#applicants tr[data-outcome={outcome}]').length")
        check(len(visible(browser)) == expected, f"the outcome {outcome} filters")


def without_script(browser, path):
    browser.call("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.open(path.as_uri())
    browser.call("Emulation.setScriptExecutionDisabled", {"value": False})
    check(len(visible(browser)) > 1, "the overview can be read without script")
    check(browser.evaluate("!document.getElementById('tools').checkVisibility()"), "tools that need the script are not shown without it")


def hostile(browser, path):
    open_page(browser, path)
    text = browser.evaluate("document.body.innerText")
    check("<script>alert(1)</script>" in text, "the hostile name is shown as text")
    check("=cmd|'/c calc'!A1" in text, "the formula is shown as text")
    check(browser.evaluate("document.scripts.length") == 0, "no script on an applicant's page")
    check(browser.evaluate("document.images.length") == 0, "no image on an applicant's page")
    injected = browser.evaluate(
        "(() => { const one = document.createElement('script'); one.textContent = 'window.ran = true'; document.body.append(one); return window.ran === true; })()")
    check(not injected, "the policy lets no other script run")


def main():
    report = pathlib.Path(sys.argv[1]).resolve() / "report"
    pages = sorted(report.rglob("*.html"))
    with Browser() as browser:
        overview(browser, report / "index.html")
        without_script(browser, report / "index.html")
        for page in pages:
            if "script" in page.name:
                hostile(browser, page)
            elif page.name != "index.html":
                open_page(browser, page)
    print(f"{len(pages)} pages opened, {len(FAILURES)} failures")
    sys.exit(1 if FAILURES else 0)


main()
