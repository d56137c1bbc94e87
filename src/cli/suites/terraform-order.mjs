// @ts-check

/*
 * What has to be there before something else. A plan shows no order, but the configuration does that stands beside it;
 * and a plan of what is applied first shows whether it is enough by itself.
 */

/**
 * @typedef {import("./terraform-plan.mjs").Plan} Plan
 * @typedef {import("./terraform-plan.mjs").Resource} Resource
 * @typedef {import("./terraform-plan.mjs").Rule} Rule
 * @typedef {{ references?: string[] }} Expression
 * @typedef {object} Part
 * @property {string} address
 * @property {string} type
 * @property {Record<string, Expression>} [expressions]
 * @property {string[]} [depends_on]
 * @typedef {object} Module
 * @property {Part[]} [resources]
 * @property {Record<string, { expression: Expression, depends_on?: string[] }>} [outputs]
 * @property {Record<string, { module: Module }>} [module_calls]
 */

/** A module and all within it. @param {Module | undefined} module @returns {Module[]} */
const within = (module) =>
  module ? [module, ...Object.values(module.module_calls ?? {}).flatMap((call) => within(call.module))] : [];

/** @param {Plan} plan */
const modulesOf = ({ configuration }) => within(configuration?.root_module);

/** @param {Expression | undefined} expression @param {string} address */
const refersTo = (expression, address) =>
  (expression?.references ?? []).some((each) => each === address || each.startsWith(`${address}.`));

/**
 * Outputs that name a secret whose value this module writes, and what renews that secret, where they do not wait for
 * the value.
 * @param {Module} module
 */
function tooEarly({ resources = [], outputs = {} }) {
  const readers = [
    ...Object.entries(outputs).map(([name, { expression, depends_on: waits = [] }]) => ({ name, expression, waits })),
    ...resources
      .filter(({ type }) => type === "aws_secretsmanager_secret_rotation")
      .map(({ address: name, expressions, depends_on: waits = [] }) => ({
        name,
        expression: expressions?.["secret_id"],
        waits,
      })),
  ];
  return resources
    .filter(({ type }) => type === "aws_secretsmanager_secret_version")
    .flatMap(({ address, expressions }) => {
      const [secret = ""] = expressions?.["secret_id"]?.references?.slice(-1) ?? [];
      return readers
        .filter(({ expression, waits }) => refersTo(expression, secret) && !waits.includes(address))
        .map(({ name }) => `${name} does not wait for ${address}`);
    });
}

/** @param {Resource} resource */
const scales = ({ change }) => JSON.stringify(change.after?.["values"] ?? "").includes("ScaledObject");

/** @type {Rule[]} */
export const WHAT_WAITS = [
  {
    says: "who is told the name of a secret finds its newest value there",
    faults: (_, plan) => modulesOf(plan).flatMap(tooEarly),
  },
  {
    says: "autoscalers come after what they scale",
    faults: (made, plan) => {
      const autoscalers = made.filter((each) => each.type === "helm_release" && scales(each));
      const parts = modulesOf(plan).flatMap(({ resources = [] }) => resources);
      const early = autoscalers.filter(({ address }) =>
        parts.some(
          (part) =>
            address.endsWith(`.${part.address}`) &&
            !part.depends_on?.some((each) => each.startsWith("kubernetes_deployment")),
        ),
      );
      return autoscalers.length === 0 ? ["there are no autoscalers"] : early.map(({ address }) => address);
    },
  },
];

/** Without a way out and without the endpoints a node reaches neither the registry nor the cluster. */
const FOR_NODES = [
  "aws_eks_node_group",
  "aws_eks_addon",
  "aws_eks_access_policy_association",
  "aws_nat_gateway",
  "aws_route",
  "aws_route_table_association",
  "aws_vpc_endpoint",
];

/** Of a plan of what the page for operators applies first. @type {Rule[]} */
export const WHAT_COMES_FIRST = [
  {
    says: "what is applied first is all that nodes need to join",
    faults: (made) =>
      FOR_NODES.filter((type) => !made.some((each) => each.type === type)).map((type) => `${type} is missing`),
  },
];

/** What the page for operators applies first, as arguments. @param {string} page */
export const appliedFirst = (page) => /terraform apply (-target=\S*cluster)\b/.exec(page)?.[1] ?? "";
