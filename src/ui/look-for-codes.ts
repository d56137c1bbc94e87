import { pause } from "@/shared/pause";
import { openCodeReader } from "./code-reader";
import type { createSightings } from "./sightings";

/** From one look to the next, so that the device stays cool and the page quick. */
const LOOK_PAUSE_MS = 80;

/** Looks at what a camera shows until `signal` aborts, and tells each code that counts. Rejects if none can be read. */
export async function lookForCodes(
  video: HTMLVideoElement,
  {
    signal,
    count,
    onCode,
  }: { signal: AbortSignal; count: ReturnType<typeof createSightings>; onCode: (code: string) => void },
): Promise<void> {
  const reader = await openCodeReader();
  signal.addEventListener("abort", reader.close);
  if (signal.aborted) return reader.close();
  try {
    while (!signal.aborted) {
      const seen = await reader.look(video);
      if (signal.aborted) return;
      const code = count(seen, performance.now());
      if (code !== null) onCode(code);
      await pause(LOOK_PAUSE_MS, signal);
    }
  } finally {
    reader.close();
  }
}
