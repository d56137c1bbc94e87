import { LIVE_RESYNC, LIVE_STARTED, type LiveEvent } from "@/shared/event";

export type LiveStatus = "live" | "connecting" | "offline";

export type LiveListener = {
  onEvent: (event: LiveEvent) => void;
  onStatus: (status: LiveStatus) => void;
  /** What the server was built from that answers now; unknown in development. */
  onBuild: (build: string | undefined) => void;
};

/** Opens a stream from the server that begins after a position, or where the server is now. It reconnects by itself. */
type OpenStream = (after: number | null, listener: LiveListener) => { close: () => void };

type Message =
  | { kind: "hello" }
  | { kind: "state"; status: LiveStatus; position: number | null; recent: LiveEvent[]; build?: string | undefined }
  | { kind: "event"; event: LiveEvent };

const CHANNEL_NAME = "quartermaster.live";
/** The server begins a new stream this far back, and the leading tab sends a new tab as much of the past. */
const OVERLAP_MS = 10_000;
/** A page older than this at its first event may have missed some, and revalidates everything. */
const PAGE_AGE_MS_MAX = 8_000;
const RECENT_EVENTS_MAX = 500;
/** Hidden for so long, a tab leaves the stream to others, and where all are hidden there is none. */
const HIDDEN_MS_MAX = 60_000;

const supportsSharing = () =>
  typeof BroadcastChannel === "function" && typeof navigator === "object" && "locks" in navigator;

/**
 * One stream for all tabs of a browser, since a browser opens at most six connections to a server and blocks the
 * seventh. The tab that holds the web lock leads: it follows the stream and broadcasts to the others. When it closes,
 * the next tab continues from the last position that it received. Browsers that cannot share have a stream per tab.
 * A tab that is hidden for long stands back, and continues in the same way when it is shown.
 */
export class LiveChannel {
  /** Aborted when this tab leads no more and does not wait to lead. */
  private turn: AbortController | null = null;
  private standingBack: ReturnType<typeof setTimeout> | undefined;
  private isStopped = false;
  private readonly channel: BroadcastChannel | null;
  private stream: { close: () => void } | null = null;
  private status: LiveStatus = "connecting";
  private position: number | null = null;
  private build: string | undefined;
  /** Whether the events since shortly before this page's first queries were received, from the server or a tab. */
  private hasBegun = false;
  private recent: { event: LiveEvent; receivedAt: number }[] = [];

  constructor(
    private readonly open: OpenStream,
    private readonly listener: LiveListener,
  ) {
    this.channel = supportsSharing() ? new BroadcastChannel(CHANNEL_NAME) : null;
    if (this.channel) this.channel.onmessage = ({ data }: MessageEvent<Message>) => this.onMessage(data);
    this.follow();
  }

  setHidden(isHidden: boolean): void {
    clearTimeout(this.standingBack);
    if (isHidden) this.standingBack = setTimeout(() => this.standBack(), HIDDEN_MS_MAX);
    else if (!this.turn) this.follow();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.standingBack);
    this.endTurn();
    this.channel?.close();
  }

  private follow(): void {
    const turn = new AbortController();
    this.turn = turn;
    if (!this.channel) return this.lead();
    this.post({ kind: "hello" });
    const { signal } = turn;
    const untilEnded = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    navigator.locks
      .request(CHANNEL_NAME, { signal }, () => {
        if (!signal.aborted) this.lead();
        return untilEnded;
      })
      // It was closed or stood back before its turn came.
      .catch(() => {});
  }

  private standBack(): void {
    const isLeading = this.stream !== null;
    this.endTurn();
    if (!isLeading) return;
    this.setStatus("connecting");
    this.postState();
  }

  private endTurn(): void {
    this.turn?.abort();
    this.turn = null;
    this.stream?.close();
    this.stream = null;
  }

  private lead(): void {
    this.stream = this.open(this.hasBegun ? this.position : null, {
      onEvent: (event) => {
        this.deliverOnce(event);
        this.post({ kind: "event", event });
      },
      onStatus: (status) => {
        this.setStatus(status);
        this.postState();
      },
      onBuild: (build) => this.setBuild(build),
    });
  }

  private onMessage(message: Message): void {
    const isLeading = this.stream !== null;
    if (message.kind === "hello") {
      if (isLeading) this.postState();
    } else if (isLeading) {
      // There is one leader: a message of another one was sent before this tab took over.
      return;
    } else if (message.kind === "event") {
      this.deliverOnce(message.event);
    } else {
      this.catchUp(message);
    }
  }

  private catchUp({ status, position, recent, build }: Extract<Message, { kind: "state" }>): void {
    if (position !== null) {
      if (!this.hasBegun) for (const event of recent) this.deliver(event);
      this.begin(position);
    }
    this.setStatus(status);
    this.setBuild(build);
  }

  /** Drops events that the stream or a former leader has delivered already. */
  private deliverOnce(event: LiveEvent): void {
    if (event.name === LIVE_STARTED) return this.begin(event.position, event.readAfter);
    if (event.name !== LIVE_RESYNC && this.position !== null && event.position <= this.position) return;
    this.position = event.position;
    this.deliver(event);
  }

  /** A leader that begins further on than this tab has heard tells of facts that came while nobody followed. */
  private begin(position: number, readAfter?: string): void {
    if (this.hasBegun && position <= (this.position ?? 0)) return;
    const mayHaveMissed = this.hasBegun || performance.now() > PAGE_AGE_MS_MAX;
    this.hasBegun = true;
    this.position = Math.max(this.position ?? position, position);
    if (mayHaveMissed) this.deliver({ position, name: LIVE_RESYNC, entityIds: [], readAfter });
  }

  private deliver(event: LiveEvent): void {
    this.recent = [...this.stillRecent(), { event, receivedAt: performance.now() }].slice(-RECENT_EVENTS_MAX);
    this.listener.onEvent(event);
  }

  private stillRecent() {
    const since = performance.now() - OVERLAP_MS;
    return this.recent.filter(({ receivedAt }) => receivedAt >= since);
  }

  private setStatus(status: LiveStatus): void {
    this.status = status;
    this.listener.onStatus(status);
  }

  private setBuild(build: string | undefined): void {
    this.build = build;
    this.listener.onBuild(build);
  }

  private postState(): void {
    const recent = this.stillRecent().map(({ event }) => event);
    this.post({ kind: "state", status: this.status, position: this.position, recent, build: this.build });
  }

  private post(message: Message): void {
    if (!this.isStopped) this.channel?.postMessage(message);
  }
}
