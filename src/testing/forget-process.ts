import { vi } from "vitest";
import { judgeKept, keptSockets } from "./kept-database";

const OURS = "quartermaster.";
const CLOSED_WITHIN_MS = 10_000;
const SOCKETS = ["TCPSocketWrap", "TCPServerWrap"];

const sockets = (): string[] => process.getActiveResourcesInfo().filter((kind) => SOCKETS.includes(kind));
/** How many are open beside those of the database that goes on to the next file. */
export const openSockets = (): number => Math.max(sockets().length - keptSockets(), 0);

/**
 * What `processSingleton` keeps is closed and gone, as at the end of a process. What a test file opened by itself it
 * closes by itself: it would work on beside the files that come after it. `before` it there were so many sockets.
 */
export async function forgetProcess(before: number): Promise<void> {
  const names = Object.getOwnPropertySymbols(globalThis).filter((name) => name.description?.startsWith(OURS));
  for (const name of names.toReversed()) {
    // A file may have closed it already; whatever is open after all is found below.
    await close(Reflect.get(globalThis, name)).catch(() => {});
    Reflect.deleteProperty(globalThis, name);
  }
  await judgeKept();
  await vi.waitFor(() => refuseMoreThan(before), { timeout: CLOSED_WITHIN_MS });
}

async function close(kept: unknown): Promise<void> {
  for (const way of ["end", "close"]) {
    const method: unknown = Reflect.get(Object(kept), way);
    if (typeof method === "function") return void (await method.call(kept));
  }
}

function refuseMoreThan(before: number): void {
  if (openSockets() > before) throw new Error(`This file leaves open what it opened: ${sockets().join(", ")}.`);
}
