import { BoundedMap } from "@/platform/bounded-map";
import { processSingleton } from "@/platform/process-singleton";
import { PerMinute } from "@/shared/per-minute";
import { networkOf, peerOf } from "./caller-address";

const NETWORKS_MAX = 1_000;

/** Whether a network may post there once more in this minute: what anyone may post to, nobody closes to others. */
export function mayPost(where: string, headers: Headers, perMinuteMax: number): boolean {
  const minutes = processSingleton(`posts.${where}`, () => new BoundedMap<string, PerMinute>(NETWORKS_MAX));
  const network = networkOf(peerOf(headers));
  const minute = minutes.get(network) ?? new PerMinute(perMinuteMax);
  minutes.set(network, minute);
  return minute.take();
}
