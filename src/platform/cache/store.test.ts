import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redisUrl, testDatabase } from "@/testing/database";
import { shareStore, type UpstashServer } from "@/testing/upstash-server";
import { cacheStore } from "./store";

testDatabase();
const LIFETIME_MS = 30_000;

describe.runIf(redisUrl() !== null)("what the shared store gives back", () => {
  let store: UpstashServer;
  beforeAll(async () => {
    store = await shareStore(redisUrl() ?? "");
  });
  afterAll(() => store.stop());

  test("counts where a process of ours has put it under that very key, and else is not known", async () => {
    const kept = cacheStore();
    if (!kept) throw new Error("There is no store.");
    // The first opens the connection, for which there is no more time than for an answer.
    await kept.get("a");
    await kept.set("a", '{"stock":1}', LIFETIME_MS);
    await kept.set("b", '{"stock":2}', LIFETIME_MS);
    expect(await kept.get("a")).toBe('{"stock":1}');
    const text = (await store.redis.get("qm:answer:a")) ?? "";
    const given = async (changed: string) => {
      await store.redis.set("qm:answer:a", changed);
      return kept.get("a");
    };
    expect(await given(text.replace("1", "9"))).toBeNull();
    expect(await given('{"stock":9}')).toBeNull();
    expect(await given((await store.redis.get("qm:answer:b")) ?? "")).toBeNull();
    expect(await given("")).toBeNull();
    expect(await given(text)).toBe('{"stock":1}');
  });
});
