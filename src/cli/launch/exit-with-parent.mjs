// @ts-check

/*
 * Loaded before a child's own code (node --import). The channel to the supervisor closes when the supervisor dies,
 * however it dies; the child then stops as if it had been asked to, and is not asked twice.
 */

const GRACE_MS = 10_000;

// A program that forks passes this file on to its own children, whose channels are its business.
if (process.ppid === Number(process.env["SUPERVISOR_PID"])) {
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), GRACE_MS).unref();
  });

  // The channel alone shall not keep a child alive that has nothing left to do.
  process.channel?.unref();

  // Nobody reads the output of an orphan; its last words must not be what ends it.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
}
