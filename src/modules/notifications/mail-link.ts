import type * as z from "zod";
import type { linkOffered } from "@/modules/users/contract";
import { makeMailedLink, type MailedLink } from "@/modules/users/make-mailed-link";
import { config } from "@/platform/config";
import { type JobContext, onceOutside } from "@/platform/jobs/handler";
import type { Letter } from "@/platform/mail/mail";
import { mailer } from "@/platform/mail/mailer";
import { unseal } from "@/platform/secrets";

/** Emails the person whom an administrator has made a link for. */
export const mailOfferedLink = (ctx: JobContext, offered: z.infer<typeof linkOffered.payload>): Promise<void> =>
  mailLink(ctx, offered);

/** Emails a link to whoever has this email; nothing where nobody has. */
export const mailAskedLink = (ctx: JobContext, { sealedEmail }: { sealedEmail: string }): Promise<void> =>
  mailLink(ctx, { email: unseal(sealedEmail) });

/** Each try makes a link of its own, which is stored as a digest alone and good for an hour from then. */
async function mailLink(ctx: JobContext, person: Parameters<typeof makeMailedLink>[1]): Promise<void> {
  await onceOutside(ctx, async () => {
    const made = await makeMailedLink(ctx, person);
    if (!made) return;
    await mailer().send({
      to: made.email,
      key: `${ctx.requestId}.${ctx.delivery.outboxId}`,
      letter: letterOf(made),
    });
  });
}

const WORDS = {
  invitation: {
    subject: "Your invitation to Quartermaster",
    line: "You were invited to Quartermaster. Choose the password that you will sign in with:",
    label: "Choose a password",
  },
  "password-reset": {
    subject: "Choose a new password",
    line: "Somebody asked for a link to set a new password for your account in Quartermaster:",
    label: "Choose a new password",
  },
} as const;

function letterOf({ link, name, purpose }: MailedLink): Letter {
  const { subject, line, label } = WORDS[purpose];
  return {
    subject,
    lines: [`Hello ${name},`, line],
    action: { label, href: new URL(link.path, config().appUrl).href },
    footer: [
      { text: "The link works once, for an hour. Share it with nobody." },
      { text: "If you didn't expect this email, do nothing: nothing has changed." },
    ],
  };
}
