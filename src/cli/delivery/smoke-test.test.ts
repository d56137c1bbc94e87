import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { listenLocally } from "@/testing/local-server";
import { CHECKS, failedChecks } from "./smoke-test.mjs";

type Answer = { status: number; headers?: Record<string, string>; text?: string };

const POLICY = { "content-security-policy": "script-src 'self' 'nonce-x' 'strict-dynamic'" };
/** What a release answers that does what it must. The real one is asked by a journey. */
const WELL: Record<string, Answer> = {
  "/api/health/ready": { status: 200, text: `{"ready":true}` },
  "/sign-in": { status: 200, headers: POLICY, text: `<html><script src="/_next/static/a.js"></script></html>` },
  "/_next/static/a.js": { status: 200, text: "1" },
  "/orders": { status: 307, headers: { location: "/sign-in?next=%2Forders" } },
  "/api/trpc/orders.list": { status: 401 },
};

async function failuresOf(changed: Record<string, Answer>) {
  const answers = { ...WELL, ...changed };
  const server = createServer((request, response) => {
    const { status, headers = {}, text = "" } = answers[request.url ?? ""] ?? { status: 404 };
    response.writeHead(status, headers).end(text);
  });
  const { port, stop } = await listenLocally(server);
  onTestFinished(stop);
  const options = { signal: new AbortController().signal, wait: () => Promise.resolve(), tries: 1 };
  return failedChecks(new URL(`http://127.0.0.1:${port}`), options);
}

const named = (part: string) => CHECKS.flatMap(({ what }) => (what.includes(part) ? what : []));

test("a release that answers as it must passes", async () => {
  expect(await failuresOf({})).toEqual([]);
});

test.each<[string, string, Record<string, Answer>]>([
  ["is not ready", "people can work", { "/api/health/ready": { status: 503, text: `{"ready":false}` } }],
  [
    "has lost its queue",
    "people can work",
    { "/api/health/ready": { status: 200, text: `{"ready":true,"isQueueAway":true}` } },
  ],
  ["has no policy", "the page to sign in", { "/sign-in": { ...WELL["/sign-in"], headers: {}, status: 200 } }],
  ["lacks its scripts", "its scripts", { "/_next/static/a.js": { status: 404 } }],
  ["serves its maps", "its scripts", { "/_next/static/a.js.map": { status: 200, text: "{}" } }],
  ["shows pages to strangers", "a stranger", { "/orders": { status: 200 } }],
  ["answers strangers", "a call without a session", { "/api/trpc/orders.list": { status: 200 } }],
  ["shows its figures", "figures", { "/metrics": { status: 200 } }],
])("a release that %s fails for it", async (_, part, changed) => {
  expect(await failuresOf(changed)).toEqual(named(part));
});

test("an address where nobody answers fails in everything that must be there", async () => {
  const options = { signal: new AbortController().signal, wait: () => Promise.resolve(), tries: 1 };
  expect(await failedChecks(new URL("http://127.0.0.1:1"), options)).toHaveLength(CHECKS.length);
});
