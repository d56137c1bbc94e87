// @ts-check

/** @param {string} [line] */
export const print = (line = "") => void process.stdout.write(`${line}\n`);

/**
 * One line per step: what is being done, and how long it took. Steps that turn out to be unnecessary stay silent.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const began = Date.now();
  process.stdout.write(`  ${title} ...`);
  try {
    const result = await work();
    process.stdout.write(` ${secondsSince(began)}\n`);
    return result;
  } catch (error) {
    process.stdout.write("\n");
    throw error;
  }
}

/** @param {number} began */
export const secondsSince = (began) => `${((Date.now() - began) / 1000).toFixed(1)} s`;
