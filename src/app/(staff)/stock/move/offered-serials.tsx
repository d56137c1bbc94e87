"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { GoodsName } from "@/app/(staff)/_goods/goods";
import { lotName } from "@/app/(staff)/_goods/lot-name";
import type { Bin } from "@/app/(staff)/_places/locations";
import { usePieces } from "@/app/(staff)/_serials/use-pieces";
import { Loaded } from "@/client/loaded";
import { formatVariant } from "@/modules/catalog/product";
import { Quantity } from "@/ui/amount";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { LoadMore } from "@/ui/pagination";
import { SearchInput } from "@/ui/search-input";
import { Loading, Skeleton } from "@/ui/skeleton";
import { type BinContent, type MoveDraft, takenOf } from "./move-draft";

type OfferedSerialsProps = {
  content: BinContent;
  from: Bin;
  draft: MoveDraft;
  onTake: (piece: BinContent) => void;
};

/** An item with serial numbers: how many are left, and each of them once somebody chooses among them. */
export function OfferedSerials({ content, from, draft, onTake }: OfferedSerialsProps) {
  const [isOpen, setOpen] = useState(false);
  const isTaken = ({ fromId, variantId }: MoveDraft["lines"][number]) =>
    fromId === from.id && variantId === content.variantId;
  const left = content.onHand - draft.lines.filter(isTaken).length;
  const name = formatVariant(content.title, content.optionValues);
  return (
    <li className="rounded-md px-2 py-1">
      <div className="flex min-h-11 items-center gap-3">
        <div className="min-w-0 flex-1">
          <GoodsName goods={content} />
          <p className="text-xs text-muted">{content.sku} · serial numbers</p>
        </div>
        <Quantity value={left} tone={left === 0 ? "muted" : "neutral"} />
        <Button
          size="sm"
          aria-expanded={isOpen}
          aria-label={`Choose serial numbers of ${name}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "Close" : "Choose"}
        </Button>
      </div>
      {isOpen && <SerialsIn content={content} from={from} draft={draft} onTake={onTake} />}
    </li>
  );
}

function SerialsIn({ content, from, draft, onTake }: OfferedSerialsProps) {
  const { asked, search, query, more } = usePieces({ variantId: content.variantId, locationId: from.id });
  const name = formatVariant(content.title, content.optionValues);
  return (
    <div className="ml-2 border-l border-border pl-3">
      <SearchInput {...search} placeholder="Serial number" />
      <Loaded
        inline
        query={query}
        skeleton={
          <Loading>
            <Skeleton className="h-11" />
          </Loading>
        }
      >
        {(rows) => (
          <ul aria-label={`Serial numbers of ${name}`}>
            {rows.map((row) => {
              const piece = { ...content, ...row };
              return (
                <li key={row.lotId} className="flex min-h-11 items-center gap-3 rounded-md pl-2 hover:bg-subtle">
                  <span className="min-w-0 flex-1 wrap-anywhere">
                    {row.lotCode}
                    {row.isExpired && <span className="text-xs font-medium text-danger-text"> · expired</span>}
                    {row.isBlocked && <span className="text-xs font-medium text-danger-text"> · blocked</span>}
                  </span>
                  <IconButton
                    variant="secondary"
                    label={`Add ${name}, ${lotName(piece)}`}
                    icon={<Plus aria-hidden />}
                    disabled={takenOf(draft, { ...piece, fromId: from.id }) > 0}
                    onClick={() => onTake(piece)}
                  />
                </li>
              );
            })}
            {rows.length === 0 && (
              <li className="py-2 pl-2 text-sm text-muted">
                {asked === "" ? `None left in ${from.code}.` : `No ${asked} in ${from.code}.`}
              </li>
            )}
          </ul>
        )}
      </Loaded>
      <LoadMore {...more} />
    </div>
  );
}
