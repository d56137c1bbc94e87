import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requirePerson } from "@/server/context";
import { can } from "@/shared/access";
import { UsersScreen } from "./users-screen";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage() {
  if (!can(await requirePerson(), "users.read")) notFound();
  return <UsersScreen />;
}
