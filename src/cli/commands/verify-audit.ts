import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import * as z from "zod";
import { describeTrail } from "@/cli/audit/describe-trail";
import { proveTrail } from "@/platform/audit/chain/prove-trail";
import type { Head } from "@/platform/audit/chain/seal-days";
import { verifyDays } from "@/platform/audit/chain/verify-days";
import { config, loadSecrets } from "@/platform/config";
import { database, openDatabase } from "@/platform/database/db";
import { APPLICATION_ROLE } from "@/platform/database/role";

await loadSecrets();

const ExportedHead = z.object({ day: z.iso.date(), head: z.string().regex(/^[0-9a-f]{64}$/) });

/** Proves the audit trail: `verify-audit [--head HASH --day DAY] [--heads FILE] [--since-last] [--replica]`. */
async function verifyAudit(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      "since-last": { type: "boolean", default: false },
      head: { type: "string", multiple: true },
      day: { type: "string", multiple: true },
      heads: { type: "string" },
      replica: { type: "boolean", default: false },
    },
  });
  const exported = [...pairs(values.day, values.head), ...(values.heads ? await readHeads(values.heads) : [])];
  const report = values.replica ? await onReplica(exported) : await onPrimary(exported, values["since-last"]);
  for (const line of describeTrail(report, { exported: exported.length })) console.log(line);
  return report.isSound;
}

function pairs(days: readonly string[] = [], heads: readonly string[] = []): Head[] {
  if (days.length !== heads.length) throw new Error("Give each --head with its --day: --day 2026-11-26 --head 3f9a...");
  return days.map((day, place) => toHead({ day, head: heads[place] }, "--day or --head"));
}

/** As `AUDIT_HEADS_FILE` is written: one JSON object a line. */
async function readHeads(file: string): Promise<Head[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, place) => toHead(JSON.parse(line), `line ${place + 1} of ${file}`));
}

function toHead(given: unknown, where: string): Head {
  const head = ExportedHead.safeParse(given);
  if (!head.success)
    throw new Error(`${where} cannot be read: a day is 2026-11-26, and a head has 64 hexadecimal digits.`);
  return head.data;
}

async function onPrimary(exported: readonly Head[], sinceLast: boolean) {
  const { db, end } = database();
  try {
    return await proveTrail(db, { sinceLast, exported });
  } finally {
    await end();
  }
}

/** A replica keeps no record of the run. */
async function onReplica(exported: readonly Head[]) {
  const [url] = config().replicaUrls;
  if (!url) throw new Error("DATABASE_REPLICA_URLS names no replica.");
  const { db, end } = openDatabase({ url, max: 1, applicationName: "verify-audit", role: APPLICATION_ROLE });
  try {
    return { ...(await verifyDays(db, { exported })), isWhole: true };
  } finally {
    await end();
  }
}

try {
  process.exitCode = (await verifyAudit()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : "The audit trail could not be verified.");
  process.exitCode = 2;
}
