// @ts-check
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../launch/command-error.mjs";
import { inRoot } from "../launch/project.mjs";
import { runProgram } from "../launch/run-program.mjs";
import { startPostgres } from "../postgres/embedded.mjs";
import { query, signIn } from "./calls.mjs";
import { questionsOf } from "./growth-questions.mjs";
import { row } from "./judge.mjs";
import { keepAlive, send } from "./load.mjs";
import { cpuSeconds } from "./machine.mjs";
import { environment, startWeb } from "./rig.mjs";

/** @typedef {import("./compare.mjs").Bench} Bench @typedef {import("./judge.mjs").Row} Row */
/**
 * @typedef {{ sql: import("postgres").Sql, ask: (procedure: string, input: object | undefined) => Promise<number> }}
 * Shop
 */

/** What is made where no folder is named: large enough to tell what grows, small enough to be made each time. */
const SAMPLE = ["--variants", "10000", "--orders", "40000", "--movements", "160000"];
const WARM_UP_TIMES = 3;
const TIMES_ASKED = 12;
const GROWTH_MAX = 1.5;
/** Less is not told apart, since processor time is counted in hundredths of a second. */
const LEAST_MS = 1;

/**
 * What the screens ask, of the year of sample trading and of many years: a question may take 1.5 times as long there,
 * or 60 ms, whichever is more, and a report of a year a second. The time is that of the processor, of web and Postgres
 * together: on a machine that is idle people wait for about as long, and on a busy one only the wait is longer.
 * @param {Bench} bench @returns {AsyncIterable<Row>}
 */
export async function* measureGrowth(bench) {
  const stops = /** @type {(() => unknown)[]} */ ([]);
  const stop = async () => {
    for (const stopOne of stops.splice(0).toReversed()) await stopOne();
  };
  bench.stops.unshift(stop);
  try {
    const cookie = await signIn(bench.web.port, administratorOf(bench.rig.people));
    const small = shop({ sql: bench.sql, web: bench.web, postgresPid: bench.rig.postgres.pid, cookie }, stops);
    const large = await openLarge(bench.largeFolder, stops);
    const [few, many] = [await questionsOf(small.sql), await questionsOf(large.sql)];
    for (const [index, { title, procedure, input, boundMs }] of few.entries()) {
      const time = await small.ask(procedure, input);
      yield judgeGrowth(title, boundMs, [time, await large.ask(procedure, many[index]?.input ?? input)]);
    }
  } finally {
    await stop();
  }
}

/** @param {string} title @param {number} boundMs @param {[number, number]} times in the small shop and the large one */
function judgeGrowth(title, boundMs, [small, large]) {
  const [few, many] = [small, large].map((value) => value.toFixed(1));
  const ratio = large / Math.max(small, LEAST_MS);
  const holds = large <= Math.max(boundMs, small * GROWTH_MAX);
  return row({
    work: `growth: ${title}`,
    ours: `${few} to ${many} ms CPU`,
    ratio,
    floor: `${GROWTH_MAX} or ${boundMs} ms`,
    holds,
  });
}

/**
 * The shop of a folder that `npm run sample` has filled, or one that is made for this run.
 * @param {string | null} folder @param {(() => unknown)[]} stops
 */
async function openLarge(folder, stops) {
  const place = folder ?? mkdtempSync(join(tmpdir(), "quartermaster-growth-"));
  if (folder === null) stops.push(() => rmSync(place, { recursive: true, force: true }));
  const postgres = await startPostgres({ dataDir: join(place, "postgres") });
  if (postgres.adopted) throw new CommandError(`Something runs in ${place}: stop it before you measure there.`);
  stops.push(postgres.stop);
  const signIns = join(place, "sign-ins.json");
  const env = { ...environment(postgres.url, place), ...(folder === null ? {} : secretOf(folder)) };
  await command(folder === null ? ["sample", ...SAMPLE, "--sign-ins", signIns] : ["migrate"], env);
  const { default: connect } = await import("postgres");
  const sql = connect(postgres.url, { max: 1, onnotice: () => {} });
  stops.push(() => sql.end({ timeout: 2 }));
  const web = await startWeb(env);
  stops.push(web.stop);
  const cookie = await signIn(web.port, administratorOf(readJson(signIns)));
  return shop({ sql, web, postgresPid: postgres.pid, cookie }, stops);
}

/** Passwords are known by it. @param {string} folder @returns {{ AUTH_SECRET: string }} */
const secretOf = (folder) => ({ AUTH_SECRET: readJson(join(folder, "secrets.json")).authSecret });

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** @param {string[]} words @param {NodeJS.ProcessEnv} env */
async function command([name = "", ...args], env) {
  const { code, output } = await runProgram(process.execPath, [inRoot("dist", "cli", `${name}.js`), ...args], { env });
  if (code !== 0) throw new Error(output);
}

/** @param {Bench["rig"]["people"]} people */
function administratorOf(people) {
  const found = people.find(({ role }) => role === "admin");
  if (!found) throw new Error("There is no administrator among the sign-ins.");
  return found;
}

/**
 * `ask` answers with the milliseconds of processor that an answer takes.
 * @param {{ sql: Shop["sql"], web: import("./rig.mjs").Server, postgresPid: number, cookie: string }} place
 * @param {(() => unknown)[]} stops @returns {Shop}
 */
function shop({ sql, web, postgresPid, cookie }, stops) {
  const agent = keepAlive(1);
  stops.push(() => agent.destroy());
  const headers = { cookie, "x-quartermaster": "1", "sec-fetch-site": "same-origin" };
  const used = () => cpuSeconds(web.pid) + cpuSeconds(postgresPid);
  const ask = async (/** @type {string} */ procedure, /** @type {object | undefined} */ input) => {
    const call = query(procedure, input, headers);
    let before = 0;
    for (let time = 0; time < WARM_UP_TIMES + TIMES_ASKED; time += 1) {
      if (time === WARM_UP_TIMES) before = used();
      const { status, text } = await send(web.port, agent, call);
      if (status !== 200) throw new Error(`${procedure} was not answered: ${status} ${text.slice(0, 300)}`);
    }
    return ((used() - before) * 1_000) / TIMES_ASKED;
  };
  return { sql, ask };
}
