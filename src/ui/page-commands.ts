import type { PaletteCommand } from "./command-palette";

/** What the page in front of a person lets them do. */
export type PageCommand = Omit<PaletteCommand, "id">;

const offered = new Map<string, PageCommand>();
const listeners = new Set<() => void>();
let snapshot: readonly PaletteCommand[] = [];

function publish(): void {
  // A screen may have one act twice, in its bar and beside what it is about.
  const labels = new Set<string>();
  snapshot = [...offered]
    .map(([id, command]) => ({ ...command, id }))
    .filter(({ label }) => !labels.has(label) && labels.add(label));
  for (const listener of listeners) listener();
}

/** Offered until what is returned is called. */
export function offerCommand(id: string, command: PageCommand): () => void {
  offered.set(id, command);
  publish();
  return () => {
    offered.delete(id);
    publish();
  };
}

export const readCommands = (): readonly PaletteCommand[] => snapshot;

export function followCommands(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
