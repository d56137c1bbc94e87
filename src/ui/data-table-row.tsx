"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type MouseEvent, PureComponent, type ReactNode } from "react";
import type { Region } from "@/shared/region";
import { cn } from "./class-names";
import type { RowPeek } from "./row-peek";
import type { RowSelection, SelectRow } from "./row-selection";
import type { CardPlace, Column } from "./table-column";

/** Where a cell is in the card that a row becomes on a phone. */
const CARD_PLACES: Record<CardPlace, string> = {
  title: "order-1 min-w-0 flex-1 font-medium",
  aside: "order-2 shrink-0",
  subtitle: "order-3 min-w-0 basis-full text-muted md:text-foreground",
  detail:
    "order-4 max-w-full text-xs " +
    "not-[[data-label='']]:before:mr-1 before:text-muted before:content-[attr(data-label)] " +
    "max-md:empty:hidden md:text-sm md:before:content-none",
  none: "hidden",
};

const ROW_TONES = { warning: "bg-warning-subtle/50", danger: "bg-danger-subtle/50" } as const;

type DataTableRowProps<Row> = {
  id: string;
  row: Row;
  columns: readonly Column<Row>[];
  href: string | undefined;
  onOpen: ((row: Row) => void) | undefined;
  tone: keyof typeof ROW_TONES | undefined;
  /** How its cells write what they show. */
  region: Region;
  /** What it is called where it can be chosen: "order #1001". */
  name: string;
  isChosen: boolean;
  onSelect: SelectRow | undefined;
  Box: RowSelection["Box"] | undefined;
  onPeek: RowPeek["show"] | undefined;
  Look: RowPeek["Look"] | undefined;
};

/**
 * Rendered again when something of it has changed: of a long list, one row. A class, since `memo` would forget what
 * kind of row it takes.
 */
export class DataTableRow<Row> extends PureComponent<DataTableRowProps<Row>> {
  override render(): ReactNode {
    return <Cells {...this.props} />;
  }
}

function Cells<Row>(props: DataTableRowProps<Row>) {
  const { id, row, columns, href, onOpen, tone, name, isChosen, onSelect, Box, onPeek, Look } = props;
  const router = useRouter();
  const titleId = columns.find((column) => column.card === "title")?.id ?? columns[0]?.id;
  const opens = href !== undefined || onOpen !== undefined;

  /** The whole row is a target for the mouse; keys and screen readers use the link in its title. */
  const open = (event: MouseEvent<HTMLTableRowElement>) => {
    if (event.defaultPrevented || isOwnTarget(event.target) || getSelection()?.type === "Range") return;
    if (onOpen) onOpen(row);
    else if (href && (event.metaKey || event.ctrlKey)) window.open(href, "_blank", "noopener");
    else if (href) router.push(href);
  };

  return (
    <tr
      role="row"
      data-row={id}
      {...(opens && { onClick: open })}
      {...(href && { onMouseEnter: () => router.prefetch(href) })}
      className={cn(
        "group/row flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b border-border px-4 py-2.5",
        "last:border-b-0 md:table-row md:p-0",
        "max-md:before:order-3 max-md:before:basis-full max-md:before:content-['']",
        opens && "cursor-pointer hover:bg-subtle/60 has-[[data-open]:focus-visible]:bg-subtle",
        isChosen ? "bg-accent-subtle/60" : tone && ROW_TONES[tone],
      )}
    >
      {onSelect && Box && (
        <td role="cell" data-select className={cn(CELL, "order-first max-md:self-baseline md:w-10")}>
          <Box name={name} isChosen={isChosen} onChosen={(chosen, withShift) => onSelect(id, chosen, withShift)} />
        </td>
      )}
      {columns.map((column) => {
        const isTitle = column.id === titleId;
        const content = column.cell(row);
        return (
          <td
            key={column.id}
            role="cell"
            data-label={column.cardLabel ?? column.header}
            className={cn(CELL, CARD_PLACES[isTitle ? "title" : (column.card ?? "detail")], lookOf(column))}
          >
            {isTitle ? (
              <Opener row={row} href={href} onOpen={onOpen}>
                {content}
              </Opener>
            ) : (
              content
            )}
          </td>
        );
      })}
      {onPeek && Look && (
        <td role="cell" className={cn(CELL, "w-10 text-right max-md:hidden")}>
          <Look name={name} onLook={() => onPeek(id)} />
        </td>
      )}
    </tr>
  );
}

const CELL =
  "md:table-cell md:h-10 md:border-b md:border-border md:px-3 md:py-1.5 md:align-middle md:first:pl-4 md:last:pr-4 " +
  "md:group-last/row:border-b-0";

/**
 * On a card, and in a table that would be too wide, a long word breaks anywhere. A few letters stay together; more of
 * them in a column that takes what the others leave, since that may be nothing.
 */
function lookOf({ numeric, width }: { numeric?: boolean; width?: string }): string {
  if (numeric) return "tabular md:text-right";
  const minimum = width ? "xl:in-data-tight:min-w-16" : "xl:in-data-tight:min-w-40";
  return `max-md:wrap-anywhere xl:in-data-tight:wrap-anywhere ${minimum}`;
}

type OpenerProps<Row> = {
  row: Row;
  href: string | undefined;
  onOpen: ((row: Row) => void) | undefined;
  children: ReactNode;
};

function Opener<Row>({ row, href, onOpen, children }: OpenerProps<Row>) {
  const look =
    "rounded-sm text-left outline-offset-4 group-hover/row:underline decoration-current/30 underline-offset-2";
  if (onOpen) {
    return (
      <button type="button" data-open className={look} onClick={() => onOpen(row)}>
        {children}
      </button>
    );
  }
  if (!href) return children;
  return (
    <Link href={href} prefetch={false} data-open className={look}>
      {children}
    </Link>
  );
}

/** Whether a click was meant for something inside the row. */
const isOwnTarget = (target: EventTarget) =>
  target instanceof Element &&
  target.closest("a, button, input, select, textarea, label, [role=menuitem], [data-select]") !== null;
