/** An answer that no cache may keep. */
export const NO_STORE = { "cache-control": "no-store" } as const;

/** A refusal: its status alone, or with a body of JSON. */
export function refuse(
  status: number,
  { body, headers }: { body?: unknown; headers?: Readonly<Record<string, string>> } = {},
): Response {
  const init = { status, headers: { ...NO_STORE, ...headers } };
  return body === undefined ? new Response(null, init) : Response.json(body, init);
}
