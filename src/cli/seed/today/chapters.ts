import type { Chapter } from "./chapter";
import { whatComesBack } from "./what-comes-back";
import { whatIsBilled } from "./what-is-billed";
import { whatIsFollowed } from "./what-is-followed";
import { whatIsPacked } from "./what-is-packed";
import { whatIsPicked } from "./what-is-picked";
import { whatIsSaid } from "./what-is-said";
import { whatIsWaitedFor } from "./what-is-waited-for";
import { whatPeopleAreTold } from "./what-people-are-told";
import { whatTradePays } from "./what-trade-pays";
import { workOfTheHour } from "./work-of-the-hour";

/**
 * Played in this order after the year is loaded. Each may use some 30 operations: one takes 3 to 10 ms, and the first
 * start must not become slower. The whole year by operations would take 15 times as long as its load does; the figures
 * of the choice are in .github/decisions/0007-sample-year.md.
 */
export const CHAPTERS: readonly Chapter[] = [
  workOfTheHour,
  whatComesBack,
  whatIsBilled,
  whatIsPicked,
  whatIsWaitedFor,
  whatIsPacked,
  whatTradePays,
  whatIsFollowed,
  whatIsSaid,
  whatPeopleAreTold,
];
