"use client";

import { Archive, ArchiveRestore, Pencil } from "lucide-react";
import { useState } from "react";
import { EntityHistory } from "@/app/(staff)/_history/entity-history";
import { PriceListBadge, periodText } from "@/app/(staff)/_pricing/price-list-badge";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { formatRate } from "@/shared/money";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DescriptionList } from "@/ui/description-list";
import { onDemand } from "@/ui/on-demand";
import { PageBody, PageHeader } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";
import { ListEntries } from "./list-entries";
import type { PriceList } from "./price-list";
import { WhoHasIt } from "./who-has-it";

const EditPriceList = onDemand(() =>
  import("@/app/(staff)/price-lists/price-list-dialog").then((file) => file.EditPriceList),
);

export function PriceListScreen({ priceListId }: { priceListId: string }) {
  const list = trpc.pricing.get.useQuery({ priceListId });
  return (
    <Loaded query={list} skeleton={<DetailSkeleton />}>
      {(list) => <PriceListPage list={list} />}
    </Loaded>
  );
}

function PriceListPage({ list }: { list: PriceList }) {
  return (
    <>
      <PageHeader
        title={list.name}
        breadcrumb={[{ label: "Price lists", href: "/price-lists" }, { label: list.name }]}
        badge={<PriceListBadge state={list.state} />}
        description="Drafts take these prices whenever they are saved. Confirmed orders keep theirs."
        actions={<Actions list={list} />}
      />
      <PageBody aside={<Aside list={list} />}>
        <ListEntries list={list} />
      </PageBody>
    </>
  );
}

function Aside({ list }: { list: PriceList }) {
  return (
    <>
      <Card>
        <CardHeader title="Details" />
        <DescriptionList
          items={[
            { label: "Period", value: periodText(list) || "Always" },
            {
              label: "Off other prices",
              value: list.discountRate > 0 ? formatRate(list.discountRate) : null,
            },
            { label: "Currency", value: list.currency },
          ]}
        />
      </Card>
      <WhoHasIt list={list} />
      <Card>
        <CardHeader title="History" />
        <EntityHistory entityId={list.id} label={`History of ${list.name}`} />
      </Card>
    </>
  );
}

function Actions({ list }: { list: PriceList }) {
  const mayEdit = useCan("pricing.edit") && list.archivedAt === null;
  const mayArchive = useCan("pricing.archive");
  const [isEditing, setEditing] = useState(false);
  return (
    <>
      {mayEdit && (
        <Button icon={<Pencil aria-hidden />} shortcut="e" onClick={() => setEditing(true)}>
          Edit
        </Button>
      )}
      {mayArchive && <ArchiveList list={list} />}
      {mayEdit && <EditPriceList open={isEditing} onOpen={setEditing} list={list} />}
    </>
  );
}

function ArchiveList({ list: { id: priceListId, name, archivedAt } }: { list: PriceList }) {
  const archive = trpc.pricing.archive.useMutation();
  const restore = trpc.pricing.archive.useMutation({
    onSuccess: () => notify.success(`${name} restored`),
    onError: (error) => notify.error("Nothing was changed", { description: refusalOf(error).message }),
  });
  const putAway = async () => {
    await archive.mutateAsync({ priceListId, archived: true });
    notify.success(`${name} archived`);
  };
  if (archivedAt !== null)
    return (
      <Button
        icon={<ArchiveRestore aria-hidden />}
        pending={restore.isPending}
        onClick={() => restore.mutate({ priceListId, archived: false })}
      >
        Restore
      </Button>
    );
  return (
    <ConfirmDialog
      trigger={<Button icon={<Archive aria-hidden />}>Archive</Button>}
      title={`Archive ${name}?`}
      confirm="Archive price list"
      tone="primary"
      onConfirm={putAway}
    >
      Its customers pay their other lists&apos; prices, or the usual ones, on new orders and on drafts that are saved.
      Confirmed orders stay as they are. You can restore the list at any time.
    </ConfirmDialog>
  );
}
