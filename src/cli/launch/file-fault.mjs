// @ts-check
import { STATE } from "./project.mjs";

const NOT_PERMITTED = (/** @type {string} */ place) =>
  `This user may not read or write ${place}. It belongs to another user, or is closed to this one. ` +
  "Start Quartermaster as the user who owns its folders, or give all of them to this one (chown -R).";
export const diskFull = (/** @type {string} */ place) =>
  `There is no room left on the disk for ${place}. Nothing that was stored is lost: make room, and start again.`;

/** @type {Record<string, (place: string) => string>} */
const SENTENCES = {
  EACCES: NOT_PERMITTED,
  EPERM: NOT_PERMITTED,
  EROFS: (place) => `${place} lies on a disk that is mounted read-only. Mount it for writing, and start again.`,
  ENOSPC: diskFull,
  EDQUOT: diskFull,
};

/**
 * What an operator can do about a file that could not be read or written; null for any other fault.
 * @param {unknown} error
 * @returns {string | null}
 */
export function explainFileFault(error) {
  if (!(error instanceof Error) || !("code" in error)) return null;
  const sentence = SENTENCES[String(error.code)];
  if (!sentence) return null;
  const place = "path" in error && error.path ? String(error.path) : STATE;
  return `${sentence(place)} (${error.code})`;
}
