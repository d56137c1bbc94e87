import path from "node:path";
import { describeTrail } from "@/cli/audit/describe-trail";
import { restoreBackup } from "@/cli/backup/restore-backup";
import { verifyDays } from "@/platform/audit/chain/verify-days";
import { config, loadSecrets } from "@/platform/config";
import { openDatabase } from "@/platform/database/db";
import { secretWarning, unknownSecrets } from "@/platform/database/secret-checks";
import { files } from "@/platform/files";
import { proveBooks } from "@/server/prove-books";
import { formatCount } from "@/shared/plural";

await loadSecrets();

const minutesBetween = (from: string, until: number) => Math.round((until - Date.parse(from)) / 60_000);

/** Puts a backup into an empty database, and proves its books: `restore FOLDER`. */
async function restore(): Promise<void> {
  const [name] = process.argv.slice(2);
  if (!name) throw new Error("Say from where: npm run restore -- FOLDER");
  const began = performance.now();
  const { ownerUrl, databaseUrl, redis } = config();
  const { takenAt, auditHead } = await restoreBackup(path.resolve(name), {
    ownerUrl,
    applicationUrl: databaseUrl,
    files: files(),
    hasJobs: redis === null,
    report: (line) => console.log(`... ${line}`),
  });
  const { db, end } = openDatabase({ url: ownerUrl, max: 2, applicationName: "quartermaster restore" });
  try {
    const warning = secretWarning(await unknownSecrets(db));
    if (warning !== null) console.log(`Warning: ${warning}`);
    const { isSound } = await proveBooks(db, { sinceLast: false });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      `Restored in ${seconds} s, as it was at ${takenAt}: ` +
        `what was done in the ${formatCount(minutesBetween(takenAt, Date.now()), "minute")} since then is not in it.`,
    );
    console.log(
      isSound ? "The books balance." : "The books do not balance: npm run verify-ledger names each difference.",
    );
    const trail = await verifyDays(db, { exported: auditHead ? [auditHead] : [] });
    for (const line of describeTrail({ ...trail, isWhole: true }, { exported: auditHead ? 1 : 0 })) console.log(line);
    process.exitCode = isSound && trail.isSound ? 0 : 1;
  } finally {
    await end();
  }
}

try {
  await restore();
} catch (error) {
  console.error(error instanceof Error ? error.message : "The backup could not be restored.");
  process.exitCode = 1;
}
