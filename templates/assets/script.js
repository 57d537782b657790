// Sorts and filters the league table. Everything is readable without it.
(() => {
  "use strict";
  const table = document.getElementById("ranked");
  const tools = document.getElementById("tools");
  if (!table || !tools) return;
  const status = document.getElementById("tools-status");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const others = [...(document.getElementById("unranked")?.tBodies[0].rows ?? [])];
  const field = (name) => document.getElementById(`filter-${name}`);
  const value = (row, column) => row.cells[column].dataset.sortValue ?? "";
  const nameOf = (row) => row.querySelector("th").textContent.trim();
  const collator = new Intl.Collator("en-GB", { numeric: true });

  // Absent values stay last, whichever way the rest is sorted.
  function compare(column, up) {
    return (a, b) => {
      const [x, y] = [value(a, column), value(b, column)];
      if (x === "" || y === "") return (x === "") - (y === "");
      const [m, n] = [Number(x), Number(y)];
      const order = Number.isNaN(m) || Number.isNaN(n) ? collator.compare(x, y) : m - n;
      return up ? order : -order;
    };
  }

  const heads = [...table.tHead.rows[0].cells];
  const titles = heads.map((head) => head.textContent.trim());
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = titles[column];
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const words = column > 0 && rows.some((row) => Number.isNaN(Number(value(row, column))));
      const up = now ? now === "descending" : words || column === 0;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      body.append(...rows.sort(compare(column, up)));
      status.textContent = `Sorted by ${titles[column]}, ${up ? "ascending" : "descending"}.`;
    });
  });

  const near = field("near");
  if (near) {
    const known = [...rows, ...others].filter((row) => row.dataset.near);
    known.sort((a, b) => collator.compare(nameOf(a), nameOf(b)));
    near.append(...known.map((row) => new Option(nameOf(row), row.dataset.code)));
  }

  function filter() {
    const name = field("name").value.trim().toLocaleLowerCase("en-GB");
    const region = field("region")?.value ?? "";
    const kind = field("kind")?.value ?? "";
    const subject = near?.value ?? "";
    const all = [...rows, ...others];
    const chosen = subject && all.find((row) => row.dataset.code === subject);
    const codes = chosen ? new Set([subject, ...chosen.dataset.near.split(" ")]) : null;
    const wanted = (row) =>
      nameOf(row).toLocaleLowerCase("en-GB").includes(name) &&
      (!region || row.dataset.region === region) &&
      (!kind || row.dataset.kind === kind) &&
      (!codes || codes.has(row.dataset.code));
    all.forEach((row) => { row.hidden = !wanted(row); });
    const shown = (list) => list.filter((row) => !row.hidden).length;
    status.textContent =
      `Showing ${shown(rows)} of ${rows.length} ranked authorities` +
      (others.length ? ` and ${shown(others)} of ${others.length} that are not ranked.` : ".");
  }

  tools.addEventListener("input", filter);
  tools.querySelector("button").addEventListener("click", () => {
    tools.querySelectorAll("input, select").forEach((input) => { input.value = ""; });
    filter();
  });
  tools.hidden = false;
  filter();
})();
