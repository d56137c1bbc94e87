import { randomBytes } from "node:crypto";
import type * as SentryNode from "@sentry/node";
import { config, type ErrorsConfig } from "@/platform/config";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { PerMinute } from "@/shared/per-minute";
import { programStack } from "@/shared/program-stack";
import { ReportedEvent } from "./reported-event";
import { type ErrorFacts, reportBy, type Reports } from "./reports";
import { traceParent } from "./span";

const EVENTS_PER_MINUTE_MAX = 60;
/** A process that stops has little time. */
const END_MS_MAX = 2_000;
const TRACE_BYTES = 16;

/** The web loads it of `@sentry/nextjs`, the others of `@sentry/node`. */
type Sdk = { init: (options: SentryNode.NodeOptions) => unknown } & Pick<
  typeof SentryNode,
  | "withScope"
  | "captureException"
  | "getClient"
  | "defaultStackParser"
  | "linkedErrorsIntegration"
  | "onUncaughtExceptionIntegration"
  | "onUnhandledRejectionIntegration"
>;

type Settings = {
  process: string;
  load: () => Promise<Sdk>;
  /** Refusals, and a database that is away: they are told otherwise, and by the thousand. */
  isExpected: (error: unknown) => boolean;
  /** Somebody else in the process listens for rejections that nobody handles, so it lives on after one. */
  outlivesRejections?: true;
};

/**
 * Reports what nobody expected to the service that takes errors. Without SENTRY_DSN nothing is loaded. Next may call it
 * more than once.
 */
export function beginReports(settings: Settings): Promise<void> {
  const { errors } = config();
  if (errors === null) return Promise.resolve();
  return processSingleton("reports", async () => reportBy(await openReports(errors, settings)));
}

/** Exported for those who report to another place than the configured one. */
export async function openReports(
  { dsn, environment, release }: ErrorsConfig,
  { process, load, isExpected, outlivesRejections }: Settings,
): Promise<Reports> {
  const sdk = await load();
  const minute = new PerMinute(EVENTS_PER_MINUTE_MAX);
  const minuteOfBrowsers = new PerMinute(EVENTS_PER_MINUTE_MAX);
  const isOurs = (error: unknown): boolean =>
    !isExpected(error) && !(error instanceof Error && error.cause !== undefined && isExpected(error.cause));
  sdk.init({
    dsn,
    environment,
    release,
    // It looks at errors and at nothing else: spans are ours, and nothing of the process is replaced.
    enableOpenTelemetrySetup: false,
    enableRuntimeChannelInjection: false,
    defaultIntegrations: [],
    stackParser: (stack) => sdk.defaultStackParser(programStack(stack)),
    integrations: [
      sdk.linkedErrorsIntegration(),
      // Ends the process as Node would, once the error is sent.
      sdk.onUncaughtExceptionIntegration(),
      ...(outlivesRejections ? [sdk.onUnhandledRejectionIntegration({ mode: "none" })] : []),
    ],
    initialScope: { tags: { process } },
    includeServerName: false,
    sendClientReports: false,
    maxBreadcrumbs: 0,
    beforeSend(event, hint) {
      if (!isOurs(hint.originalException) || !minute.take()) return null;
      const { data } = ReportedEvent.safeParse(event);
      return data ? { ...data, type: undefined } : null;
    },
  });
  const client = sdk.getClient();
  logger().info({ process, host: new URL(dsn).host }, "errors are reported");
  return {
    report(error, facts) {
      try {
        capture(sdk, error, facts);
      } catch (failure) {
        // Whatever was thrown: the work that it is about goes on. A warning is not reported again.
        logger().warn({ err: failure }, "an error could not be reported");
      }
    },
    passOn(event) {
      if (minuteOfBrowsers.take()) client?.sendEvent({ ...event, environment, type: undefined });
    },
    async end() {
      await client?.close(END_MS_MAX);
    },
  };
}

function capture(sdk: Sdk, error: unknown, { requestId, userId, tags }: ErrorFacts): void {
  sdk.withScope((scope) => {
    scope.setTags({ ...tags, ...factsOf(error), ...(requestId && { requestId }) });
    if (userId) scope.setUser({ id: userId });
    const [, traceId, propagationSpanId] = traceParent()?.split("-") ?? [];
    // One of its own where nobody follows the work, or all errors of a process would seem to be of one trace.
    scope.setPropagationContext({
      traceId: traceId ?? randomBytes(TRACE_BYTES).toString("hex"),
      sampleRand: 0,
      ...(propagationSpanId && { propagationSpanId }),
    });
    sdk.captureException(error);
  });
}

/** What an error says of itself in words of the program: a code of Postgres or Node, the reference of Next. */
function factsOf(error: unknown): Record<string, string> {
  const facts = ["code", "constraint", "table", "digest"].map((key) => [key, Reflect.get(Object(error), key)] as const);
  return Object.fromEntries(facts.filter((fact): fact is [string, string] => typeof fact[1] === "string"));
}
