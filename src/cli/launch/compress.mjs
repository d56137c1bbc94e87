// @ts-check
import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const COMPRESSED = /\.(?:js|css|wasm)$/;
const { BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY, BROTLI_PARAM_SIZE_HINT, Z_BEST_COMPRESSION } = constants;

/** @type {Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>>} */
const FORMS = {
  ".br": (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY, [BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  ".gz": (bytes) => promisify(gzip)(bytes, { level: Z_BEST_COMPRESSION }),
};

/**
 * Lays the compressed forms of scripts, styles and programs beside them, for `src/platform/http/built-files.ts`.
 * @param {string} folder
 */
export async function compressFiles(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => COMPRESSED.test(name));
  await Promise.all(
    names.flatMap((name) =>
      Object.entries(FORMS).map(async ([suffix, compress]) => {
        const path = join(folder, name);
        await writeFile(path + suffix, await compress(await readFile(path)));
      }),
    ),
  );
}
