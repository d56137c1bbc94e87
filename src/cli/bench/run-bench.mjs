// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build, isBuilt } from "../launch/build.mjs";
import { ensureInstalled } from "../launch/install.mjs";
import { inRoot } from "../launch/project.mjs";
import { print } from "../launch/terminal.mjs";
import { BARE_TABLES } from "./bare-tables.mjs";
import { bareCalls, productCalls, signIn } from "./calls.mjs";
import { makeGoods } from "./goods.mjs";
import { measureAdjust } from "./measure-adjust.mjs";
import { measureFlash } from "./measure-flash.mjs";
import { measureList } from "./measure-list.mjs";
import { measureOrders } from "./measure-orders.mjs";
import { measureOutbox } from "./measure-outbox.mjs";
import { measureScreens } from "./measure-screens.mjs";
import { measureStreams } from "./measure-streams.mjs";
import { measureStart, measureStatements } from "./measure-web.mjs";
import { startBare, startProcess, startRig, startWeb } from "./rig.mjs";
import { printTable } from "./table.mjs";

const RESULT_FILE = inRoot(".quartermaster", "bench.json");
const SETTLE_MS = 3_000;

/** Runs every row and prints the table. `--seconds N` is how long each load runs (default 6). @param {string[]} args */
export async function runBench(args) {
  const seconds = Number(args[args.indexOf("--seconds") + 1]) || 6;
  await ensureInstalled(new AbortController().signal);
  if (!isBuilt()) await build(new AbortController().signal);
  const { default: postgres } = await import("postgres");

  print("Starting Postgres, a year of sample trading, the product and its bare peers");
  const rig = await startRig();
  const stops = [rig.stop];
  try {
    const sql = postgres(rig.postgres.url, { max: 2, onnotice: () => {} });
    stops.unshift(() => sql.end({ timeout: 2 }));
    await sql.unsafe("create extension if not exists pg_stat_statements");
    await sql.unsafe(BARE_TABLES);
    const goods = await makeGoods(sql);

    const bare = await startBare(rig.env);
    stops.unshift(bare.stop);
    const web = await startWeb(rig.env);
    stops.unshift(web.stop);
    const admin = rig.people.find((person) => person.role === "admin");
    if (!admin) throw new Error("The sample data has no administrator.");
    const ours = productCalls(goods, await signIn(web.port, admin));
    const bench = { sql, goods, web, bare, ours, theirs: bareCalls(goods), seconds, rig, sqlUrl: rig.postgres.url };

    const rows = [await measureStart(bench)];
    rows.push(await measureStatements(bench));
    const relay = startProcess("relay", rig.env);
    const worker = startProcess("worker", rig.env);
    stops.unshift(relay.stop, worker.stop);
    await sleep(SETTLE_MS);
    for (const measure of [
      measureOrders,
      measureAdjust,
      measureFlash,
      measureScreens,
      measureStreams,
      measureOutbox,
      measureList,
    ])
      rows.push(await measure(bench));

    const figures = rows.flat();
    printTable(figures);
    mkdirSync(dirname(RESULT_FILE), { recursive: true });
    writeFileSync(
      RESULT_FILE,
      `${JSON.stringify({ at: new Date().toISOString(), node: process.version, seconds, figures }, null, 2)}\n`,
    );
    print(`The same figures as JSON: ${RESULT_FILE}`);
  } finally {
    for (const stop of stops) await stop();
  }
}
