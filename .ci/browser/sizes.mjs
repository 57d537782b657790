// What a reader's screen allows, as numbers: nothing scrolls sideways at any width, rows of the league table are low
// on a telephone, the first page is small, and the finder answers without scrolling.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [NARROWEST, WIDEST, STEP] = [320, 1920, 16];
const HIGHEST_ROW = 80;
const LARGEST_FIRST_PAGE = 400_000;

/** Widths at which the page that is open scrolls sideways, with everything unfolded. */
export async function sideways(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
  const problems = [];
  for (let width = NARROWEST; width <= WIDEST; width += STEP) {
    await page.setViewportSize({ width, height: 800 });
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    if (wide > room) problems.push(`scrolls sideways at ${width}: ${wide} px in ${room}`);
  }
  return problems;
}

/** The league table on a telephone. */
export async function rows(page) {
  await page.setViewportSize({ width: 360, height: 740 });
  const high = await page.evaluate(() => [...document.querySelectorAll("#league tr[data-code]")]
    .map((row) => [row.querySelector("bdi").textContent, row.getBoundingClientRect().height])
    .filter(([, height]) => height > 0));
  return high.filter(([, height]) => height > HIGHEST_ROW).map(([name, height]) => `the row of ${name} is ${height} px high`);
}

/** The size of the first page, without the draws, which lie in a script of their own. */
export function first(folder) {
  const size = statSync(join(folder, "index.html")).size;
  return size > LARGEST_FIRST_PAGE ? [`index.html has ${size} bytes`] : [];
}

/** A name as it is misspelt: two letters in the middle are swapped. */
function misspelt(name) {
  const at = Math.max(1, Math.floor(name.length / 2) - 1);
  return name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2);
}

/** What the finder answers on a telephone, to names, districts and misspellings: all of it on the screen. */
export async function finder(page, folder) {
  const problems = [];
  await page.setViewportSize({ width: 360, height: 740 });
  await page.locator("#finder-name").focus();
  await page.waitForFunction(() => globalThis.careScorecard.finder);
  const places = await page.evaluate(() => globalThis.careScorecard.finder.places);
  const step = Math.max(1, Math.floor(places.length / 6));
  const names = places.filter((_, at) => at % step === 0).slice(0, 6);
  const asked = names.map((place, at) => [at % 2 ? misspelt(place.name) : place.name, place]);
  const others = places.flatMap((place) => [...place.also, ...place.districts].map((name) => [name, place]));
  asked.push(...others.filter((_, at) => at % Math.max(1, Math.floor(others.length / 4)) === 0).slice(0, 4));
  for (const [text, place] of asked) {
    await page.goto(pathToFileURL(join(folder, "index.html")).href);
    await page.locator("#finder-name").focus();
    await page.keyboard.type(text);
    const card = page.locator(".finder-card");
    await card.waitFor({ timeout: 2000 }).catch(() => {});
    if ((await card.count()) === 0) {
      problems.push(`"${text}" finds nothing`);
      continue;
    }
    const shown = await card.evaluate((box) => ({
      title: box.querySelector(".finder-title").textContent,
      text: box.textContent,
      asked: box.querySelectorAll("ol li").length,
      end: box.querySelector("ol")?.getBoundingClientRect().bottom ?? 0,
      top: box.getBoundingClientRect().top,
      room: window.innerHeight,
    }));
    const names = [shown.title, ...(await page.locator(".finder-others button").allTextContents())];
    if (!names.some((name) => name.includes(place.name))) problems.push(`"${text}" finds ${names.join(", ")}`);
    if (shown.asked < Math.min(3, place.questions.length)) problems.push(`"${text}": ${shown.asked} questions`);
    if (shown.top < 0 || shown.end > shown.room) problems.push(`"${text}": the answer ends at ${Math.round(shown.end)} of ${shown.room} px`);
  }
  return problems;
}

/** Two authorities beside each other, from the address. */
export async function comparison(page, folder) {
  const problems = [];
  await page.locator("#finder-name").focus();
  await page.waitForFunction(() => globalThis.careScorecard.finder);
  const files = (await page.evaluate(() => globalThis.careScorecard.finder.places)).slice(0, 4).map((place) => place.file);
  if (files.length < 2) return problems;
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${pathToFileURL(join(folder, "compare.html")).href}#${files.join(",")}`);
    await page.reload();
    await page.locator("table.compare").first().waitFor({ timeout: 3000 }).catch(() => {});
    const values = await page.locator("table.compare tbody tr:first-child .compare-value").count();
    if (values < files.length) problems.push(`${values} authorities are compared, not ${files.length}`);
    const said = await page.locator("#compare-status").textContent();
    if (!/told apart|higher than|nothing/.test(said)) problems.push(`it says "${said}"`);
    problems.push(...await sideways(page));
  }
  return problems;
}

/** Charts and tables can be taken away, by keyboard, with their title, source and numbers in them. */
export async function takings(page, folder) {
  const problems = [];
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(pathToFileURL(join(folder, "index.html")).href);
  for (const [way, holds] of [["SVG", /^<svg[\s\S]*Source:/], ["PNG", /^\x89PNG/], ["CSV", /^\ufeffAuthority,/]]) {
    const button = page.locator(".take-away button", { hasText: way }).first();
    if ((await button.count()) === 0) {
      problems.push(`nothing can be taken as ${way}`);
      continue;
    }
    await button.focus();
    const [download] = await Promise.all([page.waitForEvent("download", { timeout: 5000 }).catch(() => null), page.keyboard.press("Enter")]);
    if (!download) {
      problems.push(`no ${way} comes`);
      continue;
    }
    const bytes = readFileSync(await download.path());
    const text = bytes.toString(way === "PNG" ? "latin1" : "utf8");
    if (!holds.test(text)) problems.push(`the ${way} begins "${text.slice(0, 40)}"`);
    if (bytes.length < 500) problems.push(`the ${way} has ${bytes.length} bytes`);
  }
  return problems;
}
