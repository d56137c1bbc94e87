// @ts-check
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Imports } from "../imports.mjs";
import { Trade } from "../trade.mjs";
import { until } from "../until.mjs";

const BETWEEN_MS = { from: 500, to: 3_000 };
/** As long as whatever keeps it running takes to start it again. */
const DOWN_MS = 500;
/** What a killed worker had in hand is taken up again once its lock is over. */
const JOBS_WAIT_MS = 150_000;
const PUBLISHED_WAIT_MS = 30_000;
const IMPORT_EVERY = 3;

/**
 * kill -9 of a web, worker, relay or the primary, each started again, at random moments of people's work and of jobs.
 * @param {import("../world.mjs").World} world @param {import("../sizes.mjs").Size} size
 */
export async function drillRandomKills(world, { clients, restMs, kills }) {
  const { postgres } = world.cluster;
  const targets = targetsOf(world.cluster);
  const names = Object.keys(targets);
  const trade = await Trade.begin(world, { name: "Random kills", clients, restMs });
  const imports = new Imports(world);
  const killed = /** @type {string[]} */ ([]);
  for (let kill = 0; kill < kills; kill += 1) {
    // Handed in while everything may be away, as people do: again until it is taken.
    if (kill % IMPORT_EVERY === 0) await beginImport(imports);
    await sleep(randomInt(BETWEEN_MS.from, BETWEEN_MS.to));
    const name = names[randomInt(names.length)] ?? "";
    killed.push(name);
    await targets[name]?.();
  }
  await trade.end();
  await until(
    "jobs can be asked for",
    async () => (await world.callerAt(0).ask("users.getMe")).status === 200,
    JOBS_WAIT_MS,
  );
  await imports.finish(JOBS_WAIT_MS);
  const { lost, doubled, halves } = await trade.compare();
  const effects = await imports.compare();
  const published = async () => {
    const [row] = await postgres.primary`select count(*) as count from outbox where position is null`;
    return Number(row?.["count"]) === 0;
  };
  await until("every fact is published", published, PUBLISHED_WAIT_MS);
  const books = await world.verifyLedger();
  return {
    figures:
      `${countByKind(killed)}; ${trade.acknowledged.length} acknowledged, ${lost} missing, ${doubled} doubled, ` +
      `${halves} half made; ${imports.ids.length * 2} jobs, ${effects.lost} effects lost, ` +
      `${effects.doubled} doubled; ` +
      `${books === "" ? "the books balance" : "THE BOOKS DO NOT BALANCE"} (${trade.failed} tries failed)`,
    holds: lost + doubled + halves + effects.lost + effects.doubled === 0 && books === "",
    faults: [books, ...trade.faults],
  };
}

/** @param {import("../start-cluster.mjs").Cluster} cluster @returns {Record<string, () => Promise<void>>} */
function targetsOf({ webs, workers, relays, postgres }) {
  const members = [...webs.map(({ member }) => member), ...workers, ...relays];
  const killMember = async (/** @type {import("../member.mjs").Member} */ member) => {
    await member.kill();
    await sleep(DOWN_MS);
    member.start();
  };
  const killPrimary = async () => {
    await postgres.kill(postgres.primaryName);
    await sleep(DOWN_MS);
    await postgres.startServer(postgres.primaryName);
  };
  const ofMembers = members.map((member) => [member.name, () => killMember(member)]);
  // As often as a kind of process that is there twice.
  return Object.fromEntries([...ofMembers, ["postgres", killPrimary], ["postgres-primary", killPrimary]]);
}

/** @param {Imports} imports */
async function beginImport(imports) {
  const begun = imports.ids.length;
  while (imports.ids.length === begun) await imports.begin().catch(() => sleep(DOWN_MS));
}

/** @param {readonly string[]} names */
function countByKind(names) {
  const kinds = new Map();
  for (const name of names) {
    const kind = name.split("-")[0];
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...kinds].map(([kind, count]) => `${count} ${kind}`).join(", ");
}
