"use strict";
(function () {
  const table = document.getElementById("applicants");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const filter = document.getElementById("filter");
  const outcome = document.getElementById("outcome");
  const shown = document.getElementById("shown");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = rows.map((row) => fold(row.textContent));

  function apply() {
    const words = fold(filter.value).split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, i) => {
      const fits = (!outcome.value || row.dataset.outcome === outcome.value) &&
        words.every((word) => texts[i].includes(word));
      row.hidden = !fits;
      count += fits ? 1 : 0;
    });
    shown.textContent = String(count);
  }

  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  function valueOf(row, column, byValue) {
    const cell = row.cells[column];
    if (!byValue) { return cell.textContent.trim(); }
    const value = Number(cell.dataset.v);
    return cell.dataset.v === undefined || cell.dataset.v === "" || Number.isNaN(value) ? -1 : value;
  }

  function sortBy(head, column) {
    const byValue = head.hasAttribute("data-by-value");
    const descending = head.getAttribute("aria-sort") === "ascending";
    const sign = descending ? -1 : 1;
    const keyed = rows.map((row, i) => ({ row, i, value: valueOf(row, column, byValue) }));
    keyed.sort((a, b) => {
      const order = byValue ? Math.sign(a.value - b.value) || 0 : collator.compare(a.value, b.value);
      return sign * order || a.i - b.i;
    });
    const parts = document.createDocumentFragment();
    keyed.forEach((one) => parts.append(one.row));
    body.append(parts);
    for (const other of table.tHead.rows[0].cells) { other.removeAttribute("aria-sort"); }
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
  }

  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(head, column));
    head.append(button);
  });
  filter.addEventListener("input", apply);
  outcome.addEventListener("change", apply);
  document.getElementById("tools").hidden = false;
})();
