import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { makeSecret, toKey } from "@/modules/users/keys/secret";
import { recordChange } from "@/platform/audit/record-change";
import { config } from "@/platform/config";
import { takeBrowserSpans } from "@/platform/http/browser-spans";
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
import { readTicket } from "@/platform/telemetry/trace-ticket";
import { openTracing } from "@/platform/telemetry/tracing";
import { inTransaction } from "@/platform/transaction";
import { procedure, router } from "@/platform/trpc/procedure";
import { TRACE_HEADER } from "@/shared/http";
import { newId } from "@/shared/id";
import { defineJob } from "@/shared/job";
import { pause } from "@/shared/pause";
import { ORIGIN } from "@/testing/browser";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { Door } from "@/testing/door";
import { anOwnKey } from "@/testing/keys";
import { MailServer } from "@/testing/mail-server";
import { aPerson, aSession } from "@/testing/people";
import { type ReceivedSpan, startCollector } from "@/testing/spans";
import { appRouter } from "./router";
import { makeCallHandler } from "./trpc-handler";

const lines: Record<string, unknown>[] = [];
processSingleton("logger", () => makeLogger("info", { write: (line) => lines.push(JSON.parse(line)) }));

const t = testDatabase();
const log = makeLogger("silent");
const PLANTED = "planted-marker-7f3a";
const Made = z.object({ result: z.object({ data: z.object({ token: z.string() }) }) });
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

const write = (traceparent: string, cookie = "") =>
  door.send(
    new Request(`${ORIGIN}/api/trpc/write`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: ORIGIN,
        "x-quartermaster": "1",
        "idempotency-key": newId(),
        traceparent,
        cookie,
      },
      body: JSON.stringify({ text: PLANTED }),
    }),
  );

const tell = async (spans: unknown, headers: Record<string, string> = { origin: ORIGIN }) => {
  const body = JSON.stringify(spans);
  return (await takeBrowserSpans(new Request(`${ORIGIN}/api/spans`, { method: "POST", headers, body }))).status;
};

async function signedIn(): Promise<string> {
  const { sessionId, userId } = await aSession(t.db, await aPerson(t.db, { role: "staff" }));
  return `qm-session=${await encode({ token: { sessionId, userId }, secret: config().secrets.cookie[0] })}`;
}

const OF_PROGRAM = "1bf7651916cd43dd8448eb211c80319d";

/** A program asks by its key, by a token in its place, and by a key that is none. Gives back what must stay secret. */
async function askByKey(): Promise<string[]> {
  const { key } = await anOwnKey(await testContext(t.db), { scopes: ["orders.read"] });
  const all = new Door(makeCallHandler(appRouter));
  await all.open();
  const ask = (name: string, bearer: string) => {
    const headers = { authorization: `Bearer ${bearer}`, traceparent: `00-${OF_PROGRAM}-b7ad6b7169203331-01` };
    return all.send(new Request(`${ORIGIN}/api/trpc/${name}`, { headers }));
  };
  const { token } = Made.parse(await (await ask("users.getToken", key)).json()).result.data;
  for (const bearer of [key, token, toKey(newId(), makeSecret())]) await ask("orders.list", bearer);
  all.close();
  return [key, key.slice(-64), token, "Bearer"];
}

test("one trace leads from what a person did to the email, and holds nothing that was written", async () => {
  const [traceId, browser] = ["0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"];
  const answer = await write(`00-${traceId}-${browser}-01`, await signedIn());
  expect(answer.status).toBe(200);
  const requestId = answer.headers.get("x-request-id");
  const ticket = answer.headers.get(TRACE_HEADER);
  expect(await tell([{ ticket, name: "write", agoMs: 5_000, ms: 1_200 }])).toBe(204);
  await carryOut();
  const secrets = await askByKey();
  await endTracing();

  const ours = collector.spans.filter((span) => span.traceId === traceId);
  const named = (name: string) => {
    const found = ours.find((span) => span.name === name);
    if (!found) throw new Error(`There is no span called ${name} among ${ours.map((span) => span.name).join(", ")}.`);
    return found;
  };
  const chain = [
    "action write",
    "request",
    "procedure write",
    "relay tests.letter",
    "job tests.letter",
    "mail smtp",
  ].map(named);
  const parents = chain.map(({ parentSpanId }) => parentSpanId);
  expect(parents).toEqual([undefined, ...chain.slice(0, -1).map(({ spanId }) => spanId)]);
  const { spanId, service, startTimeUnixNano, endTimeUnixNano } = named("action write");
  expect({ spanId, service }).toEqual({ spanId: browser, service: "quartermaster-browser" });
  expect((BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1_000_000n).toBe(1_200n);
  for (const above of [named("procedure write"), named("job tests.letter")])
    expect(ours.filter((span) => span.name.startsWith("sql") && span.parentSpanId === above.spanId)).not.toEqual([]);

  // The number that people are shown finds the trace, in spans and in the log.
  const about = ({ attributes }: ReceivedSpan) => attributes.find(({ key }) => key === "request.id")?.value.stringValue;
  expect([named("procedure write"), named("job tests.letter")].map(about)).toEqual([requestId, requestId]);
  expect(lines.find((line) => line["requestId"] === requestId)).toMatchObject({ trace: traceId, procedure: "write" });

  expect(collector.headers[0]).toMatchObject({ "x-key": "of-the-tests" });
  const sent = collector.bodies.join("\n");
  expect(sent).toContain(OF_PROGRAM);
  for (const secret of [PLANTED, ...secrets]) expect(sent).not.toContain(secret);
});

test("a share of traces is kept, the same by all processes, whatever the flag of a caller says", async () => {
  const own = await openTracing("tests", { url: `${collector.url}/v1/traces`, headers: {}, share: 0.3, release: "t" });
  const keptOf = async (ids: readonly string[], flag: string) => {
    const found: string[] = [];
    for (const id of ids)
      await own.run({ name: "asked", parent: `00-${id}-00f067aa0ba902b7-${flag}` }, async () => {
        if (own.current()) found.push(id);
      });
    return found;
  };
  const ids = Array.from({ length: 400 }, (_, place) => (place + 1).toString(16).padStart(32, "0"));
  const kept = await keptOf(ids, "01");
  expect(await keptOf(ids, "00")).toEqual(kept);
  expect(kept.length / ids.length).toBeGreaterThan(0.15);
  expect(kept.length / ids.length).toBeLessThan(0.45);
  await own.end();
});

test("nobody adds to a trace who did not begin it, and no stranger learns which are kept", async () => {
  const parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  expect((await write(parent)).headers.get(TRACE_HEADER)).toBeNull();
  const ticket = (await write(parent, await signedIn())).headers.get(TRACE_HEADER) ?? "";
  expect(readTicket(ticket)).toEqual({ traceId: parent.split("-")[1], spanId: parent.split("-")[2] });
  for (const forged of [ticket.replace("4bf9", "4bf8"), `${parent}.`, ticket.slice(0, -1), "", "a.b.c"])
    expect(readTicket(forged)).toBeNull();

  const told = { ticket, name: "write", agoMs: 10, ms: 5 };
  expect(await tell([told], { "sec-fetch-site": "cross-site" })).toBe(403);
  for (const wrong of [
    told,
    [{ ...told, name: PLANTED }],
    [{ ...told, ms: -1 }],
    Array.from({ length: 51 }, () => told),
  ])
    expect(await tell(wrong)).toBe(400);
  expect(await tell([{ ...told, ticket: "x".repeat(33_000) }])).toBe(413);
  traceBy(null);
  expect(await tell([told])).toBe(404);
});
