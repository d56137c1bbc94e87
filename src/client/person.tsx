"use client";

import { createContext, type ReactNode, useContext } from "react";
import { type Permission, type Person, roleMay } from "@/shared/access";
import { trpc } from "./trpc";

const PersonContext = createContext<Person | null>(null);

/** The signed-in person: first as the page was rendered, then live, since their role may change. */
export function PersonProvider({ person, children }: { person: Person; children: ReactNode }) {
  const me = trpc.users.getMe.useQuery(undefined, { placeholderData: { actor: person, email: "", permissions: [] } });
  return <PersonContext value={me.data?.actor ?? person}>{children}</PersonContext>;
}

/** @throws Error outside the staff pages, where nobody is signed in */
export function usePerson(): Person {
  const person = useContext(PersonContext);
  if (!person) throw new Error("Only pages for staff know who is signed in.");
  return person;
}

/** Checks the same policy as the server, so that a button never offers what would be refused. */
export const useCan = (permission: Permission): boolean => roleMay(usePerson().role, permission);
