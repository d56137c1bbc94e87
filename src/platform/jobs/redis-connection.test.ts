import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { makeLogger } from "@/platform/logger";
import { redisUrl, testDatabase } from "@/testing/database";
import { redisFrom } from "@/testing/job-places";
import { REDIS_PASSWORD, startRedisOverTls } from "@/testing/redis-sets";
import { openBackend } from "./open-backend";
import { JobQueue } from "./queue";

const store = testDatabase();
const log = makeLogger("silent");

test.runIf(redisUrl() !== null)(
  "Redis over TLS is asked with a password, and only if its certificate is known",
  async () => {
    const server = await startRedisOverTls();
    const asked = async (given: Record<string, string>) => {
      const redis = redisFrom({ REDIS_URL: server.url, ...given });
      const queue = new JobQueue(openBackend({ databaseUrl: store.url, redis, connectionsMax: 1, log }));
      const outcome = await queue.ping().then(
        () => "answers",
        () => "refused",
      );
      await queue.close();
      return outcome;
    };
    try {
      const known = { REDIS_CA: readFileSync(server.caFile, "utf8") };
      expect(await asked({ ...known, REDIS_PASSWORD })).toBe("answers");
      expect(await asked({ ...known, REDIS_PASSWORD: "another word" })).toBe("refused");
      expect(await asked({ REDIS_PASSWORD })).toBe("refused");
    } finally {
      await server.stop();
    }
  },
);
