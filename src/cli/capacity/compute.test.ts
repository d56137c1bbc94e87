import { describe, expect, test } from "vitest";
import { CONNECTIONS, limitsOf, MIX, needsOf, USED_MAX } from "./compute.mjs";
import { readSizes } from "./environments.mjs";
import { breaksFirst } from "./print-capacity.mjs";

/** Round figures, so that what follows can be worked out by hand. */
const measured = {
  measured: "by hand",
  orderWebMs: 10,
  orderDatabaseMs: 6,
  changeWebMs: 5,
  changeDatabaseMs: 2,
  pageWebMs: 4,
  pageDatabaseMs: 1,
  streamAndOrderWebMs: 0,
  streamKb: 100,
  webMb: 200,
  jobsPerSecond: 1_000,
};
const sizes = {
  websMax: 4,
  webProcessors: 1,
  webMb: 1_000,
  nodeProcessors: 100,
  otherProcessors: 0,
  primaryProcessors: 1,
  replicas: 0,
  webConnections: 11,
  workerConnections: 46,
  relays: 2,
  relayConnections: 10,
  connectionsMax: 400,
};
const limitOf = (part: string, given = sizes, figures = measured) =>
  limitsOf(given, figures).find((limit) => limit.part === part)?.ordersPerSecond;

test("an order and all that goes with it is what processors are divided by", () => {
  const webMs = 10 + MIX.pages * 4 + MIX.changes * 5;
  expect(limitOf("processors of webs", sizes, { ...measured, streamAndOrderWebMs: 1e-12 })).toBeCloseTo(
    (4_000 * USED_MAX) / webMs,
    3,
  );
  expect(limitOf("processors of the primary")).toBeCloseTo((1_000 * USED_MAX) / (6 + MIX.pages + MIX.changes * 2));
});

test("webs use no more than their nodes have left by the others", () => {
  const crowded = { ...sizes, nodeProcessors: 3, otherProcessors: 1 };
  const [half = 0, whole = 0] = [crowded, sizes].map((given) =>
    limitOf("processors of webs", given, { ...measured, streamAndOrderWebMs: 1e-12 }),
  );
  expect(half / whole).toBeCloseTo(0.5, 3);
});

test("replicas take reads off the primary, and write what it writes", () => {
  const withReplica = { ...sizes, replicas: 1 };
  expect(limitOf("processors of the primary", withReplica)).toBeGreaterThan(limitOf("processors of the primary") ?? 0);
  expect(limitOf("processors of replicas")).toBeUndefined();
  expect(limitOf("processors of replicas", withReplica)).toBeGreaterThan(0);
});

test("the least comes first, and what it carries needs just what there is", () => {
  const figures = { ...measured, streamAndOrderWebMs: 0.05 };
  const limits = limitsOf(sizes, figures).map(({ ordersPerSecond }) => ordersPerSecond);
  expect(limits).toEqual(limits.toSorted((one, other) => one - other));
  const carried = limitOf("processors of webs", sizes, figures) ?? 0;
  expect(needsOf(carried * 0.999, sizes, figures)).toMatchObject({ webs: 4, connections: 100 });
  const far = needsOf(carried * 100, sizes, figures);
  expect(far.webProcessors).toBeGreaterThan(100 * needsOf(carried, sizes, figures).webProcessors);
});

test("connections are those of all the processes that so many orders need", () => {
  const figures = { ...measured, streamAndOrderWebMs: 0 };
  const carried = limitsOf(sizes, figures)[0]?.ordersPerSecond ?? 0;
  const { webs, connections, listeners } = needsOf(carried * 10, sizes, figures);
  expect(connections).toBe(webs * 11 + 46 * 10 + 10);
  expect(listeners).toBe(webs + 2);
});

test("where the database gives no more connections is found, and named before the rest with the way out", () => {
  const figures = { ...measured, streamAndOrderWebMs: 0.05 };
  const limits = limitsOf(sizes, figures);
  const last = limits.find(({ part }) => part === CONNECTIONS)?.ordersPerSecond ?? 0;
  const [before, beyond] = [needsOf(last * 0.9, sizes, figures), needsOf(last * 1.1, sizes, figures)];
  expect([before.connections <= 360, beyond.connections > 360]).toEqual([true, true]);
  expect(breaksFirst(before, 90, limits)).toContain("every screen hears of every order");
  expect(breaksFirst(beyond, 90, limits)).toMatch(/no connection left from .*transaction mode.*LISTEN must go past it/);
});

describe.each(["staging", "production"] as const)("%s", (name) => {
  test("its numbers are read from where they are set", () => {
    const read = readSizes(name);
    const connections = read.websMax * read.webConnections + read.workerConnections + read.relayConnections;
    expect(connections).toBeLessThan(read.connectionsMax);
    for (const number of Object.values(read)) expect(number).toBeGreaterThan(0);
  });
});
