import type { BackendOptions, JobsBackend, LoadedBackend } from "./backend";

/**
 * As configured: on Redis where it is named, else on Postgres. What it stands on is some 20 MB in memory, so it is
 * loaded by the first who adds, asks for or takes jobs.
 */
export function openBackend(options: BackendOptions): JobsBackend {
  let loaded: Promise<LoadedBackend> | undefined;
  const backend = () => (loaded ??= load(options));
  return {
    openQueues: async () => (await backend()).openQueues(),
    openWorker: async (...asked) => (await backend()).openWorker(...asked),
    end: async () => (await loaded)?.end(),
  };
}

async function load(options: BackendOptions): Promise<LoadedBackend> {
  if (options.redis === null) return (await import("./postgres-backend")).openPostgresBackend(options);
  return (await import("./redis-backend")).openRedisBackend(options.redis, options.log);
}
