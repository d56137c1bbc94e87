import { httpBatchLink, type Operation, retryLink, splitLink, TRPCClientError, type TRPCLink } from "@trpc/client";
import { createTRPCReact } from "@trpc/react-query";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { observable, tap, type Unsubscribable } from "@trpc/server/observable";
import type { AppRouter } from "@/server/router";
import { OWN_HEADER, POSITION_HEADER } from "@/shared/http";
import { ActionKeys } from "./action-keys";
import { asked, beginTrace } from "./action-trace";
import { askWhoItIs } from "./confirm-identity";

export type Inputs = inferRouterInputs<AppRouter>;
export type Outputs = inferRouterOutputs<AppRouter>;

export const trpc = createTRPCReact<AppRouter>();

export const URL_PATH = "/api/trpc";
const BATCH_ITEMS_MAX = 10;
const BATCH_URL_CHARACTERS_MAX = 6_000;
/** Beside its input: the name of the question, and what marks a batch. */
const REST_OF_URL_CHARACTERS_MAX = 200;
const RETRY_PAUSE_MS = 500;
const RETRY_PAUSE_MS_MAX = 10_000;
const MUTATION_ATTEMPTS_MAX = 4;

/** Exponential back-off with jitter, so that a thousand browsers do not come back at the same moment. */
export const pauseBefore = (attempt: number): number =>
  Math.min(RETRY_PAUSE_MS_MAX, RETRY_PAUSE_MS * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);

const httpStatusOf = (error: TRPCClientError<AppRouter>): number | undefined => error.data?.httpStatus;

/** No answer, or one from a process that is stopping: the same request may be sent again. */
const isUnanswered = (error: TRPCClientError<AppRouter>): boolean => {
  const status = httpStatusOf(error);
  return status === undefined || status === 502 || status === 503 || status === 504;
};

/**
 * Whether the action was done is unknown. A request that failed or found its rows locked changed nothing itself, but an
 * earlier request of the same action may hold the locks and still commit.
 */
const isUndecided = (error: TRPCClientError<AppRouter>): boolean =>
  isUnanswered(error) || httpStatusOf(error) === 500 || error.data?.refusal.code === "platform.busy";

/** Of a question: that it was not answered, and not that it was refused. */
export const mayBeAnsweredLater = (error: unknown): boolean => error instanceof TRPCClientError && isUndecided(error);

export const isSignedOut = (error: TRPCClientError<AppRouter>): boolean => httpStatusOf(error) === 401;

/** An idempotency key for each action, kept over its retries: however often it is sent, it is done once. */
const keyEachAction: TRPCLink<AppRouter> = () => {
  const keys = new ActionKeys();
  return ({ next, op }) => {
    if (op.type !== "mutation") return next(op);
    const idempotencyKey = keys.keyOf(op);
    return next({ ...op, context: { ...op.context, idempotencyKey } }).pipe(
      tap({
        next: () => keys.markAnswered(op),
        error: (error) => (isUndecided(error) ? keys.markUnanswered(op, idempotencyKey) : keys.markAnswered(op)),
      }),
    );
  };
};

/**
 * A change that is made only by somebody who showed a moment ago who they are: they are asked, and the same call is
 * sent again under its key. What was typed stays where it is meanwhile.
 */
const repeatOnceConfirmed: TRPCLink<AppRouter> = () => {
  return ({ next, op }) =>
    observable((observer) => {
      let sent: Unsubscribable | null = null;
      const ask = async (error: TRPCClientError<AppRouter>) => {
        if (await askWhoItIs()) sent = next(op).subscribe(observer);
        else observer.error(error);
      };
      const isAsked = (error: TRPCClientError<AppRouter>) =>
        error.data?.refusal.code === "platform.confirmation-needed";
      sent = next(op).subscribe({
        ...observer,
        error: (error) => (isAsked(error) ? void ask(error) : observer.error(error)),
      });
      return () => sent?.unsubscribe();
    });
};

/** An answer that was given and cannot be read is a fault of ours, and not of the line. */
const reportUnreadable: TRPCLink<AppRouter> = () => {
  return ({ next, op }) =>
    next(op).pipe(tap({ error: (error) => isUnreadable(error) && globalThis.reportError(error.cause) }));
};
const isUnreadable = ({ data, meta }: TRPCClientError<AppRouter>): boolean => {
  const response = meta?.["response"];
  return !data && response instanceof Response && response.ok;
};

/** Each call begins a trace, from the hand to the answer, with all that was sent again meanwhile. */
const traceEachCall: TRPCLink<AppRouter> = () => {
  return ({ next, op }) => {
    const trace = beginTrace(op.path);
    if (!trace) return next(op);
    return next({ ...op, context: { ...op.context, traceparent: trace.parent } }).pipe(
      tap({ next: ({ context }) => trace.end(context), error: ({ meta }) => trace.end(meta) }),
    );
  };
};

/** What the live stream has told of last: queries that bring it back are answered with that, or with what is newer. */
let heardOf: string | undefined;

export function readAfter(position: string | undefined): void {
  heardOf = position ?? heardOf;
}

const headersOf = (op: Operation | undefined): Record<string, string> => {
  const { idempotencyKey: key, traceparent } = op?.context ?? {};
  return {
    [OWN_HEADER]: "1",
    ...(typeof traceparent === "string" && { traceparent: asked(traceparent) }),
    ...(typeof key === "string" && { "idempotency-key": key }),
  };
};

/** A question that no address has room for, such as one about hundreds of serial numbers. */
const isLong = ({ input }: Operation): boolean =>
  encodeURIComponent(JSON.stringify(input ?? null)).length > BATCH_URL_CHARACTERS_MAX - REST_OF_URL_CHARACTERS_MAX;

const headersOfQuestion = (op: Operation | undefined): Record<string, string> => ({
  ...headersOf(op),
  ...(heardOf && { [POSITION_HEADER]: heardOf }),
});

export function makeLinks(): TRPCLink<AppRouter>[] {
  return [
    reportUnreadable,
    traceEachCall,
    keyEachAction,
    repeatOnceConfirmed,
    retryLink({
      retry: ({ error, attempts }) => isUnanswered(error) && attempts < MUTATION_ATTEMPTS_MAX,
      retryDelayMs: pauseBefore,
    }),
    splitLink({
      condition: (op) => op.type === "mutation",
      // A key belongs to one action, so a mutation is never batched.
      true: httpBatchLink({ url: URL_PATH, maxItems: 1, headers: ({ opList }) => headersOf(opList[0]) }),
      false: splitLink({
        condition: isLong,
        true: httpBatchLink({
          url: URL_PATH,
          maxItems: 1,
          methodOverride: "POST",
          headers: ({ opList }) => headersOfQuestion(opList[0]),
        }),
        false: httpBatchLink({
          url: URL_PATH,
          maxItems: BATCH_ITEMS_MAX,
          maxURLLength: BATCH_URL_CHARACTERS_MAX,
          headers: ({ opList }) => headersOfQuestion(opList[0]),
        }),
      }),
    }),
  ];
}

export { TRPCClientError };
