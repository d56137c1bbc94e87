import { type Asked, onRequest } from "./on-request";

/** Longer than any page of a list takes: so long nothing was read, or nothing was there to read. */
const UNREAD_MS_MAX = 60_000;

/**
 * Ends the connections of whoever asks for long answers under this address and reads nothing of them for a while. What
 * makes the answer hears of it as of any caller who leaves.
 */
export function cutUnread(path: string, unreadMsMax = UNREAD_MS_MAX): () => void {
  return onRequest(({ request, response }: Asked) => {
    if (request.url?.startsWith(path)) response.setTimeout(unreadMsMax, () => response.destroy());
  });
}
