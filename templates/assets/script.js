// What every page has. Everything can be read without it.
globalThis.careScorecard = (() => {
  "use strict";

  const LETTERS = { "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "&": " and " };
  // A name as it is looked for: without accents, signs and capitals.
  const plain = (text) => text.toLocaleLowerCase("en-GB").normalize("NFD").replace(/\p{M}/gu, "")
    .replace(/[’']/g, "").replace(/[łøđðþßæœ&]/g, (letter) => LETTERS[letter]).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return { plain };
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

// One box of a table open at a time; Escape closes it.
(() => {
  "use strict";
  const boxes = [...document.querySelectorAll(".more > details")];
  if (boxes.length === 0) return;
  boxes.forEach((box) => box.addEventListener("toggle", () => {
    if (box.open) boxes.forEach((other) => { if (other !== box) other.open = false; });
  }));
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && boxes.find((box) => box.open);
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
})();

// Names of a map's tiles, for those who point at them.
(() => {
  "use strict";
  document.querySelectorAll(".chart a").forEach((link) => {
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = link.getAttribute("aria-label");
    link.prepend(title);
  });
})();

// On a telephone the list of contents is one line until it is asked for.
(() => {
  "use strict";
  if (!window.matchMedia("(max-width: 36rem)").matches) return;
  document.querySelectorAll(".contents > details").forEach((fold) => { fold.open = false; });
})();
