import type { Handler } from "./handler";

/** The work of each module that has some, by its name. */
export type ModuleJobs = Readonly<Record<string, readonly Handler[]>>;

/** Each handler with whose work it is, for the relay. */
export const ofModules = (jobs: ModuleJobs): Handler[] =>
  Object.entries(jobs).flatMap(([module, handlers]) => handlers.map((handler) => ({ ...handler, module })));

/** @throws Error that names the modules there are */
export function assertModules(named: readonly string[] | null, jobs: ModuleJobs): void {
  const unknown = (named ?? []).filter((module) => !Object.hasOwn(jobs, module));
  if (unknown.length > 0)
    throw new Error(`WORKER_MODULES: there is no ${unknown.join(", ")}. There are ${Object.keys(jobs).join(", ")}.`);
}
