import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { recordChange } from "@/platform/audit/record-change";
import { handle, onceOutside } from "@/platform/jobs/handler";
import { openBackend } from "@/platform/jobs/open-backend";
import { JobQueue } from "@/platform/jobs/queue";
import { runWorker } from "@/platform/jobs/worker";
import { makeLogger } from "@/platform/logger";
import { openMailer } from "@/platform/mail/mailer";
import { enqueue } from "@/platform/outbox/emit";
import { dispatchBatch } from "@/platform/outbox/job-dispatcher";
import { relayBatch } from "@/platform/outbox/relay";
import { processSingleton } from "@/platform/process-singleton";
import { endTracing, traceBy } from "@/platform/telemetry/span";
import { openTracing } from "@/platform/telemetry/tracing";
import { inTransaction } from "@/platform/transaction";
import { procedure, router } from "@/platform/trpc/procedure";
import { newId } from "@/shared/id";
import { defineJob } from "@/shared/job";
import { pause } from "@/shared/pause";
import { ORIGIN } from "@/testing/browser";
import { testDatabase } from "@/testing/database";
import { Door } from "@/testing/door";
import { MailServer } from "@/testing/mail-server";
import { type ReceivedSpan, startCollector } from "@/testing/spans";
import { makeCallHandler } from "./trpc-handler";

const lines: Record<string, unknown>[] = [];
processSingleton("logger", () => makeLogger("info", { write: (line) => lines.push(JSON.parse(line)) }));

const t = testDatabase();
const log = makeLogger("silent");
const PLANTED = "planted-marker-7f3a";
const letter = defineJob("tests.letter", z.object({ letterId: z.uuid(), text: z.string() }));
const door = new Door(
  makeCallHandler(
    router({
      write: procedure("users.accept-invitation")
        .input(z.strictObject({ text: z.string() }))
        .mutation(({ ctx, input }) =>
          inTransaction(ctx, async (inside) => {
            const letterId = newId();
            recordChange(inside, { entity: "product", entityId: letterId, label: "A letter", before: null, after: {} });
            enqueue(inside, letter, { letterId, ...input });
          }),
        ),
    }),
  ),
);
let collector: Awaited<ReturnType<typeof startCollector>>;
let mail: MailServer;

beforeAll(async () => {
  processSingleton("database", () => t.database);
  [collector, mail] = [await startCollector(), await MailServer.start()];
  await door.open();
  traceBy(
    await openTracing("tests", {
      url: `${collector.url}/v1/traces`,
      headers: { "x-key": "of-the-tests" },
      share: 1,
      release: "tests",
    }),
  );
});
afterAll(async () => {
  door.close();
  traceBy(null);
  await Promise.all([mail.stop(), collector.stop()]);
});

/** What the relay does, and then a worker that writes an email. */
async function carryOut(): Promise<void> {
  const backend = openBackend({ databaseUrl: t.url, redis: null, connectionsMax: 8, log });
  const queue = new JobQueue(openBackend({ databaseUrl: t.url, redis: null, connectionsMax: 3, log }));
  const mailer = openMailer({
    mail: { kind: "smtp", smtpUrl: mail.url, from: "shop@stock.example" },
    appUrl: new URL(ORIGIN),
    log,
  });
  const send = handle(letter, (ctx, { letterId, text }) =>
    onceOutside(ctx, () =>
      mailer.send({
        to: "ann@stock.example",
        key: letterId,
        letter: { subject: "A letter", lines: [text], footer: [] },
      }),
    ),
  );
  const options = { db: t.db, handlers: [send], addJobs: queue.add.bind(queue), log };
  await relayBatch(options);
  await dispatchBatch(options);
  const ending = new AbortController();
  const running = runWorker([send], { db: t.db, backend, log, signal: ending.signal });
  while (mail.received.length === 0) await pause(20);
  ending.abort();
  await running;
  await Promise.all([queue.close(), backend.end()]);
}

test("one trace leads from the browser's request to the email, and holds nothing that was written", async () => {
  const [traceId, browser] = ["0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"];
  const answer = await door.send(
    new Request(`${ORIGIN}/api/trpc/write`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: ORIGIN,
        "x-quartermaster": "1",
        "idempotency-key": newId(),
        traceparent: `00-${traceId}-${browser}-01`,
      },
      body: JSON.stringify({ text: PLANTED }),
    }),
  );
  expect(answer.status).toBe(200);
  const requestId = answer.headers.get("x-request-id");
  await carryOut();
  await endTracing();

  const ours = collector.spans.filter((span) => span.traceId === traceId);
  const named = (name: string) => {
    const found = ours.find((span) => span.name === name);
    if (!found) throw new Error(`There is no span called ${name} among ${ours.map((span) => span.name).join(", ")}.`);
    return found;
  };
  const chain = ["request", "procedure write", "relay tests.letter", "job tests.letter", "mail smtp"].map(named);
  const parents = chain.map(({ parentSpanId }) => parentSpanId);
  expect(parents).toEqual([browser, ...chain.slice(0, -1).map(({ spanId }) => spanId)]);
  for (const above of [named("procedure write"), named("job tests.letter")])
    expect(ours.filter((span) => span.name.startsWith("sql") && span.parentSpanId === above.spanId)).not.toEqual([]);

  // The number that people are shown finds the trace, in spans and in the log.
  const about = ({ attributes }: ReceivedSpan) => attributes.find(({ key }) => key === "request.id")?.value.stringValue;
  expect([named("procedure write"), named("job tests.letter")].map(about)).toEqual([requestId, requestId]);
  expect(lines.find((line) => line["requestId"] === requestId)).toMatchObject({ trace: traceId, procedure: "write" });

  expect(collector.headers[0]).toMatchObject({ "x-key": "of-the-tests" });
  expect(collector.bodies.join("\n")).not.toContain(PLANTED);
});
