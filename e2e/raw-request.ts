import { type IncomingHttpHeaders, request } from "node:http";

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string };
type Asked = { method?: string; path: string; headers?: Record<string, string>; body?: string };

const ANSWER_TIMEOUT_MS = 10_000;

/** Sends the path exactly as it is written: browsers and fetch would tidy it first, and whoever attacks does not. */
export function ask(origin: string, { method = "GET", path, headers = {}, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const asked = request(
      { hostname, port, method, path, headers, agent: false, timeout: ANSWER_TIMEOUT_MS },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (part: string) => (text += part));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
        answer.on("error", reject);
      },
    );
    asked.on("timeout", () => asked.destroy(new Error(`No answer to ${method} ${path}.`)));
    asked.on("error", reject);
    asked.end(body);
  });
}
