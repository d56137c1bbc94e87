"use client";

import { Users } from "lucide-react";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { ROLE_NAMES, STATUS_NAMES, USER_STATUSES } from "@/modules/users/user";
import { ROLES } from "@/shared/access";
import { oneOf } from "@/shared/one-of";
import { DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { LinkButton } from "@/ui/link-button";
import { onDemand } from "@/ui/on-demand";
import { PageHeader } from "@/ui/page";
import { CreateProgram } from "./create-program";
import { InviteUser } from "./invite-user";
import { SecurityEvents } from "./security-events";
import { USER_COLUMNS } from "./user-columns";
import { useUserFilters } from "./user-filters";

const UserSheet = onDemand(() => import("./user-sheet").then((file) => file.UserSheet));

export function UsersScreen() {
  const [{ search, role, status, user }, setFilters] = useUserFilters();
  const mayInvite = useCan("users.invite");
  const mayCreate = useCan("users.create-program");
  const question = { search, role, status };
  const users = trpc.users.list.useInfiniteQuery(question, ENDLESS);
  const list = useEndlessList(users);
  return (
    <>
      <PageHeader
        title="Users"
        description="People and programs, their roles and their warehouses."
        actions={
          <>
            <LinkButton href="/users/keys">API keys</LinkButton>
            {mayCreate && <CreateProgram onCreated={(userId) => void setFilters({ user: userId })} />}
            {mayInvite && <InviteUser />}
          </>
        }
      />
      <DataTable
        label="Users"
        columns={USER_COLUMNS}
        {...list}
        rowId={(row) => row.userId}
        onOpen={(row) => setFilters({ user: row.userId })}
        empty={
          <EmptyState icon={<Users />} title="No user matches">
            Try a shorter search or clear a filter.
          </EmptyState>
        }
        toolbar={
          <FilterBar
            search={{
              value: search,
              onChange: (text) => setFilters({ search: text }),
              placeholder: "Search name or email",
            }}
            filters={[
              {
                id: "role",
                label: "Role",
                options: ROLES.map((value) => ({ value, label: ROLE_NAMES[value] })),
                value: role,
                onChange: (value) => setFilters({ role: oneOf(ROLES, value) }),
              },
              {
                id: "status",
                label: "Status",
                options: USER_STATUSES.map((value) => ({ value, label: STATUS_NAMES[value] })),
                value: status,
                onChange: (value) => setFilters({ status: oneOf(USER_STATUSES, value) }),
              },
            ]}
            onClear={() => setFilters({ search: null, role: null, status: null })}
            actions={<ExportList of="users.list" filters={question} />}
          />
        }
      />
      <SecurityEvents />
      <UserSheet open={user !== null} onOpen={(open) => !open && setFilters({ user: null })} userId={user} />
    </>
  );
}
