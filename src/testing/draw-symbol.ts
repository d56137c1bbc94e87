import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, writeBarcode, type WriterOptions } from "zxing-wasm/writer";

/** A picture by its brightness, a byte a pixel, row by row. */
export type GreyPicture = { width: number; height: number; grey: Uint8Array };

const WHITE = 255;
const QUIET_MODULES = 10;

const require = createRequire(import.meta.url);
/** Of the package's program, which it would fetch from elsewhere by itself. */
export const programOf = (name: "reader" | "writer"): ArrayBuffer =>
  Uint8Array.from(readFileSync(require.resolve(`zxing-wasm/${name}/zxing_${name}.wasm`))).buffer;

let isPrepared = false;

/** The symbol of a text, one pixel a module, without the white around it. */
async function symbolOf(text: string, options: WriterOptions): Promise<GreyPicture> {
  if (!isPrepared) prepareZXingModule({ overrides: { wasmBinary: programOf("writer") } });
  isPrepared = true;
  const { symbol, error } = await writeBarcode(text, { ...options, addQuietZones: false });
  if (error) throw new Error(error);
  return { width: symbol.width, height: symbol.height, grey: Uint8Array.from(symbol.data) };
}

/** The symbol of a text in the middle of a white picture, each module so many pixels wide. */
export async function drawSymbol(text: string, options: WriterOptions, modulePixels = 3): Promise<GreyPicture> {
  const symbol = await symbolOf(text, options);
  const [width, height] = [symbol.width, symbol.height].map((side) => (side + 2 * QUIET_MODULES) * modulePixels);
  return place(symbol, { width: width ?? 0, height: height ?? 0 }, modulePixels);
}

/** Enlarged, in the middle of a white picture of this size. */
export function place(symbol: GreyPicture, size: { width: number; height: number }, scale: number): GreyPicture {
  const grey = new Uint8Array(size.width * size.height).fill(WHITE);
  const [left, top] = [(size.width - symbol.width * scale) >> 1, (size.height - symbol.height * scale) >> 1];
  for (let y = 0; y < symbol.height * scale; y += 1)
    for (let x = 0; x < symbol.width * scale; x += 1)
      grey[(top + y) * size.width + left + x] =
        symbol.grey[Math.floor(y / scale) * symbol.width + Math.floor(x / scale)] ?? WHITE;
  return { ...size, grey };
}
