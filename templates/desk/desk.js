// What the pages of the desk do beside being read: files that are dropped, work that goes on, and that a page is open.
"use strict";
(() => {
  const { root, base } = document.currentScript.dataset;
  const looked = document.currentScript.dataset.looked !== undefined;
  // A published page lets its scripts load pictures alone; what comes back is none, and nobody looks at it.
  const beat = () => {
    if (looked) new Image().src = `${root}/beat?${Date.now()}`;
    else fetch(`${root}/beat`, { method: "POST" }).catch(() => undefined);
  };
  beat();
  setInterval(beat, 10000);

  for (const element of document.querySelectorAll("[data-scripted]")) element.hidden = false;
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // Work goes on: how far it has come, and the page anew when it is done.
  const working = document.querySelector("[data-working]");
  if (working) {
    const look = async () => {
      const answer = await fetch(`${base}/work`).catch(() => undefined);
      if (answer?.ok) {
        const said = await answer.json();
        if (!said.working) return void location.reload();
        working.querySelector("[data-so-far]").textContent = said.so_far;
      }
      setTimeout(look, 600);
    };
    setTimeout(look, 300);
  }

  // Numbers of a published page that is looked at lead to how they came about.
  if (looked) explain();

  function explain() {
    const link = (cell, address) => {
      if (!cell || cell.querySelector("a") || !/\d/.test(cell.textContent)) return;
      const to = document.createElement("a");
      to.className = "desk-explain";
      to.href = address;
      to.title = "How this came about";
      to.append(...cell.childNodes);
      cell.append(to);
    };
    const named = location.pathname.match(/\/authorities\/([^/]+?)(?:-OFFICIAL-SENSITIVE)?\.html$/);
    if (named) {
      const about = `${base}/look/explain/${named[1]}`;
      for (const row of document.querySelectorAll("tr[data-indicator]")) {
        for (const cell of row.querySelectorAll("[data-label=Figure], [data-label=Score]")) {
          link(cell, `${about}/${row.dataset.indicator}`);
        }
      }
      for (const value of document.querySelectorAll(".facts .fact-value")) link(value, about);
    }
    for (const row of document.querySelectorAll(".league tr[data-code]")) {
      link(row.querySelector(".overall"), `${base}/look/explain/${row.dataset.code}`);
    }
  }

  // Sliders go with their fields; what weights do is said while they are moved.
  const weights = document.querySelector("[data-weights]");
  if (weights) weigh(weights);

  function weigh(form) {
    const result = document.querySelector("[data-effect]");
    let waiting;
    const later = () => {
      clearTimeout(waiting);
      waiting = setTimeout(tryOut, 250);
    };
    for (const slider of form.querySelectorAll("input[type=range]")) {
      const field = document.getElementById(slider.dataset.for);
      slider.hidden = false;
      slider.addEventListener("input", () => {
        field.value = slider.value;
        later();
      });
      field.addEventListener("input", () => {
        slider.value = field.value;
      });
    }
    form.addEventListener("input", later);

    async function tryOut() {
      const answer = await fetch(form.dataset.weights, { method: "POST", body: new FormData(form) }).catch(() => undefined);
      if (!answer?.ok || !result) return;
      const { problems, effect } = await answer.json();
      if (problems) result.replaceChildren(list(problems));
      else if (effect) result.replaceChildren(...told(effect));
    }

    function list(problems) {
      const all = document.createElement("ul");
      for (const problem of problems) element(all, "li", problem).className = "said";
      return all;
    }

    function told({ moved, same, ranked, counts_anew: anew }) {
      const box = document.createElement("div");
      if (moved.length === 0) element(box, "p", `All ${same} ranked authorities have the rank that they have by what ships.`);
      else {
        element(box, "p", `${moved.length} of ${ranked} ranked authorities have another rank than by what ships; ${same} have the same.`);
        const table = element(box, "table", "");
        table.className = "compact";
        element(table, "caption", "Ranks by what ships and by these weights").className = "aside";
        const head = element(element(table, "thead", ""), "tr", "");
        for (const words of ["Authority", "As it ships", "With these"]) {
          const cell = element(head, "th", words);
          cell.scope = "col";
          if (words !== "Authority") cell.className = "number";
        }
        const body = element(table, "tbody", "");
        for (const { name, before, after } of moved.slice(0, 20)) {
          const row = element(body, "tr", "");
          element(row, "th", name).scope = "row";
          element(row, "td", before).className = "number";
          element(row, "td", after).className = "number";
        }
      }
      if (anew) element(box, "p", "What was changed of how figures are counted or withheld shows once it is used.");
      return [...box.childNodes];
    }

    function element(parent, name, words) {
      const made = document.createElement(name);
      made.textContent = words;
      parent.append(made);
      return made;
    }
  }

  const form = document.querySelector("[data-upload]");
  if (form) upload(form);

  function upload(form) {
    const drop = document.getElementById("drop");
    const said = form.querySelector("[data-upload-said]");
    const bar = form.querySelector("[data-sent]");
    const stop = form.querySelector("[data-stop]");
    const inputs = [...form.querySelectorAll("input[type=file]")];

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const files = inputs.flatMap((input) => [...input.files]);
      send(files.map((file) => [file.webkitRelativePath || file.name, file]));
    });
    // All of the page takes what is dropped, so that no file is opened in its place.
    for (const kind of ["dragenter", "dragover"]) {
      document.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.add("over");
      });
    }
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) drop.classList.remove("over");
    });
    document.addEventListener("drop", async (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
      const files = [];
      said.textContent = "Looking into what was dropped.";
      for (const entry of entries) await walk(entry, "", files);
      send(files);
    });

    async function walk(entry, within, files) {
      const path = within + entry.name;
      if (entry.isFile) {
        const file = await new Promise((done) => entry.file(done, () => done(undefined)));
        if (file) files.push([path, file]);
        return;
      }
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((done) => reader.readEntries(done, () => done([])));
        if (some.length === 0) return;
        for (const inner of some) await walk(inner, `${path}/`, files);
      }
    }

    function send(files) {
      if (files.length === 0) {
        said.textContent = "No file was chosen.";
        return;
      }
      const body = new FormData();
      for (const [path, file] of files) body.append("files", file, path);
      const request = new XMLHttpRequest();
      const size = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        bar.max = total;
        bar.value = loaded;
        said.textContent = `${size(loaded)} of ${size(total)} are here.`;
      });
      const end = (words) => {
        bar.hidden = true;
        stop.hidden = true;
        said.textContent = words;
      };
      request.addEventListener("load", () => {
        if (request.status < 400) location.assign(`${base}/bring`);
        else end(request.responseText.trim());
      });
      request.addEventListener("error", () => end("Nothing was taken: the desk is closed, or the files are too large."));
      request.addEventListener("abort", () => end("You stopped this. Nothing of it was taken."));
      stop.addEventListener("click", () => request.abort(), { once: true });
      bar.hidden = false;
      stop.hidden = false;
      request.open("POST", form.action);
      request.send(body);
    }
  }
})();
