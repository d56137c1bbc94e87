import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requirePerson } from "@/server/context";
import { can } from "@/shared/access";
import { KeysScreen } from "./keys-screen";

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage() {
  if (!can(await requirePerson(), "users.read")) notFound();
  return <KeysScreen />;
}
