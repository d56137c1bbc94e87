import type { Sql } from "postgres";
import { countStatements, type Database } from "@/platform/database/db";
import { statementsOf } from "./plans";

/*
 * Answers to questions that are asked again and again while little changes. Each is asked anew only where a table is
 * another that it read: which these are stands in its statements, and in the views and functions that they name.
 */

type Known = { answer: string; read: ReadonlyMap<string, string> };
type Asking = { key: string; ask: () => Promise<string> };

/** What the process keeps of the database, so that an answer may depend on it and no statement says so. */
const KEPT = ["shop_settings"];
const NAMES = /\w+/g;

export class KnownAnswers {
  private readonly known = new Map<string, Known[]>();
  private tables: string[] = [];
  private readonly texts = new Map<string, string>();
  private readonly readBy = new Map<string, readonly string[]>();

  constructor(
    private readonly owner: () => Sql,
    private readonly databases: () => readonly Database[],
  ) {}

  /** The answers of now, in the order of the questions. */
  async of(questions: readonly Asking[]): Promise<string[]> {
    const states = await this.states();
    const answers: string[] = [];
    for (const question of questions) answers.push(await this.answerTo(question, states));
    return answers;
  }

  private async answerTo({ key, ask }: Asking, states: ReadonlyMap<string, string>): Promise<string> {
    const known = this.known.get(key) ?? [];
    const found = known.find(({ read }) => [...read].every(([table, state]) => states.get(table) === state));
    if (found) return found.answer;
    let answer = "";
    const { result: statements, transactions } = await countStatements(() =>
      statementsOf(this.databases(), async () => (answer = await ask())),
    );
    if (transactions > 0) throw new Error(`${key} reads in a transaction, whose statements are not seen.`);
    const read = new Set([...KEPT, ...statements.flatMap(({ text }) => this.tablesIn(text))]);
    known.push({ answer, read: new Map([...read].map((table) => [table, states.get(table) ?? ""])) });
    this.known.set(key, known);
    return answer;
  }

  private tablesIn(text: string, seen: ReadonlySet<string> = new Set()): readonly string[] {
    const before = this.readBy.get(text);
    if (before) return before;
    const names = new Set(text.match(NAMES));
    const used = [...names].filter((name) => this.texts.has(name) && !seen.has(name));
    const inside = used.flatMap((name) => this.tablesIn(this.texts.get(name) ?? "", new Set([...seen, ...used])));
    const tables = [...new Set([...this.tables.filter((name) => names.has(name)), ...inside])];
    if (seen.size === 0) this.readBy.set(text, tables);
    return tables;
  }

  /** Of each table something that is another as soon as a row of it is. */
  private async states(): Promise<ReadonlyMap<string, string>> {
    if (this.tables.length === 0) await this.readNames();
    const state = (name: string) => `
      select '${name}' as name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as state
      from public."${name}" t`;
    const rows = await this.owner().unsafe<{ name: string; state: string }[]>(
      this.tables.map(state).join(" union all "),
      [],
      { prepare: true },
    );
    return new Map(rows.map(({ name, state }) => [name, state]));
  }

  private async readNames(): Promise<void> {
    const tables = await this.owner()<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public'`;
    const others = await this.owner()<{ name: string; text: string }[]>`
      select viewname::text as name, definition as text from pg_views where schemaname = 'public'
      union all
      select proname::text, prosrc from pg_proc where pronamespace = 'public'::regnamespace`;
    this.tables = tables.map(({ name }) => name);
    for (const { name, text } of others) this.texts.set(name, `${this.texts.get(name) ?? ""} ${text}`);
  }
}
