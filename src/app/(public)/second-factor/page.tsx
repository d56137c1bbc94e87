import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { ConfirmIdentity } from "@/app/_factor/confirm-identity";
import { Providers } from "@/client/providers";
import { findPerson } from "@/server/context";
import { toReturnPath } from "@/shared/return-path";
import { RequiredFactorScreen } from "./required-factor-screen";

export const metadata: Metadata = { title: "Set up a second factor" };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

/** Where somebody is led whose role requires a second factor, and who has none: nothing else is open to them. */
export default async function RequiredFactorPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const returnPath = toReturnPath(typeof next === "string" ? next : null);
  const person = await findPerson(await headers());
  if (!person) redirect("/sign-in");
  if (!person.isLimited) redirect(returnPath);
  return (
    <Providers>
      <RequiredFactorScreen returnPath={returnPath} />
      <ConfirmIdentity />
    </Providers>
  );
}
