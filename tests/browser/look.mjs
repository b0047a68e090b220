// Opens pages in a real Chromium: axe-core in light, dark and large, keyboard, 200 % zoom, pictures.
// node look.mjs MODULES PICTURES PAGE…   (MODULES holds axe-core and puppeteer-core; PICTURES may be "")
import { createRequire } from "node:module";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, pictures, ...pages] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const puppeteer = require("puppeteer-core");
const axe = require.resolve("axe-core/axe.min.js");
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
});
const found = [];

for (const file of pages) {
  const page = await browser.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.setBypassCSP(true);
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.setViewport({ width: 900, height: 1100 });
    await page.goto(pathToFileURL(file).href);
    if (pictures) {
      await page.screenshot({ path: `${pictures}/${basename(file)}-${scheme}.png`, fullPage: true });
    }
    // What is folded is looked at too.
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate(() => window.axe.run());
    for (const each of violations) {
      found.push(`${file} (${scheme}): ${each.id}: ${each.help}: ${each.nodes[0].html}`);
    }
  }
  // 200 % zoom of a screen 1280 wide is a page 640 wide; 400 % is 320. Nothing may stick out.
  for (const width of [640, 320]) {
    await page.setViewport({ width, height: 800 });
    await page.goto(pathToFileURL(file).href);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (over > 0) found.push(`${file}: sticks out by ${over} pixels at a width of ${width}`);
    if (pictures) await page.screenshot({ path: `${pictures}/${basename(file)}-${width}.png` });
  }
  // The first Tab reaches the link that skips to the words, Enter follows it.
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => {
    const box = document.activeElement.getBoundingClientRect();
    return { name: document.activeElement.className, seen: box.left >= 0 && box.height > 0 };
  });
  if (first.name !== "skip" || !first.seen) found.push(`${file}: the first Tab shows no skip link`);
  await page.keyboard.press("Enter");
  const at = await page.evaluate(() => document.activeElement.id || location.hash);
  if (at !== "words" && at !== "#words") found.push(`${file}: the skip link leads to ${at}`);
  // Every note can be opened with the keyboard alone.
  const notes = await page.$$("summary");
  for (const note of notes) {
    await note.focus();
    await page.keyboard.press("Enter");
  }
  const closed = await page.$$eval("details:not([open])", (all) => all.length);
  if (closed) found.push(`${file}: ${closed} notes do not open with the keyboard`);
  if (pictures) await page.pdf({ path: `${pictures}/${basename(file)}.pdf`, format: "A4" });
  const outside = asked.filter((url) => !url.startsWith("file:") && !url.startsWith("data:"));
  if (outside.length) found.push(`${file}: asks for ${outside[0]}`);
  await page.close();
}
await browser.close();
console.log(JSON.stringify(found, null, 1));
process.exit(found.length ? 1 : 0);
