// What no checker complains about: tables without a caption, headers without a scope, pictures
// without a name, links to nowhere, words that a page should never show.

/** The problems of the page that is open. */
export const structure = (page) => page.evaluate(() => {
  const problems = [];
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = (element) => element?.textContent.trim() ?? "";
  const at = (element) => `${element.tagName.toLowerCase()} "${words(element).slice(0, 40)}"`;
  const named = (ids) => (ids ?? "").split(/\s+/).map((id) => words(document.getElementById(id))).join("");

  for (const table of all("table")) {
    if (!words(table.caption)) problems.push(`${at(table)} has no caption`);
    if (!table.tHead) problems.push(`${at(table)} has no head`);
    for (const cell of all(":scope > thead th", table)) {
      if (cell.scope !== "col") problems.push(`${at(cell)} is a column header without scope`);
      if (!words(cell)) problems.push("a column header is empty");
    }
    for (const row of all(":scope > tbody > tr", table)) {
      const heads = [...row.cells].filter((cell) => cell.tagName === "TH");
      const opens = row.cells.length === 1 && row.cells[0].colSpan > 1;
      if (!opens && heads.length !== 1) problems.push(`${at(row)} has ${heads.length} row headers`);
      if (heads.some((cell) => cell.scope !== "row" && !(opens && cell.scope === "rowgroup"))) problems.push(`${at(row)} has a header without scope`);
      const width = [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0);
      const columns = table.tHead?.rows[0].cells.length ?? 0;
      if (width !== columns) problems.push(`${at(row)} has ${width} cells under ${columns} headers`);
    }
    const sortable = table.querySelector("button.sort");
    if (sortable && all("[aria-sort]", table).length !== 1) problems.push("a sorted table must say by what");
  }

  for (const svg of all("svg")) {
    if (svg.getAttribute("aria-hidden") === "true") continue;
    const name = named(svg.getAttribute("aria-labelledby")) || words(svg.querySelector("title"));
    // A map whose tiles are links is a group of them.
    const role = svg.querySelector("a") ? "group" : "img";
    if (svg.getAttribute("role") !== role || !name) problems.push(`a picture has no role or no name: ${svg.outerHTML.slice(0, 80)}`);
    if (!words(svg.querySelector("desc"))) problems.push(`the picture "${name}" has no description`);
  }

  const levels = all("h1, h2, h3, h4, h5, h6").map((heading) => Number(heading.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1 || levels[0] !== 1) problems.push("not one h1, first");
  levels.forEach((level, place) => {
    if (place > 0 && level > levels[place - 1] + 1) problems.push(`heading ${place} jumps to h${level}`);
  });

  const ids = all("[id]").map((element) => element.id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  if (twice.length) problems.push(`ids twice: ${[...new Set(twice)].join(", ")}`);

  for (const control of all("a, button, input, select, output, summary")) {
    const label = words(control.labels?.[0]) || control.getAttribute("aria-label") || named(control.getAttribute("aria-labelledby"));
    if (!label && !words(control)) problems.push(`a control has no name: ${control.outerHTML.slice(0, 80)}`);
  }

  if (document.documentElement.lang !== "en-GB") problems.push("the language is not en-GB");
  for (const landmark of ["header", "main", "footer", "nav"]) {
    if (!document.querySelector(landmark)) problems.push(`no ${landmark}`);
  }
  const text = document.body.innerText;
  for (const word of [/\bundefined\b/, /\bNaN\b/, /\bnull\b/, /\bTODO\b/, /\{\{|\}\}/, /lorem ipsum/i]) {
    const found = text.match(word);
    if (found) problems.push(`the page says "${found[0]}"`);
  }
  return problems;
});

/** Addresses that the page that is open leads to. */
export const links = (page) => page.evaluate(() =>
  [...document.querySelectorAll("a[href], link[href], script[src]")].map((element) => new URL(element.getAttribute("href") ?? element.getAttribute("src"), document.baseURI).href));

/** What can be led to on the page that is open. */
export const targets = (page) => page.evaluate(() => [...document.querySelectorAll("[id]")].map((element) => element.id));
