// The league table in use: by keyboard alone, filtered, and ranked anew under a reader's weights,
// whose scores and ranks must be those of `care-scorecard score` under the same weights.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const RANKED = "#ranked tr";
// Ranges under a reader's weights are drawn in slices: the table says when they are.
const wait = async (page) => {
  await page.waitForTimeout(60);
  await page.waitForFunction(() => !document.querySelector("#league.stale"));
};
const unfold = (page) => page.evaluate(() => { document.getElementById("tools-fold").open = true; });
const status = (page) => page.locator("#tools-status").textContent();

/** Sorting, searching, filtering and clearing, by keyboard. */
export async function controls(page) {
  const problems = [];
  const expect = (holds, text) => { if (!holds) problems.push(text); };
  if ((await page.locator("#league").count()) === 0) return problems;
  const rows = () => page.locator(`${RANKED}:visible`).count();
  const all = await rows();
  await unfold(page);
  await sorts(page, expect);
  const first = await page.locator(`${RANKED} th a`).first().textContent();
  await page.locator("#filter-name").focus();
  await page.keyboard.type(first.trim());
  expect((await rows()) >= 1 && (await rows()) <= all, "search finds nothing");
  expect((await status(page)).startsWith("Showing"), "search is not announced");
  await page.locator("#filter-clear").focus();
  await page.keyboard.press("Enter");
  await wait(page);
  expect((await rows()) === all, "clearing does not bring all rows back");
  for (const field of ["region", "kind", "near"]) {
    const select = page.locator(`#filter-${field}`);
    if ((await select.count()) === 0) continue;
    await select.focus();
    await page.keyboard.press("ArrowDown");
    await wait(page);
    const wanted = await page.evaluate((key) => {
      const chosen = document.getElementById(`filter-${key}`).value;
      const rows = [...document.querySelectorAll("#ranked tr")];
      if (key !== "near") return rows.filter((row) => row.dataset[key] === chosen).length;
      const subject = document.querySelector(`tr[data-code="${chosen}"]`);
      const near = new Set([chosen, ...subject.dataset.near.split(" ")]);
      return rows.filter((row) => near.has(row.dataset.code)).length;
    }, field);
    const shown = await rows();
    expect(shown === wanted, `${field} shows ${shown} rows, not ${wanted}`);
    await page.locator("#filter-clear").click();
    await wait(page);
  }
  return problems;
}

async function sorts(page, expect) {
  const heads = page.locator("#league thead th");
  const cells = (column) => page.locator(RANKED).evaluateAll(
    (list, at) => list.map((row) => row.cells[at].dataset.v), column);
  for (let column = 0; column < (await heads.count()); column += 1) {
    const button = heads.nth(column).getByRole("button");
    for (const press of ["Enter", "Space"]) {
      await button.focus();
      await page.keyboard.press(press);
      const order = await heads.nth(column).getAttribute("aria-sort");
      const values = await cells(column);
      const known = values.filter((value) => value !== "");
      expect(values.slice(0, known.length).every((value) => value !== ""), `column ${column}: absent values not last`);
      if (known.every((value) => !Number.isNaN(Number(value)))) {
        const numbers = known.map(Number);
        const sorted = [...numbers].sort((a, b) => order === "ascending" ? a - b : b - a);
        expect(numbers.join() === sorted.join(), `column ${column} is not ${order}`);
      }
      expect((await page.locator("#league [aria-sort]").count()) === 1, "aria-sort on more than one column");
      expect((await status(page)).includes(order), `column ${column}: sorting is not announced`);
    }
  }
}

/** Weights to try: uneven, with a domain left out, one domain alone. */
function trials(published) {
  const rest = published.map(() => 20);
  return [
    published.map((_, at) => 10 + 15 * at),
    rest.with(0, 0),
    published.map((_, at) => (at === published.length - 1 ? 40 : 0)),
  ];
}

/** Under each choice of weights: what the page shows against what the program computes. */
export async function weights(page, { program, dataset, config, year }) {
  const problems = [];
  const source = page.locator("#weighing");
  if ((await source.count()) === 0) return problems;
  const weighing = JSON.parse(await source.textContent());
  await unfold(page);
  const before = await view(page);
  for (const chosen of trials(weighing.domains.map((domain) => domain.weight))) {
    await slide(page, chosen);
    const shown = await view(page);
    const name = `weights ${chosen.join(", ")}`;
    const expected = computed({ program, dataset, config, year }, weighing.domains, chosen);
    problems.push(...differences(shown, expected).map((text) => `${name}: ${text}`));
    if (!(await page.locator("#weights-banner").isVisible())) problems.push(`${name}: no banner`);
    const published = await page.locator("[data-published]:visible").count();
    if (published > 0) problems.push(`${name}: ${published} passages of the published weights are still there`);
    const said = await page.locator("#weights-result").textContent();
    if (!said.includes(`${expected.filter((row) => row.rank).length} authorities are ranked`)) problems.push(`${name}: the banner says "${said}"`);
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    await wait(page);
    const again = await view(page);
    if (JSON.stringify(again) !== JSON.stringify(shown)) problems.push(`${name}: the address gives another view`);
  }
  await slide(page, weighing.domains.map(() => 0));
  if (!(await page.locator("#weights-warning").isVisible())) problems.push("no weight at all is not refused");
  await page.locator("#weights .weights-reset").focus();
  await page.keyboard.press("Enter");
  await wait(page);
  const after = await view(page);
  if (JSON.stringify(after) !== JSON.stringify(before)) problems.push("going back does not give the published table");
  if (await page.locator("#weights-banner").isVisible()) problems.push("the banner stays");
  return problems;
}

/** Moves each slider by keyboard to where it is wanted. */
async function slide(page, chosen) {
  const sliders = page.locator("#weights input[type=range]");
  for (let at = 0; at < chosen.length; at += 1) {
    await sliders.nth(at).focus();
    await page.keyboard.press("Home");
    for (let step = 0; step < chosen[at]; step += 1) await page.keyboard.press("ArrowRight");
  }
  await wait(page);
}

const view = (page) => page.evaluate(() => [...document.querySelectorAll("#league tr[data-code]")].map((row) => {
  const text = (name) => row.querySelector(`[data-part="${name}"]`).textContent;
  const isIn = row.parentNode.id === "ranked";
  return {
    code: row.dataset.code,
    score: text("score"),
    rank: isIn ? text("rank") : "",
    of: isIn ? text("of") : "",
    range: isIn ? text("interval") : "",
    band: text("band"),
  };
}));

function computed({ program, dataset, config, year }, domains, chosen) {
  const folder = mkdtempSync(join(tmpdir(), "weights-"));
  try {
    let text = readFileSync(config, "utf8");
    domains.forEach((domain, at) => {
      const start = text.indexOf(`code = "${domain.code}"`);
      text = text.slice(0, start) + text.slice(start).replace(/^weight = .*$/m, `weight = ${chosen[at]}`);
    });
    const own = join(folder, "weights.toml");
    writeFileSync(own, text);
    const args = ["score", dataset, "--config", own, "--quiet", ...(year ? ["--year", year] : [])];
    const csv = execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });
    return read(csv).filter((row) => row.level === "overall");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function read(csv) {
  const cells = (line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .map(([, cell]) => cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
  const [head, ...lines] = csv.trimEnd().split(/\r?\n/);
  const names = cells(head);
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [names[at], cell])));
}

function written(score) {
  const whole = Math.floor(Math.abs(score) * 10 + 0.5 + 1.4901161193847656e-8) / 10;
  return (score < 0 && whole > 0 ? "−" : "") + whole.toFixed(1);
}

function differences(shown, expected) {
  const byCode = new Map(shown.map((row) => [row.code, row]));
  if (shown.length !== expected.length) return [`${shown.length} rows, not ${expected.length}`];
  return expected.flatMap((row) => {
    const here = byCode.get(row.authority_code);
    if (!here) return [`${row.authority_code} is not on the page`];
    // Only who is ranked has an overall score on a page.
    const score = row.rank === "" ? "no score" : written(Number(row.score));
    const found = [];
    if (here.score !== score) found.push(`${row.authority_code} scores ${here.score}, not ${score}`);
    if (here.rank.replace("=", "") !== row.rank) found.push(`${row.authority_code} ranks ${here.rank}, not ${row.rank}`);
    if (row.rank && here.of !== row.rank_of) found.push(`${row.authority_code} of ${here.of}, not ${row.rank_of}`);
    return found;
  });
}
