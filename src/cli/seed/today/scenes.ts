import type { Scene } from "./chapter";

/** Scenes of a chapter that follow each other: at most so many. */
export function scenes(max: number) {
  let done = 0;
  return (task: Scene["task"], action: string, warehouseId: string): Scene => {
    done += 1;
    return { at: done / max, task, action, warehouseId };
  };
}
