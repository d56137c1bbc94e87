// @ts-check
import { writeFileSync } from "node:fs";

/** How long a web says that it is on its way out: haproxy looks twice in less. */
export const UNREADY_GRACE_MS = 3_000;

/**
 * What haproxy needs to send people to the webs that are ready. A change is sent again only if it never reached a web.
 * @param {string} file @param {{ host: string, port: number, webs: readonly { name: string, port: number }[] }} options
 */
export function writeBalancer(file, { host, port, webs }) {
  const lines = [
    "defaults",
    "  mode http",
    "  timeout connect 3s",
    "  timeout client 75s",
    "  timeout client-fin 10s",
    "  timeout server 75s",
    "  timeout http-request 10s",
    "  timeout http-keep-alive 60s",
    "  timeout queue 10s",
    "  timeout check 3s",
    "  retries 3",
    "  option redispatch 1",
    "frontend web",
    `  bind ${host}:${port}`,
    "  http-request del-header X-Forwarded-For",
    "  option forwardfor",
    "  default_backend webs",
    "backend webs",
    "  balance leastconn",
    "  option httpchk",
    "  http-check send meth GET uri /api/health/ready hdr Host localhost",
    "  http-check expect status 200",
    "  retry-on conn-failure empty-response 503",
    "  http-request disable-l7-retry unless METH_GET",
    "  http-reuse safe",
    "  default-server inter 300ms fastinter 200ms fall 2 rise 1 maxconn 500 pool-purge-delay 20s",
    ...webs.map((web) => `  server ${web.name} 127.0.0.1:${web.port} check`),
    "",
  ];
  writeFileSync(file, lines.join("\n"), { mode: 0o600 });
}
