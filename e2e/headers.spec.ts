import { expect, test } from "./fixtures/journey";
import { type Answer, ask } from "./fixtures/raw-request";
import { builtFile, builtRoutes, PUBLIC_PAGES } from "./fixtures/routes";

const SOME_ID = "01a20430-c92c-7287-9579-0e17cd6f40ea";
const withoutParameters = (route: string) => route.replaceAll(/\[[^\]]+\]/g, SOME_ID);
/** A route as somebody asks for it; behind the two that catch many, one of the many. */
const pathOf = (route: string) =>
  withoutParameters(route.replace(/trpc\/.*/, "trpc/users.getMe").replace(/auth\/.*/, "auth/csrf"));
const { pages, handlers } = builtRoutes();
const staffPages = pages.filter((route) => !PUBLIC_PAGES.includes(route));

/** Ways of writing an address that have led past a guard somewhere before. */
function formsOf(route: string): { path: string; headers?: Record<string, string> }[] {
  const path = withoutParameters(route);
  const [first = "", ...rest] = path.slice(1);
  const encoded = first === "" ? "/%2e" : `/%${first.charCodeAt(0).toString(16)}${rest.join("")}`;
  const once = "src/proxy";
  return [
    { path },
    { path: `${path === "/" ? "/index" : path}.rsc` },
    { path: `${path}?_rsc=1a2b3` },
    { path, headers: { rsc: "1" } },
    {
      path: `${path}?_rsc=1a2b3`,
      headers: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
    },
    { path: `${path === "/" ? "/index" : path}.segments/_tree.segment.rsc` },
    { path: `/${path}` },
    { path: `${path}/` },
    { path: encoded },
    { path: `${path}.` },
    { path: `${path}%2e` },
    { path: `${path}/%2e` },
    { path: `/_next/..${path}` },
    { path, headers: { "x-middleware-subrequest": Array(5).fill(once).join(":") } },
    { path, headers: { "x-middleware-subrequest": Array(5).fill("proxy").join(":") } },
    { path, headers: { "x-middleware-rewrite": path, "x-matched-path": path, "x-invoke-path": path } },
    { path, headers: { authorization: "Bearer anything" } },
  ];
}

/** What only somebody who is signed in is shown. */
const PERSONAL_CONTENT = /Good to see you|"actor"|"userId"/;

const isOwn = (location: string, origin: string) => new URL(location, origin).origin === origin;

test("no page of the staff opens without a session, however its address is written", async ({ system }) => {
  const opened: string[] = [];
  for (const route of staffPages) {
    const forms = formsOf(route);
    const answers = await Promise.all(forms.map((form) => ask(system.url, form)));
    for (const [index, { status, headers, text }] of answers.entries()) {
      const form = `${route} as ${JSON.stringify(forms[index])}`;
      const isSentAway = status >= 300 && status < 400 && isOwn(headers.location ?? "", system.url);
      if (!isSentAway && status < 400) opened.push(`${form}: ${status}`);
      if (status >= 500) opened.push(`${form}: ${status}`);
      if (PERSONAL_CONTENT.test(text)) opened.push(`${form} shows something`);
    }
  }
  expect(opened).toEqual([]);
});

test("a made-up session opens no page, however its address is written: the page itself looks, too", async ({
  system,
}) => {
  const opened: string[] = [];
  for (const route of staffPages) {
    const forms = formsOf(route).map((form) => ({
      ...form,
      headers: { ...form.headers, cookie: "qm-session=made-up" },
    }));
    const answers = await Promise.all(forms.map((form) => ask(system.url, form)));
    for (const [index, { status, headers, text }] of answers.entries()) {
      const isSentAway =
        status >= 400 || isOwn(headers.location ?? "", system.url) || text.includes("NEXT_REDIRECT;replace;/sign-in");
      // What is known of a page before anyone asks (its place in the tree) is no secret; what stands on it is.
      const isShell = headers["content-type"]?.startsWith("text/x-component") && !PERSONAL_CONTENT.test(text);
      if (status >= 500 || PERSONAL_CONTENT.test(text) || !(isSentAway || isShell))
        opened.push(`${route} as ${JSON.stringify(forms[index])}: ${status}`);
    }
  }
  expect(opened).toEqual([]);
});

test("a page for other roles is not there for staff, however its address is written", async ({ system, sessionOf }) => {
  const { cookies } = await sessionOf(system.person("staff"));
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const opened: string[] = [];
  for (const route of ["/users"]) {
    for (const form of formsOf(route)) {
      const { status, text } = await ask(system.url, { ...form, headers: { ...form.headers, cookie } });
      if (status >= 500 || (status < 300 && !/NEXT_HTTP_ERROR_FALLBACK;404/.test(text) && text.includes("UsersScreen")))
        opened.push(`${JSON.stringify(form)}: ${status}`);
    }
    expect((await ask(system.url, { path: route, headers: { cookie } })).status).toBe(404);
  }
  expect(opened).toEqual([]);
});

test("an upload by a role that does not import is refused", async ({ system, sessionOf }) => {
  const { cookies } = await sessionOf(system.person("staff"));
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const own = { "sec-fetch-site": "same-origin", "x-quartermaster": "1", cookie };
  const { status, text } = await ask(system.url, { method: "POST", path: "/api/imports", headers: own, body: "title" });
  expect([status, JSON.parse(text).refusal.code]).toEqual([403, "users.not-allowed"]);
});

test("procedures and uploads answer 401 without a session, and refuse what another site sends", async ({ system }) => {
  const own = { "sec-fetch-site": "same-origin", "x-quartermaster": "1", "content-type": "application/json" };
  const forms = [
    "/api/trpc/users.getMe",
    "//api/trpc/users.getMe",
    "/api/trpc/users%2eme",
    "/api/trpc/users.getMe?batch=1",
    "/api/trpc/users.list?input=%7B%7D",
  ];
  for (const path of forms) {
    const { status, text } = await ask(system.url, { path });
    expect(status === 401 || status === 308 || (status >= 400 && status < 500), `${path}: ${status} ${text}`).toBe(
      true,
    );
    expect(text).not.toContain("@");
  }
  const change = { method: "POST", path: "/api/trpc/orders.place", body: "{}" };
  expect((await ask(system.url, { ...change, headers: { ...own, "idempotency-key": SOME_ID } })).status).toBe(401);
  expect((await ask(system.url, { ...change, headers: { ...own, "sec-fetch-site": "cross-site" } })).status).toBe(403);
  expect(
    (
      await ask(system.url, {
        ...change,
        headers: { "content-type": "multipart/form-data; boundary=x", origin: "https://evil.example" },
      })
    ).status,
  ).toBe(403);
  expect((await ask(system.url, { method: "POST", path: "/api/imports", headers: own, body: "title" })).status).toBe(
    401,
  );
  expect(
    (
      await ask(system.url, {
        method: "POST",
        path: "/api/imports",
        headers: { ...own, "sec-fetch-site": "cross-site" },
        body: "title",
      })
    ).status,
  ).toBe(403);

  const preflight = await ask(system.url, {
    method: "OPTIONS",
    path: "/api/trpc/users.getMe",
    headers: {
      origin: "https://evil.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "x-quartermaster",
    },
  });
  expect(Object.keys(preflight.headers).filter((name) => name.startsWith("access-control-allow"))).toEqual([]);
});

test("a method that a route does not offer is refused, and TRACE everywhere", async ({ system, sessionOf }) => {
  const { cookies } = await sessionOf(system.person("admin"));
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const route of [...pages, ...handlers]) {
    const path = pathOf(route);
    const methods = ["TRACE", "PUT", "PATCH", "DELETE", ...(pages.includes(route) ? ["POST"] : [])];
    for (const method of methods) {
      const { status, text } = await ask(system.url, { method, path, headers: { cookie } });
      expect({ method, path, status }).toEqual({ method, path, status: 405 });
      expect(text).not.toContain(cookie);
    }
    // No HTTP server knows these.
    expect(
      (await ask(system.url, { method: "QUERY", path }).catch(() => ({ status: 400 }))).status,
      path,
    ).toBeGreaterThanOrEqual(400);
  }
});

/** The headers that an answer lacks or must not have. */
function faultsOf({ headers }: Answer): string[] {
  const wanted: Record<string, RegExp> = {
    "x-content-type-options": /^nosniff$/,
    "referrer-policy": /^(same-origin|no-referrer|strict-origin-when-cross-origin)$/,
    "cross-origin-opener-policy": /^same-origin$/,
    "content-security-policy": /frame-ancestors 'none'/,
    "cache-control": /no-store/,
  };
  const missing = Object.entries(wanted)
    .filter(([name, value]) => !value.test(String(headers[name] ?? "")))
    .map(([name]) => `${name}: ${headers[name] ?? "missing"}`);
  return headers["x-powered-by"] === undefined ? missing : [...missing, "x-powered-by is present"];
}

test("every route sends the same security headers, with a session and without", async ({ system, sessionOf }) => {
  const { cookies } = await sessionOf(system.person("admin"));
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const faults: string[] = [];
  for (const route of [...pages, ...handlers]) {
    for (const headers of [{}, { cookie }]) {
      const path = pathOf(route);
      const answer = await ask(system.url, { path, headers });
      faults.push(
        ...faultsOf(answer).map(
          (fault) => `${path}${"cookie" in headers ? " signed in" : ""}, ${answer.status}: ${fault}`,
        ),
      );
    }
  }
  expect(faults).toEqual([]);
});

const SUFFIXES = [".png", ".svg", ".txt", ".ico", ".jpg", ".webp", ".woff2", ".webmanifest", ".js", ".css", ".json"];

test("an address that ends like a file is a page like any other: policy, headers, and nothing by POST", async ({
  system,
  sessionOf,
}) => {
  const { cookies } = await sessionOf(system.person("admin"));
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const faults: string[] = [];
  const parents = pages.flatMap((route) => [pathOf(route), pathOf(route).replace(/[^/]*$/, "x")]);
  for (const [place, path] of [...new Set(["/no/such/page", ...parents])].entries()) {
    const suffixed = `${path.replace(/\/$/, "/x")}${SUFFIXES[place % SUFFIXES.length]}`;
    for (const headers of [{}, { cookie }]) {
      const answer = await ask(system.url, { path: suffixed, headers });
      faults.push(...faultsOf(answer).map((fault) => `${suffixed}, ${answer.status}: ${fault}`));
      if (!/'nonce-/.test(String(answer.headers["content-security-policy"]))) faults.push(`${suffixed}: no nonce`);
      const posted = await ask(system.url, { method: "POST", path: suffixed, headers, body: "x" });
      if (posted.status !== 405) faults.push(`POST ${suffixed}: ${posted.status}`);
    }
  }
  expect(faults).toEqual([]);
});

test("files of the build and of the public folder may be framed by nobody and run nothing", async ({ system }) => {
  for (const path of ["/favicon.svg", "/logo.svg", "/manifest.webmanifest", "/_next/static/none.js"]) {
    const { headers } = await ask(system.url, { path });
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
  }
});

test("a host that is not ours is told so, whatever is asked; health answers by any name", async ({ system }) => {
  const asked = ["/", "/sign-in", "/favicon.svg", "/api/trpc/users.getMe", "/api/auth/csrf"];
  for (const path of asked)
    for (const method of ["GET", "POST"]) {
      const answer = await ask(system.url, { method, path, headers: { host: "evil.example" } });
      expect(answer.status, `${method} ${path}`).toBe(421);
      expect(answer.headers["set-cookie"]).toBeUndefined();
    }
  expect((await ask(system.url, { path: "/api/health/ready", headers: { host: "10.1.2.3:3000" } })).status).toBe(200);
});

test("nobody chooses the address that their session is noted with", async ({ system }) => {
  const claimed = { "x-forwarded-for": "203.0.113.77", "x-quartermaster-peer": "203.0.113.78" };
  const own = { "sec-fetch-site": "same-origin", ...claimed };
  const csrf = await ask(system.url, { path: "/api/auth/csrf", headers: own });
  const { email, password } = system.person("staff");
  const signedIn = await ask(system.url, {
    method: "POST",
    path: "/api/auth/callback/credentials",
    headers: {
      ...own,
      cookie: cookiesOf(csrf)
        .map(({ pair }) => pair)
        .join("; "),
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ csrfToken: JSON.parse(csrf.text).csrfToken, email, password, json: "true" }).toString(),
  });
  const cookie = cookiesOf(signedIn)
    .map(({ pair }) => pair)
    .join("; ");
  const session = /qm-session=([^;]+)/.exec(cookie)?.[1] ?? "";
  system.noteSecret(session);
  const answer = await ask(system.url, { path: "/api/trpc/users.listOwnSessions", headers: { ...claimed, cookie } });
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('"address":"127.0.0.1"');
  expect(answer.text).not.toContain("203.0.113");
});

test("the policy of a page has a nonce of its own, and gives scripts nothing else", async ({ system }) => {
  const policies = await Promise.all(
    [1, 2].map(async () => String((await ask(system.url, { path: "/sign-in" })).headers["content-security-policy"])),
  );
  const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1]);
  expect(new Set(nonces).size).toBe(2);
  for (const policy of policies) {
    const scripts = policy.split(";").find((directive) => directive.trim().startsWith("script-src")) ?? "";
    expect(scripts).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
    for (const directive of [
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "report-uri /api/csp-reports",
    ])
      expect(policy).toContain(directive);
  }
});

test("over https, cookies are bound to the very host and browsers must never come over http", async ({ system }) => {
  await system.start("secure");
  const origin = system.secureUrl;
  const own = { "sec-fetch-site": "same-origin", "x-forwarded-proto": "https" };
  const csrf = await ask(origin, { path: "/api/auth/csrf", headers: own });
  const { csrfToken } = JSON.parse(csrf.text);
  const cookie = cookiesOf(csrf)
    .map(({ pair }) => pair)
    .join("; ");
  const { email, password } = system.person("staff");
  const signedIn = await ask(origin, {
    method: "POST",
    path: "/api/auth/callback/credentials",
    headers: { ...own, cookie, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }).toString(),
  });
  const set = [...cookiesOf(csrf), ...cookiesOf(signedIn)];
  const session = set.find(({ pair }) => pair.includes("session="));
  if (!session) throw new Error(`Nobody was signed in: ${signedIn.status} ${signedIn.text}`);
  system.noteSecret(session.pair.split("=")[1] ?? "");
  for (const { pair, attributes } of set) {
    expect(pair).toMatch(/^__Host-/);
    expect(attributes).toEqual(expect.arrayContaining(["httponly", "secure", "path=/"]));
    expect(attributes.some((attribute) => /^samesite=(lax|strict)$/.test(attribute))).toBe(true);
    expect(pair.length).toBeLessThan(4_096);
  }

  for (const route of [...pages, ...handlers]) {
    const path = pathOf(route);
    const { headers } = await ask(origin, { path, headers: { ...own, cookie: session.pair } });
    const seconds = Number(/max-age=(\d+)/.exec(String(headers["strict-transport-security"]))?.[1]);
    expect(seconds, `${path} sends Strict-Transport-Security`).toBeGreaterThanOrEqual(31_536_000);
    expect(headers["strict-transport-security"]).toContain("includeSubDomains");
  }
  await system.stop("secure");
});

const cookiesOf = ({ headers }: Answer) =>
  (headers["set-cookie"] ?? []).map((line) => {
    const [pair = "", ...attributes] = line.split(/;\s*/);
    return { pair, attributes: attributes.map((attribute) => attribute.toLowerCase()) };
  });

/** What says how the bytes are written, and so differs between two forms of one file. */
const OF_THE_FORM = [
  "content-encoding",
  "content-length",
  "transfer-encoding",
  "etag",
  "last-modified",
  "accept-ranges",
  "date",
  "connection",
  "keep-alive",
];

const [WORKER, PROGRAM] = [/turbopack-worker-.*\.js$/, /\.wasm$/] as const;

test("a program runs in the worker that reads codes and on no page, and all of it comes from here", async ({
  system,
}) => {
  const policyOf = async (path: string) => String((await ask(system.url, { path })).headers["content-security-policy"]);
  expect(await policyOf(builtFile(WORKER))).toMatch(
    /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'/,
  );
  for (const path of ["/sign-in", "/", builtFile(PROGRAM)]) expect(await policyOf(path)).not.toContain("unsafe-eval");
});

test("a file of the build says the same to browsers, whether the front door answers or Next", async ({ system }) => {
  const { text } = await ask(system.url, { path: "/sign-in" });
  const files = [/\/_next\/static\/[^"?]+\.js/, /\/_next\/static\/[^"?]+\.css/].map(
    (file) => file.exec(text)?.[0] ?? "",
  );
  for (const path of [...files, builtFile(WORKER), builtFile(PROGRAM)])
    for (const method of ["GET", "HEAD"])
      for (const proxied of [{}, { "x-forwarded-proto": "https" }]) {
        const take = (accepted: string) =>
          ask(system.url, { method, path, headers: { ...proxied, "accept-encoding": accepted } });
        const answers = await Promise.all(["br", "gzip", "identity"].map(take));
        expect(answers.map(({ status, headers }) => [status, headers["content-encoding"]])).toEqual([
          [200, "br"],
          [200, "gzip"],
          [200, undefined],
        ]);
        const [brotli, zipped, byNext] = answers.map(({ headers }) =>
          Object.entries(headers)
            .filter(([name]) => !OF_THE_FORM.includes(name))
            .toSorted(),
        );
        expect(brotli, path).toEqual(byNext);
        expect(zipped, path).toEqual(byNext);
      }
});
