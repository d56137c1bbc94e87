/** Where messages are written to. */
export type Outlet = {
  /** False: it is full. Nothing more is written until `drained` is called. */
  write: (message: Uint8Array) => boolean;
  end: () => void;
};

/** What an outlet says to whoever writes to it. */
export type Writer = { readonly drained: () => void; readonly left: () => void };

/** An answer that goes on: written piece by piece as things happen, by whoever holds the connection. */
export class PushedAnswer {
  readonly status = 200;

  constructor(
    readonly headers: Headers,
    /** Begins to write. Called once. */
    readonly begin: (outlet: Outlet) => Writer,
  ) {}
}

/** So much may wait that was not read, and one message more. */
const UNREAD_BYTES_MAX = 64_000;

/** For a host that takes a `Response`. */
export function toResponse(answer: Response | PushedAnswer): Response {
  if (answer instanceof Response) return answer;
  let writer: Writer | null = null;
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        writer = answer.begin({
          write: (message) => {
            controller.enqueue(message);
            return (controller.desiredSize ?? 0) > 0;
          },
          end: () => controller.close(),
        });
      },
      pull: () => writer?.drained(),
      cancel: () => writer?.left(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: UNREAD_BYTES_MAX }),
  );
  return new Response(body, { status: answer.status, headers: answer.headers });
}
