import { afterEach, beforeEach, expect, test } from "vitest";
import { processSingleton } from "@/platform/process-singleton";
import type { ReportedEvent } from "@/platform/telemetry/reported-event";
import { reportBy } from "@/platform/telemetry/reports";
import { BROWSER_DSN } from "@/shared/error-reports";
import { ORIGIN } from "@/testing/browser";
import { testDatabase } from "@/testing/database";
import { takeErrorReport } from "./take-error-report";

const t = testDatabase();
const PLANTED = "planted-marker-8b3d";
let passed: ReportedEvent[];

beforeEach(() => {
  processSingleton("database", () => t.database);
  passed = [];
  reportBy({ report: () => {}, passOn: (event) => passed.push(event), end: async () => {} });
});
afterEach(() => reportBy(null));

const EVENT = {
  event_id: "0af7651916cd43dd8448eb211c80319c",
  timestamp: 1_795_711_695,
  platform: "javascript",
  release: "r-7",
  exception: {
    values: [
      {
        type: "TypeError",
        value: `Cannot read "${PLANTED}"`,
        stacktrace: {
          frames: [
            { filename: `${ORIGIN}/_next/static/chunks/a.js?${PLANTED}`, lineno: 1, colno: 7, vars: { PLANTED } },
          ],
        },
      },
    ],
  },
  tags: { page: "/orders" },
};
const envelopeOf = (event: unknown, head: object = { dsn: BROWSER_DSN }) =>
  [head, { type: "event" }, event].map((line) => JSON.stringify(line)).join("\n");

let networks = 0;
const post = (body: string, headers: Record<string, string> = {}) =>
  takeErrorReport(
    new Request(`${ORIGIN}/api/errors`, {
      method: "POST",
      body,
      headers: {
        "sec-fetch-site": "same-origin",
        "x-quartermaster-peer": `10.0.0.${(networks += 1)}`,
        ...headers,
      },
    }),
  );

test("of what a browser reports, only what may leave the product is passed on", async () => {
  const body = envelopeOf({
    ...EVENT,
    user: { id: "somebody-else", email: PLANTED },
    request: { url: PLANTED, headers: { cookie: PLANTED } },
    breadcrumbs: [{ message: PLANTED }],
    extra: { PLANTED },
    tags: { page: "/orders", process: "worker", [PLANTED]: PLANTED },
  });
  expect((await post(body)).status).toBe(204);
  expect(passed).toHaveLength(1);
  expect(passed[0]).toMatchObject({
    platform: "javascript",
    release: "r-7",
    tags: { page: "/orders", process: "browser" },
  });
  expect(passed[0]?.exception.values[0]?.stacktrace?.frames[0]?.filename).toBe("app:///_next/static/chunks/a.js");
  expect(passed[0]).not.toHaveProperty("user");
  expect(JSON.stringify(passed)).not.toContain(PLANTED);
});

test("it is no way to send anything anywhere", async () => {
  const event = JSON.stringify(EVENT);
  const answers = await Promise.all([
    post(envelopeOf(EVENT, { dsn: "https://other@elsewhere.example/1" })),
    post(envelopeOf(EVENT, {})),
    post(`{"dsn":"${BROWSER_DSN}"}\n{"type":"attachment"}\n${event}`),
    post(`${envelopeOf(EVENT)}\n{"type":"event"}\n${event}`),
    post(envelopeOf({ ...EVENT, exception: { values: [] } })),
    post(""),
    post("null\nnull\nnull"),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400, 400]);
  expect((await post(envelopeOf(EVENT), { "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await post("x".repeat(200_000))).status).toBe(413);
  expect(passed).toEqual([]);
  reportBy(null);
  expect((await post(envelopeOf(EVENT))).status).toBe(404);
});

test("one network that reports without end is stopped, and others are heard", async () => {
  const flood = { "x-quartermaster-peer": "192.0.2.7" };
  const statuses: number[] = [];
  for (let sent = 0; sent < 40; sent += 1) statuses.push((await post(envelopeOf(EVENT), flood)).status);
  expect(statuses.filter((status) => status === 204)).toHaveLength(30);
  expect(statuses.at(-1)).toBe(429);
  expect((await post(envelopeOf(EVENT))).status).toBe(204);
});
