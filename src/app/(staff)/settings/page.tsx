import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requirePerson } from "@/server/context";
import { can } from "@/shared/access";
import { SettingsScreen } from "./settings-screen";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  if (!can(await requirePerson(), "shop.edit-settings")) notFound();
  return <SettingsScreen />;
}
