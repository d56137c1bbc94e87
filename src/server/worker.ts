import { runTotals } from "@/modules/inventory/totals/run-totals";
import { runNotifications } from "@/modules/notifications/run-notifications";
import { config } from "@/platform/config";
import { passwordOf } from "@/platform/database/password";
import { replicas } from "@/platform/database/replicas";
import { openBackend } from "@/platform/jobs/open-backend";
import { jobQueue } from "@/platform/jobs/queue";
import { runWorker, WORKER_CONNECTIONS_MAX } from "@/platform/jobs/worker";
import { logger } from "@/platform/logger";
import { runProcess } from "@/platform/process/run-process";
import { allHandlers } from "./jobs";

await runProcess("worker", async ({ db }, signal) => {
  const log = logger().child({ process: "worker" });
  const { databaseUrl, redis } = config();
  const password = passwordOf((now) => now.databaseUrl);
  const backend = openBackend({ databaseUrl, password, redis, connectionsMax: WORKER_CONNECTIONS_MAX, log });
  const queue = jobQueue();
  replicas().start();
  await Promise.all([
    runWorker(allHandlers, { db, backend, log, signal }),
    runNotifications({ db, log, listDead: () => queue.listDead(), reportReplicas: () => replicas().report() }, signal),
    runTotals({ db, log }, signal),
  ]);
  await Promise.all([backend.end(), queue.close(), replicas().close()]);
});
