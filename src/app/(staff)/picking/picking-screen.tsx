"use client";

import { ListChecks } from "lucide-react";
import { trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import type { PickListView } from "@/modules/picking/pick-list";
import { DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { PageHeader } from "@/ui/page";
import { Tabs } from "@/ui/tabs";
import { BinsToCount } from "./bins-to-count";
import { PICK_LIST_COLUMNS } from "./pick-list-columns";
import { usePickingView } from "./use-picking-view";

/** The work of the floor: what is to be picked, by whom, and the bins in which too little was found. */
export function PickingScreen() {
  const [{ view }, setView] = usePickingView();
  return (
    <>
      <PageHeader
        title="Picking"
        description="Pick lists are made in the orders list or on an order's page. Take one and scan your way along."
      />
      <Tabs
        label="Pick lists by progress"
        value={view}
        onValue={(next) => setView({ view: next })}
        tabs={[
          { value: "open", label: "Open" },
          { value: "mine", label: "Mine" },
          { value: "done", label: "Done" },
          { value: "counts", label: "Bins to count" },
        ]}
      />
      <div className="mt-3">{view === "counts" ? <BinsToCount /> : <PickLists view={view} />}</div>
    </>
  );
}

const NOTHING = {
  open: { title: "Nothing to pick", advice: "Select confirmed orders in the orders list, then Pick." },
  mine: { title: "You have no pick list", advice: "Take one of those that are open." },
  done: { title: "Nothing picked yet", advice: "Lists of which everything was picked are kept here." },
} as const satisfies Record<PickListView, { title: string; advice: string }>;

function PickLists({ view }: { view: PickListView }) {
  const lists = trpc.picking.list.useInfiniteQuery({ view }, ENDLESS);
  const list = useEndlessList(lists);
  return (
    <DataTable
      label="Pick lists"
      columns={PICK_LIST_COLUMNS}
      {...list}
      rowId={(row) => row.listId}
      href={(row) => `/picking/${row.listId}`}
      empty={
        <EmptyState icon={<ListChecks />} title={NOTHING[view].title}>
          {NOTHING[view].advice}
        </EmptyState>
      }
    />
  );
}
