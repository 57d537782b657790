// Ranking anew under the reader's weights. Scores and ranks come with the page; the draws that ranges and bands
// are made from lie in a script of their own, which is added when the weights are first changed.
(() => {
  "use strict";

  const league = globalThis.careScorecard.league;
  const source = document.getElementById("weighing");
  if (!league || !source) return;

  const { table, rows, unranked, homeOf, nameOf, say } = league;
  const weighing = JSON.parse(source.textContent);
  const published = weighing.domains.map((domain) => domain.weight);
  const width = published.length;
  let weights = [...published];
  const isPublished = () => weights.every((weight, at) => weight === published[at]);

  // ---- Numbers, written as everywhere in the publication -------------------------------------

  function rounded(number, decimals) {
    const scale = 10 ** decimals;
    const whole = Math.floor(Math.abs(number) * scale + 0.5 + 1.4901161193847656e-8) / scale;
    return whole === 0 ? 0 : Math.sign(number) * whole;
  }

  const written = (number, decimals) =>
    (number < 0 ? "−" : "") + Math.abs(rounded(number, decimals)).toFixed(decimals);

  // ---- Scores and ranks ----------------------------------------------------------------------

  // The weighted mean of the domain scores that are there; NaN without any.
  function combine(scores, from, factors, factorsFrom) {
    let total = 0;
    let sum = 0;
    for (let at = 0; at < width; at += 1) {
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
      !weighted.some((has, at) => has && authority.bars?.[at]);
  }

  // How many numbers of a rising list are greater than one.
  function above(rising, number) {
    let [low, high] = [0, rising.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rising[middle] > number) high = middle;
      else low = middle + 1;
    }
    return rising.length - low;
  }

  // 1 is the highest; equal scores share the smaller rank.
  function ranksOf(scores) {
    const rising = Float64Array.from(scores).sort();
    return Array.from(scores, (score) => above(rising, score) + 1);
  }

  // ---- Ranges and bands, from the draws ------------------------------------------------------

  function quantile(sorted, p) {
    const at = p * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
    return low + (at - Math.floor(at)) * (high - low);
  }

  let loading = null;
  function draws() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = document.getElementById("draws").href;
      script.addEventListener("load", () => resolve(decoded(globalThis.careScorecard.draws)));
      script.addEventListener("error", () => reject(new Error("the draws are not there")));
      document.head.append(script);
    });
    return loading;
  }

  function decoded({ count, factors, scores, low, high }) {
    const bytes = Uint8Array.from(atob(scores), (letter) => letter.charCodeAt(0));
    const steps = new DataView(bytes.buffer);
    const numbers = new Float64Array(bytes.length / 2);
    for (let at = 0; at < numbers.length; at += 1) {
      const step = steps.getUint16(2 * at, true);
      numbers[at] = step === 65535 ? NaN : low + (step / 65534) * (high - low);
    }
    return { count, factors, scores: numbers };
  }

  // Work in slices that leave room for frames; given up where the weights have changed meanwhile.
  const SLICE = 8;
  let run = 0;
  const pause = () => new Promise((resolve) => { setTimeout(resolve, 0); });

  // The range of ranks and the band of each ranked authority; none where they are not wanted any more.
  async function chances(members, mine) {
    const { count, factors, scores } = await draws();
    const units = weighing.authorities.length + (weighing.nation ? 1 : 0);
    const ranks = members.map(() => new Float64Array(count));
    const leads = members.map(() => new Float64Array(weighing.nation ? count : 0));
    let since = performance.now();
    for (let draw = 0; draw < count; draw += 1) {
      const score = (unit) => combine(scores, (draw * units + unit) * width, factors, draw * width);
      const drawn = Float64Array.from(members, score);
      const rising = Float64Array.from(drawn).sort();
      const nation = weighing.nation ? score(units - 1) : NaN;
      for (let at = 0; at < members.length; at += 1) {
        ranks[at][draw] = above(rising, drawn[at]) + 1;
        if (weighing.nation) leads[at][draw] = drawn[at] - nation;
      }
      if (performance.now() - since > SLICE) {
        await pause();
        if (run !== mine) return null;
        since = performance.now();
      }
    }
    const tail = (1 - weighing.interval) / 2;
    const ends = (list) => {
      list.sort();
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

  // ---- The table -----------------------------------------------------------------------------

  const part = (row, name) => row.querySelector(`[data-part="${name}"]`);
  const parts = ["rank", "of", "not-ranked", "interval", "score", "band", ...(league.byKind ? ["peers"] : [])];
  const strips = table.querySelector(".strip");
  const asPublished = rows.map((row) => ({
    isRanked: row.parentNode !== unranked,
    rank: Number(row.querySelector("td.rank:not(.peers)").dataset.v || NaN),
    texts: parts.map((name) => part(row, name)?.textContent ?? ""),
    sortValues: [...row.cells].map((cell) => cell.dataset.v ?? ""),
    strip: row.querySelector(".strip")?.cloneNode(true) ?? null,
  }));
  const cellOf = (row, name) => part(row, name).closest("td");

  function move(row, isIn) {
    const home = isIn ? homeOf(row) : unranked;
    if (row.parentNode !== home) home.append(row);
    part(row, "place").hidden = !isIn;
    part(row, "no-place")?.remove();
    if (isIn) return;
    const none = document.createElement("span");
    none.dataset.part = "no-place";
    none.textContent = "not ranked";
    part(row, "place").after(none);
  }

  function restore() {
    rows.forEach((row, at) => {
      const { isRanked: isIn, texts, sortValues, strip } = asPublished[at];
      parts.forEach((name, place) => { part(row, name).textContent = texts[place]; });
      [...row.cells].forEach((cell, column) => { cell.dataset.v = sortValues[column]; });
      row.querySelector(".strip")?.remove();
      if (strip) part(row, "place").append(strip.cloneNode(true));
      move(row, isIn);
      if (part(row, "near")) part(row, "near").hidden = false;
    });
  }

  // Ranks among the type are made anew; those among neighbours are not shown.
  function rankPeers(inside, scores) {
    rows.forEach((row) => {
      part(row, "peers").textContent = "not ranked";
      cellOf(row, "peers").dataset.v = "";
      if (part(row, "near")) part(row, "near").hidden = true;
    });
    for (const kind of new Set(inside.map((at) => rows[at].dataset.kind))) {
      const own = inside.filter((at) => rows[at].dataset.kind === kind);
      ranksOf(own.map((at) => scores[at])).forEach((rank, place) => {
        const row = rows[own[place]];
        part(row, "peers").textContent = `${rank} of ${own.length}`;
        cellOf(row, "peers").dataset.v = rank;
      });
    }
  }

  function draw(row, rank, [low, high], of, england) {
    if (!strips || of < 2) return;
    const strip = row.querySelector(".strip") ?? part(row, "place").appendChild(strips.cloneNode(true));
    const set = (name, path) => strip.querySelector(name)?.setAttribute("d", path);
    strip.setAttribute("viewBox", `0 0 ${of} 6`);
    set(".strip-range", `M${low - 1} 1H${high}V5H${low - 1}z`);
    set(".strip-at", `M${rank - 0.5} 0V6`);
    set(".strip-england", england === null ? "" : `M${england} 0V6`);
  }

  const byFile = new Map(weighing.authorities.map((authority, at) => [authority.file, at]));
  const places = rows.map((row) => byFile.get(row.dataset.code));
  const order = { above: 1, around: 2, below: 3 };

  // Scores and ranks at once; ranges and bands when they are drawn.
  async function weigh(mine) {
    const scores = places.map((at) => combine(weighing.authorities[at].scores, 0));
    const isIn = places.map((at, place) => isRanked(weighing.authorities[at]) && !Number.isNaN(scores[place]));
    const inside = rows.map((_, at) => at).filter((at) => isIn[at]);
    const ranks = ranksOf(inside.map((at) => scores[at]));
    const times = new Map();
    ranks.forEach((rank) => times.set(rank, (times.get(rank) ?? 0) + 1));
    rows.forEach((row, at) => {
      if (isIn[at]) return;
      part(row, "score").textContent = "no score";
      part(row, "band").textContent = "not ranked";
      ["score", "band", "rank"].forEach((name) => { cellOf(row, name).dataset.v = ""; });
      move(row, false);
    });
    inside.forEach((at, place) => {
      const row = rows[at];
      part(row, "score").textContent = written(scores[at], 1);
      cellOf(row, "score").dataset.v = scores[at];
      part(row, "rank").textContent = ranks[place] + (times.get(ranks[place]) > 1 ? "=" : "");
      part(row, "of").textContent = inside.length;
      part(row, "not-ranked").textContent = rows.length - inside.length;
      cellOf(row, "rank").dataset.v = ranks[place];
      move(row, true);
    });
    if (league.byKind) rankPeers(inside, scores);
    table.classList.add("stale");
    const sure = await chances(inside.map((at) => places[at]), mine).catch(() => []);
    if (run !== mine || !sure) return;
    const nation = weighing.nation && combine(weighing.nation, 0);
    const england = nation === null ? null : inside.filter((at) => scores[at] > nation).length;
    inside.forEach((at, place) => {
      const [row, found] = [rows[at], sure[place]];
      const band = found?.band;
      part(row, "interval").textContent = found ? `${written(found.range[0], 0)} to ${written(found.range[1], 0)}` : "not drawn";
      part(row, "band").textContent = band ? `${band} England` : "no band";
      cellOf(row, "band").dataset.v = band ? order[band] : "";
      if (found) draw(row, ranks[place], found.range, inside.length, england);
    });
    table.classList.remove("stale");
    tell(inside, ranks, sure);
  }

  // What came of it, for the banner and for those who hear the page.
  let saying = 0;
  function tell(inside, ranks, sure) {
    const moved = inside.filter((at, place) => Math.abs(ranks[place] - asPublished[at].rank) >= 10).length;
    const bands = ["above", "around", "below"].map((band) => `${sure.filter((one) => one?.band === band).length} ${band}`);
    const first = inside.find((_, place) => ranks[place] === 1);
    const text = `By your weights ${inside.length} authorities are ranked and ${rows.length - inside.length} are not. ` +
      (sure.some((one) => one?.band) ? `Against England, ${bands.join(", ")}. ` : "") +
      (first === undefined ? "" : `${nameOf(rows[first])} is first. `) +
      `${moved === 1 ? "One moves" : `${moved} move`} by ten places or more.`;
    document.getElementById("weights-result").textContent = text;
    clearTimeout(saying);
    saying = setTimeout(() => say(text), 600);
  }

  // ---- The sliders ---------------------------------------------------------------------------

  const sliders = [...document.querySelectorAll("#weights input[type=range]")];
  const banner = document.getElementById("weights-banner");
  const warning = document.getElementById("weights-warning");

  function rank() {
    run += 1;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    sliders.forEach((slider, at) => {
      const words = `${written(total > 0 ? (100 * weights[at]) / total : 0, 0)}%`;
      slider.setAttribute("aria-valuetext", `${words} of the score`);
      slider.parentNode.querySelector("output").textContent = words;
    });
    warning.hidden = total > 0;
    if (!(total > 0)) return;
    const own = !isPublished();
    banner.hidden = !own;
    // Sentences and charts of the published weights are not read beside ranks of others.
    document.querySelectorAll("[data-published]").forEach((element) => { element.hidden = own; });
    table.classList.toggle("weighed", own);
    clearTimeout(saying);
    if (own) {
      weigh(run);
    } else {
      table.classList.remove("stale");
      restore();
    }
    league.sort();
    league.filter();
  }

  let frame = 0;
  function rankSoon() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => { rank(); league.remember(); });
  }

  function setWeights(wanted) {
    weights = [...wanted];
    sliders.forEach((slider, at) => { slider.value = weights[at]; });
    rank();
  }

  sliders.forEach((slider, at) => slider.addEventListener("input", () => {
    weights[at] = Number(slider.value);
    rankSoon();
  }));
  document.querySelectorAll(".weights-reset").forEach((button) => button.addEventListener("click", () => {
    setWeights(published);
    league.remember();
    say("The published weights are back.");
  }));

  league.chosen.write = (view) => {
    if (isPublished()) return;
    view.set("weights", weighing.domains.map((domain, at) => `${domain.code}:${weights[at]}`).join(","));
  };
  league.chosen.read = (view) => {
    const given = new Map((view.get("weights") ?? "").split(",").map((pair) => pair.split(":")));
    setWeights(weighing.domains.map((domain, at) => {
      const weight = Number(given.get(domain.code) ?? published[at]);
      return Number.isFinite(weight) && weight >= 0 ? weight : published[at];
    }));
  };
  document.getElementById("weights").hidden = false;
  league.recall();
})();
