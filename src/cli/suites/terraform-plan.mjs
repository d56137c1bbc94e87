// @ts-check

/**
 * @typedef {string | number | boolean | null | Value[] | { [name: string]: Value }} Value
 * @typedef {{ [name: string]: Value }} Values
 * @typedef {object} Resource
 * @property {string} address
 * @property {string} type
 * @property {string} [mode]
 * @property {{ after: Values | null, after_unknown?: Values }} change
 * @typedef {object} Plan
 * @property {Resource[]} resource_changes
 * @property {Record<string, { after_sensitive?: Value }>} [output_changes]
 * @property {{ root_module: import("./terraform-order.mjs").Module }} [configuration]
 * @typedef {{ says: string, faults: (made: Resource[], plan: Plan) => string[] }} Rule
 */

const WORLD = "0.0.0.0/0";
const IS_BALANCER = /\.module\.load_balancer\./;

/** @param {Resource[]} made @param {string[]} types */
const ofType = (made, ...types) => made.filter(({ type, mode }) => types.includes(type) && mode !== "data");
/** @param {Resource} resource @returns {Values} */
const valuesOf = ({ change }) => change.after ?? {};
/** Set to something, or to what is known once it is made. @param {Resource} resource @param {string} name */
const isGiven = (resource, name) => Boolean(valuesOf(resource)[name]) || Boolean(resource.change.after_unknown?.[name]);
/** @param {Resource[]} resources */
const addresses = (resources) => resources.map(({ address }) => address);
/** What stands in blocks, of which there may be one or several. @param {Value | undefined} value @returns {Values[]} */
const blocks = (value) =>
  [value ?? []]
    .flat()
    .flatMap((each) => (typeof each === "object" && each !== null && !Array.isArray(each) ? [each] : []));
/** @param {Value | undefined} value */
const words = (value) => [value ?? []].flat().map(String);

/** What each type has to have, whoever makes it. @type {Record<string, string[]>} */
const ENCRYPTED_BY = {
  aws_db_instance: ["storage_encrypted", "kms_key_id", "performance_insights_kms_key_id"],
  aws_elasticache_replication_group: ["at_rest_encryption_enabled", "transit_encryption_enabled", "kms_key_id"],
  aws_efs_file_system: ["encrypted", "kms_key_id"],
  aws_eks_cluster: ["encryption_config"],
  aws_cloudwatch_log_group: ["kms_key_id", "retention_in_days"],
  aws_sns_topic: ["kms_master_key_id"],
  aws_secretsmanager_secret: ["kms_key_id"],
  aws_backup_vault: ["kms_key_arn"],
  aws_prometheus_workspace: ["kms_key_arn"],
};
/** Arguments whose value Terraform would write into its state. */
const VALUES_OF_SECRETS = ["password", "auth_token", "passwords", "secret_string", "secret_binary", "set_sensitive"];
/** @type {Record<string, string>} */
const PROTECTED_BY = {
  aws_db_instance: "deletion_protection",
  aws_lb: "enable_deletion_protection",
  aws_eks_cluster: "deletion_protection",
};
const TOO_MUCH = /\/(?:AdministratorAccess|PowerUserAccess|\w*FullAccess)$/;

/** @param {Resource[]} made @param {Record<string, string[]>} wanted */
const withoutOneOf = (made, wanted) =>
  Object.entries(wanted).flatMap(([type, names]) =>
    ofType(made, type).flatMap((resource) =>
      names
        .filter((name) => !isGiven(resource, name) && !(name === "kms_key_id" && isReplica(resource)))
        .map((name) => `${resource.address} has no ${name}`),
    ),
  );

/** @param {Resource} resource */
function isOpenToTheWorld(resource) {
  const values = valuesOf(resource);
  return (
    values["publicly_accessible"] === true ||
    values["map_public_ip_on_launch"] === true ||
    values["cidr_ipv4"] === WORLD ||
    (resource.type === "aws_lb" && values["internal"] !== true) ||
    blocks(values["vpc_config"]).some((config) => config["endpoint_public_access"] === true)
  );
}

/** @param {Resource} resource */
const isOpenService = (resource) =>
  blocks(valuesOf(resource)["spec"]).some(({ type }) => type === "LoadBalancer" || type === "NodePort");

/** What a role may do by itself. Every other policy says who may come to the thing that it is of. */
const OF_ROLES = ["aws_iam_role_policy", "aws_iam_policy", "aws_iam_user_policy", "aws_iam_group_policy"];
/** A key that its own account may not manage is nobody's: AWS asks for this one, and roles narrow it down. */
const OF_KEYS = ["aws_kms_key", "aws_kms_key_policy"];
const ROOT_OF_ACCOUNT = /^arn:[\w-]+:iam::[^:*]+:root$/;

/** What a policy allows that can be read before it is made. @param {Value | undefined} policy */
const allowedBy = (policy) =>
  typeof policy === "string" && policy.startsWith("{")
    ? blocks(JSON.parse(policy).Statement).filter(({ Effect: effect }) => effect === "Allow")
    : [];

/** All of a service, or all but something. @param {Values} statement */
const isWide = ({ Action: actions, NotAction: but }) =>
  but !== undefined || words(actions).some((action) => action === "*" || action.endsWith(":*"));

/** Whom a statement is about; a word in place of kinds means everybody. @param {Value | undefined} principal */
const namesIn = (principal) => [
  ...words(typeof principal === "string" ? principal : []),
  ...blocks(principal).flatMap((kinds) => Object.values(kinds).flatMap(words)),
];

/** On whatever there is. @param {Resource} resource */
const mayDoTooMuch = (resource) =>
  [valuesOf(resource), ...blocks(valuesOf(resource)["inline_policy"])]
    .flatMap(({ policy }) => allowedBy(policy))
    .some(
      (statement) =>
        isWide(statement) && (statement["NotResource"] !== undefined || words(statement["Resource"]).includes("*")),
    );

/** Whether nothing keeps strangers from it. @param {Values} statement */
const isForEverybody = ({ Principal: principal, NotPrincipal: but, Condition: only }) =>
  but !== undefined || (only === undefined && namesIn(principal).includes("*"));

/** Of a policy that stands at the thing itself, so that its resource says nothing. @param {Resource} resource */
const letsInTooMuch = (resource) =>
  allowedBy(valuesOf(resource)["policy"]).some((statement) => {
    const isOwnAccount =
      OF_KEYS.includes(resource.type) && namesIn(statement["Principal"]).every((name) => ROOT_OF_ACCOUNT.test(name));
    return isForEverybody(statement) || (isWide(statement) && !isOwnAccount);
  });

/** By which AWS tells the pods of one cluster from those of another in the same account. */
const TAGS_OF_PODS = ["eks-cluster-name", "kubernetes-namespace", "kubernetes-service-account"];

/** @param {Resource} resource */
const isTakenByEverybody = (resource) => allowedBy(valuesOf(resource)["assume_role_policy"]).some(isForEverybody);

/** It keeps no backup, since it is made anew from its primary, and has the key of that. @param {Resource} resource */
const isReplica = (resource) => isGiven(resource, "replicate_source_db");

/** @param {Resource} resource @param {string} name @param {number} least */
const keeps = (resource, name, least) => Number(valuesOf(resource)[name]) >= least;

/** @type {Rule[]} */
export const WHAT_A_PLAN_HOLDS = [
  {
    says: "it makes what an environment is made of",
    faults: (made) =>
      [
        "aws_db_instance",
        "aws_elasticache_replication_group",
        "aws_lb",
        "kubernetes_deployment_v1",
        "aws_backup_plan",
        "aws_s3_bucket_object_lock_configuration",
      ]
        .filter((type) => ofType(made, type).length === 0)
        .map((type) => `${type} is missing`),
  },
  {
    says: "nothing is public but the load balancer",
    faults: (made) =>
      addresses([
        ...made
          .filter(({ type, address }) => !type.includes("egress") && !IS_BALANCER.test(address))
          .filter(isOpenToTheWorld),
        ...ofType(made, "kubernetes_service_v1").filter(isOpenService),
      ]),
  },
  {
    says: "everything is encrypted by our key, and logs end",
    faults: (made) => withoutOneOf(made, ENCRYPTED_BY),
  },
  {
    says: "every bucket is closed, encrypted and versioned",
    faults: (made) =>
      ["public_access_block", "server_side_encryption_configuration", "versioning", "policy"]
        .filter((what) => ofType(made, `aws_s3_bucket_${what}`).length < ofType(made, "aws_s3_bucket").length)
        .map((what) => `a bucket has no ${what}`),
  },
  {
    says: "nothing that holds data is lost by a word",
    faults: (made) => [
      ...Object.entries(PROTECTED_BY).flatMap(([type, name]) =>
        addresses(ofType(made, type).filter((resource) => valuesOf(resource)[name] !== true)),
      ),
      ...addresses(ofType(made, "aws_s3_bucket").filter((resource) => valuesOf(resource)["force_destroy"])),
    ],
  },
  {
    says: "backups are kept",
    faults: (made) =>
      addresses([
        ...ofType(made, "aws_db_instance").filter(
          (each) => !isReplica(each) && !keeps(each, "backup_retention_period", 7),
        ),
        ...ofType(made, "aws_elasticache_replication_group").filter(
          (each) => !keeps(each, "snapshot_retention_limit", 1),
        ),
      ]),
  },
  {
    says: "no value of a secret would be in the state or in an output",
    faults: (made, { output_changes: outputs = {} }) => [
      ...made
        .filter(({ mode }) => mode !== "data")
        .flatMap((resource) =>
          VALUES_OF_SECRETS.filter((name) => isGiven(resource, name) && !isComputedOnly(resource, name)).map(
            (name) => `${resource.address} is given ${name}`,
          ),
        ),
      ...Object.entries(outputs)
        .filter(([, { after_sensitive: isSensitive }]) => isSensitive === true)
        .map(([name]) => `the output ${name} is a secret`),
    ],
  },
  {
    says: "nodes are asked by IMDSv2 alone",
    faults: (made) =>
      addresses(
        ofType(made, "aws_launch_template").filter(
          (resource) =>
            !blocks(valuesOf(resource)["metadata_options"]).some(({ http_tokens: tokens }) => tokens === "required"),
        ),
      ),
  },
  {
    says: "no role may do all of a service, or everything",
    faults: (made) =>
      addresses([
        ...ofType(made, "aws_iam_role", ...OF_ROLES).filter(mayDoTooMuch),
        ...ofType(made, "aws_iam_role_policy_attachment").filter((each) =>
          TOO_MUCH.test(String(valuesOf(each)["policy_arn"])),
        ),
      ]),
  },
  {
    says: "a role of pods is one service account's, in one cluster",
    faults: (made) =>
      addresses(
        ofType(made, "aws_iam_role").filter((role) =>
          allowedBy(valuesOf(role)["assume_role_policy"])
            .filter(({ Principal: principal }) => namesIn(principal).includes("pods.eks.amazonaws.com"))
            .some(
              ({ Condition: only }) => !TAGS_OF_PODS.every((tag) => JSON.stringify(only ?? "").includes(`/${tag}"`)),
            ),
        ),
      ),
  },
  {
    says: "no bucket, key, topic, queue or role is for everybody, or for all of its service",
    faults: (made) =>
      addresses([
        ...made.filter(({ type, mode }) => mode !== "data" && !OF_ROLES.includes(type)).filter(letsInTooMuch),
        ...ofType(made, "aws_iam_role").filter(isTakenByEverybody),
      ]),
  },
];

/** Attributes that a provider works out are no arguments of ours. @param {Resource} resource @param {string} name */
const isComputedOnly = (resource, name) => resource.type === "upstash_redis_database" && name === "password";
