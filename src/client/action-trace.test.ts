import { afterEach, expect, test, vi } from "vitest";
import { newId } from "@/shared/id";
import { makeLinks, trpc } from "./trpc";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A page that says whether traces are kept, and a server that keeps those that it is asked for. */
function aPage({ traces, keeps }: { traces: "on" | "off"; keeps: boolean }) {
  const [parents, beacons] = [[] as (string | null)[], [] as { url: string; body: string }[]];
  const leave: (() => void)[] = [];
  vi.stubGlobal("document", { documentElement: { dataset: { traces } } });
  vi.stubGlobal("addEventListener", (_name: string, listener: () => void) => leave.push(listener));
  vi.stubGlobal("removeEventListener", () => {});
  vi.stubGlobal("navigator", { sendBeacon: (url: string, body: string) => beacons.push({ url, body }) > 0 });
  vi.stubGlobal("fetch", async (url: string, { headers }: RequestInit) => {
    const parent = new Headers(headers).get("traceparent");
    parents.push(parent);
    const answers = url
      .split("?")[0]
      ?.split(",")
      .map(() => ({ result: { data: {} } }));
    return Response.json(answers, { headers: parent && keeps ? { "x-quartermaster-trace": `${parent}.signed` } : {} });
  });
  return { parents, beacons, leave: () => leave.forEach((listener) => listener()) };
}

const client = () => trpc.createClient({ links: makeLinks() });

test("what is traced tells how long it took as the page is left, and what went along with it does not", async () => {
  const page = aPage({ traces: "on", keeps: true });
  const calls = client();
  await calls.orders.confirm.mutate({ orderId: newId() });
  await Promise.all([calls.users.getMe.query(), calls.system.get.query()]);
  expect(page.beacons).toEqual([]);
  page.leave();
  const [beacon, ...more] = page.beacons;
  expect(more).toEqual([]);
  expect(beacon?.url).toBe("/api/spans");
  const told = JSON.parse(beacon?.body ?? "[]");
  expect(told).toMatchObject([
    { name: "orders.confirm", ticket: `${page.parents[0]}.signed`, ms: expect.any(Number), agoMs: expect.any(Number) },
    { name: "users.getMe", ticket: `${page.parents[1]}.signed` },
  ]);
  for (const { ms, agoMs } of told) expect(agoMs).toBeGreaterThanOrEqual(ms);
  expect(page.parents.every((parent) => /^00-[\da-f]{32}-[\da-f]{16}-01$/.test(parent ?? ""))).toBe(true);
});

test.each([
  ["where no traces are kept", { traces: "off", keeps: true } as const, [null]],
  ["of a trace that is not kept", { traces: "on", keeps: false } as const, [expect.any(String)]],
])("nothing is told %s", async (_where, settings, parents) => {
  const page = aPage(settings);
  await client().orders.confirm.mutate({ orderId: newId() });
  page.leave();
  expect(page).toMatchObject({ parents, beacons: [] });
});
