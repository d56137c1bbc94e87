import { type ClientRequest, request } from "node:http";

export type Heard = { id: string; name: string; entityIds: string[] };

/** The live stream as a browser's EventSource reads it, with its ids and with how it came to its end. */
export class LiveStream {
  readonly heard: Heard[] = [];
  /** `cut` makes a browser come back by itself; told to end by the server (`ended`), it would stay away. */
  state: "connecting" | "open" | "cut" | "ended" = "connecting";
  private readonly asked: ClientRequest;
  private rest = "";

  constructor(origin: string, cookie: string, after?: string) {
    const url = new URL(`/api/trpc/live.events?input=${encodeURIComponent("{}")}`, origin);
    const headers = {
      accept: "text/event-stream",
      "sec-fetch-site": "same-origin",
      cookie,
      ...(after !== undefined && { "last-event-id": after }),
    };
    this.asked = request(url, { headers, agent: false }, (answer) => {
      if (answer.statusCode !== 200) return this.end("ended");
      this.state = "open";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => this.read(part));
      answer.on("close", () => this.end(answer.complete ? "ended" : "cut"));
      answer.on("error", () => this.end("cut"));
    });
    this.asked.on("error", () => this.end("cut"));
    this.asked.end();
  }

  get lastId(): string | undefined {
    return this.heard.at(-1)?.id;
  }

  close(): void {
    this.asked.destroy();
  }

  private end(how: "cut" | "ended"): void {
    if (this.state === "connecting" || this.state === "open") this.state = how;
  }

  private read(part: string): void {
    const blocks = (this.rest + part).split("\n\n");
    this.rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = new Map(
        block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
      );
      const id = fields.get("id");
      if (fields.get("event") === "return") this.end("ended");
      if (id === undefined || id === "") continue;
      const { name, entityIds } = JSON.parse(fields.get("data") ?? "{}");
      this.heard.push({ id, name, entityIds });
    }
  }
}
