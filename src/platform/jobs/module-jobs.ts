import type { Handler } from "./handler";

/** The work of each module that has some, by its name. */
export type ModuleJobs = Readonly<Record<string, readonly Handler[]>>;

/** Each handler with whose work it is, for the relay. */
export const ofModules = (jobs: ModuleJobs): Handler[] =>
  Object.entries(jobs).flatMap(([module, handlers]) => handlers.map((handler) => ({ ...handler, module })));

/**
 * Those of the named modules that there are, and those that there are not: whoever goes back to an older release keeps
 * the settings of the newer one, which may name a module that came with it.
 * @throws Error that names the modules there are, where none of the named is one
 */
export function sortModules(named: readonly string[], jobs: ModuleJobs): { known: string[]; unknown: string[] } {
  const known = named.filter((module) => Object.hasOwn(jobs, module));
  const unknown = named.filter((module) => !known.includes(module));
  if (known.length === 0)
    throw new Error(`WORKER_MODULES: there is no ${unknown.join(", ")}. There are ${Object.keys(jobs).join(", ")}.`);
  return { known, unknown };
}
