"use client";

import { createContext, type ReactNode, useContext } from "react";
import { type Permission, type Person, roleMay } from "@/shared/access";
import { trpc } from "./trpc";

const PersonContext = createContext<Person | null>(null);

/** Whoever is signed in: as the page was made for them, then as the server says when their role changes. */
export function PersonProvider({ person, children }: { person: Person; children: ReactNode }) {
  const me = trpc.users.getMe.useQuery(undefined, { placeholderData: { actor: person, email: "", permissions: [] } });
  return <PersonContext value={me.data?.actor ?? person}>{children}</PersonContext>;
}

/** @throws Error outside the staff pages, where nobody is known to be signed in. */
export function usePerson(): Person {
  const person = useContext(PersonContext);
  if (!person) throw new Error("Only pages for staff know who is signed in.");
  return person;
}

/** Asks the same page of rules as the server, so a button never offers what would be refused. */
export const useCan = (permission: Permission): boolean => roleMay(usePerson().role, permission);
