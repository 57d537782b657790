// The league table: sorting, filters, and ranking anew under the reader's weights. Everything can
// be read without it. What the reader chose is kept in the address.
(() => {
  "use strict";

  const table = document.getElementById("league");
  const tools = document.getElementById("tools");
  if (!table || !tools) return;

  const status = document.getElementById("tools-status");
  const [ranked, unranked] = [table.querySelector("#ranked"), table.querySelector("#unranked")];
  // Where authorities stand by type, each type has a body of its own.
  const byKind = document.getElementById("by-kind");
  const kinds = [...table.querySelectorAll("tbody.kind")];
  const isByKind = () => byKind?.checked ?? false;
  const homeOf = (row) => (isByKind() && kinds.find((body) => body.dataset.kind === row.dataset.kind)) || ranked;
  const rows = [...table.querySelectorAll("tr[data-code]")];
  const field = (name) => document.getElementById(`filter-${name}`);
  const LETTERS = { "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "&": " and " };
  const plain = (text) => text.toLocaleLowerCase("en-GB").normalize("NFD").replace(/\p{M}/gu, "")
    .replace(/[łøđðþßæœ&]/g, (letter) => LETTERS[letter]).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const sought = (row) => plain(`${nameOf(row)} ${row.dataset.code}`);
  const nameOf = (row) => row.querySelector("th bdi").textContent.trim();
  const collator = new Intl.Collator("en-GB", { numeric: true });
  const say = (text) => { status.textContent = text; };

  // ---- Numbers, written as everywhere in the publication -------------------------------------

  function rounded(number, decimals) {
    const scale = 10 ** decimals;
    const whole = Math.floor(Math.abs(number) * scale + 0.5 + 1.4901161193847656e-8) / scale;
    return whole === 0 ? 0 : Math.sign(number) * whole;
  }

  const written = (number, decimals) =>
    (number < 0 ? "−" : "") + Math.abs(rounded(number, decimals)).toFixed(decimals);

  // ---- Sorting -------------------------------------------------------------------------------

  const heads = [...table.tHead.rows[0].cells];
  const titles = heads.map((head) => head.textContent.trim());
  const usual = { column: heads.findIndex((head) => head.hasAttribute("aria-sort")), up: true };
  let sorting = { ...usual };
  const value = (row, column) => row.cells[column].dataset.sortValue ?? "";

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
    rows.filter((row) => row.parentNode !== unranked).forEach((row) => homeOf(row).append(row));
    for (const body of [...kinds, ranked, unranked]) {
      body.append(...rows.filter((row) => row.parentNode === body).sort(compare));
    }
  }

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = titles[column];
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const text = rows.some((row) => Number.isNaN(Number(value(row, column))));
      const first = text || column === usual.column;
      sorting = { column, up: sorting.column === column ? !sorting.up : first };
      sort();
      say(`Sorted by ${titles[column]}, ${sorting.up ? "ascending" : "descending"}.`);
      remember();
    });
  });

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
    const chosen = subject && rows.find((row) => row.dataset.code === subject);
    const codes = chosen ? new Set([subject, ...chosen.dataset.near.split(" ")]) : null;
    for (const row of rows) {
      row.hidden = !(
        words.every((word) => sought(row).includes(word)) &&
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
    say(
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

  // ---- The reader's weights ------------------------------------------------------------------

  const source = document.getElementById("weighing");
  const weighing = source ? JSON.parse(source.textContent) : null;
  const published = weighing?.domains.map((domain) => domain.weight) ?? [];
  let weights = [...published];
  const isPublished = () => weights.every((weight, at) => weight === published[at]);

  // The weighted mean of the domain scores that are there; NaN without any.
  function combine(scores, from, factors, factorsFrom) {
    let total = 0;
    let sum = 0;
    for (let at = 0; at < weights.length; at += 1) {
      const score = scores[from + at];
      if (!(weights[at] > 0) || score === null || Number.isNaN(score)) continue;
      const weight = factors ? weights[at] * factors[factorsFrom + at] : weights[at];
      total += weight;
      if (weighing.aggregation === "geometric") sum += weight * Math.log(score);
      else if (weighing.aggregation === "harmonic") sum += weight / score;
      else sum += weight * score;
    }
    if (!(total > 0)) return NaN;
    if (weighing.aggregation === "geometric") return Math.exp(sum / total);
    return weighing.aggregation === "harmonic" ? total / sum : sum / total;
  }

  function isRanked(authority) {
    const weighted = weights.map((weight) => weight > 0);
    const present = weighted.filter((has, at) => has && authority.scores[at] !== null).length;
    return !authority.small && present > 0 && present >= (weighing.required ?? 0) &&
      !weighted.some((has, at) => has && authority.bars[at]);
  }

  // Whether enough of the whole is there for a score without a rank.
  function isCovered(authority) {
    let whole = 0;
    let part = 0;
    weights.forEach((weight, at) => {
      const size = weight > 0 ? (weighing.by_weight ? weight : 1) : 0;
      whole += size;
      part += size * authority.coverage[at];
    });
    return whole > 0 && part / whole + 1e-9 >= weighing.minimum_coverage;
  }

  // 1 is the highest; equal scores share the smaller rank.
  function ranksOf(scores) {
    const order = scores.map((_, at) => at).sort((a, b) => scores[b] - scores[a]);
    const ranks = new Array(scores.length);
    order.forEach((at, place) => {
      const before = order[place - 1];
      ranks[at] = place > 0 && scores[before] === scores[at] ? ranks[before] : place + 1;
    });
    return ranks;
  }

  function quantile(sorted, p) {
    const at = p * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
    return low + (at - Math.floor(at)) * (high - low);
  }

  let decoded = null;
  function drawnScores() {
    if (decoded) return decoded;
    const { scores, low, high } = weighing.draws;
    const bytes = Uint8Array.from(atob(scores), (letter) => letter.charCodeAt(0));
    const steps = new DataView(bytes.buffer);
    decoded = new Float64Array(bytes.length / 2);
    for (let at = 0; at < decoded.length; at += 1) {
      const step = steps.getUint16(2 * at, true);
      decoded[at] = step === 65535 ? NaN : low + (step / 65534) * (high - low);
    }
    return decoded;
  }

  // The range of ranks and the band of each ranked authority, from the draws.
  function chances(members) {
    const scores = drawnScores();
    const { count, factors } = weighing.draws;
    const width = weights.length;
    const units = weighing.authorities.length + (weighing.nation ? 1 : 0);
    const ranks = members.map(() => []);
    const leads = members.map(() => []);
    for (let draw = 0; draw < count; draw += 1) {
      const score = (unit) => combine(scores, (draw * units + unit) * width, factors, draw * width);
      const drawn = members.map(score);
      ranksOf(drawn).forEach((rank, at) => ranks[at].push(rank));
      if (weighing.nation) {
        const nation = score(units - 1);
        drawn.forEach((own, at) => leads[at].push(own - nation));
      }
    }
    const tail = (1 - weighing.interval) / 2;
    const ends = (list) => {
      list.sort((a, b) => a - b);
      return [quantile(list, tail), quantile(list, 1 - tail)];
    };
    // A rank is whole: its range is rounded outward, but for what arithmetic leaves.
    const outward = ([low, high]) => [Math.floor(low + 1e-8), Math.ceil(high - 1e-8)];
    return members.map((_, at) => {
      const lead = weighing.nation ? ends(leads[at]) : null;
      const band = lead && (lead[0] > 0 ? "above" : lead[1] < 0 ? "below" : "around");
      return { range: outward(ends(ranks[at])), band };
    });
  }

  const part = (row, name) => row.querySelector(`[data-part="${name}"]`);
  const parts = ["rank", "of", "not-ranked", "interval", "score", "band", ...(byKind ? ["peers"] : [])];
  const asPublished = rows.map((row) => ({
    isRanked: row.parentNode !== unranked,
    texts: parts.map((name) => part(row, name)?.textContent ?? ""),
    sortValues: [...row.cells].map((cell) => cell.dataset.sortValue ?? ""),
  }));
  const cellOf = (row, name) => part(row, name).closest("td");

  function move(row, isIn) {
    (isIn ? homeOf(row) : unranked).append(row);
    part(row, "place").hidden = !isIn;
    part(row, "no-place").hidden = isIn;
  }

  function restore() {
    rows.forEach((row, at) => {
      const { isRanked: isIn, texts, sortValues } = asPublished[at];
      parts.forEach((name, place) => { part(row, name).textContent = texts[place]; });
      [...row.cells].forEach((cell, column) => { cell.dataset.sortValue = sortValues[column]; });
      move(row, isIn);
      if (part(row, "near")) part(row, "near").hidden = false;
    });
  }

  // Ranks among the type are made anew; those among neighbours are not shown.
  function rankPeers(inside, scores) {
    rows.forEach((row) => {
      part(row, "peers").textContent = "not ranked";
      cellOf(row, "peers").dataset.sortValue = "";
      if (part(row, "near")) part(row, "near").hidden = true;
    });
    for (const kind of new Set(inside.map((at) => rows[at].dataset.kind))) {
      const own = inside.filter((at) => rows[at].dataset.kind === kind);
      ranksOf(own.map((at) => scores[at])).forEach((rank, place) => {
        const row = rows[own[place]];
        part(row, "peers").textContent = `${rank} of ${own.length}`;
        cellOf(row, "peers").dataset.sortValue = rank;
      });
    }
  }

  function weigh() {
    const byFile = new Map(weighing.authorities.map((authority, at) => [authority.file, at]));
    const places = rows.map((row) => byFile.get(row.dataset.code));
    const scores = places.map((at) => combine(weighing.authorities[at].scores, 0));
    const isIn = places.map((at, place) => isRanked(weighing.authorities[at]) && !Number.isNaN(scores[place]));
    const inside = rows.map((_, at) => at).filter((at) => isIn[at]);
    const ranks = ranksOf(inside.map((at) => scores[at]));
    const sure = chances(inside.map((at) => places[at]));
    rows.forEach((row, at) => {
      const none = Number.isNaN(scores[at]) || !(isIn[at] || isCovered(weighing.authorities[places[at]]));
      part(row, "score").textContent = none ? "not scored" : written(scores[at], 1);
      cellOf(row, "score").dataset.sortValue = none ? "" : scores[at];
      part(row, "band").textContent = "not ranked";
      cellOf(row, "band").dataset.sortValue = "";
      cellOf(row, "rank").dataset.sortValue = "";
      move(row, isIn[at]);
    });
    if (byKind) rankPeers(inside, scores);
    const order = { above: 1, around: 2, below: 3 };
    inside.forEach((at, place) => {
      const [row, { range, band }] = [rows[at], sure[place]];
      const shared = ranks.filter((rank) => rank === ranks[place]).length > 1;
      part(row, "rank").textContent = ranks[place] + (shared ? "=" : "");
      part(row, "of").textContent = inside.length;
      part(row, "not-ranked").textContent = rows.length - inside.length;
      part(row, "interval").textContent = `${written(range[0], 0)} to ${written(range[1], 0)}`;
      part(row, "band").textContent = band ? `${band} England` : "no band";
      cellOf(row, "rank").dataset.sortValue = ranks[place];
      cellOf(row, "band").dataset.sortValue = band ? order[band] : "";
    });
  }

  const sliders = [...document.querySelectorAll("#weights input[type=range]")];
  const banner = document.getElementById("weights-banner");
  const warning = document.getElementById("weights-warning");

  function rank() {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    sliders.forEach((slider, at) => {
      const words = `${written(total > 0 ? (100 * weights[at]) / total : 0, 0)}%`;
      slider.setAttribute("aria-valuetext", `${words} of the score`);
      slider.parentNode.querySelector("output").textContent = words;
    });
    warning.hidden = total > 0;
    if (!(total > 0)) return;
    banner.hidden = isPublished();
    if (isPublished()) restore();
    else weigh();
    sort();
    filter();
  }

  function setWeights(wanted) {
    weights = [...wanted];
    sliders.forEach((slider, at) => { slider.value = weights[at]; });
    rank();
  }

  if (weighing) {
    sliders.forEach((slider, at) => slider.addEventListener("input", () => {
      weights[at] = Number(slider.value);
      rank();
      remember();
    }));
    document.querySelectorAll(".weights-reset").forEach((button) => {
      button.addEventListener("click", () => {
        setWeights(published);
        remember();
        say("The published weights are back.");
      });
    });
    document.getElementById("weights").hidden = false;
  }

  // ---- The address ---------------------------------------------------------------------------

  function remember() {
    const view = new URLSearchParams();
    if (weighing && !isPublished()) {
      const chosen = weighing.domains.map((domain, at) => `${domain.code}:${weights[at]}`);
      view.set("weights", chosen.join(","));
    }
    fields.forEach(([name, input]) => { if (input.value) view.set(name, input.value); });
    if (sorting.column !== usual.column || sorting.up !== usual.up) {
      view.set("sort", `${sorting.column}:${sorting.up ? "up" : "down"}`);
    }
    if (byKind && !byKind.checked) view.set("by", "england");
    const text = view.toString();
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  }

  function recall() {
    const view = new URLSearchParams(location.hash.slice(1));
    fields.forEach(([name, input]) => { input.value = view.get(name) ?? ""; });
    if (byKind) byKind.checked = view.get("by") !== "england";
    const [column, way] = (view.get("sort") ?? "").split(":");
    if (heads[Number(column)] && way) sorting = { column: Number(column), up: way === "up" };
    const chosen = new Map((view.get("weights") ?? "").split(",").map((pair) => pair.split(":")));
    const wanted = weighing?.domains.map((domain, at) => {
      const weight = Number(chosen.get(domain.code) ?? published[at]);
      return Number.isFinite(weight) && weight >= 0 ? weight : published[at];
    });
    if (weighing) setWeights(wanted);
    sort();
    filter();
  }

  tools.hidden = false;
  window.addEventListener("hashchange", () => { if (location.hash.includes("=")) recall(); });
  recall();
})();

// The map: one colouring at a time.
(() => {
  "use strict";
  const choice = document.getElementById("map-choice");
  if (!choice) return;
  const maps = [...document.querySelectorAll("[data-map]")];
  const show = () => maps.forEach((map) => { map.hidden = map.dataset.map !== choice.value; });
  choice.addEventListener("input", show);
  choice.closest("[hidden]")?.removeAttribute("hidden");
  show();
})();

// Print shows what is folded up. Style sheets do it where a browser can; elsewhere it is unfolded.
(() => {
  "use strict";
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach((details) => { details.open = true; });
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((details) => { details.open = false; });
    opened = [];
  });
})();
