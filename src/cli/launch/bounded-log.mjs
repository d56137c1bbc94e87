// @ts-check
import { closeSync, fstatSync, openSync, renameSync, writeSync } from "node:fs";

const LOG_SIZE_MAX_BYTES = 10_000_000;

/**
 * A log file of bounded size: when it is full, it becomes `<name>.old`, and the older one goes. It never throws: what a
 * full disk does not take is counted, and the log names the gap once there is room again.
 * @param {string} path
 * @param {(sentence: string) => void} [tell]
 */
export function openLog(path, tell = () => {}) {
  /** @type {{ descriptor: number, size: number } | null} */
  let file = null;
  let lostBytes = 0;

  const close = () => {
    const open = file;
    file = null;
    if (open) closeSync(open.descriptor);
  };

  const opened = () => {
    if (file && file.size > LOG_SIZE_MAX_BYTES) {
      close();
      renameSync(path, `${path}.old`);
    }
    if (file) return file;
    const descriptor = openSync(path, "a", 0o600);
    file = { descriptor, size: fstatSync(descriptor).size };
    return file;
  };

  /** @param {Buffer} bytes */
  const append = (bytes) => {
    const target = opened();
    const written = writeSync(target.descriptor, bytes);
    target.size += written;
    lostBytes += bytes.length - written;
  };

  return {
    /** @param {Buffer | string} text */
    write(text) {
      const bytes = Buffer.from(text);
      const wasLost = lostBytes;
      try {
        if (wasLost > 0) {
          append(Buffer.from(`\n[${wasLost} bytes could not be written here]\n`));
          lostBytes -= wasLost;
          tell(`${path} can be written again; ${wasLost} bytes of it were lost.`);
        }
        append(bytes);
      } catch (error) {
        lostBytes += bytes.length;
        if (wasLost === 0) tell(`${path} cannot be written (${codeOf(error)}); the program runs on without it.`);
        // Opened again at the next line: the folder may be another one by then.
        quietly(close);
      }
    },
    close: () => quietly(close),
  };
}

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && "code" in error ? String(error.code) : String(error));

/** @param {() => void} work */
function quietly(work) {
  try {
    work();
  } catch {
    // A descriptor that cannot be closed is gone already.
  }
}
