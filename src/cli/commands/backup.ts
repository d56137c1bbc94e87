import path from "node:path";
import { writeBackup } from "@/cli/backup/write-backup";
import { config, loadSecrets } from "@/platform/config";
import { openDatabase } from "@/platform/database/db";
import { files } from "@/platform/files";
import { noteBackup } from "@/platform/process/note-backup";

await loadSecrets();

/** Writes everything into a new folder: `backup FOLDER`. */
async function backup(): Promise<void> {
  const [name] = process.argv.slice(2);
  if (!name) throw new Error("Say where to: npm run backup -- FOLDER");
  const folder = path.resolve(name);
  const began = performance.now();
  const { ownerUrl, redis } = config();
  const {
    takenAt,
    auditHead,
    tables,
    files: uploaded,
  } = await writeBackup(folder, {
    ownerUrl,
    files: files(),
    hasJobs: redis === null,
    report: (line) => console.log(`... ${line}`),
  });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${folder} has ${rows} rows and ${uploaded.length} files, as they were at ${takenAt}, written in ${seconds} s. ` +
      "It doesn't have the secrets (secrets.json in the state folder, or AUTH_SECRET): keep them apart.",
  );
  if (auditHead) console.log(`The audit trail is sealed in it up to ${auditHead.day}, head ${auditHead.head}.`);
  await note(ownerUrl, takenAt);
}

/** The backup is whole whether or not it can be noted: a shop of the release before has no place for it. */
async function note(url: string, takenAt: string): Promise<void> {
  const { db, end } = openDatabase({ url, max: 1, applicationName: "backup" });
  try {
    await noteBackup(db, takenAt);
  } catch {
    console.log("The page System won't show it, as it could not be noted in the database.");
  } finally {
    await end();
  }
}

try {
  await backup();
} catch (error) {
  console.error(error instanceof Error ? error.message : "The backup could not be written.");
  process.exitCode = 1;
}
