import { tracked, type TrackedEnvelope } from "@trpc/server";
import type { Outlet, Writer } from "@/platform/http/pushed-answer";
import { FactBatch } from "@/platform/outbox/fact-batch";
import { feed } from "@/platform/outbox/feed";
import type { Follower } from "@/platform/outbox/follower";
import { PING, STREAM_DURATION_MS_MAX, STREAM_PING_MS } from "@/platform/trpc/event-stream";
import type { Actor } from "@/shared/access";
import { LIVE_STARTED, type LiveEvent } from "@/shared/event";
import { messageFor, toldTo } from "./live-audience";
import { type OpenStream, openStreams } from "./open-streams";

/** Streams that were opened at once do not end at once. */
const DURATION_SPREAD = 0.25;

type Ending = { readonly error: unknown };

/**
 * One reader of live events: who it is, and a position in the feed. It holds nothing that was not sent, so a slow
 * reader costs no more than a fast one. Ends only by an error or a cut, since after a stream that returned the browser
 * would never come back.
 */
export class LiveStream implements AsyncIterable<TrackedEnvelope<LiveEvent>, void>, OpenStream {
  isVerified = false;
  private follower: Follower | null = null;
  /** What is sent before the first facts. */
  private beginning: FactBatch | null = null;
  private ending: Ending | null = null;
  private look: () => void = () => {};
  private ping: () => void = () => {};
  private sentAt = performance.now();
  private readonly endsAt = this.sentAt + STREAM_DURATION_MS_MAX * (1 - DURATION_SPREAD * Math.random());

  private constructor(public actor: Actor) {}

  /** @throws tooManyStreams */
  static async open(actor: Actor, { after, signal }: { after: number | null; signal: AbortSignal }) {
    signal.throwIfAborted();
    const stream = new LiveStream(actor);
    openStreams().add(stream);
    signal.addEventListener("abort", () => stream.end(null), { once: true });
    try {
      await stream.follow(after);
    } catch (error) {
      stream.end(error);
      throw error;
    }
    return stream;
  }

  /** The session is good, and this is what its person may do now. */
  admit(actor: Actor): void {
    this.actor = actor;
    if (this.isVerified) return;
    this.isVerified = true;
    this.look();
  }

  /** Without an error the connection is cut, and its browser comes back. */
  end(error: unknown): void {
    if (this.ending) return;
    this.ending = { error };
    this.follower?.close();
    openStreams().delete(this);
    this.look();
  }

  /** Called every few seconds: lets the other side know that the stream lives, and ends it when it is old. */
  keepAlive(now: number): void {
    if (now >= this.endsAt) this.end(null);
    else if (now - this.sentAt >= STREAM_PING_MS) this.ping();
  }

  /** Writes what there is to hear, now and from now on. `describe` puts what ended the stream into words. */
  connect(outlet: Outlet, describe: (error: unknown) => Uint8Array): Writer {
    let isFull = false;
    const write = (message: Uint8Array) => {
      this.sentAt = performance.now();
      isFull = !outlet.write(message);
    };
    this.look = () => {
      while (!isFull && !this.ending) {
        const batch = this.take();
        if (!batch) return;
        const message = messageFor(this.actor, batch);
        if (message.length > 0) write(message);
      }
      if (!this.ending) return;
      this.look = () => {};
      if (this.ending.error) outlet.write(describe(this.ending.error));
      outlet.end();
    };
    this.ping = () => {
      if (!isFull && !this.ending) write(PING);
    };
    this.look();
    return {
      drained: () => {
        isFull = false;
        this.look();
      },
      left: () => {
        this.look = () => {};
        this.end(null);
      },
    };
  }

  /** The same without a wire, for callers in this process. */
  async *[Symbol.asyncIterator](): AsyncGenerator<TrackedEnvelope<LiveEvent>, void> {
    try {
      while (!this.ending) {
        const batch = this.take();
        if (batch) for (const event of toldTo(this.actor, batch)) yield tracked(String(event.position), event);
        else await this.change();
      }
      throw this.ending.error ?? new DOMException("The stream was cut.", "AbortError");
    } finally {
      this.end(null);
    }
  }

  private async follow(after: number | null): Promise<void> {
    const follower = await feed().follow(after, () => this.hear());
    if (this.ending) return follower.close();
    this.follower = follower;
    if (after !== null) return;
    const { position, readAfter } = follower;
    const started = { position, name: LIVE_STARTED, entityIds: [], warehouseIds: null, readAfter };
    this.beginning = new FactBatch([started], position, true);
  }

  /** A stream that cannot be written ends, so that its browser comes back. */
  private hear(): void {
    try {
      this.look();
    } catch (error) {
      this.end(error);
    }
  }

  private take(): FactBatch | null {
    if (!this.isVerified || !this.follower) return null;
    const { beginning } = this;
    this.beginning = null;
    return beginning ?? this.follower.take();
  }

  private change(): Promise<void> {
    return new Promise((resolve) => {
      this.look = resolve;
    });
  }
}
