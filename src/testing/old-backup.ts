import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres, { type Sql } from "postgres";
import { expect } from "vitest";
import { readManifest } from "@/cli/backup/manifest";
import { restoreBackup } from "@/cli/backup/restore-backup";
import { writeBackup } from "@/cli/backup/write-backup";
import { openDatabase } from "@/platform/database/db";
import { migrate } from "@/platform/database/migrations";
import { openFolder } from "@/platform/files";
import { verifyBooks } from "@/server/verify-books";
import { spareDatabase } from "./database";
import { folderOfRelease, putRows, readCatalog, type Release } from "./release";

/** Backs up a shop of that release, and restores it as one of this release, which `current` is a database of. */
export async function restoreFromRelease(release: Release, current: Sql): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), "quartermaster-old-backup-"));
  const migrations = folderOfRelease(release);
  const [before, after] = [await spareDatabase("before"), await spareDatabase("after")];
  const open = ({ url }: { url: string }) => postgres(url, { max: 1, onnotice: () => {} });
  const [old, restored] = [open(before), open(after)];
  const options = { hasJobs: true, report: () => {}, files: openFolder(path.join(root, "files")) };
  try {
    await migrate(before.url, { folder: migrations });
    await putRows(old, release.rows);
    const folder = path.join(root, "backup");
    await writeBackup(folder, { ...options, ownerUrl: before.url });
    expect((await readManifest(folder)).migrations).toEqual(release.migrations);
    await restoreBackup(folder, { ...options, ownerUrl: after.url, applicationUrl: after.url });
    expect(await readCatalog(restored)).toEqual(await readCatalog(current));
    const database = openDatabase({ url: after.url, max: 2, applicationName: "tests" });
    expect(await verifyBooks(database)).toMatchObject({ isSound: true });
    await database.end();
  } finally {
    await Promise.all([old.end(), restored.end()]);
    await Promise.all([before.drop(), after.drop()]);
    for (const folder of [root, migrations]) rmSync(folder, { recursive: true });
  }
}
