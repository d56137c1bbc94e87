import { pause } from "@/shared/pause";
import type { JobsBackend } from "./backend";
import type { Handler } from "./handler";
import { COMMON_QUEUE, listApart, queueOf, sayTaken } from "./job-modules";
import type { ModuleJobs } from "./module-jobs";
import type { JobQueue } from "./queue";
import { indexByName, runWorker, watchStalled, type WorkerOptions } from "./worker";

export type ModuleWorkersOptions = Omit<WorkerOptions, "backend" | "queue"> & {
  jobs: ModuleJobs;
  /** These modules and no others; null for all there are. */
  named: readonly string[] | null;
  /** For moving what waits in the common queue. */
  queue: Pick<JobQueue, "moveFromCommon">;
  /** One for each queue that is taken: what is stuck in one holds no connection of another. */
  openBackend: () => JobsBackend;
  beatMs?: number;
};

const BEAT_MS = 10_000;

/**
 * Takes the jobs of some modules, each from a queue of its own, or of all: from the common queue, and from those of the
 * modules that have one by now. Says every few seconds that it does. Where all are named, nobody else may be left at
 * the common queue, so each watches over what a killed worker had in hand there.
 */
export async function runModuleWorkers(options: ModuleWorkersOptions): Promise<void> {
  const { jobs, named, log, signal, beatMs = BEAT_MS } = options;
  indexByName(Object.values(jobs).flat());
  const taken = new Map<string, Promise<void>>();
  const take = (queue: string, handlers: readonly Handler[]) => {
    if (handlers.length > 0 && !taken.has(queue))
      taken.set(
        queue,
        onBackend(queue, options, (own) => runWorker(handlers, own)),
      );
  };
  if (named) taken.set(COMMON_QUEUE, onBackend(COMMON_QUEUE, options, watchStalled));
  else take(COMMON_QUEUE, Object.values(jobs).flat());
  while (!signal.aborted) {
    try {
      for (const name of await modulesApart(options)) take(queueOf(name), jobs[name] ?? []);
      for (const name of named ?? []) await moveFromCommon(name, options);
    } catch (error) {
      log.warn({ err: error }, "the worker cannot say which jobs it takes; tried again");
    }
    await pause(beatMs, signal);
  }
  await Promise.all(taken.values());
}

async function onBackend(
  queue: string,
  options: ModuleWorkersOptions,
  work: (own: WorkerOptions) => Promise<void>,
): Promise<void> {
  const backend = options.openBackend();
  try {
    await work({ ...options, backend, queue });
  } finally {
    await backend.end();
  }
}

/** Says what this worker takes, and answers which of it has a queue of its own. */
async function modulesApart({ db, jobs, named }: ModuleWorkersOptions): Promise<readonly string[]> {
  await sayTaken(db, named ?? Object.keys(jobs), { apart: named !== null });
  return named ?? (await listApart(db));
}

async function moveFromCommon(module: string, { jobs, log, queue }: ModuleWorkersOptions): Promise<void> {
  const handlers = new Set(jobs[module]?.map(({ name }) => name));
  const moved = await queue.moveFromCommon(module, handlers);
  if (moved > 0) log.info({ module, jobs: moved }, "jobs moved to the queue of their module");
}
