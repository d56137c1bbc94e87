import { prepareZXingModule } from "zxing-wasm/reader";
import { readPicture } from "./read-picture";

/*
 * Reads pictures beside the page, which stays quick meanwhile. A worker's file has a policy of its own, so that only
 * here a program of WebAssembly may run (`src/platform/http/answer-headers.ts`).
 */

/** By default the library would fetch it from elsewhere. */
const PROGRAM = new URL("zxing-wasm/reader/zxing_reader.wasm", import.meta.url).href;

prepareZXingModule({ overrides: { locateFile: () => PROGRAM } });

addEventListener("message", ({ data }: MessageEvent<ImageData>) => {
  void readPicture(data).then(
    (seen) => postMessage(seen),
    () => postMessage(null),
  );
});
