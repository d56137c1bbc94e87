import type { TRPCClient } from "@trpc/client";
import type { AppRouter } from "@/server/router";
import type { LiveEvent } from "@/shared/event";
import type { LiveListener } from "./live-channel";
import { isSignedOut, pauseBefore, TRPCClientError, URL_PATH } from "./trpc";

/** A stream that is not back by then counts as lost, though it goes on trying. */
const OFFLINE_AFTER_MS = 8_000;

type Timer = ReturnType<typeof setTimeout>;

const isUnauthorized = (error: unknown): boolean => error instanceof TRPCClientError && isSignedOut(error);

function addressAfter(position: number | null): string {
  const input = JSON.stringify({ lastEventId: position === null ? null : String(position) });
  return `${URL_PATH}/live.events?input=${encodeURIComponent(input)}`;
}

/**
 * The server's live events, in the wire format of tRPC: its own reader would be 2 kB of every page's first load, since
 * its client is one file. After a cut the stream opens again by itself, from the last position that it received.
 */
export class LiveStream {
  private source: EventSource | undefined;
  private silentMsMax: number | undefined;
  private silence: Timer | undefined;
  private reopening: Timer | undefined;
  private givingUp: Timer | undefined;
  private failures = 0;
  private isClosed = false;

  constructor(
    private readonly client: TRPCClient<AppRouter>,
    private position: number | null,
    private readonly listener: LiveListener,
  ) {
    // The browser knows at once that its network is gone; the stream would stay open in silence.
    window.addEventListener("offline", this.onOffline);
    window.addEventListener("online", this.reopen);
    this.open();
  }

  close(): void {
    this.isClosed = true;
    window.removeEventListener("offline", this.onOffline);
    window.removeEventListener("online", this.reopen);
    clearTimeout(this.reopening);
    clearTimeout(this.givingUp);
    this.leave();
  }

  private open(): void {
    const source = new EventSource(addressAfter(this.position));
    this.source = source;
    const on = (name: string, hear: (data: string) => void) =>
      source.addEventListener(name, ({ data }) => {
        this.waitInSilence();
        hear(String(data));
      });
    on("connected", (data) => this.begin(data));
    on("ping", () => (this.failures = 0));
    on("message", (data) => this.hear(data));
    on("serialized-error", (data) => void this.recover(data));
    // Otherwise the browser connects again by itself.
    source.addEventListener("error", () =>
      source.readyState === EventSource.CLOSED ? this.reopen() : this.setLive(false),
    );
  }

  private begin(data: string): void {
    const { reconnectAfterInactivityMs, build }: { reconnectAfterInactivityMs?: number; build?: string } =
      JSON.parse(data);
    this.silentMsMax = reconnectAfterInactivityMs;
    this.waitInSilence();
    this.listener.onBuild(build);
    this.setLive(true);
  }

  private hear(data: string): void {
    const event: LiveEvent = JSON.parse(data);
    this.failures = 0;
    this.position = event.position;
    this.listener.onEvent(event);
  }

  /** A stream that began under a session which was replaced since is refused, though its browser is signed in. */
  private async recover(refusal: string): Promise<void> {
    const { data }: { data?: { httpStatus?: number } } = JSON.parse(refusal);
    this.leave();
    const isOver =
      // Every role may follow: who may not any more has to set up a second factor first.
      data?.httpStatus === 403 ||
      (data?.httpStatus === 401 && (await this.client.users.getMe.query().then(() => false, isUnauthorized)));
    // The page's own guard redirects.
    if (isOver) window.location.reload();
    else this.reopen();
  }

  private readonly reopen = (): void => {
    if (this.isClosed) return;
    this.setLive(false);
    this.leave();
    this.failures += 1;
    clearTimeout(this.reopening);
    this.reopening = setTimeout(() => this.open(), pauseBefore(this.failures));
  };

  /** The server says within which time there is always something to hear. */
  private waitInSilence(): void {
    clearTimeout(this.silence);
    if (this.silentMsMax !== undefined) this.silence = setTimeout(this.reopen, this.silentMsMax);
  }

  private leave(): void {
    clearTimeout(this.silence);
    this.source?.close();
  }

  private readonly onOffline = (): void => this.listener.onStatus("offline");

  private setLive(isLive: boolean): void {
    if (this.isClosed) return;
    if (isLive) {
      clearTimeout(this.givingUp);
      this.givingUp = undefined;
      this.listener.onStatus("live");
    } else if (this.givingUp === undefined) {
      this.listener.onStatus("connecting");
      this.givingUp = setTimeout(() => this.listener.onStatus("offline"), OFFLINE_AFTER_MS);
    }
  }
}
