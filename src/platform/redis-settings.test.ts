import { expect, test } from "vitest";
import { readConfig } from "./config";

const GOOD = {
  DATABASE_URL: "postgres://shop:hidden-word@db.example/shop",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
} as const;
const redisOf = (given: Record<string, string>) => readConfig({ ...GOOD, ...given }).redis;

test("jobs wait in Postgres unless a Redis is named", () => {
  expect(redisOf({})).toBeNull();
  expect(redisOf({ REDIS_URL: "redis://a.example" })).toMatchObject({ kind: "single", tls: null, replicasMin: 0 });
});

test("Sentinels are named with the master that they watch, with or without their usual port", () => {
  const given = { REDIS_SENTINELS: "a.example, b.example:26380 [::1]:26381", REDIS_MASTER_NAME: "shop" };
  expect(redisOf({ ...given, REDIS_PASSWORD: "hidden", REDIS_TLS: "true" })).toMatchObject({
    kind: "sentinel",
    sentinels: [
      { host: "a.example", port: 26_379 },
      { host: "b.example", port: 26_380 },
      { host: "::1", port: 26_381 },
    ],
    masterName: "shop",
    login: { password: "hidden" },
    tls: {},
    replicasMin: 1,
  });
});

test("a cluster is found by one address, whose name and password every node is told", () => {
  const given = { REDIS_URL: "rediss://shop:hid%20den@a.example:7000", REDIS_CLUSTER: "true" };
  expect(redisOf(given)).toMatchObject({
    kind: "cluster",
    host: "a.example",
    port: 7000,
    login: { username: "shop", password: "hid den" },
    tls: {},
  });
});

test("a cluster may have an IPv6 address", () => {
  expect(redisOf({ REDIS_URL: "redis://[::1]:7000", REDIS_CLUSTER: "true" })).toMatchObject({
    host: "::1",
    port: 7000,
  });
});

test("what does not go together is named, and no value of it", () => {
  const sentinels = { REDIS_SENTINELS: "hidden-host.example" };
  const faults: [Record<string, string>, string][] = [
    [sentinels, "REDIS_MASTER_NAME: is missing"],
    [{ REDIS_MASTER_NAME: "shop" }, "REDIS_SENTINELS: is missing"],
    [{ ...sentinels, REDIS_MASTER_NAME: "shop", REDIS_URL: "redis://hidden-host" }, "give one of them"],
    [{ REDIS_CLUSTER: "true" }, "REDIS_URL: is missing"],
    [{ REDIS_URL: "redis://:of/hidden-host@a", REDIS_CLUSTER: "true" }, "REDIS_URL: cannot be read"],
    [{ REDIS_URL: "redis://:%hidden-host@a", REDIS_CLUSTER: "true" }, "REDIS_URL: cannot be read"],
    [{ REDIS_URL: "redis://a", REDIS_CLUSTER: "true", REDIS_REPLICAS_MIN: "1" }, "REDIS_REPLICAS_MIN"],
    [{ REDIS_SENTINELS: "hidden-host:port", REDIS_MASTER_NAME: "shop" }, "REDIS_SENTINELS.0: must be a host"],
  ];
  for (const [given, fault] of faults) {
    expect(() => redisOf(given)).toThrow(fault);
    expect(() => redisOf(given)).not.toThrow("hidden-host");
  }
});
