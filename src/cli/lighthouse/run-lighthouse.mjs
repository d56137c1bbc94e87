// @ts-check
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { signIn } from "../bench/calls.mjs";
import { startProcess, startRig, startWeb } from "../bench/rig.mjs";
import { build, isBuilt } from "../launch/build.mjs";
import { ensureInstalled } from "../launch/install.mjs";
import { interrupted } from "../launch/interrupted.mjs";
import { freePort } from "../launch/ports.mjs";
import { inRoot } from "../launch/project.mjs";
import { print } from "../launch/terminal.mjs";
import { chooseChromium } from "../suites/chromium.mjs";
import { auditPage } from "./audit.mjs";
import { measureInteractions, slowPages } from "./interactions.mjs";
import { allHold } from "./judge.mjs";
import { isLate, measureLiveScreen } from "./live-screen.mjs";

/** @typedef {import("./audit.mjs").Page} Page @typedef {import("./judge.mjs").Verdict} Verdict */
/** @typedef {import("./interactions.mjs").Responsiveness} Responsiveness */
/** @typedef {import("./live-screen.mjs").LiveScreen} LiveScreen @typedef {Awaited<ReturnType<typeof startRig>>} Rig */

const FOLDER = inRoot(".quartermaster", "lighthouse");
const DEVICES = /** @type {const} */ (["desktop", "phone"]);
const OPTIONS = /** @type {const} */ ({
  port: { type: "string" },
  "sign-ins": { type: "string" },
  only: { type: "string" },
  // A busy machine makes single scores lie; the median is what a page does.
  rounds: { type: "string", default: "3" },
});

/**
 * Audits the pages of a product of its own, or of one that runs already, and works on them as people do. A page below
 * its floor makes the code 1.
 * @param {string[]} args @param {AbortSignal} signal
 */
export async function runLighthouse(args, signal) {
  const { values } = parseArgs({ args, options: OPTIONS });
  await ensureInstalled(signal);
  const stops = /** @type {(() => Promise<void>)[]} */ ([]);
  try {
    report(await Promise.race([audit(values, signal, stops), interrupted(signal)]));
  } finally {
    for (const stop of stops) await stop();
  }
}

/**
 * @param {{ port?: string, "sign-ins"?: string, only?: string, rounds: string }} values
 * @param {AbortSignal} signal
 * @param {(() => Promise<void>)[]} stops filled as things start
 */
async function audit({ port: given, "sign-ins": signIns, only, rounds }, signal, stops) {
  const { port, people, rig } =
    given && signIns ? { port: Number(given), people: readPeople(signIns) } : await startProduct(signal, stops);
  const admin = people.find(({ role }) => role === "admin");
  if (!admin) throw new Error("There is no administrator among the sign-ins.");
  const cookie = await signIn(port, admin);
  const names = only?.split(",");
  const pages = (await findPages(port, cookie)).filter(({ name }) => names?.includes(name) ?? true);
  return measure({ port, cookie, pages, rounds: Number(rounds), rig }, stops);
}

/** @param {string} file @returns {{ role: string, email: string, password: string }[]} */
const readPeople = (file) => JSON.parse(readFileSync(file, "utf8"));

/** @param {AbortSignal} signal @param {(() => Promise<void>)[]} stops */
async function startProduct(signal, stops) {
  if (!isBuilt()) await build(signal);
  print("Starting Postgres, a year of sample trading, and the product");
  const rig = await startRig();
  stops.unshift(rig.stop);
  const web = await startWeb(rig.env);
  stops.unshift(web.stop, startProcess("relay", rig.env).stop);
  return { port: web.port, people: rig.people, rig };
}

/** The six that people open most. @param {number} port @param {string} cookie @returns {Promise<Page[]>} */
async function findPages(port, cookie) {
  /** @param {string} procedure @param {string} key */
  const first = async (procedure, key) => {
    const address = `http://localhost:${port}/api/trpc/${procedure}?input=${encodeURIComponent('{"limit":1}')}`;
    const answer = await (await fetch(address, { headers: { cookie } })).json();
    return String(answer.result.data.rows[0][key]);
  };
  return [
    { name: "dashboard", path: "/" },
    { name: "orders", path: "/orders" },
    { name: "products", path: "/products" },
    { name: "stock", path: "/stock" },
    { name: "order", path: `/orders/${await first("orders.list", "id")}` },
    { name: "product", path: `/products/${await first("catalog.listProducts", "productId")}` },
  ];
}

/**
 * @param {{ port: number, cookie: string, pages: Page[], rounds: number, rig?: Rig | undefined }} what
 * @param {(() => Promise<void>)[]} stops
 */
async function measure({ port, cookie, pages, rounds, rig }, stops) {
  const { chromium } = await import("@playwright/test");
  const origin = `http://localhost:${port}`;
  const debuggingPort = await freePort();
  const { args, ...chosen } = await chooseChromium();
  const browser = await chromium.launch({
    ...chosen,
    args: [...args, `--remote-debugging-port=${debuggingPort}`],
    // Playwright would end the whole process at a signal, before the rest is stopped.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  stops.unshift(() => browser.close());
  mkdirSync(FOLDER, { recursive: true });
  const verdicts = /** @type {Verdict[]} */ ([]);
  for (const device of DEVICES)
    for (const page of pages) {
      print(`  ${page.name}, ${device}`);
      verdicts.push(await auditPage(page, device, { origin, debuggingPort, cookie, folder: FOLDER, rounds }));
    }
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 1440, height: 900 } });
  const [name = "", ...value] = cookie.split("=");
  await context.addCookies([{ name, value: value.join("="), url: origin }]);
  const responses = /** @type {Responsiveness[]} */ ([]);
  for (const page of pages) {
    const tab = await context.newPage();
    responses.push(await measureInteractions(tab, page));
    await tab.close();
  }
  if (!rig) return { verdicts, responses };
  const live = await measureLiveScreen(await context.newPage(), {
    port,
    cookie,
    url: rig.postgres.url,
    env: rig.env,
  });
  return { verdicts, responses, live };
}

/** @param {{ verdicts: readonly Verdict[], responses: readonly Responsiveness[], live?: LiveScreen }} measured */
function report({ verdicts, responses, live }) {
  const load = loadavg()[0]?.toFixed(1);
  console.table(
    verdicts.map(({ page, device, scores, figures, faults }) => ({
      page,
      device,
      ...Object.fromEntries(
        scores.map(({ id, score, floor, holds }) => [id, holds ? score : `${score} BELOW ${floor}`]),
      ),
      ...figures,
      faults: faults.join(" "),
    })),
  );
  print("From a key or click to the next paint, in ms:");
  console.table(responses);
  if (live) {
    print("From the commit of an order to the frame in which another one's list shows it, in ms:");
    console.table([live]);
  }
  writeFileSync(join(FOLDER, "summary.json"), JSON.stringify({ load, verdicts, responses, live }, null, 2));
  print(`Load of the machine ${load}. Whole reports: ${FOLDER}`);
  if (!allHold(verdicts) || slowPages(responses).length > 0 || (live && isLate(live))) process.exitCode = 1;
}
