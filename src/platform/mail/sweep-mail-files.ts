import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { config } from "@/platform/config";
import { currentDate } from "@/shared/clock";

/** Longer than any link in an email works. */
const MAILS_KEPT_MS = 30 * 24 * 3_600_000;

/** Removes emails that are files here, as there is no mail server, once nobody looks for them any more. */
export async function sweepMailFiles(): Promise<number> {
  const { mail } = config();
  if (mail.kind !== "folder") return 0;
  const names = await readdir(mail.directory).catch(() => []);
  const oldest = currentDate().getTime() - MAILS_KEPT_MS;
  let removed = 0;
  for (const name of names.filter((name) => name.endsWith(".html"))) {
    const file = path.join(mail.directory, name);
    const written = (await stat(file).catch(() => null))?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (written >= oldest) continue;
    await rm(file, { force: true });
    removed += 1;
  }
  return removed;
}
