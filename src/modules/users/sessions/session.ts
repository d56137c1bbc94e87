/** A session that is not used for this long ends: longer than a shift, shorter than a day. */
export const SESSION_IDLE_MS = 12 * 60 * 60_000;
/** Every session ends after this, and its person signs in again. */
export const SESSION_ABSOLUTE_MS = 7 * 24 * 60 * 60_000;
/** The use of a session is recorded at most this often. */
export const SESSION_SEEN_EVERY_MS = 60_000;
