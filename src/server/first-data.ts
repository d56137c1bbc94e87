import { type DehydratedState, dehydrate } from "@tanstack/react-query";
import { createTRPCClient, TRPCClientError, type TRPCLink, unstable_localLink } from "@trpc/client";
import { createServerSideHelpers } from "@trpc/react-query/server";
import { observable, tap } from "@trpc/server/observable";
import { headers } from "next/headers";
import { replicas } from "@/platform/database/replicas";
import { processSingleton } from "@/platform/process-singleton";
import type { RequestContext } from "@/platform/trpc/procedure";
import { pause } from "@/shared/pause";
import { contextOfPage } from "./context";
import { type AppRouter, appRouter } from "./router";

/**
 * No page waits longer for its data: what has not come by then its browser asks for. That costs the database the same
 * answer twice, so it is not the way of a busy moment.
 */
const WAIT_MS_MAX = 400;
/** What came late is left to browsers for so long, or a slow database would be asked twice by every page. */
const LATE_REST_MS = 5_000;

/**
 * Beside a `queryFn` that asks for the page after a cursor: all pages of a list come, as `useAllPages` reads them.
 * Where there are more than this, the browser reads on.
 */
export const ALL_PAGES = {
  initialPageParam: null,
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
  pages: 10,
};

type Caller = ReturnType<typeof callerOf>;
type Questions = ReturnType<typeof questionsOf>;
type Ask = (
  questions: Questions,
  by: { actor: RequestContext["actor"]; caller: Caller },
) => readonly (Promise<unknown> | false)[];

/**
 * What a page shows first, asked as its browser would: by the same names and inputs. Only for a page that is loaded as
 * a whole. Whoever comes from another page has a browser that asks at once, and often knows the answer already.
 */
export async function firstData(ask: Ask): Promise<DehydratedState | null> {
  const isWholePage = (await headers()).get("accept")?.includes("text/html");
  const ctx = isWholePage ? await contextOfPage() : null;
  return ctx && answersTo(ctx, ask);
}

/** The answers that came in time. What was refused or failed is left to the browser, which shows why. */
export async function answersTo(ctx: RequestContext, ask: Ask): Promise<DehydratedState> {
  const caller = callerOf(ctx);
  const questions = questionsOf(caller);
  await Promise.race([Promise.allSettled(ask(questions, { actor: ctx.actor, caller })), pause(WAIT_MS_MAX)]);
  return dehydrate(questions.queryClient);
}

/** Through the procedures, with all their checks, and back as JSON brings it. */
function callerOf(ctx: RequestContext) {
  let asked: Promise<RequestContext> | undefined;
  return createTRPCClient<AppRouter>({
    links: [leaveOutLate, unstable_localLink({ router: appRouter, createContext: () => (asked ??= asOfNow(ctx)) })],
  });
}

const questionsOf = (client: Caller) => createServerSideHelpers<AppRouter>({ client });

/**
 * No replica's answer may be older than the page, since the page's live stream begins with what happened shortly before
 * it, and its browser does not ask again.
 */
const asOfNow = async (ctx: RequestContext): Promise<RequestContext> =>
  replicas().isWatching ? { ...ctx, readAfter: await replicas().written() } : ctx;

const leaveOutLate: TRPCLink<AppRouter> =
  () =>
  ({ next, op }) => {
    const restUntil = processSingleton("late-first-data", () => new Map<string, number>());
    const begunAt = performance.now();
    if (begunAt < (restUntil.get(op.path) ?? 0))
      return observable(({ error }) => error(new TRPCClientError(`${op.path} was late a moment ago.`)));
    const noteLate = () => {
      const now = performance.now();
      if (now - begunAt > WAIT_MS_MAX) restUntil.set(op.path, now + LATE_REST_MS);
    };
    return next(op).pipe(tap({ next: noteLate, error: noteLate }));
  };
