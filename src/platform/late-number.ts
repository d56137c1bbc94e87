import { type SQL, sql } from "drizzle-orm";
import { hasBrand } from "@/shared/brand";
import { newId } from "@/shared/id";

const BRAND = Symbol.for("quartermaster.late-number");

/** Numbers of one series that the transaction draws with its last statement. */
export type Draw = {
  readonly series: string;
  /** A statement that draws so many numbers and returns the first of them as `first`. */
  readonly statement: (count: number) => SQL;
  readonly numbers: LateNumber[];
};

/**
 * A number without gaps, which therefore comes from one row that all who draw wait for: it is drawn in the last
 * statement, so the row is held for one commit. Until then statements name it by `sql`, and texts hold its token.
 */
export class LateNumber {
  readonly [BRAND] = true;
  /** Nobody can have written it down before. */
  readonly token = `number-${newId()}`;
  private drawn: number | null = null;

  constructor(readonly sql: SQL<number>) {}

  /** @throws Error before the transaction has drawn it */
  get value(): number {
    if (this.drawn === null) throw new Error("A number was asked for before it was drawn.");
    return this.drawn;
  }

  set(drawn: number): void {
    this.drawn = drawn;
  }

  /** Not a number, and so nothing, before it was drawn. */
  toJSON(): number {
    return this.drawn ?? Number.NaN;
  }

  toString(): string {
    return this.drawn === null ? this.token : String(this.drawn);
  }
}

export const isLateNumber = (value: unknown): value is LateNumber => hasBrand(value, BRAND);

/** The next number of a series, drawn when all else of the transaction is written. */
export function drawLate(draws: Draw[], series: string, statement: Draw["statement"]): LateNumber {
  const known = draws.find((draw) => draw.series === series);
  const draw = known ?? { series, statement, numbers: [] };
  if (!known) draws.push(draw);
  const number = new LateNumber(sql`(select first + ${draw.numbers.length}::bigint from ${nameOf(draws, draw)})`);
  draw.numbers.push(number);
  return number;
}

const nameOf = (draws: readonly Draw[], draw: Draw) => sql.identifier(`drawn_${draws.indexOf(draw)}`);

/** The draws as parts of a `with`, and what the statement has to give back of them. */
export const drawParts = (draws: readonly Draw[]) => ({
  parts: draws.map((draw) => sql`${nameOf(draws, draw)} as (${draw.statement(draw.numbers.length)})`),
  columns: draws.map((draw) => sql`(select first from ${nameOf(draws, draw)}) as ${nameOf(draws, draw)}`),
});

/** Tells every number what it is. @param row what the statement gave back */
export function setDrawn(draws: readonly Draw[], row: Readonly<Record<string, unknown>> | undefined): void {
  for (const [at, { numbers }] of draws.entries())
    for (const [index, number] of numbers.entries()) number.set(Number(row?.[`drawn_${at}`]) + index);
}

/** A text in SQL, with the numbers that its tokens stand for. */
export const withNumbers = (text: SQL, draws: readonly Draw[]): SQL =>
  draws
    .flatMap(({ numbers }) => numbers)
    .reduce((inner, { token, sql: number }) => sql`replace(${inner}, ${token}, ${number}::text)`, text);
