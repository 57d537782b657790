// Two to four authorities side by side. What is chosen is kept in the address: #A,B,C.
(() => {
  "use strict";

  const form = document.getElementById("compare-choice");
  const link = document.getElementById("compare-data");
  if (!form || !link) return;

  const marking = /compared([^/]*)\.js$/.exec(link.getAttribute("href"))[1];
  const selects = [...form.querySelectorAll("select")];
  const status = document.getElementById("compare-status");
  const result = document.getElementById("compare-result");
  const SIGNS = ["circle", "square", "diamond", "triangle"];

  let loading = null;
  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = link.href;
      script.addEventListener("load", () => resolve(globalThis.careScorecard.compared));
      script.addEventListener("error", reject);
      document.head.append(script);
    });
    return loading;
  }

  function element(name, text, more = {}) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return Object.assign(made, more);
  }

  function drawn(name, attributes) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  }

  // ---- One row: every authority's number with its range, on one scale ------------------------

  const [WIDE, HIGH] = [300, 18];

  function sign(at, x, y) {
    const size = 5;
    const fill = { class: `compare-${at + 1}` };
    if (SIGNS[at] === "circle") return drawn("circle", { ...fill, cx: x, cy: y, r: size });
    const points = {
      square: [[-4.5, -4.5], [4.5, -4.5], [4.5, 4.5], [-4.5, 4.5]],
      diamond: [[0, -6], [6, 0], [0, 6], [-6, 0]],
      triangle: [[0, -6], [6, 5], [-6, 5]],
    }[SIGNS[at]];
    return drawn("polygon", { ...fill, points: points.map(([dx, dy]) => `${x + dx},${y + dy}`).join(" ") });
  }

  function picture(numbers, [low, high], england) {
    const ends = numbers.flatMap(({ value, range }) => [value, ...(range ?? [])]).filter((end) => end !== undefined);
    const [from, to] = [Math.min(low, ...ends), Math.max(high, ...ends)];
    const at = (value) => 8 + ((value - from) / (to - from || 1)) * (WIDE - 16);
    const height = HIGH * numbers.length + 4;
    const svg = drawn("svg", { class: "compare-chart", viewBox: `0 0 ${WIDE} ${height}`, "aria-hidden": "true" });
    svg.append(drawn("path", { class: "compare-axis", d: `M${at(from)} ${height - 1}H${at(to)}` }));
    if (england !== undefined) {
      svg.append(drawn("path", { class: "compare-england", d: `M${at(england)} 0V${height}` }));
    }
    numbers.forEach(({ value, range }, place) => {
      if (value === undefined) return;
      const y = HIGH * place + HIGH / 2 + 1;
      if (range) svg.append(drawn("path", { class: `compare-range compare-line-${place + 1}`, d: `M${at(range[0])} ${y}H${at(range[1])}` }));
      svg.append(sign(place, at(value), y));
    });
    return svg;
  }

  // Who can be told apart: those whose ranges do not meet.
  function apart(names, numbers) {
    const known = numbers.map((number, at) => ({ ...number, name: names[at] })).filter(({ value }) => value !== undefined);
    if (known.length < 2) return "";
    if (known.some(({ range }) => !range)) return "Not every range is known, so nothing is said of who is higher.";
    const pairs = known.flatMap((a, at) => known.slice(at + 1).map((b) => [a, b]));
    const clear = pairs.filter(([a, b]) => a.range[1] < b.range[0] || b.range[1] < a.range[0]);
    if (clear.length === 0) return known.length === 2 ? "They cannot be told apart." : "None of them can be told apart.";
    const said = clear.map(([a, b]) => (a.value > b.value ? `${a.name} is higher than ${b.name}` : `${b.name} is higher than ${a.name}`));
    const rest = pairs.length - clear.length;
    return `${said.join("; ")}. ${rest ? "The others cannot be told apart." : ""}`.trim();
  }

  function row(title, note, names, numbers, scale, england, englandDisplay) {
    const line = element("tr");
    const head = element("th", title, { scope: "row" });
    if (note) head.append(element("span", note, { className: "small" }));
    const values = element("td", undefined, { className: "compare-values" });
    numbers.forEach((number, at) => {
      const said = element("span", undefined, { className: "compare-value" });
      const key = drawn("svg", { class: "compare-key", viewBox: "0 0 14 14", "aria-hidden": "true" });
      key.append(sign(at, 7, 7));
      said.append(key, element("span", `${names[at]} `, { className: "aside" }), element("strong", number.display));
      if (number.range_display) said.append(element("span", ` ${number.range_display}`, { className: "of" }));
      values.append(said);
    });
    if (englandDisplay) values.append(element("span", `England ${englandDisplay}`, { className: "small" }));
    const chart = element("td", undefined, { className: "compare-drawn" });
    chart.append(picture(numbers, scale, england));
    const verdict = apart(names, numbers);
    if (verdict) chart.append(element("span", verdict, { className: "small" }));
    line.append(head, values, chart);
    return line;
  }

  function table(caption, rows) {
    const made = element("table", undefined, { className: "compare" });
    made.append(element("caption", caption));
    const head = element("tr");
    ["What is compared", "Figures and ranges", "On one scale"].forEach((text) => head.append(element("th", text, { scope: "col" })));
    made.createTHead().append(head);
    made.createTBody().append(...rows);
    return made;
  }

  function show({ rows, authorities }, chosen) {
    const those = chosen.map((file) => authorities.find((one) => one.file === file)).filter(Boolean);
    result.replaceChildren();
    if (those.length < 2) {
      status.textContent = "Choose two authorities or more.";
      return;
    }
    const names = those.map((one) => one.name);
    const key = element("ul", undefined, { className: "compare-names" });
    those.forEach((one, at) => {
      const line = element("li");
      const mark = drawn("svg", { class: "compare-key", viewBox: "0 0 14 14", "aria-hidden": "true" });
      mark.append(sign(at, 7, 7));
      line.append(mark, element("a", one.name, { href: `authorities/${one.file}${marking}.html` }));
      line.append(element("span", one.rank ? `rank ${one.rank}` : "not ranked", { className: "small" }));
      key.append(line);
    });
    const overall = row("Overall score", "Higher is better", names, those.map((one) => one.overall), [0, 100], rows.england);
    const domains = rows.domains.map((domain, at) =>
      row(domain.title, "Higher is better", names, those.map((one) => one.domains[at]), domain.scale, domain.england, domain.england_display));
    const indicators = rows.indicators.map((indicator, at) =>
      row(indicator.title, indicator.direction, names, those.map((one) => one.indicators[at]), indicator.scale, indicator.england, indicator.england_display));
    const years = [...new Set(those.flatMap((one) => one.years.map(([year]) => year)))].sort((a, b) => b - a);
    const none = { display: "no score" };
    const overYears = years.map((year) =>
      row(String(year), "Higher is better", names, those.map((one) => one.years.find(([own]) => own === year)?.[1] ?? none), [0, 100]));
    result.append(key, table("Scores, out of 100", [overall, ...domains]), table("Figures", indicators));
    if (years.length > 1) result.append(table("Overall scores over the years", overYears));
    const verdict = apart(names, those.map((one) => one.overall));
    status.textContent = `${names.join(", ")}. By the overall score: ${verdict || "there is nothing to compare."}`;
  }

  async function compare() {
    const chosen = [...new Set(selects.map((select) => select.value).filter(Boolean))];
    const data = await load().catch(() => null);
    if (data) show(data, chosen);
    else status.textContent = "What authorities are compared by could not be loaded.";
  }

  function recall() {
    const files = location.hash.slice(1).split(",").map(decodeURIComponent).filter(Boolean);
    selects.forEach((select, at) => { select.value = files[at] ?? ""; });
    compare();
  }

  selects.forEach((select) => select.addEventListener("input", () => {
    const files = selects.map((one) => one.value).filter(Boolean);
    history.replaceState(null, "", files.length ? `#${files.map(encodeURIComponent).join(",")}` : location.pathname + location.search);
    compare();
  }));
  window.addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
})();
