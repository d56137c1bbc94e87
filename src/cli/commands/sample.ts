import path from "node:path";
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { loadSample } from "@/cli/sample/load-sample";
import { faultOf, readSizes } from "@/cli/sample/sizes";
import { loadSampleYear } from "@/cli/seed/load-sample-year";
import { writeSignIns } from "@/cli/seed/sign-ins";
import { keepSetTotals } from "@/modules/inventory/totals/keep-set-totals";
import { keepTotals } from "@/modules/inventory/totals/keep-totals";
import { keepValues } from "@/modules/inventory/totals/keep-values";
import { keepSales } from "@/modules/orders/keep-sales";
import { keepSold } from "@/modules/reports/keep-sold";
import { config, loadSecrets } from "@/platform/config";
import { database, openDatabase } from "@/platform/database/db";
import { migrate } from "@/platform/database/migrations";
import { sweepAll } from "@/platform/database/retention";
import { currentDate } from "@/shared/clock";
import { newId } from "@/shared/id";

await loadSecrets();

/** The longest statement builds an index over millions of rows. */
const DEADLINE_MS = 3_600_000;

const report = (line: string) => console.log(`... ${line}`);

/**
 * Fills a fresh database with the sample year and many years' worth of trade on top, to measure at that size:
 * `sample --variants N --orders N --movements N`. A database in which anybody works is left as it is.
 */
async function sample(): Promise<void> {
  const { values } = parseArgs({
    options: {
      variants: { type: "string" },
      orders: { type: "string" },
      movements: { type: "string" },
      "sign-ins": { type: "string" },
    },
  });
  const sizes = readSizes(values);
  const fault = faultOf(sizes);
  if (fault !== null) throw new Error(fault);
  const file =
    values["sign-ins"] ?? path.resolve(process.env["QUARTERMASTER_DIR"] || ".quartermaster", "sign-ins.json");
  const began = Date.now();
  const { ownerUrl, databaseUrl } = config();
  await migrate(ownerUrl, { applicationUrl: databaseUrl });
  const owner = openDatabase({ url: ownerUrl, max: 1, applicationName: "sample", deadlineMs: DEADLINE_MS });
  try {
    const now = currentDate();
    const isLoaded = await loadSampleYear(
      { db: database().db, actor: { kind: "system" }, now, action: "seed", requestId: newId() },
      { report, keepSignIns: (signIns) => writeSignIns(file, signIns) },
    );
    if (!isLoaded) {
      throw new Error(
        "People work in this database, so nothing was loaded. " +
          "Name an empty folder by QUARTERMASTER_DIR, or an empty database by DATABASE_URL.",
      );
    }
    await loadSample(owner.db, now, sizes, report);
    await sweepAll(database().db, [keepSales, keepSold]);
    for (const keep of [keepTotals, keepSetTotals, keepValues])
      await keep({ db: database().db, actor: { kind: "system" }, now, action: "sample", requestId: newId() });
    report("kept sums of sales and stock");
    await owner.db.execute(sql`select set_config('statement_timeout', '0', false)`);
    await owner.db.execute(sql`vacuum analyze`);
    console.log(`The sample was loaded in ${Math.round((Date.now() - began) / 1000)} s. The sign-ins are in ${file}.`);
  } finally {
    await Promise.all([owner.end(), database().end()]);
  }
}

try {
  await sample();
} catch (error) {
  console.error(error instanceof Error ? error.message : "The sample could not be loaded.");
  process.exitCode = 1;
}
