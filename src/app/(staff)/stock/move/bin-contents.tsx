"use client";

import { Plus } from "lucide-react";
import { GoodsName, unitOf } from "@/app/(staff)/_goods/goods";
import { lotName } from "@/app/(staff)/_goods/lot-name";
import type { Bin } from "@/app/(staff)/_places/locations";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { ENDLESS } from "@/client/use-endless-list";
import { formatVariant } from "@/modules/catalog/product";
import { Quantity } from "@/ui/amount";
import { Card, CardHeader } from "@/ui/card";
import { IconButton } from "@/ui/icon-button";
import { LoadMore } from "@/ui/pagination";
import { Loading, Skeleton } from "@/ui/skeleton";
import { type BinContent, type MoveDraft, takenOf } from "./move-draft";
import { OfferedSerials } from "./offered-serials";

type BinContentsProps = {
  from: Bin;
  draft: MoveDraft;
  onTake: (content: BinContent, count: number) => void;
  className?: string;
};

/** The contents of the bin to take from, each taken with a tap; of items with serial numbers each of these. */
export function BinContents({ from, draft, onTake, className }: BinContentsProps) {
  // No rows of another bin meanwhile, which would be taken out of this one.
  const { getNextPageParam } = ENDLESS;
  const contents = trpc.inventory.listBinContents.useInfiniteQuery({ locationId: from.id }, { getNextPageParam });
  const held = contents.data?.pages.flatMap((page) => page.rows);
  return (
    <Card className={className}>
      <CardHeader title={`Contents of ${from.code}`} />
      <Loaded
        inline
        query={{ data: held, error: contents.error, refetch: contents.refetch }}
        skeleton={
          <Loading>
            <Skeleton className="h-24" />
          </Loading>
        }
      >
        {(rows) =>
          rows.length === 0 ? (
            <p className="text-sm text-muted">This bin is empty. Choose another bin.</p>
          ) : (
            <div className="-mx-2 max-h-96 overflow-y-auto">
              <ul>
                {rows.map((content) =>
                  content.hasSerials ? (
                    <OfferedSerials
                      key={`${from.id} ${content.variantId}`}
                      content={content}
                      from={from}
                      draft={draft}
                      onTake={(piece) => onTake(piece, 1)}
                    />
                  ) : (
                    <Offered
                      key={`${content.variantId} ${content.lotId ?? ""}`}
                      content={content}
                      taken={takenOf(draft, { ...content, fromId: from.id })}
                      onTake={(count) => onTake(content, count)}
                    />
                  ),
                )}
              </ul>
              <LoadMore
                hasMore={contents.hasNextPage}
                loading={contents.isFetchingNextPage}
                onMore={() => void contents.fetchNextPage()}
              />
            </div>
          )
        }
      </Loaded>
    </Card>
  );
}

function Offered({ content, taken, onTake }: { content: BinContent; taken: number; onTake: (count: number) => void }) {
  const left = content.onHand - taken;
  return (
    <li className="flex min-h-11 items-center gap-3 rounded-md px-2 py-1 hover:bg-subtle">
      <div className="min-w-0 flex-1">
        <GoodsName goods={content} />
        <p className="text-xs text-muted">
          {[content.sku, lotName(content)].filter(Boolean).join(" · ")}
          {content.isExpired && <span className="font-medium text-danger-text"> · expired</span>}
          {content.isBlocked && <span className="font-medium text-danger-text"> · blocked</span>}
        </p>
      </div>
      <Quantity value={left} unit={unitOf(content)} tone={left === 0 ? "muted" : "neutral"} />
      <IconButton
        variant="secondary"
        label={`Add all of ${formatVariant(content.title, content.optionValues)}`}
        icon={<Plus aria-hidden />}
        disabled={left <= 0}
        onClick={() => onTake(left)}
      />
    </li>
  );
}
