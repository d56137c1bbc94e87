import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { loadSampleYear } from "@/cli/seed/load-sample-year";
import { writeSignIns } from "@/cli/seed/sign-ins";
import { config, loadSecrets } from "@/platform/config";
import { database, openDatabase } from "@/platform/database/db";
import { currentDate } from "@/shared/clock";
import { newId } from "@/shared/id";

await loadSecrets();

/**
 * Fills an empty database with a year of an invented shop: `seed --sign-ins FILE`. Where people work already it does
 * nothing and says so; `--if-empty` keeps it silent about that.
 */
async function seed(): Promise<void> {
  const { values } = parseArgs({
    options: { "sign-ins": { type: "string" }, "if-empty": { type: "boolean", default: false } },
  });
  const file = values["sign-ins"];
  if (file === undefined) throw new Error("Say where to keep the sign-ins: --sign-ins FILE.");
  const began = Date.now();
  const { db, end } = database();
  try {
    const isLoaded = await loadSampleYear(
      { db, actor: { kind: "system" }, now: currentDate(), action: "seed", requestId: newId() },
      { report: (line) => console.log(`... ${line}`), keepSignIns: (signIns) => writeSignIns(file, signIns) },
    );
    if (isLoaded) {
      await analyze();
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      console.log(`A year of sample trading was loaded in ${seconds} s. The sign-ins are in ${file}.`);
    } else if (!values["if-empty"]) console.log("People work here already; no sample data was loaded.");
  } finally {
    await end();
  }
}

/** Until Postgres has looked at the new rows it plans as if there were none. Only their owner may ask for the look. */
async function analyze(): Promise<void> {
  const owner = openDatabase({ url: config().ownerUrl, max: 1, applicationName: "seed" });
  try {
    await owner.db.execute(sql`analyze`);
  } finally {
    await owner.end();
  }
}

try {
  await seed();
} catch (error) {
  console.error(error instanceof Error ? error.message : "The sample data could not be loaded.");
  process.exitCode = 1;
}
