import { hasBrand } from "./brand";

export type ErrorKind = "not-found" | "conflict" | "forbidden" | "invalid" | "limit" | "unauthorized";

const REFUSAL: unique symbol = Symbol.for("quartermaster.refusal");

/** A refusal the business knows: what happened, said to a person, with the facts as data. */
export class Refusal<Details = unknown> extends Error {
  override readonly name = "Refusal";
  readonly [REFUSAL] = true;

  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    readonly details: Details,
    message: string,
  ) {
    super(message);
  }
}

/** Any refusal, whichever bundle it was thrown in. */
export const isRefusal = (error: unknown): error is Refusal => hasBrand(error, REFUSAL);

export type RefusalDefinition<Details> = {
  (details: Details): Refusal<Details>;
  readonly code: string;
  readonly is: (error: unknown) => error is Refusal<Details>;
};

/**
 * Defines a refusal once. The module that throws it owns the code (`<module>.<words>`); `message` is for people: what
 * happened and what to do next.
 */
export function defineError<Details>(
  code: string,
  kind: ErrorKind,
  message: (details: Details) => string,
): RefusalDefinition<Details> {
  const refuse = (details: Details) => new Refusal(code, kind, details, message(details));
  const is = (error: unknown): error is Refusal<Details> => isRefusal(error) && error.code === code;
  return Object.assign(refuse, { code, is });
}

/** What a refusal looks like on the wire, to screens and API clients. */
export type RefusalShape = {
  code: string;
  kind: ErrorKind | "unexpected";
  message: string;
  details: unknown;
  requestId: string;
};
