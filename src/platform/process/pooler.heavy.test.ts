import { expect, test } from "vitest";
import { examine } from "@/platform/database/examine";
import { testDatabase } from "@/testing/database";
import { isInstalled } from "@/testing/installed";
import { startPgBouncer } from "@/testing/pgbouncer";
import { diagnose } from "./diagnose";

const t = testDatabase();
const hasPgBouncer = isInstalled("pgbouncer");

const told = async (url: string) => {
  const { lines, faults } = await diagnose({
    databaseUrl: url,
    ownerUrl: url,
    databasePoolMax: 10,
    redis: null,
    workerConcurrency: 4,
    workerModules: null,
    replicaUrls: [],
    replicaPoolMax: 1,
    mail: { kind: "folder", directory: "/nowhere/mail", from: "shop@stock.example" },
    filesDir: "/tmp",
    store: null,
    traces: null,
    errors: null,
  });
  return [...lines, ...faults].join("\n");
};

test.skipIf(!hasPgBouncer)(
  "who gives the address of a PgBouncer is told so, and not that Postgres is away",
  async () => {
    const pooler = await startPgBouncer(t.url);
    try {
      expect(await told(pooler.url)).toContain("A pooler such as PgBouncer answers there");
    } finally {
      await pooler.stop();
    }
  },
);

test.skipIf(!hasPgBouncer)("a PgBouncer that ignores what it does not know is found by what is missing", async () => {
  const known = "statement_timeout,lock_timeout,idle_in_transaction_session_timeout,timezone,role";
  const pooler = await startPgBouncer(t.url, `ignore_startup_parameters = ${known}`);
  try {
    expect(await told(pooler.url)).toContain("is behind a pooler (PgBouncer?) that drops role and time limits");
    expect(await examine("primary", t.url)).toMatchObject({ facts: { keepsSettings: true } });
  } finally {
    await pooler.stop();
  }
});
