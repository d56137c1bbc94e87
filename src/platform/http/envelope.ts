import { readBody } from "./read-body";

/** A request before its body is read, however it came in. */
export type Envelope = {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** Ends when the caller leaves; only streams need to know. */
  readonly signal?: AbortSignal;
  /** The body as text; null when it has more bytes than that. */
  readonly readBody: (bytesMax: number) => Promise<string | null>;
};

export const envelopeOf = (request: Request): Envelope => ({
  method: request.method,
  url: request.url,
  headers: request.headers,
  signal: request.signal,
  readBody: (bytesMax) => readBody(request, bytesMax),
});
