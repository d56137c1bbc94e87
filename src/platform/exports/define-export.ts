import type * as z from "zod";
import type { ReadContext } from "@/platform/context";
import { can, type Permission } from "@/shared/access";
import { zonedIso } from "@/shared/dates";
import { currentRegion } from "@/shared/region";

/** Amounts are plain numbers, as text by whoever knows their decimals; a moment is written by the clock of the shop. */
type Cell = string | number | boolean | Date | null;

export type ExportColumn<Row> = {
  readonly header: string;
  readonly cell: (row: Row) => Cell;
  /** Left out for whoever may not do this, beside what the list itself asks for. */
  readonly permission?: Permission;
};

type PageAsked = { cursor?: string | null | undefined; limit: number };
type Page<Row> = { rows: readonly Row[]; nextCursor: string | null };

type Definition<Asked extends PageAsked, Row> = {
  /** The procedure that the list is asked by, under the same permission and input. */
  list: string;
  permission: Permission;
  /** What the file is called, before the day. */
  fileName: string;
  input: z.ZodType<Asked>;
  page: (ctx: ReadContext, input: Asked) => Promise<Page<Row>>;
  columns: readonly ExportColumn<Row>[];
};

export type ExportPage = Page<string[]>;

/** A list that was asked for as a file, page by page. */
export type OpenExport = {
  /** What it was narrowed and sorted by. */
  readonly filters: Readonly<Record<string, unknown>>;
  readonly header: (ctx: Pick<ReadContext, "actor">) => string[];
  readonly page: (ctx: ReadContext, cursor: string | null) => Promise<ExportPage>;
};

export type ListExport = Pick<Definition<PageAsked, never>, "list" | "permission" | "fileName"> & {
  readonly columns: readonly Pick<ExportColumn<never>, "header" | "permission">[];
  /** @throws ZodError where the input is none of the list's */
  readonly open: (input: unknown) => OpenExport;
};

/** Two and a half pages of a screen's longest: few statements, and little that is held for a slow reader. */
const ROWS_PER_PAGE = 500;

/** A list as a file: the rows of its own query, so that a file never shows what the list does not. */
export function defineExport<Asked extends PageAsked, Row>(definition: Definition<Asked, Row>): ListExport {
  const { list, permission, fileName, columns } = definition;
  const shownTo = ({ actor }: Pick<ReadContext, "actor">) =>
    columns.filter((column) => column.permission === undefined || can(actor, column.permission));
  return {
    list,
    permission,
    fileName,
    columns,
    open: (input) => {
      const asked = definition.input.parse(input);
      return {
        filters: withoutPaging(asked),
        header: (ctx) => shownTo(ctx).map(({ header }) => header),
        page: async (ctx, cursor) => {
          const { rows, nextCursor } = await definition.page(ctx, { ...asked, cursor, limit: ROWS_PER_PAGE });
          const shown = shownTo(ctx);
          return { nextCursor, rows: rows.map((row) => shown.map(({ cell }) => toText(cell(row)))) };
        },
      };
    },
  };
}

function withoutPaging(asked: PageAsked): Record<string, unknown> {
  const { cursor: _cursor, limit: _limit, ...filters } = asked;
  return filters;
}

function toText(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return zonedIso(cell, currentRegion().timeZone);
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return String(cell);
}
