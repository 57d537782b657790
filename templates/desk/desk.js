// What the pages of the desk do beside being read: files that are dropped, work that goes on, and that a page is open.
"use strict";
(() => {
  const { root, base } = document.body.dataset;
  const post = (address) => fetch(address, { method: "POST" }).catch(() => undefined);
  const beat = () => post(`${root}/beat`);
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
