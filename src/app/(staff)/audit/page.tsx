import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requirePerson } from "@/server/context";
import { can } from "@/shared/access";
import { AuditScreen } from "./audit-screen";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage() {
  if (!can(await requirePerson(), "history.read-all")) notFound();
  return <AuditScreen />;
}
