"use client";

import type { TRPCClientErrorLike } from "@trpc/client";
import type { AppRouter } from "@/server/router";
import type { RefusalShape } from "@/shared/error";
import { PlainLink } from "@/ui/plain-link";

export type ClientError = TRPCClientErrorLike<AppRouter>;

const UNREACHABLE: RefusalShape = {
  code: "client.unreachable",
  kind: "unexpected",
  message: "The server can't be reached. Check the connection; your entries are kept.",
  details: null,
  requestId: "",
};

/** What the server refused, as data; a message about the connection where no answer came. */
export const refusalOf = (error: ClientError): RefusalShape => error.data?.refusal ?? UNREACHABLE;

const SIGNED_OUT = "users.signed-out";

/**
 * Shows a refusal beside what was refused. Renders nothing while there is no error. Whoever is signed out signs in in
 * another tab, since this one keeps what they have written.
 */
export function RefusalNotice({ of: error }: { of: ClientError | null | undefined }) {
  if (!error) return null;
  const refusal = refusalOf(error);
  return (
    <p
      role="alert"
      data-code={refusal.code}
      className="rounded-md border border-danger/40 bg-danger-subtle px-3 py-2 text-sm text-danger-text"
    >
      {refusal.message}{" "}
      {refusal.code === SIGNED_OUT && (
        <PlainLink href="/sign-in" target="_blank" rel="noreferrer">
          Sign in in a new tab
        </PlainLink>
      )}
    </p>
  );
}
