import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type ReceivedMail = { to: string[]; raw: string };

/** What the server answers to the next email: takes it, or what it says instead. */
type Answer = "take" | { code: number; text: string } | "silence";

/** A real SMTP server on a port of its own. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  /** Answers to recipients, one for each try; afterwards it takes everything. */
  answers: Answer[] = [];
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      disableReverseLookup: true,
      closeTimeout: 100,
      onRcptTo: (_address, _session, done) => {
        const answer = this.answers.shift() ?? "take";
        if (answer === "silence") return;
        if (answer === "take") return done();
        done(Object.assign(new Error(answer.text), { responseCode: answer.code }));
      },
      onData: (stream, session, done) => {
        const pieces: Buffer[] = [];
        stream.on("data", (piece: Buffer) => pieces.push(piece));
        stream.on("end", () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          this.received.push({ to, raw: Buffer.concat(pieces).toString("utf8") });
          done();
        });
      },
    });
    this.server.on("error", () => {});
  }

  static async start(): Promise<MailServer> {
    const mail = new MailServer();
    await new Promise<void>((resolve) => {
      mail.server.listen(0, "127.0.0.1", resolve);
    });
    return mail;
  }

  get url(): string {
    const address: AddressInfo | string | null = this.server.server.address();
    return `smtp://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }
}
