import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requirePerson } from "@/server/context";
import { can } from "@/shared/access";
import { SystemScreen } from "./system-screen";

export const metadata: Metadata = { title: "System" };

export default async function SystemPage() {
  if (!can(await requirePerson(), "system.read")) notFound();
  return <SystemScreen />;
}
