import { afterAll, beforeAll, expect, test } from "vitest";
import { startThrowawayPostgres } from "@/cli/postgres/throwaway.mjs";
import { startErrorService } from "@/testing/error-service";
import { MailServer } from "@/testing/mail-server";
import { startRedis } from "@/testing/redis-server";
import { type Replica, startReplica } from "@/testing/replica";
import { startCollector } from "@/testing/spans";
import { startUpstash } from "@/testing/upstash-server";
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
  workerConcurrency: 4,
  unreadyGraceMs: 0,
  workerModules: null,
  replicaUrls: [replica.url],
  replicaPoolMax: 20,
  mail: { kind: "folder" as const, directory: "/nowhere/mail", from: "shop@stock.example" },
  filesDir: server.folder,
  store: null,
  traces: null,
  errors: null,
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

test("what answers beside the database is named with its version, and what does not with what to do", async () => {
  const mail = await MailServer.start();
  const redis = await startRedis();
  const [store, collector] = [redis && (await startUpstash(redis.url)), await startCollector()];
  const traces = { url: `${collector.url}/v1/traces`, headers: { "x-key": "hidden-word" }, share: 1, release: "tests" };
  const service = await startErrorService();
  const smtp = { kind: "smtp" as const, from: "shop@stock.example" };
  const well = await diagnose({
    ...asConfigured(),
    mail: { ...smtp, smtpUrl: mail.url },
    errors: { dsn: service.dsn, environment: "trial", release: "r-1" },
    redis: redis && { kind: "single", url: redis.url, login: {}, tls: null, replicasMin: 0 },
    store,
    traces,
  });
  expect(well.faults).toEqual([]);
  const told = well.lines.join("\n");
  expect(told).toMatch(/^node +v\d+/m);
  expect(told).toMatch(/^mail +127\.0\.0\.1:\d+ takes emails from shop@stock\.example$/m);
  expect(told).toMatch(/^files +\S+, \d+\.\d GB free$/m);
  expect(told).toMatch(/^errors +127\.0\.0\.1:\d+ answers, for project 7 and trial$/m);
  expect(told).not.toContain(service.key);
  if (redis) expect(told).toMatch(/^jobs +on Redis \d+\.\d+\.\d+ \(single\)$/m);
  if (store) expect(told).toMatch(/^store +127\.0\.0\.1:\d+ answers$/m);
  expect(told).toMatch(/^traces +127\.0\.0\.1:\d+ takes them$/m);
  expect(told).not.toContain("hidden-word");

  if (store) {
    const stranger = await diagnose({ ...asConfigured(), store: { ...store, token: "hidden-word" } });
    expect(stranger.faults).toEqual([expect.stringMatching(/^The shared store does not answer: .*REST_TOKEN\.$/)]);
    expect(stranger.lines.join("\n")).toMatch(/^store +\S+ does not answer \((?!no answer)\w+\)$/m);
    expect(JSON.stringify(stranger)).not.toContain("hidden-word");
  }
  await Promise.all([mail.stop(), store?.stop(), collector.stop(), service.stop()]);
  await redis?.stop();

  const ill = await diagnose({
    ...asConfigured(),
    mail: { ...smtp, smtpUrl: "smtp://shop:hidden-word@127.0.0.1:1" },
    redis: { kind: "single", url: "redis://shop:hidden-word@127.0.0.1:1", login: {}, tls: null, replicasMin: 0 },
    filesDir: `${import.meta.filename}/files`,
    store: { url: "http://127.0.0.1:1", token: "hidden-word" },
    traces: { ...traces, url: "http://127.0.0.1:1/v1/traces" },
    errors: { dsn: "http://hiddenword@127.0.0.1:1/7", environment: "trial", release: "r-1" },
  });
  expect(ill.faults).toEqual([
    expect.stringMatching(/^Redis does not answer\./),
    expect.stringMatching(/^The mail server does not let us in\./),
    expect.stringMatching(/files cannot be written\. Check FILES_DIR/),
    expect.stringMatching(/^The shared store does not answer/),
    expect.stringMatching(/^The collector takes no traces\./),
    expect.stringMatching(/^The service that takes errors does not answer\./),
  ]);
  expect([...ill.lines, ...ill.faults].join("\n")).not.toMatch(/hidden-?word/);
});
