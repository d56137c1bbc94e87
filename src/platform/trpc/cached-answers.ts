import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { AnswerCache } from "@/platform/cache/answer-cache";
import { cacheStore } from "@/platform/cache/store";
import type { LogPosition } from "@/platform/database/log-position";
import { readPositionToken } from "@/platform/database/position-token";
import { factVersions, type Seen } from "@/platform/outbox/fact-versions";
import { feed } from "@/platform/outbox/feed";
import { processSingleton } from "@/platform/process-singleton";
import { digest } from "@/platform/secrets";
import type { Actor } from "@/shared/access";
import { accessClass } from "@/shared/access-class";
import type { StaleBy } from "@/shared/staleness";

/** Null where nothing is to be kept. */
export const answerCache = (): AnswerCache | null =>
  processSingleton("answer-cache", () => {
    const store = cacheStore();
    return store && new AnswerCache(store);
  });

/** In every zone of the world a day begins at one of these. */
const QUARTER_HOUR_MS = 15 * 60_000;

type Question = { path: string; actor: Actor; now: Date; seen: Seen; input: unknown; staleBy: readonly StaleBy[] };

/**
 * The key of everything that an answer depends on: the build that gives it, the question, what its reader may see, the
 * day, and the newest fact that may change it. Null where the caller may know of newer ones than this process. A digest
 * under a secret, so that installations that share a store and a build never meet.
 */
export async function answerKey({ path, actor, now, seen, input, staleBy }: Question): Promise<string | null> {
  const version = await factVersions().at(
    staleBy.flatMap(({ facts }) => facts),
    seen,
  );
  if (version === null) return null;
  const day = Math.floor(now.getTime() / QUARTER_HOUR_MS);
  return digest(JSON.stringify(["kept", buildId(), path, accessClass(actor), day, version, input ?? null]));
}

/** Whoever finds an answer out reads where all facts show that this process has read: they are part of the key. */
export function afterAllFacts(readAfter: LogPosition | null | undefined): LogPosition | null {
  const read = readPositionToken(feed().readAfter ?? "")?.log ?? 0n;
  return readAfter && readAfter > read ? readAfter : read || null;
}

/** Answers of another build may have another form. Without a build, only this process understands its own. */
const buildId = (): string =>
  processSingleton("build-id", () => {
    try {
      return readFileSync(".next/BUILD_ID", "utf8");
    } catch {
      return randomUUID();
    }
  });
