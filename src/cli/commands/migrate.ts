import { config } from "@/platform/config";
import { migrate } from "@/platform/database/migrations";

try {
  const { applied, total, jobsSchemaVersion } = await migrate(config().databaseUrl);
  for (const tag of applied) console.log(`Applied ${tag}.`);
  console.log(
    applied.length === 0
      ? `The database is up to date: ${total} migrations, job tables at version ${jobsSchemaVersion}.`
      : `The database is at migration ${total} of ${total}, job tables at version ${jobsSchemaVersion}.`,
  );
} catch (error) {
  console.error(sentenceFor(error));
  process.exitCode = 1;
}

/** A person at a terminal reads this: one sentence, no stack. */
function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  if (/^(ECONN|CONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)/.test(code))
    return `The database cannot be reached (${code}). Is it running, and is DATABASE_URL right?`;
  if (code === "28P01" || code === "28000")
    return "The database refused the sign-in. Check the user and the password in DATABASE_URL.";
  if (code === "3D000") return "The database named in DATABASE_URL does not exist. Create it first.";
  if (code === "42501")
    return `The user in DATABASE_URL may not do this: ${error.message}. Migrations run as the owner of the database.`;
  return error.message;
}
