import { resetPassword } from "@/modules/users/reset-password";
import { config, loadSecrets } from "@/platform/config";
import { setClockByDatabase } from "@/platform/database/clock";
import { database } from "@/platform/database/db";
import { noteSecrets } from "@/platform/database/secret-checks";
import { currentDate } from "@/shared/clock";
import { newId } from "@/shared/id";

await loadSecrets();

/** Prints a one-time link for a person who cannot sign in: `reset-password EMAIL`. Their sessions end. */
try {
  const [email] = process.argv.slice(2);
  if (!email) throw new Error("Say whose password: npm run reset-password -- EMAIL");
  const { db } = database();
  await setClockByDatabase(db);
  const ctx = {
    db,
    actor: { kind: "system" },
    now: currentDate(),
    action: "users.reset-password",
    requestId: newId(),
  } as const;
  const { link } = await resetPassword(ctx, { email });
  // Whoever was told that the secret is another one, and goes on with it, is not told again.
  await noteSecrets(db);
  console.log(`Whoever opens this link within an hour sets the password of ${email}; it works once:`);
  console.log(`  ${config().appUrl.origin}${link.path}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : "The link could not be made.");
  process.exitCode = 1;
} finally {
  await database().end();
}
