import { vi } from "vitest";

const OURS = "quartermaster.";
const CLOSED_WITHIN_MS = 10_000;
const SOCKETS = ["TCPSocketWrap", "TCPServerWrap"];

/**
 * What `processSingleton` keeps is closed and gone, as at the end of a process. What a test file opened by itself it
 * closes by itself: it would work on beside the files that come after it.
 */
export async function forgetProcess(): Promise<void> {
  const names = Object.getOwnPropertySymbols(globalThis).filter((name) => name.description?.startsWith(OURS));
  for (const name of names.toReversed()) {
    // A file may have closed it already; whatever is open after all is found below.
    await close(Reflect.get(globalThis, name)).catch(() => {});
    Reflect.deleteProperty(globalThis, name);
  }
  await vi.waitFor(() => refuseOpenSockets(), { timeout: CLOSED_WITHIN_MS });
}

async function close(kept: unknown): Promise<void> {
  for (const way of ["end", "close"]) {
    const method: unknown = Reflect.get(Object(kept), way);
    if (typeof method === "function") return void (await method.call(kept));
  }
}

function refuseOpenSockets(): void {
  const open = process.getActiveResourcesInfo().filter((kind) => SOCKETS.includes(kind));
  if (open.length > 0) throw new Error(`This file leaves open what it opened: ${open.join(", ")}.`);
}
