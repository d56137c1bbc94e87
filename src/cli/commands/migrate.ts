import { config, loadSecrets } from "@/platform/config";
import { database } from "@/platform/database/db";
import { migrate } from "@/platform/database/migrations";
import { roleWarning } from "@/platform/database/role-warning";
import { secretWarning, unknownSecrets } from "@/platform/database/secret-checks";

await loadSecrets();

/** Where the database is asked, for whoever has to set it right. */
let asked = "DATABASE_URL";

try {
  const { ownerUrl, databaseUrl } = config();
  if (ownerUrl !== databaseUrl) asked = "MIGRATION_DATABASE_URL";
  const { applied, total, jobsSchemaVersion } = await migrate(ownerUrl, { applicationUrl: databaseUrl });
  for (const tag of applied) console.log(`Applied ${tag}.`);
  console.log(
    applied.length === 0
      ? `The database is up to date: ${total} migrations, job tables at version ${jobsSchemaVersion}.`
      : `The database is at migration ${total} of ${total}, job tables at version ${jobsSchemaVersion}.`,
  );
  asked = "DATABASE_URL";
  for (const warning of await warnings()) console.log(`Warning: ${warning}`);
} catch (error) {
  console.error(sentenceFor(error));
  process.exitCode = 1;
}

/** `npm start` shows lines that begin with this word. */
async function warnings(): Promise<string[]> {
  const application = database();
  try {
    const found = [secretWarning(await unknownSecrets(application.db)), await roleWarning(application.db)];
    return found.filter((warning) => warning !== null);
  } finally {
    await application.end();
  }
}

/** A person at a terminal reads this: one sentence, no stack. */
function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  if (/^(ECONN|CONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)/.test(code))
    return `The database cannot be reached (${code}). Is it running, and is ${asked} right?`;
  if (code === "28P01" || code === "28000")
    return `The database refused the sign-in. Check the user and the password in ${asked}.`;
  if (code === "3D000") return `The database named in ${asked} does not exist. Create it first.`;
  if (code === "42501")
    return `The user in ${asked} may not do this: ${error.message}. Migrations run as the owner of the database.`;
  return error.message;
}
