import type { BackendOptions, JobsBackend } from "./backend";
import { openPostgresBackend } from "./postgres-backend";
import { openRedisBackend } from "./redis-backend";

/** As configured: on Redis where it is named, else on Postgres. */
export const openBackend = (options: BackendOptions): JobsBackend =>
  options.redis === null ? openPostgresBackend(options) : openRedisBackend(options.redis, options.log);
