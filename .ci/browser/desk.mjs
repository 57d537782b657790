// Goes the whole way through the desk in a browser, by keyboard alone: as a board manager from an archive to a statement
// in Word, and as a civil servant from a folder to a publication with the bytes of `publish`; at 1440 px and at 360 px,
// light and dark, with axe on every screen, nothing on the console, and nothing that scrolls sideways.
//
//   npm install --prefix .ci/browser && node .ci/browser/desk.mjs PROGRAM DATASET RETURN AUTHORITY YEAR [SHOTS]
//
// DATASET is a folder for the civil servant, and all but the return for the board manager, who has it as an archive; RETURN
// is the folder of one return, which comes as another archive, its log of interviews as a workbook; AUTHORITY and YEAR say
// whose it is. With SHOTS a folder for pictures of every screen. ONCE=1 goes one way at each width. CHROMIUM names the
// browser; without it /usr/bin/chromium is used. Archives are packed and unpacked by python3.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const [program, dataset, returned, authority, year, shots] = process.argv.slice(2);
if (!year) {
  console.error("usage: node desk.mjs PROGRAM DATASET RETURN AUTHORITY YEAR [SHOTS]");
  process.exit(2);
}
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const home = mkdtempSync(join(tmpdir(), "desk-test-"));
const title = `Return home interviews, ${authority}, ${year - 1}-${String(year).slice(2)}`;
execFileSync("python3", [join(import.meta.dirname, "board_files.py"), returned, dataset, title, home]);
const brought = ["return.zip", "log.xlsx", "others.zip"].map((name) => join(home, name));

const problems = [];
const desk = spawn(program, ["open", "--no-browser"], { stdio: ["ignore", "ignore", "pipe"] });
const ended = new Promise((done) => desk.on("exit", done));
const address = await new Promise((done, failed) => {
  let said = "";
  desk.stderr.on("data", (data) => {
    said += data;
    const found = said.match(/http:\S+/);
    if (found) done(found[0]);
  });
  desk.on("exit", () => failed(new Error(`it ended: ${said}`)));
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});

/** A page and what a person does on it with the keys. */
class Person {
  constructor(page, name, width) {
    Object.assign(this, { page, name, width });
    page.on("console", (message) => message.type() === "error" && this.fail(`console: ${message.text()}`));
    page.on("pageerror", (error) => this.fail(`script: ${error.message}`));
    page.on("request", (request) => {
      if (!request.url().startsWith(new URL(address).origin) && !/^(blob|data):/.test(request.url())) this.fail(`request to ${request.url()}`);
    });
  }

  fail(problem) {
    problems.push(`${this.name} ${this.width}: ${problem}`);
  }

  /** Tabs to what fits, from wherever it is. */
  async to(selector) {
    const wanted = this.page.locator(selector).first();
    await wanted.waitFor({ state: "visible", timeout: 60_000 });
    for (let presses = 0; presses < 600; presses += 1) {
      await this.page.keyboard.press("Tab");
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`${this.name} ${this.width}: no key leads to ${selector} on ${this.page.url()}`);
  }

  async press(selector, key = "Enter") {
    await this.to(selector);
    await this.page.keyboard.press(key);
  }

  /** Waits until a page of this path is there and its work is done. */
  async done(path, left = 0) {
    await this.page.waitForFunction(
      ([wanted, before]) => location.pathname.includes(wanted) && performance.timeOrigin !== before
        && document.readyState === "complete" && !document.querySelector("[data-working]"),
      [path, left],
      { timeout: 600_000, polling: 200 },
    );
  }

  /** Presses what leads to another page and waits for that one: the page that is left may have the same path. */
  async go(selector, path) {
    await this.to(selector);
    const left = await this.page.evaluate(() => performance.timeOrigin);
    await this.page.keyboard.press("Enter");
    await this.done(path, left);
  }

  async back(path) {
    const left = await this.page.evaluate(() => performance.timeOrigin);
    await this.page.goBack();
    await this.done(path, left);
  }

  async files(selector, paths) {
    const chosen = this.page.waitForEvent("filechooser");
    await this.press(selector, "Space");
    await (await chosen).setFiles(paths);
  }

  async choose(selector, words) {
    await this.to(selector);
    await this.page.keyboard.type(words);
    const is = await this.page.locator(selector).evaluate((select) => select.selectedOptions[0].textContent);
    if (is !== words) this.fail(`${selector} is ${is}, not ${words}`);
  }

  async save(selector) {
    const coming = this.page.waitForEvent("download", { timeout: 120_000 });
    await this.press(selector);
    const download = await coming;
    const path = join(home, `${this.width}-${download.suggestedFilename()}`);
    await download.saveAs(path);
    return path;
  }

  /** Looks at a screen as axe, and as somebody with a narrow window. */
  async look(screen) {
    await this.page.evaluate(() => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
    await this.page.evaluate(axe);
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const result = await this.page.evaluate((values) => globalThis.axe.run({ runOnly: { type: "tag", values }, preload: false }), tags);
    for (const { id, help, nodes } of result.violations) {
      this.fail(`axe on ${screen}: ${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
    }
    const [wide, room] = await this.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    if (wide > room) this.fail(`${screen} scrolls sideways: ${wide} px in ${room}`);
    if (shots) await this.page.screenshot({ path: join(shots, `${screen}-${this.width}.png`), fullPage: true });
    await this.page.reload();
    await this.done("/");
  }
}

async function person(name, width, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, acceptDownloads: true });
  const page = await context.newPage();
  await page.goto(address);
  return new Person(page, name, width);
}

async function boardManager(width, colorScheme) {
  const who = await person("board manager", width, colorScheme);
  await who.go("footer form[action$='/new'] button", "/bring");
  await who.look("empty");
  await who.files("#files", brought);
  await who.press("[data-upload] button[type=submit]");
  await who.page.locator("#taken").waitFor({ timeout: 600_000 });
  // Nothing but its title says whose the log is: it is filled in, and a person says so.
  const filled = await who.page.locator("#authority").inputValue();
  if (filled !== authority) who.fail(`the title of the log says ${authority}; filled in is ${filled}`);
  await who.look("whose");
  await who.go("form[action$='/whose'] button", "/bring");
  if (await who.page.locator("#whose").count()) who.fail("it asks again whose the log is");
  await who.look("bring");
  await who.go(".onward a", "/check");
  await who.look("check");
  await who.go("nav a[href$='/choose']", "/choose");
  await who.choose("#authority", authority);
  await who.go("button[name=then]", "/weights");
  await who.look("weights");
  await who.to("input[type=range]");
  for (let presses = 0; presses < 25; presses += 1) await who.page.keyboard.press("ArrowRight");
  await who.page.waitForFunction(() => /have another rank/.test(document.querySelector("[data-effect]").textContent), null, { timeout: 60_000 });
  await who.go("button.button", "/weights");
  if (!/1 differs from what ships/.test(await who.page.textContent("main"))) who.fail("a slider that was moved is not kept");
  await who.back("/weights");
  await who.go("nav a[href$='/choose']", "/choose");
  await who.look("choose");
  await who.go(".onward button:first-child", "/look");
  await who.look("look");
  await who.go(".cards a[href*='/statement-']", "/statement-");
  await who.go(".desk-bar a", "/look");
  await who.go(".cards a[href*='/explain/']", "/explain/");
  await who.look("explain");
  await who.go("nav a[href$='/take']", "/take");
  const word = "a[href$='.docx'][href*='/take/statement-']";
  if (!(await who.page.locator(word).count())) await who.go("form:has(input[value^='statement-']) button", "/take");
  await who.look("take");
  const saved = readFileSync(await who.save(word));
  if (saved.subarray(0, 2).toString() !== "PK") who.fail("the statement is no Word document");
  await who.go("nav a[href$='/keep']", "/keep");
  await who.look("keep");
  const project = readFileSync(await who.save("a[href$='project.toml']"), "utf8");
  if (!project.includes("weights = ")) who.fail("the project file lacks the weights");
  await who.page.context().close();
}

async function civilServant(width, colorScheme) {
  const who = await person("civil servant", width, colorScheme);
  await who.go("footer form[action$='/new'] button", "/bring");
  await who.to("#path");
  await who.page.keyboard.type(resolve(dataset));
  await who.page.keyboard.press("Enter");
  await who.page.locator("#taken").waitFor({ timeout: 600_000 });
  await who.go("nav a[href$='/look']", "/look");
  await who.go(".cards a[href$='/publication/']", "/publication/index.html");
  const explained = who.page.locator("a.desk-explain").first();
  await explained.waitFor();
  await who.go("a.desk-explain", "/explain/");
  await who.page.goBack();
  await who.go(".desk-bar a[href$='/take']", "/take");
  const saved = await who.save("a[href$='publication.zip']");
  const [taken, written] = [join(home, `taken-${width}`), join(home, "written")];
  execFileSync("python3", ["-m", "zipfile", "-e", saved, taken]);
  rmSync(written, { recursive: true, force: true });
  execFileSync(program, ["publish", dataset, "--quiet", "--out", written]);
  const all = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  const [ours, theirs] = [all(taken), all(written)];
  if (ours.join() !== theirs.join()) who.fail("the archive holds other files than publish writes");
  for (const name of theirs.filter((name) => ours.includes(name))) {
    if (!readFileSync(join(taken, name)).equals(readFileSync(join(written, name)))) who.fail(`${name} differs`);
  }
  await who.page.context().close();
}

try {
  const both = !process.env.ONCE;
  for (const [width, scheme] of [[1440, "light"], [360, "dark"]]) {
    if (both || width === 360) await boardManager(width, scheme);
    if (both || width === 1440) await civilServant(width, scheme);
  }
  const last = await person("whoever closes it", 1440, "light");
  await last.press("footer form[action$='/close'] button");
  await last.page.waitForFunction(() => /is closed/.test(document.body.textContent));
  if (await Promise.race([ended, new Promise((done) => setTimeout(done, 10_000, "still there"))]) !== 0) last.fail("it does not end");
} catch (error) {
  problems.push(String(error.stack ?? error));
} finally {
  await browser.close();
  desk.kill();
  rmSync(home, { recursive: true, force: true });
}
for (const problem of problems) console.error(`FAIL ${problem}`);
console.log(problems.length === 0 ? "the desk: well, all the way as a board manager and as a civil servant" : `the desk: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
