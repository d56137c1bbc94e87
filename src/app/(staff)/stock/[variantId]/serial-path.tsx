"use client";

import { SearchX } from "lucide-react";
import { PiecePlace } from "@/app/(staff)/_serials/piece-place";
import { serialKey } from "@/app/(staff)/_serials/serials";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { Card, CardHeader } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { LinkButton } from "@/ui/link-button";
import { Loading, Skeleton } from "@/ui/skeleton";
import { Movements } from "./movements";

type SerialPathProps = { variantId: string; serial: string };

/** One item by its serial number: where it stands, and every movement that brought it there. */
export function SerialPath({ variantId, serial }: SerialPathProps) {
  const found = trpc.inventory.findSerial.useQuery({ serial });
  const all = <LinkButton href={`/stock/${variantId}`}>All of this item</LinkButton>;
  const skeleton = (
    <Loading>
      <Skeleton className="h-20" />
    </Loading>
  );
  return (
    <Loaded inline query={found} skeleton={skeleton}>
      {(pieces) => {
        const piece = pieces.find(
          (each) => each.variantId === variantId && serialKey(each.serial) === serialKey(serial),
        );
        if (!piece)
          return (
            <Card padded={false}>
              <EmptyState icon={<SearchX />} title={`No serial number ${serial}`} action={all}>
                This item never had it, or it stands in a warehouse you do not work in.
              </EmptyState>
            </Card>
          );
        return (
          <>
            <Card className="text-sm">
              <CardHeader title={`Serial number ${piece.serial}`} actions={all} />
              <PiecePlace piece={piece} />
            </Card>
            <Movements variantId={variantId} unit={undefined} hasSerials lotId={piece.lotId} />
          </>
        );
      }}
    </Loaded>
  );
}
