import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { config } from "@/platform/config";
import { mailFileOf } from "./mailer";

/** Removes the email of this key, where emails are files. */
export async function removeMailFile(key: string): Promise<void> {
  const { mail } = config();
  if (mail.kind === "folder") await rm(path.join(mail.directory, mailFileOf(key)), { force: true });
}

/** Removes the emails that are files here, as there is no mail server, by their name or what they hold. */
export async function removeMailFiles(isOf: (mail: { name: string; html: string }) => boolean): Promise<number> {
  const { mail } = config();
  if (mail.kind !== "folder") return 0;
  const names = await readdir(mail.directory).catch(() => []);
  let removed = 0;
  for (const name of names.filter((name) => name.endsWith(".html"))) {
    const file = path.join(mail.directory, name);
    if (!isOf({ name, html: await readFile(file, "utf8").catch(() => "") })) continue;
    await rm(file, { force: true });
    removed += 1;
  }
  return removed;
}
