import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inRoot } from "@/cli/launch/project.mjs";
import type { Module } from "./terraform-order.mjs";
import { appliedFirst, WHAT_COMES_FIRST, WHAT_WAITS } from "./terraform-order.mjs";

const SECRET = "who is told the name of a secret finds its newest value there";
const AUTOSCALER = "autoscalers come after what they scale";

const AUTOSCALERS = {
  change: { after: { values: ['"kind": "ScaledObject"'] } },
  mode: "managed",
  type: "helm_release",
};

/** What is broken by a module within the environment. */
function broken(module: Module) {
  const made = [{ ...AUTOSCALERS, address: "module.environment.module.application.helm_release.autoscalers" }];
  const environment = { module_calls: { any: { module } } };
  const plan = {
    resource_changes: made,
    configuration: { root_module: { module_calls: { environment: { module: environment } } } },
  };
  return WHAT_WAITS.flatMap(({ says, faults }) => (faults(made, plan).length > 0 ? [says] : []));
}

const secret = "aws_secretsmanager_secret.auth";
const version = "aws_secretsmanager_secret_version.auth";
const value = {
  address: version,
  type: "aws_secretsmanager_secret_version",
  expressions: { secret_id: { references: [`${secret}.id`, secret] } },
};
const name = { references: [`${secret}.name`, secret] };

test("an output that names a secret waits for the value that is written into it", () => {
  expect(broken({ resources: [value], outputs: { mounted: { expression: name, depends_on: [version] } } })).toEqual([]);
  expect(broken({ resources: [value], outputs: { mounted: { expression: name } } })).toEqual([SECRET]);
  expect(broken({ resources: [value], outputs: { url: { expression: { references: ["var.host"] } } } })).toEqual([]);
  expect(broken({ resources: [], outputs: { by_hand: { expression: name } } })).toEqual([]);
});

test("what renews a secret waits for its first value", () => {
  const rotation = {
    address: "aws_secretsmanager_secret_rotation.auth",
    type: "aws_secretsmanager_secret_rotation",
    expressions: { secret_id: { references: [`${secret}.id`, secret] } },
  };
  expect(broken({ resources: [value, { ...rotation, depends_on: [version] }] })).toEqual([]);
  expect(broken({ resources: [value, rotation] })).toEqual([SECRET]);
});

test("autoscalers wait for the deployments, and are missed where there are none", () => {
  const release = { address: "helm_release.autoscalers", type: "helm_release" };
  expect(broken({ resources: [{ ...release, depends_on: ["kubernetes_deployment_v1.this"] }] })).toEqual([]);
  expect(broken({ resources: [{ ...release, depends_on: ["kubernetes_service_v1.web"] }] })).toEqual([AUTOSCALER]);
  expect(broken({ resources: [release] })).toEqual([AUTOSCALER]);
  const rule = WHAT_WAITS.find(({ says }) => says === AUTOSCALER);
  expect(rule?.faults([], { resource_changes: [] })).toEqual(["there are no autoscalers"]);
});

test("what operators apply first is planned by itself, and a cluster without ways out is named", () => {
  const page = readFileSync(inRoot("terraform", "README.md"), "utf8");
  expect(appliedFirst(page)).toBe("-target=module.environment.module.cluster");
  const made = ["aws_eks_node_group", "aws_eks_addon", "aws_eks_access_policy_association"];
  const [rule] = WHAT_COMES_FIRST;
  const missing = rule?.faults(
    made.map((type) => ({ address: type, type, change: { after: {} } })),
    { resource_changes: [] },
  );
  expect(missing).toEqual(
    expect.arrayContaining(["aws_nat_gateway is missing", "aws_route is missing", "aws_vpc_endpoint is missing"]),
  );
});
