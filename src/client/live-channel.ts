import { LIVE_RESYNC, LIVE_STARTED, type LiveEvent } from "@/shared/event";

export type LiveStatus = "live" | "connecting" | "offline";

/** One stream from the server. It comes back by itself after a cut; `ended` means that it will not. */
export type OpenStream = (
  after: number | null,
  hear: { event: (event: LiveEvent) => void; status: (status: LiveStatus) => void },
) => { close: () => void };

export type ChannelListener = { event: (event: LiveEvent) => void; status: (status: LiveStatus) => void };

type Message =
  | { kind: "hello" }
  | { kind: "state"; status: LiveStatus; position: number | null; recent: LiveEvent[] }
  | { kind: "event"; event: LiveEvent };

const NAME = "quartermaster.live";
/** The server begins a new stream this far back, and a leading tab tells a new one so much of the past. */
const OVERLAP_MS = 10_000;
/** A page older than this when it first hears anything may have missed something, and asks everything again. */
const PAGE_AGE_MS_MAX = 8_000;
const RECENT_MAX = 500;

const supportsSharing = () =>
  typeof BroadcastChannel === "function" && typeof navigator === "object" && "locks" in navigator;

/**
 * One stream for all tabs of a browser, since a browser opens six connections to a server and a seventh waits in
 * silence. The tab that holds the lock follows the stream and tells the others; when it closes, the next one goes on
 * from the position that it heard last. Where a browser cannot share, each tab has its own.
 */
export class LiveChannel {
  private readonly stopping = new AbortController();
  private readonly channel: BroadcastChannel | null;
  private stream: { close: () => void } | null = null;
  private status: LiveStatus = "connecting";
  private position: number | null = null;
  /** The past that this page's answers may not hold yet was heard: from the server, or from the tab that leads. */
  private hasBegun = false;
  private recent: { event: LiveEvent; heardAt: number }[] = [];

  constructor(
    private readonly open: OpenStream,
    private readonly listener: ChannelListener,
  ) {
    this.channel = supportsSharing() ? new BroadcastChannel(NAME) : null;
    if (this.channel) this.join(this.channel);
    else this.lead();
  }

  stop(): void {
    this.stopping.abort();
    this.stream?.close();
    this.channel?.close();
  }

  private join(channel: BroadcastChannel): void {
    channel.onmessage = ({ data }: MessageEvent<Message>) => this.receive(data);
    this.say({ kind: "hello" });
    const { signal } = this.stopping;
    const untilStopped = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    navigator.locks
      .request(NAME, { signal }, () => {
        this.lead();
        return untilStopped;
      })
      // The tab was closed before its turn came.
      .catch(() => {});
  }

  private lead(): void {
    if (this.stopping.signal.aborted) return;
    this.stream = this.open(this.hasBegun ? this.position : null, {
      event: (event) => {
        this.take(event);
        this.say({ kind: "event", event });
      },
      status: (status) => {
        this.show(status);
        this.sayState();
      },
    });
  }

  private receive(message: Message): void {
    const isLeading = this.stream !== null;
    if (message.kind === "hello") {
      if (isLeading) this.sayState();
    } else if (isLeading) {
      // Only one leads; what another says belongs to a moment before this tab took over.
      return;
    } else if (message.kind === "event") {
      this.take(message.event);
    } else {
      this.catchUp(message);
    }
  }

  private catchUp({ status, position, recent }: Extract<Message, { kind: "state" }>): void {
    if (!this.hasBegun && position !== null) {
      for (const event of recent) this.tell(event);
      this.begin(position);
    }
    this.show(status);
  }

  /** Passes on what was not heard before. */
  private take(event: LiveEvent): void {
    if (event.name === LIVE_STARTED) return this.begin(event.position);
    if (event.name !== LIVE_RESYNC && this.position !== null && event.position <= this.position) return;
    this.position = event.position;
    this.tell(event);
  }

  private begin(position: number): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    this.position = Math.max(this.position ?? position, position);
    if (performance.now() > PAGE_AGE_MS_MAX) this.tell({ position, name: LIVE_RESYNC, entityIds: [] });
  }

  private tell(event: LiveEvent): void {
    this.recent = [...this.stillRecent(), { event, heardAt: performance.now() }].slice(-RECENT_MAX);
    this.listener.event(event);
  }

  private stillRecent() {
    const since = performance.now() - OVERLAP_MS;
    return this.recent.filter(({ heardAt }) => heardAt >= since);
  }

  private show(status: LiveStatus): void {
    this.status = status;
    this.listener.status(status);
  }

  private sayState(): void {
    const recent = this.stillRecent().map(({ event }) => event);
    this.say({ kind: "state", status: this.status, position: this.position, recent });
  }

  private say(message: Message): void {
    if (!this.stopping.signal.aborted) this.channel?.postMessage(message);
  }
}
