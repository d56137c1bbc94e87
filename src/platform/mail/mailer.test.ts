import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { makeLogger } from "@/platform/logger";
import { MailServer } from "@/testing/mail-server";
import { type Letter, renderLetter } from "./mail";
import { type Mail, openMailer } from "./mailer";

const appUrl = new URL("https://stock.example");
const log = makeLogger("silent");
const LETTER: Letter = {
  subject: "Tea <b>&\r\nBcc: thief@example.com",
  lines: ["Something happened."],
  items: [{ title: "<script>alert(1)</script>", detail: '"3" left', href: "https://stock.example/a?b=1&c=2" }],
  action: { label: "Open", href: "https://stock.example/" },
  footer: [{ text: "Why you get this" }],
};
const mail = (more: Partial<Mail> = {}): Mail => ({
  to: "ada@example.com",
  letter: LETTER,
  key: "17.notices",
  ...more,
});

/** Whatever gets past the form that asks for an address. */
const HIDING = [
  "ada@example.com, thief@example.com",
  "ada@example.com; thief@example.com",
  "Ada: ada@example.com, thief@example.com;",
  "ada@example.com\r\nRCPT TO:<thief@example.com>",
  "ada@example.com>\r\nBcc: <thief@example.com",
  "<ada@example.com> <thief@example.com>",
];

let server: MailServer;
beforeAll(async () => {
  server = await MailServer.start();
});
afterEach(() => {
  server.received.length = 0;
  server.answers = [];
});
afterAll(() => server.stop());
const open = (smtpUrl = server.url) =>
  openMailer({ mail: { kind: "smtp", smtpUrl, from: "Shop <shop@stock.example>" }, appUrl, log });

describe("through a server", () => {
  test("an email has text and HTML, one key for all tries, and no line of a header by its subject", async () => {
    await open().send(mail({ unsubscribeUrl: "https://stock.example/api/unsubscribe?token=x" }));
    await open().send(mail());
    const [first, second] = server.received;
    expect(first?.to).toEqual(["ada@example.com"]);
    expect(first?.raw).toContain("Message-ID: <17.notices@stock.example>");
    expect(second?.raw).toContain("Message-ID: <17.notices@stock.example>");
    expect(first?.raw).toContain("List-Unsubscribe: <https://stock.example/api/unsubscribe?token=x>");
    expect(first?.raw).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    expect(second?.raw).not.toContain("List-Unsubscribe");
    expect(first?.raw).toMatch(/text\/plain[^]*text\/html/);
    expect(first?.raw.split("\r\n\r\n")[0]).not.toMatch(/^Bcc:/m);
  });

  test.each([
    ["greylisted", { code: 451, text: "come back later" }],
    ["busy", { code: 421, text: "too many of you" }],
  ] as const)("%s is an error that is tried again, and then it goes", async (_, answer) => {
    server.answers = [answer];
    await expect(open().send(mail())).rejects.toThrow(String(answer.code));
    await open().send(mail());
    expect(server.received).toHaveLength(1);
  });

  test.each(HIDING)("an email has one recipient, and none that is hidden in %j", async (to) => {
    await open()
      .send(mail({ to }))
      .catch(() => {});
    expect(server.received.flatMap(({ to: recipients }) => recipients)).not.toContain("thief@example.com");
    expect(server.received.flatMap(({ to: recipients }) => recipients).length).toBeLessThan(2);
    for (const { raw } of server.received) expect(raw.split("\r\n\r\n")[0]).not.toMatch(/^(?:Bcc|Cc):/im);
  });

  test("an address that is refused for good is a refusal, and names nobody", async () => {
    server.answers = [{ code: 550, text: "no ada@example.com here" }];
    const refused = open().send(mail());
    await expect(refused).rejects.toMatchObject({ code: "platform.mail-refused", details: { status: 550 } });
    await expect(refused).rejects.not.toThrow("ada");
  });

  test("a server that is away is an error", async () => {
    await expect(open("smtp://127.0.0.1:9").send(mail())).rejects.toThrow("could not take an email");
  });

  test("a server that says nothing is waited for, but not for ever", async () => {
    server.answers = ["silence"];
    const impatient = openMailer({
      mail: { kind: "smtp", smtpUrl: server.url, from: "shop@stock.example" },
      appUrl,
      log,
      answerTimeoutMs: 300,
    });
    await expect(impatient.send(mail())).rejects.toThrow("ETIMEDOUT");
  });
});

describe("without a server", () => {
  const directory = path.join(mkdtempSync(path.join(tmpdir(), "quartermaster-mail-")), "mail");
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test("an email is one file that only its owner reads, however often it is sent", async () => {
    const mailer = openMailer({ mail: { kind: "folder", directory, from: "shop@localhost" }, appUrl, log });
    await mailer.send(mail());
    await mailer.send(mail());
    expect(readdirSync(directory)).toEqual(["17.notices.html"]);
    const file = path.join(directory, "17.notices.html");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toContain("To: ada@example.com");
  });
});

describe("a letter", () => {
  test("has one line of text for each that it lists, whatever breaks a label has", () => {
    const { text } = renderLetter({ ...LETTER, items: [{ title: "Tea\r\n\nPay here:", detail: "3\nleft" }] });
    expect(text).toContain("- Tea Pay here:\n  3 left\n");
  });

  test("shows what people typed as they typed it, and loads nothing", () => {
    const { html, text } = renderLetter(LETTER);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).toContain('href="https://stock.example/a?b=1&amp;c=2"');
    expect(html).not.toMatch(/<(script|img|link|iframe)\b|url\(|@import/i);
    expect(text).toContain('- <script>alert(1)</script>\n  "3" left\n  https://stock.example/a?b=1&c=2');
  });
});
