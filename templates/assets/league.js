// The league table: sorting and filters. Everything can be read without it. What the reader chose is kept
// in the address.
(() => {
  "use strict";

  const table = document.getElementById("league");
  const tools = document.getElementById("tools");
  if (!table || !tools) return;

  const { plain } = globalThis.careScorecard;
  const status = document.getElementById("tools-status");
  const fold = document.getElementById("tools-fold");
  const [ranked, unranked] = [table.querySelector("#ranked"), table.querySelector("#unranked")];
  // Where authorities stand by type, each type has a body of its own.
  const byKind = document.getElementById("by-kind");
  const kinds = [...table.querySelectorAll("tbody.kind")];
  const isByKind = () => byKind?.checked ?? false;
  const homeOf = (row) => (isByKind() && kinds.find((body) => body.dataset.kind === row.dataset.kind)) || ranked;
  const rows = [...table.querySelectorAll("tr[data-code]")];
  const field = (name) => document.getElementById(`filter-${name}`);
  const nameOf = (row) => row.querySelector("th bdi").textContent.trim();
  const sought = new Map(rows.map((row) => [row, plain(`${nameOf(row)} ${row.dataset.code}`)]));
  const collator = new Intl.Collator("en-GB", { numeric: true });
  const say = (text) => { status.textContent = text; };
  // What else belongs in the address: the reader's weights.
  const chosen = { write: () => {}, read: () => {} };

  // ---- Sorting -------------------------------------------------------------------------------

  const heads = [...table.tHead.rows[0].cells];
  const titles = heads.map((head) => head.textContent.trim());
  const keys = heads.map((head) => head.dataset.key);
  const usual = { column: heads.findIndex((head) => head.hasAttribute("aria-sort")), up: true };
  let sorting = { ...usual };
  const value = (row, column) => row.cells[column].dataset.v ?? "";
  // Names from A and ranks from the first; scores from the highest.
  const isFirstUp = (column) => keys[column] === "name" || heads[column].dataset.first === "up";
  const sortBy = document.getElementById("sort-by");

  // Absent values stay last, whichever way the rest is sorted.
  function compare(a, b) {
    const [x, y] = [value(a, sorting.column), value(b, sorting.column)];
    if (x === "" || y === "") return (x === "") - (y === "") || collator.compare(nameOf(a), nameOf(b));
    const [m, n] = [Number(x), Number(y)];
    const order = Number.isNaN(m) || Number.isNaN(n) ? collator.compare(x, y) : m - n;
    return (sorting.up ? order : -order) || collator.compare(nameOf(a), nameOf(b));
  }

  function sort() {
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[sorting.column].setAttribute("aria-sort", sorting.up ? "ascending" : "descending");
    sortBy.value = keys[sorting.column];
    rows.filter((row) => row.parentNode !== unranked).forEach((row) => homeOf(row).append(row));
    for (const body of [...kinds, ranked, unranked]) {
      const own = rows.filter((row) => row.parentNode === body);
      const wanted = [...own].sort(compare);
      // Rows that stand in their order already are left where they are.
      const now = [...body.children].filter((row) => row.dataset.code);
      if (wanted.some((row, at) => row !== now[at])) body.append(...wanted);
    }
  }

  function sortAnew(column, up) {
    sorting = { column, up };
    sort();
    say(`Sorted by ${titles[column]}, ${up ? "ascending" : "descending"}.`);
    remember();
  }

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = titles[column];
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      sortAnew(column, sorting.column === column ? !sorting.up : isFirstUp(column));
    });
    sortBy.append(new Option(titles[column], keys[column]));
  });
  sortBy.addEventListener("input", () => {
    const column = keys.indexOf(sortBy.value);
    sortAnew(column, isFirstUp(column));
  });
  document.getElementById("sort-turn").addEventListener("click", () => sortAnew(sorting.column, !sorting.up));

  // Browsers do not print buttons in the heads that they repeat on every sheet.
  const buttons = heads.map((head) => head.firstElementChild);
  window.addEventListener("beforeprint", () => heads.forEach((head, at) => head.replaceChildren(titles[at])));
  window.addEventListener("afterprint", () => heads.forEach((head, at) => head.replaceChildren(buttons[at])));

  // ---- Filters -------------------------------------------------------------------------------

  const near = field("near");
  if (near) {
    const known = rows.filter((row) => row.dataset.near);
    known.sort((a, b) => collator.compare(nameOf(a), nameOf(b)));
    near.append(...known.map((row) => new Option(nameOf(row), row.dataset.code)));
  }

  function filter() {
    const words = plain(field("name").value).split(" ").filter(Boolean);
    const region = field("region")?.value ?? "";
    const kind = field("kind")?.value ?? "";
    const subject = near?.value ?? "";
    const about = subject && rows.find((row) => row.dataset.code === subject);
    const codes = about ? new Set([subject, ...about.dataset.near.split(" ")]) : null;
    for (const row of rows) {
      row.hidden = !(
        words.every((word) => sought.get(row).includes(word)) &&
        (!region || row.dataset.region === region) &&
        (!kind || row.dataset.kind === kind) &&
        (!codes || codes.has(row.dataset.code))
      );
    }
    const count = (body) => rows.filter((row) => row.parentNode === body);
    const shown = (list) => list.filter((row) => !row.hidden).length;
    const others = count(unranked);
    const those = rows.filter((row) => !others.includes(row));
    [...kinds, unranked].forEach((body) => { body.hidden = shown(count(body)) === 0; });
    const all = shown(those) + shown(others);
    say(
      (all === 0 ? "No authority is called so. " : "") +
      `Showing ${shown(those)} of ${those.length} ranked authorities` +
      (others.length ? ` and ${shown(others)} of ${others.length} that are not ranked.` : "."),
    );
  }

  const fields = ["name", "region", "kind", "near"].map((name) => [name, field(name)]).filter(([, it]) => it);
  fields.forEach(([, input]) => input.addEventListener("input", () => { filter(); remember(); }));
  document.getElementById("filter-clear").addEventListener("click", () => {
    fields.forEach(([, input]) => { input.value = ""; });
    filter();
    remember();
  });

  byKind?.addEventListener("input", () => { sort(); filter(); remember(); });

  // ---- The address ---------------------------------------------------------------------------

  function remember() {
    const view = new URLSearchParams();
    chosen.write(view);
    fields.forEach(([name, input]) => { if (input.value) view.set(name, input.value); });
    if (sorting.column !== usual.column || sorting.up !== usual.up) {
      view.set("sort", `${keys[sorting.column]}:${sorting.up ? "up" : "down"}`);
    }
    if (byKind && !byKind.checked) view.set("by", "england");
    const text = view.toString();
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  }

  // Earlier addresses named a column by its number.
  function columnOf(key) {
    const column = keys.indexOf(key);
    return column < 0 && /^\d+$/.test(key) && Number(key) < keys.length ? Number(key) : column;
  }

  function recall() {
    const view = new URLSearchParams(location.hash.slice(1));
    fields.forEach(([name, input]) => { input.value = view.get(name) ?? ""; });
    if (byKind) byKind.checked = view.get("by") !== "england";
    const [key, way] = (view.get("sort") ?? "").split(":");
    const column = columnOf(key);
    sorting = column >= 0 && way ? { column, up: way === "up" } : { ...usual };
    if ([...view.keys()].some((name) => name !== "name")) fold.open = true;
    chosen.read(view);
    sort();
    filter();
  }

  tools.hidden = false;
  globalThis.careScorecard.league = {
    table, rows, unranked, homeOf, nameOf, say, sort, filter, remember, recall, chosen, isByKind, byKind,
  };
  window.addEventListener("hashchange", () => { if (location.hash.includes("=")) recall(); });
  recall();
})();
