// @ts-check
import { closeSync, fstatSync, openSync, renameSync, writeSync } from "node:fs";

const LOG_SIZE_MAX_BYTES = 10_000_000;

/**
 * A log file of bounded size: when it is full, it becomes `<name>.old`, and the older one goes.
 * @param {string} path
 */
export function openLog(path) {
  let file = openSync(path, "a", 0o600);
  let size = fstatSync(file).size;
  return {
    /** @param {Buffer | string} text */
    write(text) {
      if (size > LOG_SIZE_MAX_BYTES) {
        closeSync(file);
        renameSync(path, `${path}.old`);
        file = openSync(path, "a", 0o600);
        size = 0;
      }
      size += typeof text === "string" ? writeSync(file, text) : writeSync(file, text);
    },
    close: () => closeSync(file),
  };
}
