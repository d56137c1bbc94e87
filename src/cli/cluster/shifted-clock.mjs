// @ts-check

/* Loaded before a process's own code (node --import): its clock goes wrong by so much, as that of a machine may be. */

const SHIFT_MS = Number(process.env["CLOCK_SHIFT_MS"]);
const TrueDate = Date;

globalThis.Date = new Proxy(TrueDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [target.now() + SHIFT_MS] : given, newTarget),
  apply: (target) => new target(target.now() + SHIFT_MS).toString(),
  get: (target, name, receiver) =>
    name === "now" ? () => target.now() + SHIFT_MS : Reflect.get(target, name, receiver),
});
