import { TRPCError } from "@trpc/server";
import * as z from "zod";
import { type DatabaseError, isDatabaseError, isUnavailable } from "@/platform/database/error";
import { defineError, type ErrorKind, isRefusal, type RefusalShape } from "@/shared/error";

const CODE_OF_KIND = {
  "not-found": "NOT_FOUND",
  conflict: "CONFLICT",
  forbidden: "FORBIDDEN",
  invalid: "UNPROCESSABLE_CONTENT",
  limit: "TOO_MANY_REQUESTS",
  unauthorized: "UNAUTHORIZED",
} as const satisfies Record<ErrorKind, TRPCError["code"]>;

/** One answer whatever is wrong with a key, so that nobody learns which there are. */
export const keyRefused = defineError<Record<string, never>>(
  "users.key-refused",
  "unauthorized",
  () =>
    "This API key or token isn't accepted: it is unknown, revoked or expired, or its owner can't use it any more. " +
    "Nothing was changed. Check it, or create another key.",
);

/** The client asks who it is, and sends the same call again. */
export const confirmationNeeded = defineError<Record<string, never>>(
  "platform.confirmation-needed",
  "forbidden",
  () => "Confirm first that it is you. Nothing was changed.",
);

/** Refusals by the transport or the database, and not by a rule of the business. */
export const TRANSPORT_REFUSALS = {
  UNAUTHORIZED: {
    code: "users.signed-out",
    kind: "unauthorized",
    message: "You are signed out. Nothing was changed. Sign in and try again.",
  },
  FORBIDDEN: {
    code: "users.not-allowed",
    kind: "forbidden",
    message: "Your role doesn't allow this. Ask an administrator for access.",
  },
  NOT_FOUND: {
    code: "platform.no-such-procedure",
    kind: "not-found",
    message: "There is no procedure of this name. Check the address of the request.",
  },
  CONFLICT: {
    code: "platform.busy",
    kind: "conflict",
    message: "Someone else is changing the same thing. Nothing was changed. Try again in a moment.",
  },
  SERVICE_UNAVAILABLE: {
    code: "platform.unavailable",
    kind: "unexpected",
    message:
      "One moment: the database can't be reached just now, and your change may or may not have been saved. " +
      "Try again in a moment; it is saved only once.",
  },
  UNPROCESSABLE_CONTENT: {
    code: "platform.unknown-reference",
    kind: "invalid",
    message:
      "Something in the request doesn't exist any more. Nothing was changed. Reload the page and check your entries.",
  },
  PAYLOAD_TOO_LARGE: {
    code: "platform.too-large",
    kind: "limit",
    message: "The request is larger than allowed. Send less at once.",
  },
} as const satisfies Partial<Record<TRPCError["code"], Pick<RefusalShape, "code" | "kind" | "message">>>;

const TOO_BUSY = {
  code: "platform.too-busy",
  kind: "unexpected",
  message: "Too many people are asking at once. Nothing was changed. Wait a moment and try again.",
} as const;

/** Other transactions hold the row locks, and a bounded number of retries did not help. */
const LOCK_CONFLICTS: ReadonlySet<DatabaseError["kind"]> = new Set(["serialization", "deadlock", "lock-timeout"]);

const isTransportRefusal = (code: TRPCError["code"]): code is keyof typeof TRANSPORT_REFUSALS =>
  code in TRANSPORT_REFUSALS;

/** The transport's error for what was thrown: a refusal by its kind, a fault of the database by its nature. */
export function toTrpcError(error: TRPCError): TRPCError {
  const cause = error.cause;
  if (isRefusal(cause)) return new TRPCError({ code: CODE_OF_KIND[cause.kind], message: cause.message, cause });
  if (isDatabaseError(cause) && LOCK_CONFLICTS.has(cause.kind)) return new TRPCError({ code: "CONFLICT", cause });
  if (isDatabaseError(cause) && cause.kind === "foreign-key")
    return new TRPCError({ code: "UNPROCESSABLE_CONTENT", cause });
  if (isUnavailable(cause)) return new TRPCError({ code: "SERVICE_UNAVAILABLE", cause });
  return error;
}

/** What leaves the process. An unknown error loses its message here; the log keeps it under the request id. */
export function toRefusalShape(error: TRPCError, requestId = ""): RefusalShape {
  const cause = error.cause;
  if (isRefusal(cause)) {
    return { code: cause.code, kind: cause.kind, message: cause.message, details: cause.details, requestId };
  }
  if (error.code === "BAD_REQUEST") return { ...invalidInput(cause), requestId };
  if (isDatabaseError(cause) && cause.kind === "busy") return { ...TOO_BUSY, details: null, requestId };
  if (isTransportRefusal(error.code)) return { ...TRANSPORT_REFUSALS[error.code], details: null, requestId };
  return {
    code: "platform.unexpected",
    kind: "unexpected",
    message:
      "Something went wrong on our side and nothing was changed. Try again. If it happens again, give your " +
      `administrator the request number ${requestId}.`,
    details: null,
    requestId,
  };
}

/** What zod says where an input has no words of its own: of types and lengths, for whoever wrote the request. */
const WORDS_OF_ZOD =
  /^(?:Invalid (?:input|option|string|key|element|format)|Invalid [\w ]+$|Too (?:big|small):|Unrecognized key)/;

const PLAIN: Partial<Record<z.core.$ZodIssue["code"], string>> = {
  too_big: "This is more than can be taken here.",
  too_small: "This is less than is needed here.",
  unrecognized_keys: "Something was sent that nobody asked for.",
};
const spoken = ({ code, message }: z.core.$ZodIssue): string =>
  WORDS_OF_ZOD.test(message) ? (PLAIN[code] ?? "This can't be read as what belongs here.") : message;

function invalidInput(cause: unknown): Omit<RefusalShape, "requestId"> {
  const fields =
    cause instanceof z.ZodError
      ? cause.issues.map((issue) => ({ path: issue.path.join("."), message: spoken(issue) }))
      : [];
  const [first] = fields;
  const where = first?.path ? ` (${first.path})` : "";
  return {
    code: "platform.invalid-input",
    kind: "invalid",
    message: first ? `${first.message}${where}` : "The request can't be read. Reload the page and try again.",
    details: { fields },
  };
}
