// @ts-check
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inRoot } from "../../launch/project.mjs";
import { runProgram } from "../../launch/run-program.mjs";
import { startThrowawayPostgres } from "../../postgres/throwaway.mjs";
import { Trade } from "../trade.mjs";
import { seconds } from "../until.mjs";

/**
 * A backup while people work, then the loss of everything: it is restored into an empty cluster of databases.
 * @param {import("../world.mjs").World} world @param {import("../sizes.mjs").Size} size
 */
export async function drillBackup(world, { clients, restMs, phaseMs }) {
  const { environment, folder, postgres } = world.cluster;
  // It takes its time to start, and is heard of when it is waited for.
  const elsewhereStarts = startThrowawayPostgres({ durable: true });
  elsewhereStarts.catch(() => {});
  world.undo.push(async () => (await elsewhereStarts).stop());
  const trade = await Trade.begin(world, { name: "Backup", clients, restMs });
  await sleep(phaseMs);
  const before = trade.acknowledged.map(({ orderId }) => orderId);
  const to = join(folder, `backup-${Date.now()}`);
  const began = performance.now();
  await command("backup", [to], { ...environment, MIGRATION_DATABASE_URL: postgres.urls().owner });
  const backupMs = performance.now() - began;
  await sleep(phaseMs);
  await trade.end();
  const stranger = await elsewhereStarts;
  const own = { ...environment, DATABASE_URL: stranger.applicationUrl, MIGRATION_DATABASE_URL: stranger.url };
  const elsewhere = { ...own, DATABASE_REPLICA_URLS: "", FILES_DIR: join(stranger.folder, "files") };
  const lostAt = performance.now();
  const said = await command("restore", [to], elsewhere);
  const rtoMs = performance.now() - lostAt;
  const books = await command("verify-ledger", [], elsewhere).then(() => "balance", String);
  const missing = before.length - (await countOrders(stranger.url, before));
  return {
    figures:
      `backup in ${seconds(backupMs)}, ${trade.failed} requests failed meanwhile; ${missing} of ${before.length} ` +
      `orders from before it missing; RTO ${seconds(rtoMs)}, RPO ${seconds(lostAt - began)} (the age of the ` +
      `backup); the books ${books}`,
    holds: missing + trade.failed === 0 && books === "balance" && said.includes("The books balance."),
    faults: [...trade.faults, said],
  };
}

/** @param {string} name @param {string[]} args @param {NodeJS.ProcessEnv} env */
async function command(name, args, env) {
  const { code, output } = await runProgram(process.execPath, [inRoot("dist", "cli", `${name}.js`), ...args], { env });
  if (code !== 0) throw new Error(`${name} failed: ${output.trim()}`);
  return output;
}

/** @param {string} url @param {readonly string[]} ids */
async function countOrders(url, ids) {
  const { default: postgres } = await import("postgres");
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const [row] = await sql`select count(*) as count from orders where id = any(${[...ids]})`;
  await sql.end();
  return Number(row?.["count"]);
}
