import { setImmediate } from "node:timers/promises";
import { TRPCError } from "@trpc/server";
import { findKeys } from "@/modules/users/keys/find-key";
import { findSessions, type FoundSession } from "@/modules/users/queries";
import { SESSION_SEEN_EVERY_MS } from "@/modules/users/sessions/session";
import { cacheSession } from "@/modules/users/sessions/session-cache";
import { database } from "@/platform/database/db";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { type Actor, can, type Person } from "@/shared/access";
import { currentDate } from "@/shared/clock";
import { defineError } from "@/shared/error";
import { pause } from "@/shared/pause";

export type OpenStream = {
  readonly actor: Actor;
  /** Whether its session was asked for since it was opened: what the request knew may itself be seconds old. */
  readonly isVerified: boolean;
  admit: (actor: Actor) => void;
  end: (error: unknown) => void;
  keepAlive: (now: number) => void;
};

/** Sign-out, disabling and a change of role bite within 5 s, in open streams too. */
const ROUND_MS = 3_000;
/** So many streams are looked at in one go, then requests get their turn. */
const STREAMS_AT_ONCE = 200;

const tooManyStreams = defineError<Record<string, never>>(
  "live.too-many-streams",
  "limit",
  () => "Quartermaster is open in too many windows. Close some, and this one updates itself again.",
);

/** Far more than windows of one person. */
const STREAMS_OF_ONE_MAX = 200;

/**
 * The streams of this process. One loop looks after all of them: it asks for their sessions in one statement, for those
 * that were just opened at once and for all in every round.
 */
class OpenStreams {
  private readonly streams = new Set<OpenStream>();
  private readonly ofOne = new Map<string, number>();
  /** Aborted when a stream is opened: ends the wait. */
  private arrived = new AbortController();
  private isRunning = false;

  /** @throws tooManyStreams */
  add(stream: OpenStream): void {
    const whose = ownerOf(stream);
    const before = this.ofOne.get(whose) ?? 0;
    if (before >= STREAMS_OF_ONE_MAX) throw tooManyStreams({});
    this.ofOne.set(whose, before + 1);
    this.streams.add(stream);
    this.arrived.abort();
    if (!this.isRunning) void this.run();
  }

  delete(stream: OpenStream): void {
    if (!this.streams.delete(stream)) return;
    const whose = ownerOf(stream);
    const left = (this.ofOne.get(whose) ?? 1) - 1;
    if (left > 0) this.ofOne.set(whose, left);
    else this.ofOne.delete(whose);
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    try {
      await this.goRound();
    } finally {
      this.isRunning = false;
    }
  }

  private async goRound(): Promise<void> {
    let roundAt = Number.NEGATIVE_INFINITY;
    while (this.streams.size > 0) {
      this.arrived = new AbortController();
      const now = performance.now();
      const isRound = now - roundAt >= ROUND_MS;
      if (isRound) roundAt = now;
      await verify([...this.streams].filter(({ isVerified }) => isRound || !isVerified));
      if (isRound) await this.keepAlive(now);
      await pause(roundAt + ROUND_MS - performance.now(), this.arrived.signal);
    }
  }

  private async keepAlive(now: number): Promise<void> {
    let seen = 0;
    for (const stream of this.streams) {
      stream.keepAlive(now);
      seen += 1;
      if (seen % STREAMS_AT_ONCE === 0) await setImmediate();
    }
  }
}

const ownerOf = ({ actor }: OpenStream): string => (actor.kind === "person" ? actor.userId : actor.kind);

/** Ends the streams whose session has ended, or whose person may not follow any more. */
async function verify(streams: readonly OpenStream[]): Promise<void> {
  const people = await findPeople(streams).catch((error: unknown) => ({ error }));
  for (const stream of streams)
    each(stream, () => ("error" in people ? stream.end(people.error) : admit(stream, people)));
}

/** The people of the streams, by session or key, as they are now. */
async function findPeople(streams: readonly OpenStream[]): Promise<Map<string, Person>> {
  const actors = streams.flatMap(({ actor }) => (actor.kind === "person" ? [actor] : []));
  const ids = (of: readonly Person[]) => [...new Set(of.map(({ sessionId }) => sessionId))];
  const [sessionIds, keyIds] = [ids(actors.filter(({ key }) => !key)), ids(actors.filter(({ key }) => key))];
  const ctx = { db: database().db, now: currentDate() };
  const [found, keys] = await Promise.all([
    findSessions(ctx, sessionIds),
    keyIds.length > 0 ? findKeys(ctx, keyIds) : NO_KEYS,
  ]);
  for (const [sessionId, session] of found) tellRequests(sessionId, session, ctx.now);
  return new Map([...found, ...keys].map(([id, { person }]) => [id, person]));
}

/**
 * Whoever has a page open has a stream, whose session was just read: the requests of that page need not read it again.
 * One that must be renewed, or noted as in use, is left to the next request, which does it.
 */
function tellRequests(sessionId: string, { person, lastSeenAt, mustRenew }: FoundSession, now: Date): void {
  const isNoted = now.getTime() - lastSeenAt.getTime() < SESSION_SEEN_EVERY_MS;
  if (!mustRenew && isNoted && person.sessionId === sessionId) cacheSession(sessionId, person);
}

const NO_KEYS: Awaited<ReturnType<typeof findKeys>> = new Map();

/** What one stream throws, whose connection may be broken, is no matter of the others. */
function each(stream: OpenStream, look: () => void): void {
  try {
    look();
  } catch (error) {
    logger().error({ err: error }, "a stream could not be written");
    openStreams().delete(stream);
  }
}

function admit(stream: OpenStream, people: ReadonlyMap<string, Person>): void {
  const actor = stream.actor.kind === "person" ? people.get(stream.actor.sessionId) : stream.actor;
  if (!actor) stream.end(new TRPCError({ code: "UNAUTHORIZED" }));
  else if (!can(actor, "live.follow")) stream.end(new TRPCError({ code: "FORBIDDEN" }));
  else stream.admit(actor);
}

export const openStreams = (): OpenStreams => processSingleton("live.open-streams", () => new OpenStreams());
