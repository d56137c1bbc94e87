import type { Metadata } from "next";
import { kindsOfLink } from "@/server/take-unsubscribe";
import { buttonStyle } from "@/ui/button-style";
import { Card } from "@/ui/card";
import { PlainLink } from "@/ui/plain-link";

export const metadata: Metadata = { title: "Stop emails", referrer: "no-referrer" };

type Props = { searchParams: Promise<{ token?: string | string[]; done?: string | string[] }> };

/** Asks before it stops anything: mail programs open every link of an email to look at it. A form without a script. */
export default async function UnsubscribePage({ searchParams }: Props) {
  const { token, done } = await searchParams;
  const kinds = typeof token === "string" ? kindsOfLink(token) : null;
  return (
    <Card className="flex w-full max-w-sm flex-col gap-4 p-6">
      <h1 className="text-xl font-semibold tracking-tight">{done ? "Emails stopped" : "Stop emails"}</h1>
      {done ? (
        <p className="text-sm">You won't get these emails any more. They still appear in Quartermaster.</p>
      ) : null}
      {!done && kinds && <Question token={String(token)} kinds={kinds} />}
      {!done && !kinds && <p className="text-sm">This link isn't whole. Open it again from the email.</p>}
      <p className="text-xs text-muted">
        To choose what you get, and when, open <PlainLink href="/profile">your profile</PlainLink>.
      </p>
    </Card>
  );
}

function Question({ token, kinds }: { token: string; kinds: readonly string[] }) {
  return (
    <form method="post" action={`/api/unsubscribe?token=${encodeURIComponent(token)}`} className="flex flex-col gap-4">
      <div className="text-sm">
        <p>You won't get emails about these any more:</p>
        <ul className="mt-1 list-disc pl-5">
          {kinds.map((kind) => (
            <li key={kind}>{kind}</li>
          ))}
        </ul>
      </div>
      <button type="submit" className={buttonStyle({ variant: "primary", size: "lg" })}>
        Stop these emails
      </button>
    </form>
  );
}
