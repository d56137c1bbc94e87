"use client";

import { createContext, type ReactNode, useContext } from "react";
import { type Permission, type Person, roleMay } from "@/shared/access";
import { type Outputs, trpc } from "./trpc";

type Me = Outputs["users"]["getMe"];

const MeContext = createContext<Me | null>(null);

/** The signed-in person: first as the page was rendered, then live, since their role and place of work may change. */
export function PersonProvider({ me, children }: { me: Me; children: ReactNode }) {
  const live = trpc.users.getMe.useQuery(undefined, { placeholderData: me });
  return <MeContext value={live.data ?? me}>{children}</MeContext>;
}

/** @throws Error outside the staff pages, where nobody is signed in */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("Only pages for staff know who is signed in.");
  return me;
}

export const usePerson = (): Person => useMe().actor;

/** Checks the same policy as the server, so that a button never offers what would be refused. */
export const useCan = (permission: Permission): boolean => roleMay(usePerson().role, permission);
