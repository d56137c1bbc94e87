import * as z from "zod";
import { redactMessage } from "@/shared/redact-message";

const FRAMES_MAX = 60;
const EXCEPTIONS_MAX = 10;
const NAME_CHARACTERS_MAX = 120;

const cut = (text: string): string => text.slice(0, NAME_CHARACTERS_MAX);
const Name = z.string().transform(cut);
/** A name of the program, an id, a release: one word, whatever came. */
const Word = z.string().transform((text) => cut(text).replaceAll(/[^\w.@+/:-]/g, "-"));

/**
 * Where a line of the program is, without the folders of the machine that runs it or the address of the shop. Each
 * pattern begins at the beginning: names come from browsers, too, and a long one must be no work.
 */
function placeOf(filename: string): string {
  if (/^https?:/.test(filename)) return URL.canParse(filename) ? `app://${cut(new URL(filename).pathname)}` : "unknown";
  const path = filename.replace(/^file:\/\//, "").replaceAll("\\", "/");
  const root = process.cwd().replaceAll("\\", "/");
  if (path.startsWith(`${root}/`)) return cut(`app://${path.slice(root.length)}`);
  const ours = /^.*\/((?:node_modules|src|dist|\.next)\/.*)/.exec(path)?.[1];
  return cut(ours ? `app:///${ours}` : path.replace(/^.*\//, ""));
}

/** The SDK gives some keys without a value. */
const known = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess(
    (given) => Object.fromEntries(Object.entries(Object(given)).filter(([, value]) => value !== undefined)),
    z.object(shape),
  );

const Frame = known({
  filename: z.string().transform(placeOf).exactOptional(),
  function: Name.exactOptional(),
  lineno: z.number().exactOptional(),
  colno: z.number().exactOptional(),
  in_app: z.boolean().exactOptional(),
});
const Exception = known({
  type: Word.exactOptional(),
  value: z.string().transform(redactMessage).exactOptional(),
  mechanism: known({ type: Word, handled: z.boolean().exactOptional() }).exactOptional(),
  stacktrace: known({ frames: z.array(Frame).transform((frames) => frames.slice(-FRAMES_MAX)) }).exactOptional(),
});
const Trace = known({
  trace_id: z.string().regex(/^[0-9a-f]{32}$/),
  span_id: z.string().regex(/^[0-9a-f]{16}$/),
});

/**
 * All of an event that leaves the product: what kind of error it was and where, which release met it, and the ids by
 * which log and trace tell the rest. What is not named here is left out: requests, breadcrumbs, variables, hosts.
 */
export const ReportedEvent = known({
  event_id: z.string().regex(/^[0-9a-f]{32}$/),
  timestamp: z.number(),
  platform: z.enum(["node", "javascript"]),
  level: z.enum(["fatal", "error", "warning", "info", "debug", "log"]).default("error"),
  release: Word.exactOptional(),
  environment: Word.exactOptional(),
  exception: known({ values: z.array(Exception).min(1).max(EXCEPTIONS_MAX) }),
  tags: z.record(Word, Word).default({}),
  user: known({ id: Word }).exactOptional(),
  contexts: known({ trace: Trace.exactOptional() }).exactOptional(),
});
export type ReportedEvent = z.infer<typeof ReportedEvent>;
