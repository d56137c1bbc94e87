/** So much is made before it is read; the next page is asked for once less than that waits. */
const UNREAD_BYTES_MAX = 64_000;
/** Whoever reads nothing for so long is taken for gone. Between two pages an export holds no connection. */
const UNREAD_MS_MAX = 60_000;

/**
 * Text as the body of an answer, made no faster than it is read. Where it ends early the connection is broken, so that
 * no client takes what came for the whole.
 */
export function streamText(
  first: string,
  rest: AsyncGenerator<string, void>,
  unreadMsMax = UNREAD_MS_MAX,
): ReadableStream<Uint8Array> {
  let waiting: NodeJS.Timeout | undefined;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(Buffer.from(first)),
      pull: async (controller) => {
        clearTimeout(waiting);
        const { done, value } = await rest.next();
        if (done) return controller.close();
        controller.enqueue(Buffer.from(value));
        waiting = setTimeout(() => {
          controller.error(new Error("Nobody reads the answer any more."));
          void rest.return();
        }, unreadMsMax);
        waiting.unref();
      },
      cancel: async () => {
        clearTimeout(waiting);
        await rest.return();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: UNREAD_BYTES_MAX }),
  );
}
