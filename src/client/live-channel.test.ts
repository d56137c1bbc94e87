import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LIVE_STARTED, type LiveEvent } from "@/shared/event";
import { type ChannelListener, LiveChannel, type LiveStatus } from "./live-channel";

/** Node has no Web Locks: first come, first served, as in a browser. */
class Locks {
  private readonly queue: (() => Promise<void>)[] = [];
  private isHeld = false;

  request(_name: string, { signal }: { signal: AbortSignal }, hold: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = async () => {
        await hold();
        resolve();
      };
      this.queue.push(turn);
      signal.addEventListener("abort", () => {
        const place = this.queue.indexOf(turn);
        if (place < 0) return;
        this.queue.splice(place, 1);
        reject(signal.reason);
      });
      void this.next();
    });
  }

  private async next(): Promise<void> {
    if (this.isHeld) return;
    const turn = this.queue.shift();
    if (!turn) return;
    this.isHeld = true;
    await turn();
    this.isHeld = false;
    void this.next();
  }
}

type Tab = {
  channel: LiveChannel;
  heard: number[];
  statuses: LiveStatus[];
  openedAfter: (number | null)[];
  stream: ChannelListener | undefined;
};
let tabs: Tab[] = [];

function openTab(): Tab {
  const heard: number[] = [];
  const statuses: LiveStatus[] = [];
  const openedAfter: (number | null)[] = [];
  const tab: Partial<Tab> = { heard, statuses, openedAfter };
  const open = (after: number | null, hear: ChannelListener) => {
    openedAfter.push(after);
    tab.stream = hear;
    return { close: () => {} };
  };
  const channel = new LiveChannel(open, {
    event: (event) => heard.push(event.position),
    status: (status) => statuses.push(status),
  });
  const opened: Tab = {
    heard,
    statuses,
    openedAfter,
    channel,
    get stream() {
      return tab.stream;
    },
  };
  tabs.push(opened);
  return opened;
}

const fact = (position: number): LiveEvent => ({ position, name: "orders.confirmed", entityIds: [] });
const started = (position: number): LiveEvent => ({ position, name: LIVE_STARTED, entityIds: [] });

beforeEach(() => {
  vi.stubGlobal("navigator", { locks: new Locks() });
  // Young pages, as most are.
  vi.spyOn(performance, "now").mockReturnValue(1_000);
});
afterEach(() => {
  for (const { channel } of tabs) channel.stop();
  tabs = [];
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("only one tab opens a stream, and all hear each fact once", async () => {
  const [first, second, third] = [openTab(), openTab(), openTab()];
  first.stream?.event(started(4));
  first.stream?.status("live");
  first.stream?.event(fact(5));
  first.stream?.event(fact(6));
  await vi.waitFor(() => expect(third.heard).toEqual([5, 6]));
  await vi.waitFor(() => expect(second.heard).toEqual([5, 6]));
  expect(first.heard).toEqual([5, 6]);
  expect([first.openedAfter, second.openedAfter, third.openedAfter]).toEqual([[null], [], []]);
  expect(third.statuses.at(-1)).toBe("live");
});

test("when the leading tab closes, the next goes on from the last fact it heard", async () => {
  const [first, second] = [openTab(), openTab()];
  first.stream?.event(started(10));
  first.stream?.status("live");
  first.stream?.event(fact(11));
  await vi.waitFor(() => expect(second.heard).toEqual([11]));
  first.channel.stop();
  await vi.waitFor(() => expect(second.openedAfter).toEqual([11]));
  second.stream?.event(fact(11));
  second.stream?.event(fact(12));
  expect(second.heard).toEqual([11, 12]);
});

test("a tab that opens later hears what happened while it was loading", async () => {
  const first = openTab();
  first.stream?.event(started(20));
  first.stream?.status("live");
  first.stream?.event(fact(21));
  const second = openTab();
  await vi.waitFor(() => expect(second.heard).toEqual([21]));
  expect(second.statuses.at(-1)).toBe("live");
});

test("a page that was old before it first heard anything asks everything again", () => {
  vi.spyOn(performance, "now").mockReturnValue(60_000);
  const only = openTab();
  only.stream?.event(started(30));
  expect(only.heard).toEqual([30]);
});

test("where a browser cannot share, each tab follows for itself", () => {
  vi.stubGlobal("navigator", {});
  const [first, second] = [openTab(), openTab()];
  expect([first.openedAfter, second.openedAfter]).toEqual([[null], [null]]);
});
