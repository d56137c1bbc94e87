import { Redis } from "@upstash/redis/cloudflare";
import type { StoreSettings } from "@/platform/site";

/** Within one region an answer takes a few milliseconds; whatever takes longer is slower than the database. */
const ANSWER_MS_MAX = 200;

/** One attempt, soon over: its callers have another way. */
export const connectUpstash = ({ url, token }: StoreSettings, answerMsMax = ANSWER_MS_MAX): Redis =>
  new Redis({
    url,
    token,
    retry: false,
    signal: () => AbortSignal.timeout(answerMsMax),
    enableTelemetry: false,
    automaticDeserialization: false,
  });
