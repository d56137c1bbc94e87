import { keepsAnswers } from "@/platform/cache/store";
import { config, loadSecrets } from "@/platform/config";
import { followDatabaseClock, setClockByDatabase } from "@/platform/database/clock";
import { database } from "@/platform/database/db";
import { isExpectedFault, isUnavailable } from "@/platform/database/error";
import { replicas } from "@/platform/database/replicas";
import { roleWarning } from "@/platform/database/role-warning";
import { assertSchemaFits } from "@/platform/database/schema-state";
import { secretWarning, unknownSecrets } from "@/platform/database/secret-checks";
import { cutUnread } from "@/platform/http/cut-unread";
import { openFrontDoor } from "@/platform/http/front-door";
import { logRequests } from "@/platform/http/log-requests";
import { openRequests } from "@/platform/http/open-requests";
import { meetRequests } from "@/platform/http/peer";
import { refuseTrace } from "@/platform/http/refuse-trace";
import { cutSlowClients } from "@/platform/http/slow-clients";
import { jobQueue } from "@/platform/jobs/queue";
import { logger } from "@/platform/logger";
import { factVersions } from "@/platform/outbox/fact-versions";
import { feed } from "@/platform/outbox/feed";
import { processSingleton } from "@/platform/process-singleton";
import { sayAlive } from "@/platform/process/say-alive";
import { hearOfSickProcesses } from "@/platform/process/sick-processes";
import { stopInOrder, stopSignal } from "@/platform/process/stop";
import { beginReports } from "@/platform/telemetry/error-reports";
import { serveMetrics } from "@/platform/telemetry/metrics";
import { endReports } from "@/platform/telemetry/reports";
import { endTracing } from "@/platform/telemetry/span";
import { beginTracing } from "@/platform/telemetry/tracing";
import { pause } from "@/shared/pause";
import { webGauges } from "./gauges";
import { hearOfAccess } from "./hear-of-access";
import { hearOfSettings } from "./hear-of-settings";

const ANSWERS_TIMEOUT_MS = 6_000;

/**
 * Begins the web process: refuses a configuration or a schema that it cannot serve, and sees to an end in order. Next
 * may call it more than once.
 */
export const beginWeb = (): Promise<void> => processSingleton("web", begin);

async function begin(): Promise<void> {
  try {
    await loadSecrets();
    config();
    await beginTracing("web");
    await beginReports({
      process: "web",
      load: loadSdk,
      isExpected: isExpectedFault,
      // Next listens for them.
      outlivesRejections: true,
    });
    openRequests();
    refuseTrace();
    cutSlowClients();
    meetRequests();
    if (config().logsRequests) logRequests();
    cutUnread("/api/exports/");
    openFrontDoor();
    hearOfSickProcesses();
    hearOfSettings();
    hearOfAccess();
    if (keepsAnswers()) factVersions();
    replicas().start();
    await serveMetrics("web", webGauges());
    await assertSchemaFits(database().db);
    await setClockByDatabase(database().db);
    await feed().start();
    await warnOperator();
  } catch (error) {
    // Without its database the process waits, reports that it is not ready, and serves as soon as it can.
    if (!isUnavailable(error)) return refuse(error);
    logger().warn({ err: error }, "the database cannot be reached yet");
  }
  void followDatabaseClock(database().db, logger(), stopSignal());
  void sayAlive("web", database().db, logger(), stopSignal());
  stopInOrder(end, (sentence) => logger().info(sentence));
}

/** A package of CommonJS: Node gives most of its names under `default` alone, and Next's bundler beside each other. */
async function loadSdk() {
  const sdk = await import("@sentry/nextjs");
  return sdk.default ?? sdk;
}

/** What lets people work, and still is not as it should be. */
async function warnOperator(): Promise<void> {
  const { db } = database();
  for (const warning of [await roleWarning(db), secretWarning(await unknownSecrets(db))])
    if (warning !== null) logger().warn(warning);
}

function refuse(error: unknown): void {
  process.stderr.write(`The web server cannot start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function end(): Promise<void> {
  await pause(config().unreadyGraceMs);
  await openRequests().drain(ANSWERS_TIMEOUT_MS);
  await feed().close();
  await Promise.all([jobQueue().close(), replicas().close(), database().end()]);
  await Promise.all([endTracing(), endReports()]);
}
