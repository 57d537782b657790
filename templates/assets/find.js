// The finder on every page: a name, an old or a short name, a district or a postcode district, also misspelt, is
// answered in place. Its data lie in a script that is added when somebody types. Without a script there is a list.
(() => {
  "use strict";

  const finder = document.getElementById("finder");
  const link = document.getElementById("finder-data");
  if (!finder || !link) return;

  const { plain } = globalThis.careScorecard;
  const [, root, marking] = /^(.*)assets\/finder([^/]*)\.js$/.exec(link.getAttribute("href"));
  const pageOf = (file) => `${root}authorities/${file}${marking}.html`;
  const input = document.getElementById("finder-name");
  const answer = document.getElementById("finder-answer");
  const status = document.getElementById("finder-status");

  let loading = null;
  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = link.href;
      script.addEventListener("load", () => resolve(indexed(globalThis.careScorecard.finder)));
      script.addEventListener("error", reject);
      document.head.append(script);
    });
    return loading;
  }

  function indexed({ places, postcodes }) {
    const names = places.flatMap((place) => [
      { place, rank: 0, said: place.name },
      ...place.also.map((said) => ({ place, rank: 1, said })),
      ...place.districts.map((said) => ({ place, rank: 2, said, isDistrict: true })),
    ]);
    names.forEach((name) => { name.plain = plain(name.said); });
    return { places, names, postcodes: postcodes ?? null };
  }

  // ---- Looking for a name --------------------------------------------------------------------

  // How many letters have to be changed, added, left out or swapped with the next, up to a limit.
  function distance(one, other, limit) {
    if (Math.abs(one.length - other.length) > limit) return limit + 1;
    let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const same = one[i - 1] === other[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
        const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  const STYLES = /\b(council|county council|city council|borough|borough council|london borough of|royal borough of|city of|metropolitan)\b/g;

  // The smaller the nearer; Infinity where a name is not meant.
  function nearness(name, words, sought) {
    if (name === sought) return 0;
    if (name.startsWith(sought)) return 1;
    const parts = name.split(" ");
    if (words.every((word) => parts.some((part) => part.startsWith(word)))) return 2;
    if (sought.length > 2 && name.includes(sought)) return 3;
    const limit = sought.length < 4 ? 0 : sought.length < 7 ? 1 : 2;
    if (limit === 0) return Infinity;
    const begun = name.slice(0, sought.length);
    const near = Math.min(
      distance(name, sought, limit),
      distance(begun, sought, limit) + 0.5,
      ...parts.filter((part) => part.length > 3).map((part) => distance(part, sought, limit) + 0.25),
    );
    return near <= limit + 0.5 ? 4 + near : Infinity;
  }

  function byName(names, text) {
    const whole = plain(text);
    const shorter = whole.replace(STYLES, " ").replace(/\s+/g, " ").trim();
    const tried = [...new Set([whole, shorter].filter(Boolean))];
    const best = new Map();
    for (const name of names) {
      const cost = Math.min(...tried.map((sought) => nearness(name.plain, sought.split(" "), sought)));
      const known = best.get(name.place);
      const found = { ...name, cost };
      const isBetter = !known || cost < known.cost || (cost === known.cost && name.rank < known.rank);
      if (cost < Infinity && isBetter) best.set(name.place, found);
    }
    const all = [...best.values()].sort((a, b) => a.cost - b.cost || a.rank - b.rank || a.place.name.localeCompare(b.place.name));
    // Guesses at a misspelling only where nothing is spelt so.
    return all.some((found) => found.cost < 4) ? all.filter((found) => found.cost < 4) : all;
  }

  // The first half of a postcode; none where it is not one.
  const OUTWARD = /^([a-z]{1,2}\d[a-z\d]?)(?:\s*\d(?:[a-z]{1,2})?)?$/i;

  function look({ places, names, postcodes }, text) {
    const outward = OUTWARD.exec(text.trim().replace(/\s+/g, " "))?.[1].toUpperCase();
    if (outward && postcodes) {
      const those = postcodes[outward] ?? [];
      return { found: those.map((at) => ({ place: places[at], said: outward, isPostcode: true })), outward };
    }
    return { found: byName(names, text), outward };
  }

  // ---- The answer ----------------------------------------------------------------------------

  function element(name, text, more = {}) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    return Object.assign(made, more);
  }

  function card({ place, said, isDistrict, isPostcode }) {
    const box = element("div", undefined, { className: "finder-card" });
    const title = element("p", undefined, { className: "finder-title" });
    title.append(element("a", place.name, { href: pageOf(place.file) }));
    const where = isPostcode ? `${said} is in ${place.name}, or partly. ` : isDistrict ? `${said} is a district of ${place.name}. ` : "";
    box.append(title);
    const standing = element("p");
    standing.append(element("strong", place.band.charAt(0).toUpperCase() + place.band.slice(1)));
    standing.append(`${place.rank ? `. Rank ${place.rank}` : ""}${place.score ? `. Score ${place.score} out of 100` : ""}.`);
    if (where) box.append(element("p", where, { className: "finder-where" }));
    box.append(standing);
    if (place.domains.length) {
      const domains = element("ul", undefined, { className: "finder-domains" });
      place.domains.forEach(([name, score]) => {
        const line = element("li", `${name} `);
        line.append(element("strong", score));
        domains.append(line);
      });
      box.append(domains);
    }
    box.append(element("p", place.changed));
    if (place.questions.length) {
      box.append(element("p", "Ask:", { className: "finder-ask" }));
      const asked = element("ol");
      place.questions.forEach((question) => asked.append(element("li", question)));
      box.append(asked);
    }
    const further = element("p", undefined, { className: "finder-links" });
    further.append(element("a", "Full report", { href: pageOf(place.file) }));
    if (place.beside.length > 1) {
      const those = place.beside.join(",");
      further.append(" ", element("a", "Compare with neighbours", { href: `${root}compare${marking}.html#${those}` }));
    }
    box.append(further);
    return box;
  }

  const MOST = 6;

  function others(rest, choose) {
    const line = element("p", "Or: ", { className: "finder-others" });
    rest.slice(0, MOST).forEach((found) => {
      const label = found.said === found.place.name ? found.place.name : `${found.said} (${found.place.name})`;
      const button = element("button", label, { type: "button" });
      button.addEventListener("click", () => choose(found));
      line.append(button, " ");
    });
    return line;
  }

  function show(found, all) {
    const rest = all.filter((other) => other !== found);
    answer.replaceChildren(...(rest.length ? [others(rest, (other) => { show(other, all); })] : []), card(found));
    status.textContent = `${found.place.name}: ${found.place.band}. ${rest.length ? `${rest.length} more found.` : ""}`;
  }

  function nothing({ outward }, { postcodes }) {
    const text = outward && !postcodes
      ? "Postcodes are not known to this scorecard. Type the name of a council or district."
      : "Nothing is called so. Try another spelling, or the list of all authorities.";
    answer.replaceChildren(element("p", text));
    status.textContent = text;
  }

  let asked = 0;
  async function find() {
    asked += 1;
    const mine = asked;
    const text = input.value;
    if (plain(text).length < 2) {
      answer.replaceChildren();
      status.textContent = "";
      return;
    }
    const data = await load().catch(() => null);
    if (mine !== asked) return;
    if (!data) {
      answer.replaceChildren(element("p", "The list of names could not be loaded."));
      return;
    }
    const looked = look(data, text);
    if (looked.found.length === 0) nothing(looked, data);
    else show(looked.found[0], looked.found);
    const box = finder.getBoundingClientRect();
    if (box.top < 0 || box.bottom > window.innerHeight) window.scrollBy({ top: box.top - 4, behavior: "instant" });
  }

  input.addEventListener("focus", () => { load().catch(() => {}); }, { once: true });
  input.addEventListener("input", find);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") answer.querySelector(".finder-title a")?.click();
    if (event.key === "ArrowDown") answer.querySelector("a, button")?.focus();
  });
  finder.hidden = false;
})();
