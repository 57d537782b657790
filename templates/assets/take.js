// Charts and tables to take away: SVG and PNG of a chart, with its title, source and caveat in it; CSV of a table.
(() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const said = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();
  const caveat = said(document.querySelector("#recording + p"));
  const status = said(document.querySelector(".foot .status"));
  const named = (text) => text.toLocaleLowerCase("en-GB").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "figure";

  function save(blob, name) {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  // ---- Charts --------------------------------------------------------------------------------

  const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor"];

  // What style sheets say becomes part of each shape, since they stay behind.
  function withItsStyle(from, to) {
    const style = getComputedStyle(from);
    KEPT.forEach((property) => {
      const value = style.getPropertyValue(property);
      if (value) to.setAttribute(property, value);
    });
    to.removeAttribute("class");
    [...from.children].forEach((child, at) => withItsStyle(child, to.children[at]));
  }

  function lines(text, room, size) {
    const most = Math.max(20, Math.floor(room / (size * 0.52)));
    const made = [""];
    text.split(" ").filter(Boolean).forEach((word) => {
      const last = made[made.length - 1];
      if (last && last.length + word.length + 1 > most) made.push(word);
      else made[made.length - 1] = last ? `${last} ${word}` : word;
    });
    return made.filter(Boolean);
  }

  function text(content, y, size, bold, fill) {
    const line = document.createElementNS(SVG, "text");
    Object.entries({ x: 12, y, "font-size": size, "font-weight": bold ? 700 : 400, fill }).forEach(([key, value]) => line.setAttribute(key, value));
    line.textContent = content;
    return line;
  }

  // The chart that is seen, with its title above it and its source and caveat under it.
  function picture(figure) {
    const chart = [...figure.querySelectorAll("svg.chart")].find((svg) => svg.getClientRects().length > 0);
    if (!chart) return null;
    const [, , wide, high] = chart.getAttribute("viewBox").split(" ").map(Number);
    const ink = getComputedStyle(figure).color;
    const width = wide + 24;
    const titles = lines(said(figure.querySelector("figcaption")), wide, 12);
    const notes = [said(figure.querySelector(".source")), caveat, status].flatMap((note) => lines(note, wide, 8));
    const top = 10 + titles.length * 16;
    const whole = document.createElementNS(SVG, "svg");
    const height = top + high + 12 + notes.length * 11;
    Object.entries({ xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "Arial, Helvetica, sans-serif" })
      .forEach(([key, value]) => whole.setAttribute(key, value));
    const page = document.createElementNS(SVG, "rect");
    Object.entries({ width, height, fill: getComputedStyle(document.body).backgroundColor }).forEach(([key, value]) => page.setAttribute(key, value));
    const inner = document.createElementNS(SVG, "svg");
    Object.entries({ x: 12, y: top, width: wide, height: high, viewBox: `0 0 ${wide} ${high}` }).forEach(([key, value]) => inner.setAttribute(key, value));
    const copy = chart.cloneNode(true);
    withItsStyle(chart, copy);
    inner.append(...copy.childNodes);
    whole.append(page, ...titles.map((line, at) => text(line, 16 + at * 16, 12, true, ink)), inner,
      ...notes.map((line, at) => text(line, top + high + 14 + at * 11, 8, false, ink)));
    return { source: new XMLSerializer().serializeToString(whole), width, height };
  }

  function saveSvg(figure, name) {
    const drawn = picture(figure);
    if (drawn) save(new Blob([drawn.source], { type: "image/svg+xml" }), `${name}.svg`);
  }

  function savePng(figure, name) {
    const drawn = picture(figure);
    if (!drawn) return;
    const image = new Image();
    image.addEventListener("load", () => {
      const scale = Math.max(2, 1200 / drawn.width);
      const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(drawn.width * scale), height: Math.round(drawn.height * scale) });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => { if (blob) save(blob, `${name}.png`); }, "image/png");
    });
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn.source)}`;
  }

  // ---- Tables --------------------------------------------------------------------------------

  // A spreadsheet takes some texts for formulas: these get an apostrophe in front.
  function cell(element) {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("svg, [hidden], .aside, summary").forEach((part) => part.remove());
    copy.querySelectorAll(".small, p").forEach((part) => part.prepend(" "));
    const words = said(copy);
    const safe = /^[=+@\t\r]|^-(?![\d.])/.test(words) ? `'${words}` : words;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  function saveCsv(table, name) {
    const notes = [said(table.caption), status, caveat].filter(Boolean).map((note) => `"${note.replaceAll('"', '""')}"`);
    const rows = [...table.rows].filter((row) => !row.hidden && !row.parentNode.hidden && !row.classList.contains("opens"));
    const written = rows.map((row) => [...row.cells].map(cell).join(","));
    save(new Blob([`\ufeff${[...written, "", ...notes].join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
  }

  // ---- The buttons ---------------------------------------------------------------------------

  function offer(after, title, ways) {
    const line = Object.assign(document.createElement("p"), { className: "take-away" });
    line.append("Take away: ");
    ways.forEach(([label, run]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      const hidden = Object.assign(document.createElement("span"), { className: "aside", textContent: ` of ${title}` });
      button.append(hidden);
      button.addEventListener("click", run);
      line.append(button, " ");
    });
    after.after(line);
  }

  document.querySelectorAll("main figure.figure").forEach((figure) => {
    const title = said(figure.querySelector("figcaption"));
    offer(figure.querySelector(".source") ?? figure.lastElementChild, title, [
      ["SVG", () => saveSvg(figure, named(title))],
      ["PNG", () => savePng(figure, named(title))],
    ]);
  });
  document.querySelectorAll("main table").forEach((table) => {
    if (table.closest(".details") || !table.caption) return;
    const title = said(table.caption);
    offer(table, title, [["CSV", () => saveCsv(table, named(title))]]);
  });
})();
