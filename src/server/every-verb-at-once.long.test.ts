import { test } from "vitest";
import { testDatabase } from "@/testing/database";
import { doEveryVerbAtOnce } from "@/testing/every-verb-at-once";
import { sized } from "@/testing/size";

const ROUNDS = Array.from({ length: sized(15, 4) }, (_, round) => round + 1);
const TIMEOUT_MS = 300_000;

const world = testDatabase();

test.each(ROUNDS)(
  "whatever people do at once to the last pieces is done or refused, and the books hold: round %i",
  { timeout: TIMEOUT_MS },
  (round) => doEveryVerbAtOnce(world, round),
);
