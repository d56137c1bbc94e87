import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { config, type MailConfig } from "@/platform/config";
import { type Logger, logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { inSpan } from "@/platform/telemetry/span";
import { defineError } from "@/shared/error";
import { escapeHtml, inOneLine, type Letter, renderLetter } from "./mail";

export type Mail = {
  to: string;
  letter: Letter;
  /** The same for every try to send it, so that a second copy is known for one. */
  key: string;
  /** Where a mail program says that its reader wants no more of it, with one click (RFC 8058). */
  unsubscribeUrl?: string | undefined;
  attachments?: readonly Attached[];
  /** Somebody asked for this very email: no mail program is to take it for one that nobody has written. */
  isByPerson?: true;
};

type Attached = { fileName: string; content: Buffer; type: string };

export type Mailer = { readonly send: (mail: Mail) => Promise<void> };

export type MailerOptions = { mail: MailConfig; appUrl: URL; log: Logger; answerTimeoutMs?: number };

const CONNECT_TIMEOUT_MS = 10_000;
/** Between two answers of the server. */
const ANSWER_TIMEOUT_MS = 20_000;
const PERMANENT = 500;

/** The server will not take it, however often it is asked. Neither address nor answer is kept: they name a person. */
const mailRefused = defineError<{ status: number }>(
  "platform.mail-refused",
  "invalid",
  ({ status }) => `The mail server refused this email for good (${status}). Check the address of its person.`,
);

export function openMailer(options: MailerOptions): Mailer {
  const { mail } = options;
  const mailer = mail.kind === "smtp" ? throughServer(mail, options) : intoFolder(mail, options);
  return { send: (letter) => inSpan({ name: `mail ${mail.kind}`, kind: "client" }, () => mailer.send(letter)) };
}

/** The process's own, as configured. */
export const mailer = (): Mailer =>
  processSingleton("mailer", () => {
    const { mail, appUrl } = config();
    return openMailer({ mail, appUrl, log: logger() });
  });

/** Whether emails reach anybody: without a server they are files on this machine. */
export const sendsMail = (): boolean => config().mail.kind === "smtp";

const messageIdOf = (key: string, { appUrl }: MailerOptions) => `<${key}@${appUrl.hostname}>`;

/** Loaded by those alone who have a server: it is some megabytes. */
async function openTransport(url: string, socketTimeout = ANSWER_TIMEOUT_MS) {
  const { createTransport } = await import("nodemailer");
  return createTransport({
    url,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** Whether the server lets us in; nothing is sent. @throws Error when it does not */
export async function verifyMailServer({ smtpUrl }: { smtpUrl: string }): Promise<void> {
  const transport = await openTransport(smtpUrl);
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}

function throughServer({ smtpUrl, from }: MailConfig & { kind: "smtp" }, options: MailerOptions): Mailer {
  let transport: ReturnType<typeof openTransport> | undefined;
  return {
    async send({ to, letter, key, unsubscribeUrl, attachments = [], isByPerson }) {
      const message = {
        from,
        to: { name: "", address: to },
        subject: inOneLine(letter.subject),
        messageId: messageIdOf(key, options),
        ...renderLetter(letter),
        attachments: attachments.map(({ fileName, content, type }) => ({
          filename: fileName,
          content,
          contentType: type,
        })),
        headers: {
          ...(!isByPerson && { "Auto-Submitted": "auto-generated" }),
          ...(unsubscribeUrl && {
            "List-Unsubscribe": `<${unsubscribeUrl}>`,
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          }),
        },
      };
      transport ??= openTransport(smtpUrl, options.answerTimeoutMs);
      try {
        await (await transport).sendMail(message);
      } catch (error) {
        throw asMailError(error);
      }
    },
  };
}

/** Kept beside the error and never in it: what a server says may name a person, and errors go into logs. */
const answers = new WeakMap<Error, string>();

/** What the server said as it did not take an email, in one line; empty where it said nothing. */
export const serverAnswerOf = (error: unknown): string => (error instanceof Error && answers.get(error)) || "";

/** What is worth another try (a busy or unreachable server, greylisting) is an error; what never will be, a refusal. */
function asMailError(error: unknown): Error {
  const told = toldError(error);
  const answer = error instanceof Error ? Reflect.get(error, "response") : undefined;
  if (typeof answer === "string") answers.set(told, inOneLine(answer));
  return told;
}

function toldError(error: unknown): Error {
  const code = error instanceof Error ? String(Reflect.get(error, "code") ?? "unknown") : "unknown";
  const status = error instanceof Error ? Number(Reflect.get(error, "responseCode") ?? 0) : 0;
  const isOfThisMail = code === "EENVELOPE" || code === "EMESSAGE";
  if (isOfThisMail && status >= PERMANENT) return mailRefused({ status });
  return new Error(`The mail server could not take an email (${code}${status > 0 ? `, ${status}` : ""}).`);
}

/** The file that stands for an email where there is no server; that of a second try replaces it. */
export const mailFileOf = (key: string): string => `${key.replaceAll(/[^\w.-]/g, "_")}.html`;

function intoFolder({ directory, from }: MailConfig & { kind: "folder" }, { log }: MailerOptions): Mailer {
  return {
    async send({ to, letter, key, attachments = [] }) {
      const { html } = renderLetter(letter);
      const attached = attachments.map(({ fileName }) => `Attached: ${fileName}`);
      const head = [`From: ${from}`, `To: ${to}`, `Subject: ${inOneLine(letter.subject)}`, ...attached]
        .map(escapeHtml)
        .join("<br>");
      const file = path.join(directory, mailFileOf(key));
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeFile(file, html.replace(/(<body[^>]*>)/, `$1<p>${head}</p><hr>`), { mode: 0o600 });
      log.info({ file: pathToFileURL(file).href }, "an email is in a file, as there is no SMTP_URL");
    },
  };
}
