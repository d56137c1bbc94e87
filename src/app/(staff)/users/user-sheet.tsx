"use client";

import { EntityHistory } from "@/app/(staff)/_history/entity-history";
import { Loaded } from "@/client/loaded";
import { trpc } from "@/client/trpc";
import { DateTime } from "@/ui/date-time";
import { DescriptionList } from "@/ui/description-list";
import { Section } from "@/ui/page";
import { Sheet } from "@/ui/sheet";
import { DetailSkeleton } from "@/ui/skeleton";
import { ChangeAccess } from "./change-access";
import { HomeWarehouse } from "./home-warehouse";
import { ProgramKeys } from "./program-keys";
import { UserActions } from "./user-actions";
import { type UserRow, UserStatusBadge } from "./user-columns";

type UserSheetProps = { open: boolean; onOpen: (open: boolean) => void; userId: string | null };

/** One person, beside the list: what they may do, their sessions and links, and what was done about them. */
export function UserSheet({ open, onOpen, userId }: UserSheetProps) {
  const user = trpc.users.get.useQuery({ userId: userId ?? "" }, { enabled: userId !== null });
  return (
    <Sheet
      open={open}
      onOpen={onOpen}
      title={user.data?.name ?? "User"}
      {...(user.data && { description: user.data.kind === "program" ? "Program" : user.data.email })}
    >
      <Loaded inline query={user} skeleton={<DetailSkeleton />}>
        {(user) => <UserDetails user={user} />}
      </Loaded>
    </Sheet>
  );
}

const LastSignIn = ({ at }: { at: string | null }) => (at ? <DateTime at={at} /> : "Never");

function UserDetails({ user }: { user: UserRow }) {
  const isProgram = user.kind === "program";
  return (
    <div className="flex flex-col gap-6">
      <DescriptionList
        items={[
          { label: "Status", value: <UserStatusBadge status={user.status} /> },
          ...(isProgram
            ? []
            : [
                { label: "Last sign-in", value: <LastSignIn at={user.lastSignInAt} /> },
                { label: "Second factor", value: user.hasFactor ? "On" : "Off" },
              ]),
          { label: "Added", value: <DateTime at={user.createdAt} mode="date" /> },
        ]}
      />
      {/* Another version is another form: nobody saves over what they have not seen. */}
      <ChangeAccess key={`${user.userId}.${user.version}`} user={user} />
      {isProgram ? <ProgramKeys user={user} /> : <HomeWarehouse user={user} />}
      <UserActions user={user} />
      <Section title="History">
        <EntityHistory entityId={user.userId} label="History" />
      </Section>
    </div>
  );
}
