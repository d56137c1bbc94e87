import { afterAll, beforeAll, expect, test } from "vitest";
import { startThrowawayPostgres } from "@/cli/postgres/throwaway.mjs";
import { type Replica, startReplica } from "@/testing/replica";
import { diagnose } from "./diagnose";

let server: Awaited<ReturnType<typeof startThrowawayPostgres>>;
let replica: Replica;

beforeAll(async () => {
  server = await startThrowawayPostgres();
  replica = await startReplica(server);
}, 60_000);
afterAll(async () => {
  await replica.stop();
  await server.stop();
});

const asConfigured = () => ({
  databaseUrl: server.url,
  ownerUrl: server.url,
  databasePoolMax: 10,
  redis: null,
  replicaUrls: [replica.url],
  replicaPoolMax: 20,
});

test("the sum of the pools stands beside what Postgres allows, with who answers in which role", async () => {
  const { lines, faults } = await diagnose(asConfigured());
  expect(faults).toEqual([]);
  const told = lines.join("\n");
  expect(told).toMatch(/primary +127\.0\.0\.1:\d+\/quartermaster: Postgres 18\.\d+, takes changes/);
  expect(told).toMatch(
    /replica +127\.0\.0\.1:\d+\/quartermaster: Postgres 18\.\d+, a replica, (up to date|\d+ bytes behind)/,
  );
  // A pool of 10 in each process, and what listens, queues and works.
  expect(told).toMatch(/primary [^\n]*: 48 of 297 connections for one of each process/);
  expect(told).toMatch(/replica [^\n]*: 22 of 297 connections for one of each process/);
});

test("each host of an address with several replicas is asked by itself", async () => {
  const hosts = `127.0.0.1:${replica.port},127.0.0.1:1`;
  const { lines, faults } = await diagnose({
    ...asConfigured(),
    replicaUrls: [replica.url.replace(/@[^/]*/, `@${hosts}`)],
  });
  expect(lines.join("\n")).toMatch(/replica +127\.0\.0\.1:\d+\/quartermaster: Postgres 18\.\d+, a replica/);
  expect(faults).toEqual([
    "The replica at 127.0.0.1:1/quartermaster does not answer. Check its address, and that it runs.",
  ]);
});

test("what is wrong is named with what to do, and no secret", async () => {
  const away = "postgres://shop:hidden-word@127.0.0.1:1/shop";
  const { lines, faults } = await diagnose({
    ...asConfigured(),
    databaseUrl: replica.url,
    databasePoolMax: 150,
    replicaUrls: [server.url, away],
  });
  expect(faults).toEqual([
    expect.stringMatching(/^The primary at .* is a replica, which takes no changes\.$/),
    expect.stringMatching(/^The replica at .* is no replica, so nothing is read there\.$/),
    "The replica at 127.0.0.1:1/shop does not answer. Check its address, and that it runs.",
    expect.stringMatching(
      /^One of each process may open 468 connections to .*, which allows 297\. Lower DATABASE_POOL_MAX/,
    ),
  ]);
  const told = [...lines, ...faults].join("\n");
  for (const url of [server.url, replica.url, away]) expect(told).not.toContain(new URL(url).password);
});
