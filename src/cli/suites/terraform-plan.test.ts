import { expect, test } from "vitest";
import { WHAT_A_PLAN_HOLDS } from "./terraform-plan.mjs";

type Made = { type: string; after: Record<string, unknown>; module?: string; unknown?: Record<string, boolean> };

const planOf = (...made: Made[]) =>
  JSON.parse(
    JSON.stringify({
      resource_changes: made.map(({ type, after, module = "any", unknown = {} }) => ({
        address: `module.environment.module.${module}.${type}.it`,
        type,
        mode: "managed",
        change: { after, after_unknown: unknown },
      })),
    }),
  );

/** What is broken by it, but for all that is missing beside it. */
function broken(...made: Made[]) {
  const plan = planOf(...made);
  return WHAT_A_PLAN_HOLDS.slice(1).flatMap(({ says, faults }) =>
    faults(plan.resource_changes, plan).length > 0 ? [says] : [],
  );
}

const ENCRYPTED = "everything is encrypted by our key, and logs end";
const PUBLIC = "nothing is public but the load balancer";
const LOST = "nothing that holds data is lost by a word";
const SECRET = "no value of a secret would be in the state or in an output";

const database = {
  storage_encrypted: true,
  performance_insights_kms_key_id: "key",
  deletion_protection: true,
  backup_retention_period: 14,
  publicly_accessible: false,
};
const withKey = { kms_key_id: true };

test("a database that is closed, encrypted, kept and protected breaks nothing", () => {
  expect(broken({ type: "aws_db_instance", after: database, unknown: withKey })).toEqual([]);
});

test.each([
  [{ publicly_accessible: true }, PUBLIC],
  [{ storage_encrypted: false }, ENCRYPTED],
  [{ deletion_protection: false }, LOST],
  [{ backup_retention_period: 1 }, "backups are kept"],
  [{ password: "of the owner" }, SECRET],
])("a database with %j breaks a rule", (fault, rule) => {
  expect(broken({ type: "aws_db_instance", after: { ...database, ...fault }, unknown: withKey })).toEqual([rule]);
});

test("the value of a secret that would be in the state, and one in an output, are named", () => {
  const version = { type: "aws_secretsmanager_secret_version", after: { secret_string: "of the owner" } };
  expect(broken(version)).toEqual([SECRET]);
  const rule = WHAT_A_PLAN_HOLDS.find(({ says }) => says === SECRET);
  const outputs = { address: { after_sensitive: false }, key: { after_sensitive: true } };
  expect(rule?.faults([], { ...planOf(), output_changes: outputs })).toEqual(["the output key is a secret"]);
});

test("a replica keeps no backups, since it is made anew from its primary, and has the key of that", () => {
  const after = { ...database, backup_retention_period: 0 };
  const unknown = { replicate_source_db: true };
  expect(broken({ type: "aws_db_instance", after, unknown })).toEqual([]);
  expect(broken({ type: "aws_db_instance", after: { ...after, storage_encrypted: false }, unknown })).toEqual([
    ENCRYPTED,
  ]);
});

test("the world reaches the load balancer, and what else it reaches is named", () => {
  const rule = { type: "aws_vpc_security_group_ingress_rule", after: { cidr_ipv4: "0.0.0.0/0" } };
  expect(broken({ ...rule, module: "load_balancer" })).toEqual([]);
  expect(broken({ ...rule, module: "database" })).toEqual([PUBLIC]);
  const service = (type: string) => ({ type: "kubernetes_service_v1", after: { spec: [{ type }] } });
  expect(broken(service("ClusterIP"))).toEqual([]);
  expect(broken(service("LoadBalancer"))).toEqual([PUBLIC]);
});

test("nodes that answer without a token, and roles that may do everything, are named", () => {
  const node = (tokens: string) => ({
    type: "aws_launch_template",
    after: { metadata_options: [{ http_tokens: tokens }] },
  });
  expect(broken(node("required"))).toEqual([]);
  expect(broken(node("optional"))).toEqual(["nodes are asked by IMDSv2 alone"]);
  const role = (allowed: Record<string, string | string[]>) => ({
    type: "aws_iam_role_policy",
    after: { policy: JSON.stringify({ Statement: [{ Effect: "Allow", ...allowed }] }) },
  });
  expect(broken(role({ Action: "ec2:DescribeInstances", Resource: "*" }))).toEqual([]);
  expect(broken(role({ Action: "s3:*", Resource: "arn:aws:s3:::backups/*" }))).toEqual([]);
  for (const tooMuch of [
    { Action: "*", Resource: "*" },
    { Action: ["ec2:DescribeInstances", "s3:*"], Resource: "*" },
    { NotAction: "iam:*", Resource: "*" },
    { Action: "s3:*", NotResource: "arn:aws:s3:::backups" },
  ])
    expect(broken(role(tooMuch))).toEqual(["no role may do all of a service, or everything"]);
});

const OPEN = "no bucket, key, topic, queue or role is for everybody, or for all of its service";
const policy = (...statements: object[]) =>
  JSON.stringify({ Statement: statements.map((each) => ({ Effect: "Allow", Resource: "*", ...each })) });
const root = { AWS: "arn:aws:iam::123456789012:root" };
const service = { Service: "cloudwatch.amazonaws.com" };

test.each(["aws_s3_bucket_policy", "aws_sns_topic_policy", "aws_sqs_queue_policy", "aws_efs_file_system_policy"])(
  "%s names who may do what, and what is wider is named",
  (type) => {
    // A bucket alone breaks nothing here; its closings are another rule's.
    const of = (...statements: object[]) => broken({ type, after: { policy: policy(...statements) } });
    expect(of({ Principal: service, Action: "sns:Publish" })).toEqual([]);
    expect(of({ Principal: "*", Action: "s3:GetObject", Condition: { Bool: {} } })).toEqual([]);
    expect(of({ Effect: "Deny", Principal: "*", Action: "s3:*" })).toEqual([]);
    for (const tooMuch of [
      { Principal: "*", Action: "s3:GetObject" },
      { Principal: { AWS: ["*"] }, Action: "sns:Publish" },
      { NotPrincipal: root, Action: "sns:Publish" },
      { Principal: root, Action: ["sns:Publish", "sns:*"] },
      { Principal: service, NotAction: "s3:DeleteBucket" },
    ])
      expect(of({ Principal: service, Action: "sns:Publish" }, tooMuch)).toEqual([OPEN]);
  },
);

test("a key is managed by its own account, and all of it is nobody else's", () => {
  const key = (statement: object) => broken({ type: "aws_kms_key", after: { policy: policy(statement) } });
  expect(key({ Principal: root, Action: "kms:*" })).toEqual([]);
  expect(key({ Principal: service, Action: "kms:*" })).toEqual([OPEN]);
  expect(key({ Principal: { AWS: "arn:aws:iam::*:root" }, Action: "kms:*" })).toEqual([OPEN]);
});

test("a role that anybody may take on, and one that says in itself that it may do everything, are named", () => {
  const role = (after: object) => broken({ type: "aws_iam_role", after: { ...after } });
  const taken = (principal: object | string) => ({
    assume_role_policy: policy({ Principal: principal, Action: "sts:AssumeRole" }),
  });
  expect(role(taken(service))).toEqual([]);
  expect(role(taken("*"))).toEqual([OPEN]);
  expect(role({ inline_policy: [{ policy: policy({ Action: "*" }) }] })).toEqual([
    "no role may do all of a service, or everything",
  ]);
});

test("a role that pods take is one service account's, in one cluster", () => {
  const pods = { Principal: { Service: "pods.eks.amazonaws.com" }, Action: ["sts:AssumeRole", "sts:TagSession"] };
  const taken = (only?: object) =>
    broken({ type: "aws_iam_role", after: { assume_role_policy: policy({ ...pods, Condition: only }) } });
  const tags = { "aws:RequestTag/kubernetes-namespace": "shop", "aws:RequestTag/kubernetes-service-account": "web" };
  expect(taken({ StringEquals: { ...tags, "aws:RequestTag/eks-cluster-name": "shop" } })).toEqual([]);
  for (const tooFew of [undefined, { StringEquals: tags }])
    expect(taken(tooFew)).toEqual(["a role of pods is one service account's, in one cluster"]);
});

test("a policy that is known only once it is made, and one of images to keep, are no fault", () => {
  expect(broken({ type: "aws_sns_topic_policy", after: {}, unknown: { policy: true } })).toEqual([]);
  expect(broken({ type: "aws_ecr_lifecycle_policy", after: { policy: '{"rules":[{"rulePriority":1}]}' } })).toEqual([]);
});

test("a bucket without its closings, and one that may be deleted with what is in it, are named", () => {
  const bucket = { type: "aws_s3_bucket", after: { force_destroy: true } };
  expect(broken(bucket)).toEqual(["every bucket is closed, encrypted and versioned", LOST]);
});

test("a plan that makes nothing holds nothing", () => {
  const [first] = WHAT_A_PLAN_HOLDS;
  expect(first?.faults([], planOf())).not.toEqual([]);
});
