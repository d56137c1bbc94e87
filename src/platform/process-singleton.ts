type Registry = { [key: symbol]: unknown };

const registry: Registry = globalThis;

/**
 * One value for the whole process. Next evaluates a module once for each bundle that holds it (instrumentation,
 * routes, pages), so whatever must exist once (pools, feeds, caches) lives on the global object instead.
 */
export function processSingleton<T>(name: string, make: () => T): T {
  const key = Symbol.for(`quartermaster.${name}`);
  if (!Object.hasOwn(registry, key)) registry[key] = make();
  // The registry has no types of its own: a name stands for one type, since one place in the code uses it.
  return registry[key] as T;
}
