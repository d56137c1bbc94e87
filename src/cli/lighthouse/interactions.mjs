// @ts-check

/** @typedef {{ page: string, interactions: number, p75: number, worst: number, slowest: string }} Responsiveness */
/** @typedef {import("@playwright/test").Page} BrowserPage */

const GOAL_MS = 100;
const SETTLED_MS = 400;
const KEY_EVERY_MS = 60;
const WORDS = "wool blanket";

/** @param {readonly Responsiveness[]} all */
export const slowPages = (all) => all.filter(({ p75 }) => p75 >= GOAL_MS);

/**
 * Works on a page as people do (types into its search, sorts, looks something up) and measures from each key and click
 * to the next paint, as browsers report interactions.
 * @param {BrowserPage} tab @param {{ name: string, path: string }} page @returns {Promise<Responsiveness>}
 */
export async function measureInteractions(tab, { name, path }) {
  await tab.addInitScript(observe);
  await tab.goto(path);
  await hasAnswers(tab);
  await searchInPage(tab);
  await sortColumns(tab);
  await lookUp(tab);
  return responsivenessOf(tab, name);
}

/** @param {BrowserPage} tab @param {string} name @returns {Promise<Responsiveness>} */
async function responsivenessOf(tab, name) {
  const seen = await tab.evaluate(() => /** @type {Interactions} */ (Reflect.get(globalThis, "interactions")));
  const sorted = Object.values(seen).toSorted((a, b) => a.ms - b.ms);
  const worst = sorted.at(-1);
  const p75 = sorted[Math.ceil(sorted.length * 0.75) - 1];
  return {
    page: name,
    interactions: sorted.length,
    p75: p75?.ms ?? 0,
    worst: worst?.ms ?? 0,
    slowest: worst?.what ?? "",
  };
}

/** @typedef {Record<number, { ms: number, what: string }>} Interactions */

/** Runs in the page: the longest event of each interaction, as Interaction to Next Paint counts. */
function observe() {
  const seen = /** @type {Interactions} */ ({});
  Reflect.set(globalThis, "interactions", seen);
  /** By its label; a control by its words; the page, a list or a table by what it is. @param {unknown} target */
  const nameOf = (target) => {
    if (!(target instanceof Element)) return "what is gone";
    const control = target.closest("a, button, input, [role=option], [role=tab]");
    const named = (control ?? target).getAttribute("aria-label") ?? control?.textContent?.replace(/\s+/g, " ").trim();
    return named ? named.slice(0, 24) : (control ?? target).localName;
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const id = Number(Reflect.get(entry, "interactionId"));
      if (!id || (seen[id]?.ms ?? 0) >= entry.duration) continue;
      const target = Reflect.get(entry, "target");
      seen[id] = { ms: Math.round(entry.duration), what: `${entry.name} on ${nameOf(target)}` };
    }
  }).observe(/** @type {PerformanceObserverInit} */ ({ type: "event", durationThreshold: 16, buffered: true }));
}

/** No skeleton is left. @param {BrowserPage} tab */
async function hasAnswers(tab) {
  await tab.getByRole("heading", { level: 1 }).waitFor();
  const loading = tab.getByRole("status").filter({ hasText: /^Loading$/ });
  while ((await loading.count()) > 0) await tab.waitForTimeout(SETTLED_MS);
}

/** @param {BrowserPage} tab */
async function searchInPage(tab) {
  const box = tab.getByRole("main").getByRole("search").getByRole("searchbox").first();
  if (!(await box.isVisible())) return;
  await box.pressSequentially(WORDS, { delay: KEY_EVERY_MS });
  await tab.waitForTimeout(SETTLED_MS);
  await box.press("ControlOrMeta+a");
  await box.press("Backspace");
  await tab.waitForTimeout(SETTLED_MS);
}

/** @param {BrowserPage} tab */
async function sortColumns(tab) {
  for (const head of await tab.getByRole("columnheader").getByRole("button").all()) {
    if (!(await head.isVisible())) continue;
    await head.click();
    await tab.waitForTimeout(SETTLED_MS);
  }
}

/** @param {BrowserPage} tab */
async function lookUp(tab) {
  await tab.keyboard.press("ControlOrMeta+k");
  await tab.getByRole("combobox").last().pressSequentially(WORDS, { delay: KEY_EVERY_MS });
  await tab.waitForTimeout(SETTLED_MS);
  await tab.keyboard.press("Escape");
  await tab.waitForTimeout(SETTLED_MS);
}
