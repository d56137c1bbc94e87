import { keepsAnswers } from "@/platform/cache/store";
import { config } from "@/platform/config";
import type { LogPosition } from "@/platform/database/log-position";
import { readPositionToken, toPositionToken } from "@/platform/database/position-token";
import { POSITION_NEEDED_MS, replicas } from "@/platform/database/replicas";
import { bearerOf } from "@/platform/http/bearer";
import { readCookies } from "@/platform/http/cookies";
import { POSITION_HEADER } from "@/shared/http";

const cookieName = (): string => (config().secure ? "__Host-qm-position" : "qm-position");

/**
 * What a caller has seen of the database, and is to see again whichever replica is read: their own last change, which
 * browsers bring back in a cookie and others in a header, and what their live stream has announced.
 */
export function callerPosition(headers: Headers, answer: Headers | undefined) {
  // Without the primary's word there is nothing to ask COMMIT for, and where nobody needs it nothing is computed.
  if (!replicas().isWatching && !keepsAnswers()) return {};
  const brought = [readCookies(headers)[cookieName()], headers.get(POSITION_HEADER)];
  const seen = brought.flatMap((token) => (token ? (readPositionToken(token) ?? []) : []));
  return {
    readAfter: newestOf(seen.map(({ log }) => log)),
    seen: {
      committed: newestOf(seen.flatMap(({ log, published }) => (published === null ? [log] : []))),
      published: newestOf(seen.flatMap(({ published }) => published ?? [])),
    },
    onCommit:
      answer &&
      ((position: LogPosition) => {
        const token = toPositionToken(position);
        answer.set(POSITION_HEADER, token);
        if (bearerOf(headers) === null) setCookie(answer, token);
      }),
  };
}

const newestOf = <Position extends bigint | number>(positions: readonly Position[]): Position | null =>
  positions.reduce<Position | null>((newest, each) => (newest !== null && newest > each ? newest : each), null);

function setCookie(answer: Headers, token: string): void {
  const secure = config().secure ? "; Secure" : "";
  const lifetime = `Path=/; Max-Age=${POSITION_NEEDED_MS / 1_000}; HttpOnly; SameSite=Lax${secure}`;
  answer.append("set-cookie", `${cookieName()}=${token}; ${lifetime}`);
}
