import { drawPicture, offCentreOf } from "./camera-picture";
import type { Sighting } from "./sightings";
import { isChecked, SYMBOLS } from "./symbols";

type DetectedCode = { rawValue: string; format: string; cornerPoints: readonly { x: number; y: number }[] };
type Detector = { detect: (picture: HTMLCanvasElement) => Promise<DetectedCode[]> };

declare global {
  interface Window {
    /** On Android, ChromeOS and macOS, by Chromium; TypeScript knows nothing of it. */
    BarcodeDetector?: {
      new (options: { formats: readonly string[] }): Detector;
      getSupportedFormats: () => Promise<string[]>;
    };
  }
}

type LookAt = (context: CanvasRenderingContext2D) => Promise<Sighting[]>;

export type CodeReader = {
  /** What is in view now. Rejects where nothing can be read, as when the library could not be fetched. */
  look: (video: HTMLVideoElement) => Promise<Sighting[]>;
  close: () => void;
};

/** Reads by the browser itself where it can, which is quicker; else, or once that fails, by the library in a worker. */
export async function openCodeReader(): Promise<CodeReader> {
  const canvas = document.createElement("canvas");
  const detector = await openDetector();
  let worker: Worker | null = null;
  const byLibrary: LookAt = (context) => askWorker((worker ??= startWorker()), context);
  let lookAt = detector ? lookBy(detector) : byLibrary;
  return {
    look: async (video) => {
      const context = drawPicture(video, canvas);
      if (!context) return [];
      try {
        return await lookAt(context);
      } catch (error) {
        if (lookAt === byLibrary) throw error;
        lookAt = byLibrary;
        return [];
      }
    },
    close: () => worker?.terminate(),
  };
}

/** On macOS a UPC-A is read as the EAN-13 that it is, and has no name of its own. */
const REQUIRED = SYMBOLS.map(({ detector }) => detector).filter((symbol) => symbol !== "upc_a");

async function openDetector(): Promise<Detector | null> {
  const Reader = window.BarcodeDetector;
  if (!Reader) return null;
  const supported = new Set<string>(await Reader.getSupportedFormats().catch(() => []));
  if (!REQUIRED.every((symbol) => supported.has(symbol))) return null;
  return new Reader({ formats: SYMBOLS.map(({ detector }) => detector).filter((symbol) => supported.has(symbol)) });
}

const lookBy =
  (detector: Detector): LookAt =>
  async ({ canvas }) => {
    const found = await detector.detect(canvas);
    return found.map(({ rawValue, format, cornerPoints }) => ({
      code: rawValue,
      isChecked: isChecked(format),
      offCentre: offCentreOf(cornerPoints, canvas),
    }));
  };

const startWorker = () => new Worker(new URL("./code-worker.ts", import.meta.url), { type: "module" });

/** One picture at a time: the next is drawn when this one is read. */
function askWorker(worker: Worker, context: CanvasRenderingContext2D): Promise<Sighting[]> {
  const { width, height } = context.canvas;
  const picture = context.getImageData(0, 0, width, height);
  return new Promise((resolve, reject) => {
    const failed = () => reject(new Error("The reader of codes did not start."));
    worker.onmessage = ({ data }: MessageEvent<Sighting[] | null>) => (data ? resolve(data) : failed());
    worker.onerror = failed;
    worker.postMessage(picture, [picture.data.buffer]);
  });
}
