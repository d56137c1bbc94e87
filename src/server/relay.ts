import { runRetention } from "@/platform/database/retention";
import { sayKnown } from "@/platform/jobs/job-modules";
import { jobQueue } from "@/platform/jobs/queue";
import { logger } from "@/platform/logger";
import { runRelay } from "@/platform/outbox/relay";
import { RELAY_CHANNEL } from "@/platform/outbox/schema";
import { runProcess } from "@/platform/process/run-process";
import { serveMetrics } from "@/platform/telemetry/metrics";
import { relayGauges } from "./gauges";
import { allHandlers, JOBS } from "./jobs";
import { SWEEPS } from "./sweeps";

await runProcess("relay", async ({ db, sql }, signal) => {
  const log = logger().child({ process: "relay" });
  const queue = jobQueue();
  await sayKnown(db, Object.keys(JOBS));
  await serveMetrics("relay", relayGauges(db));
  await Promise.all([
    runRelay(
      {
        db,
        handlers: allHandlers,
        addJobs: (jobs) => queue.add(jobs),
        log,
        listen: (onWake) => sql.listen(RELAY_CHANNEL, onWake, onWake),
      },
      signal,
    ),
    runRetention(db, SWEEPS, log, signal),
  ]);
  await queue.close();
});
