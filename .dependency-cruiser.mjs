import path from "node:path";

// The import law. A rule's name is the sentence that a developer reads when it is broken.

const ROOT = import.meta.dirname;

/** What each floor may import besides itself. Whatever is not here is forbidden; types count as imports. */
const FLOORS = {
  app: ["client", "ui", "shared", "modules"],
  client: ["ui", "shared"],
  server: ["modules", "platform", "shared"],
  cli: ["modules", "platform", "shared"],
  modules: ["platform", "shared"],
  platform: ["shared"],
  ui: ["shared"],
  shared: [],
};

/** The browser's half knows the type of the router; commands verify the books that the server joins. */
const EXCEPTIONS = { client: ["^src/server/router\\.ts$"], cli: ["^src/server/(verify|prove)-books\\.ts$"] };

/** The modules from the ground up. Those on one line are siblings and do not know each other. */
const STOREYS = [
  ["shop"],
  ["users"],
  ["approvals", "views"],
  ["catalog"],
  ["inventory"],
  ["customers"],
  // Of what the catalog lists, for customers and their groups.
  ["pricing"],
  ["orders", "imports", "purchasing", "counts", "transfers"],
  // Of orders that have shipped: it calls them down, and they hear of it by their own facts.
  ["returns", "invoices"],
  ["picking", "parcels"],
  ["documents", "history", "notifications", "reports"],
  ["privacy"],
];

/** Tests tell a story across floors; the law is about the product. */
const TEST = "\\.test\\.tsx?$";
/** Files that Next calls on the server, and may ask it. */
const ROUTE = "^src/app/(.+/|)(page|layout|route|default|sitemap|robots|manifest)\\.tsx?$";
const NEXT_ENTRY = "^src/(proxy|instrumentation)\\.ts$";

const forbid = (name, from, to) => ({ name, severity: "error", from, to });
const anyOf = (words) => `(${words.join("|")})`;

const floorRules = Object.entries(FLOORS).map(([floor, below]) => {
  const allowed = [floor, ...below];
  const exceptions = EXCEPTIONS[floor] ?? [];
  const from = { path: `^src/${floor}/`, pathNot: floor === "app" ? [TEST, ROUTE] : TEST };
  const name = below.length === 0 ? `${floor} imports nothing of ours` : `${floor} imports only ${below.join(", ")}`;
  return forbid(name, from, { path: "^src/", pathNot: [`^src/${anyOf(allowed)}/`, ...exceptions] });
});

const modules = STOREYS.flatMap((storey, height) =>
  storey.map((name) => ({ name, below: STOREYS.slice(0, height).flat() })),
);

const storeyRules = modules.map(({ name, below }) =>
  forbid(
    `${name} knows ${below.length === 0 ? "no other module" : `only the modules below it: ${below.join(", ")}`}`,
    { path: `^src/modules/${name}/`, pathNot: TEST },
    { path: "^src/modules/", pathNot: `^src/modules/${anyOf([name, ...below])}/` },
  ),
);

/**
 * The rooms of platform from the ground up: folders, and files that stand beside them. Those on one line do not know
 * each other, but for the ground, whose files are small and may.
 */
const ROOMS = [
  [
    "bounded-map",
    "config",
    "fair-line",
    "late-number",
    "files",
    "logger",
    "mail",
    "process-singleton",
    "redis-settings",
    "secret-sources",
    "secrets",
    "settle-both",
    "site",
    "telemetry",
  ],
  ["cache", "database", "http"],
  ["context"],
  ["audit", "outbox"],
  ["transaction"],
  ["idempotency", "jobs"],
  ["trpc", "process"],
  ["exports"],
];
const inRooms = (rooms) => `^src/platform/${anyOf(rooms)}(/|\\.ts$)`;

const roomRules = ROOMS.flatMap((storey, height) => {
  const below = ROOMS.slice(0, height).flat();
  return storey.map((room) =>
    forbid(
      `platform/${room} imports only the rooms below it`,
      { path: inRooms([room]), pathNot: TEST },
      { path: "^src/platform/", pathNot: inRooms(height === 0 ? storey : [room, ...below]) },
    ),
  );
});

/** Beside `contract.ts`: the nouns of each module whose rules the browser may load too. */
const RULES = {
  shop: [
    "bank-account",
    "card-number",
    "carriers/carried-by",
    "carriers/carrier",
    "carriers/carrier-inputs",
    "carriers/refusals",
    "payment-method",
    "payment-method-inputs",
    "refusals",
    "shop",
    "vat-number",
  ],
  users: ["browser-name", "factor", "key", "password-rule", "refusals", "user"],
  approvals: ["approval"],
  catalog: [
    "archiving",
    "codes/barcode",
    "codes/gs1",
    "codes/gs1-identifiers",
    "codes/gtin",
    "product",
    "taxes/tax",
    "taxes/tax-inputs",
    "taxes/vatex",
  ],
  inventory: [
    "inventory",
    "counts/short-reason",
    "locations/bin-code",
    "locations/ships-from",
    "lots/facts",
    "lots/lot-input",
    "refusals",
    "serials/refusals",
    "serials/serial",
    "serials/serial-input",
    "staleness",
  ],
  customers: ["customer", "customer-kind", "customer-sorts"],
  orders: [
    "carried/carried",
    "carried/refusals",
    "comments/comment",
    "discounts/discount",
    "holds/hold",
    "mails/mail",
    "order",
    "order-sums",
    "order-terms",
    "origins/origin",
    "payments/move",
    "payments/payment",
    "payments/refusals",
    "promise",
    "refusals",
    "serials/refusals",
    "staleness",
  ],
  invoices: ["invoice"],
  picking: ["pick-list"],
  parcels: ["parcel"],
  documents: ["document", "runs/run"],
  reports: ["report"],
  returns: ["refusals", "return"],
  imports: ["customers/customer-fields", "import", "import-format", "import-note"],
  history: ["audit"],
  notifications: ["kind", "kind-shape"],
  views: ["view"],
  pricing: ["price", "refusals"],
};
const BROWSER_FILE = `^src/modules/(${Object.entries(RULES)
  .map(([module, nouns]) => `${module}/${anyOf(nouns)}`)
  .join("|")}|[^/]+/contract)\\.ts$`;
const ZOD = "node_modules/zod/";

export default {
  forbidden: [
    ...floorRules,
    ...storeyRules,
    ...roomRules,
    forbid(
      "a page, layout or route imports only client, ui, shared, server, platform/http and a module's contract or rules",
      { path: ROUTE },
      { path: "^src/", pathNot: "^src/(app|client|ui|shared|server|modules|platform/http)/" },
    ),
    forbid(
      "what Next calls before any page imports only server, platform and shared",
      { path: NEXT_ENTRY },
      { path: "^src/", pathNot: "^src/(server|platform|shared)/" },
    ),
    forbid(
      "app imports of a module only its contract and its rules, which are fit for the browser",
      { path: "^src/app/", pathNot: TEST },
      { path: "^src/modules/", pathNot: BROWSER_FILE },
    ),
    forbid(
      "a contract or a rule that the browser may load imports only zod, shared and other such files",
      { path: BROWSER_FILE },
      { pathNot: ["^src/shared/", BROWSER_FILE, ZOD] },
    ),
    forbid(
      "shared is pure and imports no package but zod",
      { path: "^src/shared/", pathNot: TEST },
      { pathNot: ["^src/", ZOD] },
    ),
    forbid(
      "every room of platform has its place in .dependency-cruiser.mjs",
      { path: "^src/platform/", pathNot: TEST },
      { path: "^src/platform/", pathNot: inRooms(ROOMS.flat()) },
    ),
    forbid(
      "router.ts and jobs.ts are doors that only server opens",
      { path: "^src/", pathNot: ["^src/server/", TEST] },
      { path: "^src/modules/[^/]+/(router|jobs)\\.ts$" },
    ),
    forbid(
      "only inventory posts: others ask it for a change of stock",
      { path: "^src/", pathNot: ["^src/modules/inventory/", TEST] },
      { path: "^src/modules/inventory/ledger/" },
    ),
    forbid(
      "every module has its place among the storeys of .dependency-cruiser.mjs",
      { path: "^src/" },
      { path: "^src/modules/", pathNot: `^src/modules/${anyOf(modules.map((module) => module.name))}/` },
    ),
    forbid("app is imported by nobody", { path: "^src/", pathNot: ["^src/app/", TEST] }, { path: "^src/app/" }),
    forbid(
      "testing is imported only by tests",
      { path: "^src/", pathNot: ["^src/testing/", TEST] },
      { path: "^src/testing/" },
    ),
    forbid("imports run down: no circle, not even one made of types", {}, { circular: true }),
    forbid(
      "there is no index, utils, helpers, common or lib: a file is named for what it is",
      { path: "^src/" },
      { path: "^src/(.+/|)(index|util|utils|helper|helpers|common|lib)(\\.[^/]+$|/)" },
    ),
    forbid(
      "only platform talks to the driver of the database",
      { path: "^src/", pathNot: ["^src/platform/", "^src/testing/", "^src/cli/", TEST] },
      { path: "node_modules/(postgres|pg|drizzle-orm/postgres-js)/" },
    ),
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    // The bench builds its bare peers below src.
    exclude: { path: ["\\.css$", "/\\.next/"] },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js", ".json"] },
    webpackConfig: { fileName: path.join(ROOT, ".dependency-cruiser.resolve.cjs") },
  },
};
