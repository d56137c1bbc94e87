import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { usersRouter } from "@/modules/users/router";
import { isWithinLimit } from "@/platform/cache/rate-limits";
import { database } from "@/platform/database/db";
import { networkOf } from "@/platform/http/caller-address";
import { router } from "@/platform/trpc/procedure";
import { Browser } from "@/testing/browser";
import { testContext } from "@/testing/context";
import { redisUrl, testDatabase } from "@/testing/database";
import { anOwnKey } from "@/testing/keys";
import { aPerson, TEST_PASSWORD } from "@/testing/people";
import { shareStore, type UpstashServer } from "@/testing/upstash-server";
import { makeTrpcHandler } from "./trpc-handler";

const base = testDatabase();
const handle = makeTrpcHandler(router({ users: usersRouter }));

const PATIENCE = { timeout: 20_000 };

/** As if all callers who are known had asked far too often, also in the while that may begin meanwhile. */
async function fill({ redis }: UpstashServer, kind: string): Promise<void> {
  for (const key of await redis.keys(`qm:limit:${kind}:*`)) {
    const next = key.replace(/\d+$/, (place) => String(Number(place) + 1));
    await redis.mset(key, 1_000, next, 1_000);
  }
}

describe.runIf(redisUrl() !== null)("what somebody floods", () => {
  let store: UpstashServer;
  beforeAll(async () => {
    store = await shareStore(redisUrl() ?? "");
  });
  afterAll(async () => {
    await database().end();
    await store.stop();
  });

  test("with one key is refused that key, and no other of its owner, nor the owner", PATIENCE, async () => {
    const ada = await testContext(base.db);
    const [flooding, calm] = [
      await anOwnKey(ada, { scopes: ["users.read-own"] }),
      await anOwnKey(ada, { scopes: ["users.read-own"] }),
    ];
    const askWith = (key: string) =>
      new Browser(handle).query("users.getMe", undefined, { authorization: `Bearer ${key}` });
    // A store that answers late lets a call pass: where a slow machine made it late, it is asked once more.
    const refused = await vi.waitFor(async () => {
      await askWith(flooding.key);
      await fill(store, "query by key");
      const answer = await askWith(flooding.key);
      expect(answer).toMatchObject({ status: 429, refusal: { code: "platform.too-many-calls" } });
      return answer;
    }, PATIENCE);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await askWith(calm.key)).status).toBe(200);
    expect(await isWithinLimit("query", ada.actor.userId)).toBe(true);
  });

  test("from a network is stopped for a while: sign-ins, but for devices that have signed in before", async () => {
    const person = await aPerson(base.db);
    const known = new Browser(handle);
    expect(await known.signIn(person.email, TEST_PASSWORD)).toMatchObject({ status: 200 });
    // Handlers of tests have no address.
    await isWithinLimit("sign-in", networkOf(""));
    await fill(store, "sign-in");
    expect((await new Browser(handle).signIn(person.email, TEST_PASSWORD)).url).toContain("error=TooManyTries");
    expect(await known.signIn(person.email, TEST_PASSWORD)).toMatchObject({ status: 200 });
  });
});
