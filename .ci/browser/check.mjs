// Checks every kind of page of a publication: html-validate, axe-core, console errors, requests to a
// network, sideways scroll, text that is cut, and the league table's controls.
//
//   npm install --prefix .ci/browser && node .ci/browser/check.mjs OUT_DIR [PROGRAM DATASET WEIGHTS [YEAR]]
//
// With the program, the dataset and the weights file the publication was made with, scores and ranks
// under a reader's weights are compared with the program's.
// CHROMIUM names the browser; without it /usr/bin/chromium is used.
import { createRequire } from "node:module";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";
import { controls, weights } from "./league.mjs";
import { comparison, finder, first, rows, sideways, takings } from "./sizes.mjs";
import { links, structure, targets } from "./structure.mjs";

const out = process.argv[2];
if (!out || !existsSync(out)) {
  console.error("usage: node check.mjs OUT_DIR [PROGRAM DATASET WEIGHTS [YEAR]], where OUT_DIR holds a publication, a report to a board or a form");
  process.exit(2);
}
const folder = resolve(out);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let passed = 0;
const failures = [];

function verdict(name, problems) {
  if (problems.length === 0) {
    passed += 1;
  } else {
    failures.push(name);
    for (const problem of problems) console.error(`FAIL ${name}: ${problem}`);
  }
}

function htmlFiles(path = "") {
  return readdirSync(join(folder, path), { withFileTypes: true })
    .flatMap((entry) => entry.isDirectory() ? htmlFiles(join(path, entry.name)) : [join(path, entry.name)])
    .filter((name) => name.endsWith(".html"))
    .sort();
}

/** All pages at the root, and of each folder the smallest, the largest and some between. */
function sample(names) {
  const size = (name) => readFileSync(join(folder, name)).length;
  const groups = {};
  for (const name of names) (groups[name.split("/").slice(0, -1).join("/")] ??= []).push(name);
  return Object.entries(groups).flatMap(([group, members]) => {
    if (group === "" || members.length <= 6) return members;
    const sorted = [...members].sort((a, b) => size(a) - size(b));
    return [0, 1, 0.25, 0.5, 0.75].map((share) => sorted[Math.round(share * (sorted.length - 1))]);
  });
}

async function validate(names) {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: { "long-title": "off", "no-trailing-whitespace": "off", "void-style": "off" },
  });
  for (const name of names) {
    const report = await validator.validateString(readFileSync(join(folder, name), "utf8"), name);
    const messages = report.results.flatMap((result) => result.messages);
    verdict(`html-validate ${name}`, messages.map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`));
  }
}

async function open(browser, name, options) {
  const context = await browser.newContext({ ...options, offline: true });
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(file|blob|data):/.test(request.url())) problems.push(`request to ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    // An icon is let go where the page is left before it is there.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") problems.push(`cannot load ${request.url()}`);
  });
  await page.goto(pathToFileURL(isAbsolute(name) ? name : join(folder, name)).href);
  return { context, page, problems };
}

async function accessible(browser, name, colorScheme, width) {
  const { context, page, problems } = await open(browser, name, { colorScheme, viewport: { width, height: 900 } });
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  await page.evaluate(axe);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const result = await page.evaluate((values) => globalThis.axe.run({ runOnly: { type: "tag", values }, preload: false }), tags);
  for (const violation of result.violations) {
    const nodes = violation.nodes.slice(0, 3).map((node) => node.target.join(" "));
    problems.push(`axe ${violation.id}: ${violation.help} (${violation.nodes.length}): ${nodes.join(" | ")}`);
  }
  verdict(`axe ${name} ${colorScheme} ${width}`, problems);
  await context.close();
}

async function fits(browser, name, width, javaScriptEnabled) {
  const { context, page, problems } = await open(browser, name, { viewport: { width, height: 900 }, javaScriptEnabled });
  if (javaScriptEnabled) {
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    if (wide > room) problems.push(`scrolls sideways: ${wide} px in ${room}`);
    const small = await page.evaluate(() => {
      const inline = (element) => getComputedStyle(element).display === "inline";
      return [...document.querySelectorAll("a, button, input, select, summary")]
        .filter((element) => !inline(element) && !element.classList.contains("skip"))
        .map((element) => [element, element.getBoundingClientRect()])
        .filter(([, box]) => box.height > 0 && (box.height < 24 || box.width < 24))
        .map(([element, box]) => `${element.tagName} "${element.textContent.slice(0, 30)}" ${box.width}×${box.height}`);
    });
    problems.push(...small.map((text) => `target under 24 px: ${text}`));
  }
  verdict(`fits ${name} ${width} ${javaScriptEnabled ? "" : "without JavaScript"}`, problems);
  await context.close();
}

/** What a screen allows: widths of every kind of page, rows, bytes, the finder and comparisons. */
async function sized(browser, names) {
  const { context, page, problems } = await open(browser, names[0], { viewport: { width: 320, height: 800 } });
  for (const name of names) {
    await page.goto(pathToFileURL(join(folder, name)).href);
    verdict(`widths ${name}`, await sideways(page));
  }
  const index = () => page.goto(pathToFileURL(join(folder, "index.html")).href);
  if (existsSync(join(folder, "index.html")) && existsSync(join(folder, "find.html"))) {
    verdict("bytes of index.html", first(folder));
    await index();
    verdict("rows of the league table", await rows(page));
    verdict("finder", await finder(page, folder));
    await index();
    verdict("comparison", await comparison(page, folder));
    verdict("what can be taken away", await takings(page, folder));
  }
  verdict("sizes", problems);
  await context.close();
}

/** One page of each kind: the largest. */
function kinds(names) {
  const size = (name) => readFileSync(join(folder, name)).length;
  const groups = {};
  for (const name of names) (groups[name.split("/").slice(0, -1).join("/")] ??= []).push(name);
  return Object.entries(groups).flatMap(([group, members]) =>
    group === "" ? members : [members.reduce((most, name) => (size(name) > size(most) ? name : most))]);
}

/** The structure of every page, and whether every link leads somewhere. */
async function structures(browser, names) {
  const { context, page, problems } = await open(browser, names[0], { viewport: { width: 1440, height: 900 } });
  const ids = new Map();
  const led = new Map();
  for (const name of names) {
    await page.goto(pathToFileURL(join(folder, name)).href);
    verdict(`structure ${name}`, await structure(page));
    ids.set(pathToFileURL(join(folder, name)).href, new Set(await targets(page)));
    led.set(name, await links(page));
  }
  for (const [name, addresses] of led) {
    for (const address of addresses.filter((each) => each.startsWith("file:"))) {
      const [file, fragment] = address.split("#");
      if (!existsSync(fileURLToPath(file))) problems.push(`${name} links to ${file}, which is not there`);
      else if (/\/compare[^/]*\.html$/.test(file) && !ids.get(file)?.has(fragment)) {
        const those = (fragment ?? "").split(",").filter(Boolean);
        const [, marking] = /compare([^/]*)\.html$/.exec(file);
        const lacking = those.filter((code) => !existsSync(join(folder, "authorities", `${code}${marking}.html`)));
        if (lacking.length || those.length > 4) problems.push(`${name} compares ${those}`);
      } else if (fragment && !fragment.includes("=") && !ids.get(file)?.has(decodeURIComponent(fragment))) {
        problems.push(`${name} links to ${address}, where nothing is called so`);
      }
    }
  }
  verdict("links", problems);
  await context.close();
}

/** The league table by keyboard, and under other weights where the program can be asked. */
async function league(browser) {
  const { context, page, problems } = await open(browser, "index.html", { viewport: { width: 1440, height: 900 } });
  problems.push(...await controls(page));
  verdict("controls of the league table", problems);
  await context.close();
  const [program, dataset, config, year] = process.argv.slice(3);
  if (!program) return;
  const fresh = await open(browser, "index.html", { viewport: { width: 1440, height: 900 } });
  fresh.problems.push(...await weights(fresh.page, { program, dataset, config, year }));
  verdict("the reader's weights", fresh.problems);
  await fresh.context.close();
  for (const aggregation of ["geometric", "harmonic"]) await combined(browser, aggregation, { program, dataset, config, year });
}

/** The reader's weights where scores are combined in another way: a publication of its own. */
async function combined(browser, aggregation, { program, dataset, config, year }) {
  const work = mkdtempSync(join(tmpdir(), "combined-"));
  try {
    const own = join(work, "weights.toml");
    const text = readFileSync(config, "utf8");
    writeFileSync(own, text.replace(/^aggregation = .*$/m, `aggregation = "${aggregation}"`));
    const out = join(work, "out");
    const years = year ? ["--year", year] : [];
    execFileSync(program, ["publish", dataset, "--config", own, "--quiet", "--out", out, ...years]);
    const { context, page, problems } = await open(browser, join(out, "index.html"), { viewport: { width: 1440, height: 900 } });
    const source = JSON.parse(await page.locator("#weighing").textContent());
    if (source.aggregation !== aggregation) problems.push(`the page combines scores by ${source.aggregation}`);
    problems.push(...await weights(page, { program, dataset, config: own, year }));
    verdict(`the reader's weights, ${aggregation}`, problems);
    await context.close();
  } finally {
    rmSync(work, { recursive: true });
  }
}

const all = htmlFiles();
const names = sample(all);
await validate(all);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
});
for (const name of names) {
  await accessible(browser, name, "light", 1440);
  await accessible(browser, name, "dark", 1440);
  await accessible(browser, name, "light", 320);
  for (const width of [320, 768, 1440]) await fits(browser, name, width, true);
  await fits(browser, name, 320, false);
}
await sized(browser, kinds(all));
await structures(browser, all);
// Reports to boards have no league table.
if (existsSync(join(folder, "index.html"))) await league(browser);
await browser.close();
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
