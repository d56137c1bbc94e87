"use client";

import { usePerson } from "@/client/person";
import { trpc } from "@/client/trpc";
import { ROLE_NAMES, ROLE_RIGHTS } from "@/modules/users/user";
import { Card, CardHeader } from "@/ui/card";
import { DescriptionList } from "@/ui/description-list";
import { LinkButton } from "@/ui/link-button";
import { PageBody, PageHeader } from "@/ui/page";
import { ChangePassword } from "./change-password";
import { OwnHomeWarehouse } from "./own-home-warehouse";
import { OwnName } from "./own-name";
import { OwnNotifications } from "./own-notifications";
import { OwnSessions } from "./own-sessions";
import { SecondFactorCard } from "./second-factor";
import { ThemeChoice } from "./theme-choice";

export function ProfileScreen() {
  const person = usePerson();
  const me = trpc.users.getMe.useQuery();
  const warehouses = person.warehouses === "all" ? "All" : String(person.warehouses.length);
  return (
    <>
      <PageHeader title="Your profile" />
      <PageBody
        aside={
          <>
            <Card>
              <CardHeader title="Your access" description={ROLE_RIGHTS[person.role]} />
              <DescriptionList
                items={[
                  { label: "Sign-in", value: me.data?.email ?? "" },
                  { label: "Role", value: ROLE_NAMES[person.role] },
                  { label: "Warehouses", value: warehouses },
                ]}
              />
            </Card>
            <Card>
              <CardHeader title="Appearance" />
              <ThemeChoice />
            </Card>
          </>
        }
      >
        <Card>
          <CardHeader title="Name" description="Shown to others in the activity history." />
          <OwnName key={person.name} name={person.name} />
        </Card>
        <Card>
          <CardHeader title="Where you work" />
          <OwnHomeWarehouse />
        </Card>
        <Card>
          <CardHeader title="Notifications" description="What you are told of, in the app and by email." />
          <OwnNotifications />
        </Card>
        <Card>
          <CardHeader title="Password" description="Changing it signs you out of every other browser." />
          <ChangePassword email={me.data?.email ?? ""} />
        </Card>
        <SecondFactorCard />
        <Card>
          <CardHeader
            className="mb-0"
            title="API keys"
            description="For programs that work in your name."
            actions={
              <LinkButton size="sm" href="/profile/keys">
                Manage keys
              </LinkButton>
            }
          />
        </Card>
        <Card>
          <CardHeader
            title="Sessions"
            description="Sign out of any session you don't recognise, then change your password."
          />
          <OwnSessions />
        </Card>
      </PageBody>
    </>
  );
}
