"use client";

import { KeyRound } from "lucide-react";
import { useMemo } from "react";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { RevokeKey, type ShownKey } from "@/app/(staff)/_keys/key-row";
import { trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { KEY_STATE_NAMES, KEY_STATES } from "@/modules/users/key";
import { oneOf } from "@/shared/one-of";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { PageHeader } from "@/ui/page";
import { notify } from "@/ui/toast";
import { KEY_COLUMNS } from "./key-columns";
import { useKeyFilters } from "./key-filters";

/** The keys of all people and programs, for whoever looks after access. */
export function KeysScreen() {
  const [{ search, state }, setFilters] = useKeyFilters();
  const question = { search, state };
  const keys = trpc.users.listKeys.useInfiniteQuery(question, ENDLESS);
  const list = useEndlessList(keys);
  const { mutateAsync: revoke } = trpc.users.revokeKey.useMutation({
    onSuccess: () => notify.success("The key was revoked"),
  });
  const columns = useMemo(() => [...KEY_COLUMNS, revokeColumn((keyId) => revoke({ keyId }))], [revoke]);
  return (
    <>
      <PageHeader
        title="API keys"
        breadcrumb={[{ label: "Users", href: "/users" }, { label: "API keys" }]}
        description="Keys of people and programs. A key never does more than its owner may."
      />
      <DataTable
        label="API keys"
        columns={columns}
        {...list}
        rowId={(row) => row.keyId}
        empty={
          search || state ? (
            <EmptyState icon={<KeyRound />} title="No API key matches">
              Try another word, or another status.
            </EmptyState>
          ) : (
            <EmptyState icon={<KeyRound />} title="No API keys yet">
              With a key, a label printer, a report or a shop works with Quartermaster by itself. People create keys in
              their profile; those of a program are created where the program is.
            </EmptyState>
          )
        }
        toolbar={
          <FilterBar
            search={{
              value: search,
              onChange: (text) => setFilters({ search: text }),
              placeholder: "Search key or owner",
            }}
            filters={[
              {
                id: "state",
                label: "Status",
                options: KEY_STATES.map((value) => ({ value, label: KEY_STATE_NAMES[value] })),
                value: state,
                onChange: (value) => setFilters({ state: oneOf(KEY_STATES, value) }),
              },
            ]}
            onClear={() => setFilters({ search: null, state: null })}
            actions={<ExportList of="users.listKeys" filters={question} />}
          />
        }
      />
    </>
  );
}

const revokeColumn = (onRevoke: (keyId: string) => Promise<unknown>): Column<ShownKey> => ({
  id: "revoke",
  header: "Actions",
  width: "6rem",
  cell: (row) => row.state === "active" && <RevokeKey name={row.name} onRevoke={() => onRevoke(row.keyId)} />,
});
