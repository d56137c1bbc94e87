/** So much is made before it is read; the next page is asked for once less than that waits. */
const UNREAD_BYTES_MAX = 64_000;

/**
 * Text as the body of an answer, made no faster than it is read. Where it ends early the connection is broken, so that
 * no client takes what came for the whole.
 */
export function streamText(first: string, rest: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(Buffer.from(first)),
      pull: async (controller) => {
        const { done, value } = await rest.next();
        if (done) controller.close();
        else controller.enqueue(Buffer.from(value));
      },
      cancel: async () => void (await rest.return()),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: UNREAD_BYTES_MAX }),
  );
}
