import { chromium } from "playwright-core";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
const [out, to, ...specs] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (const spec of specs) {
  // page@width[@height][@dark][@full][@js:code]
  const [page, width, height, flags = ""] = spec.split("@");
  const context = await browser.newContext({ viewport: { width: +width, height: +height || 900 }, colorScheme: flags.includes("dark") ? "dark" : "light", javaScriptEnabled: !flags.includes("nojs") });
  const p = await context.newPage();
  p.on("pageerror", (e) => console.log("ERR", e.message));
  p.on("console", (m) => m.type() === "error" && console.log("CON", m.text()));
  await p.goto(pathToFileURL(join(out, page.split("#")[0])).href + (page.includes("#") ? "#" + page.split("#")[1] : ""));
  await p.waitForTimeout(300);
  const code = flags.split("js:")[1];
  if (code) { await p.evaluate(code); await p.waitForTimeout(400); }
  const name = spec.replace(/[^a-zA-Z0-9]+/g, "_").slice(0, 60);
  await p.screenshot({ path: join(to, name + ".png"), fullPage: flags.includes("full") });
  const h = await p.evaluate(() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth, document.querySelectorAll("*").length]);
  console.log(name, h.join(" "));
  await context.close();
}
await browser.close();
