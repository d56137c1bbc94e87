/** What is wrong with a row, a day or the chain. */
export type Finding = {
  /** Null where it is of no single day. */
  day: string | null;
  /** The table and the id of the row, or what else it is about. */
  subject: string;
  /** What was found, as a sentence goes on: "was changed after the day was sealed". */
  what: string;
};

export type TrailReport = {
  isSound: boolean;
  /** How many findings there are; the first of them are named. */
  count: number;
  findings: Finding[];
  /** What was looked through. */
  days: number;
  rows: number;
  /** Of how many entries something personal was taken out, as was recorded and sealed. */
  redacted: number;
  /** How many days have had rows removed for their age. */
  sweptDays: number;
  /** The newest sealed day and its head; null where none is sealed yet. */
  head: { day: string; head: string } | null;
};
