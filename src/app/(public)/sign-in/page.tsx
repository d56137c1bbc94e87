import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { findPerson } from "@/server/context";
import { toReturnPath } from "@/shared/return-path";
import { SignInScreen } from "./sign-in-screen";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[]; step?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, step } = await searchParams;
  const returnPath = toReturnPath(typeof next === "string" ? next : null);
  if (await findPerson(await headers())) redirect(returnPath);
  return <SignInScreen returnPath={returnPath} firstStep={step === "code" ? "code" : "password"} />;
}
