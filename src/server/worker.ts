import { runTotals } from "@/modules/inventory/totals/run-totals";
import { runNotifications } from "@/modules/notifications/run-notifications";
import { runHolds } from "@/modules/orders/holds/run-holds";
import { config } from "@/platform/config";
import { passwordOf } from "@/platform/database/password";
import { replicas } from "@/platform/database/replicas";
import { sortModules } from "@/platform/jobs/module-jobs";
import { runModuleWorkers } from "@/platform/jobs/module-workers";
import { openBackend } from "@/platform/jobs/open-backend";
import { jobQueue } from "@/platform/jobs/queue";
import { workerConnections } from "@/platform/jobs/worker";
import { logger } from "@/platform/logger";
import { giveWay } from "@/platform/process/give-way";
import { runProcess } from "@/platform/process/run-process";
import { serveMetrics } from "@/platform/telemetry/metrics";
import { workerGauges } from "./gauges";
import { JOBS } from "./jobs";

/** Below web, relay and a database on the same machine: someone waits for them, for a job nobody does. */
const NICENESS = 5;

/** Null for all there are. */
const modulesOf = (named: readonly string[] | null) => (named === null ? null : sortModules(named, JOBS));
const check = () => void modulesOf(config().workerModules);

await runProcess(
  "worker",
  async ({ db }, signal) => {
    giveWay(NICENESS);
    const { databaseUrl, redis, workerModules, workerConcurrency: concurrency } = config();
    const modules = modulesOf(workerModules);
    const named = modules?.known ?? null;
    const log = logger().child({ process: "worker", ...(named && { modules: named }) });
    if (modules && modules.unknown.length > 0)
      log.warn({ unknown: modules.unknown }, "WORKER_MODULES names modules that this release does not have");
    const connectionsMax = workerConnections(concurrency);
    const queue = jobQueue();
    await serveMetrics("worker", workerGauges());
    const password = passwordOf((now) => now.databaseUrl);
    const open = () => openBackend({ databaseUrl, password, redis, connectionsMax, log });
    const notify = () => {
      replicas().start();
      const looks = { listDead: () => queue.listDead(), reportReplicas: () => replicas().report() };
      return runNotifications({ db, log, ...looks }, signal);
    };
    const takes = (name: string) => named === null || named.includes(name);
    await Promise.all([
      runModuleWorkers({ jobs: JOBS, named, db, log, signal, queue, openBackend: open, settings: { concurrency } }),
      ...(takes("notifications") ? [notify()] : []),
      ...(takes("inventory") ? [runTotals({ db, log }, signal)] : []),
      ...(takes("orders") ? [runHolds({ db, log }, signal)] : []),
    ]);
    await Promise.all([queue.close(), replicas().close()]);
  },
  check,
);
