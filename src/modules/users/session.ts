/** A browser nobody used for this long is signed out: longer than a shift, shorter than a night and a day. */
export const SESSION_IDLE_MS = 12 * 60 * 60_000;
/** However busy, a session ends after this and its person signs in again. */
export const SESSION_ABSOLUTE_MS = 7 * 24 * 60 * 60_000;
/** Being seen is written down at most this often. */
export const SESSION_SEEN_EVERY_MS = 60_000;
