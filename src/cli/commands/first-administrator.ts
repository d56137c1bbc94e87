import { inviteFirstAdministrator } from "@/modules/users/invite-first-administrator";
import { config, loadSecrets } from "@/platform/config";
import { setClockByDatabase } from "@/platform/database/clock";
import { database } from "@/platform/database/db";
import { currentDate } from "@/shared/clock";
import { newId } from "@/shared/id";

await loadSecrets();

/** Prints the one-time link for the first administrator while nobody can sign in, and nothing afterwards. */
try {
  await setClockByDatabase(database().db);
  const link = await inviteFirstAdministrator({
    db: database().db,
    actor: { kind: "system" },
    now: currentDate(),
    action: "users.invite-first-administrator",
    requestId: newId(),
  });
  if (link) {
    console.log(
      "Nobody can sign in yet. Open this link within an hour to become the first administrator; it works once:",
    );
    console.log(`  ${config().appUrl.origin}${link.path}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : "The first administrator's link could not be made.");
  process.exitCode = 1;
} finally {
  await database().end();
}
