import { expect, test } from "./fixtures/journey";
import { ask } from "./fixtures/raw-request";
import { builtRoutes } from "./fixtures/routes";

/** What tools of operators, frameworks and careless deployments answer elsewhere. */
const PROBED = [
  ["/metrics", "/live", "/health", "/healthz", "/status", "/server-status", "/actuator", "/actuator/env", "/debug"],
  [
    "/debug/pprof",
    "/admin",
    "/api/metrics",
    "/api/admin",
    "/api/debug",
    "/api/jobs",
    "/queues",
    "/graphql",
    "/swagger",
  ],
  ["/api-docs", "/openapi.json", "/trpc-panel", "/panel", "/.env", "/.env.production", "/.git/config", "/.git/HEAD"],
  ["/package.json", "/package-lock.json", "/.next/BUILD_ID", "/.next/required-server-files.json", "/.quartermaster"],
  ["/dist/worker.js", "/server.js", "/phpinfo.php", "/wp-login.php", "/__nextjs_original-stack-frame", "/_next/mcp"],
].flat();
const INSIDE =
  /process_resident_memory|quartermaster_(?:pool|jobs|outbox)|DATABASE_URL|AUTH_SECRET|"dependencies"|ref: refs/;

test("nothing for operators is on the port that people use, and health says only whether they can work", async ({
  system,
  sessionOf,
}) => {
  const { cookies } = await sessionOf(system.person("admin"));
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const path of PROBED)
    for (const headers of [{}, { cookie }]) {
      const { status, text } = await ask(system.url, { path, headers });
      expect({ path, isRefused: status === 404 || (status >= 300 && status < 400) }).toEqual({ path, isRefused: true });
      expect(text, path).not.toMatch(INSIDE);
    }
  const ready = await ask(system.url, { path: "/api/health/ready" });
  const { version: _version, ...said } = JSON.parse(ready.text);
  expect(JSON.stringify(said)).not.toMatch(/postgres|redis|localhost|127\.0\.0\.1|\.ts\b|Error/i);
});

test("no page, nor what it brings along, shows anything of another warehouse, or what goods cost", async ({
  shop,
  system,
  sessionOf,
}) => {
  test.setTimeout(180_000);
  const number = Date.now();
  const far = { code: `FAR${number}`, name: `Faraway ${number}` };
  const { warehouseId, binId } = await shop.api.change("inventory", "createWarehouse", far);
  const goods = await shop.goods("Octant");
  const cost = 987_654_321;
  await shop.api.change("inventory", "receiveStock", {
    lines: [{ variantId: goods.variantId, locationId: binId, quantity: 5, unitCost: cost }],
  });
  const costly = await shop.api.change("catalog", "createProduct", {
    title: `Costly ${number}`,
    variants: [{ sku: `C-${number}`, price: 1_990, cost }],
  });
  const place = { warehouseId, warehouseName: far.name, binId, binCode: far.code };
  const { orderId, customer } = await shop.draft(place, [{ goods, quantity: 1 }]);
  const near = await shop.place();
  const person = shop.newPerson("Clerk");
  const invited = { name: person.name, email: person.email, role: "staff" as const, warehouses: [near.warehouseId] };
  const { link } = await shop.api.change("users", "invite", invited);
  const token = link.path.split("#")[1] ?? "";
  await shop.api.change("users", "acceptInvitation", { token, name: person.name, password: person.password });

  const things: Readonly<Record<string, string>> = {
    "[orderId]": orderId,
    "[locationId]": binId,
    "[productId]": costly.productId,
    "[variantId]": goods.variantId,
  };
  const addresses = await Promise.all(
    builtRoutes().pages.map(async (route) => {
      const filled = route.replaceAll(/\[[^\]]+\]/g, (parameter) => things[parameter] ?? parameter);
      return filled === route ? shop.addressOf(route) : filled;
    }),
  );
  const shownTo = async (session: Awaited<ReturnType<typeof sessionOf>>) => {
    const cookie = session.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const found: string[] = [];
    for (const path of addresses.map((address) => address.split("#")[0] ?? ""))
      for (const headers of [{ cookie }, { cookie, rsc: "1" }]) {
        const { text } = await ask(system.url, { path, headers });
        for (const mark of [far.code, far.name, customer, String(cost)])
          if (text.includes(mark)) found.push(`${path}: ${mark}`);
      }
    return found;
  };
  const clerk = await sessionOf({ role: "staff", email: person.email, password: person.password });
  // A customer is the whole shop's, and so is who bought lately.
  expect((await shownTo(clerk)).filter((found) => !found.endsWith(customer) || found.includes(orderId))).toEqual([]);
  const toAdmin = (await shownTo(await sessionOf(system.person("admin")))).join("\n");
  expect(toAdmin, "what is looked for is there for those who may").toContain(far.name);
});
