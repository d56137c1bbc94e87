import { BrowserClient, defaultStackParser, linkedErrorsIntegration, makeFetchTransport, Scope } from "@sentry/nextjs";
import { BROWSER_DSN, REPORTS_PATH } from "@/shared/error-reports";
import { programStack } from "@/shared/program-stack";

type Facts = { release: string; traceParent: string | undefined };

let client: BrowserClient | undefined;

/** It looks at what it is given and replaces nothing in the page. What leaves the product, the server decides. */
function open(release: string): BrowserClient {
  const opened = new BrowserClient({
    dsn: BROWSER_DSN,
    tunnel: REPORTS_PATH,
    release,
    transport: makeFetchTransport,
    stackParser: (stack) => defaultStackParser(programStack(stack)),
    integrations: [linkedErrorsIntegration()],
    sendClientReports: false,
  });
  opened.init();
  return opened;
}

export function reportError(error: Error, { release, traceParent }: Facts): void {
  client ??= open(release);
  const scope = new Scope();
  scope.setClient(client);
  // Ids and no query, which may hold what somebody has typed.
  scope.setTag("page", location.pathname);
  const [, traceId, propagationSpanId] = traceParent?.split("-") ?? [];
  if (traceId && propagationSpanId) scope.setPropagationContext({ traceId, propagationSpanId, sampleRand: 0 });
  client.captureException(error, undefined, scope);
}
