import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { usersRouter } from "@/modules/users/router";
import { isWithinLimit } from "@/platform/cache/rate-limits";
import { database } from "@/platform/database/db";
import { networkOf } from "@/platform/http/caller-address";
import { router } from "@/platform/trpc/procedure";
import { Browser } from "@/testing/browser";
import { redisUrl, testDatabase } from "@/testing/database";
import { aPerson, TEST_PASSWORD } from "@/testing/people";
import { shareStore, type UpstashServer } from "@/testing/upstash-server";
import { makeTrpcHandler } from "./trpc-handler";

const base = testDatabase();
const handle = makeTrpcHandler(router({ users: usersRouter }));

describe.runIf(redisUrl() !== null)("sign-ins from a network that somebody floods", () => {
  let store: UpstashServer;
  beforeAll(async () => {
    store = await shareStore(redisUrl() ?? "");
  });
  afterAll(async () => {
    await database().end();
    await store.stop();
  });

  test("are stopped for a while, but for devices that have signed in before", async () => {
    const person = await aPerson(base.db);
    const known = new Browser(handle);
    expect(await known.signIn(person.email, TEST_PASSWORD)).toMatchObject({ status: 200 });
    // Handlers of tests have no address.
    await isWithinLimit("sign-in", networkOf(""));
    for (const key of await store.redis.keys("qm:limit:sign-in:*")) {
      const next = key.replace(/\d+$/, (place) => String(Number(place) + 1));
      await store.redis.mset(key, 1_000, next, 1_000);
    }
    expect((await new Browser(handle).signIn(person.email, TEST_PASSWORD)).url).toContain("error=TooManyTries");
    expect(await known.signIn(person.email, TEST_PASSWORD)).toMatchObject({ status: 200 });
  });
});
