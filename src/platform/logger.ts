import pino, { type Logger } from "pino";
import { processSingleton } from "./process-singleton";
import { isReleased, site } from "./site";
import { reportLine } from "./telemetry/reports";
import { traceId } from "./telemetry/span";

export type { Logger };

/** Keys whose values never reach a log, however deep an object carries them (to the depth named here). */
const SECRET_KEYS = [
  "password",
  "newPassword",
  "currentPassword",
  "passwordHash",
  "token",
  "secret",
  "authSecret",
  "cookie",
  "authorization",
  "set-cookie",
  "idempotencyKey",
  "parameters",
  "params",
] as const;

const ERROR = pino.levels.values["error"] ?? 50;

const REDACT_PATHS = SECRET_KEYS.flatMap((key) => {
  const quoted = `["${key}"]`;
  return [quoted, `*${quoted}`, `*.*${quoted}`, `*.*.*${quoted}`];
});

/** Structured lines on standard output; the platform that runs the process routes them. */
export const makeLogger = (level: string, destination?: pino.DestinationStream): Logger => {
  const options: pino.LoggerOptions = {
    level,
    base: isReleased(site().release) ? { release: site().release } : null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => {
      const trace = traceId();
      return trace ? { trace } : {};
    },
    hooks: {
      /** What the log calls an error is reported too, where errors are. */
      logMethod(line, method, level) {
        if (level >= ERROR) reportLine(line[0]);
        method.apply(this, line);
      },
    },
    redact: { paths: REDACT_PATHS, censor: "[redacted]" },
  };
  return destination ? pino(options, destination) : pino(options);
};

export const logger = (): Logger => processSingleton("logger", () => makeLogger(site().logLevel));
