import { chromium } from "playwright-core";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
const [out, ...pages] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (const page of pages) {
  const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
  const p = await context.newPage();
  await p.goto(pathToFileURL(join(out, page)).href);
  await p.evaluate(() => document.querySelectorAll("details").forEach((d) => { if (!d.closest(".more")) d.open = true; }));
  const bad = [];
  for (let w = 320; w <= 1920; w += 16) {
    await p.setViewportSize({ width: w, height: 800 });
    const [sw, cw, who] = await p.evaluate(() => { const d = document.documentElement; let who = ""; if (d.scrollWidth > d.clientWidth) { const e = [...document.querySelectorAll("main *, header *")].filter((e) => e.getBoundingClientRect().right > d.clientWidth + 1 && getComputedStyle(e).position !== "absolute"); who = e.slice(0, 3).map((x) => x.tagName + "." + x.className?.baseVal + (x.className || "")).join(" "); } return [d.scrollWidth, d.clientWidth, who]; });
    if (sw > cw) bad.push(`${w}:${sw} ${who}`);
  }
  console.log(page, bad.length ? bad.length + " " + bad.slice(0, 3).join(" | ") : "ok");
  await context.close();
}
await browser.close();
